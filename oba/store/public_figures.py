"""The figures of a published copy: without what was undone, as if it had never been, and with small numbers hidden.

A series that no undone load has touched is copied as it stands, with its history. One that was touched is played again
from the loads that stand, and is written as they alone would have left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, or_, select

from oba.model.disclosure import Protected
from oba.model.marker import STANDS_FOR_A_VALUE, Marker, read_markers, write_markers
from oba.model.release import ChangeKind
from oba.store import schema
from oba.store.public_past import gives, is_public, list_public_loads
from oba.store.replay import Standing, play_on
from oba.store.schema import NUMBERS, observation, observation_history
from oba.store.timeline import UNDONE, LoadFact, Past, read_facts, read_pasts
from oba.store.vintage import SERIES_AT_ONCE

Name = tuple[str, str, str]
"""Indicator, area and breakdown."""
NOW = ("series_id", "period_id", *NUMBERS, "marker", "sheet_column_id", "row")
PAST = (*NOW, "replaced_by", "happened")
ROWS_AT_ONCE = 10_000


@dataclass(slots=True)
class Figures:
    """What is known while figures are copied. `protected` is by series and period; `silent` are cells without a past.

    `used` are the columns of sheets that a figure of the copy comes from, `blank` by load those without a cell.
    """

    conn: Connection
    names: Mapping[int, Name]
    facts: Mapping[int, LoadFact]
    protected: Mapping[tuple[int, int], Protected]
    silent: frozenset[tuple[int, int]] = frozenset()
    used: set[int] = field(default_factory=set)
    blank: dict[int, int] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)
    periods: set[int] = field(default_factory=set)
    runs: list[dict[str, int]] = field(default_factory=list)
    next_column: int = 0

    @property
    def loads(self) -> set[int]:
        """The loads that the public is told of."""
        return {number for number, one in self.facts.items() if is_public(one)}

    def keep(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row of `observation` as it is published."""
        self.held.add(row[0])
        self.periods.add(row[1])
        self.used.add(row[8])
        protected = self.protected.get((row[0], row[1]))
        if protected is None:
            return row
        numbers = [None if protected.hidden else protected.numbers.get(name) for name in NUMBERS]
        return (*row[:2], *numbers, hide(row[7]) if protected.hidden else row[7], *row[8:])


def find_figures(
    conn: Connection,
    *,
    indicators: Iterable[str],
    protected: Sequence[Protected],
    past: Sequence[Protected] = (),
) -> Figures:
    """The series of these indicators. `past` are protected cells that no longer stand: they lose their past."""
    rows = conn.execute(select(schema.series)).all()
    kept = set(indicators)
    names = {row.id: (row.indicator, row.area, row.breakdown) for row in rows if row.indicator in kept}
    numbers = {name: number for number, name in names.items()}
    by_cell = {place: one for one in protected if (place := _place(one, numbers)) is not None}
    silent = {place for one in past if (place := _place(one, numbers)) is not None}
    found = Figures(conn, names, read_facts(conn), by_cell, frozenset({*by_cell, *silent}))
    found.next_column = max(conn.execute(select(schema.sheet_column.c.id)).scalars(), default=0) + 1
    return found


def list_kept_back(found: Figures) -> dict[Name, dict[int, bool]]:
    """By series, the keys of periods whose figure is kept back, now or in the past: whether it is only rounded."""
    kept: dict[Name, dict[int, bool]] = {}
    for place in found.silent:
        protected = found.protected.get(place)
        only_rounded = protected is not None and not protected.hidden
        kept.setdefault(found.names[place[0]], {})[place[1]] = only_rounded
    return kept


def hide(marker: str) -> str:
    """The markers of a hidden figure: suppressed, and what else is said of it that stands for no value."""
    others = (one for one in read_markers(marker) if one not in STANDS_FOR_A_VALUE)
    return write_markers((*others, Marker.CONFIDENTIAL))


def each_row(found: Figures) -> Iterator[tuple[Table, list[tuple[Any, ...]]]]:
    """Rows of the figures and of their past, some at a time."""
    touched = _find_touched(found)
    for table, columns in ((observation, NOW), (observation_history, PAST)):
        statement = select(*(table.c[name] for name in columns))
        for rows in found.conn.execute(statement).partitions(ROWS_AT_ONCE):
            wanted = (tuple(row) for row in rows if row[0] in found.names and row[0] not in touched)
            if table is observation_history:
                wanted = (row for row in wanted if (row[0], row[1]) not in found.silent)
            yield table, [found.keep(row) for row in wanted]
    numbers = sorted(touched & found.names.keys())
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(found.conn, numbers[start : start + SERIES_AT_ONCE]):
            yield from _rewrite(found, past)
    found.runs += _read_runs(found, touched)


def _place(one: Protected, numbers: Mapping[Name, int]) -> tuple[int, int] | None:
    cell = one.cell
    number = numbers.get((cell.indicator, cell.area, cell.breakdown))
    return None if number is None else (number, cell.period.key)


