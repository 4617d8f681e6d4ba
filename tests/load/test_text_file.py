"""Tests of CSV files: encodings, delimiters, rows of the wrong length, quotes never closed, and sheer length."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oba.load.containers.text_file import open_text
from oba.load.file import open_file
from oba.load.limits import STANDARD
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


def test_a_quote_never_closed_in_a_long_file_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text('Area,Period,Value\nEngland,2010,3\n"Hartlepool,2010,2\n' + "England,2010,3\n" * 200_000)
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
    monkeypatch.setattr("oba.load.containers.text_survey.BLOCK", block)
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


def test_a_cell_too_many_does_not_hide_behind_quotation_marks_that_are_text(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text('Area,Pipe,Value\nMiddlesbrough,a 5" one, or a 6" one,36.1\n')
    text = open_text(path, name="marks.csv", limits=STANDARD)
    assert [problem.where for problem in text.problems] == ["line 2"]


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


TITLED = "Children, in care\nYear ending 31 March\n\nIndicator,Area,Period,Value\n"


def test_titles_above_and_notes_below_may_be_of_any_length(tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(
        f"{TITLED}year6,Middlesbrough,2009/10,36.1\nyear6,Hartlepool,2009/10,35\n\n"
        "Source: the Department, table 1, revised\n1. A note, with a comma\n"
    )
    text = open_file(path).text
    assert text is not None
    assert (text.header_row, text.header) == (4, ["Indicator", "Area", "Period", "Value"])
    assert text.problems == []
    rows = [(number, [cell.text for cell in cells]) for number, cells in text.sheet().rows()]
    assert rows[0] == (1, ["Children", " in care"])
    assert rows[4] == (5, ["year6", "Middlesbrough", "2009/10", "36.1"])
    assert rows[-1] == (9, ["1. A note", " with a comma"])


@pytest.mark.parametrize("row", ["year6,Hartlepool", "year6,Hartlepool,2010/11,36,x"])
def test_a_row_under_titles_is_held_to_the_header_and_not_to_the_first_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(
        f"{TITLED}year6,Middlesbrough,2009/10,36.1\n{row}\nyear6,Hartlepool,2009/10,35\n\nSource: us\n"
    )
    text = open_file(path).text
    assert text is not None
    assert [(problem.where, problem.expected) for problem in text.problems] == [
        ("line 6", "4 as in the header")
    ]


def test_a_file_cut_off_in_its_last_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_text("Indicator,Area,Period,Value\nyear6,Middlesbrough,2009/10,36.1\nyear6,Hartl")
    text = open_file(path).text
    assert text is not None
    assert [problem.where for problem in text.problems] == ["line 3"]


def test_a_note_among_the_rows_does_not_end_the_table_where_whole_rows_follow(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(
        "Indicator,Area,Period,Value\nyear6,Middlesbrough,2009/10,36.1\n\nNorth East\nyear6,Hartlepool\n"
        "year6,England,2009/10,35\n"
    )
    text = open_file(path).text
    assert text is not None
    assert [problem.where for problem in text.problems] == ["line 5"]


def test_who_finds_the_table_says_where_its_header_is(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("a,b,c,d\n1,2,3\n4,5,6\n7,8\n")
    text = open_text(path, name="short.csv", limits=STANDARD)
    assert [problem.where for problem in text.tell_uneven()] == ["line 2", "line 3", "line 4"]
    text.header_row = 2
    assert [problem.where for problem in text.tell_uneven()] == ["line 4"]
    assert text.header == ["1", "2", "3"]


def test_blank_cells_at_the_end_of_rows_are_no_difference(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "padded.csv"
    path.write_text(
        "Indicator,Area,Period,Value,,\nyear6,Middlesbrough,2009/10,36.1\nyear6,Hartlepool,2009/10,35,,, ,,\n"
    )
    figures, problems, _ = read(path)
    assert figures["value"].tolist() == [36.1, 35.0]
    assert not [problem for problem in problems if problem.stops]


def test_a_file_of_sixteen_thousand_columns_is_as_wide_as_what_it_holds(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(",".join(row) + "," * 16_133 for row in ROWS) + "\n")
    text = open_file(path).text
    assert text is not None
    assert [len(cells) for _, cells in text.sheet().rows()] == [4, 4, 4]
    figures, _, _ = read(path)
    assert figures["value"].tolist() == [36.1, 35.0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_found_and_said(write_csv: Write, read: Read, encoding: str) -> None:
    figures, problems, _ = read(write_csv([*ROWS, ["year6", "England", "2009–10", "3"]], encoding=encoding))
    assert figures["value"].tolist() == [36.1, 35.0, 3.0]
    assert any("UTF-16" in problem.found for problem in problems)


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_in_which_excel_says_the_delimiter_is_no_row(tmp_path: Path, read: Read, said: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(f"{said}\nIndicator;Area;Period;Value\nyear6;Middlesbrough;2009/10;36.1\n")
    figures, problems, _ = read(path)
    assert (figures["value"].tolist(), figures["cell"].tolist()) == ([36.1], ["Value, line 3"])
    assert not [problem for problem in problems if problem.stops]


@pytest.mark.parametrize("sign", ["€", "§", "a", "'", " "])
def test_a_sign_that_parts_no_columns_here_is_refused_by_name(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        f"sep={sign}\nIndicator,Area,Period,Value\nyear6,Middlesbrough,2009/10,36.1\n", encoding="utf-8"
    )
    with pytest.raises(RefusedFile, match="parts the columns") as refused:
        open_file(path)
    assert f"'{sign}'" in refused.value.problem.found
    assert "comma" in refused.value.problem.expected


@pytest.mark.parametrize(
    ("content", "delimiter"),
    [
        (
            "Local authority, England, 2010\nArea\tPeriod\tValue\nMiddlesbrough\t2010\t1\nHartlepool\t2010\t1,2\n",
            "\t",
        ),
        ("Area;2009;2010\nMiddlesbrough;1,5;2,5\nHartlepool;3,5;4,5\n", ";"),
        ("Area,Note,Value\nMiddlesbrough,a; b; c; d,1\nHartlepool,a; b; c; d,2\n", ","),
        ('Area,"a;b;c;d",Value\nMiddlesbrough,x,1\n', ","),
        ("Area|Period|Value\nMiddlesbrough, North East|2010|1\n", "|"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_most_rows_alike(
    tmp_path: Path, content: str, delimiter: str
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(content)
    assert open_text(path, name="figures.csv", limits=STANDARD).delimiter == delimiter


def test_a_heading_of_several_lines_above_a_table_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "stat_xplore.csv"
    path.write_text(
        '"Relative Low Income (I\nII\nVI)",,,\nCounting: Relative Low Income,,,\n,,,\nYear,,2014/15,2015/16\n'
        ",National - Regional - LA,,\n,Middlesbrough,9091,10570\n,Total,..,..\n",
        encoding="utf-8-sig",
    )
    text = open_text(path, name="s.csv", limits=STANDARD)
    rows = [[cell.text for cell in cells] for _, cells in text.sheet().rows()]
    assert [len(row) for row in rows] == [1, 1, 0, 4, 2, 4, 4]
    assert text.head[0][0] == "Relative Low Income (I\nII\nVI)"
    assert not [problem for problem in text.problems if problem.stops]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n\n \n", "blank lines only"),
        (b"a,b\n\n\n", "nothing below"),
        (b"sep=,\na,b\n", "nothing below"),
        (b"a,b\r1,2\r3,4\r", "old Macintoshes"),
    ],
)
def test_a_file_without_a_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(content)
    with pytest.raises(RefusedFile, match=said):
        open_file(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | st.text(alphabet='ab1,;\t|"\n\r sep=é', max_size=60).map(str.encode))
def test_any_bytes_are_a_text_file_or_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        text = open_text(path, name="any.csv", limits=STANDARD)
    except RefusedFile:
        return
    if b'"' not in content:
        assert len(list(text.rows())) + text.skipped == text.records + 1
    assert isinstance(text.problems, list)


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
