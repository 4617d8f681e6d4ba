"""Tests of the process that opens files: it hands over the same, within bounds, and its end is no one else's."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from oba.load.containers.parser import Parser
from oba.load.containers.workbook import open_workbook
from oba.load.file import open_file
from oba.load.limits import MIB, Limits
from oba.load.refusal import RefusedFile
from tests.load import ods_writing as ods
from tests.load.xlsx_writing import write_xlsx

Write = Callable[..., Path]
TABLE = [["Indicator", "Area", "Period", "Value"], ["year6", "Middlesbrough", "2009/10", 36.1]]


@pytest.fixture
def parser() -> Iterator[Parser]:
    with Parser() as one:
        yield one


def write_rich(path: Path) -> Path:
    """A workbook with every kind of cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data & more"
    sheet.append(["text\nover lines", 1, 2.5, True, None, "  ", "é£–"])
    sheet.append([datetime.fromisoformat("2010-03-31"), time(1, 30), 0.424, "=1+1", "#DIV/0!"])
    sheet["C2"].number_format = "0.0%"
    sheet.append([None, None, "merged"])
    sheet.append([1e300, -0.1, None, 123456789012345678])
    sheet.merge_cells("C3:C4")
    sheet["A1"].comment = Comment("said", "Ann")
    book.create_sheet("Empty")
    book.save(path)
    return path


def child_of(parser: Parser) -> int:
    assert parser._process is not None
    return parser._process.pid


def test_a_workbook_opened_in_the_child_is_the_same_as_one_opened_here(
    tmp_path: Path, parser: Parser
) -> None:
    path = write_rich(tmp_path / "rich.xlsx")
    here = open_workbook(path, name="rich.xlsx", limits=Limits())
    there = parser.open_workbook(path, name="rich.xlsx", limits=Limits())
    assert [sheet.name for sheet in there.sheets] == [sheet.name for sheet in here.sheets] == ["Data & more"]
    rows = list(there.sheets[0].rows())
    assert rows == list(here.sheets[0].rows())
    assert there.sheets[0].merged == here.sheets[0].merged == ((3, 3, 4, 3),)
    assert there.problems == here.problems
    cells = rows[1][1]
    assert [type(cell.value) for cell in cells[:3]] == [datetime, time, float]
    assert (cells[2].number_format, cells[3].uncached, cells[4].value) == ("0.0%", True, "#DIV/0!")


def test_a_sheet_can_be_read_again_from_its_top_and_from_two_places_at_once(
    tmp_path: Path, parser: Parser
) -> None:
    sheet = parser.open_workbook(write_rich(tmp_path / "a.xlsx"), name="a", limits=Limits()).sheets[0]
    assert [len(cells) for cells, _ in zip(sheet.rows(), sheet.rows(), strict=True)] == [2, 2, 2, 2]
    assert sheet.head(1) == sheet.head(1)


def test_several_files_are_opened_by_one_child(write_book: Write, tmp_path: Path, parser: Parser) -> None:
    first = open_file(write_book({"Data": TABLE}, name="a.xlsx"), parser=parser)
    child = child_of(parser)
    other = ods.write_ods(tmp_path / "b.ods", ods.content(ods.table("Ods", ods.row("a", 1))))
    second = open_file(other, parser=parser)
    assert child_of(parser) == child
    assert [sheet.name for opened in (first, second) for sheet in opened.sheets] == ["Data", "Ods"]
    assert len(list(first.sheets[0].rows())) == 2


def test_no_child_is_started_for_a_plain_text_file(tmp_path: Path, parser: Parser) -> None:
    path = tmp_path / "a.csv"
    path.write_text("area,period,value\nMiddlesbrough,2010,1\n")
    assert open_file(path, parser=parser).text is not None
    assert parser._process is None


def test_a_refusal_says_the_same_from_the_child_and_leaves_it_alive(
    write_book: Write, parser: Parser
) -> None:
    good = write_book({"Data": TABLE}, name="good.xlsx")
    bad = good.with_name("bad.xlsx")
    bad.write_bytes(good.read_bytes()[:-300])
    sentences = []
    for with_parser in (None, parser):
        with pytest.raises(RefusedFile) as refused:
            open_file(bad, parser=with_parser)
        sentences.append((str(refused.value), refused.value.where, refused.value.remedy))
    assert sentences[0] == sentences[1]
    child = child_of(parser)
    assert open_file(good, parser=parser).sheets
    assert child_of(parser) == child


@pytest.mark.parametrize("program", ["oba.no_such_module", "this", "keyword"])
def test_a_child_that_dies_or_talks_nonsense_is_one_sentence(
    write_book: Write, parser: Parser, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    path = write_book({"Data": TABLE})
    monkeypatch.setattr("oba.load.containers.parser.PROGRAM", program)
    with pytest.raises(RefusedFile, match=r"figures.xlsx: the file could not be opened.* save the sheet"):
        open_file(path, parser=parser)
    monkeypatch.undo()
    assert open_file(path, parser=parser).sheets


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind do not exist there")
def test_a_child_killed_from_outside_is_replaced_for_the_next_file(write_book: Write, parser: Parser) -> None:
    path = write_book({"Data": TABLE})
    open_file(path, parser=parser)
    child = child_of(parser)
    os.kill(child, signal.SIGKILL)
    with contextlib.suppress(RefusedFile):
        open_file(path, parser=parser)
    assert open_file(path, parser=parser).sheets
    assert child_of(parser) != child


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(
    write_book: Write, parser: Parser
) -> None:
    path = write_book({"Data": TABLE})
    with pytest.raises(RefusedFile, match=r"took longer than 0.001 seconds"):
        open_file(path, parser=parser, limits=Limits(seconds=0.001))
    assert open_file(path, parser=parser).sheets


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds the memory of a process")
def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read(
    tmp_path: Path, parser: Parser
) -> None:
    texts = [f"a text of its own, number {number}, of some length" for number in range(100_000)]
    large = write_xlsx(
        tmp_path / "large.xlsx", '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>', shared=texts
    )
    with pytest.raises(RefusedFile, match="needs more memory than the 4 MB"):
        open_file(large, parser=parser, limits=Limits(memory=4 * MIB))
    assert open_file(large, parser=parser).sheets


def test_rows_that_would_fill_the_disk_are_refused(tmp_path: Path, parser: Parser) -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1_000))
    path = write_xlsx(tmp_path / "amplified.xlsx", cells, shared=["x" * 30_000])
    with pytest.raises(RefusedFile, match="unpack to far more than any spreadsheet"):
        open_file(path, parser=parser, limits=Limits(spool=1 * MIB))


def test_nothing_is_left_on_the_disk_when_the_parser_is_closed(write_book: Write) -> None:
    with Parser() as parser:
        opened = open_file(write_book({"Data": TABLE}), parser=parser)
        folders = [folder.path for folder in parser._folders]
        child = parser._process
        assert opened.sheets
        assert [folder.is_dir() for folder in folders] == [True]
    assert [folder.exists() for folder in folders] == [False]
    assert child is not None
    assert child.poll() is not None


def test_the_child_needs_neither_pandas_nor_the_store() -> None:
    probe = (
        "import sys, oba.load.containers.child; print([one for one in "
        "('pandas', 'numpy', 'openpyxl', 'pyarrow', 'sqlalchemy', 'streamlit', 'pickle') if one in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
