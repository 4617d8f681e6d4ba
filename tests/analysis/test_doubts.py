"""A published comparator that cannot be right is doubted; a merely unusual one is not.

First-time entrants to youth justice per 100,000, 2016 to 2024, as the Local Authority Interactive Tool printed them on
8 April 2026: England's figures are an error of the publisher. Overweight in reception: Fingertips.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oba.analysis.doubts import find_doubts, find_implausible
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline, Scenario
from oba.model.finding import DoubtKind
from oba.model.indicator import ValueType
from oba.model.marker import Marker
from oba.model.plausible import FEWEST_AREAS, TIMES_OUTSIDE

ENGLAND, NORTH_EAST = "E92000001", "E12000001"
ROLES = {ENGLAND: ComparatorRole.COUNTRY, NORTH_EAST: ComparatorRole.REGION}
ENTRANTS = {
    "E06000002": [432, 414, 403, 220, 136, 178, 227, 164, 247],
    "E06000009": [414, 456, 314, 236, 293, 217, 359, 275, 318],
    "E06000001": [482, 343, 179, 237, 195, 209, 215, 192, 208],
    "E06000021": [552, 389, 378, 448, 181, 258, 245, 232, 281],
    "E08000005": [325, 199, 236, 245, 114, 193, 177, 232, 219],
    "E08000021": [582, 514, 610, 322, 167, 172, 137, 184, 230],
    "E08000031": [539, 536, 442, 322, 206, 166, 104, 95, 130],
    "E08000030": [284, 252, 245, 290, 203, 207, 195, 172, 130],
    "E08000023": [782, 450, 410, 679, 170, None, 143, 102, 151],
    "E08000012": [386, 478, 326, 366, 240, 132, 210, 179, 225],
    "E08000006": [372, 380, 330, 294, 172, 167, 262, 231, 158],
}
WRONG = [3071, 2746, 2261, 1976, 1521, 1333, 1371, 1320, 1258]
THE_REGIONS = [417, 368, 334, 274, 144, 138, 156, 168, 181]


@pytest.fixture
def entrants(series):
    found = {code: series(values, first=2016, area=code) for code, values in ENTRANTS.items()}
    found[NORTH_EAST] = series(THE_REGIONS, first=2016, area=NORTH_EAST)
    found[ENGLAND] = series(WRONG, first=2016, area=ENGLAND)
    return found


def test_the_publishers_wrong_figures_for_england_are_all_doubted_and_the_regions_are_not(
    entrants, indicator
) -> None:
    (doubt,) = find_doubts(entrants, ROLES, indicator(decimals=0))
    assert (doubt.kind, doubt.area, len(doubt.periods)) == (DoubtKind.COMPARATOR, ENGLAND, 9)
    assert (doubt.value, doubt.usual) == (1258.0, 219.0)


def test_a_right_figure_of_a_year_before_is_not_doubted_with_the_wrong_ones(
    entrants, series, indicator
) -> None:
    """The edition of May 2025 printed 375 for 2015, beside authorities about their level of 2016."""
    earlier = {code: series([values[0], *values], first=2015, area=code) for code, values in ENTRANTS.items()}
    earlier[ENGLAND] = series([375, *WRONG], first=2015, area=ENGLAND)
    (doubt,) = find_doubts(earlier, ROLES, indicator(decimals=0))
    assert doubt.periods[0].label == "2016/17"
    assert len(doubt.periods) == 9


def test_the_figures_that_england_really_had_are_not_doubted(entrants, series, indicator) -> None:
    """333 falling to 143, as earlier editions printed them."""
    right = [333, 295, 240, 205, 169, 147, 148, 143, 143]
    assert (
        find_doubts(
            entrants | {ENGLAND: series(right, first=2016, area=ENGLAND)}, ROLES, indicator(decimals=0)
        )
        == ()
    )


def test_fewer_than_five_authorities_show_nothing(entrants, indicator) -> None:
    few = dict(list(entrants.items())[: FEWEST_AREAS - 1]) | {ENGLAND: entrants[ENGLAND]}
    assert find_doubts(few, ROLES, indicator(decimals=0)) == ()
    enough = dict(list(entrants.items())[:FEWEST_AREAS]) | {ENGLAND: entrants[ENGLAND]}
    assert len(find_doubts(enough, ROLES, indicator(decimals=0))) == 1


def test_an_area_that_is_no_authority_of_the_plan_does_not_count_as_one(entrants, indicator) -> None:
    assert find_doubts(entrants, ROLES, indicator(decimals=0), authorities=list(ENTRANTS)[:4]) == ()


@pytest.mark.parametrize(
    "changes",
    [{"value_type": ValueType.COUNT}, {"lower_bound": None}, {"lower_bound": -10.0}],
    ids=["a count", "no lower bound", "below nought"],
)
def test_what_has_no_ratios_is_never_doubted(changes, entrants, indicator) -> None:
    assert find_doubts(entrants, ROLES, indicator(decimals=0, **changes)) == ()


def test_a_publishers_forecast_neither_doubts_nor_is_doubted(entrants, series, indicator) -> None:
    ahead = series(WRONG, first=2016, area=ENGLAND, markers=dict.fromkeys(range(9), (Marker.FORECAST,)))
    assert find_doubts(entrants | {ENGLAND: ahead}, ROLES, indicator(decimals=0)) == ()


BESIDE = np.array([[4.0], [5.0], [6.0], [5.5], [4.5], [5.2]])
LEVELS = [
    ("among the authorities", 5.1, False, False),
    ("just above the highest", 7.0, False, False),
    ("under twice the highest", 11.9, False, False),
    ("over twice the highest", 13.0, False, True),
    ("ten times: a slip of the decimal point", 51.0, False, True),
    ("a tenth", 0.51, False, True),
    ("half the lowest and less", 1.9, False, True),
    ("nought where all have some", 0.0, False, True),
    ("a percentage of which the rest was printed", 95.0, True, True),
]


@pytest.mark.parametrize(("_case", "value", "percentage", "doubted"), LEVELS, ids=[row[0] for row in LEVELS])
def test_a_figure_is_doubted_by_how_far_outside_the_authorities_it_lies(
    _case, value, percentage, doubted
) -> None:
    found = find_implausible(np.array([value]), BESIDE, percentage=percentage)
    assert found.tolist() == [doubted]


def test_percentages_near_a_hundred_are_told_apart_by_what_is_left() -> None:
    near = 100 - BESIDE
    assert find_implausible(np.array([80.0]), near, percentage=True).tolist() == [True]
    assert find_implausible(np.array([80.0]), near).tolist() == [False]


def test_authorities_that_differ_widely_leave_room_for_more() -> None:
    wide = np.array([[0.5], [1.0], [4.0], [16.0], [64.0]])
    assert find_implausible(np.array([140.0]), wide).tolist() == [False]


def test_a_year_in_which_the_comparator_stands_elsewhere_among_the_areas_is_doubted() -> None:
    """A slip inside the range of widely differing authorities shows against the comparator's other years."""
    areas = np.outer([0.5, 1.0, 4.0, 16.0, 64.0], np.ones(7))
    values = np.array([4.0, 4.2, 3.9, 40.0, 4.1, 4.0, 4.3])
    assert np.flatnonzero(find_implausible(values, areas)).tolist() == [3]


