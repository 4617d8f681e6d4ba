"""The figures as rows, with the exact numbers that the pages draw and the loader reads."""

from __future__ import annotations

from functools import cache

from oba.model.indicator import Indicator
from oba.model.marker import STANDS_FOR_A_VALUE, Marker
from oba.model.open_table import Content, OpenTable, Row
from oba.model.series import Series
from oba.tasks.opendata.gathered import Opened
from oba.words.open_figures import FIGURES
from oba.words.open_plan import MEASURE_FIGURES

Markers = tuple[Marker, ...]
EVERYBODY = ""


def tabulate_figures(opened: Opened, indicator: Indicator) -> OpenTable:
    """All that is published of one indicator: every area of the plan, every breakdown."""
    return OpenTable(indicator.key, indicator.title, FIGURES, _rows_of(opened, indicator))


def tabulate_every_figure(tables: list[OpenTable]) -> OpenTable:
    """The figures of all indicators in one table."""
    rows = tuple(row for table in tables for row in table.rows)
    return OpenTable("figures", "Every figure of every indicator", FIGURES, rows)


def keep_headlines(table: OpenTable) -> OpenTable:
    """The figures for everybody, without the breakdowns."""
    place = FIGURES.heads.index("breakdown")
    rows = tuple(row for row in table.rows if row[place] == EVERYBODY)
    return OpenTable("figures", "Headline figures of every indicator", FIGURES, rows)


def tabulate_measure_figures(opened: Opened) -> OpenTable:
    known = {one.key for one in opened.found.book.services.measures}
    rows = tuple(
        (
            one.measure,
            one.period.label,
            one.period.start,
            one.period.end,
            say_cell(one.value, one.markers),
            one.numerator,
            one.denominator,
            write_codes(one.markers),
        )
        for one in opened.measure_figures
        if one.measure in known
    )
    return OpenTable("measure_figures", MEASURE_FIGURES.title, MEASURE_FIGURES, rows)


def _rows_of(opened: Opened, indicator: Indicator) -> tuple[Row, ...]:
    return tuple(row for series in opened.series[indicator.key] for row in _rows(opened, indicator, series))


def _rows(opened: Opened, indicator: Indicator, series: Series) -> list[Row]:
    name, origins = opened.name(series.area), opened.origins
    return [
        (
            series.indicator,
            series.area,
            name,
            one.period.label,
            one.period.start,
            one.period.end,
            series.breakdown,
            one.value if one.value is not None else say_cell(None, one.markers),
            one.numerator,
            one.denominator,
            one.lower,
            one.upper,
            write_codes(one.markers) if one.markers else "",
            indicator.unit,
            one.release,
            origins.get(one.release, ""),
            one.cell,
        )
        for one in series.observations
    ]


def say_cell(value: float | None, markers: Markers) -> Content:
    """The number; where there is none the marker in its place, in square brackets; '' where the cell was empty."""
    if value is not None:
        return value
    instead = [one for one in markers if one in STANDS_FOR_A_VALUE or one is Marker.UNRELIABLE]
    first = min(
        instead, key=lambda one: (one is Marker.BLANK, one is Marker.UNRELIABLE, one.value), default=None
    )
    return "" if first is None or first is Marker.BLANK else f"[{first.value}]"


@cache
def write_codes(markers: Markers) -> str:
    """The codes in alphabetical order, that of an empty cell among them: no other column says why it is empty."""
    return " ".join(sorted({one.value for one in markers}))
