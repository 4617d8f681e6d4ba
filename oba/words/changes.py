"""Our change beside another area's over the same periods. Nothing inside its margin of error is called a change."""

from __future__ import annotations

from oba.model.finding import ChangeComparison
from oba.model.indicator import Indicator
from oba.words.numbers import is_percentage, say_bare_value, say_number

WE = "we"


def say_change_comparison(
    change: ChangeComparison, *, indicator: Indicator, other_name: str, own_name: str = WE
) -> str:
    """`From 2019/20 to 2023/24 England fell 13% (83.5 to 72.7), we fell 9% (99.9 to 90.9): ...`

    `own_name` is what this area is called: its name, or `we` where the reader is its own. Of a percentage it is said
    that the change is a share of the first figure, and no percentage points.
    """
    theirs = _say_one(
        other_name, change.theirs, (change.their_first, change.their_last), change.theirs_clear, indicator
    )
    ours = _say_one(own_name, change.ours, (change.our_first, change.our_last), change.ours_clear, indicator)
    shares = ", as shares of the first figures," if is_percentage(indicator) else ""
    start = f"From {_label(change, 0)} to {_label(change, 1)}{shares}"
    return f"{start} {theirs}, {ours}: {_say_difference(change, indicator, other_name, own_name)}."


def say_change_share(share: float) -> str:
    """`fell 13%`, `rose less than 1%`, `stayed the same`: what a share of the first figure comes to."""
    if not share:
        return "stayed the same"
    size = say_number(abs(share) * 100, decimals=0)
    return f"{'rose' if share > 0 else 'fell'} {'less than 1' if size == '0' else size}%"


def _say_one(
    name: str, share: float, ends: tuple[float, float], clear: bool | None, indicator: Indicator
) -> str:
    figures = " to ".join(say_bare_value(end, indicator=indicator) for end in ends)
    if clear is False:
        return f"{name} had no clear change ({figures})"
    return f"{name} {say_change_share(share)} ({figures})"


def _say_difference(change: ChangeComparison, indicator: Indicator, other_name: str, own_name: str) -> str:
    if change.differs is None:
        return "the difference is not tested, because not all four figures have an interval"
    if not change.differs:
        return "the difference is inside the margin of error"
    whose = "our" if own_name == WE else f"{own_name}'s"
    sign = indicator.polarity.sign
    ahead = change.ours > change.theirs
    if sign == 0:
        return "the difference is beyond the margin of error"
    word = "better" if ahead == (sign > 0) else "worse"
    return f"{whose} change was {word} than {other_name}'s, beyond the margin of error"


def _label(change: ChangeComparison, end: int) -> str:
    return (change.first, change.last)[end].label
