"""Targets are written with the plan, on their own table, and read back with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from oba.model.period import Period, PeriodKind
from oba.model.target import Target
from oba.store.plans import read_plan, write_plan
from oba.store.series import read_series

TOWN, ENGLAND = "E06000002", "E92000001"


def year(first: int, *, years: int = 1) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR, years=years)


@pytest.fixture
def aimed(book):
    """The plan with targets that share an indicator, a period or an area."""
    return replace(
        book,
        targets=(
            Target("poverty_rate", TOWN, year(2013), 24.5, "Trust Board, July 2010", "half way – £"),
            Target("poverty_rate", TOWN, year(2011), 27.0, "Trust Board, July 2010"),
            Target("in_care", TOWN, year(2010, years=3), -1e-7, "Theme group"),
            Target("poverty_rate", ENGLAND, year(2013), 0.0, "Child Poverty Act"),
        ),
    )


def test_targets_are_read_back_in_their_order_exactly_as_they_were_written(store, aimed):
    with store.writing() as conn:
        write_plan(conn, aimed)
    with store.reading() as conn:
        assert read_plan(conn).targets == aimed.targets
        assert read_plan(conn) == aimed


def test_writing_the_same_targets_again_changes_nothing(store, aimed):
    with store.writing() as conn:
        write_plan(conn, aimed)
        assert write_plan(conn, aimed) == []


def test_a_changed_target_is_told_and_one_that_leaves_the_sheet_is_gone(store, aimed):
    with store.writing() as conn:
        write_plan(conn, aimed)
        fewer = replace(aimed, targets=aimed.targets[1:])
        assert [(one.kind, one.noun) for one in write_plan(conn, fewer)] == [("changed", "target")]
        assert read_plan(conn).targets == aimed.targets[1:]
        write_plan(conn, replace(aimed, targets=()))
        assert read_plan(conn).targets == ()
        assert conn.execute(text("SELECT count(*) FROM target")).scalar_one() == 0


def test_an_indicator_leaves_the_plan_with_its_targets(store, aimed, figures, load):
    action = replace(aimed.actions[1], indicators=("in_care",))
    smaller = replace(
        aimed,
        indicators=aimed.indicators[1:],
        actions=(aimed.actions[0], action),
        baselines=(),
        targets=(aimed.targets[2],),
    )
    with store.writing() as conn:
        write_plan(conn, aimed)
        load(conn, figures((2009, 30.5)))
        write_plan(conn, smaller)
        assert read_plan(conn) == smaller
        assert read_series(conn, indicators=["poverty_rate"])[0].latest.value == 30.5


def test_the_targets_of_a_retired_indicator_wait_for_its_return(store, aimed):
    with store.writing() as conn:
        write_plan(conn, aimed)
        conn.execute(text("UPDATE indicator SET retired = true WHERE key = 'poverty_rate'"))
        assert read_plan(conn).targets == (aimed.targets[2],)
        conn.execute(text("UPDATE indicator SET retired = false WHERE key = 'poverty_rate'"))
        assert read_plan(conn).targets == aimed.targets


def test_a_target_of_nothing_cannot_be_written(store, aimed):
    stray = Target("no_such", TOWN, year(2013), 1.0, "Somebody")
    with pytest.raises(IntegrityError), store.engine.begin() as conn:
        write_plan(conn, replace(aimed, targets=(stray,)))
