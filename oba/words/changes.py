"""Our change beside another area's over the same periods. Nothing inside its margin of error is called a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oba.model.finding import ChangeComparison
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words.numbers import is_percentage, say_bare_value, say_number, say_period

WE = "we"
NEAR = 2 * 366
"""Days between two starts within which changes from them are told once."""


def say_changes(
    changes: Sequence[ChangeComparison],
    *,
    indicator: Indicator,
    names: Callable[[str], str],
    own_name: str = WE,
    forecast_from: Period | None = None,
) -> tuple[str, ...]:
    """A sentence for each two periods; a difference that stands out has its own. `names` names an area by its code.

    Changes since `forecast_from`, the forecast's last figure, are told beside others only where they start more than
    two years apart from all of those: else the two sentences would say the same.
    """
    groups: dict[tuple[object, ...], list[ChangeComparison]] = {}
    recent = {one.first for one in changes} - {forecast_from}
    for one in changes:
        if one.first == forecast_from and any(_alike(one.first, other) for other in recent):
            continue
        alone = one.with_area if one.differs else ""
        groups.setdefault((one.first, one.last, one.differs, alone), []).append(one)
    return tuple(
        _say_group(
            tuple(group),
            indicator=indicator,
            names=names,
            own_name=own_name,
            since_forecast=bool(recent) and group[0].first == forecast_from,
        )
        for group in groups.values()
    )


def _alike(first: Period, other: Period) -> bool:
    return abs((first.end - other.end).days) <= NEAR


def say_change_comparison(
    change: ChangeComparison, *, indicator: Indicator, other_name: str, own_name: str = WE
) -> str:
    """`From 2019/20 to 2023/24 England fell 13% (83.5 to 72.7), we fell 9% (99.9 to 90.9): ...`

    `own_name` is what this area is called: its name, or `we` where the reader is its own. Of a percentage it is said
    that the change is a share of the first figure, and no percentage points.
    """
    return _say_group((change,), indicator=indicator, names=lambda _: other_name, own_name=own_name)


def say_change_share(share: float) -> str:
    """`fell 13%`, `rose less than 1%`, `stayed the same`: what a share of the first figure comes to."""
    return f"{'rose' if share > 0 else 'fell'} {_size(share)}" if share else "stayed the same"


def _size(share: float) -> str:
    size = say_number(abs(share) * 100, decimals=0)
    return f"{'less than 1' if size == '0' else size}%"


def _say_group(
    group: tuple[ChangeComparison, ...],
    *,
    indicator: Indicator,
    names: Callable[[str], str],
    own_name: str,
    since_forecast: bool = False,
) -> str:
    """Changes of several areas over the same two periods, of which one thing is to be said."""
    one = group[0]
    clauses = [
        _say_one(names(each.with_area), each.theirs, (each.their_first, each.their_last), each.theirs_clear, indicator)
        for each in group
    ]  # fmt: skip
    clauses.append(_say_one(own_name, one.ours, (one.our_first, one.our_last), one.ours_clear, indicator))
    shares = ", as shares of the first figures" if is_percentage(indicator) else ""
    ending = _say_difference(
        one, indicator, names(one.with_area), own_name, verb=("is", "are")[len(group) > 1]
    )
    first, last = say_period(one.first), say_period(one.last)
    if since_forecast:
        start = f"Since the forecast's last figure ({first}){shares}:"
    else:
        start = f"From {first} to {last}{shares}{',' if shares else ''}"
    return f"{start} {', '.join(clauses)}: {ending}."


def _say_one(
    name: str, share: float, ends: tuple[float, float], clear: bool | None, indicator: Indicator
) -> str:
    """What is not tested is told by its figures: only a change that stands out `rose` or `fell`."""
    first, last = (say_bare_value(end, indicator=indicator) for end in ends)
    if clear is None:
        apart = f"{_size(share)} {'higher' if share > 0 else 'lower'}" if share else "the same"
        return f"{name} went from {first} to {last} ({apart})"
    if not clear:
        return f"{name} had no clear change ({first} to {last})"
    return f"{name} {say_change_share(share)} ({first} to {last})"


def _say_difference(
    change: ChangeComparison, indicator: Indicator, other_name: str, own_name: str, *, verb: str
) -> str:
    difference = "the difference is" if verb == "is" else "the differences are"
    if change.differs is None:
        return "not tested, for want of intervals, so it may be chance"
    if not change.differs:
        return f"{difference} inside the margin of error"
    whose = "our" if own_name == WE else f"{own_name}'s"
    sign = indicator.polarity.sign
    if sign == 0:
        return f"{difference} beyond the margin of error"
    word = "better" if (change.ours > change.theirs) == (sign > 0) else "worse"
    return f"{whose} change was {word} than {other_name}'s, beyond the margin of error"
