"""Tests of what a table comes wrapped in: gzip, Parquet, tabs, macros; and of what is no table at all."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.limits import MIB, UPLOAD, Limits
from oba.load.refusal import RefusedFile

Write = Callable[..., Path]
Read = Callable[..., Any]
CSV = "Indicator,Area,Period,Value\nyear6,Middlesbrough,2009/10,36.1\nyear6,806,2010/11,35\n"


def texts(path: Path, **how: Any) -> list[list[str]]:
    return [[cell.text for cell in cells] for _, cells in open_file(path, **how).sheets[0].rows()]


def write_gzip(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content))
    return path


def test_a_csv_in_gzip_is_read_and_said_so(tmp_path: Path, read: Read) -> None:
    figures, problems, _ = read(write_gzip(tmp_path / "figures.csv.gz", CSV.encode()))
    assert (figures["value"].tolist(), figures["cell"].tolist()) == (
        [36.1, 35.0],
        ["Value, line 2", "Value, line 3"],
    )
    assert [problem.found for problem in problems if "gzip" in problem.found] == [
        "the file is compressed (gzip): what it holds was read"
    ]


def test_gzip_that_unpacks_to_far_more_than_it_looks_is_refused(tmp_path: Path) -> None:
    bomb = write_gzip(tmp_path / "bomb.csv.gz", CSV.encode() + b"," * (8 * MIB))
    with pytest.raises(RefusedFile, match="unpacks to far more"):
        open_file(bomb)
    noise = write_gzip(tmp_path / "noise.csv.gz", CSV.encode() + os.urandom(3 * MIB).hex().encode())
    with pytest.raises(RefusedFile, match="at most 2 MB"):
        open_file(noise, limits=Limits(inflated=2 * MIB))


@pytest.mark.parametrize("kept", [3, 12, 40, -1])
def test_gzip_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    path = write_gzip(tmp_path / "cut.csv.gz", CSV.encode())
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(RefusedFile, match="damaged or was cut short"):
        open_file(path)


def test_gzip_of_something_else_than_text_is_refused(tmp_path: Path, write_book: Write) -> None:
    book = write_book({"Data": [["a", "b"], [1, 2]]})
    with pytest.raises(RefusedFile, match="something else than a table"):
        open_file(write_gzip(tmp_path / "book.xlsx.gz", book.read_bytes()))
    with pytest.raises(RefusedFile, match="PDF"):
        open_file(write_gzip(tmp_path / "report.pdf.gz", b"%PDF-1.7"))


def test_a_temporary_copy_goes_with_what_holds_it(tmp_path: Path) -> None:
    opened = open_file(write_gzip(tmp_path / "figures.csv.gz", CSV.encode()))
    assert opened.text is not None
    copy = opened.text.path
    assert copy.is_file()
    del opened
    assert not copy.exists()


def write_parquet(path: Path, columns: dict[str, Any]) -> Path:
    parquet.write_table(pyarrow.table(columns), path)
    return path


@pytest.mark.parametrize("in_child", [False, True])
def test_parquet_is_read_as_text_with_every_type_as_it_would_be_written(
    tmp_path: Path, in_child: bool
) -> None:
    path = write_parquet(
        tmp_path / "long.parquet",
        {
            "code": ["0806", "=1+1", None],
            "name, said": ["a\nb", 'q"', " "],
            "number": [806.0, 68.099999999999994, float("nan")],
            "narrow": pyarrow.array([36.1, 0.1, None], pyarrow.float32()),
            "whole": [1, -2, None],
            "day": [date(2010, 3, 31), None, date(1999, 1, 1)],
            "moment": [datetime.fromisoformat("2010-03-31"), datetime.fromisoformat("2010-04-01"), None],
            "exact": [Decimal("12.30"), None, Decimal("0.05")],
            "truth": [True, False, None],
            "group": pyarrow.array(["a", "b", "a"]).dictionary_encode(),
        },
    )
    with Parser() as parser:
        rows = texts(path, parser=parser if in_child else None)
    assert rows == [
        ["code", "name, said", "number", "narrow", "whole", "day", "moment", "exact", "truth", "group"],
        ["0806", "a\nb", "806", "36.1", "1", "2010-03-31", "2010-03-31", "12.30", "true", "a"],
        ["=1+1", 'q"', "68.1", "0.1", "-2", "", "2010-04-01", "", "false", "b"],
        ["", " ", "", "", "", "1999-01-01", "", "0.05", "", "a"],
    ]


def test_a_parquet_table_is_loaded_and_said_so(tmp_path: Path, read: Read) -> None:
    path = write_parquet(
        tmp_path / "long.parquet",
        {"Indicator": ["year6"], "Area": ["Middlesbrough"], "Period": ["2009/10"], "Value": ["36.1"]},
    )
    figures, problems, _ = read(path)
    assert (figures["value"].tolist(), figures["cell"].tolist()) == ([36.1], ["Value, line 2"])
    assert any("Parquet" in problem.found for problem in problems)


def test_parquet_with_tables_in_cells_is_refused_naming_the_column(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "nested.parquet", {"area": ["a"], "values": [[1, 2]]})
    with pytest.raises(RefusedFile, match="the column 'values'"):
        open_file(path)


def test_parquet_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "cut.parquet", {"area": ["a", "b"], "value": [1.5, 2.5]})
    whole = path.read_bytes()
    with Parser() as parser:
        for tenth in range(1, 10):
            path.write_bytes(whole[: len(whole) * tenth // 10])
            with pytest.raises(RefusedFile, match="Parquet"):
                open_file(path, parser=parser, limits=UPLOAD)


def test_parquet_beyond_what_may_be_handed_over_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "large.parquet", {"area": ["x" * 1000] * 3_000, "value": ["1"] * 3_000})
    with pytest.raises(RefusedFile, match="far more"):
        open_file(path, limits=Limits(spool=MIB))


def test_a_file_of_tabs_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "figures.tsv"
    path.write_text(CSV.replace(",", "\t"))
    figures, _, _ = read(path)
    assert figures["value"].tolist() == [36.1, 35.0]


def test_a_workbook_with_macros_is_read_without_them_and_said_so(write_book: Write, read: Read) -> None:
    path = write_book({"Data": [line.split(",") for line in CSV.splitlines()]}, name="figures.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a macro")
    figures, problems, _ = read(path)
    assert len(figures) == 2
    assert any("macros: they were not run" in problem.found for problem in problems)


RENAMED = {
    "pdf": (b"%PDF-1.7\n", "a PDF document"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 64, "a picture"),
    "gif": (b"GIF89a" + b"\0" * 64, "a picture"),
    "webp": (b"RIFF\x10\0\0\0WEBP" + b"\0" * 64, "a picture"),
    "rar": (b"Rar!\x1a\x07\0" + b"\0" * 64, "rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 64, "7z"),
    "bz2": (b"BZh91AY&SY" + b"\0" * 64, "bzip2"),
    "xz": (b"\xfd7zXZ\0" + b"\0" * 64, "xz"),
    "sqlite": (b"SQLite format 3\0" + b"\0" * 64, "a database"),
    "rtf": (b"{\\rtf1 figures}", "rtf"),
    "html": (b"<!DOCTYPE html><html><body>1</body></html>", "web page"),
    "exe": (b"MZ\x90\0" + b"\0" * 64, "a program"),
    "elf": (b"\x7fELF" + b"\0" * 64, "a program"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel format"),
    "noise": (bytes(range(256)) * 4, "not text"),
}


@pytest.mark.parametrize("ending", ["xlsx", "csv", "ods"])
@pytest.mark.parametrize("kind", RENAMED)
def test_a_renamed_file_is_refused_by_what_it_is(tmp_path: Path, kind: str, ending: str) -> None:
    content, said = RENAMED[kind]
    path = tmp_path / f"figures.{ending}"
    path.write_bytes(content)
    with pytest.raises(RefusedFile, match=said) as refused:
        open_file(path)
    assert str(refused.value).startswith(f"figures.{ending}: the ")
