"""A curve that leaves the plan while a meeting goes on: it is said, nothing of it is lost, and the meeting can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from oba.errors import NotFoundError
from oba.model.editor import Editor
from oba.model.meeting import Step
from oba.model.meeting_walk import Stop
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.meetings import read_meeting
from oba.store.plans import read_plan, write_plan
from oba.tasks.open_card import open_card
from oba.tasks.open_meeting import open_meetings
from oba.tasks.record_decision import decide
from oba.tasks.record_meeting import end_meeting, move_clock, start_meeting
from oba.ui import html
from oba.ui.papers import make_paper

PAGE = "pages/trust/79_meeting.py"
OPENED = {"meeting": "1"}
ANN = Editor("ann")
GONE, STAYS = "under18_conceptions", "looked_after"
TITLE, SAID = "Under-18 conceptions", "This curve has left the plan"
STEPS = ("how_are_we_doing", "story", "partners", "what_works", "proposal")


@pytest.fixture
def settings(own_example: str) -> Settings:
    """A meeting of two curves, with a decision of one, which then leaves the plan."""
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    start_meeting(settings, ANN, group="executive", indicators=[GONE, STAYS], present=["Ann"])
    decide(settings, ANN, 1, "Ask the clinics.", indicator=GONE)
    store = open_store(own_example)
    with store.writing() as connection:
        book = read_plan(connection)
        write_plan(
            connection, replace(book, indicators=tuple(one for one in book.indicators if one.key != GONE))
        )
    store.close()
    return settings


@pytest.fixture
def store_url(settings: Settings) -> str:
    return settings.store


def text_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize("step", STEPS)
def test_each_step_of_it_says_that_it_has_left_the_plan(open_page: Callable[..., AppTest], step: str) -> None:
    said = text_of(open_page(indicator=GONE, step=step))
    assert SAID in said
    assert f"<h1>{TITLE}</h1>" in said
    assert ("Ask the clinics." in said) == (step == "proposal")


def test_the_meeting_can_be_ended_and_the_other_curve_is_still_asked_of(
    open_page: Callable[..., AppTest], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_clock(settings, ANN, 1, Stop(STAYS, Step.STORY))
    app = open_page(step="close")
    said = text_of(app)
    assert said.count(SAID) == 1
    assert [one.label for one in app.button].count("Save why") == 1
    app = next(one for one in app.button if one.label == "End the meeting now").click().run()
    shown = text_of(app)
    assert "The papers of this meeting" in shown
    assert 'href="print/' not in shown
    monkeypatch.setitem(html._environment().globals, "papers", True)
    shown = text_of(open_page(step="close"))
    assert f'href="print/card?indicator={STAYS}"' in shown
    assert f"print/card?indicator={GONE}" not in shown
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert read_meeting(connection, 1).ended_at is not None
    assert open_meetings(store).earlier[0].curves == f"{TITLE}, Looked-after children"
    store.close()


def test_its_papers_say_why_there_is_no_card_and_keep_what_was_decided(settings: Settings) -> None:
    end_meeting(settings, ANN, 1)
    paper = make_paper(settings, "meeting", {"meeting": "1"})
    assert f"{TITLE} has left the plan, so there is no card." in paper
    assert f"<h3>{TITLE}</h3><ul><li>Ask the clinics.</li>" in paper
    store = open_store(settings.store, read_only=True)
    with pytest.raises(NotFoundError):
        open_card(store, indicator=GONE, area="", today=settings.date_today(), published=False)