def _find_touched(found: Figures) -> set[int]:
    """The series of which a load that does not count gave, ended or put back a figure."""
    hidden = sorted(found.facts.keys() - found.loads)
    if not hidden:
        return set()
    columns = select(schema.sheet_column.c.id).where(schema.sheet_column.c.load_id.in_(hidden))
    past = observation_history.c
    statements = (
        select(observation.c.series_id).where(observation.c.sheet_column_id.in_(columns)),
        select(past.series_id).where(
            or_(past.sheet_column_id.in_(columns), past.replaced_by.in_(hidden), past.happened == UNDONE)
        ),
        select(schema.restoration.c.series_id),
    )
    return {number for one in statements for number in found.conn.execute(one.distinct()).scalars()}


@dataclass(slots=True)
class _Rewritten:
    now: list[tuple[Any, ...]] = field(default_factory=list)
    past: list[tuple[Any, ...]] = field(default_factory=list)
    again: dict[int, list[int]] = field(default_factory=dict)


def _rewrite(found: Figures, past: Past) -> Iterator[tuple[Table, list[tuple[Any, ...]]]]:
    """The figures of one series, and what became of them, as the loads that count would have left them."""
    written = _Rewritten()
    made = list_public_loads(past, found.facts)
    for period in sorted(past.cells):
        _rewrite_period(found, past, period, made, written)
    for number, periods in sorted(written.again.items()):
        for first, last in _join(periods, sorted(past.cells)):
            found.runs.append({"series_id": past.number, "load_id": number, "first": first, "last": last})
    yield observation, [found.keep(row) for row in written.now]
    kept = (row for row in written.past if (row[0], row[1]) not in found.silent)
    yield observation_history, [found.keep(row) for row in kept]


def _rewrite_period(
    found: Figures, past: Past, period: int, made: Sequence[LoadFact], written: _Rewritten
) -> None:
    stands: Standing | None = None
    for each, now in play_on(past, period, made):
        if (now and now.load.id) != (stands and stands.load.id):
            if stands is not None:
                happened = ChangeKind.REVISED if now else ChangeKind.WITHDRAWN
                written.past.append((*_row(found, past, period, stands), each.id, happened.value))
            stands = now
        elif now is not None and gives(past, period, each.id):
            written.again.setdefault(each.id, []).append(period)
    if stands is not None:
        written.now.append(_row(found, past, period, stands))


def _row(found: Figures, past: Past, period: int, standing: Standing) -> tuple[Any, ...]:
    version = standing.version
    where = (version.column, version.row) if standing.has_cell else (_blank(found, standing.load.id), None)
    return (past.number, period, *version.numbers, version.marker, *where)


def _blank(found: Figures, load: int) -> int:
    """The column for figures of which the load is known and the cell is not."""
    if load not in found.blank:
        columns = schema.sheet_column.c
        named = select(columns.id).where(columns.load_id == load, columns.sheet == "", columns.head == "")
        known = found.conn.execute(named).scalar_one_or_none()
        found.blank[load] = found.next_column if known is None else int(known)
        found.next_column += known is None
    return found.blank[load]


def _join(periods: Sequence[int], every: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of periods that stand side by side in the series."""
    place = {period: at for at, period in enumerate(every)}
    first = last = periods[0]
    for period in periods[1:]:
        if place[period] != place[last] + 1:
            yield first, last
            first = period
        last = period
    yield first, last


def _read_runs(found: Figures, touched: set[int]) -> list[dict[str, int]]:
    rows = found.conn.execute(select(schema.confirmation))
    wanted = found.names.keys() - touched
    return [dict(row._mapping) for row in rows if row.series_id in wanted and row.load_id in found.loads]


def list_origins(found: Figures) -> tuple[list[dict[str, Any]], ...]:
    """The series, columns and loads of the copy, and how far each load reaches, once every figure was read."""
    loads = found.loads
    series = [
        {"id": number, "indicator": name[0], "area": name[1], "breakdown": name[2]}
        for number, name in sorted(found.names.items())
        if number in found.held
    ]
    columns = [
        dict(row._mapping)
        for row in found.conn.execute(select(schema.sheet_column).order_by(schema.sheet_column.c.id))
        if row.id in found.used
    ]
    known = {row["id"] for row in columns}
    columns += [
        {"id": number, "load_id": load, "sheet": "", "head": ""}
        for load, number in found.blank.items()
        if number not in known and number in found.used
    ]
    kept = {name[0] for name in found.names.values()}
    reach = [
        dict(row._mapping)
        for row in found.conn.execute(select(schema.coverage))
        if row.load_id in loads and row.indicator in kept
    ]
    return series, columns, reach


def find_givers(found: Figures) -> set[int]:
    """The loads whose files have a figure that is hidden, of whatever day."""
    series = {number for number, _ in found.silent}
    if not series:
        return set()
    given = {
        load
        for table in (observation, observation_history)
        for number, load in found.conn.execute(
            select(table.c.series_id, schema.sheet_column.c.load_id)
            .join(schema.sheet_column, schema.sheet_column.c.id == table.c.sheet_column_id)
            .distinct()
        )
        if number in series
    }
    return given | {run["load_id"] for run in found.runs if run["series_id"] in series}
