"""Figures as they were known on an earlier day, and every value that was ever held of a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, select

from oba.model.day import day_of
from oba.model.load_event import LoadKind
from oba.model.marker import read_markers
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.model.vintage import Basis, Vintage
from oba.store.cells import cell_address, shortest_text
from oba.store.replay import Standing, replay
from oba.store.schema import indicator as indicators_of_plan
from oba.store.schema import series
from oba.store.timeline import NEVER, LoadFact, Past, Version, read_facts, read_pasts

SERIES_AT_ONCE = 250


def read_series_as_of(
    conn: Connection,
    as_of: date,
    *,
    indicators: Iterable[str] | None = None,
    areas: Iterable[str] | None = None,
    breakdown: str | None = "",
    basis: Basis | str = Basis.PUBLISHED,
) -> list[Series]:
    """What `read_series` would have given at the end of that day.

    A load counts from the day on which its release was published, else loaded; on the basis `loaded` from
    the day it was loaded. An undo counts from its own day. Loads that count are played in the order in which they
    were made, so that of two known values the one loaded last stands.
    """
    facts = read_facts(conn)
    by_loading = Basis(basis) is Basis.LOADED

    def counts(one: LoadFact) -> bool:
        if one.kind != LoadKind.FIGURES:
            return False
        known = day_of(one.loaded_at) if by_loading else one.known
        undone = one.undone_by is not None and day_of(facts[one.undone_by].loaded_at) <= as_of
        return known <= as_of and not undone

    numbers = find_series(conn, indicators=indicators, areas=areas, breakdown=breakdown)
    return play_series(conn, numbers, facts=facts, counts=counts)


def play_series(
    conn: Connection,
    numbers: list[int],
    *,
    facts: Mapping[int, LoadFact],
    counts: Callable[[LoadFact], bool],
) -> list[Series]:
    """The series with these numbers as the loads that count leave them; without those that hold nothing then."""
    found = []
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(conn, numbers[start : start + SERIES_AT_ONCE]):
            standing = replay(past, past.cells, facts=facts, counts=counts)
            seen = tuple(observe(period, one) for period, one in standing if one is not None)
            if seen:
                found.append(Series(*past.name, observations=seen))
    return found


def read_vintages(conn: Connection, indicator: str, area: str, *, breakdown: str = "") -> list[Vintage]:
    """Every value that was ever held of one series, by period and, within a period, oldest first."""
    return read_vintages_of(conn, [indicator], area, breakdown=breakdown)[indicator]


def read_vintages_of(
    conn: Connection, indicators: Iterable[str], area: str, *, breakdown: str = ""
) -> dict[str, list[Vintage]]:
    """What `read_vintages` gives of each indicator, in a few reads for them all."""
    found: dict[str, list[Vintage]] = {key: [] for key in indicators}
    facts = read_facts(conn)
    numbers = find_series(conn, indicators=found, areas=[area], breakdown=breakdown)
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(conn, numbers[start : start + SERIES_AT_ONCE]):
            found[past.name[0]] += [
                _describe(past, period, version, facts)
                for period in sorted(past.cells)
                for version in past.cells[period]
            ]
    return found


def each_vintage(conn: Connection) -> Iterator[tuple[tuple[str, str, str], Vintage]]:
    """Every value that was ever held of every series of the plan, with its indicator, area and breakdown."""
    facts = read_facts(conn)
    numbers = find_series(conn, indicators=None, areas=None, breakdown=None)
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(conn, numbers[start : start + SERIES_AT_ONCE]):
            for period in sorted(past.cells):
                for version in past.cells[period]:
                    yield past.name, _describe(past, period, version, facts)


def find_series(
    conn: Connection,
    *,
    indicators: Iterable[str] | None,
    areas: Iterable[str] | None,
    breakdown: str | None,
) -> list[int]:
    """The numbers of the series asked for, by indicator, area and breakdown."""
    statement = select(series.c.id).order_by(series.c.indicator, series.c.area, series.c.breakdown)
    if indicators is None:
        standing = indicators_of_plan.c
        statement = statement.join(indicators_of_plan, standing.key == series.c.indicator)
        statement = statement.where(~standing.retired)
    else:
        statement = statement.where(series.c.indicator.in_(list(indicators)))
    if areas is not None:
        statement = statement.where(series.c.area.in_(list(areas)))
    if breakdown is not None:
        statement = statement.where(series.c.breakdown == breakdown)
    return list(conn.execute(statement).scalars())


def observe(period: int, standing: Standing) -> Observation:
    """The figure that stands in a period, with the release that gave it, and its cell where that is kept."""
    version = standing.version
    cell = cell_address(version.sheet, version.head, version.row) if standing.has_cell else ""
    value, lower, upper, numerator, denominator = version.numbers
    return Observation(
        period=Period.from_key(period),
        value=value,
        lower=lower,
        upper=upper,
        numerator=numerator,
        denominator=denominator,
        markers=read_markers(version.marker),
        source_text=shortest_text(value) if version.text is None else version.text,
        cell=cell,
        release=standing.load.release,
    )


def _describe(past: Past, period: int, version: Version, facts: dict[int, LoadFact]) -> Vintage:
    giver = facts[version.load]
    ending = None if version.end == NEVER else facts[version.end]
    again = [
        facts[number].release
        for number in sorted(past.runs)
        if version.start < number < version.end and past.confirmed_by(number, period)
    ]
    value, lower, upper, numerator, denominator = version.numbers
    return Vintage(
        period=Period.from_key(period),
        value=value,
        lower=lower,
        upper=upper,
        numerator=numerator,
        denominator=denominator,
        markers=read_markers(version.marker),
        source_text=shortest_text(value) if version.text is None else version.text,
        cell=cell_address(version.sheet, version.head, version.row),
        release=giver.release,
        published=giver.published,
        loaded_at=giver.loaded_at,
        loaded_by=giver.loaded_by,
        happened=version.happened,
        ended_at=ending.loaded_at if ending else None,
        ended_by=ending.loaded_by if ending else "",
        confirmed_by=tuple(again),
        restored=version.start != version.load,
    )
