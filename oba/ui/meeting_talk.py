"""The five steps of a talk about one curve, each as large as the screen."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.meeting import Decision, Step
from oba.model.meeting_walk import find_neighbours
from oba.model.story import Direction
from oba.tasks.draw_curve import configure
from oba.tasks.open_actions import ActionDesk, open_action
from oba.tasks.open_how import HowView, open_how
from oba.tasks.open_meeting import ProposalView, open_proposal
from oba.tasks.record_decision import change_decision, withdraw_decision
from oba.ui import action_form, ask, fetch, frame, html, ideas_page, partners_page, story_page
from oba.ui.desk import Desk, open_desk
from oba.ui.meeting_quick import show_quick
from oba.ui.meeting_room import Room
from oba.ui.meeting_said import show_said
from oba.ui.story_form import Both
from oba.words import meeting as words
from oba.words.story import say_conflict

CHANGE, CHANGE_ACTION = "meeting_decision", "meeting_action"
DECIDED = "What we decide of this curve"


def show_step(room: Room) -> None:
    """What the step of the address shows."""
    key = room.stop.indicator
    if not room.curve.in_plan:
        _say_gone(room)
    elif room.stop.step is Step.HOW_ARE_WE_DOING:
        _show_how(room)
    elif room.ended:
        show_said(room)
        if room.stop.step is Step.PROPOSAL:
            show_decisions(room, heading=DECIDED)
    elif room.stop.step is Step.STORY:
        story_page.show_here(room.visit, key, below=partial(_add_force, room.open_desk()))
    elif room.stop.step is Step.PARTNERS:
        partners_page.show_here(room.visit, key)
    elif room.stop.step is Step.WHAT_WORKS:
        show_quick(room.open_desk(), "idea")
        ideas_page.show_here(room.visit, key, after_quick=True)
    else:
        _show_proposal(room)


def _say_gone(room: Room) -> None:
    """A curve that has left the plan: what was decided of it can still be read and changed."""
    html.show("meeting_heading.html", heading=words.GONE, empty=words.GONE_HOW)
    if room.stop.step is Step.PROPOSAL:
        show_decisions(room, heading=DECIDED)


def warm_next(room: Room) -> None:
    """Make the next curve ready while this one is talked of: what was added to the plan may be drawn on it."""
    after = find_neighbours(room.view.keys, room.stop)[1]
    if after is not None and after.step is Step.HOW_ARE_WE_DOING:
        fetch.warm(room.visit, open_how, **_how(room, after.indicator))


def _how(room: Room, indicator: str) -> dict[str, Any]:
    return {"indicator": indicator, "today": room.visit.today, "dark": room.visit.dark}


def _show_how(room: Room) -> None:
    view: HowView = fetch.figures_of(room.visit, open_how, **_how(room, room.stop.indicator))
    html.show("meeting_how.html", view=view)
    if view.drawn.figure is not None:
        st.plotly_chart(view.drawn.figure, theme=None, alt=view.drawn.alt, config=configure(), key="curve")
    html.show("meeting_how_more.html", view=view)


def _add_force(desk: Desk, direction: Direction) -> None:
    show_quick(desk, direction.value)


def _show_proposal(room: Room) -> None:
    deed, shown = ask.take_deed(CHANGE_ACTION)
    if deed:
        ask.readdress(action=shown)
    key = room.stop.indicator
    view: ProposalView = fetch.result_of(room.visit, open_proposal, indicator=key, today=room.visit.today)
    html.show("meeting_actions.html", view=view, heading="Actions meant to turn this curve")
    with frame.slot():
        edited = ask.address("action")
        with ask.row():
            for number in view.numbers:
                ask.offer(
                    f"Change action {number}", name=f"action_{number}", deed=CHANGE_ACTION, shown=str(number)
                )
        if edited in {str(one) for one in view.numbers}:
            _change_action(room, int(edited))
    show_quick(room.open_desk(), "action")
    show_decisions(room, heading=DECIDED)


def _change_action(room: Room, number: int) -> None:
    view: ActionDesk = fetch.result_of(room.visit, open_action, number=number)
    desk = open_desk(room.visit, room.settings, within=f"action/{number}")
    html.show("story_heading.html", heading=f"Change action {number}", empty="")
    action_form.show_form(desk, view)


def show_decisions(room: Room, *, heading: str) -> None:
    """The decisions of this curve, or of the whole meeting, each to be worded otherwise; and a field for more.

    A meeting that has ended takes no more.
    """
    deed, shown = ask.take_deed(CHANGE)
    if deed:
        ask.readdress(decision=shown)
    standing = room.view.decisions_of(room.stop.indicator)
    none = "Nothing was decided." if room.ended else "Nothing has been decided yet."
    html.show("meeting_heading.html", heading=heading, empty="" if standing else none)
    with frame.slot():
        edited = ask.address("decision")
        for place, one in enumerate(standing, start=1):
            if one.key == edited:
                _change_decision(room, one, place)
            else:
                html.show("meeting_decision.html", one=one, place=place)
                ask.offer(f"Change decision {place}", name=f"decision_{place}", deed=CHANGE, shown=one.key)
    if not room.ended:
        show_quick(room.open_desk(), "decision")


def _change_decision(room: Room, one: Decision, place: int) -> None:
    """Both texts where someone saved it meanwhile."""
    desk = open_desk(room.visit, room.settings, within=f"decision/{one.key}")
    written = ask.draft_text(
        f"Decision {place}", desk=desk, name="text", saved=one.text, version=one.version, lines=False
    )
    if written.changed and written.version < one.version:
        rows = [Both("the decision", one.text, written.text)]
        html.show("story_conflict.html", rows=rows, by=room.view.last_by.get(one.key, ""))
    shown = str(one.version)
    with ask.row():
        keep = ask.press("Save the decision", name="decision_save", shown=shown)
        leave = ask.press("Leave it as it was", name="decision_leave", shown=shown, main=False)
        gone = ask.press("Withdraw this decision", name="decision_gone", shown=shown, main=False)
    if not (keep or leave or gone):
        return
    try:
        if keep:
            change_decision(room.settings, room.editor, one.key, written.text, version=int(keep))
        if gone:
            withdraw_decision(room.settings, room.editor, one.key, version=int(gone))
    except EditConflict as error:
        ask.leave_word(say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear("text")
    ask.leave_word("Nothing was changed." if leave else "Withdrawn." if gone else "Saved.")
    ask.stay(decision="")
