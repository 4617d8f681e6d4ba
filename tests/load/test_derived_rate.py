"""The unit of a rate, from the counts beside it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oba.load.publishers.derived_rate import MULTIPLIERS, find_multiplier

COUNTS = st.lists(st.tuples(st.integers(1, 500), st.integers(501, 90_000)), min_size=5, max_size=20)


@given(COUNTS, st.sampled_from(MULTIPLIERS))
def test_the_multiplier_that_made_every_value_is_found(
    counts: list[tuple[int, int]], multiplier: float
) -> None:
    rows = np.array([(multiplier * count / base, count, base) for count, base in counts])
    assert find_multiplier(rows) == multiplier


@given(COUNTS)
def test_one_value_that_does_not_agree_leaves_it_open(counts: list[tuple[int, int]]) -> None:
    rows = np.array([(100 * count / base, count, base) for count, base in counts])
    rows[0, 0] *= 1.01
    assert find_multiplier(rows) is None


def test_few_rows_show_nothing() -> None:
    assert find_multiplier(np.array([(10.0, 1.0, 10.0)] * 4)) is None
