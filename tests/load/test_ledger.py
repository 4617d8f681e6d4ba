"""Tests of the ledger: a figure given twice is found, and told of by both its cells, however far apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from oba.load.ledger import Ledger


def frame_of(periods: Sequence[int], *, value: float = 1.0) -> pd.DataFrame:
    rows = len(periods)
    return pd.DataFrame(
        {
            "indicator": pd.Categorical(["a"] * rows, categories=["a"]),
            "area": pd.Categorical(["x"] * rows, categories=["x"]),
            "breakdown": pd.Categorical([""] * rows, categories=[""]),
            "period": pd.Series(list(periods), dtype="int64"),
            "value": pd.Series([value] * rows, dtype="float64"),
            "marker": pd.Categorical([""] * rows, categories=[""]),
        }
    )


def named(block: int) -> Callable[[int], str]:
    return lambda row: f"{block}:{row}"


@given(st.lists(st.lists(st.integers(1, 6), max_size=5), max_size=12))
def test_both_cells_of_a_figure_given_twice_are_named(blocks: list[list[int]]) -> None:
    ledger = Ledger(1)
    first: dict[int, str] = {}
    for block, periods in enumerate(blocks):
        expected = []
        for row, period in enumerate(periods):
            here = f"{block}:{row}"
            if first.setdefault(period, here) != here:
                expected.append((first[period], here))
        met = ledger.add(frame_of(periods), place=named(block))
        assert [(one.first, one.again) for one in met] == expected
    places = [f"{block}:{row}" for block, periods in enumerate(blocks) for row in range(len(periods))]
    assert [ledger.where(number) for number in range(len(places))] == places


def test_duplicates_that_differ_are_told_of_by_what_they_are_of(write_csv: Any, read: Any) -> None:
    rows = [["Indicator", "Area", "Period", "Value"]]
    rows += [["year6", "Middlesbrough", "2009/10", str(value)] for value in (1, 2, 1, 3)]
    _, problems, _ = read(write_csv(rows))
    told = [one for one in problems if "they differ" in one.found]
    assert [one.where for one in told] == [f"Value, line 2 and Value, line {line}" for line in (3, 5)]
    assert "Excess weight in Year 6, Middlesbrough, 2009/10" in told[0].found
