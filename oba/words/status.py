"""The words of a status: one word, one shape and one line of explanation each, the same everywhere.

Colour is never alone, so the shape belongs to the word. The drawing of a shape is the business of charts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oba.model.finding import Judgement, Trend, TrendWord, Verdict, VerdictWord

CANNOT = "cannot be judged"
"""How the reason begins of a verdict that no further figure will bring."""


class Shape(StrEnum):
    """A shape that can be told from the others in black and white, and at the size of a letter."""

    TURNING_CIRCLE = "filled circle with a turning arrow"
    HALF_CIRCLE = "half circle"
    BAR = "horizontal bar"
    HALF_DIAMOND = "half diamond"
    DIAMOND = "filled diamond"
    DOTTED_CIRCLE = "dotted circle"
    TRIANGLE_UP = "triangle pointing up"
    TRIANGLE_DOWN = "triangle pointing down"
    ARROW_UP = "arrow pointing up"
    ARROW_DOWN = "arrow pointing down"
    LEVEL = "two level lines"
    QUESTION = "question mark"
    TICK = "tick"
    WARNING = "exclamation mark in a circle"
    CROSS = "cross in a square"


class Tone(StrEnum):
    """What the colour may say. Without polarity it is always neutral."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Status:
    word: str
    shape: Shape
    tone: Tone
    explanation: str


VERDICTS = {
    VerdictWord.TURNED: Status(
        "turned",
        Shape.TURNING_CIRCLE,
        Tone.BETTER,
        "Better than forecast, by more than the forecast's 95% interval.",
    ),
    VerdictWord.EARLY_SIGN: Status(
        "early sign",
        Shape.HALF_CIRCLE,
        Tone.BETTER,
        "Better than forecast, beyond its 80% interval but still inside its 95% interval.",
    ),
    VerdictWord.AS_FORECAST: Status(
        "as forecast",
        Shape.BAR,
        Tone.NEUTRAL,
        "Inside the forecast's 80% interval: cannot be told apart from what was forecast.",
    ),
    VerdictWord.EARLY_WARNING: Status(
        "early warning",
        Shape.HALF_DIAMOND,
        Tone.WORSE,
        "Worse than forecast, beyond its 80% interval but still inside its 95% interval.",
    ),
    VerdictWord.WORSE: Status(
        "worse than forecast",
        Shape.DIAMOND,
        Tone.WORSE,
        "Worse than forecast, by more than the forecast's 95% interval.",
    ),
    VerdictWord.TOO_EARLY: Status(
        "too early to tell",
        Shape.DOTTED_CIRCLE,
        Tone.NEUTRAL,
        "Too few figures since the forecast's last figure to say anything yet.",
    ),
    VerdictWord.ABOVE: Status(
        "above forecast",
        Shape.TRIANGLE_UP,
        Tone.NEUTRAL,
        "Higher than the forecast, beyond its 80% interval. Whether that is good has not been set.",
    ),
    VerdictWord.BELOW: Status(
        "below forecast",
        Shape.TRIANGLE_DOWN,
        Tone.NEUTRAL,
        "Lower than the forecast, beyond its 80% interval. Whether that is good has not been set.",
    ),
}

CANNOT_BE_JUDGED = Status(
    CANNOT,
    Shape.QUESTION,
    Tone.NEUTRAL,
    "No further figure will bring a verdict against this forecast: a new forecast is needed.",
)
"""What stands in place of `too early to tell` where waiting does not help."""

_TREND_SHAPES = {
    TrendWord.INCREASING: Shape.ARROW_UP,
    TrendWord.DECREASING: Shape.ARROW_DOWN,
    TrendWord.NO_SIGNIFICANT_CHANGE: Shape.LEVEL,
    TrendWord.CANNOT_BE_CALCULATED: Shape.QUESTION,
}
_TREND_WORDS = {
    TrendWord.INCREASING: "rising",
    TrendWord.DECREASING: "falling",
    TrendWord.NO_SIGNIFICANT_CHANGE: "no clear change",
    TrendWord.CANNOT_BE_CALCULATED: "cannot be calculated",
}
_TREND_TONES = {
    Judgement.BETTER: Tone.BETTER,
    Judgement.WORSE: Tone.WORSE,
    Judgement.NONE: Tone.NEUTRAL,
}
_TREND_EXPLANATIONS = {
    TrendWord.INCREASING: "Rising by more than chance alone would explain.",
    TrendWord.DECREASING: "Falling by more than chance alone would explain.",
    TrendWord.NO_SIGNIFICANT_CHANGE: "The test cannot tell a change from chance.",
    TrendWord.CANNOT_BE_CALCULATED: "The trend cannot be calculated.",
}


def never_judged(verdict: Verdict) -> bool:
    """Whether it is open for good: no figure to come can be judged against this forecast."""
    return verdict.word is VerdictWord.TOO_EARLY and verdict.reason.startswith(CANNOT)


def status_of_verdict(verdict: Verdict) -> Status:
    return CANNOT_BE_JUDGED if never_judged(verdict) else VERDICTS[verdict.word]


def status_of_trend(trend: Trend) -> Status:
    """The direction gives the shape; the judgement, where there is one, gives the word and the colour."""
    moving = trend.word in (TrendWord.INCREASING, TrendWord.DECREASING)
    judged = moving and trend.judgement is not Judgement.NONE
    return Status(
        word=f"getting {trend.judgement.value}" if judged else _TREND_WORDS[trend.word],
        shape=_TREND_SHAPES[trend.word],
        tone=_TREND_TONES[trend.judgement] if moving else Tone.NEUTRAL,
        explanation=_explain(trend),
    )


def _explain(trend: Trend) -> str:
    text = _TREND_EXPLANATIONS[trend.word]
    if trend.word is TrendWord.CANNOT_BE_CALCULATED and trend.reason:
        return f"{text.rstrip('.')}: {trend.reason.rstrip('.')}."
    return text
