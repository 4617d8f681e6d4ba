"""An action is saved by one person at a time, and nobody's words are lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.action import ActionStatus
from oba.store.actions import read_action, read_actions, write_action
from oba.store.plans import write_plan


def test_an_action_is_saved_and_its_version_rises(planned):
    with planned.writing() as conn:
        action, version = read_action(conn, 1)
        done = replace(action, status=ActionStatus.DONE, note="Finished", indicators=("in_care",), theme="")
        assert write_action(conn, done, version=version) == version + 1
        assert read_action(conn, 1) == (done, version + 1)
        assert read_actions(conn)[0] == done


def test_the_second_of_two_savers_is_told_both_texts(planned):
    with planned.writing() as conn:
        action, version = read_action(conn, 1)
        write_action(conn, replace(action, note="Ann's words"), version=version)
        with pytest.raises(StoreError) as caught:
            write_action(conn, replace(action, note="Bob's words"), version=version)
        assert read_action(conn, 1)[0].note == "Ann's words"
    assert "Ann's words" in str(caught.value)
    assert "Bob's words" in str(caught.value)


def test_an_action_that_is_not_there_is_said_so(planned):
    with planned.reading() as conn, pytest.raises(NotFoundError, match="no action 99"):
        read_action(conn, 99)


def test_a_new_plan_raises_the_version_of_the_actions_it_changes(planned, book):
    with planned.writing() as conn:
        changed = replace(book, actions=(replace(book.actions[0], note="New"), book.actions[1]))
        write_plan(conn, changed)
        assert [read_action(conn, number)[1] for number in (1, 2)] == [2, 1]


def test_an_action_that_leaves_the_plan_is_removed(planned, book):
    with planned.writing() as conn:
        changes = write_plan(conn, replace(book, actions=book.actions[:1]))
        assert ("removed", "action", "2") in {(one.kind, one.noun, one.key) for one in changes}
        assert read_actions(conn) == book.actions[:1]
