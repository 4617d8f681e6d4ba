"""How the figures of a curve were revised: how many, how large, and what became of each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median

from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.vintage import Vintage
from oba.words.labels import in_words
from oba.words.numbers import say_bare_value, say_count, say_date, say_difference

MOST_NAMED = 3
"""Of the newest changes that a release made, before it is said how many more there are."""
UNREVISED = "No figure of this indicator in this area has been revised since it was first loaded."


def find_revisions(vintages: Sequence[Vintage]) -> list[tuple[Vintage, Vintage]]:
    """Each value with the one that took its place for the same period, where both are numbers and differ."""
    pairs = []
    for _, versions in groupby(vintages, key=lambda one: one.period):
        numbers = [one for one in versions if one.value is not None]
        pairs += [
            (old, new)
            for old, new in pairwise(numbers)
            if old.value != new.value and old.happened != "undone"
        ]
    return pairs


def say_revisions(vintages: Sequence[Vintage], *, indicator: Indicator) -> str:
    """How many figures were revised, withdrawn or undone, the usual size of a revision, and the largest."""
    periods = len({one.period for one in vintages})
    revised = find_revisions(vintages)
    counts = [
        (len({new.period for _, new in revised}), "revised"),
        (
            len({one.period for one in vintages if one.happened == "withdrawn"}),
            "withdrawn by a later release",
        ),
        (
            len({one.period for one in vintages if one.happened == "undone"}),
            "changed by a load that was undone",
        ),
    ]
    told = [f"{count} {words}" for count, words in counts if count]
    if not told:
        return in_words(UNREVISED)
    start = f"Of the figures of {say_count(periods, noun='period')}, {', '.join(told)}."
    return " ".join([start, *_say_sizes(revised, indicator=indicator)])


def _say_sizes(revised: Sequence[tuple[Vintage, Vintage]], *, indicator: Indicator) -> list[str]:
    if not revised:
        return []
    old, new = max(revised, key=lambda pair: abs(_gap(*pair)))
    ends = " to ".join(
        say_bare_value(one.value, indicator=indicator) for one in (old, new) if one.value is not None
    )
    largest = (
        f"The largest was {say_difference(_gap(old, new), indicator=indicator)} ({old.period.label}: {ends})."
    )
    shares = [abs(_gap(a, b) / a.value) for a, b in revised if a.value]
    if not shares:
        return [largest]
    if len(revised) == 1:
        return [f"The revision was {shares[0]:.1%} of the value.", largest]
    return [f"The middle one of {len(revised)} revisions was {median(shares):.1%} of the value.", largest]


def say_why(
    vintages: Sequence[Vintage], *, indicator: Indicator, notes: Mapping[int, str]
) -> tuple[str, ...]:
    """`2024: 29.2 to 31.4. Of this release it is said: ...`, one for each release with a note, by its number."""
    by_release: dict[int, list[str]] = {}
    for old, new in find_revisions(vintages):
        ends = (say_bare_value(one.value, indicator=indicator) for one in (old, new) if one.value is not None)
        by_release.setdefault(new.release, []).append(f"{new.period.label}: {' to '.join(ends)}")
    return tuple(_say_why(changes, notes[one]) for one, changes in by_release.items() if notes.get(one))


def _say_why(changes: Sequence[str], note: str) -> str:
    more = len(changes) - MOST_NAMED
    named = "; ".join(changes[-MOST_NAMED:]) + (f"; and {more:,} more" if more > 0 else "")
    return f"{named}. The note of the release that changed {'it' if len(changes) == 1 else 'them'}: {note}"


def say_fate(one: Vintage) -> str:
    """What became of a value: it stands, or who ended it when."""
    again = (
        f"; given again by {say_count(len(one.confirmed_by), noun='later release')}"
        if one.confirmed_by
        else ""
    )
    if not one.happened:
        return ("stands again, after an undo" if one.restored else "stands") + again
    day = f" on {say_date(day_of(one.ended_at))}" if one.ended_at else ""
    return f"{one.happened}{day}{again}"


def _gap(old: Vintage, new: Vintage) -> float:
    return (new.value or 0.0) - (old.value or 0.0)
