"""Ideas are read back as they were written, in the order of the group's rating; the plan never takes them away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.model.idea import CostMark, EvidenceLevel, Idea, Rating, WhyNone
from oba.store.actions import read_actions, save_action
from oba.store.ideas import (
    add_idea,
    find_curve,
    find_idea,
    find_why_none,
    next_key,
    read_ideas,
    read_whys,
    write_idea,
    write_why_none,
)
from oba.store.plans import read_plan, write_plan

TOWN, REGION = "E06000002", "E12000001"
IDEA = Idea(
    key="poverty_rate/1",
    indicator="poverty_rate",
    area=TOWN,
    text="Breakfast – for all",
    written_by="ann",
    written_on=date(2026, 12, 1),
    evidence_level=EvidenceLevel.SHOWN_ELSEWHERE,
    evidence="A survey",
    link="https://example.org/a?b=1",
    file_name="a.pdf",
    file_sha256="a" * 64,
    cost=CostMark.LOW_COST,
    stops=True,
    leverage=Rating.HIGH,
    values_fit=Rating.LOW,
    dissent="Too few would come",
    dissenters="Schools",
    rating_version=3,
)
WHY = WhyNone(
    indicator="poverty_rate",
    area=TOWN,
    text="Rents are set elsewhere",
    written_by="ann",
    written_on=date(2026, 12, 1),
    version=1,
)


def test_an_idea_is_read_back_as_it_was_written(planned):
    with planned.writing() as conn:
        add_idea(conn, IDEA)
        assert find_idea(conn, IDEA.key) == IDEA
        changed = replace(IDEA, text="Another", stops=False, cost=CostMark.OTHER, version=2, withdrawn=True)
        write_idea(conn, changed)
        assert read_ideas(conn) == (changed,)
        assert find_idea(conn, "poverty_rate/2") is None


def test_an_idea_names_the_action_that_it_became_and_only_one_that_is_there(planned, book):
    with planned.writing() as conn:
        action = save_action(
            conn, replace(book.actions[0], number=0), by="ann", at=datetime(2026, 12, 1, tzinfo=UTC)
        )
        add_idea(conn, replace(IDEA, action=action.action.number))
        assert find_idea(conn, IDEA.key).action == action.action.number
        assert action.action.number in [one.number for one in read_actions(conn)]


def test_ideas_stand_by_curve_and_in_the_order_of_the_rating(planned):
    best = replace(IDEA, key="poverty_rate/10", feasibility=Rating.HIGH, specificity=Rating.HIGH)
    unrated = replace(IDEA, key="poverty_rate/2", leverage=Rating.NOT_RATED, values_fit=Rating.NOT_RATED)
    elsewhere = replace(best, key="poverty_rate/4", area=REGION)
    other = replace(unrated, key="in_care/1", indicator="in_care")
    with planned.writing() as conn:
        for one in (unrated, IDEA, other, elsewhere, best):
            add_idea(conn, one)
        assert read_ideas(conn) == (other, best, IDEA, unrated, elsewhere)
        assert read_ideas(conn, "poverty_rate", TOWN) == (best, IDEA, unrated)
        assert read_ideas(conn, "in_care") == (other,)


def test_keys_are_counted_by_indicator_and_never_given_twice(planned):
    with planned.writing() as conn:
        for number in (1, 2, 10):
            add_idea(conn, replace(IDEA, key=f"poverty_rate/{number}", withdrawn=True))
        assert next_key(conn, "poverty_rate") == "poverty_rate/11"
        assert next_key(conn, "in_care") == "in_care/1"


def test_why_there_is_no_cheap_idea_is_kept_once_for_each_curve(planned):
    elsewhere = replace(WHY, area=REGION, text="Elsewhere")
    with planned.writing() as conn:
        assert find_why_none(conn, "poverty_rate", TOWN) is None
        write_why_none(conn, WHY)
        write_why_none(conn, elsewhere)
        later = replace(WHY, text="Another", version=2)
        write_why_none(conn, later)
        assert find_why_none(conn, "poverty_rate", TOWN) == later
        assert read_whys(conn) == (later, elsewhere)


@pytest.mark.parametrize("write", [lambda conn: add_idea(conn, IDEA), lambda conn: write_why_none(conn, WHY)])
def test_an_indicator_that_leaves_the_plan_keeps_its_ideas_and_comes_back_to_them(planned, book, write):
    smaller = replace(book, indicators=book.indicators[1:], actions=(), baselines=())
    with planned.writing() as conn:
        write(conn)
        kept = read_ideas(conn), read_whys(conn)
        assert find_curve(conn, "poverty_rate") == (book.indicators[0].title, TOWN, "Middlesbrough")
        changes = {(one.kind, one.key) for one in write_plan(conn, smaller)}
        assert ("retired", "poverty_rate") in changes
        assert find_curve(conn, "poverty_rate") is None
        assert (read_ideas(conn), read_whys(conn)) == kept
        write_plan(conn, book)
        assert [one.key for one in read_plan(conn).indicators] == ["poverty_rate", "in_care"]
