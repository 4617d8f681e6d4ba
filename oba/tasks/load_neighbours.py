"""Load a list of statistical neighbours: it becomes a set that the plan's own area is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from oba.load.formats.lait_neighbours import read_month, read_neighbours
from oba.load.gazetteer import read_gazetteer
from oba.load.publishers.not_figures import Neighbour
from oba.load.reading import Reading
from oba.model.area import Area
from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.neighbours import NeighbourSet, newest_of
from oba.model.plan import PlanBook
from oba.model.release import LoadReport, Outcome, Problem
from oba.store.areas import read_areas
from oba.store.comparators import read_publishers, remember_set, write_set
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.tasks.intake import Intake
from oba.tasks.record_list import record_list, report_list
from oba.words.neighbours import say_set


@dataclass(frozen=True, slots=True)
class Places:
    """The areas of the plan, those that have left it, and behind them every real area."""

    known: dict[str, Area]

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Places:
        # an area that stands comes last, and so has the number that it shares with one that is gone
        ordered = sorted(areas, key=lambda one: one.ended is None)
        numbers = {one.dfe_number: one for one in ordered if one.dfe_number}
        return cls(numbers | {one.code: one for one in ordered})

    def find(self, text: str) -> Area | None:
        """The area of a DfE number or GSS code, under the code that it has today."""
        if text in self.known:
            return self.known[text]
        gazetteer = read_gazetteer()
        found = gazetteer.find(text)
        if found is None:
            return None
        code = gazetteer.successor_of(found.code) or found.code
        return self.known.get(code) or gazetteer.areas[code].as_area()


def load_neighbours(
    store: Store, reading: Reading, intake: Intake, *, sha256: str, added: list[Indicator]
) -> LoadReport:
    """What the list changed, or would change, in the plan. An earlier set is ended, never deleted."""
    with store.reading() as connection:
        book, every = read_plan(connection), read_areas(connection, retired=True)
        publishers = read_publishers(connection, book.plan.area)
    own = next(one for one in book.areas if one.code == book.plan.area)
    reading.log.extend(reading.opened.problems)
    reading.ask_source()
    found = _find_neighbours(reading, own, Places.of(every))
    if reading.stops:
        return report_list(reading, sha256=sha256)
    codes = tuple(one.code for one in found)
    made = NeighbourSet(
        own.code, reading.source.title, reading.source.publisher, codes, _begin(reading, day_of(intake.now))
    )
    if _stands(book, made):
        note = f"{made.name}: {own.name} is compared with these very areas already, in this order"
        return report_list(reading, sha256=sha256, rows=len(codes), areas=codes, notes=[note], already=True)
    new = _new_areas(found, book)
    notes = say_set(made, book=book, new=new, publishers=publishers)
    if not intake.dry_run:
        with store.writing() as connection:
            write_set(connection, made, areas=new)
            release = record_list(connection, store, reading, intake, sha256=sha256)
            remember_set(connection, made, release_id=release)
    return report_list(
        reading, sha256=sha256, rows=len(codes), areas=codes, notes=notes, written=not intake.dry_run
    )


def _stands(book: PlanBook, made: NeighbourSet) -> bool:
    """Whether the plan has this very set, by its name, areas and order."""
    newest = newest_of(book.comparators, made.name, area=made.area)
    return bool(newest) and tuple(one.with_area for one in newest) == made.neighbours


def _begin(reading: Reading, today: date) -> date:
    """The day it was published, else the month that its name says, else the day on which it comes."""
    source = reading.source
    return source.published or read_month(source.title) or read_month(source.release) or today


def _find_neighbours(reading: Reading, own: Area, places: Places) -> list[Area]:
    """The neighbours of the plan's own area, the nearest first; what is wrong is told."""
    listed = _list_own(reading, own)
    if not listed:
        reading.log.add(
            Problem(
                Outcome.FILE,
                reading.opened.name,
                f"it has no neighbours of {own.name}",
                f"a line for {' or '.join(sorted(_names_of(own)))}",
                "Check that it is the list for this kind of area",
            )
        )
    found: dict[str, Area] = {}
    for one in listed:
        area = places.find(one.neighbour)
        if area is None:
            reading.log.add(
                Problem(
                    Outcome.CELL,
                    f"{reading.opened.name}, neighbour {one.rank} of {one.area}",
                    f"found '{one.neighbour}'",
                    "the number or code of an area",
                    "Correct it; an area that is newer than the list kept here is added to the plan workbook first",
                )
            )
        else:
            found.setdefault(area.code, area)
    return list(found.values())


def _list_own(reading: Reading, own: Area) -> list[Neighbour]:
    names = _names_of(own)
    by_rank: dict[int, Neighbour] = {}
    for one in read_neighbours(reading.opened):
        if one.area in names:
            by_rank.setdefault(one.rank, one)
    return [by_rank[rank] for rank in sorted(by_rank)]


def _names_of(own: Area) -> set[str]:
    """Its code and its number, which the workbook may leave out."""
    known = read_gazetteer().areas.get(own.code)
    return {own.code, own.dfe_number, known.dfe_number if known else ""} - {""}


def _new_areas(found: Iterable[Area], book: PlanBook) -> tuple[Area, ...]:
    """The areas that the plan does not have, without a further name that one of its areas goes by."""
    held = {one.code for one in book.areas}
    taken = {name.casefold() for one in book.areas for name in (one.name, *one.aliases)}
    return tuple(
        replace(one, aliases=tuple(name for name in one.aliases if name.casefold() not in taken))
        for one in found
        if one.code not in held
    )
