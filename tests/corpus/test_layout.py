"""The corpus of layouts: headers, merged cells, footnotes, hidden parts, formulas, rows that do not fit."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.corpus.case import HEAD, OK, TOWN, Build, Case, at, book, holds, rows, said, text

CELL, ASK, FIX, NOTE, FILE = "refused cell", "asked", "fixed", "note", "refused file"
GOOD = ["conceptions", TOWN, "2010", 41.5]
EARLIER = ["conceptions", TOWN, "2009", 40.5]
BOTH = {**holds(41.5), at("2009"): (40.5, "")}
WIDE = ["indicator", "area", "2009", "2010"]
WIDE_ROW = ["conceptions", TOWN, 40.5, 41.5]


def sheets(*table: list[Any], name: str = "Data", dress: Callable[[Workbook], None] | None = None) -> Build:
    return book({name: table}, dress=dress)


def line(*lines: str, end: str = "\n", encoding: str = "utf-8") -> Build:
    return text(end.join(lines) + end, encoding=encoding)


def with_result(table: list[list[Any]], formula: str, result: str) -> Build:
    """A workbook whose last cell of the table is a formula with a saved result, as Excel writes it."""

    def build(folder: Path) -> Path:
        path = book({"Data": [*table[:-1], [*table[-1][:-1], f"={formula}"]]})(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        part = "xl/worksheets/sheet1.xml"
        for empty in (b"<v></v>", b"<v />", b"<v/>"):
            parts[part] = parts[part].replace(b"</f>" + empty, b"</f><v>" + result.encode() + b"</v>")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return build


def merged(*ranges: str) -> Callable[[Workbook], None]:
    def work(written: Workbook) -> None:
        for one in ranges:
            written["Data"].merge_cells(one)

    return work


def hide_sheet(written: Workbook) -> None:
    written["Working"].sheet_state = "hidden"


def hide_row(written: Workbook) -> None:
    written["Data"].row_dimensions[3].hidden = True


def strike(written: Workbook) -> None:
    written["Data"]["D3"].font = Font(strike=True)


def colour(written: Workbook) -> None:
    written["Data"]["D3"].fill = PatternFill("solid", fgColor="FFFF0000")


def comment(written: Workbook) -> None:
    written["Data"]["D3"].comment = Comment("Estimate of the police", "Ann")


def far_format(written: Workbook) -> None:
    written["Data"].cell(200, 16_384).font = Font(bold=True)


CASES = [
    Case(
        "22",
        "a formula with its saved result is the result",
        with_result([list(HEAD), EARLIER, GOOD], "D2+1", "41.5"),
        NOTE,
        says="calculated",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "23",
        "a link to another workbook is read and told of",
        with_result([list(HEAD), EARLIER, GOOD], "[1]Sheet1!A1", "41.5"),
        NOTE,
        says="another workbook",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "64a",
        "a title above the header is passed over and kept",
        sheets(["Under-18 conceptions"], [], list(HEAD), EARLIER, GOOD),
        NOTE,
        says="Under-18 conceptions",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "64b",
        "a title merged over the table is passed over and kept",
        sheets(["Under-18 conceptions"], list(HEAD), EARLIER, GOOD, dress=merged("A1:D1")),
        NOTE,
        says="Under-18 conceptions",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "64c",
        "a title above the header of a CSV is passed over",
        line("Under-18 conceptions", "", ",".join(HEAD), f"conceptions,{TOWN},2010,41.5"),
        NOTE,
        says="Under-18 conceptions",
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "65a",
        "a header in two rows with periods in one of them is read",
        sheets(["", "", "Rate", "Rate"], ["indicator", "area", "2009", "2010"], WIDE_ROW),
        OK,
        cells=2,
    ),
    Case(
        "65b",
        "a header in two rows that says nothing of periods is asked about",
        sheets(["indicator", "area", "Boys", ""], ["", "", "First", "Second"], WIDE_ROW),
        ASK,
        says="which period the figures are for",
        asked=False,
    ),
    Case(
        "66",
        "cells merged down are filled only inside their range",
        sheets(
            list(HEAD),
            ["conceptions", TOWN, "2009", 40.5],
            ["conceptions", None, "2010", 41.5],
            dress=merged("B2:B3"),
        ),
        FIX,
        says="merged",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "66b",
        "a blank area that is not merged is never filled",
        sheets(list(HEAD), EARLIER, ["conceptions", None, "2010", 41.5]),
        CELL,
        says="the area is not given",
        cells=2,
    ),
    Case(
        "67a",
        "two columns headed value are refused",
        sheets([*HEAD, "value"], [*GOOD, 42.5]),
        CELL,
        says="one column for the value",
    ),
    Case(
        "67b",
        "two columns headed with one period are refused",
        sheets(["indicator", "area", "2010", "2010"], WIDE_ROW),
        CELL,
        says="2010",
    ),
    Case(
        "68a",
        "a column that holds something needs a header",
        sheets([*HEAD, None], [*GOOD, "what?"]),
        CELL,
        "Data!E2",
        "without a header",
        cells=1,
    ),
    Case(
        "68b",
        "a column that holds nothing needs none",
        sheets([*HEAD, None, "note"], [*GOOD, None, "x"]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "69",
        "footnotes below the table are kept as notes",
        sheets(list(HEAD), GOOD, [], ["Source: Office for National Statistics"]),
        NOTE,
        says="Source: Office",
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "69b",
        "footnotes below a CSV are kept as notes",
        line(",".join(HEAD), f"conceptions,{TOWN},2010,41.5", "", "Source: Office for National Statistics"),
        NOTE,
        says="Source: Office",
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "70a",
        "blank rows inside a table are passed over",
        sheets(list(HEAD), EARLIER, [], GOOD),
        OK,
        stored=BOTH,
        cells=2,
    ),
    Case(
        "70b",
        "blank columns inside a table are passed over",
        sheets(["indicator", "area", None, "period", "value"], ["conceptions", TOWN, None, "2010", 41.5]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case("71a", "a long table is read", sheets(list(HEAD), GOOD), OK, stored=holds(41.5), cells=1),
    Case("71b", "a wide table is read", sheets(WIDE, WIDE_ROW), OK, stored=BOTH, cells=2),
    Case("71c", "a wide CSV is read", rows([WIDE_ROW], head=WIDE), OK, stored=BOTH, cells=2),
    Case(
        "72",
        "a hidden sheet is not read, and said so",
        book({"Data": [HEAD, GOOD], "Working": [HEAD, EARLIER]}, dress=hide_sheet),
        NOTE,
        "sheet 'Working'",
        "hidden",
        stored=holds(41.5),
        absent=[at("2009")],
        cells=1,
    ),
    Case(
        "73",
        "hidden rows are read, and said so",
        sheets(list(HEAD), EARLIER, GOOD, dress=hide_row),
        NOTE,
        says="1 hidden row",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "74a",
        "cells struck through are told of",
        sheets(list(HEAD), EARLIER, GOOD, dress=strike),
        NOTE,
        says="struck",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "74b",
        "coloured cells are told of",
        sheets(list(HEAD), ["conceptions", TOWN, "2008", 39.5], EARLIER, GOOD, dress=colour),
        NOTE,
        says="colour",
        stored=BOTH,
        cells=3,
    ),
    Case(
        "75",
        "a comment is kept as a note with its cell",
        sheets(list(HEAD), EARLIER, GOOD, dress=comment),
        NOTE,
        "Data!D3",
        "Estimate of the police",
        stored=BOTH,
        cells=2,
    ),
    Case(
        "80a",
        "a row that is too short is refused",
        line(",".join(HEAD), f"conceptions,{TOWN},2010,41.5", f"conceptions,{TOWN},2009"),
        CELL,
        "line 3",
        cells=0,
    ),
    Case(
        "80b",
        "a row that is too long is refused",
        line(",".join(HEAD), f"conceptions,{TOWN},2010,41.5,6"),
        CELL,
        "line 2",
        cells=0,
    ),
    Case(
        "81",
        "a quote that is never closed is refused with its line",
        line(",".join(HEAD), f'conceptions,"{TOWN},2010,41.5', "x"),
        FILE,
        says="quot",
    ),
    Case("82a", "a header without rows holds no figures", line(",".join(HEAD)), FILE),
    Case("82b", "an empty file is refused", text(b""), FILE, says="empty"),
    Case("82c", "a workbook with nothing in it is refused", book({"Data": []}), FILE),
    Case(
        "L1",
        "columns in another order are read",
        sheets(["value", "period", "area", "indicator"], [41.5, "2010", TOWN, "conceptions"]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L2",
        "headers in capitals with spaces around them are read",
        sheets([" INDICATOR ", "Area", "PERIOD", "Value"], GOOD),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L3",
        "columns that mean nothing to us are named",
        sheets([*HEAD, "Favourite colour"], [*GOOD, "red"]),
        NOTE,
        says="Favourite colour",
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L4",
        "a table that begins further right is read",
        sheets([None, *HEAD], [None, *GOOD]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L5",
        "figures on two sheets are read",
        book({"One": [HEAD, EARLIER], "Two": [HEAD, GOOD]}),
        OK,
        stored=BOTH,
        cells=2,
    ),
    Case(
        "L6",
        "the same figure on two sheets is read once",
        book({"One": [HEAD, GOOD], "Two": [HEAD, GOOD]}),
        FIX,
        says="given twice",
        stored=holds(41.5),
        cells=2,
    ),
    Case(
        "L7",
        "a figure that differs between two sheets names both cells",
        book({"One": [HEAD, GOOD], "Two": [HEAD, [*GOOD[:3], 42.5]]}),
        CELL,
        "One!D2 and Two!D2",
        cells=2,
    ),
    Case(
        "L8",
        "a sheet without a table is told of",
        book({"Read me": [["How to read this workbook"]], "Data": [HEAD, GOOD]}),
        NOTE,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L9",
        "figures below the notes that end a table are refused",
        sheets(list(HEAD), GOOD, [], ["Source: somewhere"], EARLIER),
        CELL,
        says="below the notes",
        cells=2,
    ),
    Case(
        "L10",
        "stray formatting to the last column is passed over",
        sheets(list(HEAD), GOOD, dress=far_format),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L11",
        "a figure by sex stands apart from the headline",
        rows(
            [["conceptions", TOWN, "2010", 41.5, ""], ["conceptions", TOWN, "2010", 40.5, "Girls"]],
            head=[*HEAD, "sex"],
        ),
        OK,
        stored={at(): (41.5, ""), at(breakdown="Sex: Girls"): (40.5, "")},
        cells=2,
    ),
    Case(
        "L12",
        "Persons is the headline",
        rows([["conceptions", TOWN, "2010", 41.5, "Persons"]], head=[*HEAD, "sex"]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L13",
        "two ages of one indicator are refused",
        rows(
            [["conceptions", TOWN, "2010", 41.5, "15-17"], ["conceptions", TOWN, "2009", 40.5, "13-15"]],
            head=[*HEAD, "age"],
        ),
        CELL,
        "age, line 3",
        "one age",
    ),
    Case(
        "L14",
        "a wide table without area is refused with what was found",
        sheets(["indicator", "2009", "2010"], ["conceptions", 40.5, 41.5]),
        FILE,
        says="area",
    ),
    Case(
        "L15",
        "a table without a value column is refused with what is missing",
        sheets(["indicator", "area", "period", "remark"], ["conceptions", TOWN, "2010", "x"]),
        FILE,
        says="value",
    ),
    Case(
        "L16",
        "a sheet that stands for an indicator by its sidecar is read",
        book({"Rates": [HEAD[1:], GOOD[1:]]}),
        OK,
        stored=holds(41.5),
        cells=1,
        source=said(sheets={"Rates": "conceptions"}),
    ),
    Case("L17", "a table that names no indicator at all is refused", sheets(list(HEAD[1:]), GOOD[1:]), FILE),
    Case(
        "L18",
        "an indicator by its title is read",
        sheets(list(HEAD), ["Under-18 conceptions", *GOOD[1:]]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L19",
        "a misspelt indicator is asked about",
        sheets(list(HEAD), ["Under-18 conception", *GOOD[1:]]),
        ASK,
        says="Under-18 conceptions",
        cells=1,
    ),
    Case(
        "L20",
        "an indicator that is like none is new and waits to be picked",
        sheets(list(HEAD), GOOD, ["School dinners eaten", TOWN, "2010", 12.5]),
        OK,
        stored=holds(41.5),
        cells=2,
    ),
    Case(
        "L21",
        "a new indicator that is picked is loaded",
        sheets(list(HEAD), GOOD, ["School dinners eaten", TOWN, "2010", 12.5]),
        OK,
        stored=holds(41.5),
        cells=2,
        picks=("all",),
    ),
    Case(
        "L22",
        "what is wrong with a new indicator stops nothing",
        sheets(list(HEAD), GOOD, ["School dinners eaten", TOWN, "2010", "12,3"]),
        OK,
        stored=holds(41.5),
        cells=2,
    ),
    Case(
        "L23",
        "a line break inside a cell of a CSV is part of it",
        text(f'indicator,area,period,value,note\nconceptions,{TOWN},2010,41.5,"one\ntwo"\n'),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L24",
        "a header with line breaks is read",
        text(f'indicator,area,"time\nperiod",value\nconceptions,{TOWN},2010,41.5\n'),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L25",
        "rows of commas at the end of a CSV are passed over",
        line(",".join(HEAD), f"conceptions,{TOWN},2010,41.5", ",,,", ",,,"),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "L26",
        "a blank cell across a wide table is a missing figure",
        sheets(WIDE, ["conceptions", TOWN, 40.5, None], ["conceptions", "E06000001", 39.5, 38.5]),
        "marked",
        stored=holds(None, "blank"),
        cells=4,
    ),
    Case(
        "L27",
        "a wide heading with a provisional mark marks its column",
        sheets(["indicator", "area", "2009", "2010 [p]"], WIDE_ROW),
        FIX,
        stored={at(): (41.5, "p"), at("2009"): (40.5, "")},
        cells=2,
    ),
    Case(
        "L28",
        "a column of notes between values is passed over",
        sheets(["indicator", "area", "2009", "remark", "2010"], ["conceptions", TOWN, 40.5, "x", 41.5]),
        OK,
        stored=BOTH,
        cells=2,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_a_layout_is_read_whole_or_refused_by_its_cell(case: Case, try_case: Callable[[Case], None]) -> None:
    try_case(case)
