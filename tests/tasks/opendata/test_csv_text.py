"""A table as CSV: numbers come back exactly, and text is never a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from oba.model.open_table import Column, Kind, OpenTable, Shape
from oba.tasks.opendata.csv_text import say_number, write_table

SHAPE = Shape(
    "things",
    "Things",
    "Things of each kind.",
    (
        Column("text", Kind.TEXT, "A text."),
        Column("figure", Kind.FIGURE, "A figure."),
        Column("count", Kind.WHOLE, "A count."),
        Column("day", Kind.DAY, "A day."),
        Column("flag", Kind.YES_NO, "Yes or no."),
    ),
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)


def table_of(*rows: tuple[object, ...]) -> OpenTable:
    return OpenTable("things", "Things", SHAPE, rows)  # type: ignore[arg-type]


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@given(NUMBERS)
def test_a_number_is_written_in_full_and_comes_back_exactly(value: float) -> None:
    said = say_number(value)
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", said)
    assert float(said) == value or abs(value) < 1e-290


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), NUMBERS), max_size=20
    )
)
def test_every_text_and_number_stands_in_its_row(pairs: list[tuple[str, float]]) -> None:
    found = read(write_table(table_of(*((text, value, None, None, True) for text, value in pairs))))[1:]
    assert [float(row[1]) for row in found] == [value for _, value in pairs]
    assert [row[0].removeprefix("'") for row in found] == [text.removeprefix("'") for text, _ in pairs]


def test_a_text_that_looks_like_a_formula_has_an_apostrophe_and_a_number_below_nought_has_none() -> None:
    rows = [("=1+1", -1.5, 1, None, False), ("@x", 2.0, 2, None, True), ("+4", 3.0, 3, None, True)]
    found = read(write_table(table_of(*rows, ("-a", "[c]", 4, None, True), ("\tb", 0.0, 5, None, True))))
    assert [row[0] for row in found[1:]] == ["'=1+1", "'@x", "'+4", "'-a", "'\tb"]
    assert [row[1] for row in found[1:]] == ["-1.5", "2", "3", "[c]", "0"]


def test_days_flags_and_nothing_are_written_one_way() -> None:
    found = read(write_table(table_of(("", None, 7, date(2026, 4, 8), True), ("", "", 8, None, False))))
    assert found[1:] == [["", "", "7", "2026-04-08", "true"], ["", "", "8", "", "false"]]
