"""How indicators were chosen, on both databases: kept with its history, in step with the plan and its workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.errors import NotFoundError
from oba.model.choice import Choice, Power
from oba.model.editor import EditConflict
from oba.model.indicator import Standing
from oba.model.plan import PlanBook
from oba.store.choices import read_choice, read_choices, write_choice
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.plans import read_plan, write_plan

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
DECIDED = Choice(
    "poverty_rate",
    Power.HIGH,
    Power.HIGH,
    Power.LOW,
    rated_by="Poverty group",
    dissent="Schools would keep it",
    standing=Standing.DEVELOPMENT,
    owner="Council",
    due=date(2027, 3, 31),
    next_step="Ask for the counts",
)


def standing_of(store: Store, key: str = "poverty_rate") -> Standing:
    with store.reading() as conn:
        return next(one.standing for one in read_plan(conn).indicators if one.key == key)


def test_a_choice_is_read_as_it_was_written_and_the_plan_follows(planned: Store) -> None:
    with planned.writing() as conn:
        assert read_choice(conn, "poverty_rate") == Choice("poverty_rate", standing=Standing.HEADLINE)
        saved = write_choice(conn, DECIDED, by="ann", at=AT)
    assert saved == replace(DECIDED, version=1, in_workbook=Standing.HEADLINE)
    assert standing_of(planned) is Standing.DEVELOPMENT
    with planned.reading() as conn:
        assert read_choices(conn) == {"poverty_rate": saved}
        edits = read_edits(conn, kind="choice of an indicator", key="poverty_rate")
    assert {one.field: (one.before, one.after) for one in edits} == {
        "communication": (None, "high"),
        "proxy": (None, "high"),
        "data": (None, "low"),
        "rated_by": (None, "Poverty group"),
        "dissent": (None, "Schools would keep it"),
        "standing": ("headline", "data development agenda"),
        "owner": (None, "Council"),
        "due": (None, "2027-03-31"),
        "next_step": (None, "Ask for the counts"),
    }


def test_what_is_unchanged_is_not_saved_anew_and_no_other_indicator_is_known(planned: Store) -> None:
    with planned.writing() as conn:
        saved = write_choice(conn, DECIDED, by="ann", at=AT)
        assert write_choice(conn, saved, by="bob", at=AT) == saved
        with pytest.raises(NotFoundError):
            write_choice(conn, replace(DECIDED, indicator="nothing"), by="ann", at=AT)


def test_two_who_choose_at_once_lose_nothing(planned: Store) -> None:
    with planned.writing() as conn:
        write_choice(conn, DECIDED, by="ann", at=AT)
        with pytest.raises(EditConflict) as told:
            write_choice(conn, replace(DECIDED, dissent="None", due=None), by="bob", at=AT)
    assert (told.value.version, told.value.by) == (1, "ann")
    assert told.value.texts == {"dissent": ("Schools would keep it", "None"), "due": ("2027-03-31", "")}


@pytest.mark.parametrize(
    ("workbook", "stands", "told"),
    [
        (Standing.HEADLINE, Standing.DEVELOPMENT, True),
        (Standing.DEVELOPMENT, Standing.DEVELOPMENT, False),
        (Standing.SECONDARY, Standing.SECONDARY, False),
    ],
)
def test_a_workbook_from_before_a_decision_does_not_undo_it_but_a_later_one_may(
    planned: Store, book: PlanBook, workbook: Standing, stands: Standing, told: bool
) -> None:
    with planned.writing() as conn:
        write_choice(conn, DECIDED, by="ann", at=AT)
    other = replace(book, plan=replace(book.plan, title="Another title"))
    first = replace(book.indicators[0], standing=workbook)
    with planned.writing() as conn:
        changes = write_plan(conn, replace(other, indicators=(first, *book.indicators[1:])))
    assert standing_of(planned) is stands
    assert any(one.kind == "kept" and one.key == "poverty_rate" for one in changes) is told
    with planned.reading() as conn:
        settled = read_choice(conn, "poverty_rate")
    assert (settled.in_workbook is None) is not told
    assert settled.dissent == DECIDED.dissent


def test_a_settled_decision_follows_the_workbook_like_any_other(planned: Store, book: PlanBook) -> None:
    with planned.writing() as conn:
        write_choice(conn, DECIDED, by="ann", at=AT)
    for standing in (Standing.DEVELOPMENT, Standing.HEADLINE):
        first = replace(book.indicators[0], standing=standing)
        with planned.writing() as conn:
            write_plan(conn, replace(book, indicators=(first, *book.indicators[1:])))
        assert standing_of(planned) is standing


def test_an_indicator_that_leaves_the_plan_keeps_what_was_said_of_it(planned: Store, book: PlanBook) -> None:
    with planned.writing() as conn:
        write_choice(conn, DECIDED, by="ann", at=AT)
        gone = replace(book, indicators=book.indicators[1:], actions=(), baselines=())
        write_plan(conn, gone)
    with planned.writing() as conn:
        write_plan(conn, book)
        assert read_choice(conn, "poverty_rate").rated_by == "Poverty group"


@pytest.mark.parametrize("merged", [False, True])
def test_a_workbook_that_overrules_a_decision_is_an_edit_and_a_save(
    planned: Store, book: PlanBook, merged: bool
) -> None:
    first = replace(book.indicators[0], standing=Standing.SECONDARY)
    with planned.writing() as conn:
        write_choice(conn, DECIDED, by="ann", at=AT)
        told = replace(book, indicators=(first, *book.indicators[1:]))
        write_plan(conn, told, by="olive", at=AT, merged=merged)
        assert read_choice(conn, "poverty_rate") == replace(DECIDED, standing=Standing.SECONDARY, version=2)
        edits = read_edits(conn, kind="choice of an indicator", key="poverty_rate")
        assert [(one.by, one.before, one.after) for one in edits if one.field == "standing"] == [
            ("ann", "headline", "data development agenda"),
            ("olive", "data development agenda", "secondary"),
        ]
        with pytest.raises(EditConflict):
            write_choice(conn, replace(DECIDED, version=1), by="bob", at=AT)
        write_plan(conn, told, by="olive", at=AT, merged=merged)
        assert read_choice(conn, "poverty_rate").version == 2
