"""Tests of CSV files: encodings, delimiters, rows of the wrong length, quotes never closed, and sheer length."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.load.file import open_file
from oba.load.refusal import RefusedFile
from oba.model.release import Outcome

ROWS = [
    ["Indicator", "Area", "Period", "Value"],
    ["year6", "Middlesbrough", "2009/10", "36.1"],
    ["year6", "Hartlepool", "2009/10", "35"],
]
Write = Callable[..., Path]
Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "said"),
    [
        ("utf-8", ",", ""),
        ("utf-8-sig", ",", ""),
        ("utf-16", ",", "UTF-16"),
        ("utf-8", ";", "semicolons"),
        ("utf-8", "\t", "tabs"),
        ("utf-8", "|", "upright bars"),
        ("utf-16", "\t", "tabs"),
    ],
)
def test_encodings_and_delimiters_are_found_and_said(
    write_csv: Write, read: Read, encoding: str, delimiter: str, said: str
) -> None:
    figures, problems, _ = read(write_csv(ROWS, encoding=encoding, delimiter=delimiter))
    assert figures["value"].tolist() == [36.1, 35.0]
    assert figures["cell"].tolist() == ["Value, line 2", "Value, line 3"]
    fixes = [problem.found for problem in problems if problem.outcome is Outcome.FIX]
    assert any(said in fix for fix in fixes) if said else not fixes


def test_windows_1252_is_read_and_a_sample_shown(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(
        "Indicator,Area,Period,Value,Cost\nyear6,Middlesbrough,2009–10,36.1,£5\n".encode("cp1252")
    )
    figures, problems, _ = read(path)
    assert figures["period"].tolist() == [200909010364]
    assert any("Windows-1252" in problem.found and "2009–10" in problem.found for problem in problems)


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"Area,Period,Value\nMiddlesbrough\x81\xff,2010,1\n")
    with pytest.raises(RefusedFile, match="no encoding"):
        open_file(path)


@pytest.mark.parametrize(
    "row", [["year6", "Middlesbrough"], ["year6", "Middlesbrough", "2009/10", "36.1", "x"]]
)
def test_a_row_too_short_or_too_long_is_refused_by_line(write_csv: Write, read: Read, row: list[str]) -> None:
    _, problems, _ = read(write_csv([*ROWS, row, ROWS[1]]))
    assert [(problem.outcome, problem.where) for problem in problems if problem.stops] == [
        (Outcome.CELL, "line 4")
    ]


def test_a_short_row_is_seen_though_a_long_one_makes_up_for_it(write_csv: Write, read: Read) -> None:
    _, problems, _ = read(write_csv([*ROWS, ["year6", "Hartlepool", "2010/11"], [*ROWS[1], "x"]]))
    assert len([problem for problem in problems if problem.stops]) >= 1


def test_a_quote_never_closed_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text('Area,Period,Value\n"Middlesbrough",2010,1\n"Hartlepool,2010,2\nEngland,2010,3\n')
    with pytest.raises(RefusedFile, match=r"line 3: a quotation mark"):
        open_file(path)


def test_a_carriage_return_that_would_cut_a_row_in_two_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(b"Indicator,Area,Period,Value,Lower\nyear6,Middlesbrough,2009/10,36.1\r,35\n")
    with pytest.raises(RefusedFile, match="carriage return"):
        open_file(path)


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64])
def test_ends_of_lines_and_quotes_are_seen_wherever_the_blocks_of_reading_fall(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("oba.load.text_survey.BLOCK", block)
    path = tmp_path / "windows.csv"
    lines = ["Indicator,Area,Period,Value,Note"]
    lines += [
        f'year6,Middlesbrough,{year}/{year - 1999:02d},36.1,"a, ""b""\r\nc é"' for year in range(2000, 2012)
    ]
    path.write_bytes("\r\n".join([*lines, ""]).encode())
    figures, problems, reading = read(path)
    assert len(figures) == 12
    assert reading.opened.text is not None
    assert reading.opened.text.records == 12
    assert not [problem for problem in problems if problem.stops]


def test_a_header_with_line_breaks_inside_is_one_header(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "header.csv"
    path.write_text('"Note\nover\nlines",Indicator,Area,Period,Value\n,year6,Middlesbrough,2009/10,36.1\n')
    figures, problems, _ = read(path)
    assert (figures["value"].tolist(), figures["cell"].tolist()) == ([36.1], ["Value, line 2"])
    assert not [problem for problem in problems if problem.stops]


def test_quotation_marks_inside_a_cell_are_text(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "marks.csv"
    path.write_text(
        'Indicator,Area,Period,Value,Note\nyear6,806,2009/10,36.1,a 5" pipe\nyear6,805,2009/10,35,a 6" pipe\n'
    )
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1, 35.0]
    assert not [problem for problem in problems if problem.stops]


def test_blank_lines_are_passed_over_and_counted_as_lines(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text(
        "Indicator,Area,Period,Value\nyear6,Middlesbrough,2009/10,36.1\n\n,,,\nyear6,Hartlepool,2009/10,35\n\n"
    )
    figures, problems, _ = read(path)
    assert figures["cell"].tolist() == ["Value, line 2", "Value, line 5"]
    assert not [problem for problem in problems if problem.stops]


def test_line_breaks_inside_cells_are_said_to_shift_the_lines(write_csv: Write, read: Read) -> None:
    rows = [[*ROWS[0], "Note"], [*ROWS[1], "two\nlines, and a comma"], [*ROWS[2], ""]]
    figures, problems, _ = read(write_csv(rows))
    assert figures["cell"].tolist() == ["Value, line 2", "Value, line 3"]
    assert any("line breaks" in problem.found for problem in problems)


def test_codes_are_text_and_keep_their_noughts_and_letters(write_csv: Write, read: Read) -> None:
    rows = [
        ["Indicator", "Area code", "Period", "Value"],
        ["year6", "00EC", "200910", "1"],
        ["year6", "805", "2009/10", "1"],
    ]
    figures, _, _ = read(write_csv(rows))
    assert figures["area"].tolist() == ["E06000002", "E06000001"]


CELL = st.text(alphabet='ab,"\n é', max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(CELL, min_size=1, max_size=8))
def test_what_stands_in_other_columns_never_shifts_a_figure(
    notes: list[str], write_csv: Write, read: Read
) -> None:
    rows = [["Note", *ROWS[0], "Other"]]
    rows += [
        [note, "spending", "Middlesbrough", f"{1990 + n}/{(1991 + n) % 100:02d}", str(n + 1), note]
        for n, note in enumerate(notes)
    ]
    figures, problems, _ = read(write_csv(rows))
    assert figures["value"].tolist() == [n + 1 for n in range(len(notes))]
    assert not [problem for problem in problems if problem.stops]


def write_long(path: Path, *, rows: int) -> None:
    with path.open("w") as file:
        file.write("indicator,area,period,value,breakdown,lower,upper,other\n")
        for number in range(rows):
            year = 1951 + number % 90
            group = number // 90
            file.write(
                f"spending,E06000002,{year}/{(year + 1) % 100:02d},{50 + number % 7}.5,g{group},1.5,90.5,{'x' * 40}\n"
            )


def test_a_long_file_is_read_in_pieces_within_bounded_memory(
    tmp_path: Path, read: Read, reference: Any
) -> None:
    from oba.load.file import read_file
    from oba.model.release import Source

    path = tmp_path / "long.csv"
    write_long(path, rows=120_000)
    reading = read_file(path, reference=reference, source=Source("p", "t"))
    tracemalloc.start()
    sizes = [len(frame) for frame in reading.frames()]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(sizes) == 120_000
    assert len(sizes) > 2
    assert peak < 60_000_000
    assert not reading.stops


def test_a_figure_given_twice_far_apart_is_refused_naming_both_lines(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "long.csv"
    write_long(path, rows=90_000)
    with path.open("a") as file:
        file.write("spending,E06000002,1951/52,51.5,g0,1.5,90.5,x\n")
        file.write("spending,E06000002,1952/53,51.5,g0,1.5,90.5,x\n")
    figures, problems, _ = read(path)
    assert len(figures) == 90_000
    assert [problem.where for problem in problems if problem.stops] == ["value, line 2 and value, line 90002"]
    same = [problem for problem in problems if "read once" in problem.found]
    assert [problem.where for problem in same] == ["value, line 3 and value, line 90003"]
