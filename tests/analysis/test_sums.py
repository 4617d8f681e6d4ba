"""Sums along time do not depend on how many series are computed or how far they are padded."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from oba.analysis.sums import newest, pack, total, total_where

TABLES = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 30)), elements=st.floats(-1e6, 1e6))


@given(table=TABLES, padding=st.integers(0, 30))
def test_a_row_sums_to_the_same_bit_alone_beside_others_and_padded(table: np.ndarray, padding: int) -> None:
    together = total(np.hstack([np.zeros((len(table), padding)), table]))
    alone = [total(table[row : row + 1])[0] for row in range(len(table))]
    assert together.tolist() == alone


@given(table=TABLES)
def test_the_total_is_numpys_but_for_rounding(table: np.ndarray) -> None:
    assert np.allclose(total(table), table.sum(axis=1), rtol=1e-9, atol=1e-6)


def test_a_table_without_columns_sums_to_nought() -> None:
    assert total(np.zeros((2, 0))).tolist() == [0.0, 0.0]


def test_only_wanted_terms_are_summed() -> None:
    assert total_where(np.array([[1.0, np.nan, 4.0]]), np.array([[True, False, True]])).tolist() == [5.0]


def test_packing_moves_known_values_to_the_right_in_order_with_their_companions() -> None:
    values, places = pack(
        np.array([[1.0, np.nan, 3.0, np.nan], [np.nan, np.nan, 2.0, 4.0]]),
        np.array([[0.0, 1.0, 2.0, 3.0]] * 2),
    )
    assert np.array_equal(values, [[np.nan, np.nan, 1, 3], [np.nan, np.nan, 2, 4]], equal_nan=True)
    assert np.array_equal(places, [[np.nan, np.nan, 0, 2], [np.nan, np.nan, 2, 3]], equal_nan=True)


def test_the_newest_columns_are_found_oldest_first_and_short_rows_left_out() -> None:
    rows, columns = newest(np.array([[1, 1, 0, 1], [0, 0, 0, 1], [1, 1, 1, 1]], np.bool_), count=2)
    assert rows.tolist() == [0, 2]
    assert columns.tolist() == [[1, 3], [2, 3]]
