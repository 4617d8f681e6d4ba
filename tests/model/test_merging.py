"""Two people change one thing: what only one changed stands, and what both changed is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.merging import merge

BASE = {"what": "Do", "cost": "£0", "time": "2010", "due": "d1"}
TOGETHER = (("time", "due"),)


@pytest.mark.parametrize(
    ("mine", "theirs", "stands", "conflicts"),
    [
        ({}, {}, {}, {}),
        ({"cost": "£1"}, {}, {"cost": "£1"}, {}),
        ({}, {"cost": "£2"}, {"cost": "£2"}, {}),
        ({"cost": "£1"}, {"what": "Do it"}, {"cost": "£1", "what": "Do it"}, {}),
        ({"cost": "£1"}, {"cost": "£1"}, {"cost": "£1"}, {}),
        ({"cost": "£1"}, {"cost": "£2"}, {"cost": "£2"}, {"cost": ("£2", "£1")}),
        (
            {"time": "2011"},
            {"due": "d2"},
            {"due": "d2"},
            {"time": ("2010", "2011"), "due": ("d2", "d1")},
        ),
        ({"time": "2011", "due": "d2"}, {"time": "2011", "due": "d2"}, {"time": "2011", "due": "d2"}, {}),
        ({"time": "2011", "due": "d2"}, {"cost": "£9"}, {"time": "2011", "due": "d2", "cost": "£9"}, {}),
    ],
)
def test_what_one_changed_stands_and_what_both_changed_otherwise_is_told(
    mine, theirs, stands, conflicts
) -> None:
    found = merge(base=BASE, mine=BASE | mine, theirs=BASE | theirs, together=TOGETHER)
    assert found.texts == BASE | stands
    assert found.conflicts == conflicts


def test_a_field_that_i_was_not_shown_is_not_mine_to_change() -> None:
    found = merge(base=BASE, mine={"cost": "£1"}, theirs=BASE | {"what": "Other"}, together=TOGETHER)
    assert found.texts == BASE | {"what": "Other", "cost": "£1"}
    assert (found.mine, found.theirs) == (("cost",), ("what",))


TEXTS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in BASE})


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_of_theirs_is_overwritten_that_they_changed_unless_it_is_told_as_a_conflict(
    base, mine, theirs
) -> None:
    found = merge(base=base, mine=mine, theirs=theirs)
    for name in base:
        if theirs[name] != base[name]:
            assert found.texts[name] == theirs[name]
        elif name not in found.conflicts:
            assert found.texts[name] == mine[name]
    assert found.conflicts == {
        name: (theirs[name], mine[name])
        for name in base
        if base[name] != mine[name] != theirs[name] != base[name]
    }


@given(TEXTS, TEXTS, TEXTS)
def test_merging_again_from_what_was_shown_settles_it_my_way(base, mine, theirs) -> None:
    first = merge(base=base, mine=mine, theirs=theirs, together=TOGETHER)
    again = merge(base=theirs, mine=mine, theirs=theirs, together=TOGETHER)
    assert again.conflicts == {}
    assert all(again.texts[name] == mine[name] for name in first.conflicts)
