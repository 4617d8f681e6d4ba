"""A series as it would stand if only some of its loads had been made: each is played again, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from oba.model.release import ChangeKind
from oba.store.timeline import LoadFact, Past, Version


@dataclass(slots=True)
class Standing:
    """The figure that stands, and the load that gave it. `version` tells what it is, and its cell where the
    load itself is the one that first gave it: of a load that found the figure there, the cell is not kept.
    """

    version: Version
    load: LoadFact

    @property
    def has_cell(self) -> bool:
        return self.version.load == self.load.id


def replay(
    past: Past,
    periods: Iterable[int],
    *,
    facts: Mapping[int, LoadFact],
    counts: Callable[[LoadFact], bool],
) -> Iterator[tuple[int, Standing | None]]:
    """Each of the periods, and what stands there when only the loads that `counts` picks were made."""
    made = [facts[number] for number in sorted(past.loads()) if number in facts and counts(facts[number])]
    for period in sorted(periods):
        yield period, _replay(past, period, made)


def _replay(past: Past, period: int, made: Iterable[LoadFact]) -> Standing | None:
    standing: Standing | None = None
    for _, now in play_on(past, period, made):
        standing = now
    return standing


def play_on(past: Past, period: int, made: Iterable[LoadFact]) -> Iterator[tuple[LoadFact, Standing | None]]:
    """Each load of those that were `made`, in their order, and what stands in the period once it was."""
    versions = past.cells[period]
    given = {one.load: one for one in versions}
    gone = {one.end: one for one in versions if one.happened == ChangeKind.WITHDRAWN}
    standing: Standing | None = None
    for each in made:
        version = given.get(each.id) or _confirmed(past, period, each)
        if version is not None:
            if standing is None or not standing.version.same_figure(version, given=each.given):
                standing = Standing(version, each)
        elif standing is not None and _withdraws(each, standing, past, period, gone=gone):
            standing = None
        yield each, standing


def _confirmed(past: Past, period: int, each: LoadFact) -> Version | None:
    """The figure that a load found in the store and gave again, as far as its file speaks of it."""
    if not past.confirmed_by(each.id, period):
        return None
    found = (one for one in past.cells[period] if one.start < each.id < one.end)
    return next((one.only(each.given) for one in found), None)


def _withdraws(
    each: LoadFact, standing: Standing, past: Past, period: int, *, gone: Mapping[int, Version]
) -> bool:
    """By the rule of loading: a file of the same source, which reaches over the period and leaves the figure out.

    Of a load from before that was kept, only what it did in fact withdraw is known. What holds no number is not
    withdrawn, but by loads from before that rule.
    """
    if each.withdraws is None:
        return each.id in gone
    first, last = past.covered.get(each.id, (1, 0))
    if not each.withdraws or not first <= period <= last or standing.load.source != each.source:
        return False
    return standing.version.measured or (each.id in gone and not gone[each.id].measured)
