"""A verdict with its working: the forecast, its intervals, the figure, the gap and what follows."""

from __future__ import annotations

from oba.model.baseline import ForecastPoint
from oba.model.finding import Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.words.numbers import (
    begin,
    is_percentage,
    say_bare_value,
    say_count,
    say_difference,
    say_number,
    say_range,
    say_short_value,
)
from oba.words.status import CANNOT, status_of_verdict

CHANCE = "within what chance would do"
SAME = "the same as forecast"


def say_verdict_working(verdict: Verdict, *, indicator: Indicator) -> str:
    """The whole working in plain sentences, ending with the explanation of the word."""
    if verdict.forecast is None or verdict.value is None or verdict.period is None:
        return _explain(verdict)
    forecast = _say_forecast(verdict.forecast, indicator=indicator)
    actual = say_short_value(verdict.value, indicator=indicator)
    parts = [
        f"For {verdict.period.label} the forecast was {forecast}.",
        f"The actual figure is {actual}: {say_gap(verdict, indicator=indicator)}.",
        _explain(verdict),
    ]
    if verdict.independent_points:
        figures = say_count(verdict.independent_points, noun="independent figure")
        parts.append(f"Judged on {figures} since the forecast's last figure.")
    return " ".join(parts)


def _explain(verdict: Verdict) -> str:
    """`Early sign: better than forecast, ...`; the reason of this very verdict where it has one."""
    status = status_of_verdict(verdict)
    explanation = status.explanation
    if verdict.word is VerdictWord.TOO_EARLY and verdict.reason:
        explanation = f"{begin(verdict.reason.rstrip('.'))}."
    if explanation.casefold().startswith((status.word, CANNOT)):
        return explanation
    return f"{begin(status.word)}: {explanation[0].lower()}{explanation[1:]}"


def say_gap(verdict: Verdict, *, indicator: Indicator) -> str:
    """`77.1 per 10,000 below forecast`; a gap too small to write is `the same as forecast`.

    Of a figure that is called as forecast: `77.1 per 10,000 below, within what chance would do`.
    """
    if verdict.gap is None:
        return "no gap can be given"
    gap = shown_gap(verdict, indicator=indicator)
    said = _gap_words(gap, size=say_difference(gap, indicator=indicator))
    if verdict.word is VerdictWord.AS_FORECAST and said != SAME:
        return f"{said.removesuffix(' forecast')}, {CHANCE}"
    return said


def shown_gap(verdict: Verdict, *, indicator: Indicator) -> float:
    """The gap between the figures as they are shown, so that a reader who subtracts finds the same."""
    if verdict.value is None or verdict.forecast is None:
        return verdict.gap or 0.0
    places = indicator.decimals
    return round(round(verdict.value, places) - round(verdict.forecast.value, places), places)


def say_arrow(verdict: Verdict, *, indicator: Indicator) -> str:
    """`77.1 below forecast`, for the arrow on the chart; of a figure as forecast `as forecast (77.1 below)`."""
    said = say_short_gap(shown_gap(verdict, indicator=indicator), indicator=indicator)
    if verdict.word is VerdictWord.AS_FORECAST and said != SAME:
        return f"as forecast ({said.removesuffix(' forecast')})"
    return said


def say_short_gap(gap: float, *, indicator: Indicator) -> str:
    """`77.1 below forecast`; a percentage is in points."""
    size = say_number(abs(gap), decimals=indicator.decimals)
    return _gap_words(gap, size=f"{size} points" if is_percentage(indicator) else size)


def _gap_words(gap: float, *, size: str) -> str:
    number = size.split(" ", maxsplit=1)[0]
    if not number.strip("0.,"):
        return SAME
    return f"{size} {'above' if gap > 0 else 'below'} forecast"


def _say_forecast(forecast: ForecastPoint, *, indicator: Indicator) -> str:
    text = say_bare_value(forecast.value, indicator=indicator)
    intervals = [
        f"{level}% interval {say_range(lower, upper, indicator=indicator)}"
        for level, lower, upper in (
            (80, forecast.lower80, forecast.upper80),
            (95, forecast.lower95, forecast.upper95),
        )
        if lower is not None and upper is not None
    ]
    return ", ".join([text, *intervals])
