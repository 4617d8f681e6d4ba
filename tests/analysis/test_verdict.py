"""Parts of the verdict that stand on their own; its rules are tables among the specifications."""

from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.verdict import count_independent, name_verdict
from oba.model.finding import VerdictWord
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
