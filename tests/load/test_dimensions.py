"""Which columns of a publisher's file name a measure, and which break it down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oba.load.publishers.dimensions import Dimensions

WORDS = st.sampled_from(["Total", "Boys", "Girls", "", "All pupils", "FSM", "Not FSM"])
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12, unique=True)


@given(ROWS)
def test_no_two_rows_are_ever_called_the_same(rows: list[tuple[str, str]]) -> None:
    found = Dimensions.of(("sex", "meals"), rows=rows)
    named = {(found.code(row), found.breakdown(row)) for row in rows}
    assert len(named) == len(rows)


@given(ROWS)
def test_a_measure_that_is_broken_down_has_a_row_for_all_of_it(rows: list[tuple[str, str]]) -> None:
    found = Dimensions.of(("sex", "meals"), rows=rows)
    whole = {found.code(row) for row in rows if not found.breakdown(row)}
    assert {found.code(row) for row in rows} == whole


def test_where_totals_are_missing_for_one_value_its_others_are_measures() -> None:
    rows = [("Absence", "Total"), ("Absence", "Boys"), ("Health", "Seen by a dentist")]
    found = Dimensions.of(("topic", "who"), rows=rows)
    assert [found.code(row) for row in rows] == [
        "topic=Absence",
        "topic=Absence",
        "topic=Health|who=Seen by a dentist",
    ]
    assert [found.breakdown(row) for row in rows] == ["", "Who: Boys", ""]


def test_a_column_with_one_value_is_a_topic_or_a_group() -> None:
    found = Dimensions.of(("category", "gender"), rows=[("Plans", "Female")])
    assert found.code(("Plans", "Female")) == "gender=Female"
    assert found.words(("Plans", "Female"), inside=()) == "Plans"
    assert found.breakdown(("Plans", "Female"), inside=()) == "Sex: Female"
