"""What many edits come to: begun, ended, changed, or nothing; and texts as they were before them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.editor import Edit
from oba.model.net_change import Happened, group_edits, net_changes, roll_back

START = datetime(2026, 9, 1, tzinfo=UTC)
THING = ("force", "teenage/1")


def edits(*changes: tuple[str, str | None, str | None], by: str = "ann") -> list[Edit]:
    """Field, before and after of each, an hour apart."""
    return [
        Edit(number, START + timedelta(hours=number), by, *THING, field, before, after)
        for number, (field, before, after) in enumerate(changes, start=1)
    ]


@pytest.mark.parametrize(
    ("changes", "known", "happened"),
    [
        ((("text", None, "A"),), False, Happened.ADDED),
        ((("text", None, "A"), ("text", "A", "B")), False, Happened.ADDED),
        ((("text", None, "A"), ("text", "A", None)), False, None),
        ((("text", "A", "B"),), False, Happened.CHANGED),
        ((("evidence", None, "A report"),), True, Happened.CHANGED),
        ((("text", "A", "B"), ("text", "B", "A")), True, None),
        ((("evidence", "", None),), True, None),
        ((("text", "A", None),), True, Happened.WITHDRAWN),
        ((("text", "A", "B"), ("rank", "1", "2"), ("text", "B", None)), True, Happened.WITHDRAWN),
        ((("owner", "A", None),), True, Happened.CHANGED),
        ((("withdrawn", "", "2026-09-02"),), True, Happened.WITHDRAWN),
        ((("withdrawn", "no", "yes"), ("withdrawn", "yes", "no")), True, None),
        ((("name", None, "A"), ("withdrawn", "", "yes")), False, None),
        ((("text", "A", None), ("withdrawn", "yes", "")), True, None),
        ((("text", None, "A"), ("text", "A", None), ("withdrawn", "yes", "")), False, Happened.ADDED),
        ((("text", "A", None), ("withdrawn", "yes", ""), ("text", "A", "B")), True, Happened.CHANGED),
        ((("text", "A", None), ("withdrawn", "yes", ""), ("text", "A", None)), True, Happened.WITHDRAWN),
        ((("withdrawn", "yes", ""),), True, Happened.BACK),
        ((("role", "A", None), ("withdrawn_because", "", "B")), True, Happened.WITHDRAWN),
        ((("brings", None, "A"), ("brings", "A", None)), False, None),
    ],
)
def test_edits_of_one_thing_come_to_one_change_or_none(
    changes: tuple[tuple[str, str | None, str | None], ...], known: bool, happened: Happened | None
) -> None:
    found = net_changes(edits(*changes), known={THING} if known else ())
    assert [one.happened for one in found] == ([happened] if happened else [])


def test_a_change_names_what_differs_in_all_who_made_it_and_the_last_text() -> None:
    first = edits(("text", "A", "B"), ("rank", "1", "2"))
    second = [Edit(9, START + timedelta(days=1), "bob", *THING, "rank", "2", "1")]
    (one,) = net_changes([*second, *first], known={THING})
    assert (dict(one.fields), one.text, one.by) == ({"text": ("A", "B")}, "B", ("ann", "bob"))


FIELDS = ("text", "owner", "due")


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.text("ab", max_size=2)), max_size=12))
def test_rolling_edits_back_gives_what_stood_before_them(steps: list[tuple[str, str]]) -> None:
    before = dict.fromkeys(FIELDS, "x")
    now, made = dict(before), []
    for field, text in steps:
        made.append((field, now[field], text))
        now[field] = text
    assert roll_back(now, edits(*made), there=True) == before
    changed = {field: (before[field], now[field]) for field in FIELDS if before[field] != now[field]}
    found = net_changes(edits(*made), known={THING})
    assert [dict(one.fields) for one in found] == ([changed] if changed else [])


def test_a_thing_that_was_begun_anew_in_another_store_is_as_it_was() -> None:
    begun = edits(("text", None, "A"), ("owner", None, "bob"))
    now = {"text": "A", "owner": "bob"}
    assert roll_back(now, begun, there=True) == now
    assert roll_back(now, begun, there=False) == {"text": "", "owner": ""}


def test_things_keep_the_order_in_which_they_were_first_edited() -> None:
    other = Edit(0, START, "ann", "gap", "teenage/1", "text", None, "Z")
    assert list(group_edits([*edits(("text", None, "A")), other])) == [("gap", "teenage/1"), THING]
