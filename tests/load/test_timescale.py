"""Tests of an action's timescale: read where it is plain, left alone where it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.plans.timescale import read_timescale


@pytest.mark.parametrize(
    ("text", "starts", "due"),
    [
        ("March 2011", None, date(2011, 3, 31)),
        ("By March 2011", None, date(2011, 3, 31)),
        ("end of March 2011", None, date(2011, 3, 31)),
        ("31 March 2011", None, date(2011, 3, 31)),
        ("2011", None, date(2011, 12, 31)),
        ("2010 - 2012", date(2010, 1, 1), date(2012, 12, 31)),
        ("2010-2014", date(2010, 1, 1), date(2014, 12, 31)),
        ("2010 – 2011", date(2010, 1, 1), date(2011, 12, 31)),
        ("April 10 - March 11", date(2010, 4, 1), date(2011, 3, 31)),
        ("September 2010 to July 2011", date(2010, 9, 1), date(2011, 7, 31)),
        ("from April 2010", date(2010, 4, 1), None),
        ("April 2010 onwards", date(2010, 4, 1), None),
        ("Ongoing", None, None),
        ("Not applicable", None, None),
        ("Not known at this point", None, None),
        ("", None, None),
        ("2010/11", None, None),
        ("2012 - 2010", None, None),
        ("1066", None, None),
        ("31 February 2011", None, None),
    ],
)
def test_a_timescale_says_when_an_action_starts_and_is_due(
    text: str, starts: date | None, due: date | None
) -> None:
    assert read_timescale(text) == (starts, due)


@given(st.text(max_size=30))
def test_any_words_are_taken_without_complaint(text: str) -> None:
    starts, due = read_timescale(text)
    assert starts is None or due is None or starts <= due
