"""A cell that its publisher left empty is called so in every file, and read back as that."""

from __future__ import annotations

from itertools import combinations

from oba.load.statuses import combine_markers, read_status
from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.tasks.opendata.figure_rows import say_cell, write_codes


def test_a_cell_that_was_empty_is_marked_so_beside_it() -> None:
    assert (say_cell(None, (Marker.BLANK,)), write_codes((Marker.BLANK,))) == ("", "blank")
    assert MEANING[Marker.BLANK].startswith("missing")


def test_every_set_of_markers_is_read_back_from_its_codes() -> None:
    qualify = [one for one in Marker if one not in STANDS_FOR_A_VALUE and one is not Marker.UNRELIABLE]
    for size in range(3):
        for beside in combinations(qualify, size):
            markers = tuple(sorted((*beside, Marker.BLANK)))
            said = read_status(write_codes(markers), symbols={})
            assert said is not None
            read = combine_markers((Marker.BLANK,), said, (), has_value=False)
            assert tuple(sorted(read or ())) == markers


def test_a_number_is_not_called_an_empty_cell() -> None:
    assert combine_markers((), read_status("blank", symbols={}) or (), (), has_value=True) is None
    assert read_status("blank words", symbols={}) is None
