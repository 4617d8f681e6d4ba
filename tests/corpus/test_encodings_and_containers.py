"""The corpus of encodings and containers: how text is written down, and files that are something else.

Files that mean harm (zip bombs, far cells, document types, parts that lead out) are in the tests of hostile files.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.case import HEAD, OK, TOWN, Build, Case, book, holds, rows, text

FIX, FILE, NOTE = "fixed", "refused file", "note"
CONTENT = f"indicator,area,period,value,note\nconceptions,{TOWN},2010,41.5,£1 – café\n"
ROW = ["conceptions", TOWN, "2010", 41.5]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def read(number: str, sentence: str, build: Build, outcome: str = OK, says: str = "") -> Case:
    return Case(number, sentence, build, outcome, says=says, stored=holds(41.5), cells=1)


def refuse(number: str, sentence: str, build: Build, says: str = "") -> Case:
    return Case(number, sentence, build, FILE, says=says)


def gzipped(folder: Path) -> Path:
    path = folder / "figures.csv.gz"
    path.write_bytes(gzip.compress(CONTENT.encode()))
    return path


def cut_short(folder: Path) -> Path:
    path = book({"Data": [HEAD, ROW]})(folder)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def renamed(name: str) -> Build:
    """A sound workbook under another name."""

    def build(folder: Path) -> Path:
        path = book({"Data": [HEAD, ROW]})(folder)
        return path.rename(folder / name)

    return build


def zipped(*parts: str) -> Build:
    """A zip file that is no workbook."""

    def build(folder: Path) -> Path:
        path = folder / "figures.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for part in parts:
                archive.writestr(part, "x")
        return path

    return build


def ods(folder: Path) -> Path:
    """An OpenDocument spreadsheet of one tidy table."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{one}"><text:p>{one}</text:p></table:table-cell>'
            if isinstance(one, float)
            else f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
            for one in row
        )
        + "</table:table-row>"
        for row in (HEAD, ROW)
    )
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{spaces}:office:1.0"'
        f' xmlns:table="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    path = folder / "figures.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


CASES = [
    read("76", "Windows-1252 is read, with a sample", text(CONTENT, encoding="cp1252"), FIX),
    read("77a", "UTF-16 is read by its mark", text(CONTENT, encoding="utf-16"), FIX),
    read("77b", "UTF-16 without its mark is read", text(CONTENT, encoding="utf-16-le"), FIX),
    read("78", "a byte order mark of UTF-8 is passed over", text(CONTENT, encoding="utf-8-sig")),
    read("79a", "semicolons part columns", rows([ROW], delimiter=";"), FIX),
    read("79b", "tabs part columns", rows([ROW], delimiter="\t", name="figures.tsv"), FIX),
    read("79c", "bars part columns", rows([ROW], delimiter="|"), FIX),
    read(
        "79d",
        "the line that tells Excel its separator is passed over",
        text("sep=;\n" + ";".join(HEAD) + f"\nconceptions;{TOWN};2010;41.5\n"),
    ),
    refuse(
        "83",
        "a workbook with a password is refused",
        text(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, name="figures.xlsx"),
        "password",
    ),
    refuse(
        "84",
        "an old workbook is told how to be saved",
        text(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600, name="figures.xls"),
        ".xlsx",
    ),
    read("85a", "an OpenDocument spreadsheet is read", ods),
    refuse(
        "85b",
        "a binary workbook is told how to be saved",
        zipped("[Content_Types].xml", "xl/workbook.bin"),
        "binary",
    ),
    refuse("87a", "a PDF is named", text(b"%PDF-1.7\n" + b"x" * 300, name="figures.xlsx"), "PDF"),
    refuse(
        "87b", "a picture is named", text(b"\x89PNG\r\n\x1a\n" + b"x" * 300, name="figures.csv"), "picture"
    ),
    refuse("87c", "a plain zip file is named", zipped("figures.csv"), "zip"),
    refuse("87d", "a text document is named", zipped("[Content_Types].xml", "word/document.xml")),
    refuse("88", "a workbook cut short is refused", cut_short, "cut short"),
    read("C1", "a workbook under the name of a CSV is read as what it is", renamed("figures.csv")),
    refuse(
        "C2",
        "a CSV under the name of a workbook is told to be renamed",
        text(CONTENT, name="figures.xlsx"),
        ".csv",
    ),
    read("86", "a workbook with another ending is read as what it is", renamed("figures.xlsm")),
    read("C3", "a gzipped CSV is read", gzipped),
    read("C4", "line ends of Windows are line ends", text(CONTENT.replace("\n", "\r\n"))),
    refuse("C5", "line ends of an old Mac are named", text(CONTENT.replace("\n", "\r")), "old Macintoshes"),
    read("C6", "a last line without its end is read", text(CONTENT.rstrip("\n"))),
    read("C7", "blank lines at the end are passed over", text(CONTENT + "\n\n\n")),
    refuse("C8", "bytes that are no text are refused", text(bytes(range(256)) * 40)),
    refuse(
        "C9",
        "a web page is refused",
        text("<!DOCTYPE html><html><body>Please log in</body></html>", name="figures.csv"),
    ),
    refuse("C10", "a JSON file is refused", text('{"figures": [1, 2, 3]}', name="figures.csv")),
    refuse("C11", "a sentence is refused", text("The figures follow next week.\n")),
    refuse("C12", "a zip file cut to its first bytes is refused", text(b"PK\x03\x04", name="figures.xlsx")),
    read(
        "C13",
        "a name with spaces and an ampersand is a name",
        text(CONTENT, name="my figures & more (2).csv"),
    ),
    refuse("C14", "an empty workbook file is refused", text(b"", name="figures.xlsx"), "empty"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_a_container_is_read_as_what_it_is_or_refused_in_one_sentence(
    case: Case, try_case: Callable[[Case], None]
) -> None:
    try_case(case)
