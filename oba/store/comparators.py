"""Sets of statistical neighbours that came from a publisher's file: written, ended by the next, kept from the plan.

The plan's workbook is the master of what it names. A set that only a file has brought stays beside it, with its
areas, as long as the plan is for the same area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from oba.model.area import Area, Comparator, ComparatorRole
from oba.model.neighbours import NeighbourSet, ended_by, with_set
from oba.model.plan import PlanBook
from oba.store.areas import read_areas, read_comparators, write_areas, write_comparators
from oba.store.records import PlanChange
from oba.store.schema import neighbour_set

FROM_A_FILE = "it came from a publisher's file"


def read_publishers(conn: Connection, area: str) -> dict[str, str]:
    """Who published each set of an area's neighbours that came from a file, by the set's name."""
    rows = conn.execute(select(neighbour_set).where(neighbour_set.c.area == area))
    return {row.set_name: row.publisher for row in rows}


def write_set(conn: Connection, found: NeighbourSet, *, areas: tuple[Area, ...]) -> list[PlanChange]:
    """Write the set, and the areas that it adds to the plan after the plan's own."""
    changes = write_areas(conn, (*read_areas(conn), *areas)) if areas else []
    publishers = read_publishers(conn, found.area)
    made = with_set(read_comparators(conn), found, publishers=publishers)
    return [*changes, *write_comparators(conn, made)]


def remember_set(conn: Connection, found: NeighbourSet, *, release_id: int) -> None:
    """Keep that the set came from a file, and whose."""
    mine = (neighbour_set.c.area == found.area, neighbour_set.c.set_name == found.name)
    conn.execute(delete(neighbour_set).where(*mine))
    values = {"area": found.area, "set_name": found.name, "publisher": found.publisher}
    conn.execute(insert(neighbour_set).values(**values, release_id=release_id))


def keep_sets(conn: Connection, book: PlanBook) -> tuple[PlanBook, list[PlanChange]]:
    """The workbook with the sets of its area that came from files and that it does not name, and what was kept.

    A set of the workbook that the next one has ended stays ended.
    """
    publishers = read_publishers(conn, book.plan.area)
    named = {one.set_name for one in book.comparators if one.area == book.plan.area}
    kept = tuple(
        one
        for one in read_comparators(conn)
        if one.area == book.plan.area
        and one.role is ComparatorRole.NEIGHBOUR
        and one.set_name in publishers
        and one.set_name not in named
    )
    if not kept:
        return book, []
    own = book.comparators
    for found in _sets_of(kept, publishers=publishers):
        own = ended_by(own, found, publishers=publishers)
    codes = {one.with_area for one in kept} - {one.code for one in book.areas}
    areas = tuple(one for one in read_areas(conn, retired=True) if one.code in codes)
    whole = replace(book, areas=(*book.areas, *areas), comparators=(*own, *kept))
    names = dict.fromkeys(one.set_name for one in kept)
    told = [PlanChange("kept", "comparator", name, FROM_A_FILE) for name in names]
    return whole, [
        *told,
        *(PlanChange("kept", "area", one.code, f"{one.name}: {FROM_A_FILE}") for one in areas),
    ]


def _sets_of(kept: tuple[Comparator, ...], *, publishers: Mapping[str, str]) -> list[NeighbourSet]:
    """The sets that these neighbours make, the oldest first."""
    made = {
        (one.began, one.set_name): NeighbourSet(
            one.area, one.set_name, publishers[one.set_name], (), one.began or date.min
        )
        for one in kept
    }
    return sorted(made.values(), key=lambda one: one.began)
