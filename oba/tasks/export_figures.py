"""The figures of one release as a tidy table, for a release whose own file is not kept."""

from __future__ import annotations

from pathlib import Path

from oba.charts import export
from oba.model.marker import Marker, read_markers
from oba.model.vintage import Vintage
from oba.store.engine import Store
from oba.store.vintage import each_vintage

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


def find_contents(store: Store) -> dict[int, set[str]]:
    """The indicators of which each release gave a figure, whether it stands, was replaced or was given before."""
    found: dict[int, set[str]] = {}
    with store.reading() as connection:
        for (indicator, _, _), one in each_vintage(connection):
            for release in (one.release, *one.confirmed_by):
                found.setdefault(release, set()).add(indicator)
    return found


def write_figures(store: Store, path: Path, *, release: int) -> None:
    with store.reading() as connection:
        rows = [
            _row(name, one)
            for name, one in each_vintage(connection)
            if release in (one.release, *one.confirmed_by) and not one.restored
        ]
    path.write_bytes(export.write_csv(HEADINGS, list(dict.fromkeys(rows))))


def _row(name: tuple[str, str, str], one: Vintage) -> Row:
    written, marks = _value(one)
    numbers = (one.lower, one.upper, one.numerator, one.denominator)
    return (*name, one.period.label, written, *numbers, marks)


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
