"""Publishing as events: approved bytes are those released, once, whoever looks and whatever the clock says."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from oba.errors import NotFoundError, ObaError, StoreError, UsageError
from oba.model.disclosure import Rule
from oba.model.editor import Editor, NotAllowedError, Role
from oba.model.publication import State
from oba.settings import Settings
from oba.site.open_files import files_of
from oba.site.pages import Site, render
from oba.store.engine import open_store
from oba.store.public_facts import read_public_facts
from oba.store.shelf import Shelf, hash_file
from oba.tasks import publish
from oba.tasks.check_publication import check_publication, prepare_publication
from oba.tasks.find_published import NothingPublishedError, find_copy, open_copy, peek_copy
from oba.tasks.keep_publishing import explain_release, keep_rule, read_rule, tick, tick_text
from oba.tasks.publish import (
    BlockedError,
    Wish,
    approve_publication,
    list_publications,
    release_due,
    withdraw_publication,
)
from oba.tasks.release_while_open import releasing
from oba.words.publishing import say_fate
from tests.tasks.publishing_rehearsed import ANN, KEPT, change, numbers, on, retitle, title_in

ROOT = Path(__file__).resolve().parents[2]
NINE_THIRTY = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A folder of its own with a store that has published once."""
    return Path(shutil.copytree(published_once, tmp_path / "own"))


@pytest.fixture
def settings(folder: Path) -> Settings:
    return on(folder)


def shelf_of(settings: Settings) -> Shelf:
    return Shelf(settings.copies_folder)


def current(settings: Settings) -> int | None:
    pointer = shelf_of(settings).current()
    return pointer.number if pointer else None


def test_what_is_published_at_once_is_recorded_kept_and_current(settings: Settings) -> None:
    (one,) = list_publications(settings)
    assert (one.number, one.state, one.approved_by, one.released_by) == (1, State.RELEASED, "Ann", "Ann")
    assert one.released_at == settings.now()
    assert current(settings) == 1
    assert hash_file(shelf_of(settings).path(one.file)) == one.sha256


def test_what_was_approved_is_released_when_it_is_due_and_only_once(folder: Path) -> None:
    before, after = on(folder), on(folder, today="2026-12-03")
    retitle(before, "Children in care")
    one = approve_publication(before, ANN, Wish("Renamed.", NINE_THIRTY))
    assert (one.state, one.release_at, current(before)) == (State.APPROVED, NINE_THIRTY, 1)
    assert release_due(before, ANN) == ()
    assert current(before) == 1
    retitle(before, "Something that nobody has approved")
    assert numbers(release_due(after, ANN)) == [2]
    assert say_fate(list_publications(after)[0]) == (
        "Published 12:00 on 3 December 2026, planned for 9:30 on 2 December 2026"
    )
    assert release_due(after, ANN) == ()
    assert current(after) == 2
    path = shelf_of(after).path(one.file)
    assert (hash_file(path), title_in(path)) == (one.sha256, "Children in care")


def test_the_public_is_told_the_day_on_which_it_was_really_released(folder: Path) -> None:
    """The machine was off at half past nine; the copy, which was made before, knows only the plan."""
    approve_publication(on(folder), ANN, Wish("Renamed.", NINE_THIRTY))
    late = on(folder, today="2026-12-03")
    release_due(late, ANN)
    copy = find_copy(replace(late, mode="published", copies=str(late.copies_folder)))
    store, facts = open_copy(copy)
    assert facts.published_on == date(2026, 12, 3)
    site = Site(store, date(2026, 12, 3), facts, address="https://trust.example/")
    for address in ("index.html", "publications.html", "data.html", "about.html", "feed.atom", "sitemap.xml"):
        said = render(site, address).body.decode()
        assert "2026-12-02" not in said, address
        assert "2 December 2026" not in said, address
    assert "Publication 2, 3 December 2026" in render(site, "index.html").body.decode()
    assert "<updated>2026-12-03" in render(site, "feed.atom").body.decode()
    package = json.loads(files_of(site)["data/datapackage.json"].make())
    assert package["version"] == "2-2026-12-03"
    store.close()
    (one,) = (one for one in list_publications(late) if one.number == 2)
    assert (one.release_at, one.released_at) == (NINE_THIRTY, late.now())
    third = approve_publication(late, ANN, Wish("The third."))
    store = open_store(f"sqlite:///{shelf_of(late).path(third.file)}", read_only=True)
    with store.reading() as connection:
        earlier = read_public_facts(connection).earlier
    assert [each.published_on for each in earlier] == [date(2026, 12, 3), date(2026, 12, 1)]
    store.close()


