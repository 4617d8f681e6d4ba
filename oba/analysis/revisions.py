"""Revisions: how far published values moved, from what was first published of a period to what stands today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median

from oba.model.day import day_of
from oba.model.period import Period
from oba.model.plausible import LARGE_REVISION, MANY_REVISED
from oba.model.quality import Aspect, Cause, Mark, Reason
from oba.model.thresholds import FAR_REVISED, MUCH_REVISED
from oba.model.vintage import Vintage

UNDONE = "undone"


def judge_revisions(vintages: Sequence[Vintage], *, decimals: int) -> Reason:
    """From every value that was held. A value that only gained decimals, to `decimals` of them, was not revised."""
    pairs = find_first_and_standing(vintages)
    again = {one.period for one in vintages if one.confirmed_by} | {
        first.period for first, now in pairs if now is not first
    }
    moved = [(first, now) for first, now in pairs if _rounded(first, decimals) != _rounded(now, decimals)]
    if not moved:
        return Reason(Aspect.REVISIONS, Cause.UNREVISED, count=len(again), of=len(pairs))
    sizes = [
        abs(now.value - first.value) / abs(first.value)
        for first, now in moved
        if first.value and now.value is not None
    ]
    typical, largest = (median(sizes), max(sizes)) if sizes else (None, None)
    rewritten = (typical or 0) >= LARGE_REVISION and len(moved) >= MANY_REVISED * len(pairs)
    much = (typical or 0) > MUCH_REVISED or (largest or 0) > FAR_REVISED
    return Reason(
        Aspect.REVISIONS,
        Cause.REWRITTEN if rewritten else Cause.REVISED,
        Mark.DOUBTFUL if rewritten else Mark.CARE if much else Mark.SOUND,
        count=len(moved),
        of=len(pairs),
        typical=typical,
        largest=largest,
        since=min(_known(first) for first, _ in moved).year,
    )


def find_first_and_standing(vintages: Sequence[Vintage]) -> list[tuple[Vintage, Vintage]]:
    """For each period with a number today: the value that was published first, and the one that stands."""
    held: dict[Period, list[Vintage]] = {}
    for one in vintages:
        if one.value is not None and one.happened != UNDONE:
            held.setdefault(one.period, []).append(one)
    found = []
    for values in held.values():
        standing = next((one for one in values if not one.happened), None)
        if standing is not None:
            found.append((min(values, key=lambda one: (_known(one), one.loaded_at)), standing))
    return found


def _known(one: Vintage) -> date:
    return one.published or day_of(one.loaded_at)


def _rounded(one: Vintage, decimals: int) -> float:
    return round(one.value or 0.0, decimals)
