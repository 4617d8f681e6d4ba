"""Open the download page, and write what it offers: every figure with its source, every finding with its working."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oba.charts import export
from oba.errors import NotFoundError
from oba.model.marker import write_markers
from oba.model.release import Release
from oba.model.series import Observation, Series
from oba.store.engine import Store
from oba.store.series import read_series
from oba.tasks.gather import Gathered, gather
from oba.tasks.tell_findings import describe_finding
from oba.words.numbers import say_count

COLUMNS = (
    "indicator",
    "title",
    "unit",
    "area_code",
    "area",
    "breakdown",
    "period",
    "period_start",
    "period_end",
    "value",
    "lower_95",
    "upper_95",
    "numerator",
    "denominator",
    "marker",
    "publisher",
    "source",
    "release",
    "licence",
    "file",
    "cell",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class File:
    key: str
    label: str
    file_name: str
    mime: str


@dataclass(frozen=True, slots=True)
class DownloadView:
    summary: str
    files: tuple[File, ...]


FILES = (
    File("figures_csv", "All figures as CSV", "figures.csv", "text/csv"),
    File("figures_xlsx", "All figures as XLSX", "figures.xlsx", XLSX),
    File("findings_json", "Findings of the plan's own area as JSON", "findings.json", "application/json"),
)


def open_download(store: Store) -> DownloadView:
    found = gather(store)
    held = _read_all(store)
    cells = sum(len(series.observations) for series in held)
    areas = say_count(len({one.area for one in held}), noun="area")
    return DownloadView(
        summary=f"{say_count(cells, noun='figure')}, suppressed and missing ones among them: "
        f"{say_count(len(found.findings), noun='indicator')} in {areas}"
        f"{', with their breakdowns' if any(one.breakdown for one in held) else ''}.",
        files=FILES,
    )


def write_download(store: Store, key: str) -> bytes:
    """The bytes of one of FILES. NotFoundError for any other key."""
    found = gather(store)
    if key == "findings_json":
        told = [describe_finding(one, found) for one in found.findings.values()]
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    if key == "figures_csv":
        return export.write_csv(COLUMNS, list(_rows(found, _read_all(store))))
    if key == "figures_xlsx":
        return export.write_xlsx(COLUMNS, list(_rows(found, _read_all(store))), title="Figures")
    raise NotFoundError(f"download '{key}'", expected="one of " + ", ".join(one.key for one in FILES))


def _read_all(store: Store) -> list[Series]:
    """Every series of the plan's indicators, in every area and of every breakdown."""
    with store.reading() as connection:
        return read_series(connection, breakdown=None)


def _rows(found: Gathered, held: Sequence[Series]) -> Iterator[Sequence[str | float | None]]:
    for series in held:
        for observation in series.observations:
            yield tuple(map(export.shorten, _row(found, series, observation)))


def _row(found: Gathered, series: Series, one: Observation) -> Sequence[str | float | None]:
    indicator = found.indicator(series.indicator)
    return (
        indicator.key,
        indicator.title,
        indicator.unit,
        series.area,
        found.name(series.area),
        series.breakdown,
        one.period.label,
        one.period.start.isoformat(),
        one.period.end.isoformat(),
        one.value,
        one.lower,
        one.upper,
        one.numerator,
        one.denominator,
        write_markers(one.markers),
        *_origin(found.releases.get(one.release)),
        one.cell,
    )


def _origin(release: Release | None) -> tuple[str, ...]:
    if release is None:
        return ("", "", "", "", "")
    source = release.source
    return (source.publisher, source.title, source.release, source.licence, release.file_name)
