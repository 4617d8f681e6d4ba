"""The line of counts, and the words of each change."""

from __future__ import annotations

from datetime import date

import pytest

from oba.model.action import Action, ActionStatus
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.marker import Marker
from oba.model.net_change import Happened, NetChange
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation
from oba.model.series_change import SeriesChange
from oba.words import since as words

START = "Since 4 March 2026"


@pytest.mark.parametrize(
    ("counts", "still_late", "said"),
    [
        ({}, 0, "nothing has changed."),
        ({"added": 0}, 1, "nothing has changed; 1 action is still late."),
        (
            {"added": 3, "revised": 1, "verdicts": 1, "done": 2, "late": 1},
            0,
            "3 new figures, 1 revision, 1 verdict changed, 2 actions done, 1 late.",
        ),
        ({"late": 1}, 2, "1 action late; 2 more actions are still late."),
        ({"new": 1, "withdrawn": 1}, 1, "1 action new, 1 withdrawn; 1 action is still late."),
        (
            {"added": 1200, "gone": 2, "beside": 1, "trends": 2, "baselines": 1},
            0,
            "1,200 new figures, 1 revision elsewhere, 2 figures taken out, 2 trends changed, 1 forecast frozen.",
        ),
        (
            {"stories": 4, "ideas": 1, "contributions": 2, "others": 1, "changed": 3},
            0,
            "3 actions changed, 4 story edits, 1 edit of an idea, 2 edits of contributions, 1 other edit.",
        ),
    ],
)
def test_the_line_counts_what_changed(counts: dict[str, int], still_late: int, said: str) -> None:
    assert words.say_line(START, counts, still_late=still_late) == f"{START}: {said}"


def test_the_line_says_from_when_it_counts() -> None:
    day = date(2026, 3, 4)
    assert words.say_since_day(day) == "Since the end of 4 March 2026"
    said = words.say_since_meeting(day, group="Safeguarding group")
    assert said == "Since the meeting of 4 March 2026 (Safeguarding group)"


RATE = Indicator(
    "key",
    "Injuries",
    "theme",
    "outcome",
    Standing.HEADLINE,
    "per 10,000 children",
    ValueType.CRUDE_RATE,
    Polarity.LOW_IS_GOOD,
    PeriodKind.CALENDAR_YEAR,
)


def figure(value: float | None, *markers: Marker, year: int = 2022) -> Observation:
    return Observation(Period.year(year, kind=PeriodKind.CALENDAR_YEAR), value, markers=markers)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (figure(88.0), figure(89.5), "from 88.0 to 89.5 per 10,000."),
        (figure(88.0), figure(88.01), "from 88 to 88.01."),
        (figure(88.0), figure(None, Marker.CONFIDENTIAL), "from 88.0 to suppressed."),
        (figure(88.0, Marker.PROVISIONAL), figure(88.0), "from 88.0 (provisional) to 88.0 per 10,000."),
        (figure(None, Marker.NOT_AVAILABLE), figure(0.0), "from not available to 0.0 per 10,000."),
    ],
)
def test_a_revision_says_what_stood_and_what_stands(was: Observation, now: Observation, said: str) -> None:
    assert words.say_revised_figure(was, now, indicator=RATE) == f"Revised, 2022: {said}"


def test_new_and_lost_figures_and_those_of_others() -> None:
    assert words.say_new_figure(figure(1.0), indicator=RATE) == "New, 2022: 1.0 per 10,000."
    assert (
        words.say_gone_figure(figure(1.0), indicator=RATE) == "Taken out, 2022: 1.0 per 10,000 stood there."
    )
    one, two = figure(1.0).period, figure(1.0, year=2023).period
    assert words.say_adjusted([one]) == "The value of 2022 stands; its interval or counts were revised."
    assert words.say_adjusted([one, two]) == (
        "The values of 2022 to 2023 stand; their intervals or counts were revised."
    )
    change = SeriesChange(revised=((figure(1.0), figure(2.0)),), gone=(figure(3.0, year=2023),))
    said = words.say_beside(change, name="England")
    assert said == "England: 1 figure revised and 1 figure taken out, 2022 to 2023."


def test_a_long_list_is_cut_where_that_saves_more_than_a_line() -> None:
    assert words.cut(["a", "b", "c"], most=2) == ("a", "b", "c")
    assert words.cut(["a", "b", "c", "d"], most=2) == ("a", "b", "And 2 more.")


@pytest.mark.parametrize(
    ("kind", "happened", "fields", "said"),
    [
        ("force", Happened.ADDED, {}, "New force: “Rents rise” (ann)"),
        ("gap", Happened.WITHDRAWN, {}, "Gap withdrawn: “Rents rise” (ann)"),
        ("force", Happened.CHANGED, {"rank": ("1", "2")}, "Force changed, its rank: “Rents rise” (ann)"),
        ("new_kind", Happened.CHANGED, {"a_b": ("", "x")}, "New kind changed, its a b: “Rents rise” (ann)"),
    ],
)
def test_an_edit_says_what_happened_to_what_and_who_did_it(
    kind: str, happened: Happened, fields: dict[str, tuple[str, str]], said: str
) -> None:
    change = NetChange(kind, "key/1", happened, fields, text="Rents\n rise", by=("ann",))
    assert words.say_edit(change) == said


@pytest.mark.parametrize(
    ("of_plan", "said"),
    [
        (0, "17 actions are still late."),
        (5, "17 actions are still late, 5 of them of the whole plan."),
        (17, "17 actions of the whole plan are still late."),
    ],
)
def test_a_themes_line_says_which_late_actions_are_of_the_whole_plan(of_plan: int, said: str) -> None:
    line = words.say_line(START, {}, still_late=17, of_plan=of_plan)
    assert line == f"{START}: nothing has changed; {said}"


def test_at_the_first_meeting_it_is_the_next_one_that_opens_on_what_has_changed() -> None:
    assert words.say_what_it_shows(at_one=True).startswith("After this meeting, the next one opens on what")
    assert words.say_what_it_shows(at_one=False).startswith("Once a meeting has ended, this line counts")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ActionStatus.NOT_RECORDED, "Due 31 July 2010: its status is not recorded."),
        (ActionStatus.UNDER_WAY, "Due 31 July 2010: under way."),
    ],
)
def test_a_late_action_whose_status_nobody_recorded_is_told_as_such(status: ActionStatus, said: str) -> None:
    action = Action(1, 0, "", "Train midwives", due=date(2010, 7, 31), status=status)
    assert words.say_due(action) == said
