"""A publication is a numbered event that nothing can unwrite; rules and ticks are kept with who made them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from oba.errors import NotFoundError, StoreError
from oba.model.disclosure import Rule
from oba.model.publication import Publication, State
from oba.store.publications import (
    add_publication,
    add_tick,
    drop_rules,
    find_publication,
    list_ticks,
    next_number,
    read_publications,
    read_rules,
    read_set_rules,
    read_ticks,
    record_release,
    record_withdrawal,
    set_rule,
)

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
FIRST = Publication(1, NOON, "ann", "The first", "a.db", "a" * 64, 7, release_at=LATER)
REFUSED = "a publication stays as it was approved"


@pytest.fixture
def approved(store):
    with store.writing() as conn:
        add_publication(conn, FIRST)
    return store


def read(store):
    with store.reading() as conn:
        return read_publications(conn)


def test_a_publication_is_approved_released_and_withdrawn_and_keeps_all_that_was_said(approved):
    assert read(approved) == (FIRST,)
    assert FIRST.state is State.APPROVED
    with approved.writing() as conn:
        assert next_number(conn) == 2
        record_release(conn, 1, at=LATER, by="bob")
    (released,) = read(approved)
    assert released == replace(FIRST, released_at=LATER, released_by="bob")
    assert released.state is State.RELEASED
    with approved.writing() as conn:
        record_withdrawal(conn, 1, at=LATER, by="cat", because="a wrong figure")
    with approved.reading() as conn:
        found = find_publication(conn, 1)
    assert found.state is State.WITHDRAWN
    assert (found.withdrawn_by, found.withdrawn_because) == ("cat", "a wrong figure")


def test_an_approved_publication_can_be_withdrawn_and_is_then_never_released(approved):
    with approved.writing() as conn:
        record_withdrawal(conn, 1, at=NOON, by="cat", because="too early")
    with pytest.raises(StoreError, match=REFUSED), approved.writing() as conn:
        record_release(conn, 1, at=LATER, by="bob")
    assert read(approved)[0].state is State.WITHDRAWN


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM publication",
        "UPDATE publication SET note = 'another'",
        "UPDATE publication SET number = 2",
        "UPDATE publication SET sha256 = ''",
        "UPDATE publication SET release_at = NULL",
        "UPDATE publication SET released_at = NULL, released_by = ''",
        "UPDATE publication SET released_by = 'dan'",
        "UPDATE publication SET withdrawn_because = 'no reason'",
    ],
)
def test_the_database_itself_refuses_to_alter_a_publication(approved, statement):
    with approved.writing() as conn:
        record_release(conn, 1, at=LATER, by="bob")
    before = read(approved)
    with pytest.raises(StoreError, match=REFUSED), approved.writing() as conn:
        conn.execute(text(statement))
    assert read(approved) == before


def test_a_release_and_a_withdrawal_are_each_said_once(approved):
    with approved.writing() as conn:
        record_release(conn, 1, at=LATER, by="bob")
    with pytest.raises(StoreError, match=REFUSED), approved.writing() as conn:
        record_release(conn, 1, at=NOON, by="dan")
    with approved.writing() as conn:
        record_withdrawal(conn, 1, at=LATER, by="cat", because="wrong")
    with pytest.raises(StoreError, match=REFUSED), approved.writing() as conn:
        record_withdrawal(conn, 1, at=LATER, by="cat", because="wrong still")


def test_a_number_is_given_once(approved):
    with pytest.raises(StoreError), approved.writing() as conn:
        add_publication(conn, replace(FIRST, note="another"))


def test_sqlite_does_not_let_a_publication_be_replaced(sqlite_store):
    with sqlite_store.writing() as conn:
        add_publication(conn, FIRST)
    statement = "INSERT OR REPLACE INTO publication SELECT * FROM publication"
    with pytest.raises(StoreError, match=REFUSED), sqlite_store.writing() as conn:
        conn.execute(text(statement))


def test_a_publication_that_is_not_there_is_said(store):
    for deed in (
        lambda conn: find_publication(conn, 4),
        lambda conn: record_release(conn, 4, at=NOON, by="bob"),
        lambda conn: record_withdrawal(conn, 4, at=NOON, by="bob", because="none"),
    ):
        with pytest.raises(NotFoundError, match="there is no publication 4"), store.writing() as conn:
            deed(conn)


def test_a_rule_is_set_in_the_place_of_an_earlier_one(planned):
    strict = Rule("in_care", threshold=7, zero_shown=False, round_base=5)
    with planned.writing() as conn:
        set_rule(conn, Rule("in_care", threshold=0, reason="published elsewhere"), by="ann", at=NOON)
        set_rule(conn, strict, by="bob", at=LATER)
        set_rule(conn, Rule("poverty_rate"), by="ann", at=NOON)
    with planned.reading() as conn:
        assert read_rules(conn) == {"in_care": strict, "poverty_rate": Rule("poverty_rate")}
        found = read_set_rules(conn)["in_care"]
    assert (found.by, found.at) == ("bob", LATER)
    with planned.writing() as conn:
        drop_rules(conn, ["in_care"])
        assert list(read_rules(conn)) == ["poverty_rate"]


def test_a_rule_of_another_threshold_or_base_is_refused(planned):
    for wrong in (Rule("in_care", threshold=3), Rule("in_care", round_base=2), Rule("nowhere")):
        with pytest.raises(StoreError), planned.writing() as conn:
            set_rule(conn, wrong, by="ann", at=NOON)


def test_a_tick_holds_no_longer_once_a_publication_that_was_out_is_withdrawn(store):
    with store.writing() as conn:
        add_tick(conn, "d1", by="ann", at=NOON)
        add_publication(conn, FIRST)
        record_withdrawal(conn, 1, at=LATER, by="ann", because="The wrong day")
        assert read_ticks(conn) == {"d1"}
        add_publication(conn, replace(FIRST, number=2))
        record_release(conn, 2, at=NOON, by="ann")
        record_withdrawal(conn, 2, at=LATER, by="ann", because="It names a child")
        assert read_ticks(conn) == frozenset()
        add_tick(conn, "d1", by="bob", at=LATER)
        assert [(one.by, one.at) for one in list_ticks(conn)] == [("bob", LATER)]
        assert read_ticks(conn) == {"d1"}


def test_a_tick_stays_with_who_made_it_first(store):
    with store.writing() as conn:
        add_tick(conn, "d1", by="ann", at=NOON, note="not a child's name", excerpt="story of in_care")
        add_tick(conn, "d1", by="bob", at=LATER)
        add_tick(conn, "d2", by="bob", at=LATER)
    with store.reading() as conn:
        assert read_ticks(conn) == {"d1", "d2"}
        first, second = list_ticks(conn)
    assert (first.by, first.at, first.note, first.excerpt) == (
        "ann",
        NOON,
        "not a child's name",
        "story of in_care",
    )
    assert (second.digest, second.by) == ("d2", "bob")
