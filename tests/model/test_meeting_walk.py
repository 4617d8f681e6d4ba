"""The way through a meeting, and the clock of each step: tables, and what holds for every meeting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.meeting import USUAL_MINUTES, Group, Step, StepTaken
from oba.model.meeting_walk import (
    CLOSING,
    START,
    STEPS,
    Stop,
    find_neighbours,
    find_running,
    list_stops,
    read_stop,
    seconds_allowed,
    seconds_spent,
    start_clock,
    stop_clock,
)

BEGAN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
CURVES = st.lists(st.text("abc_", min_size=1, max_size=5), max_size=4, unique=True)


def at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("indicator", "step", "expected"),
    [
        ("", "", START),
        ("one", "", Stop("one", Step.HOW_ARE_WE_DOING)),
        ("one", "story", Stop("one", Step.STORY)),
        ("two", "what_works", Stop("two", Step.WHAT_WORKS)),
        ("two", "what works", Stop("two", Step.HOW_ARE_WE_DOING)),
        ("three", "story", START),
        ("", "story", START),
        ("", "close", CLOSING),
        ("one", "close", CLOSING),
    ],
)
def test_an_address_leads_to_a_stop_of_the_way(indicator, step, expected):
    assert read_stop(("one", "two"), indicator=indicator, step=step) == expected


@pytest.mark.parametrize(
    ("stop", "before", "after"),
    [
        (START, None, Stop("one", Step.HOW_ARE_WE_DOING)),
        (Stop("one", Step.HOW_ARE_WE_DOING), START, Stop("one", Step.STORY)),
        (Stop("one", Step.PROPOSAL), Stop("one", Step.WHAT_WORKS), Stop("two", Step.HOW_ARE_WE_DOING)),
        (Stop("two", Step.PROPOSAL), Stop("two", Step.WHAT_WORKS), CLOSING),
        (CLOSING, Stop("two", Step.PROPOSAL), None),
    ],
)
def test_next_and_previous_walk_step_by_step_and_curve_by_curve(stop, before, after):
    assert find_neighbours(("one", "two"), stop) == (before, after)


@given(CURVES)
def test_going_next_from_the_start_passes_every_stop_once_and_previous_leads_back(curves):
    walked, stop = [START], START
    while following := find_neighbours(curves, stop)[1]:
        assert find_neighbours(curves, following)[0] == stop
        walked.append(following)
        stop = following
    assert tuple(walked) == list_stops(curves)
    assert len(set(walked)) == 2 + len(curves) * len(STEPS)


@given(CURVES.filter(bool), st.data())
def test_the_address_of_a_stop_leads_to_it(curves, data):
    stop = data.draw(st.sampled_from(list_stops(curves)))
    assert read_stop(curves, **stop.address) == stop


@pytest.mark.parametrize(
    ("minutes", "step", "seconds"),
    [
        (USUAL_MINUTES, Step.STORY, 900),
        ((1, 2, 3, 4, 5), Step.PROPOSAL, 300),
        ((1, 2), Step.STORY, 120),
        ((1, 2), Step.PARTNERS, 300),
        ((), Step.HOW_ARE_WE_DOING, 300),
    ],
)
def test_a_step_has_the_groups_own_minutes_and_else_the_usual(minutes, step, seconds):
    assert seconds_allowed(Group("g", "G", minutes=minutes), step) == seconds


@pytest.mark.parametrize(
    ("taken", "now", "seconds"),
    [
        (None, 10, 0),
        (StepTaken(1, "one", Step.STORY, BEGAN, 90), 500, 90),
        (StepTaken(1, "one", Step.STORY, BEGAN, 90, at(100)), 130, 120),
        (StepTaken(1, "one", Step.STORY, BEGAN, 0, at(0)), 59.9, 59),
        (StepTaken(1, "one", Step.STORY, BEGAN, 90, at(100)), 40, 90),
    ],
)
def test_time_spent_is_what_was_added_up_and_what_runs(taken, now, seconds):
    assert seconds_spent(taken, now=at(now)) == seconds


ACTS = st.lists(
    st.tuples(st.integers(0, 600), st.sampled_from([*list_stops(("one", "two")), None])), max_size=12
)


@given(ACTS)
def test_one_clock_runs_at_a_time_and_all_steps_together_take_as_long_as_the_clock_ran(acts):
    """None is a pause. Whatever the way, no second is lost and none is counted twice."""
    steps: dict[tuple[str, Step], StepTaken] = {}
    now, ran, running = 0, 0, False
    for wait, stop in acts:
        now, ran = now + wait, ran + (wait if running else 0)
        known = tuple(steps.values())
        changed = (
            stop_clock(known, now=at(now))
            if stop is None
            else start_clock(known, meeting=1, stop=stop, now=at(now))
        )
        steps |= {(one.indicator, one.step): one for one in changed}
        running = stop is not None and stop.step is not None
        found = find_running(steps.values())
        assert sum(one.running_since is not None for one in steps.values()) == running
        assert (found is not None) == running
        if stop is not None and found is not None:
            assert (found.indicator, found.step) == (stop.indicator, stop.step)
        assert sum(seconds_spent(one, now=at(now)) for one in steps.values()) == ran


def test_coming_to_the_step_that_runs_changes_nothing():
    stop = Stop("one", Step.STORY)
    (begun,) = start_clock((), meeting=1, stop=stop, now=at(0))
    assert begun == StepTaken(1, "one", Step.STORY, BEGAN, 0, BEGAN)
    assert start_clock((begun,), meeting=1, stop=stop, now=at(60)) == ()
