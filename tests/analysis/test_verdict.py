"""Parts of the verdict that stand on their own; its rules are tables among the specifications."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.baseline import make_baseline
from oba.analysis.verdict import count_independent, judge, judge_history, name_verdict
from oba.model.baseline import Scenario
from oba.model.finding import Verdict, VerdictWord
from oba.model.indicator import Polarity, ValueType
from oba.model.period import Period, PeriodKind

OPPOSITE = {
    VerdictWord.TURNED: VerdictWord.WORSE,
    VerdictWord.WORSE: VerdictWord.TURNED,
    VerdictWord.EARLY_SIGN: VerdictWord.EARLY_WARNING,
    VerdictWord.EARLY_WARNING: VerdictWord.EARLY_SIGN,
}


@given(
    outside=st.sampled_from(["95%", "80%", ""]),
    gap=st.floats(-100, 100).filter(bool),
    independent=st.integers(0, 5),
)
def test_polarity_turned_round_turns_the_verdict_round(outside: str, gap: float, independent: int) -> None:
    high = name_verdict(outside, gap=gap, sign=1, independent=independent)
    low = name_verdict(outside, gap=gap, sign=-1, independent=independent)
    assert low is OPPOSITE.get(high, high)


@given(pooled=st.integers(1, 5), later=st.integers(0, 20))
def test_pooled_periods_count_once_in_as_many_years_as_they_pool(pooled: int, later: int) -> None:
    periods = [Period.year(2000 + k, kind=PeriodKind.CALENDAR_YEAR, years=pooled) for k in range(later + 1)]
    assert count_independent(periods[1:], after=periods[0]) == later // pooled


RANKED = [
    VerdictWord.WORSE,
    VerdictWord.EARLY_WARNING,
    VerdictWord.AS_FORECAST,
    VerdictWord.EARLY_SIGN,
    VerdictWord.TURNED,
]
QUARTER_STEPS = st.integers(-400, 400).map(lambda whole: whole / 4)
HISTORIES = st.lists(QUARTER_STEPS, min_size=6, max_size=9)
SINCE = st.lists(QUARTER_STEPS, min_size=2, max_size=4)
HIGH, LOW = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD


def find(history, since, *, indicator, series, scenario=Scenario.CARRY_ON, polarity=LOW) -> Verdict:
    one = indicator(polarity=polarity, lower_bound=None, value_type=ValueType.COUNT)
    baseline = make_baseline(
        series(history),
        indicator=one,
        data_to=series(history).observations[-1].period,
        scenario=scenario,
        horizon=4,
        frozen_on=date(2020, 1, 1),
        recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    return judge(baseline, series([*history, *since]), one)


@given(history=HISTORIES, since=SINCE, better=st.integers(0, 200))
def test_a_better_last_figure_never_gives_a_worse_verdict(history, since, better, indicator, series) -> None:
    worse = find(history, since, indicator=indicator, series=series)
    improved = find(history, [*since[:-1], since[-1] - better / 4], indicator=indicator, series=series)
    if worse.forecast and worse.forecast.lower80 is not None:
        assert RANKED.index(improved.word) >= RANKED.index(worse.word)
        assert improved.mean_gap.value <= worse.mean_gap.value


@given(history=HISTORIES, since=SINCE, scenario=st.sampled_from(Scenario))
def test_a_mirrored_curve_with_the_other_polarity_has_the_same_verdict(
    history, since, scenario, indicator, series
) -> None:
    makers = {"indicator": indicator, "series": series, "scenario": scenario}
    one = find(history, since, polarity=LOW, **makers)
    other = find([-v for v in history], [-v for v in since], polarity=HIGH, **makers)
    assert (one.word, one.outside, one.rank) == (other.word, other.outside, other.rank)
    assert one.outlook == other.outlook
    for name in ("mean_gap", "cumulative"):
        ours, theirs = getattr(one, name), getattr(other, name)
        assert (ours is None) == (theirs is None)
        if ours is not None:
            assert ours.value == pytest.approx(-theirs.value)
            assert (ours.lower95 is None) == (theirs.lower95 is None)
            if ours.lower95 is not None:
                assert ours.lower95 == pytest.approx(-theirs.upper95)


@given(
    history=HISTORIES,
    since=SINCE,
    scenario=st.sampled_from(Scenario),
    shift=st.integers(-40, 40),
    scale=st.sampled_from([0.5, 4.0]),
)
def test_another_unit_changes_no_verdict(history, since, scenario, shift, scale, indicator, series) -> None:
    makers = {"indicator": indicator, "series": series, "scenario": scenario}
    plain = find(history, since, **makers)
    moved = find([v * scale + shift for v in history], [v * scale + shift for v in since], **makers)
    if plain.forecast is None or plain.forecast.lower80 is None or near_a_limit(plain):
        return
    assert (moved.word, moved.outside) == (plain.word, plain.outside)
    assert moved.mean_gap.value == pytest.approx(plain.mean_gap.value * scale, abs=1e-7)
    assert moved.mean_gap.upper95 == pytest.approx(plain.mean_gap.upper95 * scale, abs=1e-7)
    assert moved.outlook is None or moved.outlook.change == pytest.approx(plain.outlook.change * scale)


def near_a_limit(one: Verdict) -> bool:
    limits = (one.forecast.lower80, one.forecast.upper80, one.forecast.lower95, one.forecast.upper95)
    return min(abs(one.value - limit) for limit in limits) < 1e-7


@given(history=HISTORIES, since=SINCE)
def test_where_nothing_is_carried_on_holding_the_level_judges_alike(
    history, since, indicator, series
) -> None:
    carried = find(history, since, indicator=indicator, series=series)
    held = find(history, since, indicator=indicator, series=series, scenario=Scenario.HOLD)
    if carried.forecast and carried.forecast.value == history[-1] and carried.forecast == held.forecast:
        assert held == carried


@given(history=HISTORIES, since=SINCE, scenario=st.sampled_from(Scenario))
def test_the_history_of_verdicts_is_judging_the_series_cut_off_at_each_figure(
    history, since, scenario, indicator, series
) -> None:
    one = indicator(lower_bound=None)
    baseline = make_baseline(
        series(history), indicator=one, data_to=series(history).observations[-1].period, scenario=scenario,
        horizon=4, frozen_on=date(2020, 1, 1), recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    found = judge_history(baseline, series([*history, *since]), one)
    assert found == tuple(
        judge(baseline, series([*history, *since[:upto]]), one) for upto in range(1, len(since) + 1)
    )


@given(history=HISTORIES, since=QUARTER_STEPS)
def test_one_figure_is_outside_the_95_interval_when_its_gaps_interval_misses_nought(
    history, since, indicator, series
) -> None:
    found = find(history, [since], indicator=indicator, series=series)
    if found.forecast and found.forecast.lower80 is not None and not near_a_limit(found):
        misses = not found.mean_gap.lower95 <= 0 <= found.mean_gap.upper95
        assert misses == (found.outside == "95%")
