"""What was typed is saved and its drafts are forgotten in one write: both, or neither."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from oba.errors import NotFoundError, ObaError, StoreError
from oba.model.editor import Editor
from oba.settings import ROOT, Settings
from oba.store.engine import Store, open_store
from oba.store.ideas import read_ideas
from oba.store.migrate import migrate
from oba.store.schema import REVISIONS
from oba.tasks.keep_drafts import forget, keep, read
from oba.tasks.load_files import load_files
from oba.tasks.record_action import add_action
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea
from oba.tasks.record_meeting import start_meeting
from oba.tasks.record_story import add
from oba.tasks.write_as import borrow_from

KEY, PLACE, OTHER = "under18_conceptions", "meeting/1/1/x/said", "meeting/1/1/x/other"
ANN, BOB = Editor("ann"), Editor("bob")
SAVES: dict[str, Callable[[Settings, str], Any]] = {
    "force": lambda settings, text: add(
        settings, "force", {"text": text, "direction": "helps"}, editor=ANN, indicator=KEY, drafts=[PLACE]
    ),
    "idea": lambda settings, text: add_idea(settings, ANN, {"text": text}, indicator=KEY, drafts=[PLACE]),
    "action": lambda settings, text: add_action(settings, ANN, {"proposed_action": text}, drafts=[PLACE]),
    "decision": lambda settings, text: decide(settings, ANN, 1, text, drafts=[PLACE]),
}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a plan, a meeting, and drafts of two people."""
    path = tmp_path_factory.mktemp("planned") / "oba.db"
    settings = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(settings.store)
    assert all(one.written for one in load_files(settings, files=[ROOT / "data" / "middlesbrough_plan.xlsx"]))
    start_meeting(settings, ANN, group="executive", indicators=[KEY])
    store = open_store(settings.store)
    for who, place in ((ANN, PLACE), (ANN, OTHER), (BOB, PLACE)):
        keep(store, who, place=place, text="Rents", at=settings.now())
    store.close()
    return path


@pytest.fixture
def settings(planned: Path, tmp_path: Path) -> Settings:
    shutil.copy(planned, tmp_path / "own.db")
    return Settings(store=f"sqlite:///{(tmp_path / 'own.db').as_posix()}", user="ann", today="2026-12-01")


def drafts(settings: Settings) -> list[tuple[str, str]]:
    store = open_store(settings.store, read_only=True)
    found = [(who.name, place) for who in (ANN, BOB) for place in read(store, who, within="")]
    store.close()
    return sorted(found)


EVERY = [("ann", OTHER), ("ann", PLACE), ("bob", PLACE)]


@pytest.mark.parametrize("kind", SAVES)
def test_the_draft_of_what_is_saved_goes_with_the_same_write(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    writes, writing = [], Store.writing

    @contextmanager
    def counted(store: Store, **how: bool) -> Any:
        with writing(store, **how) as connection:
            yield connection
            writes.append(how)

    monkeypatch.setattr(Store, "writing", counted)
    SAVES[kind](settings, "Rents rise")
    assert len(writes) == 1
    assert drafts(settings) == [("ann", OTHER), ("bob", PLACE)]


@pytest.mark.parametrize("kind", SAVES)
def test_what_cannot_be_saved_stays_as_it_was_typed(settings: Settings, kind: str) -> None:
    with pytest.raises(ObaError):
        SAVES[kind](settings, "x" * 5_000)
    assert drafts(settings) == EVERY


def test_a_run_of_a_page_writes_in_the_store_that_is_lent_to_it_and_leaves_that_open(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lent, asked = open_store(settings.store), []

    def lend(of: Settings) -> Store:
        asked.append(of)
        return lent

    def write() -> None:
        borrow_from(lend)
        for kind in ("force", "idea"):
            SAVES[kind](settings, "Rents rise")

    closed: list[Store] = []
    with monkeypatch.context() as without:
        without.setattr("oba.tasks.write_as.open_store", None)
        without.setattr(Store, "close", closed.append)
        copy_context().run(write)
    assert asked == [settings, settings]
    assert lent not in closed
    with lent.reading() as connection:
        assert [one.text for one in read_ideas(connection)] == ["Rents rise"]
    lent.close()
    SAVES["force"](settings, "Rents fall")
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("revision", "said"),
    [("9999", "written by a newer version"), (REVISIONS[0], "made by an earlier version")],
)
def test_nothing_is_written_in_a_store_that_was_migrated_while_it_was_lent(
    settings: Settings, revision: str, said: str
) -> None:
    lent = open_store(settings.store)
    with lent.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :one"), {"one": revision})

    def write() -> None:
        borrow_from(lambda _: lent)
        SAVES["idea"](settings, "Rents rise")

    for change in (
        lambda: copy_context().run(write),
        lambda: keep(lent, ANN, place=PLACE, text="Rents fall", at=settings.now()),
        lambda: forget(lent, ANN, places=[PLACE]),
    ):
        with pytest.raises(StoreError, match=said):
            change()
    with lent.reading() as connection:
        assert read_ideas(connection) == ()
    assert read(lent, ANN, within=PLACE)[PLACE].text == "Rents"
    lent.close()


def test_what_is_lent_is_not_asked_for_on_the_published_copy(settings: Settings) -> None:
    def write() -> None:
        borrow_from(lambda _: pytest.fail("asked for"))
        SAVES["idea"](replace(settings, mode="published"), "Rents rise")

    with pytest.raises(NotFoundError, match="nothing is written on the published copy"):
        copy_context().run(write)
