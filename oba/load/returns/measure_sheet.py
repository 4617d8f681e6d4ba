"""A return of performance measures: a row a figure, read by the key of the measure. No figure of the population."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from oba.load.cells import CellRule, read_cell
from oba.load.headers import plain_header
from oba.load.opened import OpenedFile
from oba.load.plans.record import Record, read_records
from oba.load.sheet import Cell, Sheet
from oba.load.statuses import combine_markers, read_status
from oba.model.indicator import ValueType
from oba.model.marker import STANDS_FOR_A_VALUE, Marker
from oba.model.performance import MeasureFigure, PerformanceMeasure
from oba.model.period import Period
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Outcome, Problem

SHEET = "Measure figures"
HEADINGS = ("Measure key", "Measure", "Period", "Value", "Numerator", "Denominator", "Marker", "Note")
NEEDED = ("Measure key", "Period", "Value")
HEADER_WITHIN = 10
MARKER_REMEDY = "Write one such as [c] suppressed, [x] not available or [p] provisional, or nothing"


def find_measure_sheet(opened: OpenedFile) -> Sheet | None:
    """The sheet of a workbook that has the headings of a return of measures."""
    if opened.book is None or opened.is_plan:
        return None
    wanted = {plain_header(head) for head in NEEDED}
    for sheet in opened.sheets:
        for _, cells in sheet.head(HEADER_WITHIN):
            if wanted <= {plain_header(cell.text) for cell in cells}:
                return sheet
    return None


def read_measure_sheet(
    sheet: Sheet, *, measures: Mapping[str, PerformanceMeasure], indicators: Collection[str]
) -> tuple[tuple[MeasureFigure, ...], list[Problem]]:
    """The figures (of release 0) in the order of their rows, and what there is to tell of the rest.

    A row without value and marker is not returned: what is held stands.
    """
    problems: list[Problem] = []
    found: dict[tuple[str, Period], MeasureFigure] = {}
    places: dict[tuple[str, Period], str] = {}
    for row in read_records(sheet, needed=NEEDED, problems=problems):
        if row.cell("Value").blank and row.cell("Marker").blank:
            continue
        figure = _read_row(row, measures=measures, indicators=indicators)
        if figure is None:
            continue
        key = (figure.measure, figure.period)
        if key in found:
            where = f"{places[key]} and {row.where('Value')}"
            said = f"both are '{figure.measure}' for {figure.period.label}"
            problems.append(
                Problem(Outcome.CELL, where, said, "one figure for each period", "Delete one of the two rows")
            )
            continue
        found[key], places[key] = figure, row.where("Value")
    return tuple(found.values()), problems


def _read_row(
    row: Record, *, measures: Mapping[str, PerformanceMeasure], indicators: Collection[str]
) -> MeasureFigure | None:
    key = row.text("Measure key")
    measure = measures.get(key)
    if measure is None:
        apart = "It is an indicator of the whole population: load its figures on the page Load"
        row.refuse(
            "Measure key",
            found=f"found '{key}'" if key else "found nothing",
            expected="the key of a performance measure",
            remedy=apart if key in indicators else "Correct the key, or add the measure to the plan workbook",
        )
        return None
    period, marks = _read_period(row, measure), _read_marker(row)
    value, markers, readable = _read_value(row, measure, marks)
    numerator, denominator = row.decimal("Numerator", default=None), row.decimal("Denominator", default=None)
    if period is None or not readable:
        return None
    _compare(row, measure, value=value, numerator=numerator, denominator=denominator)
    place = "Marker" if row.cell("Value").blank else "Value"
    return MeasureFigure(
        key, period, value, numerator, denominator, markers, row.text(place), row.where(place)
    )


def _read_period(row: Record, measure: PerformanceMeasure) -> Period | None:
    value = row.cell("Period").value
    try:
        if not isinstance(value, str | int | float | date):
            kind = measure.period_kind.value
            raise PeriodError("found nothing", expected=f"a {kind}", remedy="Write the period")
        return read_period(value, kind=measure.period_kind).period
    except PeriodError as error:
        row.refuse("Period", found=error.found, expected=error.expected, remedy=error.remedy)
        return None


def _read_marker(row: Record) -> tuple[Marker, ...]:
    text = row.text("Marker")
    if not text:
        return ()
    found = read_status(text, symbols={})
    if found is None:
        row.refuse("Marker", found=f"found '{text}'", expected="a marker", remedy=MARKER_REMEDY)
        return ()
    return tuple(found)


def _read_value(
    row: Record, measure: PerformanceMeasure, marks: tuple[Marker, ...]
) -> tuple[float | None, tuple[Marker, ...], bool]:
    """The number or None, its markers, and whether the cell could be read. Nothing is guessed."""
    cell: Cell = row.cell("Value")
    if cell.blank:
        stands = any(one in STANDS_FOR_A_VALUE for one in marks)
        if not stands:
            row.refuse(
                "Value",
                found="the value is empty, and the marker does not stand for one",
                expected="a number, or a marker such as [c]",
                remedy="Write the value, or clear the row",
            )
        return None, marks, stands
    reading = read_cell(cell, rule=CellRule.of(measure.as_curve(), symbols={}))
    if not reading.readable:
        row.refuse("Value", found=reading.said, expected="a number or a marker", remedy=reading.remedy)
        return None, (), False
    value = reading.value
    if value is not None and not _possible(value, measure):
        most = f" to {measure.multiplier:g}" if measure.value_type is ValueType.PROPORTION else " upwards"
        row.refuse("Value", found=f"found {value:g}", expected=f"a value from 0{most}", remedy="Correct it")
        return None, (), False
    markers = combine_markers(reading.markers, marks, (), has_value=value is not None)
    if markers is None:
        row.refuse(
            "Marker",
            found="a number stands beside a marker that stands for one",
            expected="the one or the other",
            remedy="Clear the number or the marker",
        )
        return None, (), False
    return value, markers, True


def _possible(value: float, measure: PerformanceMeasure) -> bool:
    share = measure.value_type is ValueType.PROPORTION
    return value >= 0 and (not share or value <= measure.multiplier)


def _compare(
    row: Record,
    measure: PerformanceMeasure,
    *,
    value: float | None,
    numerator: float | None,
    denominator: float | None,
) -> None:
    """A note where the two counts do not give the value, to the decimals that it is written with."""
    if None in (value, numerator, denominator) or not denominator or value is None or numerator is None:
        return
    counted = numerator / denominator * measure.multiplier
    if abs(counted - value) > 0.51 * 10.0**-measure.decimals and measure.value_type is ValueType.PROPORTION:
        said = f"the value is {value:g}, but its counts give {counted:.{measure.decimals + 1}f}"
        row.problems.append(Problem(Outcome.NOTE, row.where("Value"), said))
