"""Files that are broken, disguised or meant to do harm: each is refused whole, with one plain sentence."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from oba.load.file import open_file
from oba.load.limits import MIB, UPLOAD, Limits
from oba.load.refusal import RefusedFile

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


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
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
