"""The trend in a sentence: which periods, how big the change, which statistic, or why there is none."""

from __future__ import annotations

from oba.model.finding import Trend, TrendWord
from oba.model.indicator import Indicator
from oba.words.methods import TREND_FROM_CHANGES
from oba.words.numbers import begin, say_bare_value, say_difference, say_number, say_period
from oba.words.status import status_of_trend

CLEAR = 9.54953570608324
"""Chi-squared above which a trend is clear, unless it hangs on a single year (Fingertips)."""
UNKNOWN = "trend not known"


def say_trend(trend: Trend, *, indicator: Indicator, tested: bool = True) -> str:
    """`Getting better: falling from 120.9 in 2019/20 to 90.9 in 2023/24, ...`; the reason when it cannot.

    Unless it is to be `tested` the number of the test is left out: `say_trend_test` has it.
    """
    statistic = _statistic(trend) if tested else ""
    status = status_of_trend(trend)
    if trend.word is TrendWord.CANNOT_BE_CALCULATED:
        return f"The trend cannot be calculated{_reason(trend)}."
    if trend.word is TrendWord.NO_SIGNIFICANT_CHANGE:
        return f"No clear change{_span(trend, indicator)}: {_doubt(trend)}{statistic}."
    direction = "rising" if trend.word is TrendWord.INCREASING else "falling"
    size = _size(trend, indicator=indicator)
    lead = begin(status.word) if status.word == direction else f"{begin(status.word)}: {direction}"
    return f"{lead}{_span(trend)}{size}{statistic}."


def say_trend_test(trend: Trend) -> str:
    """`The recent trend is worked out by ..., version 1 (chi-squared 12.40).`; '' where there was no test."""
    statistic = _statistic(trend)
    return (
        f"The recent trend is worked out by {trend.method}, version {trend.version}{statistic}."
        if statistic
        else ""
    )


def say_short_trend(trend: Trend) -> str:
    """`getting worse`, `no clear change`, beside a verdict where there is little room."""
    return UNKNOWN if trend.word is TrendWord.CANNOT_BE_CALCULATED else status_of_trend(trend).word


def say_change(trend: Trend, *, indicator: Indicator) -> str:
    """`from 120.9 to 90.9, 30.0 per 10,000 lower (25%)`; '' when the ends are not known, or belie the trend."""
    if trend.first_value is None or trend.last_value is None or _ends_belie(trend):
        return ""
    first, last = trend.first_value, trend.last_value
    ends = f"from {say_bare_value(first, indicator=indicator)} to {say_bare_value(last, indicator=indicator)}"
    word = "higher" if last > first else "lower"
    share = f" ({say_number(abs(last / first - 1) * 100, decimals=0)}%)" if first > 0 else ""
    return f"{ends}, {say_difference(last - first, indicator=indicator)} {word}{share}"


def _ends_belie(trend: Trend) -> bool:
    """Whether the newest figure is not on the side of the first that the line through all of them leads to."""
    if trend.first_value is None or trend.last_value is None:
        return False
    moved = trend.last_value - trend.first_value
    return (trend.word is TrendWord.INCREASING and moved <= 0) or (
        trend.word is TrendWord.DECREASING and moved >= 0
    )


def _size(trend: Trend, *, indicator: Indicator) -> str:
    if _ends_belie(trend) and trend.first_value is not None and trend.last_value is not None:
        first, last = (
            say_bare_value(end, indicator=indicator) for end in (trend.first_value, trend.last_value)
        )
        side = "above" if trend.word is TrendWord.INCREASING else "below"
        return f" by the line through all of them, though the last, {last}, is not {side} the first, {first}"
    change = say_change(trend, indicator=indicator)
    return f", {change}" if change else ""


def _span(trend: Trend, indicator: Indicator | None = None) -> str:
    """` between 1998 and 2022 (25 figures)`; with the `indicator` the two ends are told too."""
    if not trend.periods:
        return ""
    first, last = say_period(trend.periods[0]), say_period(trend.periods[-1])
    ends = ""
    if indicator and trend.first_value is not None and trend.last_value is not None:
        one, other = (
            say_bare_value(end, indicator=indicator) for end in (trend.first_value, trend.last_value)
        )
        ends = f", the first {one}, the last {other}"
    return f" between {first} and {last} ({len(trend.periods)} figures{ends})"


def _statistic(trend: Trend) -> str:
    if trend.statistic is None:
        return ""
    name = "t" if trend.method == TREND_FROM_CHANGES.name else "chi-squared"
    return f" ({name} {say_number(trend.statistic, decimals=2)})"


def _doubt(trend: Trend) -> str:
    """Why it is no clear change: too close to chance, or a direction that hangs on a single year."""
    if trend.method == TREND_FROM_CHANGES.name:
        return "the average yearly change does not stand out from the ups and downs"
    if (trend.statistic or 0.0) > CLEAR:
        return "leaving out one year would turn the direction round"
    return "the test cannot tell this from chance"


def _reason(trend: Trend) -> str:
    return f": {trend.reason.rstrip('.')}" if trend.reason else ""
