"""The past as the public may see it: every load that was undone is left out, as if it had never been made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from oba.model.day import day_of
from oba.model.load_event import LoadKind
from oba.model.marker import read_markers
from oba.model.period import Period
from oba.model.release import ChangeKind
from oba.model.series import Series
from oba.model.vintage import Basis, Vintage
from oba.store.cells import cell_address, shortest_text
from oba.store.replay import Standing, play_on
from oba.store.timeline import LoadFact, Past, read_facts, read_pasts
from oba.store.vintage import SERIES_AT_ONCE, find_series, play_series


def read_public_as_of(
    conn: Connection,
    as_of: date,
    *,
    indicators: Iterable[str],
    areas: Iterable[str] | None,
    breakdown: str | None = "",
    basis: Basis | str = Basis.PUBLISHED,
) -> list[Series]:
    """What `read_series_as_of` gives, without the loads that were undone on that day or on any later one."""
    facts = read_facts(conn)
    by_loading = Basis(basis) is Basis.LOADED

    def counts(one: LoadFact) -> bool:
        return is_public(one) and (day_of(one.loaded_at) if by_loading else one.known) <= as_of

    numbers = find_series(conn, indicators=indicators, areas=areas, breakdown=breakdown)
    return play_series(conn, numbers, facts=facts, counts=counts)


def read_public_vintages(conn: Connection, indicator: str, area: str) -> list[Vintage]:
    """Every value of the headline that was held, by period, oldest first, of the loads that nobody has undone."""
    return read_public_vintages_of(conn, [indicator], area)[indicator]


def read_public_vintages_of(
    conn: Connection, indicators: Iterable[str], area: str
) -> dict[str, list[Vintage]]:
    """What `read_public_vintages` gives of each indicator, in a few reads for them all."""
    found: dict[str, list[Vintage]] = {key: [] for key in indicators}
    facts = read_facts(conn)
    numbers = find_series(conn, indicators=found, areas=[area], breakdown="")
    for start in range(0, len(numbers), SERIES_AT_ONCE):
        for past in read_pasts(conn, numbers[start : start + SERIES_AT_ONCE]):
            made = list_public_loads(past, facts)
            found[past.name[0]] += [one for period in sorted(past.cells) for one in _tell(past, period, made)]
    return found


def _tell(past: Past, period: int, made: Sequence[LoadFact]) -> list[Vintage]:
    """The values of one period, each until the load that ended it."""
    told: list[Vintage] = []
    before: Standing | None = None
    for each, now in play_on(past, period, made):
        if (now and now.load.id) != (before and before.load.id):
            if before is not None:
                happened = ChangeKind.REVISED if now else ChangeKind.WITHDRAWN
                told[-1] = replace(
                    told[-1], happened=happened.value, ended_at=each.loaded_at, ended_by=each.loaded_by
                )
            if now is not None:
                told.append(_describe(period, now))
        elif now is not None and gives(past, period, each.id):
            told[-1] = replace(told[-1], confirmed_by=(*told[-1].confirmed_by, each.release))
        before = now
    return told


def list_public_loads(past: Past, facts: Mapping[int, LoadFact]) -> list[LoadFact]:
    """The loads that have this series, in their order, without those that were undone."""
    return [facts[number] for number in sorted(past.loads()) if number in facts and is_public(facts[number])]


def is_public(one: LoadFact) -> bool:
    return one.kind == LoadKind.FIGURES and one.undone_by is None


def gives(past: Past, period: int, number: int) -> bool:
    return past.confirmed_by(number, period) or any(one.load == number for one in past.cells[period])


def _describe(period: int, standing: Standing) -> Vintage:
    value, lower, upper, numerator, denominator = standing.version.numbers
    return Vintage(
        period=Period.from_key(period),
        value=value,
        lower=lower,
        upper=upper,
        numerator=numerator,
        denominator=denominator,
        markers=read_markers(standing.version.marker),
        source_text=_text(standing),
        cell=_cell(standing),
        release=standing.load.release,
        published=standing.load.published,
        loaded_at=standing.load.loaded_at,
        loaded_by=standing.load.loaded_by,
    )


def _text(standing: Standing) -> str:
    version = standing.version
    return shortest_text(version.numbers[0]) if version.text is None else version.text


def _cell(standing: Standing) -> str:
    version = standing.version
    return cell_address(version.sheet, version.head, version.row) if standing.has_cell else ""
