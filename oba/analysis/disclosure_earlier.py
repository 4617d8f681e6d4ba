"""What publications that are out already tell: numbers that cannot be unpublished, and sums that hold for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oba.analysis.disclosure_counts import count, learn_kind
from oba.analysis.disclosure_figures import AMONG, NUMBER, Figures, Place, Track
from oba.analysis.disclosure_system import Equation, Sum, System
from oba.analysis.disclosure_work import Work
from oba.model.disclosure import Cell, Why
from oba.model.indicator import Indicator
from oba.model.period import Period


@dataclass(slots=True)
class Edition:
    """What one publication showed, and which numbers stood in it without being shown, by their places."""

    shown: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def read_editions(
    earlier: Sequence[Sequence[Cell]],
    figures: Figures,
    *,
    same: Mapping[Track, Track],
    indicators: Mapping[str, Indicator],
) -> list[Edition]:
    """What each showed. A number that is not among the figures any more is added to them, as it was shown last."""
    editions = []
    for cells in earlier:
        of_indicator = defaultdict(list)
        for cell in cells:
            of_indicator[cell.indicator].append(cell)
        kinds = {key: learn_kind(own, indicators.get(key)) for key, own in of_indicator.items()}
        edition = Edition()
        for cell in cells:
            counts = count(cell, kinds[cell.indicator])
            for kind, number in ((NUMBER, counts.number), (AMONG, counts.among)):
                place = _place(cell, kind, same, figures)
                if number is not None:
                    edition.shown[figures.add(place, number)] = number
                elif not cell.numbers and place in figures.index:
                    edition.hidden.add(figures.index[place])
        edition.hidden -= edition.shown.keys()
        editions.append(edition)
    return editions


def _place(cell: Cell, kind: str, same: Mapping[Track, Track], figures: Figures) -> Place:
    track = (cell.indicator, kind)
    own: Place = (track, cell.area, cell.breakdown, cell.period)
    if own in figures.index:
        return own
    return (same.get(track, track), cell.area, cell.breakdown, cell.period)


def find_known(editions: Sequence[Edition], figures: Figures) -> frozenset[int]:
    """The numbers that were published as they are today."""
    return frozenset(
        number
        for edition in editions
        for number, shown in edition.shown.items()
        if shown == figures.truth[number]
    )


def find_veiled(editions: Sequence[Edition]) -> frozenset[int]:
    """The numbers that stood hidden in a publication."""
    return frozenset(number for edition in editions for number in edition.hidden)


def keep_beside_lost(work: Work, earlier: Sequence[Sequence[Cell]]) -> None:
    """What a publication hid stays hidden where another figure that it hid does not stand any more.

    Their sum is known for ever, and what does not stand is in no sum of today. So what was hidden of the same
    indicator, or of the same area and period, is not shown now.
    """
    lost = [cell for cells in earlier for cell in cells if not cell.numbers]
    if lost:
        stands = {_name(cell) for cell in work.cells}
        lost = [cell for cell in lost if _name(cell) not in stands]
    indicators = {cell.indicator for cell in lost}
    places = {(cell.area, cell.period) for cell in lost}
    for number in sorted(work.veiled):
        beside = [work.cells[cell] for cell in work.figures.cells[number]]
        near = any(one.indicator in indicators or (one.area, one.period) in places for one in beside)
        if near and work.may_cover(number) and all(work.rules[one.indicator].threshold for one in beside):
            work.take(number, Why.EARLIER)


def _name(cell: Cell) -> tuple[str, str, str, Period]:
    return cell.indicator, cell.area, cell.breakdown, cell.period


def add_earlier_sums(work: Work, editions: Sequence[Edition]) -> list[set[int]]:
    """What each publication left unknown of a sum stays one sum for ever, whatever is shown of it today.

    Returns the numbers that were hidden together, directly or through others, where one of their sums comes to
    something else today: what they were then may be hidden still.
    """
    system, revised = work.system, []
    equations = list(system.equations)
    for edition in editions:
        known = edition.shown.keys() | edition.hidden
        together: list[set[int]] = []
        changed: set[int] = set()
        for equation in equations:
            real = [number for number, _ in equation.terms if number < len(work.figures.places)]
            if not known.issuperset(real) or edition.hidden.isdisjoint(real):
                continue
            together = _join(together, edition.hidden.intersection(real))
            left = tuple(term for term in equation.terms if term[0] not in edition.shown)
            if len(left) == len(equation.terms):
                continue
            now = sum(sign * system.truth[number] for number, sign in left)
            then = -sum(sign * edition.shown.get(number, 0.0) for number, sign in equation.terms)
            if len(real) == len(equation.terms) and abs(now - then) > _out(system, equation):
                changed.update(number for number, _ in left)
            system.add_equation(Equation(left, Sum.EARLIER))
        revised += [group for group in together if not changed.isdisjoint(group)]
    return revised


def _join(groups: Sequence[set[int]], more: set[int]) -> list[set[int]]:
    """Groups of numbers, of which those that share one with `more` are one group with it."""
    apart = [group for group in groups if group.isdisjoint(more)]
    return [*apart, more.union(*(group for group in groups if not group.isdisjoint(more)))]


def _out(system: System, equation: Equation) -> float:
    """By how much the sum is out as it stands today."""
    return abs(sum(sign * system.truth[number] for number, sign in equation.terms)) + 1e-9


def keep_hidden(work: Work, revised: Iterable[Iterable[int]]) -> None:
    """Numbers that were hidden together, and of which one was revised since, all stay hidden: noughts too.

    Whoever knows what the others come to, by their sums of today, would know what the revised one was.
    """
    for number in sorted(set().union(*revised)):
        if number not in work.known and all(work.rule(cell).secondary for cell in work.figures.cells[number]):
            work.take(number, Why.EARLIER)
