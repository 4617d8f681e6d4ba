"""What was written of a curve that has left the plan goes out with an export and comes in again, and returns with it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.model.editor import Editor, Role
from oba.model.plan import PlanBook
from oba.settings import ROOT, Settings
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan, write_plan
from oba.store.story import read_story
from oba.tasks.digest_store import describe_store, digest_store
from oba.tasks.export_store import export_store
from oba.tasks.keep_actions import ACTIONS
from oba.tasks.keep_retired import RETIRED, read_kept_retired, restore_retired
from oba.tasks.keep_services import SERVICES
from oba.tasks.list_groups import EXECUTIVE
from oba.tasks.load_files import load_files
from oba.tasks.record_action import add_action, withdraw_action
from oba.tasks.record_choice import record_choice
from oba.tasks.record_contribution import contribute
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea, say_why_none
from oba.tasks.record_meeting import start_meeting
from oba.tasks.record_story import add
from oba.tasks.record_success import tell_success

KEY = "under18_conceptions"
ANN = Editor("ann", Role.OFFICER)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "oba.db"
    settings = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(settings.store)
    assert all(one.written for one in load_files(settings, files=[ROOT / "data" / "middlesbrough_plan.xlsx"]))
    return path


@pytest.fixture
def settings(planned: Path, tmp_path: Path) -> Settings:
    shutil.copy(planned, tmp_path / "own.db")
    return Settings(store=f"sqlite:///{(tmp_path / 'own.db').as_posix()}", user="ann", today="2026-12-01")


@pytest.fixture
def whole(settings: Settings) -> PlanBook:
    """The plan as it was; then something of every kind is written of a curve, and the curve leaves the plan."""
    add(settings, "force", {"text": "Rents", "direction": "helps"}, editor=ANN, indicator=KEY)
    add_idea(settings, ANN, {"text": "Bus"}, indicator=KEY)
    say_why_none(settings, ANN, KEY, "Rents are set elsewhere", version=0)
    contribute(settings, ANN, {"role": "Leads"}, indicator=KEY, partner="police")
    tell_success(settings, "It turned", editor=ANN, indicator=KEY, version=0)
    record_choice(settings, ANN, indicator=KEY, fields={"rated_by": "All of us"}, version=0)
    action = add_action(settings, ANN, {"proposed_action": "Do", "indicators": KEY}).action
    withdraw_action(settings, ANN, action.number, "Done by others", version=1)
    meeting = start_meeting(settings, ANN, group=EXECUTIVE, indicators=[KEY])
    decide(settings, ANN, meeting.number, "Ask the schools", indicator=KEY)
    store = open_store(settings.store)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(connection, without(book))
        assert KEY not in {one.key for one in read_plan(connection).indicators}
    store.close()
    return book


def without(book: PlanBook) -> PlanBook:
    return replace(
        book,
        indicators=tuple(one for one in book.indicators if one.key != KEY),
        baselines=tuple(one for one in book.baselines if one.indicator != KEY),
        targets=tuple(one for one in book.targets if one.indicator != KEY),
        actions=tuple(
            replace(one, indicators=tuple(key for key in one.indicators if key != KEY))
            for one in book.actions
        ),
    )


def bring_in(folder: Path, place: Path) -> tuple[Store, str]:
    settings = Settings(store=f"sqlite:///{(place / 'again.db').as_posix()}", user="bob", today="2026-12-02")
    migrate(settings.store)
    reports = list(load_files(settings, files=[folder]))
    assert not [one for one in reports if one.refused], reports
    return open_store(settings.store), "\n".join(note for one in reports for note in one.notes)


def test_what_was_written_of_a_curve_that_left_comes_back_in_full(
    settings: Settings, whole: PlanBook, tmp_path: Path
) -> None:
    said = "\n".join(export_store(settings, tmp_path / "out"))
    assert "gives the same plan, figures, markers, revisions, baselines and stories" in said
    store = open_store(settings.store, read_only=True)
    assert any(line.startswith("retired indicators") for line in describe_store(store, baselines=True))
    again, told = bring_in(tmp_path / "out", tmp_path)
    assert "1 indicator kept that had left the plan" in told
    assert "left out" not in told
    assert digest_store(again, baselines=True) == digest_store(store, baselines=True)
    with again.writing() as connection:
        assert KEY not in {one.key for one in read_plan(connection).indicators}
        write_plan(connection, whole)
        story = read_story(connection, KEY, whole.plan.area)
        assert [one.text for one in story.forces] == ["Rents"]
    store.close()
    again.close()


def test_without_that_file_each_loss_is_said(settings: Settings, whole: PlanBook, tmp_path: Path) -> None:
    list(export_store(settings, tmp_path / "out"))
    (tmp_path / "out" / RETIRED).unlink()
    again, told = bring_in(tmp_path / "out", tmp_path)
    for name, count in (
        ("stories.json", "1 part"),
        (SERVICES, "1 record"),
        (ACTIONS, "1 withdrawn action"),
        ("partners.json", "1 contribution"),
        ("ideas.json", "2 parts"),
    ):
        assert f"{count} of {name} left out: the plan has not all that they name" in told
    assert "1 account of successes.json left out" in told
    assert "1 curve that meetings of meetings.json talked of left out" in told
    again.close()


def test_what_a_store_has_in_its_plan_stays_there(
    settings: Settings, whole: PlanBook, tmp_path: Path
) -> None:
    list(export_store(settings, tmp_path / "out"))
    store = open_store(settings.store)
    with store.writing() as connection:
        write_plan(connection, whole)
    assert restore_retired(store, [tmp_path / "out" / RETIRED]) == []
    with store.reading() as connection:
        assert KEY in {one.key for one in read_plan(connection).indicators}
    store.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("themes"),
        lambda found: found["indicators"][0].pop("title"),
        lambda found: found["indicators"][0].update(more="x"),
        lambda found: found["indicators"][0].update(decimals="x"),
        lambda found: found["indicators"][0].update(title=None),
        lambda found: found["indicators"][0].update(next_release="soon"),
        lambda found: found.update(indicators=["x"]),
    ],
)
def test_a_file_that_no_export_writes_is_refused(
    settings: Settings, whole: PlanBook, tmp_path: Path, spoil
) -> None:
    list(export_store(settings, tmp_path / "out"))
    path = tmp_path / "out" / RETIRED
    found = json.loads(path.read_text(encoding="utf-8"))
    spoil(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(ObaError, match="cannot be read as what has left the plan"):
        read_kept_retired(path)