def test_who_reads_a_publication_that_another_process_withdraws_reads_on_and_finds_it_gone_at_the_next_look(
    folder: Path,
) -> None:
    settings = on(folder)
    served = replace(settings, mode="published", copies=str(settings.copies_folder))
    copy = find_copy(served)
    store, _ = open_copy(copy)
    command = [sys.executable, "-m", "oba", "publish", "--withdraw", "1", "--by", "Ann", "--because", "Wrong"]
    with store.reading() as connection:
        rows = connection.execute(text("SELECT key FROM indicator"))
        subprocess.run([*command, "--store", settings.store], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        assert not copy.path.exists()
        assert len(rows.fetchall()) >= len(KEPT)
        assert connection.execute(text("SELECT count(*) FROM observation")).scalar_one() > 0
    store.close()
    assert peek_copy(served) is None
    with pytest.raises(NothingPublishedError):
        find_copy(served)


def test_a_clock_that_is_set_back_takes_nothing_back_and_releases_nothing_twice(folder: Path) -> None:
    settings, later = on(folder), on(folder, today="2026-12-03")
    approve_publication(settings, ANN, Wish("The second.", NINE_THIRTY))
    release_due(later, ANN)
    told = list_publications(later)
    earlier = on(folder, today="2026-11-01")
    assert release_due(earlier, ANN) == ()
    assert current(earlier) == 2
    assert release_due(later, ANN) == ()
    assert list_publications(later) == told


def test_of_two_processes_that_look_at_once_one_releases(folder: Path) -> None:
    approve_publication(on(folder), ANN, Wish("The second.", NINE_THIRTY))
    command = [sys.executable, "-m", "oba", "publish", "--due", "--store", on(folder).store]
    environment = {**os.environ, "OBA_TODAY": "2026-12-03"}
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(one.communicate(timeout=60)[0].strip() for one in running)
    assert [one.returncode for one in running] == [0, 0]
    assert said == ["Nothing is due.", "Publication 2 was released."]
    assert current(on(folder)) == 2


def test_of_many_threads_that_look_at_once_one_releases(folder: Path) -> None:
    approve_publication(on(folder), ANN, Wish("The second.", NINE_THIRTY))
    later = on(folder, today="2026-12-03")
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: numbers(release_due(later, ANN)), range(6)))
    assert sorted(found) == [[], [], [], [], [], [2]]


def test_a_switch_that_was_cut_off_is_finished_by_whoever_looks_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the power went")

    with monkeypatch.context() as cut:
        cut.setattr(Shelf, "switch", fail)
        with pytest.raises(StoreError):
            approve_publication(settings, ANN, Wish("The second."))
    assert (list_publications(settings)[0].state, current(settings)) == (State.RELEASED, 1)
    assert release_due(settings, ANN) == ()
    assert current(settings) == 2


def test_one_that_was_withdrawn_gives_way_to_the_one_before_it_and_its_file_goes(settings: Settings) -> None:
    retitle(settings, "Children in care")
    second = approve_publication(settings, ANN, Wish("The second."))
    assert current(settings) == 2
    found = withdraw_publication(settings, ANN, 2, because="A figure was wrong")
    assert (found.state, found.withdrawn_because) == (State.WITHDRAWN, "A figure was wrong")
    assert current(settings) == 1
    assert not shelf_of(settings).path(second.file).exists()
    withdraw_publication(settings, ANN, 1, because="All of it")
    assert current(settings) is None
    with pytest.raises(UsageError, match="withdrawn already"):
        withdraw_publication(settings, ANN, 1, because="Again")
    with pytest.raises(BlockedError) as blocked:
        approve_publication(settings, ANN, Wish("The third."))
    (item,) = blocked.value.checklist.blocking
    assert (item.code, item.of) == ("again", "Publication 2")
    assert "A figure was wrong; no figures were loaded" in item.found
    tick_text(settings, ANN, item.key, note="The name is as it was agreed")
    third = approve_publication(settings, ANN, Wish("The third."))
    assert (third.number, current(settings)) == (3, 3)


