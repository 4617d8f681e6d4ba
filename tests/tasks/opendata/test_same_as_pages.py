"""One figure is one figure: chart, table, CSV, XLSX and JSON say the same."""

from __future__ import annotations

import csv
import json
import warnings
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from oba.charts.curve import Options
from oba.charts.export import shorten
from oba.charts.table import make_table
from oba.charts.turn_the_curve import describe
from oba.model.indicator import Standing
from oba.store.engine import Store
from oba.tasks.draw_curve import make_curve
from oba.tasks.gather import gather

TODAY = date(2026, 12, 1)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_chart_its_table_and_the_csv_have_the_same_number_for_every_headline(
    copy_of_example: Store, downloaded: Path
) -> None:
    """Value by value, of ours and of the areas beside it; and point by point of the frozen forecast."""
    found = gather(copy_of_example, every_area=True)
    measured = [one for one in found.book.indicators if one.key in found.findings]
    headlines = [one.key for one in measured if one.standing is Standing.HEADLINE]
    baselines = {row["indicator"]: row["baseline"] for row in read_csv(downloaded / "baselines.csv")}
    points = read_csv(downloaded / "baseline_points.csv")
    compared = 0
    for key in headlines:
        drawn = describe(make_curve(found, key, options=Options(show_comparators=True), today=TODAY))
        twin = make_table(drawn)
        named = {"Value" if found.place.name == one.name else one.name: one.code for one in found.book.areas}
        rows = read_csv(downloaded / f"{key}.csv")
        for place, head in enumerate(twin.heads):
            plotted = {str(row[0]): row[place] for row in twin.numbers if row[place] is not None}
            if head in named:
                written = {row["period"]: row["value"] for row in rows if row["area code"] == named[head]}
                numbers = {
                    period: float(value)
                    for period, value in written.items()
                    if value and value[0] != "[" and (head == "Value" or period in plotted)
                }
            elif head == "Forecast":
                ours = [row for row in points if row["baseline"] == baselines[key]]
                numbers = {row["period"]: float(row["forecast"]) for row in ours if row["period"] in plotted}
            else:
                continue
            assert {period: shorten(value) for period, value in plotted.items()} == {
                period: shorten(value) for period, value in numbers.items()
            }, (key, head)
            compared += len(numbers)
    assert len(headlines) >= 10
    assert compared > 500


@pytest.mark.parametrize("key", ["repeat_plans", "alcohol_admissions", "looked_after"])
def test_csv_xlsx_and_json_hold_the_same_figures(key: str, downloaded: Path) -> None:
    rows = read_csv(downloaded / f"{key}.csv")
    written = [
        (row["area code"], row["period"], row["value"], row["numerator"], row["markers"]) for row in rows
    ]
    told = json.loads((downloaded / f"{key}.json").read_text(encoding="utf-8"))
    from_json = [
        (series["area_code"], one["period"], one["value"], one["numerator"], " ".join(one["markers"]))
        for series in told["series"]
        for one in series["figures"]
    ]
    assert [(area, period, marks) for area, period, _, _, marks in written] == [
        (area, period, marks) for area, period, _, _, marks in from_json
    ]
    for (*_, value, count, _), (*_, number, numerator, _) in zip(written, from_json, strict=True):
        assert (None if value.startswith("[") or not value else float(value)) == number
        assert (float(count) if count else None) == numerator
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sheet = openpyxl.load_workbook(downloaded / f"{key}.xlsx")["Figures"]
    heads, *cells = list(sheet.iter_rows(min_row=5, values_only=True))
    value = heads.index("value")
    assert [row[value] for row in cells] == [
        row["value"] if row["value"].startswith("[") else float(row["value"]) if row["value"] else None
        for row in rows
    ]


def test_the_table_of_all_figures_is_the_tables_of_each_indicator(downloaded: Path) -> None:
    keys = [row["indicator"] for row in read_csv(downloaded / "indicators.csv")]
    assert [row for key in keys for row in read_csv(downloaded / f"{key}.csv")] == read_csv(
        downloaded / "figures.csv"
    )


def test_the_verdicts_are_those_of_the_pages(copy_of_example: Store, downloaded: Path) -> None:
    found = gather(copy_of_example, every_area=True)
    judged = {key: one.verdict for key, one in found.findings.items() if one.verdict is not None}
    written = {row["indicator"]: row for row in read_csv(downloaded / "verdicts.csv")}
    assert {key: row["verdict"] for key, row in written.items()} == {
        key: one.word.value for key, one in judged.items()
    }
    assert {key: row["gap"] and float(row["gap"]) for key, row in written.items()} == {
        key: "" if one.gap is None else one.gap for key, one in judged.items()
    }
    assert len(written) >= 25
