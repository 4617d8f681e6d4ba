"""The sheet that a partner fills in for a service's measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.load.returns.measure_sheet import HEADINGS, SHEET
from oba.model.marker import Marker
from oba.model.performance import PerformanceMeasure
from oba.model.series import Observation, Series
from oba.store.engine import Store
from oba.tasks.book_writing import Content, add_table, as_bytes, drop_down, new_book
from oba.tasks.gather_services import gather_services
from oba.tasks.return_periods import newest_held, periods_due

WIDTHS = (24, 44, 14, 12, 12, 12, 10, 40)
HELP = "How to fill this in"
LINES = (
    "Write one figure a row. A row that is left empty is not returned: what is held stays as it is.",
    "For a suppressed figure leave Value empty and write [c] in the column Marker. Never write 0 or a dash.",
    "Rows for other periods may be added at the end, each with the key of its measure.",
    "These are figures of a service's own customers. Figures of the whole population go in another file.",
)


def make_measure_sheet(store: Store, *, service: str, today: date) -> bytes:
    """A row for each of the newest figures that are held and each period that has ended since."""
    found = gather_services(store, service=service)
    found.service(service)
    measures = found.measures(service)
    rows = [row for one in measures for row in _rows(one, found.series[one.key], today=today)]
    made = new_book()
    sheet = add_table(made, SHEET, heads=HEADINGS, rows=rows, widths=WIDTHS)
    add_table(made, HELP, heads=(HELP,), rows=[(line,) for line in LINES], widths=(60,))
    if measures:
        keys = add_table(
            made,
            "Measures",
            heads=("Key", "Measure", "Unit"),
            rows=[(one.key, one.text, one.unit) for one in measures],
        )
        source = f"{keys.title}!$A$2:$A${len(measures) + 1}"
        drop_down(sheet, cells=[f"A2:A{len(rows) + 60}"], source=source, strict=False)
    codes = ",".join(f"[{one.value}]" for one in Marker if one is not Marker.BLANK)
    drop_down(sheet, cells=[f"G2:G{len(rows) + 60}"], source=codes, strict=False)
    return as_bytes(made)


def _rows(one: PerformanceMeasure, series: Series, *, today: date) -> Sequence[tuple[Content, ...]]:
    held = [_row(one, each.period.label, each) for each in newest_held(series)]
    due = periods_due(series, indicator=one.as_curve(), today=today)
    return [*held, *(_row(one, period.label, None) for period in due)]


def _row(one: PerformanceMeasure, period: str, held: Observation | None) -> tuple[Content, ...]:
    if held is None:
        return (one.key, one.text, period)
    marks = "".join(f"[{marker.value}]" for marker in held.markers if marker is not Marker.BLANK)
    return (one.key, one.text, period, held.value, held.numerator, held.denominator, marks)
