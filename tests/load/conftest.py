"""What the tests of loading share: a small plan to look words up in, and ways to write files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook

from oba.load.file import read_file
from oba.load.reading import Reading
from oba.load.reference import Reference
from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import PeriodKind
from oba.model.release import Problem, Source

Rows = Sequence[Sequence[Any]]


def make_indicator(key: str, **facts: Any) -> Indicator:
    usual: dict[str, Any] = {
        "title": key.replace("_", " ").capitalize(),
        "theme": "t",
        "outcome": "o",
        "standing": Standing.HEADLINE,
        "unit": "%",
        "value_type": ValueType.PROPORTION,
        "polarity": Polarity.LOW_IS_GOOD,
        "period_kind": PeriodKind.FINANCIAL_YEAR,
        "multiplier": 100.0,
    }
    return Indicator(key=key, **{**usual, **facts})


@pytest.fixture(scope="session")
def reference() -> Reference:
    rate = {"value_type": ValueType.CRUDE_RATE, "unit": "per 1,000", "multiplier": 1000.0}
    return Reference(
        indicators=[
            make_indicator("year6", title="Excess weight in Year 6", period_kind=PeriodKind.ACADEMIC_YEAR),
            make_indicator("conceptions", period_kind=PeriodKind.CALENDAR_YEAR, **rate),
            make_indicator("alcohol", years_pooled=3, **rate),
            make_indicator("absence", period_kind=PeriodKind.MONTH),
            make_indicator(
                "plans", period_kind=PeriodKind.POINT_IN_TIME, value_type=ValueType.COUNT, unit="plans"
            ),
            make_indicator("spending", value_type=ValueType.COUNT, unit="£m"),
            make_indicator("change", unit="points", value_type=ValueType.SCORE, lower_bound=None),
        ],
        areas=[
            Area(
                "E06000002",
                "Middlesbrough",
                AreaKind.LOCAL_AUTHORITY,
                dfe_number="806",
                old_code="00EC",
                aliases=("Middlesbrough UA",),
            ),
            Area("E06000001", "Hartlepool", AreaKind.LOCAL_AUTHORITY, dfe_number="805", old_code="00EB"),
            Area("E06000004", "Stockton-on-Tees", AreaKind.LOCAL_AUTHORITY, dfe_number="808"),
            Area("E12000001", "North East", AreaKind.REGION),
            Area("E92000001", "England", AreaKind.COUNTRY),
        ],
    )


@pytest.fixture
def write_book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets, each a list of rows, to a workbook of this name."""

    def write(sheets: dict[str, Rows], *, name: str = "figures.xlsx") -> Path:
        book = Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(
        rows: Rows, *, name: str = "figures.csv", delimiter: str = ",", encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def read(reference: Reference) -> Callable[..., tuple[pd.DataFrame, list[Problem], Reading]]:
    """The figures of a file, what there is to tell of it, and the reading itself."""

    def work(path: Path, **said: Any) -> tuple[pd.DataFrame, list[Problem], Reading]:
        source = Source(publisher="A publisher", title="A title", **said)
        reading = read_file(path, reference=reference, source=source)
        frames = list(reading.frames())
        figures = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
        return figures, reading.problems, reading

    return work
