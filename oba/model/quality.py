"""How far the figures of one series can be trusted: one mark, and for each aspect the reason with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oba.model.marker import Marker
from oba.model.period import Period


class Mark(StrEnum):
    """From the best to the worst."""

    SOUND = "sound"
    CARE = "use with care"
    DOUBTFUL = "doubtful"

    @property
    def rank(self) -> int:
        """0 for the best, 2 for the worst."""
        return tuple(Mark).index(self)


class Aspect(StrEnum):
    """What is looked at, in the order in which it is told."""

    CURRENCY = "currency"
    COMPLETENESS = "completeness"
    PROVENANCE = "provenance"
    SMALL_NUMBERS = "small numbers"
    REVISIONS = "revisions"
    COMPARATOR = "comparators"


class Cause(StrEnum):
    """What was found of an aspect; what `count`, `of`, `typical` and `largest` of its reason are."""

    CURRENT = "current"
    """`count` months since the newest period ended, as in STALE."""
    OVERDUE = "overdue"
    STALE = "older than usual"
    COMPLETE = "complete"
    """`count` periods, all with a figure."""
    MISSING = "periods missing"
    """`count` of `of` periods have no cell, `largest` of them among the newest ten (None for ten or fewer)."""
    MARKED = "marked instead of a number"
    """`count` of `of` periods, of which `largest` are suppressed."""
    BREAK = "definition changed"
    """`count` figures since the change in `period`."""
    TRACED = "traced"
    """`count` of `of` figures are from the publisher's own file, the rest were copied out of it."""
    NOT_TRACED = "source not fully stated"
    """`count` of `of` figures lack the `facts`."""
    COUNTED = "cases"
    """`count` cases behind the newest figure, as in FEW_CASES."""
    FEW_CASES = "few cases"
    MEASURED = "margin of error"
    """`typical` is the newest figure's relative standard error, as in WIDE_MARGIN."""
    WIDE_MARGIN = "wide margin of error"
    NO_MARGIN = "no count or interval"
    UNREVISED = "not revised"
    """`count` figures that were published more than once."""
    REVISED = "revised"
    """`count` of `of` figures, by `typical` in the middle and `largest` at most (shares); `since` a year."""
    REWRITTEN = "history rewritten"
    SINCE_FREEZE = "revised since the freeze"
    """`count` figures that a forecast was frozen from."""
    PLAUSIBLE = "plausible"
    """`areas` (codes) were held against their authorities."""
    IMPLAUSIBLE = "implausible comparator"
    """The figures of `areas` for `count` periods."""
    UNTESTED = "too few areas to test"


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found of one aspect, how serious it is, and the figures behind it (each `Cause` says which)."""

    aspect: Aspect
    cause: Cause
    mark: Mark = Mark.SOUND
    count: int = 0
    of: int = 0
    typical: float | None = None
    largest: float | None = None
    period: Period | None = None
    since: int | None = None
    facts: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the aspect could be looked at. What could not is no reason for a better or a worse mark."""
        unseen = self.cause is Cause.UNREVISED and not self.count
        return self.cause not in (Cause.NO_MARGIN, Cause.UNTESTED) and not unseen


@dataclass(frozen=True, slots=True)
class Quality:
    """`latest` is the newest period with a measured figure, `age_months` whole months since it ended.

    `missing` are periods between the first and the last cell for which nothing stands at all; `markers`
    counts the cells where a marker stands for the value. `overdue` says that the release expected by
    `next_release` has not brought a newer figure; `stale` that the latest figure is older than figures of
    this kind usually are. `reasons` tell of every aspect that was assessed, in the order of Aspect.
    """

    indicator: str
    area: str
    breakdown: str
    figures: int
    latest: Period | None
    age_months: int | None
    missing: tuple[Period, ...] = ()
    markers: tuple[tuple[Marker, int], ...] = ()
    next_release: date | None = None
    overdue: bool = False
    stale: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def mark(self) -> Mark:
        """That of the worst aspect: one doubtful thing is not made good by five sound ones."""
        return max((one.mark for one in self.reasons), key=lambda mark: mark.rank, default=Mark.SOUND)

    @property
    def concerns(self) -> tuple[Reason, ...]:
        """The reasons that are not sound, the most serious first."""
        return tuple(sorted((one for one in self.reasons if one.mark.rank), key=lambda one: -one.mark.rank))

    @property
    def suppressed(self) -> int:
        return dict(self.markers).get(Marker.CONFIDENTIAL, 0)


def is_past(release: date, *, today: date) -> bool:
    """Whether a release date has passed. The first of a month stands for the month, as publishers announce it."""
    if release.day == 1:
        return (release.year, release.month) < (today.year, today.month)
    return release < today
