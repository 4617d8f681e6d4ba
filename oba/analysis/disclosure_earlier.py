"""What publications that are out already tell: numbers that cannot be unpublished, and sums that hold for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oba.analysis.disclosure_counts import count, learn_kind
from oba.analysis.disclosure_figures import AMONG, NUMBER, Figures, Place, Track
from oba.analysis.disclosure_system import Equation, Sum, System
from oba.analysis.disclosure_work import Work
from oba.model.disclosure import Cell, Why
from oba.model.indicator import Indicator

Edition = dict[int, float]
"""The numbers that a publication shows, by their place in the figures."""


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
        kinds = {}
        for key in {cell.indicator for cell in cells}:
            own = [cell for cell in cells if cell.indicator == key]
            kinds[key] = learn_kind(own, indicators.get(key))
        edition: Edition = {}
        for cell in cells:
            counts = count(cell, kinds[cell.indicator])
            for kind, number in ((NUMBER, counts.number), (AMONG, counts.among)):
                if number is not None:
                    edition[figures.add(_place(cell, kind, same, figures), number)] = number
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
        number for edition in editions for number, shown in edition.items() if shown == figures.truth[number]
    )


def find_veiled(editions: Sequence[Edition], figures: Figures) -> frozenset[int]:
    """The numbers that stood hidden, or not at all, in a publication that spoke of their indicator."""
    veiled: set[int] = set()
    for edition in editions:
        tracks = {figures.places[number][0] for number in edition}
        veiled |= {
            number
            for number, place in enumerate(figures.places)
            if place[0] in tracks and number not in edition and figures.cells[number]
        }
    return frozenset(veiled)


def add_earlier_sums(work: Work, editions: Sequence[Edition]) -> list[list[int]]:
    """What each publication left unknown of a sum stays one sum for ever, whatever is shown of it today.

    Returns the numbers of those sums that come to something else today: what they were then may be hidden still.
    """
    system: System = work.system
    revised = []
    for edition in editions:
        for equation in list(system.equations):
            if equation.kind is Sum.EARLIER:
                continue
            left = tuple(term for term in equation.terms if term[0] not in edition)
            if not left or len(left) == len(equation.terms):
                continue
            now = sum(sign * system.truth[number] for number, sign in left)
            then = -sum(sign * edition[number] for number, sign in equation.terms if number in edition)
            numbers = [number for number, _ in left]
            if max(numbers) < len(work.figures.places) and abs(now - then) > _out(system, equation):
                revised.append(numbers)
            system.add_equation(Equation(left, Sum.EARLIER))
    return revised


def _out(system: System, equation: Equation) -> float:
    """By how much the sum is out as it stands today."""
    return abs(sum(sign * system.truth[number] for number, sign in equation.terms)) + 1e-9


def keep_hidden(work: Work, revised: Sequence[Sequence[int]]) -> None:
    """Numbers that were hidden together, and of which one was revised since, are not all shown: two stay hidden.

    Whoever knows their sum of then and all but one of them would know what that one was.
    """
    for numbers in revised:
        free = [number for number in numbers if work.system.is_free(number)]
        chances = sorted(
            (one for one in numbers if work.may_cover(one)), key=lambda one: work.system.truth[one]
        )
        for number in chances[: max(0, 2 - len(free))] if len(numbers) > 1 else ():
            work.take(number, Why.EARLIER)
