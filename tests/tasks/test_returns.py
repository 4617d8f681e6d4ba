"""Who owes what by when: overdue is only what has passed its day and has not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.model.plan import Partner, Plan, PlanBook
from oba.model.release import Release, Source
from oba.model.series import Observation, Series
from oba.tasks.gather import Gathered
from oba.tasks.list_returns import find_owed, list_returns, say_standing
from tests.load.conftest import make_indicator

HERE = Area("E06000002", "Middlesbrough", AreaKind.LOCAL_AUTHORITY)
TODAY = date(2026, 6, 15)


def gathered(*indicators: Indicator, newest: int | None = 2024, published: date | None = None) -> Gathered:
    book = PlanBook(
        plan=Plan("A plan", "A trust", HERE.code),
        themes=(),
        outcomes=(),
        indicators=indicators,
        areas=(HERE,),
        comparators=(),
        partners=(Partner("police", "Cleveland Police"), Partner("council", "The council")),
        actions=(),
    )
    release = Release(
        1,
        Source("P", "T", published=published),
        "f.csv",
        "0" * 64,
        "tidy CSV",
        datetime(2026, 5, 2, tzinfo=UTC),
        "ann",
    )
    observations = (
        [Observation(Period.year(newest, kind=PeriodKind.CALENDAR_YEAR), 1.0, release=1)] if newest else []
    )
    series = {(one.key, HERE.code): Series(one.key, HERE.code, "", tuple(observations)) for one in indicators}
    return Gathered(book=book, place=HERE, series=series, findings={}, releases={1: release})


def due_on(day: date | None, *, owner: str = "police") -> Indicator:
    return make_indicator("one", period_kind=PeriodKind.CALENDAR_YEAR, owner=owner, next_release=day)


@pytest.mark.parametrize(
    ("due", "published", "newest", "standing"),
    [
        (date(2026, 6, 1), date(2025, 6, 1), 2024, "not due yet"),
        (date(2026, 5, 20), date(2025, 6, 1), 2024, "overdue"),
        (date(2026, 5, 20), date(2026, 5, 20), 2025, "came; the plan sets no later day"),
        (date(2026, 5, 20), date(2026, 5, 2), 2025, "came; the plan sets no later day"),
        (date(2026, 5, 20), None, None, "overdue"),
        (date(2026, 5, 1), None, 2024, "overdue"),
        (date(2026, 9, 30), date(2025, 6, 1), 2024, "not due yet"),
        (None, date(2025, 6, 1), 2024, "nothing is expected"),
    ],
    ids=[
        "this month",
        "past",
        "came on the day",
        "came early",
        "never came",
        "loaded in one go",
        "to come",
        "no day",
    ],
)
def test_a_figure_is_overdue_only_when_nothing_newer_has_come(
    due: date | None, published: date | None, newest: int | None, standing: str
) -> None:
    one = due_on(due)
    assert (
        say_standing(find_owed(gathered(one, newest=newest, published=published), one, today=TODAY))
        == standing
    )


def test_a_figure_that_was_added_after_the_day_has_come_though_its_publisher_names_no_day() -> None:
    one = due_on(date(2026, 5, 1))
    found = gathered(one)
    before = replace(found.releases[1], id=2, loaded_at=datetime(2025, 5, 2, tzinfo=UTC))
    ours = found.series[one.key, HERE.code]
    earlier = Observation(Period.year(2023, kind=PeriodKind.CALENDAR_YEAR), 1.0, release=2)
    series = {(one.key, HERE.code): replace(ours, observations=(earlier, *ours.observations))}
    found = replace(found, series=series, releases={**found.releases, 2: before})
    assert not find_owed(found, one, today=TODAY).overdue


def test_the_earliest_day_comes_first_and_what_has_no_day_stands_apart() -> None:
    ones = [
        replace(due_on(day), key=key, title=key)
        for key, day in (("late", date(2027, 1, 1)), ("never", None), ("soon", date(2026, 7, 1)))
    ]
    view = list_returns(gathered(*ones), today=TODAY)
    assert [row[0] for row in view.table.rows] == ["soon", "late"]
    assert [row[0] for row in view.undated.rows] == ["never"]


def test_each_partner_is_listed_with_what_it_owes_and_one_without_indicators_is_not() -> None:
    ones = [
        replace(due_on(date(2026, 1, 5), owner=owner), key=owner) for owner in ("police", "Cleveland Police")
    ]
    view = list_returns(gathered(*ones, published=date(2025, 6, 1)), today=TODAY)
    assert [(one.key, one.said) for one in view.partners] == [("police", "2 indicators, 2 overdue")]


def test_without_an_owner_or_a_day_the_page_says_what_to_do() -> None:
    view = list_returns(gathered(due_on(date(2026, 7, 1), owner="")), today=TODAY)
    assert "column Owner" in view.advice
    assert view.ownerless.startswith("1 indicator without an owner")
    assert "Next release" in list_returns(gathered(due_on(None)), today=TODAY).advice
