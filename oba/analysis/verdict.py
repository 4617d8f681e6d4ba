"""The verdict: the newest figure against the forecast that was frozen before it was known.

Beside it stand the average and the sum of the gaps of all figures since the freeze, our place among other areas, and
when a change would show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oba.analysis.panel import usable
from oba.analysis.several import (
    Judged,
    PeerGaps,
    add_up_gaps,
    average_gaps,
    find_outlook_of,
    lay_out_peers,
    match_points,
    rank_among,
)
from oba.errors import ObaError
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.finding import Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words import methods
from oba.words.numbers import say_period
from oba.words.status import CANNOT

METHOD = methods.VERDICT.name
VERSION = methods.VERDICT.version

ENOUGH_INDEPENDENT = 2
WORDS = {
    ("95%", 1): VerdictWord.TURNED,
    ("80%", 1): VerdictWord.EARLY_SIGN,
    ("80%", -1): VerdictWord.EARLY_WARNING,
    ("95%", -1): VerdictWord.WORSE,
}


def judge(
    baseline: Baseline,
    series: Series,
    indicator: Indicator,
    *,
    peers: Mapping[str, Series] | None = None,
    change: float | None = None,
    word_only: bool = False,
) -> Verdict:
    """Judge the newest measured figure after `data_to`. ObaError when the two are not of one series.

    `peers` are other areas' series by area, to rank our gap among theirs; `change` is the size a period of the
    change to say of when it would show (the usual size of a yearly change unless stated). What cannot be judged (no
    margin, beyond the horizon, a change of definition) is `too early to tell` with the reason; it begins
    with `cannot be judged` where no further figure will bring a verdict. With `word_only` the
    other figures since the freeze, the rank and the outlook are left out, for pages that do not show them.
    """
    _check_match(baseline, series=series)
    beside = None if word_only else lay_out_peers(baseline, peers or {})
    return _judge(baseline, series, indicator, peers=beside, change=change)


def judge_history(
    baseline: Baseline,
    series: Series,
    indicator: Indicator,
    *,
    peers: Mapping[str, Series] | None = None,
    change: float | None = None,
) -> tuple[Verdict, ...]:
    """A verdict at each measured figure since the freeze, in order, each from the figures up to that one alone.

    The values are today's: what was revised since is judged as revised.
    """
    _check_match(baseline, series=series)
    beside = lay_out_peers(baseline, peers or {})
    ends = [one.period.end for one in series.observations if one.measured]
    return tuple(
        _judge(
            baseline,
            replace(series, observations=tuple(one for one in series.observations if one.period.end <= end)),
            indicator,
            peers=beside,
            change=change,
        )
        for end in sorted(set(ends))
        if end > baseline.data_to.end
    )


def target_change(baseline: Baseline, *, target: float, period: Period) -> float | None:
    """The size of the change a period that would bend the forecast to the target by that period."""
    for step, point in enumerate(baseline.points, start=1):
        if point.period == period:
            return abs(target - point.value) / step
    return None


def _judge(
    baseline: Baseline, series: Series, indicator: Indicator, *, peers: PeerGaps | None, change: float | None
) -> Verdict:
    """Without `peers`, not even an empty one, the newest figure alone."""
    since = [one for one in usable(series) if one.period.end > baseline.data_to.end]
    independent = count_independent([one.period for one in since], after=baseline.data_to)
    broken = next((o for o in series.observations if o.breaks and o.period.end > baseline.data_to.end), None)
    if broken is not None:
        reason = f"{CANNOT}: from {say_period(broken.period)} the definition differs from the forecast's"
        return _put_off(reason, newest=since[-1] if since else None)
    judged = match_points(baseline, since)
    if not since:
        none_yet = _put_off(f"no figure after {baseline.data_to.label} has been published")
        if peers is None:
            return none_yet
        return replace(none_yet, outlook=find_outlook_of(baseline, indicator, judged=0, change=change))
    newest = since[-1]
    if not judged.figures or judged.figures[-1] != newest:
        return _put_off(_say_beyond(baseline, newest=newest), independent=independent, newest=newest)
    verdict = _weigh(judged.points[-1], newest=newest, indicator=indicator, independent=independent)
    if peers is None:
        return verdict
    return _look_further(verdict, baseline, judged, indicator, since=since, peers=peers, change=change)


def _look_further(
    verdict: Verdict,
    baseline: Baseline,
    judged: Judged,
    indicator: Indicator,
    *,
    since: Sequence[Observation],
    peers: PeerGaps,
    change: float | None,
) -> Verdict:
    return replace(
        verdict,
        mean_gap=average_gaps(baseline, judged),
        cumulative=add_up_gaps(baseline, judged, indicator, since=since),
        rank=rank_among(baseline, judged, peers, sign=indicator.polarity.sign),
        outlook=find_outlook_of(baseline, indicator, judged=int(judged.ahead[-1]), change=change),
    )


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
        return (
            f"{CANNOT}: the forecast has no margin of error, because its history is too short or its changes "
            "never varied"
        )
    if word is not VerdictWord.TOO_EARLY:
        return ""
    number = {0: "no figure", 1: "only one figure"}[independent]
    since = f"{number} since the forecast's last figure that shares no data with another"
    return f"inside the forecast's margin, with {since}"


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
            f"{CANNOT}: {newest.period.label} lies beyond the forecast, "
            f"which ends with {last.label}; a new baseline is needed"
        )
    return f"{CANNOT}: the forecast has no point for {newest.period.label}"
