"""The frozen baselines of a published copy: those from which no figure can be worked out that is not published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from oba.model.period import Period
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
    found: Gathering, *, kept_back: Mapping[Name, Mapping[int, bool]], releases: Collection[int]
) -> None:
    """`releases` are those that a standing load has brought.

    `kept_back` are, by series, the periods whose figure is kept back: True where it is only rounded.

    A baseline that was fitted on such a figure, or whose margin another area's such figure had a say in, is left out,
    and with it those that it superseded, so that none of them seems to stand. What was forecast for another area from
    such a figure is left out too. A figure of a period after the last that a baseline was made from had no say in it.
    """
    shown = [row for row in found.read(schema.baseline) if _is_shown(found, row)]
    parts = {table: found.read(table) for table in PARTS}
    because = {row["id"]: _judge(row, parts, kept_back=kept_back, releases=releases) for row in shown}
    gone = {
        _name(row): because[row["id"]] for row in shown if row["superseded_by"] is None and because[row["id"]]
    }
    kept = [row for row in shown if _name(row) not in gone and not because[row["id"]]]
    numbers = {row["id"] for row in kept}
    later = {row["id"]: row["superseded_by"] for row in shown}
    for row in kept:
        found.add(schema.baseline, [row], superseded_by=_follow(row["superseded_by"], later, numbers))
    by_number = {row["id"]: row for row in kept}
    for table, rows in parts.items():
        own = [row for row in rows if row["baseline_id"] in numbers]
        if table is schema.baseline_peer:
            own = [
                row for row in own if not _used(by_number[row["baseline_id"]], kept_back, area=row["area"])
            ]
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
    row: Row, parts: Any, *, kept_back: Mapping[Name, Mapping[int, bool]], releases: Collection[int]
) -> str:
    """Why a baseline is not published; '' for one that is."""
    if used := _used(row, kept_back, area=row["area"]):
        return ROUNDED if all(used) else SMALL_NUMBERS
    areas = [each["area"] for each in parts[schema.baseline_peer] if each["baseline_id"] == row["id"]]
    beside = [only_rounded for area in areas for only_rounded in _used(row, kept_back, area=area)]
    if row["moderated_by"] and beside:
        return ROUNDED_PEERS if all(beside) else PEERS
    made_from = (
        each["release_id"] for each in parts[schema.baseline_release] if each["baseline_id"] == row["id"]
    )
    return TAKEN_BACK if set(made_from) - set(releases) else ""


def _name(row: Row) -> Name:
    return row["indicator"], row["area"], row["breakdown"]


def _used(row: Row, kept_back: Mapping[Name, Mapping[int, bool]], *, area: str) -> list[bool]:
    """Of the figures kept back in this series of an area, those that the baseline may have been made from.

    It is made from figures whose period ends no later than that of its last: whether each is only rounded.
    """
    last = Period.from_key(row["data_to"]).end
    own = kept_back.get((row["indicator"], area, row["breakdown"]), {})
    return [only_rounded for key, only_rounded in own.items() if Period.from_key(key).end <= last]


def _follow(number: int | None, later: dict[int, int | None], kept: Iterable[int]) -> int | None:
    """The next baseline that is kept."""
    while number is not None and number not in kept:
        number = later.get(number)
    return number
