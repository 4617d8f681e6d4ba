"""Files that are broken, disguised or meant to do harm: each is refused whole, with one plain sentence."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.limits import MIB, UPLOAD, Limits
from oba.load.refusal import RefusedFile
from tests.load.xlsx_writing import write_xlsx

Write = Callable[..., Path]
TABLE = [["Indicator", "Area", "Period", "Value"], ["year6", "Middlesbrough", "2009/10", 36.1]]
SHEET = "xl/worksheets/sheet1.xml"


def rebuild(path: Path, *, change: dict[str, bytes], add: dict[str, bytes] | None = None) -> Path:
    """The workbook with some of its parts changed, and some added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **change, **(add or {})}.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.xlsx", "empty"),
        (b"%PDF-1.7 and so on", "report.xlsx", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "chart.csv", "a picture"),
        (b"PAR1" + b"\0" * 50, "long.csv", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", "old Excel format"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "locked.xlsx",
            "password",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "fake.xls", "web page"),
        (b"area,period,value\nMiddlesbrough,2010,1\n", "text.xlsx", "plain text"),
        (b"\x00\x01\x02\x03binary\x00", "thing.csv", "not text"),
        (b"area,period\x00,value\nMiddlesbrough,2010,1\n", "nul.csv", "not text"),
        (b"PK\x03\x04" + b"\0" * 100, "cut.xlsx", "cut short"),
        (b"area,period,value\n", "header.csv", "nothing below"),
        (b"one column\n1\n2\n", "one.csv", "one column only"),
        (b"\r\narea,period,value\r\n", "late.csv", "nothing below"),
    ],
)
def test_a_file_that_is_something_else_is_refused_by_what_it_is(
    tmp_path: Path, content: bytes, name: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RefusedFile, match=said) as refused:
        open_file(path)
    assert str(refused.value).startswith(name)


def test_a_workbook_cut_short_anywhere_is_refused(write_book: Write) -> None:
    path = write_book({"Data": TABLE})
    whole = path.read_bytes()
    for kept in range(0, len(whole), 97):
        path.write_bytes(whole[:kept])
        with pytest.raises(RefusedFile):
            open_file(path)


def test_a_workbook_with_bytes_spoilt_is_read_or_refused_and_never_breaks(write_book: Write) -> None:
    path = write_book({"Data": TABLE})
    whole = path.read_bytes()
    outcomes = set()
    for place in range(40, len(whole), 61):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            open_file(path)
            outcomes.add("read")
        except RefusedFile:
            outcomes.add("refused")
    assert "refused" in outcomes


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"<v>36.1</v>", b"<v>x</v>"),
        (b'<c r="D2" t="n">', b'<c r="D2" t="s">'),
        (b'<c r="D2" t="n">', b'<c r="D2" t="huh">'),
        (b'<c r="D2" t="n">', b'<c r="D3" t="n">'),
        (b'<c r="D2" t="n">', b'<c r="A2" t="n">'),
        (b'<c r="D2" t="n">', b'<c r="D2" s="99">'),
        (b'<row r="2">', b'<row r="1">'),
        (b'<row r="2">', b'<row r="x">'),
    ],
)
def test_a_cell_that_breaks_the_format_is_refused(write_book: Write, good: bytes, bad: bytes) -> None:
    path = write_book({"Data": TABLE})
    with zipfile.ZipFile(path) as archive:
        whole = archive.read(SHEET)
    assert good in whole
    rebuild(path, change={SHEET: whole.replace(good, bad)})
    with pytest.raises(RefusedFile, match="damaged"):
        open_file(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="not found"):
        open_file(tmp_path / "nothing.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(write_book: Write) -> None:
    path = rebuild(write_book({"Data": TABLE}), change={}, add={"xl/media/image1.png": b"\0" * (8 * MIB)})
    with pytest.raises(RefusedFile, match="far more than any spreadsheet"):
        open_file(path)


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(write_book: Write) -> None:
    with pytest.raises(RefusedFile, match="the limit is"):
        open_file(write_book({"Data": TABLE}), limits=Limits(inflated=1000))


@pytest.mark.parametrize(
    "part",
    ["../outside.xml", "xl/../../outside.xml", "/etc/outside.xml", "..\\outside.xml", "C:/outside.xml"],
)
def test_a_part_that_leads_out_of_the_file_is_refused(write_book: Write, part: str) -> None:
    path = rebuild(write_book({"Data": TABLE}), change={}, add={part: b"<a/>"})
    with pytest.raises(RefusedFile, match="leads out"):
        open_file(path)


def test_more_than_two_hundred_parts_are_refused(write_book: Write) -> None:
    path = rebuild(
        write_book({"Data": TABLE}), change={}, add={f"xl/media/{n}.png": b"." for n in range(201)}
    )
    with pytest.raises(RefusedFile, match="parts, the limit is 200"):
        open_file(path)


EVERY_PART = [
    SHEET,
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/theme/theme1.xml",
    "xl/workbook.xml",
]


def test_the_parts_named_here_are_all_that_a_workbook_has(write_book: Write) -> None:
    with zipfile.ZipFile(write_book({"Data": TABLE})) as archive:
        assert {*EVERY_PART} >= {name for name in archive.namelist() if name != "xl/sharedStrings.xml"}


@pytest.mark.parametrize("part", EVERY_PART)
def test_a_document_type_declaration_is_refused(write_book: Write, part: str) -> None:
    path = write_book({"Data": TABLE})
    with zipfile.ZipFile(path) as archive:
        whole = archive.read(part)
    entities = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>'
    start = whole.index(b"?>") + 2 if whole.startswith(b"<?xml") else 0
    rebuild(path, change={part: whole[:start] + entities + whole[start:]})
    with pytest.raises(RefusedFile, match="document type"):
        open_file(path)


def test_a_protected_part_is_refused_for_its_password(write_book: Write) -> None:
    path = write_book({"Data": TABLE})
    raw = bytearray(path.read_bytes())
    place = raw.index(b"PK\x01\x02")
    flags = struct.unpack_from("<H", raw, place + 8)[0]
    struct.pack_into("<H", raw, place + 8, flags | 0x1)
    path.write_bytes(raw)
    with pytest.raises(RefusedFile, match="password"):
        open_file(path)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"},
            "OpenDocument text",
        ),
        ({"mimetype": b"application/epub+zip"}, "electronic book"),
        ({"xl/workbook.bin": b"."}, "binary workbook"),
        ({"word/document.xml": b"<a/>"}, "a Word document"),
        ({"ppt/presentation.xml": b"<a/>"}, "a PowerPoint presentation"),
        ({"Index/Document.iwa": b"."}, "Apple Numbers"),
        ({"figures.csv": b"a,b"}, "save or unpack it"),
    ],
)
def test_another_kind_of_zip_is_refused_by_what_it_is(
    tmp_path: Path, parts: dict[str, bytes], said: str
) -> None:
    path = tmp_path / "thing.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(RefusedFile, match=said):
        open_file(path)


