"""The figures of one release as a tidy table, for a release whose own file is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oba.charts import export
from oba.model.marker import Marker, read_markers
from oba.model.plan import PlanBook
from oba.model.series import Series
from oba.model.vintage import Vintage
from oba.store.engine import Store
from oba.store.series import read_series
from oba.store.vintage import read_vintages

HEADINGS = (
    "indicator",
    "area code",
    "breakdown",
    "period",
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "marker",
)
Row = tuple[str | float | None, ...]


def find_contents(store: Store, book: PlanBook) -> dict[int, set[str]]:
    """The indicators of which each release gave a figure, whether it stands, was replaced or was given before."""
    found: dict[int, set[str]] = {}
    for series, one in each_vintage(store):
        for release in (one.release, *one.confirmed_by):
            found.setdefault(release, set()).add(series.indicator)
    return found


def write_figures(store: Store, book: PlanBook, path: Path, *, release: int) -> None:
    rows = [
        _row(series, one)
        for series, one in each_vintage(store)
        if release in (one.release, *one.confirmed_by) and not one.restored
    ]
    path.write_bytes(export.write_csv(HEADINGS, list(dict.fromkeys(rows))))


def each_vintage(store: Store) -> Iterator[tuple[Series, Vintage]]:
    """Every value that was ever held of every series of the plan's indicators."""
    with store.reading() as connection:
        for series in read_series(connection, breakdown=None):
            for one in read_vintages(connection, series.indicator, series.area, breakdown=series.breakdown):
                yield series, one


def _row(series: Series, one: Vintage) -> Row:
    written, marks = _value(one)
    numbers = (one.lower, one.upper, one.numerator, one.denominator)
    return (series.indicator, series.area, series.breakdown, one.period.label, written, *numbers, marks)


def _value(one: Vintage) -> tuple[str | float | None, str]:
    """The text that stood in the cell where it says the same again, else the number and its markers."""
    marks = " ".join(marker.value for marker in one.markers if marker is not Marker.BLANK)
    if one.value is None:
        return ("", "") if Marker.BLANK in one.markers and not marks else (_bracketed(marks), "")
    return (one.source_text if _says_it(one) else one.value), marks


def _says_it(one: Vintage) -> bool:
    try:
        return float(one.source_text) == one.value and not one.source_text.startswith(("-", "+"))
    except ValueError:
        return False


def _bracketed(marks: str) -> str:
    return "".join(f"[{marker.value}]" for marker in read_markers(marks))