def test_one_that_waits_can_be_withdrawn_and_is_never_released(folder: Path) -> None:
    settings = on(folder)
    approve_publication(settings, ANN, Wish("The second.", NINE_THIRTY))
    with pytest.raises(UsageError, match="waits for its release, 9:30 on 2 December 2026"):
        approve_publication(settings, ANN, Wish("The third."))
    withdraw_publication(settings, ANN, 2, because="Too early")
    assert release_due(on(folder, today="2026-12-03"), ANN) == ()
    assert current(settings) == 1
    assert len(shelf_of(settings).files()) == 1


def test_bytes_that_are_not_as_they_were_approved_are_not_released(folder: Path) -> None:
    one = approve_publication(on(folder), ANN, Wish("The second.", NINE_THIRTY))
    later = on(folder, today="2026-12-03")
    path = shelf_of(later).path(one.file)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(StoreError, match="not as it was written"):
        release_due(later, ANN)
    assert (list_publications(later)[0].state, current(later)) == (State.APPROVED, 1)


def test_what_somebody_changes_while_the_copy_is_made_is_not_published_unseen(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = publish.make_copy

    def change_meanwhile(*given: object, **more: object) -> object:
        built = make(*given, **more)  # type: ignore[arg-type]
        retitle(settings, "Changed meanwhile")
        return built

    monkeypatch.setattr(publish, "make_copy", change_meanwhile)
    with pytest.raises(UsageError, match="somebody has changed the store"):
        approve_publication(settings, ANN, Wish("The second."))
    assert len(list_publications(settings)) == len(shelf_of(settings).files()) == 1


def test_what_blocks_is_named_and_nothing_is_left_behind(settings: Settings) -> None:
    change(settings, "UPDATE indicator SET lay_definition = '' WHERE key = 'looked_after'")
    with pytest.raises(BlockedError) as caught:
        approve_publication(settings, ANN, Wish("The second."))
    assert [one.code for one in caught.value.checklist.blocking] == ["definition"]
    assert str(caught.value).startswith("1 thing blocks the publication")
    assert len(list_publications(settings)) == 1
    assert {path.suffix for path in settings.copies_folder.iterdir()} == {".db", ".json"}
    assert len(list(settings.copies_folder.glob("*.db"))) == 1


def test_a_text_that_may_name_a_person_blocks_until_it_is_ticked_and_again_when_it_changes(
    settings: Settings,
) -> None:
    write = "UPDATE action SET proposed_action = :note WHERE number = 1"
    change(settings, write, note="Kayleigh Brown leads it.")
    with pytest.raises(BlockedError):
        approve_publication(settings, ANN, Wish("The second."))
    (found,) = (one for one in prepare_publication(settings).checked.texts if not one.ticked)
    assert found.suspects[0].found == "Kayleigh Brown"
    with pytest.raises(UsageError, match="why the text may stand"):
        tick(settings, ANN, found, note=" ")
    assert tick_text(settings, ANN, found.short, note="She has agreed").digest == found.digest
    assert check_publication(settings).ready
    change(settings, write, note="Kayleigh Browne leads it.")
    assert [one.code for one in check_publication(settings).blocking] == ["texts"]
    with pytest.raises(NotFoundError):
        tick_text(settings, ANN, found.short, note="Again")


def test_a_note_that_names_a_person_is_to_be_worded_otherwise(settings: Settings) -> None:
    with pytest.raises(BlockedError) as caught:
        approve_publication(settings, ANN, Wish("Kayleigh Brown has mended it."))
    (item,) = caught.value.checklist.blocking
    assert (item.code, item.remedy) == ("texts", "Word the note without it")


def test_small_numbers_without_a_rule_block_until_one_is_set(settings: Settings) -> None:
    change(
        settings,
        "UPDATE observation SET numerator = 3, value = 0.5 WHERE (series_id, period_id) IN (SELECT series_id,"
        " period_id FROM observation JOIN series ON series.id = series_id WHERE indicator = 'repeat_plans'"
        " AND numerator > 10 LIMIT 1)",
    )
    assert [(one.code, one.key) for one in check_publication(settings).blocking] == [
        ("small_numbers", "repeat_plans")
    ]
    assert keep_rule(settings, ANN, Rule("repeat_plans")).endswith("counts of 1 to 5 are hidden.")
    assert check_publication(settings).ready


@pytest.mark.parametrize(
    ("said", "because", "wrong"),
    [
        ("looked_after=none", "", "needs its reason"),
        ("looked_after=6", "", "rule 'looked_after=6'"),
        ("=5", "", "rule '=5'"),
        ("nothing=5", "", "indicator 'nothing'"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(settings: Settings, said: str, because: str, wrong: str) -> None:
    with pytest.raises(ObaError, match=wrong):
        keep_rule(settings, ANN, read_rule(said, because=because))


def test_a_revision_blocks_until_its_release_says_why(settings: Settings) -> None:
    revise = (
        "INSERT INTO observation_history (series_id, period_id, replaced_by, happened, value, marker,"
        " sheet_column_id) SELECT series_id, period_id, load.id, 'revised', 1.5, '', sheet_column_id FROM"
        " observation JOIN sheet_column ON sheet_column.id = sheet_column_id JOIN load ON load.id ="
        " sheet_column.load_id WHERE load.release_id = 3 LIMIT 1"
    )
    change(settings, revise)
    assert check_publication(settings).ready  # its note says something
    change(settings, "UPDATE release SET note = '' WHERE id = 3")
    (item,) = check_publication(settings).blocking
    assert (item.code, item.key) == ("revisions", "3")
    explain_release(settings, ANN, 3, because="The publisher has corrected it")
    assert check_publication(settings).ready


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_only_who_may_publish_does(settings: Settings, role: Role) -> None:
    other = Editor("Bob", role)
    for deed in (
        lambda: approve_publication(settings, other, Wish("The second.")),
        lambda: release_due(settings, other),
        lambda: withdraw_publication(settings, other, 1, because="Why not"),
        lambda: keep_rule(settings, other, Rule("looked_after")),
        lambda: explain_release(settings, other, 3, because="Why not"),
        lambda: tick_text(settings, other, "0" * 12, note="Why not"),
    ):
        with pytest.raises(NotAllowedError):
            deed()


@pytest.mark.parametrize("note", ["", "  ", "x" * 1001])
def test_a_publication_says_what_has_changed(settings: Settings, note: str) -> None:
    with pytest.raises(UsageError):
        approve_publication(settings, ANN, Wish(note))


def test_a_publication_has_the_name_of_whoever_approves_it(settings: Settings) -> None:
    with pytest.raises(UsageError, match="nobody is named"):
        approve_publication(settings, Editor(" ", Role.OFFICER), Wish("The second."))


def test_an_open_dashboard_releases_what_is_due(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approve_publication(on(folder), ANN, Wish("The second.", NINE_THIRTY))
    done = threading.Event()
    release = publish.release_due

    def note(settings: Settings, editor: Editor) -> object:
        found = release(settings, editor)
        done.set()
        return found

    monkeypatch.setattr("oba.tasks.release_while_open.release_due", note)
    with releasing(on(folder, today="2026-12-03")):
        assert done.wait(30)
    assert current(on(folder)) == 2
    assert not [one for one in threading.enumerate() if one.name == "releases"]


def test_whatever_goes_wrong_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = (
        OSError(28, "No space left on device"),
        OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")),
        OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")),
        StoreError("someone is saving"),
        ZeroDivisionError("a mistake of ours"),
    )
    looks, done = iter(wrong), threading.Event()

    def look(*_: object) -> tuple[()]:
        for error in looks:
            raise error
        done.set()
        return ()

    monkeypatch.setattr("oba.tasks.release_while_open.release_due", look)
    with caplog.at_level(logging.WARNING), releasing(Settings(), every=0.01):
        assert done.wait(30)
    said = [one.getMessage() for one in caplog.records]
    assert len(said) == 4
    for expected, found in zip(
        ("No space left", "database is locked", "someone is saving", "a mistake of ours"), said, strict=True
    ):
        assert expected in found
