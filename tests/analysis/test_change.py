"""Two changes over the same periods: which figures, the test between them, and what is left out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.change import changes_differ, find_changes, log_change, stands_out
from oba.analysis.interval import rate_interval
from oba.model.area import ComparatorRole
from oba.model.finding import ComparedWith
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.words import methods

ENGLAND, REGION = "E92000001", "E12000001"
OURS = [120.0, 118.0, 115.0, 112.0, 104.0, 90.0]


def published(series, values, *, margin=0.05, **more):
    lower = [None if one is None else one * (1 - margin) for one in values]
    upper = [None if one is None else one * (1 + margin) for one in values]
    return series(values, lower=lower, upper=upper, **more)


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def test_the_change_is_from_the_first_of_the_newest_five_figures(indicator, series) -> None:
    theirs = published(series, [100.0, 100, 96, 92, 90, 87], area=ENGLAND)
    (found,) = find_changes(published(series, OURS), {ENGLAND: theirs}, indicator())
    assert (found.first, found.last) == (year(2011), year(2015))
    assert (found.our_first, found.our_last) == (118.0, 90.0)
    assert (found.ours, found.theirs) == (pytest.approx(90 / 118 - 1), pytest.approx(-0.13))
    assert (found.compared_with, found.method) == (ComparedWith.COUNTRY, methods.CHANGE_COMPARED.name)


def test_the_change_is_from_the_period_asked_for(indicator, series) -> None:
    theirs = {ENGLAND: published(series, [100.0, 100, 96, 92, 90, 87], area=ENGLAND)}
    (found,) = find_changes(published(series, OURS), theirs, indicator(), since=year(2013))
    assert (found.first, found.our_first) == (year(2013), 112.0)
    assert find_changes(published(series, OURS), theirs, indicator(), since=year(2009)) == []
    assert find_changes(published(series, OURS), theirs, indicator(), since=year(2015)) == []


def test_the_working_by_hand_of_the_difference_of_two_changes(indicator, series) -> None:
    ours = series([100.0, 90.0], lower=[90.0, 81.0], upper=[110.0, 99.0])
    theirs = series([100.0, 70.0], lower=[95.0, 66.0], upper=[105.0, 74.0], area=ENGLAND)
    (found,) = find_changes(ours, {ENGLAND: theirs}, indicator())
    own = 2 * (math.log(110 / 90) / 3.92) ** 2
    other = (math.log(105 / 95) / 3.92) ** 2 + (math.log(74 / 66) / 3.92) ** 2
    z = (math.log(0.9) - math.log(0.7)) / math.sqrt(own + other)
    assert z == pytest.approx(3.0601, abs=1e-4)
    assert (found.differs, found.ours_clear, found.theirs_clear) == (True, False, True)


def test_overlapping_periods_are_never_both_ends(indicator, series) -> None:
    pooled = {"kind": PeriodKind.CALENDAR_YEAR, "pooled": 3}
    three = indicator(years_pooled=3, period_kind=PeriodKind.CALENDAR_YEAR)
    ours = series([50.0, 48, 46, 44, 42], **pooled)
    (found,) = find_changes(ours, {ENGLAND: series([50.0, 48, 46, 44, 42], area=ENGLAND, **pooled)}, three)
    assert not found.first.overlaps(found.last)
    assert found.first.start.year == 2011


def test_a_break_is_never_crossed_on_either_side(indicator, series) -> None:
    plain = published(series, [100.0] * 6, area=ENGLAND)
    broken = published(series, OURS, markers={3: (Marker.BREAK,)})
    (found,) = find_changes(broken, {ENGLAND: plain}, indicator())
    assert found.first == year(2013)
    theirs = published(series, [100.0] * 6, area=ENGLAND, markers={3: (Marker.BREAK,)})
    assert find_changes(published(series, OURS), {ENGLAND: theirs}, indicator()) == []


@pytest.mark.parametrize(
    ("case", "ours", "theirs"),
    [
        ("one figure", [90.0], [80.0]),
        ("no figure", [None, None], [80.0, 70.0]),
        ("the other has no first figure", [90.0, 80.0], [None, 70.0]),
        ("the other has no newest figure", [90.0, 80.0], [90.0, None]),
        ("ours sets out from nought", [0.0, 80.0], [90.0, 80.0]),
        ("theirs sets out from nought", [90.0, 80.0], [0.0, 80.0]),
    ],
)  # fmt: skip
def test_nothing_is_compared_where_an_end_is_missing_or_nought(case, ours, theirs, indicator, series) -> None:
    assert find_changes(series(ours), {ENGLAND: series(theirs, area=ENGLAND)}, indicator()) == []


def test_a_scale_without_a_nought_has_no_shares(indicator, series) -> None:
    score = indicator(value_type=ValueType.SCORE, lower_bound=None)
    ours, theirs = series([1.0, 2.0]), series([1.0, 3.0], area=ENGLAND)
    assert find_changes(ours, {ENGLAND: theirs}, score) == []
    assert len(find_changes(ours, {ENGLAND: theirs}, indicator(value_type=ValueType.SCORE))) == 1


def test_without_intervals_the_difference_is_not_tested(indicator, series) -> None:
    ours, theirs = series([100.0, 50.0]), published(series, [100.0, 99.0], area=ENGLAND)
    (found,) = find_changes(ours, {ENGLAND: theirs}, indicator())
    assert (found.differs, found.ours_clear, found.theirs_clear) == (None, None, False)
    assert found.method == methods.CHANGE_UNTESTED.name


def test_a_doubtful_figure_at_either_end_is_no_ground_for_a_change(indicator, series) -> None:
    ours = published(series, OURS)
    others = {area: published(series, [100.0, 100, 96, 92, 90, 87], area=area) for area in (ENGLAND, REGION)}
    others[ours.area] = ours
    roles = {REGION: ComparatorRole.REGION}
    (found,) = find_changes(ours, others, indicator(), roles=roles, doubtful={(ENGLAND, year(2015))})
    assert (found.with_area, found.compared_with) == (REGION, ComparedWith.REGION)
    assert len(find_changes(ours, others, indicator(), doubtful={(ENGLAND, year(2014))})) == 2


@given(
    values=st.lists(st.floats(1, 1000), min_size=4, max_size=4),
    margin=st.floats(0.01, 0.4),
    factor=st.sampled_from([0.125, 4.0]),
)
def test_changes_do_not_depend_on_the_unit_nor_on_which_is_named_first(
    values: list[float], margin: float, factor: float, indicator, series
) -> None:
    def find(first: list[float], second: list[float], scale: float):
        ours = published(series, [one * scale for one in first], margin=margin)
        theirs = published(series, [one * scale for one in second], margin=margin, area=ENGLAND)
        (found,) = find_changes(ours, {ENGLAND: theirs}, indicator(polarity=Polarity.NO_JUDGEMENT))
        return found

    one, again = find(values[:2], values[2:], 1.0), find(values[:2], values[2:], factor)
    turned = find(values[2:], values[:2], 1.0)
    assert (one.ours, one.theirs) == (again.ours, again.theirs) == (turned.theirs, turned.ours)
    if abs(one.ours - one.theirs) > 1e-3:
        assert one.differs == turned.differs


def rates(counts, denominator):
    lower, upper = rate_interval(counts, np.full_like(counts, denominator), multiplier=1000.0)
    return log_change(counts / denominator * 1000.0, lower=lower, upper=upper)


def share_of_alarms(ours: int, theirs: int) -> float:
    """How often two Poisson counts that change by the same fifth are said to change differently."""
    chance = np.random.default_rng(20260401)
    pairs = [
        rates(chance.poisson([events, events * 0.8], (20_000, 2)).astype(float), 20_000.0)
        for events in (ours, theirs)
    ]
    alarms = changes_differ(*pairs)
    assert np.isfinite(alarms).all()
    return float(alarms.mean())


@pytest.mark.parametrize(("ours", "theirs"), [(400, 400), (400, 90_000), (2000, 50_000)])
def test_equal_changes_are_called_different_in_about_one_of_twenty(ours: int, theirs: int) -> None:
    assert share_of_alarms(ours, theirs) == pytest.approx(0.05, abs=0.007)


@pytest.mark.parametrize("ours", [12, 30, 60])
def test_of_few_events_equal_changes_are_called_different_more_rarely_than_that(ours: int) -> None:
    """The limits of small counts are wide, so that the test errs on the side of saying nothing."""
    assert 0.01 < share_of_alarms(ours, 3000) < 0.05


def test_no_change_stands_out_in_about_one_of_twenty() -> None:
    chance = np.random.default_rng(20260402)
    counts = chance.poisson(150, (20_000, 2)).astype(float)
    assert stands_out(*rates(counts, 10_000.0)).mean() == pytest.approx(0.05, abs=0.007)
