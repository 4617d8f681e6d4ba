"""The example's files, read plainly: apart from the product's own reader, so that each can show the other wrong."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
AREA_HEADERS = ("area code", "area_code", "la number", "la and regions", "la name", "area")
PERIOD_HEADERS = ("time period", "time_period", "period", "years")
PERIOD = re.compile(r"(FYE |31 March )?(19|20)\d\d")

Row = list[Any]
Figures = dict[tuple[str, str, str], Any]


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def plan() -> dict[str, list[dict[str, Any]]]:
    """Every sheet of the plan workbook as a list of rows by header."""
    book = openpyxl.load_workbook(DATA / "middlesbrough_plan.xlsx")
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    return {
        title: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for title, rows in sheets.items()
    }


@pytest.fixture(scope="session")
def sources() -> dict[str, dict[str, Any]]:
    """The sidecar of every source file, by the file's name."""
    found = sorted(DATA.glob("*.source.toml"))
    return {path.name.removesuffix(".source.toml"): tomllib.loads(path.read_text("utf-8")) for path in found}


@pytest.fixture(scope="session")
def figures(plan: dict[str, list[dict[str, Any]]], sources: dict[str, dict[str, Any]]) -> Figures:
    """What stands in the value cell of each (indicator key, area name, period as written)."""
    keys = {row["Key"]: row["Key"] for row in plan["Indicators"]}
    keys |= {row["Indicator"]: row["Key"] for row in plan["Indicators"]}
    names = {
        str(row[column]): row["Name"] for row in plan["Areas"] for column in ("Code", "Name", "DfE number")
    }
    found: Figures = {}
    for file, source in sources.items():
        for sheet, rows in read_sheets(DATA / file):
            for indicator, area, period, value in read_table(
                rows, indicator=source.get("sheets", {}).get(sheet)
            ):
                key = (keys[indicator], names[area], period)
                assert key not in found, f"{key} stands twice, the second time in {file}"
                found[key] = as_number(value)
    return found


def read_sheets(path: Path) -> list[tuple[str, list[Row]]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as text:
            return [("", [list(row) for row in csv.reader(text)])]
    return [
        (sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])
        for sheet in openpyxl.load_workbook(path)
    ]


def read_table(rows: list[Row], *, indicator: str | None) -> list[tuple[str, str, str, Any]]:
    """(indicator, area, period, value) of a table with one row a period, or with the periods across."""
    top = next(i for i, row in enumerate(rows) if count_filled(row) >= 4)
    headers = [str(cell).strip().casefold() for cell in rows[top]]
    found = []
    for row in rows[top + 1 :]:
        if count_filled(row) < 3:
            continue
        by_header = dict(zip(headers, row, strict=True))
        which = indicator or by_header["indicator"]
        area = next(str(by_header[name]) for name in AREA_HEADERS if name in by_header)
        tidy = next((name for name in PERIOD_HEADERS if name in by_header), None)
        if tidy:
            value = by_header.get("value", by_header.get("values"))
            found.append((which, area, str(by_header[tidy]), value))
            continue
        across = [i for i, header in enumerate(rows[top]) if PERIOD.match(str(header))]
        found.extend((which, area, str(rows[top][i]), row[i]) for i in across)
    return found


def as_number(value: Any) -> Any:
    """A CSV's numbers as numbers; anything else as it stands."""
    return float(value) if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) else value


def count_filled(row: Row) -> int:
    return sum(cell not in (None, "") for cell in row)
