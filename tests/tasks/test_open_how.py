"""What a meeting keeps of its curves is made of nothing that a talk writes, so that saving a story makes none anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Engine, event

from oba.model.editor import Editor
from oba.model.meeting import Step
from oba.model.meeting_walk import Stop
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import Store, figures_version, open_store
from oba.tasks.open_how import open_how
from oba.tasks.open_masthead import open_masthead
from oba.tasks.record_contribution import contribute
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea, make_action
from oba.tasks.record_meeting import end_meeting, move_clock, pause_clock, start_meeting
from oba.tasks.record_story import add, send_gap

KEY = "under18_conceptions"
ANN = Editor("ann at the meeting")
TODAY = date(2026, 12, 1)
WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
EDITS_OF_PARTNERS = "WHERE edit.kind = ? ORDER BY edit.id ('partner',)"
"""The plan reads these of the edits, and a talk writes none of them."""
KEPT_TASKS: dict[str, Callable[[Store], object]] = {
    "how a curve is doing": lambda store: open_how(store, indicator=KEY, today=TODAY, dark=False),
    "the masthead": open_masthead,
}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@contextmanager
def spoken() -> Iterator[list[str]]:
    """Every statement that any store sends while this is open, with what is given to it."""
    said: list[str] = []

    def note(conn: object, cursor: object, statement: str, given: object, *_: object) -> None:
        said.append(f"{statement} {given}")

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def talk(settings: Settings) -> None:
    """Every write of a talk."""
    start_meeting(settings, ANN, group="executive", indicators=[KEY])
    move_clock(settings, ANN, 1, Stop(KEY, Step.STORY))
    pause_clock(settings, ANN, 1)
    add(settings, "force", {"text": "Rents rise", "direction": "hinders"}, editor=ANN, indicator=KEY)
    add(
        settings,
        "voice",
        {"text": "Nobody asks", "who": "parents", "where_from": "A survey"},
        editor=ANN,
        indicator=KEY,
    )
    gap = {"text": "Who moves", "kind": "data", "owner": "Cat", "due": "2027-03-31"}
    send_gap(settings, add(settings, "gap", gap, editor=ANN, indicator=KEY).key, editor=ANN, version=1)
    add_idea(settings, ANN, {"text": "Later buses"}, indicator=KEY)
    brings = {"role": "Leads", "brings": "A room"}
    contribute(settings, ANN, brings, indicator=KEY, partner="council")
    decide(settings, ANN, 1, "Meet in May", indicator=KEY)
    end_meeting(settings, ANN, 1)


@pytest.mark.parametrize("name", KEPT_TASKS)
def test_no_table_that_a_talk_writes_is_read_for_it(settings: Settings, name: str) -> None:
    with spoken() as said:
        talk(settings)
    written = {found for one in said for found in WRITTEN.findall(one)} - {"meta"}
    assert {"story_force", "meeting", "meeting_decision", "edit"} <= written
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert "partner" not in {one.kind for one in read_edits(connection) if one.by == ANN.name}
    with spoken() as said:
        KEPT_TASKS[name](store)
    store.close()
    said = [one for one in said if EDITS_OF_PARTNERS not in one]
    read = {table for one in said for table in written if re.search(rf"\b(?:FROM|JOIN) \"?{table}\b", one)}
    assert len(said) > 1
    assert read == set()


def test_an_idea_that_becomes_an_action_is_a_new_version_of_the_figures_since_it_is_drawn_on_the_curve(
    settings: Settings,
) -> None:
    def version() -> int:
        store = open_store(settings.store, read_only=True)
        with store.reading() as connection:
            found = figures_version(connection)
        store.close()
        return found

    before = version()
    talk(settings)
    assert version() == before
    make_action(settings, ANN, f"{KEY}/1", version=1)
    assert version() > before
