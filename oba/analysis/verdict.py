"""The verdict: the newest figure against the forecast that was frozen before it was known."""

from __future__ import annotations

from collections.abc import Sequence

from oba.analysis.panel import usable
from oba.errors import ObaError
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.finding import Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods

METHOD = methods.VERDICT.name
VERSION = methods.VERDICT.version

ENOUGH_INDEPENDENT = 2
WORDS = {
    ("95%", 1): VerdictWord.TURNED,
    ("80%", 1): VerdictWord.EARLY_SIGN,
    ("80%", -1): VerdictWord.EARLY_WARNING,
    ("95%", -1): VerdictWord.WORSE,
}


def judge(baseline: Baseline, series: Series, indicator: Indicator) -> Verdict:
    """Judge the newest measured figure after `data_to`. ObaError when the two are not of one series.

    What cannot be judged (no margin, beyond the horizon, a change of definition) is `too early to tell`
    with the reason.
    """
    _check_match(baseline, series=series)
    since = [one for one in usable(series) if one.period.end > baseline.data_to.end]
    independent = count_independent([one.period for one in since], after=baseline.data_to)
    broken = next((o for o in series.observations if o.breaks and o.period.end > baseline.data_to.end), None)
    if broken is not None:
        reason = f"cannot be judged: from {broken.period.label} the definition differs from the forecast's"
        return _put_off(reason, newest=since[-1] if since else None)
    if not since:
        return _put_off(f"no figure after {baseline.data_to.label} has been published")
    newest = since[-1]
    point = next((one for one in baseline.points if one.period == newest.period), None)
    if point is None:
        return _put_off(_say_beyond(baseline, newest=newest), independent=independent, newest=newest)
    return _weigh(point, newest=newest, indicator=indicator, independent=independent)


def count_independent(periods: Sequence[Period], *, after: Period) -> int:
    """How many of the periods, taken in order, overlap neither `after` nor one already counted."""
    last, number = after, 0
    for period in periods:
        if not period.overlaps(last):
            last, number = period, number + 1
    return number


def find_outside(value: float, *, point: ForecastPoint) -> str:
    """The widest interval of the forecast that the value lies strictly outside: `95%`, `80%` or ``."""
    for name, lower, upper in (
        ("95%", point.lower95, point.upper95),
        ("80%", point.lower80, point.upper80),
    ):
        if lower is not None and upper is not None and not lower <= value <= upper:
            return name
    return ""


def name_verdict(outside: str, *, gap: float, sign: int, independent: int) -> VerdictWord:
    """The word for where the gap lies; `sign` is the polarity's, `independent` counts the figures since."""
    if not outside:
        enough = independent >= ENOUGH_INDEPENDENT
        return VerdictWord.AS_FORECAST if enough else VerdictWord.TOO_EARLY
    if sign == 0:
        return VerdictWord.ABOVE if gap > 0 else VerdictWord.BELOW
    return WORDS[outside, 1 if gap * sign > 0 else -1]


def _check_match(baseline: Baseline, *, series: Series) -> None:
    frozen = (baseline.indicator, baseline.area, baseline.breakdown)
    given = (series.indicator, series.area, series.breakdown)
    if frozen != given:
        raise ObaError(
            f"figures of {', '.join(filter(None, given))}",
            where=f"Verdict on the baseline of {', '.join(filter(None, frozen))}",
            expected="figures of the same indicator, area and breakdown",
        )


def _weigh(point: ForecastPoint, *, newest: Observation, indicator: Indicator, independent: int) -> Verdict:
    value = float(newest.value) if newest.value is not None else point.value
    gap, sign = value - point.value, indicator.polarity.sign
    outside = find_outside(value, point=point)
    drawn = point.lower80 is not None
    word = name_verdict(outside, gap=gap, sign=sign, independent=independent)
    return Verdict(
        word if drawn else VerdictWord.TOO_EARLY,
        METHOD,
        VERSION,
        period=newest.period,
        value=value,
        forecast=point,
        gap=gap,
        better_by=gap * sign if sign else None,
        independent_points=independent,
        outside=outside,
        reason=_say_reason(word, drawn=drawn, independent=independent),
    )


def _say_reason(word: VerdictWord, *, drawn: bool, independent: int) -> str:
    if not drawn:
        return "the forecast has no margin of error, because its history is too short or never varied"
    if word is not VerdictWord.TOO_EARLY:
        return ""
    number = {0: "no figure", 1: "only one figure"}[independent]
    return f"inside the forecast's margin, with {number} since the freeze that shares no data with another"


def _put_off(reason: str, *, independent: int = 0, newest: Observation | None = None) -> Verdict:
    return Verdict(
        VerdictWord.TOO_EARLY,
        METHOD,
        VERSION,
        period=newest.period if newest else None,
        value=newest.value if newest else None,
        independent_points=independent,
        reason=reason,
    )


def _say_beyond(baseline: Baseline, *, newest: Observation) -> str:
    last = baseline.points[-1].period if baseline.points else baseline.data_to
    if newest.period.end > last.end:
        return (
            f"cannot be judged: {newest.period.label} lies beyond the forecast, "
            f"which ends with {last.label}; a new baseline is needed"
        )
    return f"cannot be judged: the forecast has no point for {newest.period.label}"