def test_a_file_above_the_limit_for_uploads_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"area,period,value\n" + b"x" * (11 * MIB))
    with pytest.raises(RefusedFile, match="at most 10 MB"):
        open_file(path, limits=UPLOAD)


def test_stray_formatting_to_the_last_column_is_passed_over(tmp_path: Path, read: Callable[..., Any]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in TABLE:
        sheet.append(row)
    fill = PatternFill("solid", fgColor="FFFF00")
    for row in range(1, 4):
        sheet.cell(row, 16384).fill = fill
    sheet.cell(300, 5).fill = fill
    path = tmp_path / "stray.xlsx"
    book.save(path)
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1]
    assert not [problem for problem in problems if problem.stops]


@pytest.mark.parametrize(("row", "column"), [(1, 600), (200_001, 2)])
def test_a_value_far_away_is_refused_with_where_it_is(tmp_path: Path, row: int, column: int) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Area", "2010"])
    sheet.cell(row, column).value = 1
    path = tmp_path / "far.xlsx"
    book.save(path)
    with pytest.raises(RefusedFile, match=f"row {row:,}, column {column:,}"):
        open_file(path)


def test_a_merged_range_over_the_whole_sheet_is_read_without_harm(
    write_book: Write, read: Callable[..., Any]
) -> None:
    path = write_book({"Data": TABLE})
    with zipfile.ZipFile(path) as archive:
        whole = archive.read(SHEET)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
    rebuild(path, change={SHEET: whole.replace(b"</sheetData>", merged)})
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1]
    assert not [problem for problem in problems if problem.stops]


def test_text_that_looks_like_a_formula_or_a_page_is_text(write_csv: Write, read: Callable[..., Any]) -> None:
    names = ["=HYPERLINK('http://x')", "+cmd", "@SUM(1)", "<script>alert(1)</script>", "# H1", "a]\"';--"]
    rows = [[*TABLE[0], "Breakdown"], *([*TABLE[1], name] for name in names)]
    figures, problems, _ = read(write_csv(rows))
    assert figures["breakdown"].tolist() == names
    assert not [problem for problem in problems if problem.stops]


