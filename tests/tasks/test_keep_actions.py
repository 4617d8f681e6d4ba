"""An export carries progress, withdrawn actions and who changed what, and loading it gives them again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.tasks.actions_workbook import make_actions_workbook
from oba.tasks.download_plan import make_plan_workbook
from oba.tasks.keep_actions import (
    ACTIONS,
    describe_actions,
    gather_actions,
    read_actions,
    restore_actions,
    write_actions,
)
from oba.tasks.load_files import load_files
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.record_action import add_action, change_action, note_progress, withdraw_action

ANN, BOB = Editor("ann"), Editor("bob")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@pytest.fixture
def carried(settings: Settings, tmp_path: Path) -> tuple[Settings, Path]:
    """An empty store's settings, and a folder with the plan and what goes beside it."""
    change_action(settings, ANN, 1, {"status": "done"}, version=1)
    note_progress(settings, BOB, 1, "=It is done")
    withdraw_action(settings, BOB, 2, "Another's", version=1)
    added = add_action(settings, ANN, {"proposed_action": "Added"}, idea="neet_16_17/1").action.number
    change_action(settings, BOB, added, {"stops": "yes", "funding": "aligned"}, version=1)
    folder = tmp_path / "export"
    folder.mkdir()
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        (folder / "0000_plan.xlsx").write_bytes(write_plan_workbook(read_plan(connection)))
    write_actions(store, folder)
    store.close()
    url = f"sqlite:///{(tmp_path / 'again.db').as_posix()}"
    migrate(url)
    return replace(settings, store=url), folder


def look(settings: Settings):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        book = read_plan(connection)
    found = book.actions, gather_actions(store), list(describe_actions(store))
    store.close()
    return found


def test_loading_an_export_gives_the_same_actions_with_all_that_was_noted(
    settings: Settings, carried: tuple[Settings, Path]
) -> None:
    again, folder = carried
    reports = list(load_files(again, files=[folder]))
    assert not any(one.refused for one in reports)
    assert any("1 progress note of actions restored" in one.notes for one in reports)
    actions, kept, told = look(again)
    before, had, said = look(settings)
    assert actions == before
    assert kept.withdrawn == had.withdrawn
    assert [(one.by, one.at, one.text) for one in kept.notes] == [
        (one.by, one.at, one.text) for one in had.notes
    ]
    assert told == said
    assert {"ann", "bob"} <= {one.by for one in kept.edits}


def test_what_is_restored_twice_stands_once_and_own_work_is_left_alone(
    settings: Settings, carried: tuple[Settings, Path]
) -> None:
    again, folder = carried
    list(load_files(again, files=[folder]))
    before = look(again)
    store = open_store(again.store)
    assert restore_actions(store, [folder / ACTIONS]) == [
        "1 progress note of actions.json left out: the store has its own of those actions"
    ]
    store.close()
    assert look(again) == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said.pop("notes"),
        lambda said: said["notes"][0].update(at="some day"),
        lambda said: said["notes"][0].update(at="2026-12-01T12:00:00"),
        lambda said: said["edits"][0].update(after=3),
        lambda said: said["withdrawn"][0]["texts"].update(status="nearly"),
        lambda said: said["withdrawn"][0].update(number=-1),
    ],
)
def test_a_file_that_a_hand_has_spoilt_is_refused_before_anything_is_written(
    carried: tuple[Settings, Path], spoil
) -> None:
    again, folder = carried
    said = json.loads((folder / ACTIONS).read_text("utf-8"))
    spoil(said)
    (folder / ACTIONS).write_text(json.dumps(said), "utf-8")
    with pytest.raises(ObaError, match="cannot be read as what was noted of actions"):
        read_actions(folder / ACTIONS)
    with pytest.raises(ObaError):
        list(load_files(again, files=[folder]))


@pytest.mark.parametrize("kind", ["the plan", "the action plan", "the export itself"])
def test_no_workbook_of_the_store_that_was_exported_undoes_what_was_changed_since(
    kind: str, settings: Settings, carried: tuple[Settings, Path], tmp_path: Path
) -> None:
    """Both stores count the saves of an action, each its own: the same number is another text."""
    again, folder = carried
    list(load_files(again, files=[folder]))
    file = tmp_path / "theirs.xlsx"
    store = open_store(settings.store, read_only=True)
    content = {
        "the plan": lambda: make_plan_workbook(store, now=settings.now()),
        "the action plan": lambda: make_actions_workbook(store),
        "the export itself": (folder / "0000_plan.xlsx").read_bytes,
    }
    file.write_bytes(content[kind]())
    store.close()
    change_action(again, BOB, 1, {"status": "under way", "note": "Not done after all"}, version=1)
    own = add_action(again, BOB, {"proposed_action": "Of this store alone"}).action.number
    (report,) = load_files(again, files=[file])
    assert (report.written, report.refused) == (False, False)
    actions = {one.number: one for one in look(again)[0]}
    assert (actions[1].status.value, actions[1].note) == ("under way", "Not done after all")
    assert actions[own].proposed_action == "Of this store alone"


@pytest.mark.parametrize("kind", ["the plan", "the action plan"])
def test_an_action_of_another_store_with_the_number_of_one_written_here_is_asked_about(
    kind: str, settings: Settings, carried: tuple[Settings, Path], tmp_path: Path
) -> None:
    again, folder = carried
    list(load_files(again, files=[folder]))
    theirs = add_action(settings, ANN, {"proposed_action": "Of the other store"}).action.number
    own = add_action(again, BOB, {"proposed_action": "Of this store"}).action.number
    assert own == theirs
    store = open_store(settings.store, read_only=True)
    file = tmp_path / "theirs.xlsx"
    made = (
        make_plan_workbook(store, now=settings.now()) if kind == "the plan" else make_actions_workbook(store)
    )
    file.write_bytes(made)
    store.close()
    (report,) = load_files(again, files=[file])
    assert not report.written
    assert any("here" in one.found or "on the page" in one.found for one in report.problems if one.question)
    assert {one.number: one.proposed_action for one in look(again)[0]}[own] == "Of this store"
