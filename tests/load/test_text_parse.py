"""Two parsers, one result: what Arrow reads of a plain file is what pandas reads of it, and what is kept is that again."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.load.chunk import Texts
from oba.load.containers import text_parse
from oba.load.containers.column_spool import Columns, Spool
from oba.load.containers.kept_columns import Wanted
from oba.load.containers.text_file import open_text
from oba.load.limits import COMMAND_LINE
from oba.load.refusal import RefusedFile
from oba.load.text_columns import keep_columns, read_blocks

WANTED = Wanted(1, frozenset({0, 1}), frozenset({2}), frozenset({3, 4}))
WORDS = st.one_of(
    st.sampled_from(
        ["", " ", "Persons", "<18 yrs", "0806", "NA", "nan", "null", "a,b", 'say "so"', '"', '""', "é", "#"]
    ),
    st.text(alphabet="ab\",; é\t'", max_size=6),
)
NUMBERS = st.one_of(
    st.sampled_from(
        [
            "",
            "-1",
            "25.5402",
            "007",
            ".5",
            "5.",
            "-",
            ".",
            "1e5",
            "nan",
            "inf",
            "-inf",
            " 1",
            "1 ",
            "*",
            "1,000",
            "True",
        ]
    ),
    st.sampled_from(
        [
            "123456789012345678",
            "99999999999999999999",
            "0.1234567890123456",
            "--1",
            "1-2",
            "1.2.3",
            "+3",
            "-0",
            "-0.0",
        ]
    ),
    st.integers(-(10**6), 10**6).map(str),
    st.floats(-1e6, 1e6).map(lambda one: f"{one:.6g}"),
)
ROW = st.tuples(WORDS, WORDS, NUMBERS, NUMBERS, st.floats(0, 1e9).map(lambda one: f"{one:.5f}"))


@settings(deadline=None, max_examples=300)
@given(
    rows=st.lists(ROW, min_size=2, max_size=12),
    ending=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    last=st.booleans(),
    at_once=st.sampled_from([1, 3, 20_000]),
)
def test_the_quick_parser_reads_what_pandas_reads(
    rows: list[tuple[str, ...]], ending: str, quoting: Any, last: bool, at_once: int
) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator=ending, quoting=quoting).writerows([tuple("vwxyz"), *rows])
    said = written.getvalue()
    _check_alike(said if last else said.removesuffix(ending), at_once=at_once)


@settings(deadline=None, max_examples=300)
@given(
    rows=st.lists(
        st.lists(st.text(alphabet='a1"" .', max_size=4), min_size=5, max_size=5), min_size=2, max_size=6
    ),
    at_once=st.sampled_from([2, 20_000]),
)
def test_quotation_marks_anywhere_are_read_as_pandas_reads_them(rows: list[list[str]], at_once: int) -> None:
    _check_alike("\n".join(",".join(row) for row in [list("vwxyz"), *rows]), at_once=at_once)


def _check_alike(said: str, *, at_once: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parse, "ROWS_AT_ONCE", at_once)
        path = Path(folder) / "table.csv"
        path.write_bytes(said.encode())
        try:
            text = open_text(path, name="table.csv", limits=COMMAND_LINE)
        except RefusedFile:
            return
        text.header_row = 1
        if max(len(row) for row in text.head) < 5:
            return
        quick = _told(lambda: list(text_parse.parse(text, wanted=WANTED)))
        text.even = False
        assert quick == _told(lambda: list(text_parse.parse(text, wanted=WANTED)))


def _told(read: Callable[[], list[Columns]]) -> object:
    try:
        return [{index: _plain(column) for index, column in sorted(block.items())} for block in read()]
    except RefusedFile as error:
        return error.found


def _plain(column: Any) -> object:
    if isinstance(column, Texts):
        return column.codes.tolist(), column.distinct
    if column.dtype.kind in "if":
        return [repr(float(one)) for one in column]
    return str(column.dtype), ["" if one != one else str(one) for one in column]


def test_a_plain_file_is_not_given_to_pandas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("pandas was asked")

    monkeypatch.setattr(text_parse.pd, "read_csv", refuse)
    path = tmp_path / "table.csv"
    path.write_text('v,w,x,y,z\na,"b, c",1.5,2,\nd,"e ""f""",n/a,,-1\n', encoding="utf-8")
    (block,) = text_parse.parse(open_text(path, name="t", limits=COMMAND_LINE), wanted=WANTED)
    assert _plain(block[1]) == ([0, 1], ["b, c", 'e "f"'])
    assert _plain(block[4]) == ["nan", "-1.0"]


def test_what_is_kept_is_read_again_without_parsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_parse, "ROWS_AT_ONCE", 2)
    path = tmp_path / "table.csv"
    path.write_text("v,w,x,y,z\n" + "a,b,1.5,2,\nc,é,*,x,-1\n,,,,\n" * 3, encoding="utf-8")
    text = open_text(path, name="t", limits=COMMAND_LINE)
    first = [_seen(one.columns) for one in read_blocks(text, texts=[0, 1], values=[2], numbers=[3, 4])]
    keep_columns(text, texts=[0, 1], values=[2], numbers=[3, 4])
    assert [sorted(one.columns) for one in read_blocks(text, texts=[1])] == [[0, 1, 2, 3, 4]] * 5
    path.unlink()
    assert [
        _seen(one.columns) for one in read_blocks(text, texts=[0, 1], values=[2], numbers=[3, 4])
    ] == first
    assert [one.lines for one in read_blocks(text, texts=[1])] == [
        range(begins, min(begins + 2, 11)) for begins in range(2, 11, 2)
    ]
    assert [sorted(one.columns) for one in read_blocks(text, texts=[1], numbers=[4])] == [[1, 4]] * 5


def _seen(columns: Columns) -> dict[int, object]:
    return {index: _plain(column) for index, column in sorted(columns.items())}


def test_without_room_to_keep_them_columns_are_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Spool, block: Columns) -> Spool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Spool, "add", full)
    path = tmp_path / "table.csv"
    path.write_text("v,w\na,1\nb,2\n", encoding="utf-8")
    text = open_text(path, name="t", limits=COMMAND_LINE)
    keep_columns(text, texts=[0], values=[1])
    for _ in range(2):
        (block,) = read_blocks(text, texts=[0])
        assert block.texts(0).distinct == ["a", "b"]


def test_only_what_is_left_names_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("v,w\na,1\n,\nb,2\n", encoding="utf-8")
    (block,) = read_blocks(open_text(path, name="t", limits=COMMAND_LINE), texts=[0], values=[1])
    filled = block.filled([0, 1])
    assert (filled.lines, filled.texts(0).distinct, filled.column(1).tolist()) == (
        [2, 4],
        ["a", "b"],
        ["1", "2"],
    )
    last = block.kept(np.array([False, False, True]))
    assert (last.texts(0).distinct, last.texts(0).codes.tolist()) == (["b"], [0])
