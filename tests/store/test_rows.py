"""Figures are made ready for the database without losing how they were written."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.store.cells import cell_address, shortest_text, split_cell
from oba.store.rows import read_rows

plain = st.decimals(allow_nan=False, allow_infinity=False, places=6).map(str)
texts = (
    plain | st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.text("0123456789.-e", max_size=18)
)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("D14", ("D", 14)),
        ("value, line 1000001", ("value, line ", 1000001)),
        ("AB1", ("AB", 1)),
        ("D014", ("D014", -1)),
        ("D0", ("D0", -1)),
        ("D", ("D", -1)),
        ("", ("", -1)),
        ("7", ("", 7)),
        ("D1234567890", ("D1234567890", -1)),
        ("D٣", ("D٣", -1)),
    ],
)
def test_a_cell_is_parted_so_that_it_can_be_put_together_again(cell, parts):
    assert split_cell(cell) == parts
    assert cell_address("", *parts) == cell


@pytest.mark.parametrize(
    ("value", "text"),
    [(355.0, "355"), (12.3, "12.3"), (-0.5, "-0.5"), (None, ""), (1e22, "1e+22"), (0.0, "0")],
)
def test_the_shortest_text_of_a_number_is_how_a_reader_writes_it(value, text):
    assert shortest_text(value) == text


@given(found=st.lists(texts, min_size=1, max_size=30), kind=st.sampled_from(["str", "object", "category"]))
def test_a_text_is_left_out_exactly_when_the_value_gives_it_back(found, kind):
    values = [number_in(text) for text in found]
    kept = read_rows(frame(values, found, kind)).texts
    for text, value, stored in zip(found, values, kept, strict=True):
        again = shortest_text(None if math.isnan(value) else value + 0.0)
        assert (stored is None) == (text == again)
        assert stored in (None, text)


@given(values=st.lists(st.floats(allow_nan=False), min_size=1, max_size=20))
def test_a_text_of_another_number_is_never_taken_for_the_values_own(values):
    kept = read_rows(frame(values, ["12.5"] * len(values), "str")).texts
    assert [text is None for text in kept] == [value == 12.5 for value in values]


def test_missing_words_are_empty_words():
    built = frame([1.0], ["1"], "object").assign(marker=None, sheet=float("nan"), breakdown=None)
    rows = read_rows(built)
    assert (rows.series, rows.columns, rows.markers) == ([("i", "a", "")], [("", "D")], [""])


def number_in(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


def frame(values, found, kind):
    count = len(values)
    fields = {"indicator": "i", "area": "a", "breakdown": "", "period": range(count), "value": values}
    rest = dict.fromkeys(("lower", "upper", "numerator", "denominator"), math.nan)
    built = pd.DataFrame({**fields, **rest, "marker": "", "sheet": "", "cell": "D14"})
    return built.assign(source_text=pd.Series(found, dtype=kind))
