"""A success story in words: when there is one, what it must not claim, and what stands where nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.model.baseline import Baseline
from oba.model.finding import VerdictWord
from oba.words.baselines import say_freeze
from oba.words.numbers import begin, say_date, say_list, say_period

HEADINGS = {
    "then": "At the beginning",
    "happened": "What happened",
    "now": "The curve now",
    "done": "Actions that were done",
    "decided": "What was decided",
    "later": "Done or decided since the newest figure",
}
TURNING = (VerdictWord.TURNED, VerdictWord.EARLY_SIGN)
NOT_YET = "There is no success story of this curve yet: it has not turned."
NO_BASELINE = (
    "There is no success story of this curve: no forecast has been frozen for it, "
    "so it cannot be said to have turned."
)
WHEN = (
    "It becomes available when a new figure is better than the frozen forecast beyond its 95% interval (turned), "
    "or as an early sign beyond its 80% interval."
)
EARLY = (
    "This is an early sign, not yet a turned curve: the figure is better than the forecast beyond its 80% interval "
    "but still inside its 95% interval."
)
NO_ACCOUNT = "Nobody has written yet what happened."
NO_ACTION_DONE = "No action that names this curve is recorded as done."
HINT = (
    "Tell what was done and what changed, with dates. Say it in the order in which it happened. "
    "The figures cannot show that it was the cause, so do not claim it."
)


def say_not_yet(word: VerdictWord | None) -> str:
    """Why there is no success story, and when there will be."""
    if word is None:
        return f"{NO_BASELINE} {WHEN}"
    return f"{NOT_YET} Its verdict is: {word.value}. {WHEN}"


def say_beginning(baseline: Baseline) -> str:
    """`The figures to 2018/19 and the forecast made from them: forecast frozen 12 March 2019 (data to 2018/19).`"""
    data_to = say_period(baseline.data_to)
    made = begin(say_freeze(baseline))
    return (
        f"The figures up to {data_to} and where they were heading. {made}. Both charts have the same scales."
    )


def say_recorded_done(day: date) -> str:
    """`Recorded as done on 4 March 2026.`"""
    return f"Recorded as done on {say_date(day)}."


def say_causes(found: Sequence[str]) -> str:
    """That words of the account claim a cause; '' for none."""
    if not found:
        return ""
    named = say_list(tuple(f"“{one}”" for one in found))
    return (
        f"The account says {named}, which claims a cause. The figures show that the curve turned, not why. "
        "Say what happened, and leave the why to the reader."
    )
