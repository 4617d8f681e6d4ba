"""Groups, meetings, steps and decisions are read back as they were written, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from oba.errors import NotFoundError
from oba.model.meeting import Decision, Group, Meeting, Step, StepTaken
from oba.store.engine import figures_version, store_version
from oba.store.meetings import (
    add_meeting,
    find_decision,
    next_decision_key,
    read_decisions,
    read_groups,
    read_last_meeting,
    read_meeting,
    read_meetings,
    read_steps,
    write_decision,
    write_group,
    write_meeting,
    write_step,
)
from oba.store.plans import read_plan, write_plan

BEGAN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
GROUP = Group("child_poverty", "Child poverty", "child_poverty", (5, 10, 5, 10, 10), ("Ann – Lea", "Bob"))
ALL = Group("executive", "Trust Executive")
MEETING = Meeting(
    0,
    GROUP.key,
    date(2026, 12, 1),
    BEGAN,
    "ann",
    ("in_care", "poverty_rate"),
    ("Ann – Lea",),
    ("Bob",),
    "In the\nlibrary",
)
DECISION = Decision("1/1", 1, "Ask the schools", "in_care", "ann", BEGAN)


@pytest.fixture
def held(planned):
    with planned.writing() as conn:
        for one in (GROUP, ALL):
            write_group(conn, one)
    return planned


def test_a_group_is_read_back_as_it_was_written_and_leaves_when_it_is_withdrawn(held):
    with held.writing() as conn:
        assert read_groups(conn) == (GROUP, ALL)
        write_group(conn, replace(GROUP, name="Poverty", withdrawn=True, version=2))
        assert read_groups(conn) == (ALL,)
        assert read_groups(conn, withdrawn=True)[0] == replace(
            GROUP, name="Poverty", withdrawn=True, version=2
        )


def test_a_meeting_is_numbered_read_back_and_changed(held):
    with held.writing() as conn:
        saved = add_meeting(conn, MEETING)
        assert saved == replace(MEETING, number=1)
        changed = replace(saved, indicators=("poverty_rate",), ended_at=BEGAN + timedelta(hours=1), version=2)
        write_meeting(conn, changed)
        assert read_meeting(conn, 1) == changed
        assert add_meeting(conn, replace(MEETING, group=ALL.key)).number == 2
        assert [one.number for one in read_meetings(conn)] == [2, 1]
        assert [one.number for one in read_meetings(conn, group=GROUP.key)] == [1]
        with pytest.raises(NotFoundError, match="no meeting 3"):
            read_meeting(conn, 3)


def test_the_last_meeting_is_the_one_that_ended_last_of_the_theme_or_of_any(held):
    with held.writing() as conn:
        for group, minutes in ((GROUP.key, 60), (GROUP.key, 30), (ALL.key, 90), (GROUP.key, None)):
            ended = BEGAN + timedelta(minutes=minutes) if minutes else None
            add_meeting(conn, replace(MEETING, group=group, ended_at=ended))

        def last(**wanted):
            found = read_last_meeting(conn, **wanted)
            return found and found.number

        assert last() == 3
        assert last(theme="child_poverty") == 1
        assert last(theme="child_poverty", before=1) is None
        assert last(before=3) == 1
        assert last(theme="no such theme") is None


def test_a_step_is_kept_and_replaced_and_steps_stand_as_they_were_begun(held):
    story = StepTaken(1, "in_care", Step.STORY, BEGAN + timedelta(minutes=5), 0, BEGAN + timedelta(minutes=5))
    doing = StepTaken(1, "in_care", Step.HOW_ARE_WE_DOING, BEGAN, 300)
    with held.writing() as conn:
        add_meeting(conn, MEETING)
        for one in (story, doing):
            write_step(conn, one)
        assert read_steps(conn, 1) == (doing, story)
        write_step(conn, replace(story, seconds=90, running_since=None))
        assert read_steps(conn, 1)[1] == replace(story, seconds=90, running_since=None)
        assert read_steps(conn, 2) == ()


def test_decisions_are_found_by_meeting_and_by_curve_without_what_was_withdrawn(held):
    with held.writing() as conn:
        add_meeting(conn, MEETING)
        whole, gone = (
            replace(DECISION, key="1/10", indicator=""),
            replace(DECISION, key="1/2", withdrawn=True),
        )
        for one in (whole, gone, DECISION):
            write_decision(conn, one)
        assert read_decisions(conn) == (DECISION, whole)
        assert read_decisions(conn, meeting_number=1, indicator="in_care") == (DECISION,)
        assert read_decisions(conn, meeting_number=2) == ()
        assert read_decisions(conn, withdrawn=True) == (DECISION, gone, whole)
        assert (find_decision(conn, "1/2"), find_decision(conn, "2/1")) == (gone, None)
        assert (next_decision_key(conn, 1), next_decision_key(conn, 2)) == ("1/11", "2/1")


def test_a_curve_that_a_meeting_talked_of_is_retired_and_comes_back(planned, book, held):
    smaller = replace(book, indicators=book.indicators[1:], actions=(), baselines=())
    gone = book.indicators[0].key
    with held.writing() as conn:
        add_meeting(conn, replace(MEETING, indicators=(gone,)))
        assert ("retired", gone) in {(one.kind, one.key) for one in write_plan(conn, smaller)}
        write_plan(conn, book)
        assert gone in [one.key for one in read_plan(conn).indicators]


def test_what_a_talk_writes_is_a_new_version_of_the_store_and_not_of_its_figures(planned):
    def versions():
        with planned.reading() as conn:
            return store_version(conn), figures_version(conn)

    whole, figures = versions()
    with planned.writing(talk=True):
        pass
    assert versions() == (whole + 1, figures)
    with planned.writing(quietly=True):
        pass
    assert versions() == (whole + 1, figures)
    with planned.writing():
        pass
    assert versions() == (whole + 2, figures + 1)
