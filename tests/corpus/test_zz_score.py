"""The score of the corpus, once all its cases have been tried: right ones of all, and value cells unaccounted for."""

from __future__ import annotations

import pytest

from tests.corpus.conftest import TRIED, UNACCOUNTED

LEAST = 200


def test_every_case_came_out_right_and_no_value_cell_is_unaccounted_for() -> None:
    if len(TRIED) < LEAST:
        pytest.skip("only some of the cases were tried")
    wrong = {number: said for number, said in TRIED.items() if said}
    lost = sum(UNACCOUNTED.values())
    print(f"{len(TRIED) - len(wrong)} of {len(TRIED)} right, {lost} cells unaccounted for")
    assert (wrong, lost) == ({}, 0)
