"""The workbooks follow the public sector's guidance on spreadsheets, and hold what they were given."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.tasks.opendata import OpenFile
from oba.tasks.opendata.xlsx import Document, Sheet, write_book

DOCUMENT = Document("Figures <of> Ōne & all", "The Trust", "Publication 2", date(2026, 12, 1))
FORMULAS = ("=1+1", '=HYPERLINK("http://x.example","y")', "+1", "-2", "@SUM(A1)", "\tx")


def open_book(written: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(io.BytesIO(written))


def as_read(cell: Any) -> Any:
    return cell.date() if hasattr(cell, "date") else cell


CELLS = st.one_of(
    st.none(),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), min_size=1
    ),
    st.sampled_from(FORMULAS),
    st.floats(-1e12, 1e12),
    st.integers(-(10**9), 10**9),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_what_is_written_is_what_another_library_reads(rows: list[tuple[Any, Any, Any]]) -> None:
    book = open_book(write_book(DOCUMENT, [Sheet("One", ("Title", "A line"), ("a", "b", "c"), rows)]))
    found = [
        tuple(as_read(cell) for cell in row) for row in book["One"].iter_rows(min_row=4, values_only=True)
    ]
    expected = [tuple(cell if cell != "" else None for cell in row) for row in rows]
    assert [row for row in found if any(cell is not None for cell in row)] == [
        row for row in expected if any(cell is not None for cell in row)
    ]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    rows = [(text, None) for text in FORMULAS]
    written = write_book(DOCUMENT, [Sheet("One", ("Title",), ("a", "b"), rows)])
    assert {cell.data_type for cell in open_book(written)["One"]["A"]} == {"s"}
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_bytes_are_the_same_each_time_and_bear_the_day_of_the_publication_alone() -> None:
    sheets = [Sheet("One", ("Title",), ("a",), [("x",), (1.5,), (date(2026, 4, 8),)])]
    written = write_book(DOCUMENT, sheets)
    assert write_book(DOCUMENT, sheets) == written
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        days = re.findall(rb"\d{4}-\d\d-\d\dT[^<]*", archive.read("docProps/core.xml"))
    assert set(days) == {b"2026-12-01T00:00:00Z"}


@pytest.fixture(scope="module")
def books(open_files: Mapping[str, OpenFile]) -> dict[str, Any]:
    names = ("figures", "tables", "repeat_plans", "alcohol_admissions")
    return {name: open_book(open_files[f"data/{name}.xlsx"].make()) for name in names}


def test_each_workbook_has_a_cover_its_contents_notes_a_title_and_a_language(books: dict[str, Any]) -> None:
    for book in books.values():
        assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
        assert book.properties.title == book["Cover"]["A1"].value
        assert book.properties.language == "en-GB"
        listed = [row[0] for row in book["Contents"].iter_rows(min_row=4, max_col=1, values_only=True)]
        assert listed == book.sheetnames[2:]
        links = [cell.hyperlink.location for (cell,) in book["Contents"].iter_rows(min_row=4, max_col=1)]
        assert links == [f"'{name}'!A1" for name in listed]
        cover = " ".join(str(row[0]) for row in book["Cover"].iter_rows(values_only=True))
        assert "Publication 2, published on 1 December 2026" in cover
        assert "Open Government Licence v3.0" in cover
        assert "example" in cover


def test_each_sheet_has_a_title_and_one_marked_table_and_nothing_that_a_screen_reader_trips_over(
    books: dict[str, Any],
) -> None:
    for book in books.values():
        for sheet in book.worksheets:
            assert sheet["A1"].value
            assert not sheet.merged_cells.ranges
            assert sheet.sheet_state == "visible"
            assert sheet.auto_filter.ref is None
            assert sheet.freeze_panes is None
            if sheet.title == "Cover":
                continue
            (table,) = sheet.tables.values()
            first, last = table.ref.split(":")
            assert first[0] == "A"
            assert table.autoFilter is None
            assert re.sub(r"[A-Z]+", "", last) == str(sheet.max_row)
            heads = [cell.value for cell in sheet[int(first[1:])]]
            assert heads == [column.name for column in table.tableColumns]
            assert len(set(heads)) == len(heads)
            body = list(sheet.iter_rows(min_row=int(first[1:]) + 1, values_only=True))
            assert all(any(cell is not None for cell in row) for row in body)
            assert all(any(row[place] is not None for row in body) for place in range(len(heads)))


def test_the_notes_explain_every_marker_and_every_column(books: dict[str, Any], downloaded: Path) -> None:
    book = books["repeat_plans"]
    notes = {row[0] for row in book["Notes"].iter_rows(min_row=7, values_only=True)}
    shown = {
        str(row[0])
        for row in book["Figures"].iter_rows(min_row=6, min_col=7, max_col=7, values_only=True)
        if isinstance(row[0], str)
    }
    assert shown
    assert shown <= notes
    heads = [cell.value for cell in book["Figures"][5]]
    assert {f"column: {head}" for head in heads} <= notes


def test_a_number_is_shown_with_the_decimals_of_its_page(books: dict[str, Any]) -> None:
    sheet = books["alcohol_admissions"]["Figures"]
    place = [cell.value for cell in sheet[5]].index("value")
    assert {row[place].number_format for row in sheet.iter_rows(min_row=6)} == {"#,##0.0"}


def test_a_wrapped_text_has_the_height_it_needs_and_a_line_above_a_table_runs_on(
    books: dict[str, Any],
) -> None:
    wrapped = 0
    for book in books.values():
        for sheet in book.worksheets:
            widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[sheet.max_row]]
            above = (
                0 if sheet.title == "Cover" else int(next(iter(sheet.tables.values())).ref[1:].split(":")[0])
            )
            assert not any(row[0].alignment.wrap_text for row in sheet.iter_rows(max_row=above - 1) if above)
            for row in sheet.iter_rows(min_row=max(above, 2)):
                texts = [
                    len(cell.value) / width
                    for cell, width in zip(row, widths, strict=False)
                    if isinstance(cell.value, str)
                ]
                if (longest := max(texts, default=0)) > 1:
                    wrapped += 1
                    assert (sheet.row_dimensions[row[0].row].height or 0) >= min(15.75 * longest, 409)
    assert wrapped > 20


def test_a_sheet_is_printed_as_wide_as_the_paper_with_its_headings_on_each_page(
    books: dict[str, Any],
) -> None:
    for book in books.values():
        for sheet in book.worksheets:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            if sheet.title != "Cover":
                row = next(iter(sheet.tables.values())).ref[1:].split(":")[0]
                assert sheet.print_title_rows == f"${row}:${row}"