def test_what_moves_for_all_areas_alike_is_not_doubted() -> None:
    """A year of closed schools, or a new definition, moves the comparator and its areas together."""
    moves = np.array([1.0, 1.0, 1.0, 12.0, 1.0, 1.0, 1.0])
    areas = np.outer([0.5, 1.0, 4.0, 16.0, 64.0], moves)
    assert not find_implausible(4.0 * moves, areas).any()


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_nothing_is_doubted_where_most_authorities_have_none_or_next_to_none(level: float) -> None:
    areas = np.array([[0.0], [0.0], [level], [level], [0.0], [9.0]])
    assert not find_implausible(np.array([60.0]), areas, smallest=1.0).any()


@given(
    areas=st.lists(st.floats(0.5, 90.0), min_size=FEWEST_AREAS, max_size=20),
    weights=st.lists(st.floats(0.01, 1.0), min_size=20, max_size=20),
    percentage=st.booleans(),
)
def test_a_mean_of_the_areas_is_never_doubted(areas, weights, percentage) -> None:
    mean = float(np.average(areas, weights=weights[: len(areas)]))
    column = np.array(areas)[:, np.newaxis]
    assert not find_implausible(np.array([mean]), column, percentage=percentage).any()


@given(
    areas=st.lists(st.floats(1.0, 50.0), min_size=FEWEST_AREAS, max_size=20),
    value=st.floats(0.1, 5000.0),
    scale=st.floats(0.5, 20.0),
)
def test_the_unit_does_not_matter(areas, value, scale) -> None:
    column = np.array(areas)[:, np.newaxis]
    here = find_implausible(np.array([value]), column, smallest=1e-6)
    outside = max(np.log(value / max(areas)), np.log(min(areas) / value))
    assume(abs(outside - np.log(TIMES_OUTSIDE)) > 1e-6)
    there = find_implausible(np.array([value * scale]), column * scale, smallest=1e-6)
    assert here.tolist() == there.tolist()


@given(
    st.lists(
        st.lists(
            st.one_of(st.floats(allow_nan=True, allow_infinity=False), st.none()), min_size=4, max_size=4
        ),
        max_size=8,
    )
)
def test_any_numbers_give_an_answer(rows) -> None:
    areas = np.array([[np.nan if one is None else one for one in row] for row in rows], np.float64).reshape(
        len(rows), 4
    )
    found = find_implausible(np.array([1.0, np.nan, 0.0, -1.0]), areas, percentage=True)
    assert found.shape == (4,)
    assert not found[[1, 3]].any()


def frozen(history) -> Baseline:
    return Baseline(
        id=1,
        indicator="injuries",
        area="E06000002",
        breakdown="",
        frozen_on=date(2019, 3, 12),
        recorded_at=datetime(2019, 3, 12, tzinfo=UTC),
        data_to=history[-1][0],
        origin_value=history[-1][1],
        scenario=Scenario.HOLD,
        method="hold the level",
        method_version=1,
        horizon=1,
        points=(),
        points_used=len(history),
        weight=0.0,
        se1=None,
        degrees=1,
        history=tuple(history),
    )


def test_a_history_that_reads_otherwise_than_at_the_freeze_is_doubted(series, indicator) -> None:
    now = series([10.0, 11.0, 12.04, None])
    then = list(zip((one.period for one in now.observations), [10.0, 14.0, 12.0, 13.0], strict=True))
    (doubt,) = find_doubts({now.area: now}, {}, indicator(), frozen(then[:3]))
    assert (doubt.kind, [period.label for period in doubt.periods]) == (DoubtKind.REVISED, ["2011/12"])
    assert (doubt.value, doubt.usual) == (11.0, 14.0)
    (withdrawn,) = find_doubts({now.area: now}, {}, indicator(), frozen(then))
    assert (len(withdrawn.periods), withdrawn.value, withdrawn.usual) == (2, None, 13.0)


def test_a_history_that_only_gained_decimals_is_not_doubted(series, indicator) -> None:
    now = series([172.5454, 204.92])
    then = list(zip((one.period for one in now.observations), [172.5, 204.9], strict=True))
    assert find_doubts({now.area: now}, {}, indicator(), frozen(then)) == ()
