"""The sentence that stands over a chart: the finding itself, for every verdict and for none."""

from __future__ import annotations

from oba.model.baseline import Baseline
from oba.model.day import day_of
from oba.model.finding import Finding, Trend, TrendWord, Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation
from oba.words.markers import NO_FIGURES, TO_PROTECT
from oba.words.numbers import say_period, say_short_value, say_when
from oba.words.status import CANNOT, never_judged, status_of_trend

_CLAUSES = {
    VerdictWord.TURNED: "better than {forecast} (turned)",
    VerdictWord.EARLY_SIGN: "better than {forecast} (early sign)",
    VerdictWord.AS_FORECAST: "in line with {forecast}",
    VerdictWord.EARLY_WARNING: "worse than {forecast} (early warning)",
    VerdictWord.WORSE: "worse than {forecast}",
    VerdictWord.TOO_EARLY: "too early to tell against {forecast}",
    VerdictWord.ABOVE: "above {forecast}",
    VerdictWord.BELOW: "below {forecast}",
}
_NEVER = f"{CANNOT} against {{forecast}}"
LONG_AFTER = 730
"""Days between the last figure and the freeze after which a forecast was plainly made with hindsight."""
_UNDECIDED = (VerdictWord.TOO_EARLY, VerdictWord.AS_FORECAST)


def say_title(finding: Finding, *, indicator: Indicator) -> str:
    """`Under-18 conceptions: 29.2 per 1,000 in 2022, better than the 2018 forecast (early sign)`."""
    if finding.latest is None or finding.latest.value is None:
        return f"{indicator.title}: {TO_PROTECT if finding.suppressed else NO_FIGURES}"
    start = f"{indicator.title}: {say_newest(finding, indicator=indicator)}"
    if finding.verdict is not None and finding.baseline is not None:
        clause = _say_verdict(finding.verdict, baseline=finding.baseline, latest=finding.latest)
    else:
        clause = _say_trend(finding.trend)
    return f"{start}, {clause}" if clause else start


def say_newest(finding: Finding, *, indicator: Indicator) -> str:
    """`29.2 per 1,000 in 2022`, the newest figure alone; '' where there is none."""
    if finding.latest is None or finding.latest.value is None:
        return ""
    figure = say_short_value(finding.latest.value, indicator=indicator)
    figure += " (provisional)" if finding.latest.provisional else ""
    return f"{figure} {say_when(finding.latest.period)}"


def name_forecast(baseline: Baseline) -> str:
    """`the 2018 forecast`; a forecast that ships as an example says so wherever it is named."""
    if baseline.example:
        return f"the example forecast from data to {say_period(baseline.data_to)}"
    made = max(baseline.frozen_on, day_of(baseline.recorded_at))
    if (made - baseline.data_to.end).days > LONG_AFTER:
        return f"the forecast made in {made.year} from data to {say_period(baseline.data_to)}"
    return f"the {baseline.frozen_on.year} forecast"


def say_movement(finding: Finding, *, indicator: Indicator) -> str:
    """`Still rising, but slower than forecast.` beside a verdict, and only when that is true; else ''.

    True means: the trend is a change beyond chance, the value has moved that way since the freeze, and
    the gap to the forecast is beyond its 80% interval. A quarter or month is not held against one of another season.
    """
    verdict, baseline = finding.verdict, finding.baseline
    moving = {TrendWord.INCREASING: 1, TrendWord.DECREASING: -1}.get(finding.trend.word, 0)
    if verdict is None or baseline is None or not moving or verdict.word in _UNDECIDED:
        return ""
    if verdict.value is None or verdict.forecast is None or indicator.key != finding.indicator:
        return ""
    if verdict.period is None or not _of_one_season(verdict.period, baseline.data_to):
        return ""
    moved = (verdict.value - baseline.origin_value) * moving
    foreseen = (verdict.forecast.value - baseline.origin_value) * moving
    if moved <= 0:
        return ""
    return _compare_pace(moved, foreseen=foreseen, word="rising" if moving > 0 else "falling")


def _of_one_season(period: Period, other: Period) -> bool:
    within_years = (PeriodKind.QUARTER, PeriodKind.MONTH)
    return period.kind not in within_years or period.end.month == other.end.month


def _compare_pace(moved: float, *, foreseen: float, word: str) -> str:
    if foreseen < 0:
        other = "fall" if word == "rising" else "rise"
        return f"{word.capitalize()}, where the forecast was for a {other}."
    if foreseen == 0:
        return f"{word.capitalize()}, where the forecast was level."
    if moved < foreseen:
        return f"Still {word}, but slower than forecast."
    return f"{word.capitalize()} faster than forecast."


def _say_verdict(verdict: Verdict, *, baseline: Baseline, latest: Observation) -> str:
    words = _NEVER if never_judged(verdict) else _CLAUSES[verdict.word]
    clause = words.format(forecast=name_forecast(baseline))
    judged_earlier = verdict.period is not None and verdict.period != latest.period
    return f"{clause} {say_when(verdict.period)}" if judged_earlier and verdict.period else clause


def _say_trend(trend: Trend) -> str:
    if trend.word in (TrendWord.CANNOT_BE_CALCULATED, TrendWord.NO_SIGNIFICANT_CHANGE):
        return ""
    return status_of_trend(trend).word
