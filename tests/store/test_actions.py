"""An action keeps its number, its versions, its notes and who changed what; none is ever deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from oba.errors import NotFoundError, StoreError
from oba.model.action import Action, ActionStatus, Funding
from oba.model.action_fields import FIELDS, from_texts, to_texts
from oba.store.actions import (
    number_actions,
    read_action,
    read_actions,
    read_saved,
    read_version,
    save_action,
    write_actions,
)
from oba.store.edits import read_edits
from oba.store.plans import read_plan, write_plan
from oba.store.progress import add_progress, read_progress

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 12, tzinfo=UTC)


def full(number=1):
    return Action(
        number,
        3,
        "That something is done",
        "=SUM(1) & <b>do</b>",
        "DCS; Lead Member",
        "£45k",
        "April 10 - March 11",
        date(2010, 4, 1),
        date(2011, 3, 31),
        ActionStatus.DONE,
        "safe",
        ("in_care", "poverty_rate"),
        "A note",
        lead="council",
        supports=("nhs", "council"),
        funding=Funding.POOLED,
        funded_with="NHS Middlesbrough",
        also_serves=(7, 1),
        stops=True,
        idea="poverty_rate/2",
        withdrawn=date(2026, 1, 1),
        withdrawn_because="It was another's",
    )


def test_every_field_of_an_action_is_written_and_read_the_same(planned):
    with planned.writing() as conn:
        saved = save_action(conn, full(), by="ann", at=AT)
        assert read_action(conn, 1) == saved
        assert (saved.action, saved.version) == (full(), 2)


def test_an_action_that_is_saved_unchanged_keeps_its_version_and_records_nothing(planned):
    with planned.writing() as conn:
        before, edits = read_action(conn, 1), read_edits(conn, kind="action")
        assert save_action(conn, before.action, by="ann", at=AT) == before
        assert read_edits(conn, kind="action") == edits


def test_each_change_is_recorded_with_who_and_when_and_each_version_can_be_read_again(planned):
    with planned.writing() as conn:
        first = read_action(conn, 1)
        save_action(conn, replace(first.action, status=ActionStatus.UNDER_WAY), by="ann", at=AT)
        save_action(
            conn,
            replace(first.action, status=ActionStatus.DONE, indicators=("in_care",), theme=""),
            by="bob",
            at=LATER,
        )
        told = [
            (one.by, one.at, one.field, one.before, one.after)
            for one in read_edits(conn, kind="action", key="1", since=AT)
            if one.by
        ]
        assert told == [
            ("ann", AT, "status", "not recorded", "under way"),
            ("bob", LATER, "status", "under way", "done"),
            ("bob", LATER, "theme", "safe", ""),
            ("bob", LATER, "indicators", "", "in_care"),
        ]
        assert read_version(conn, 1, 1) == to_texts(first.action)
        assert read_version(conn, 1, 2)["status"] == "under way"
        assert read_version(conn, 1, 3)["status"] == "done"
        assert read_version(conn, 1, 4) is None


def test_a_new_action_gets_a_number_that_no_other_ever_had(planned, book):
    with planned.writing() as conn:
        new = save_action(conn, replace(book.actions[0], number=0), by="ann", at=AT)
        assert (new.action.number, new.version, new.in_workbook) == (3, 1, None)
        save_action(conn, replace(new.action, withdrawn=date(2026, 5, 1)), by="ann", at=AT)
        assert save_action(conn, replace(book.actions[0], number=0), by="ann", at=AT).action.number == 4
        assert [one.number for one in read_actions(conn)] == [1, 2, 4]


@given(st.lists(st.integers(0, 6)), st.sets(st.integers(1, 6)))
def test_numbers_that_are_given_stay_and_new_ones_collide_with_none(given_numbers, taken):
    listed = [Action(number, 1, "", "Do") for number in given_numbers]
    numbered = number_actions(listed, taken=taken)
    assert [new.number for old, new in zip(listed, numbered, strict=True) if old.number] == [
        one.number for one in listed if one.number
    ]
    fresh = [new.number for old, new in zip(listed, numbered, strict=True) if not old.number]
    assert len(set(fresh)) == len(fresh)
    assert not set(fresh) & (taken | set(given_numbers))


def test_an_action_that_is_not_there_is_said_so(planned):
    with planned.reading() as conn, pytest.raises(NotFoundError, match="no action 99"):
        read_action(conn, 99)


def test_a_new_plan_raises_the_version_of_the_actions_it_changes(planned, book):
    with planned.writing() as conn:
        changed = replace(book, actions=(replace(book.actions[0], note="New"), book.actions[1]))
        write_plan(conn, changed)
        assert [read_action(conn, number).version for number in (1, 2)] == [2, 1]


def test_an_action_that_leaves_the_plan_is_withdrawn_and_kept_and_comes_back_with_its_number(planned, book):
    with planned.writing() as conn:
        changes = write_plan(conn, replace(book, actions=book.actions[:1]), at=AT)
        assert ("withdrawn", "action", "2") in {(one.kind, one.noun, one.key) for one in changes}
        assert read_actions(conn) == book.actions[:1]
        assert read_action(conn, 2).action.withdrawn == AT.date()
        back = write_plan(conn, book, at=LATER)
        assert ("restored", "action", "2") in {(one.kind, one.noun, one.key) for one in back}
        assert read_plan(conn) == book


def test_what_a_withdrawn_action_speaks_of_may_leave_the_plan_too(planned, book):
    with planned.writing() as conn:
        bones = replace(book, actions=(), indicators=(), themes=(), outcomes=(), comparators=(), baselines=())
        write_plan(conn, bones)
        assert read_plan(conn) == bones
        write_plan(conn, book)
        assert read_plan(conn) == book


def test_the_order_of_the_plan_is_kept_apart_from_the_numbers(planned, book):
    with planned.writing() as conn:
        write_plan(conn, replace(book, actions=book.actions[::-1]))
        assert [one.number for one in read_actions(conn)] == [2, 1]
        assert [read_action(conn, number).version for number in (1, 2)] == [1, 1]


def test_what_a_workbook_last_said_is_known_after_a_page_has_changed_the_action(planned, book):
    with planned.writing() as conn:
        said = to_texts(book.actions[0])
        assert read_action(conn, 1).in_workbook == said
        done = replace(book.actions[0], status=ActionStatus.DONE)
        save_action(conn, done, by="ann", at=AT)
        assert read_action(conn, 1).in_workbook == said
        write_actions(conn, [done, book.actions[1]], by="ann", at=AT, workbook={1: said})
        assert read_action(conn, 1).in_workbook == said
        write_actions(conn, [done, book.actions[1]], by="ann", at=AT)
        assert read_action(conn, 1).in_workbook == to_texts(done)


def test_progress_is_noted_in_order_and_raises_no_version(planned):
    with planned.writing() as conn:
        one = add_progress(conn, 2, "First talks held", by="ann", at=AT)
        two = add_progress(conn, 2, "Agreed", by="bob", at=LATER)
        add_progress(conn, 1, "Another's", by="bob", at=LATER)
        assert read_progress(conn, 2) == {2: (one, two)}
        assert set(read_progress(conn)) == {1, 2}
        assert read_action(conn, 2).version == 1
        assert [(one.by, one.after) for one in read_edits(conn, key="2") if one.field == "progress"] == [
            ("ann", "First talks held"),
            ("bob", "Agreed"),
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE action_progress SET text = 'other'",
        "DELETE FROM action_progress",
        "UPDATE action_version SET texts = '{}'",
        "DELETE FROM action_version",
    ],
)
def test_neither_a_note_nor_a_version_can_be_altered(planned, statement):
    with planned.writing() as conn:
        add_progress(conn, 1, "Noted", by="ann", at=AT)
        save_action(conn, full(), by="ann", at=AT)
    with pytest.raises(StoreError, match="never altered"), planned.writing() as conn:
        conn.execute(text(statement))
    with planned.reading() as conn:
        assert read_progress(conn)[1][0].text == "Noted"
        assert read_version(conn, 1, 1)["note"] == ""


def test_withdrawn_actions_are_read_on_demand(planned):
    with planned.writing() as conn:
        save_action(conn, full(), by="ann", at=AT)
        assert [one.action.number for one in read_saved(conn)] == [2]
        assert [one.action.number for one in read_saved(conn, withdrawn=True)] == [1, 2]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
KEYS = st.lists(st.sampled_from(["in_care", "poverty_rate"]), unique=True).map(tuple)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
ACTIONS = st.builds(
    Action,
    number=st.just(1),
    recommendation_number=st.integers(0, 99),
    recommendation=WORDS,
    proposed_action=WORDS,
    by_whom=WORDS,
    budget_cost=WORDS,
    timescale=WORDS,
    starts=DAYS,
    due=DAYS,
    status=st.sampled_from(ActionStatus),
    theme=st.sampled_from(["", "safe", "poverty"]),
    indicators=KEYS,
    note=WORDS,
    lead=st.sampled_from(["", "council", "nhs"]),
    supports=KEYS,
    funding=st.sampled_from(Funding),
    funded_with=WORDS,
    also_serves=st.lists(st.integers(1, 99), unique=True).map(tuple),
    stops=st.booleans(),
    idea=WORDS,
    withdrawn=DAYS,
    withdrawn_because=WORDS,
)


@given(ACTIONS)
def test_an_action_is_the_same_after_it_was_texts(action):
    texts = to_texts(action)
    assert tuple(texts) == FIELDS
    assert from_texts(Action(1, 0, "", ""), texts) == action


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_any_words_in_an_action_are_stored_and_read_the_same(sqlite_store, book, action):
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
        assert save_action(conn, action, by="ann", at=AT).action == action
        assert read_action(conn, 1).action == action
