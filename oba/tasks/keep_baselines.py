"""Carry frozen baselines from one store to another, each with its number's place, its peers and what superseded it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.model.baseline import Baseline, ForecastPoint, PeerForecast, Scenario
from oba.model.period import Period
from oba.store.baselines import freeze, read_baselines, supersede
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.releases import read_releases
from oba.store.retired import read_known
from oba.words.numbers import say_count

KEPT = "baselines.json"
"""The file of an export that holds them."""

PARTLY = "came partly from a file that is not here"

PLAIN: dict[str, Any] = {
    **dict.fromkeys(("id", "method_version", "horizon", "points_used", "moderated_by"), int),
    **dict.fromkeys(("indicator", "area", "breakdown", "method"), str),
    **dict.fromkeys(("agreed_by", "reason", "recorded_by", "replaces_because"), str),
    **dict.fromkeys(("origin_value", "weight", "degrees"), int | float),
    "se1": int | float | None,
    "example": bool,
    "superseded_by": int | None,
}
"""What is kept as it is, and of which kind it must be."""
BOUNDS = ("value", "lower80", "upper80", "lower95", "upper95")


def write_baselines(store: Store) -> str:
    """Every baseline that was ever frozen, as JSON, one a line; releases are named by the SHA-256 of their files."""
    with store.reading() as connection:
        found = read_baselines(connection, superseded=True)
        files = {one.id: one.sha256 for one in read_releases(connection)}
    lines = [json.dumps(as_record(one, files), ensure_ascii=False, allow_nan=False) for one in found]
    return "[" + ",\n".join(lines) + "]\n"


def as_record(one: Baseline, files: dict[int, str]) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "frozen_on": one.frozen_on.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "data_to": one.data_to.key,
        "scenario": one.scenario.value,
        "points": [[point.period.key, *(getattr(point, name) for name in BOUNDS)] for point in one.points],
        "history": [[period.key, value] for period, value in one.history],
        "releases": [files[number] for number in one.releases if number in files],
        "peers": [[peer.area, peer.typical_change, list(peer.values)] for peer in one.peers],
    }


def restore_baselines(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write the baselines of these files for curves that have none; lines that say what was done.

    What a store has frozen itself stays as it is. ObaError when a file is not what an export writes.
    """
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    records = read_records(path)
    with store.writing() as connection:
        files = {one.sha256: one.id for one in read_releases(connection)}
        present = {_curve(one) for one in read_baselines(connection, superseded=True, peers=False)}
        read_front(connection)
        known = read_known(connection, "indicators") | read_known(connection, "areas")
        new = [one for one in records if _curve(one[0]) not in present]
        wanted = [one for one in new if _names(one[0]) <= known]
        numbers: dict[int, int] = {}
        lost = 0
        for baseline, hashes in wanted:
            releases = tuple(sorted(files[sha256] for sha256 in hashes if sha256 in files))
            lost += len(releases) < len(hashes)
            numbers[baseline.id] = freeze(connection, replace(baseline, releases=releases))
        for baseline, _ in wanted:
            if baseline.superseded_by in numbers:
                supersede(connection, numbers[baseline.id], by=numbers[baseline.superseded_by])
    if wanted:
        yield f"{say_count(len(wanted), noun='frozen baseline')} restored, unchanged"
    if strange := len(new) - len(wanted):
        yield f"{say_count(strange, noun='baseline')} of {path.name} left out: the plan has not all that they name"
    if kept := len(records) - len(new):
        yield f"{say_count(kept, noun='baseline')} of {path.name} left out: the store has its own of those curves"
    if lost:
        yield f"{say_count(lost, noun='restored baseline')} {PARTLY}"


def _names(one: Baseline) -> set[str]:
    """All that it needs the plan to have: its indicator, its area, and the areas beside it."""
    return {one.indicator, one.area, *(peer.area for peer in one.peers)}


def _curve(one: Baseline) -> tuple[str, str, str]:
    return one.indicator, one.area, one.breakdown


def read_records(path: Path) -> list[tuple[Baseline, tuple[str, ...]]]:
    """Each baseline with the hashes of the files it came from, those that supersede after those they supersede."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
        return [
            (build_baseline(one), tuple(map(str, one["releases"])))
            for one in sorted(found, key=lambda one: one["id"])
        ]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ObaError(
            "the file cannot be read as frozen baselines",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without its baselines",
        ) from error


def build_baseline(one: dict[str, Any]) -> Baseline:
    """The baseline of a record; KeyError, ValueError or TypeError for what is none."""
    recorded_at = datetime.fromisoformat(one["recorded_at"])
    if recorded_at.tzinfo is None or not one["points"]:
        raise ValueError("a baseline has a moment of a zone, and a forecast")
    return Baseline(
        frozen_on=date.fromisoformat(one["frozen_on"]),
        recorded_at=recorded_at,
        data_to=Period.from_key(one["data_to"]),
        scenario=Scenario(one["scenario"]),
        points=tuple(_read_point(key, *numbers) for key, *numbers in one["points"]),
        history=tuple((Period.from_key(key), float(value)) for key, value in one["history"]),
        peers=tuple(
            PeerForecast(_expect(area, str), float(change), tuple(map(float, values)))
            for area, change, values in one["peers"]
        ),
        **{name: _expect(one[name], kind) for name, kind in PLAIN.items()},
    )


def _read_point(key: int, value: float, *bounds: float | None) -> ForecastPoint:
    limits = (None if bound is None else float(bound) for bound in bounds)
    return ForecastPoint(Period.from_key(key), float(value), *limits)


def _expect(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is not of the kind that is kept")
    return value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")
