"""The account of a curve that turned: versioned, every edit kept, carried with an export, shown once it has turned."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import NotFoundError, ObaError, UsageError
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import Store, open_store
from oba.store.successes import KIND, find_success
from oba.tasks.digest_store import describe_store
from oba.tasks.keep_successes import SUCCESSES, read_kept_successes, restore_successes, write_successes
from oba.tasks.list_groups import add_group
from oba.tasks.open_success import open_success, open_success_desk
from oba.tasks.record_action import add_action
from oba.tasks.record_decision import decide
from oba.tasks.record_meeting import start_meeting
from oba.tasks.record_success import tell_success, withdraw_success

EARLY, LEVEL = "breastfeeding", "looked_after"
ANN, BOB = Editor("ann"), Editor("bob")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def read(settings: Settings) -> Store:
    return open_store(settings.store, read_only=True)


def edits(settings: Settings) -> list[tuple[str, str | None, str | None]]:
    with read(settings).reading() as connection:
        return [(one.by, one.before, one.after) for one in read_edits(connection, kind=KIND)]


def test_every_save_counts_and_every_edit_is_kept(settings: Settings) -> None:
    assert tell_success(settings, " First ", editor=ANN, indicator=EARLY, version=0).version == 1
    assert tell_success(settings, "Second", editor=BOB, indicator=EARLY, version=1).version == 2
    assert tell_success(settings, "Second", editor=ANN, indicator=EARLY, version=2).version == 2
    withdraw_success(settings, editor=ANN, indicator=EARLY, version=2)
    assert tell_success(settings, "Third", editor=ANN, indicator=EARLY, version=3).version == 4
    expected = [
        ("ann", None, "First"),
        ("bob", "First", "Second"),
        ("ann", "Second", None),
        ("ann", None, "Third"),
    ]
    assert edits(settings) == expected


def test_what_was_withdrawn_stays_in_the_store_and_leaves_the_story(settings: Settings) -> None:
    tell_success(settings, "First", editor=ANN, indicator=EARLY, version=0)
    withdraw_success(settings, editor=ANN, indicator=EARLY, version=1)
    with read(settings).reading() as connection:
        kept = find_success(connection, EARLY)
    assert kept
    assert (kept.text, kept.withdrawn, kept.version) == ("First", True, 2)
    assert open_success_desk(read(settings), indicator=EARLY).text == ""
    with pytest.raises(NotFoundError):
        withdraw_success(settings, editor=ANN, indicator=EARLY, version=2)


@pytest.mark.parametrize("version", [0, 7])
def test_two_who_write_at_once_both_read_both_texts(settings: Settings, version: int) -> None:
    tell_success(settings, "Theirs", editor=BOB, indicator=EARLY, version=0)
    with pytest.raises(EditConflict) as caught:
        tell_success(settings, "Mine", editor=ANN, indicator=EARLY, version=version)
    assert (caught.value.texts, caught.value.version, caught.value.by) == (
        {"text": ("Theirs", "Mine")},
        1,
        "bob",
    )
    assert len(edits(settings)) == 1


@pytest.mark.parametrize(("text", "said"), [("", "nothing is written"), ("x" * 2001, "longer than 2,000")])
def test_an_account_that_will_not_do_is_refused_and_nothing_is_written(
    settings: Settings, text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        tell_success(settings, text, editor=ANN, indicator=EARLY, version=0)
    assert edits(settings) == []


def test_only_who_may_write_stories_writes_one_and_only_on_the_working_instance(settings: Settings) -> None:
    with pytest.raises(NotAllowedError):
        tell_success(settings, "x", editor=Editor("eve", Role.READER), indicator=EARLY, version=0)
    published = Settings(store=settings.store, mode="published", today="2026-12-01")
    with pytest.raises(NotFoundError):
        tell_success(published, "x", editor=ANN, indicator=EARLY, version=0)
    with pytest.raises(NotFoundError, match="no indicator 'none'"):
        tell_success(settings, "x", editor=ANN, indicator="none", version=0)


def test_a_success_story_is_told_only_of_a_curve_that_turns(settings: Settings) -> None:
    from datetime import date

    for key in (EARLY, LEVEL):
        tell_success(
            settings, "Nurses came in 2021.\n\nMore mothers went on.", editor=ANN, indicator=key, version=0
        )
    day = date(2026, 12, 1)
    told = open_success(read(settings), indicator=EARLY, today=day, published=False)
    assert [one.text for one in told.account] == ["Nurses came in 2021.", "More mothers went on."]
    assert told.early.startswith("This is an early sign, not yet a turned curve")
    assert told.then_svg
    assert told.now_svg
    assert told.then_svg != told.now_svg
    not_yet = open_success(read(settings), indicator=LEVEL, today=day, published=False)
    assert not_yet.not_yet.startswith("There is no success story of this curve yet")
    assert (not_yet.account, not_yet.then_svg) == ((), "")


def test_what_was_done_or_decided_after_the_newest_figure_stands_by_itself(settings: Settings) -> None:
    from datetime import date

    done = {"status": "done", "indicators": EARLY}
    for day, text in (("2012-05-01", "Early help"), ("2026-12-01", "Late help")):
        add_action(replace(settings, today=day), ANN, {"proposed_action": text, **done})
    held = start_meeting(settings, ANN, group=add_group(settings, ANN, {"name": "A"}).key, indicators=[EARLY])
    decide(settings, ANN, held.number, "Ask the schools.", indicator=EARLY)
    told = open_success(read(settings), indicator=EARLY, today=date(2026, 12, 1), published=False)
    assert [one.text for one in told.done.entries] == ["Early help"]
    assert told.decided.entries == ()
    assert [one.text for one in told.later.entries] == ["Late help", "Ask the schools."]
    assert told.attributed == "Figures like these cannot show what caused a change."


def test_below_an_account_that_claims_a_cause_nothing_untrue_is_said(settings: Settings) -> None:
    from datetime import date

    tell_success(settings, "It rose thanks to our nurses.", editor=ANN, indicator=EARLY, version=0)
    told = open_success(read(settings), indicator=EARLY, today=date(2026, 12, 1), published=True)
    assert told.attributed == (
        "The account above is the group's own. Figures like these cannot show what caused a change."
    )


def test_the_chart_at_the_beginning_holds_the_frozen_figures_and_none_that_came_later(
    settings: Settings,
) -> None:
    from datetime import date

    told = open_success(read(settings), indicator=EARLY, today=date(2026, 12, 1), published=True)
    assert "45.8" not in told.then_svg
    assert "45.8" in told.now_svg


def test_accounts_go_out_with_an_export_and_come_in_with_every_edit(
    settings: Settings, example_file: Path, tmp_path: Path
) -> None:
    import shutil

    tell_success(settings, "First – é", editor=ANN, indicator=EARLY, version=0)
    tell_success(settings, "Second", editor=BOB, indicator=EARLY, version=1)
    write_successes(read(settings), tmp_path)
    again = tmp_path / "again.db"
    shutil.copy(example_file, again)
    other = open_store(f"sqlite:///{again.as_posix()}")
    assert restore_successes(other, [tmp_path / SUCCESSES]) == ["1 success story restored, with every edit"]
    one, two = (list(describe_store(each, baselines=True)) for each in (read(settings), other))
    assert one == two
    assert "left out" in restore_successes(other, [tmp_path / SUCCESSES])[0]


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"accounts": [{}], "edits": []}', "account", "edits"])
def test_a_file_that_no_export_writes_is_refused_in_words(
    settings: Settings, tmp_path: Path, spoilt: str
) -> None:
    path = tmp_path / SUCCESSES
    if spoilt in ("account", "edits"):
        tell_success(settings, "First", editor=ANN, indicator=EARLY, version=0)
        write_successes(read(settings), tmp_path)
        record = json.loads(path.read_text(encoding="utf-8"))
        if spoilt == "account":
            record["accounts"][0]["version"] = "one"
        else:
            record["edits"][0]["at"] = "yesterday"
        path.write_text(json.dumps(record), encoding="utf-8")
    else:
        path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(ObaError, match="cannot be read as success stories"):
        read_kept_successes(path)
