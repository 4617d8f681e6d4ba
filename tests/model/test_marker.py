"""Tests of markers: their stored form, and that each has a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker, read_markers, write_markers


@given(st.lists(st.sampled_from(sorted(Marker))))
def test_markers_come_back_from_their_stored_form(markers: list[Marker]) -> None:
    assert set(read_markers(write_markers(tuple(markers)))) == set(markers)


def test_every_marker_has_a_meaning() -> None:
    assert set(MEANING) == set(Marker)


def test_a_code_that_is_not_in_the_set_is_refused() -> None:
    with pytest.raises(ValueError, match="q"):
        read_markers("p q")


def test_missing_suppressed_low_and_not_applicable_all_stand_for_a_value_and_differ() -> None:
    four = {Marker.BLANK, Marker.CONFIDENTIAL, Marker.LOW, Marker.NOT_APPLICABLE}
    assert len({MEANING[marker] for marker in four}) == 4
    assert four <= STANDS_FOR_A_VALUE
