"""The frozen baselines of a published copy: those from which no figure can be worked out that is not published."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, select

from oba.store import schema
from oba.store.public_figures import Name
from oba.store.public_rows import Gathering, Row
from oba.words.hidden import PEERS, ROUNDED, ROUNDED_PEERS, SMALL_NUMBERS, TAKEN_BACK

PARTS = (
    schema.baseline_point,
    schema.baseline_history,
    schema.baseline_release,
    schema.baseline_peer,
)


def gather_baselines(
    found: Gathering, *, hidden: Collection[Name], rounded: Collection[Name], releases: Collection[int]
) -> None:
    """`hidden` are the series of which a figure is kept back, `releases` those that a standing load has brought.

    `rounded` are those of `hidden` of which no figure is kept back, only its exact number.

    A baseline that was fitted on such a series, or whose margin others' such series had a say in, is left out, and with
    it those that it superseded, so that none of them seems to stand. What was forecast for another area from a figure
    that is kept back is left out too.
    """
    shown = [row for row in found.read(schema.baseline) if _is_shown(found, row)]
    parts = {table: found.read(table) for table in PARTS}
    because = {
        row["id"]: _judge(row, parts, hidden=hidden, rounded=rounded, releases=releases) for row in shown
    }
    gone = {
        _name(row): because[row["id"]] for row in shown if row["superseded_by"] is None and because[row["id"]]
    }
    kept = [row for row in shown if _name(row) not in gone and not because[row["id"]]]
    numbers = {row["id"] for row in kept}
    later = {row["id"]: row["superseded_by"] for row in shown}
    for row in kept:
        found.add(schema.baseline, [row], superseded_by=_follow(row["superseded_by"], later, numbers))
    names = {row["id"]: _name(row) for row in kept}
    for table, rows in parts.items():
        own = [row for row in rows if row["baseline_id"] in numbers]
        if table is schema.baseline_peer:
            own = [row for row in own if _beside(names[row["baseline_id"]], row["area"]) not in hidden]
        found.add(table, own)
    told = [
        dict(zip(("indicator", "area", "breakdown"), name, strict=True), because=said)
        for name, said in sorted(gone.items())
    ]
    found.add(schema.hidden_baseline, told)


def read_hidden_baselines(conn: Connection) -> dict[tuple[str, str], str]:
    """In a published copy, why a frozen forecast is not in it, by indicator and area; of headline series only."""
    table = schema.hidden_baseline
    rows = conn.execute(select(table).where(table.c.breakdown == ""))
    return {(row.indicator, row.area): row.because for row in rows}


def _is_shown(found: Gathering, row: Row) -> bool:
    return row["indicator"] in found.keys(schema.indicator) and row["area"] in found.keys(schema.area)


def _judge(
    row: Row, parts: Any, *, hidden: Collection[Name], rounded: Collection[Name], releases: Collection[int]
) -> str:
    """Why a baseline is not published; '' for one that is."""
    name = _name(row)
    if name in hidden:
        return ROUNDED if name in rounded else SMALL_NUMBERS
    areas = [each["area"] for each in parts[schema.baseline_peer] if each["baseline_id"] == row["id"]]
    peers = {_beside(name, area) for area in areas}.intersection(hidden)
    if row["moderated_by"] and peers:
        return ROUNDED_PEERS if peers.issubset(rounded) else PEERS
    made_from = (
        each["release_id"] for each in parts[schema.baseline_release] if each["baseline_id"] == row["id"]
    )
    return TAKEN_BACK if set(made_from) - set(releases) else ""


def _name(row: Row) -> Name:
    return row["indicator"], row["area"], row["breakdown"]


def _beside(name: Name, area: str) -> Name:
    return name[0], area, name[2]


def _follow(number: int | None, later: dict[int, int | None], kept: Iterable[int]) -> int | None:
    """The next baseline that is kept."""
    while number is not None and number not in kept:
        number = later.get(number)
    return number
