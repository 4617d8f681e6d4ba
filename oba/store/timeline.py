"""The whole past of a series: every figure that stood in each period, from which load until which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, literal, null, select

from oba.model.day import day_of
from oba.model.load_event import LoadKind
from oba.model.release import ChangeKind
from oba.store.schema import (
    NUMBERS,
    confirmation,
    coverage,
    load,
    observation,
    observation_history,
    release,
    restoration,
    series,
    sheet_column,
)

UNDONE = "undone"
NEVER = 1 << 62
"""The end of a figure that stands."""
EVERY = (True,) * len(NUMBERS)


@dataclass(slots=True)
class Version:
    """A figure that stood from the load `start` until the load `end`, which `happened` to it; `load` first gave it.

    `start` differs from `load` where an undo has put the figure back.
    """

    numbers: tuple[float | None, ...]
    marker: str
    text: str | None
    column: int
    row: int | None
    sheet: str
    head: str
    load: int
    end: int
    happened: str
    start: int = 0

    @property
    def measured(self) -> bool:
        return any(number is not None for number in self.numbers)

    def same_figure(self, other: Version, *, given: tuple[bool, ...] = EVERY) -> bool:
        """Whether the two are one figure, as far as the numbers go that are `given`."""
        if self.marker != other.marker:
            return False
        if given == EVERY:
            return self.numbers == other.numbers
        return all(
            mine == theirs
            for mine, theirs, is_given in zip(self.numbers, other.numbers, given, strict=True)
            if is_given
        )

    def only(self, given: tuple[bool, ...]) -> Version:
        """The figure without the numbers that are not `given`."""
        if given == EVERY:
            return self
        numbers = tuple(
            number if is_given else None for number, is_given in zip(self.numbers, given, strict=True)
        )
        return replace(self, numbers=numbers)


@dataclass(slots=True)
class Past:
    """One series. `cells` has its figures by period, oldest first; `runs` the first and last period of what
    each load confirmed; `covered` how far each load reaches for the indicator.
    """

    number: int
    name: tuple[str, str, str]
    cells: dict[int, list[Version]] = field(default_factory=dict)
    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    covered: dict[int, tuple[int, int]] = field(default_factory=dict)

    def loads(self) -> set[int]:
        """The loads that have this series in any way."""
        found = set(self.runs)
        for versions in self.cells.values():
            found.update(one.load for one in versions)
            found.update(one.end for one in versions if one.happened == ChangeKind.WITHDRAWN)
        return found

    def confirmed_by(self, number: int, period: int) -> bool:
        return any(first <= period <= last for first, last in self.runs.get(number, ()))


@dataclass(frozen=True, slots=True)
class LoadFact:
    """What of a load decides how figures came about. `source` is its publisher and title.

    `known` is the day on which its release was published, or else loaded. `withdraws` is None where a load
    was made before that was kept. `given` tells of each of NUMBERS whether the file has a column for it.
    """

    id: int
    release: int
    source: tuple[str, str]
    kind: str
    known: date
    loaded_at: datetime
    loaded_by: str
    withdraws: bool | None
    published: date | None = None
    undone_by: int | None = None
    undoes: int | None = None
    given: tuple[bool, ...] = EVERY


def read_facts(conn: Connection) -> dict[int, LoadFact]:
    """Every load of figures and every undo, by number."""
    undo = load.alias()
    statement = (
        select(load, release.c.publisher, release.c.title, release.c.published, undo.c.id.label("undone_by"))
        .join_from(load, release, release.c.id == load.c.release_id)
        .outerjoin(undo, undo.c.undoes == load.c.id)
        .where(load.c.kind != LoadKind.PLAN.value)
        .order_by(load.c.id)
    )
    return {
        row.id: LoadFact(
            id=row.id,
            release=row.release_id,
            source=(row.publisher, row.title),
            kind=row.kind,
            known=row.published or day_of(row.loaded_at),
            loaded_at=row.loaded_at,
            loaded_by=row.loaded_by,
            withdraws=row.withdraws,
            published=row.published,
            undone_by=row.undone_by,
            undoes=row.undoes,
            given=tuple(name in row.given.split() for name in NUMBERS),
        )
        for row in conn.execute(statement)
    }


def read_pasts(conn: Connection, numbers: Sequence[int]) -> list[Past]:
    """The past of the series with these numbers, of which there may be some hundreds, in their order."""
    named = select(series.c.id, series.c.indicator, series.c.area, series.c.breakdown)
    found = {row[0]: Past(row[0], row[1:]) for row in _rows(conn, named, series.c.id, numbers)}
    back: dict[tuple[int, int], list[int]] = {}
    for number, period, undo in _rows(conn, select(restoration), restoration.c.series_id, numbers):
        back.setdefault((number, period), []).append(undo)
    _read_cells(conn, found, numbers)
    for past in found.values():
        for period, versions in past.cells.items():
            _begin(versions, back.get((past.number, period), []))
    for number, each, first, last in _rows(conn, select(confirmation), confirmation.c.series_id, numbers):
        found[number].runs.setdefault(each, []).append((first, last))
    reach = _read_coverage(conn, {past.name[0] for past in found.values()})
    for past in found.values():
        past.covered = reach.get(past.name[0], {})
    return [found[number] for number in numbers if number in found]


def _read_cells(conn: Connection, found: dict[int, Past], numbers: Sequence[int]) -> None:
    now = (observation, literal(NEVER), null())
    past = (observation_history, observation_history.c.replaced_by, observation_history.c.happened)
    for table, end, happened in (past, now):
        statement = select(
            table.c.series_id,
            table.c.period_id,
            *(table.c[name] for name in NUMBERS),
            table.c.marker,
            table.c.source_text,
            table.c.sheet_column_id,
            table.c.row,
            sheet_column.c.sheet,
            sheet_column.c.head,
            sheet_column.c.load_id,
            end,
            happened,
        ).join_from(table, sheet_column, sheet_column.c.id == table.c.sheet_column_id)
        for row in _rows(conn, statement, table.c.series_id, numbers):
            marker, kept, place, number, sheet, head, given_by, ended_by, fate = row[7:16]
            version = Version(
                row[2:7], marker, kept, place, number, sheet, head, given_by, ended_by, fate or ""
            )
            found[row[0]].cells.setdefault(row[1], []).append(version)


def _begin(versions: list[Version], undos: list[int]) -> None:
    """Put the figures of one period in their order and say from when each stood.

    A figure stands from the load that gave it, or from the undo since the end of the one before that put it back.
    """
    versions.sort(key=attrgetter("end"))
    before = 0
    for one in versions:
        since = [undo for undo in undos if before <= undo < one.end]
        one.start = since[0] if since else one.load
        before = one.end


def _read_coverage(conn: Connection, indicators: set[str]) -> dict[str, dict[int, tuple[int, int]]]:
    found: dict[str, dict[int, tuple[int, int]]] = {}
    statement = select(coverage.c.load_id, coverage.c.indicator, coverage.c.first, coverage.c.last)
    for number, key, first, last in _rows(conn, statement, coverage.c.indicator, indicators):
        found.setdefault(key, {})[number] = (first, last)
    return found


def _rows(
    conn: Connection, statement: Select[Any], column: Any, wanted: Iterable[Any]
) -> list[tuple[Any, ...]]:
    """The driver's own tuples: wrapping each row costs more than reading it."""
    chosen = statement.where(column.in_(bindparam("wanted", expanding=True)))
    result = conn.execute(chosen, {"wanted": list(wanted)})
    rows = list(result.cursor.fetchall()) if result.cursor is not None else []
    result.close()
    return rows
