"""A story is read back as it was written, in the order that the group gave it; the plan never takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oba.model.story import Depth, Direction, Force, Gap, GapKind, Story, Voice, Who
from oba.store.plans import read_plan, write_plan
from oba.store.story import (
    add_part,
    find_part,
    kind_of,
    next_key,
    read_parts,
    read_sent,
    read_story,
    write_part,
)

TOWN, REGION = "E06000002", "E12000001"
ABOUT = {
    "indicator": "poverty_rate",
    "area": TOWN,
    "written_by": "ann",
    "written_on": date(2026, 12, 1),
}
FORCE = Force(
    **ABOUT,
    key="poverty_rate/1",
    text="Rents – up",
    direction=Direction.HINDERS,
    depth=Depth.ROOT_CAUSE,
    rank=1,
    evidence="The survey",
    link="https://example.org/a?b=1",
    file_name="a.pdf",
    file_sha256="a" * 64,
)
VOICE = Voice(
    **ABOUT,
    key="poverty_rate/1",
    text="We skip meals",
    who=Who.YOUNG_PEOPLE,
    where_from="School council",
    said_on=None,
)
GAP = Gap(
    **ABOUT,
    key="poverty_rate/1",
    text="Who moves away",
    kind=GapKind.DATA,
    owner="Cat",
    due=date(2027, 3, 31),
)


@pytest.mark.parametrize("part", [FORCE, VOICE, GAP, replace(VOICE, said_on=date(2026, 11, 3))])
def test_a_part_is_read_back_as_it_was_written(planned, part):
    with planned.writing() as conn:
        add_part(conn, part)
        assert find_part(conn, type(part), part.key) == part
        write_part(conn, replace(part, text="Another", version=2))
        assert read_parts(conn, type(part)) == (replace(part, text="Another", version=2),)
        assert find_part(conn, type(part), "poverty_rate/2") is None


def test_a_story_has_its_forces_by_rank_and_leaves_out_what_was_withdrawn_and_other_areas(planned):
    second = replace(FORCE, key="poverty_rate/2", rank=1)
    first = replace(FORCE, key="poverty_rate/10", rank=0)
    gone = replace(FORCE, key="poverty_rate/3", withdrawn=True)
    helping = replace(FORCE, key="poverty_rate/4", direction=Direction.HELPS)
    with planned.writing() as conn:
        assert not read_story(conn, "poverty_rate", TOWN)
        for part in (
            second,
            first,
            gone,
            helping,
            VOICE,
            GAP,
            replace(VOICE, key="poverty_rate/2", area=REGION),
        ):
            add_part(conn, part)
        found = read_story(conn, "poverty_rate", TOWN)
        assert found == Story((first, second, helping), (VOICE,), (GAP,))
        assert found.of(Direction.HINDERS) == (first, second)
        assert not read_story(conn, "in_care", TOWN)


def test_keys_are_counted_by_indicator_and_kind_and_never_given_twice(planned):
    with planned.writing() as conn:
        for number in (1, 2, 10):
            add_part(conn, replace(FORCE, key=f"poverty_rate/{number}", withdrawn=True))
        assert next_key(conn, FORCE) == "poverty_rate/11"
        assert next_key(conn, GAP) == "poverty_rate/1"
        assert next_key(conn, replace(FORCE, indicator="in_care")) == "in_care/1"
        assert [kind_of(one) for one in (FORCE, VOICE, GAP)] == ["force", "voice", "gap"]


def test_the_gaps_on_the_data_development_agenda_stand_by_their_day(planned):
    late = replace(GAP, key="poverty_rate/2", due=date(2028, 1, 1), sent_on=date(2026, 12, 1))
    soon = replace(GAP, key="poverty_rate/3", sent_on=date(2026, 12, 1))
    with planned.writing() as conn:
        for part in (GAP, late, soon, replace(soon, key="poverty_rate/4", withdrawn=True)):
            add_part(conn, part)
        assert read_sent(conn) == (soon, late)


@pytest.mark.parametrize("part", [FORCE, VOICE, replace(GAP, withdrawn=True)])
def test_an_indicator_that_leaves_the_plan_keeps_its_story_and_comes_back_to_it(planned, book, part):
    smaller = replace(book, indicators=book.indicators[1:], actions=(), baselines=())
    with planned.writing() as conn:
        add_part(conn, part)
        changes = {(one.kind, one.key) for one in write_plan(conn, smaller)}
        assert ("retired", "poverty_rate") in changes
        assert [one.key for one in read_plan(conn).indicators] == ["in_care"]
        assert find_part(conn, type(part), part.key) == part
        write_plan(conn, book)
        assert [one.key for one in read_plan(conn).indicators] == ["poverty_rate", "in_care"]
