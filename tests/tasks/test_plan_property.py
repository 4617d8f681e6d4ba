"""Any plan comes back from its workbook as it was written, and downloading it and loading it back changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settle
from hypothesis import strategies as st

from oba.load.plans.plan_book import read_plan as read_book
from oba.model.action import Action, ActionStatus, Funding
from oba.model.area import Area, AreaKind, Comparator, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.performance import (
    VALUE_TYPES,
    PerformanceMeasure,
    Quadrant,
    Service,
    ServiceBook,
    ServiceBudget,
)
from oba.model.period import PeriodKind
from oba.model.period_text import read_period
from oba.model.plan import BaselineRequest, Outcome, Partner, Plan, PlanBook, Theme
from oba.model.target import Target
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.tasks.download_plan import make_plan_workbook
from oba.tasks.load_plan import load_plan
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.tell_load import as_text

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TEXTS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Cn", "Zl", "Zp"]), max_size=20
    )
    .map(lambda text: text.replace("\xa0", " ").strip())
    .filter(lambda text: not text.startswith("_x"))
)
NAMES = TEXTS.filter(bool)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
FEW = st.integers(1, 3)
NUMBERS = st.integers(-1000, 1000).map(lambda number: number / 8)


def one_of(words: type, *, but: tuple[object, ...] = ()) -> st.SearchStrategy:
    return st.sampled_from([word for word in words if word not in but])


@st.composite
def plans(draw: st.DrawFn) -> PlanBook:
    """A plan with something on every sheet, or nothing on those that may be empty."""
    full = draw(st.booleans())
    themes = tuple(
        Theme(f"theme{at}", draw(NAMES), draw(TEXTS), draw(st.integers(0, 9))) for at in range(draw(FEW))
    )
    outcomes = tuple(
        Outcome(f"outcome{at}", draw(st.sampled_from(themes)).key, draw(NAMES), draw(st.integers(0, 9)))
        for at in range(draw(FEW))
    )
    indicators = tuple(_indicator(draw, at, draw(st.sampled_from(outcomes))) for at in range(draw(FEW)))
    areas = tuple(_area(draw, at) for at in range(draw(st.integers(2, 4))))
    labels = {"outcome": "result", "indicator": "benchmark"} if draw(st.booleans()) else {}
    plan = Plan(
        draw(NAMES), draw(NAMES), areas[0].code, draw(TEXTS), draw(TEXTS), draw(st.booleans()), labels
    )
    book = PlanBook(plan, themes, outcomes, indicators, areas, (), (), ())
    return _fill(draw, book) if full else book


def _indicator(draw: st.DrawFn, at: int, outcome: Outcome) -> Indicator:
    low = draw(st.none() | NUMBERS)
    return Indicator(
        key=f"indicator{at}",
        title=draw(NAMES),
        theme=outcome.theme,
        outcome=outcome.key,
        standing=draw(one_of(Standing)),
        unit=draw(NAMES),
        value_type=draw(one_of(ValueType)),
        polarity=draw(one_of(Polarity)),
        period_kind=PeriodKind.FINANCIAL_YEAR,
        multiplier=draw(st.sampled_from([1.0, 100.0, 1000.0, 10000.0, 0.5])),
        decimals=draw(st.integers(0, 6)),
        lower_bound=low,
        upper_bound=draw(st.none() | st.just((low or 0.0) + 5000.0)),
        statutory_number=draw(TEXTS),
        lay_definition=draw(NAMES),
        technical_definition=draw(NAMES),
        owner=draw(TEXTS),
        next_release=draw(DAYS),
        notes=draw(TEXTS),
        order=draw(st.integers(0, 99)),
    )


def _area(draw: st.DrawFn, at: int) -> Area:
    began = draw(DAYS)
    ended = draw(st.none() | st.dates(began or date(1990, 1, 1), date(2100, 1, 1)))
    return Area(
        f"E0600000{at}", draw(NAMES), draw(one_of(AreaKind)), draw(TEXTS), draw(TEXTS), (), began, ended
    )


def _fill(draw: st.DrawFn, book: PlanBook) -> PlanBook:
    keys = [one.key for one in book.indicators]
    here = book.plan.area
    partners = tuple(
        Partner(f"partner{at}", draw(NAMES), draw(TEXTS), (book.themes[0].key,)) for at in range(3)
    )
    period = read_period(draw(st.sampled_from(["2009/10", "2019/20"])), kind=PeriodKind.FINANCIAL_YEAR).period
    baseline = BaselineRequest(
        draw(st.sampled_from(keys)),
        here,
        period,
        draw(one_of(Scenario)),
        draw(st.integers(1, 30)),
        draw(st.dates(date(2000, 1, 1), date(2030, 1, 1))),
        draw(TEXTS),
        draw(TEXTS),
    )
    wanted = draw(st.sampled_from(book.indicators))
    target = Target(wanted.key, here, period, wanted.lower_bound or 1.0, draw(NAMES), draw(TEXTS))
    comparator = Comparator(
        here, book.areas[1].code, draw(one_of(ComparatorRole)), draw(TEXTS), 3, draw(DAYS)
    )
    return replace(
        book,
        comparators=(comparator,),
        partners=partners,
        actions=(_action(draw, book),),
        baselines=(baseline,),
        targets=(target,),
        services=_services(draw, book, partners),
    )


def _action(draw: st.DrawFn, book: PlanBook) -> Action:
    return Action(
        number=1,
        recommendation_number=draw(st.integers(0, 9)),
        recommendation=draw(TEXTS),
        proposed_action=draw(NAMES),
        by_whom=draw(TEXTS),
        status=draw(one_of(ActionStatus)),
        theme=draw(st.sampled_from(["", book.themes[0].key])),
        indicators=(book.indicators[0].key,),
        lead="partner0",
        supports=("partner1", "partner2"),
        starts=draw(DAYS),
        due=draw(DAYS),
    )


def _services(draw: st.DrawFn, book: PlanBook, partners: tuple[Partner, ...]) -> ServiceBook:
    cell = draw(one_of(Quadrant))
    measure = PerformanceMeasure(
        key="measure0",
        service="service0",
        text=draw(NAMES),
        cell=cell,
        unit=draw(NAMES),
        value_type=VALUE_TYPES[cell],
        polarity=draw(one_of(Polarity)),
        period_kind=draw(one_of(PeriodKind)),
        multiplier=draw(st.sampled_from([1.0, 100.0])),
        decimals=2,
        definition=draw(TEXTS),
        order=1,
    )
    service = Service(
        "service0", draw(NAMES), "partner1", draw(TEXTS), draw(TEXTS), (book.outcomes[0].key,), 1
    )
    amount = draw(st.none() | st.integers(0, 10**9).map(float))
    shared = draw(st.booleans())
    budget = ServiceBudget(
        "service0",
        "2010/11",
        "partner0",
        amount,
        Funding.POOLED if shared else Funding.NOT_SAID,
        ("partner2",) if shared else (),
        draw(TEXTS),
    )
    return ServiceBook((service,), (measure,), (budget,), given=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{(tmp_path_factory.mktemp('plans') / 'oba.db').as_posix()}"
    migrate(url)
    opened = open_store(url)
    yield opened
    opened.close()


def plain(book: PlanBook) -> PlanBook:
    """As two plans can be held against each other: how partners were called before is of the store."""
    partners = tuple(replace(one, formerly=()) for one in book.partners)
    return replace(book, partners=partners)


@settle(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(book=plans())
def test_any_plan_comes_back_from_its_workbook_as_it_was_written(book: PlanBook, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan_workbook(book))
    found, problems = read_book(path)
    assert found is not None, problems
    days = [(one.starts, one.due) for one in book.actions]
    actions = tuple(replace(one, starts=a, due=b) for one, (a, b) in zip(found.actions, days, strict=True))
    assert plain(replace(found, actions=actions)) == plain(book)


@settle(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(book=plans())
def test_a_download_of_any_plan_would_change_nothing(book: PlanBook, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan_workbook(book))
    assert not load_plan(store, path, user="bob", now=NOW).refused
    with store.reading() as connection:
        stands = read_plan(connection)
    path.write_bytes(make_plan_workbook(store, now=NOW))
    report = load_plan(store, path, user="olive", now=NOW)
    assert report.already_loaded, as_text(report)
    assert report.records == ()
    with store.reading() as connection:
        assert read_plan(connection) == stands