def test_a_workbook_cut_at_each_tenth_of_its_length_is_one_sentence(write_book: Write) -> None:
    path = write_book({"Data": TABLE})
    whole = path.read_bytes()
    with Parser() as parser:
        for tenth in range(10):
            path.write_bytes(whole[: len(whole) * tenth // 10])
            with pytest.raises(RefusedFile) as refused:
                open_file(path, parser=parser, limits=UPLOAD)
            assert re.fullmatch(r"figures\.xlsx: the file [a-z ]+\. [A-Z][a-z, ]+\.", str(refused.value))


def test_a_far_cell_without_a_value_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    opened = open_file(write_xlsx(tmp_path / "far.xlsx", rows))
    assert len(list(opened.sheets[0].rows())) == 1


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="B99999999999"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_with_a_value_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(RefusedFile, match=r"reaches to row|damaged"):
        open_file(write_xlsx(tmp_path / "far.xlsx", rows), limits=UPLOAD)


@pytest.mark.parametrize("said", ["A1:B2", "A1", "A1:XFD1048576", "nonsense"])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path, said: str) -> None:
    rows = '<row r="3"><c r="D3"><v>7</v></c></row>'
    path = write_xlsx(tmp_path / "lying.xlsx", rows, before=f'<dimension ref="{said}"/>')
    found = [(number, [cell.value for cell in cells]) for number, cells in open_file(path).sheets[0].rows()]
    assert found == [(1, []), (2, []), (3, [None, None, None, 7])]


def test_a_part_that_is_longer_than_the_directory_says_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "lying.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' * 1)
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    size = struct.unpack_from("<I", raw, at + 24)[0]
    struct.pack_into("<I", raw, at + 24, size - 20)
    path.write_bytes(raw)
    with pytest.raises(RefusedFile, match="damaged"):
        open_file(path)


def test_a_zip_in_a_zip_is_refused(write_book: Write, tmp_path: Path) -> None:
    inner = write_book({"Data": TABLE}, name="inner.xlsx")
    outer = tmp_path / "outer.xlsx"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "inner.xlsx")
    with pytest.raises(RefusedFile, match="zip file that is not a spreadsheet"):
        open_file(outer)


def test_one_long_text_in_very_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000))
    path = write_xlsx(tmp_path / "amplified.xlsx", rows, shared=["x" * 32_000])
    assert path.stat().st_size < 200_000
    with Parser() as parser, pytest.raises(RefusedFile, match="unpack to far more"):
        open_file(path, parser=parser, limits=UPLOAD)


def test_merged_ranges_that_overlap_and_nest_are_read_without_harm(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>1</v></c></row>'
        for row in range(1, 301)
    )
    ranges = [f"A{top}:A{bottom}" for top in range(1, 300) for bottom in (top + 1, 1048576, 300)]
    merged = "".join(
        f'<mergeCell ref="{one}"/>' for one in [*ranges, "A300:A1", "B2:A1", "A0:A0", "XFE1:ZZZ9999999"]
    )
    path = write_xlsx(tmp_path / "cycle.xlsx", rows, after=f"<mergeCells>{merged}</mergeCells>")
    found = list(open_file(path).sheets[0].rows())
    assert len(found) == 300
    assert all(cells[1].value == 1 for _, cells in found)


def test_a_full_sheet_of_a_million_rows_is_refused_as_an_upload(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row % 7}</v></c></row>' for row in range(1, 1_048_577))
    path = write_xlsx(tmp_path / "full.xlsx", rows)
    with Parser() as parser, pytest.raises(RefusedFile, match="reaches to row 200,001"):
        open_file(path, parser=parser, limits=UPLOAD)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>7</v></c>',
        '<c r="A1" t="b"><v>maybe</v></c>',
        '<c r="A1" t="d"><v>soon</v></c>',
        '<c r="A-1"><v>1</v></c>',
        '<c r="ÄÖ1"><v>1</v></c>',
        '<c r=""><v>1</v></c>',
        '<c r="A1"><v>1</c>',
    ],
)
def test_a_cell_that_means_nothing_is_refused_as_damage(tmp_path: Path, cell: str) -> None:
    with pytest.raises(RefusedFile, match="damaged"):
        open_file(write_xlsx(tmp_path / "odd.xlsx", f'<row r="1">{cell}</row>'))


@pytest.mark.parametrize("number", ["9" * 5_000, "1E+999", "-1e400"])
def test_a_number_larger_than_any_can_be_stays_a_text_of_bounded_length(tmp_path: Path, number: str) -> None:
    path = write_xlsx(tmp_path / "odd.xlsx", f'<row r="1"><c r="A1"><v>{number}</v></c></row>')
    [(_, cells)] = open_file(path).sheets[0].rows()
    assert isinstance(cells[0].value, str)
    assert number.startswith(cells[0].value)
    assert len(cells[0].value) <= 36


def test_so_many_breakdowns_that_memory_would_run_out_are_refused(
    tmp_path: Path, read: Callable[..., Any]
) -> None:
    path = tmp_path / "many.csv"
    with open(path, "w", newline="") as file:
        file.write("indicator,area,period,value,breakdown\n")
        for number in range(300_000):
            file.write(f"year6,Middlesbrough,2009/10,1,b{number}\n")
    with pytest.raises(RefusedFile, match="indicators and breakdowns"):
        read(path)
