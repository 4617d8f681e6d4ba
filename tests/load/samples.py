"""One small file in each layout that is read, laid out as its publisher lays it out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from oba.load.returns.return_layout import HEADINGS
from oba.model.recipe import Recipe
from tests.load import test_recipe
from tests.load.formats import (
    test_dfe_text,
    test_dfe_workbook,
    test_dwp_workbook,
    test_ees,
    test_els,
    test_fingertips,
    test_fingertips_next,
    test_lait_files,
    test_lait_long,
    test_nomis,
    test_ons_conceptions,
    test_open_sdg,
    test_scorecard,
    test_stat_xplore,
)
from tests.load.formats.books import write_laid_out

Rows = Sequence[Sequence[Any]]

TIDY: Rows = [
    ["indicator", "area code", "area", "period", "value"],
    ["year6", "E06000002", "Middlesbrough", "2009/10", 36.1],
    ["year6", "E12000001", "North East", "2009/10", 34.7],
]
WIDE: Rows = [
    ["Area", "2009/10", "2010/11"],
    ["Middlesbrough", 36.1, 35.8],
    ["North East", 34.7, "[x]"],
]
TITLED: Rows = [
    ["Excess weight in Year 6"],
    ["Per cent of children"],
    [],
    *WIDE,
    [],
    ["Source: the National Child Measurement Programme"],
]
PLAN: Mapping[str, Rows] = {
    "Plan": [["Field", "Value"]],
    "Themes": [["Key", "Theme"], ["t", "T"]],
    "Indicators": [["Key"], ["i"]],
}
ACTIONS: Mapping[str, Rows] = {
    "Action plan": [
        ["Scrutiny recommendation", "Proposed action", "By whom", "Budget cost", "Timescale"],
        ["That it is tried", "Try it", "The council", "£0", "Ongoing"],
    ],
}
RETURN: Mapping[str, Rows] = {
    "Return": [
        ["Return of", "Cleveland Police"],
        ["Partner key", "police"],
        [],
        list(HEADINGS),
        ["year6", "Year 6", "E06000002", "Middlesbrough", "2009/10", 36.1],
    ]
}
SFR = {"INDEX": test_dfe_workbook.INDEX, "LAA1": test_dfe_workbook.LAA1}
FAMILIES = {
    "Cover_sheet": {
        "A1": "Children in Low Income Families: local area statistics",
        "A3": "Published:31 March 2022",
    },
    "1_Relative_Local_Authority": test_dwp_workbook.sheet(
        1,
        "Relative",
        "Local Authority",
        ("United Kingdom [note 4]", "K02000001", 2454452, 2379590, 0.193, 0.187),
        ("Middlesbrough", "E06000002", 11789, 12698, 0.397, 0.424),
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """`name` is the format that reads what `write` writes; `recipes` those that a person has made before."""

    name: str
    write: Callable[[Path], Path]
    recipes: tuple[Recipe, ...] = field(default=())


def of_text(name: str, text: str, *, file: str = "figures.csv", encoding: str = "utf-8") -> Sample:
    def write(folder: Path) -> Path:
        path = folder / file
        path.write_text(text.lstrip("\n"), encoding=encoding)
        return path

    return Sample(name, write)


def of_rows(name: str, rows: Rows) -> Sample:
    return Sample(name, lambda folder: write_rows(folder / "figures.csv", rows))


def of_book(name: str, sheets: Mapping[str, Rows], *recipes: Recipe) -> Sample:
    return Sample(name, lambda folder: write_sheets(folder / "figures.xlsx", sheets), recipes)


def of_cells(
    name: str, sheets: Mapping[str, Mapping[str, Any]], *, merged: Mapping[str, Sequence[str]] | None = None
) -> Sample:
    return Sample(name, lambda folder: write_laid_out(folder / "figures.xlsx", sheets, merged=merged))


def write_rows(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_sheets(path: Path, sheets: Mapping[str, Rows]) -> Path:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


GENERAL = (
    of_book("tidy workbook", {"Data": TIDY, "Notes": [["Read me"]]}),
    of_book("wide workbook", {"year6": WIDE}),
    of_book("titled sheets", {"Sheet1": TITLED}),
    of_rows("tidy CSV", TIDY),
    of_rows("wide CSV", WIDE),
    of_rows("titled CSV", TITLED),
)
PUBLISHERS = (
    of_text("Fingertips CSV", test_fingertips.HEADER + test_fingertips.row()),
    of_text(
        "Fingertips page download",
        test_fingertips.HEADER.replace("Area Name", "AreaName") + test_fingertips.row(),
        encoding="utf-8-sig",
    ),
    of_text("Fingertips extract", test_fingertips.EXTRACT),
    of_text(
        "FingertipsNext CSV",
        test_fingertips_next.HEADER
        + "E06000002,2020-01-01,2020-12-31,Calendar,Persons,15,17,,,100,50,2000,45,55,44,56\n",
    ),
    of_text("Explore Education Statistics CSV", test_ees.PLANS),
    of_text(
        "Explore Local Statistics CSV", test_els.OLD + test_els.old("2007-08-01T00:00:00/P1Y", "24.73868")
    ),
    of_text("Local Authority Interactive Tool table", test_lait_long.CONCEPTIONS),
    of_text("LAIT data dictionary", test_lait_files.DICTIONARY),
    of_cells("statistical neighbours", {"LA SN Groups": test_lait_files.NEIGHBOURS}),
    of_text("DfE first release CSV", test_dfe_text.OF_2011),
    of_cells("DfE statistical first release", SFR, merged={"LAA1": test_dfe_workbook.LAA1_MERGED}),
    of_cells("DWP children in low income families", FAMILIES),
    of_text("Stat-Xplore CSV", test_stat_xplore.TABLE),
    of_text("Nomis CSV", test_nomis.HEAD + test_nomis.row()),
    of_text(
        "Open SDG CSV",
        test_open_sdg.HEAD
        + "2018,North East,Middlesbrough,,Normal value,Units,Percentage (%),E12000001,93.3\n"
        + "2018,North East,,,Normal value,Units,Percentage (%),E12000001,90.1\n",
        file=test_open_sdg.NAME,
    ),
    of_cells(
        "ONS annual conceptions",
        {"Table 1": test_ons_conceptions.SHEET},
        merged={"Table 1": test_ons_conceptions.MERGED},
    ),
    of_text("Clear Impact Scorecard CSV", test_scorecard.TEXT),
)
MEASURES = {
    "Measure figures": [
        ["Measure key", "Measure", "Period", "Value", "Numerator", "Denominator", "Marker", "Note"],
        ["coping", "Parents who cope", "2009/10", 61.5, 123, 200, None, None],
    ]
}
OURS = (
    of_book("plan workbook", PLAN),
    of_book("action plan", ACTIONS),
    of_book("partner return", RETURN),
    of_book("return of performance measures", MEASURES),
)
BY_RECIPE = (of_book("recipe", {"LAA1": test_recipe.LOOKED_AFTER}, test_recipe.ACROSS),)
SAMPLES = (*OURS, *PUBLISHERS, *BY_RECIPE, *GENERAL)
