"""Who owes what by when: overdue is only what has passed its day and has not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.model.plan import Partner, Plan, PlanBook
from oba.model.series import Observation, Series
from oba.model.vintage import Vintage
from oba.store.engine import open_store
from oba.tasks.gather import Gathered, gather
from oba.tasks.list_returns import (
    ReturnsView,
    day_came,
    find_all_owed,
    find_owed,
    list_returns,
    say_standing,
)
from tests.load.conftest import make_indicator

HERE = Area("E06000002", "Middlesbrough", AreaKind.LOCAL_AUTHORITY)
TODAY = date(2026, 6, 15)


def gathered(*indicators: Indicator, newest: int | None = 2024) -> Gathered:
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
    observations = (Observation(year(newest), 1.0),) if newest else ()
    series = {(one.key, HERE.code): Series(one.key, HERE.code, "", observations) for one in indicators}
    return Gathered(book=book, place=HERE, series=series, findings={}, releases={})


def year(number: int) -> Period:
    return Period.year(number, kind=PeriodKind.CALENDAR_YEAR)


def due_on(day: date | None, *, owner: str = "police") -> Indicator:
    return make_indicator("one", period_kind=PeriodKind.CALENDAR_YEAR, owner=owner, next_release=day)


def version(number: int, *, loaded: date, published: date | None = None, **facts: Any) -> Vintage:
    usual: dict[str, Any] = {"value": 1.0, "happened": ""}
    nothing = dict.fromkeys(("lower", "upper", "numerator", "denominator"))
    return Vintage(
        period=year(number),
        **nothing,
        **{**usual, **facts},
        markers=(),
        source_text="1",
        cell="A1",
        release=1,
        published=published,
        loaded_at=datetime(loaded.year, loaded.month, loaded.day, tzinfo=UTC),
        loaded_by="ann",
    )


def listed(*indicators: Indicator, came: date | None = None) -> ReturnsView:
    found = gathered(*indicators)
    owed = [find_owed(found, one, came=came, today=TODAY) for one in indicators]
    return list_returns(found.book, owed, today=TODAY)


@pytest.mark.parametrize(
    ("due", "came", "newest", "standing"),
    [
        (date(2026, 6, 1), date(2025, 6, 1), 2024, "not due yet"),
        (date(2026, 5, 20), date(2025, 6, 1), 2024, "overdue"),
        (date(2026, 5, 20), date(2026, 5, 20), 2024, "came; the plan sets no later day"),
        (date(2026, 5, 20), date(2026, 5, 2), 2025, "came; the plan sets no later day"),
        (date(2026, 5, 20), None, None, "overdue"),
        (date(2026, 5, 1), None, 2024, "overdue"),
        (date(2026, 9, 30), date(2025, 6, 1), 2024, "not due yet"),
        (None, date(2025, 6, 1), 2024, "nothing is expected"),
    ],
    ids=["this month", "past", "came on the day", "early", "never came", "day unknown", "to come", "no day"],
)
def test_a_figure_is_overdue_only_when_nothing_newer_has_come(
    due: date | None, came: date | None, newest: int | None, standing: str
) -> None:
    one = due_on(due)
    owed = find_owed(gathered(one, newest=newest), one, came=came, today=TODAY)
    assert say_standing(owed) == standing


MAY, JUNE = date(2026, 5, 2), date(2026, 6, 2)


@pytest.mark.parametrize(
    ("vintages", "came"),
    [
        ([], None),
        ([version(2024, loaded=JUNE, published=MAY)], MAY),
        ([version(2023, loaded=JUNE), version(2024, loaded=JUNE)], None),
        ([version(2023, loaded=MAY), version(2024, loaded=JUNE)], JUNE),
        (
            [
                version(2024, loaded=MAY, published=MAY, happened="revised"),
                version(2024, loaded=JUNE, published=JUNE),
            ],
            MAY,
        ),
        ([version(2023, loaded=MAY, published=MAY), version(2024, loaded=JUNE, value=None)], MAY),
        (
            [
                version(2023, loaded=MAY, published=MAY),
                version(2024, loaded=JUNE, published=JUNE, happened="undone"),
            ],
            MAY,
        ),
    ],
    ids=["nothing", "published", "loaded in one go", "added later", "only revised", "a marker", "undone"],
)
def test_the_day_a_figure_came_is_the_first_on_which_its_period_was_known(
    vintages: list[Vintage], came: date | None
) -> None:
    assert day_came(vintages) == came


def test_the_earliest_day_comes_first_and_what_has_no_day_stands_apart() -> None:
    ones = [
        replace(due_on(day), key=key, title=key)
        for key, day in (("late", date(2027, 1, 1)), ("never", None), ("soon", date(2026, 7, 1)))
    ]
    view = listed(*ones)
    assert [row[0] for row in view.table.rows] == ["soon", "late"]
    assert [row[0] for row in view.undated.rows] == ["never"]


def test_each_partner_is_listed_with_what_it_owes_and_one_without_indicators_is_not() -> None:
    ones = [
        replace(due_on(date(2026, 1, 5), owner=owner), key=owner) for owner in ("police", "Cleveland Police")
    ]
    assert [one.said for one in listed(*ones).partners] == ["2 indicators, 2 overdue"]
    assert [one.key for one in listed(*ones).partners] == ["police"]


def test_without_an_owner_or_a_day_the_page_says_what_to_do() -> None:
    view = listed(due_on(date(2026, 7, 1), owner=""))
    assert "column Owner" in view.advice
    assert view.ownerless.startswith("1 indicator without an owner")
    assert "Next release" in listed(due_on(None)).advice


def test_the_example_is_told_by_the_days_on_which_its_periods_were_first_known(example_url: str) -> None:
    store = open_store(example_url, read_only=True)
    owed = find_all_owed(store, gather(store), today=date(2026, 12, 1))
    assert owed["under18_conceptions"].came == date(2026, 4, 8)
    assert owed["under18_conceptions"].overdue
    assert not owed["first_time_entrants"].overdue
