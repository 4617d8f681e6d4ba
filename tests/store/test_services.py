"""Services in the store, on both databases: kept apart from indicators, retired not lost, frozen for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import inspect, text

from oba.analysis.baseline import make_baseline
from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge
from oba.errors import NotFoundError, StoreError
from oba.model.action import Funding
from oba.model.baseline import Scenario
from oba.model.editor import EditConflict
from oba.model.finding import TrendWord, VerdictWord
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
from oba.model.performance import (
    MeasureFigure,
    PerformanceMeasure,
    Quadrant,
    Service,
    ServiceBook,
    ServiceBudget,
    ServiceTalk,
    series_of,
)
from oba.model.period import Period, PeriodKind
from oba.model.plan import PlanBook
from oba.model.release import Source
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.measure_baselines import freeze_measure, read_measure_baselines, supersede_measure
from oba.store.measure_figures import read_figures, write_figures
from oba.store.plans import read_plan, write_plan
from oba.store.releases import write_release
from oba.store.schema import metadata
from oba.store.service_talk import read_talk, write_talk
from oba.store.services import read_services, write_services

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
MEASURE = PerformanceMeasure(
    "coping",
    "visits",
    "Parents who cope",
    Quadrant.BETTER_OFF_SHARE,
    "% of parents",
    ValueType.PROPORTION,
    Polarity.HIGH_IS_GOOD,
    PeriodKind.FINANCIAL_YEAR,
    multiplier=100.0,
)
SERVICES = ServiceBook(
    services=(
        Service("visits", "Example: home visits", "council", "Parents", "Visits", ("means",), 1),
        Service("clubs", "Example: clubs", "nhs", outcomes=("means",), order=2),
    ),
    measures=(MEASURE, replace(MEASURE, key="clubbing", service="clubs", text="Members who cope")),
    budgets=(
        ServiceBudget("visits", "2010/11", "council", 45000.0, Funding.POOLED, ("nhs", "police"), "a note"),
        ServiceBudget("visits", "2010/11", "nhs", None),
    ),
    given=True,
)


@pytest.fixture
def served(planned: Store) -> Store:
    with planned.writing() as conn:
        write_services(conn, SERVICES)
    return planned


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def figures(conn: Any, *values: float | None, first: int = 2003, sha: str = "a") -> list[MeasureFigure]:
    source = Source(publisher="Council", title="Return of Council: services")
    number = write_release(conn, source, file_name="return.xlsx", sha256=sha * 64)
    return [
        MeasureFigure(
            "coping",
            year(first + place),
            value,
            denominator=200.0,
            markers=() if value is not None else (Marker.CONFIDENTIAL,),
            source_text=str(value),
            cell=f"Measures!C{place}",
            release=number,
        )
        for place, value in enumerate(values)
    ]


def test_services_are_read_as_they_were_written_and_with_the_plan(served: Store) -> None:
    with served.reading() as conn:
        assert read_services(conn) == SERVICES
        assert read_plan(conn).services == SERVICES


def test_a_plan_that_says_nothing_of_services_leaves_them(served: Store, book: PlanBook) -> None:
    with served.writing() as conn:
        changes = write_plan(conn, replace(book, outcomes=(), indicators=book.indicators[1:]))
        assert read_services(conn) == SERVICES
    assert [one.kind for one in changes if one.noun == "outcome"] == ["retired"]


def test_what_figures_speak_of_is_retired_and_its_key_brings_it_back(served: Store) -> None:
    with served.writing() as conn:
        write_figures(conn, figures(conn, 50.0), by="ann", at=AT)
        changes = write_services(conn, ServiceBook(given=True))
        assert {(one.kind, one.noun, one.key) for one in changes if one.key} == {
            ("retired", "performance measure", "coping"),
            ("removed", "performance measure", "clubbing"),
            ("retired", "service", "visits"),
            ("removed", "service", "clubs"),
        }
        assert read_services(conn) == ServiceBook()
        write_services(conn, SERVICES)
        assert read_services(conn) == SERVICES
        assert [one.value for one in read_figures(conn, ["coping"])] == [50.0]


# the schema keeps the two accountabilities apart


def test_no_table_refers_both_to_a_service_and_to_an_indicator() -> None:
    """Neither directly nor by way of the tables it belongs to, except through what both may share."""
    shared = {"outcome", "theme", "period", "release", "area", "partner"}

    def belongs_to(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        found = {key.column.table.name for key in metadata.tables[name].foreign_keys} - shared - seen
        return found | {
            far for near in found if near != name for far in belongs_to(near, seen | {name, near})
        }

    both = [name for name in metadata.tables if {"service", "indicator"} <= belongs_to(name) | {name}]
    assert both == []
    assert "service" in belongs_to("measure_figure")
    assert "indicator" in belongs_to("observation")


TRIES = [
    "UPDATE indicator SET service = 'visits'",
    "INSERT INTO service_outcome (service, position, outcome) VALUES ('visits', 5, 'poverty_rate')",
    "INSERT INTO series (id, indicator, area, breakdown) VALUES (99, 'coping', 'E06000002', '')",
    "INSERT INTO measure_figure (measure, period_id, value, marker, source_text, cell, release_id)"
    " SELECT 'poverty_rate', id, 1, '', '', '', 1 FROM period WHERE id = 200304010365",
    "INSERT INTO measure_baseline (id, measure, frozen_on, recorded_at, data_to, record, agreed_by, reason,"
    " recorded_by, replaces_because) SELECT 1, 'in_care', '2026-01-01', '2026-01-01', id, '', '', '', '', ''"
    " FROM period WHERE id = 200304010365",
    "INSERT INTO service_budget (position, service, year, partner, funding, shared_with, note)"
    " VALUES (9, 'poverty_rate', '2010/11', 'council', '', '', '')",
]


@pytest.mark.parametrize("statement", TRIES)
def test_a_population_indicator_cannot_be_given_to_a_service(served: Store, statement: str) -> None:
    with served.writing() as conn:
        conn.execute(text("INSERT INTO period VALUES (200304010365, '2003-04-01', '2004-03-31', '2003/04')"))
    with (
        pytest.raises(Exception, match=r"service|names something that is not there"),
        served.writing() as conn,
    ):
        conn.execute(text(statement))


def test_no_column_of_the_figures_names_a_service(served: Store) -> None:
    with served.reading() as conn:
        found = inspect(conn)
        for table in ("indicator", "series", "observation", "baseline", "target"):
            assert not [one["name"] for one in found.get_columns(table) if "service" in one["name"]]


def test_a_measure_stands_in_one_of_the_four_cells(served: Store) -> None:
    with pytest.raises(StoreError), served.writing() as conn:
        conn.execute(text("UPDATE performance_measure SET cell = 'how good'"))


# figures, baselines and verdicts


def test_a_return_adds_and_revises_and_the_earlier_value_stays_in_the_history(served: Store) -> None:
    with served.writing() as conn:
        write_figures(conn, figures(conn, 50.0, 51.0), by="ann", at=AT)
    with served.writing() as conn:
        changes = write_figures(conn, figures(conn, 50.0, 52.5, None, sha="b"), by="bob", at=AT)
        assert [one.kind for one in changes] == ["unchanged", "revised", "added"]
    with served.reading() as conn:
        assert [one.value for one in read_figures(conn, ["coping"])] == [50.0, 52.5, None]
        assert read_figures(conn, ["coping"])[2].markers == (Marker.CONFIDENTIAL,)
        edits = read_edits(conn, kind="measure figure")
    assert [(one.by, one.key) for one in edits[2:]] == [("bob", "coping/2004/05"), ("bob", "coping/2005/06")]
    assert edits[2].before is not None
    assert edits[2].before.startswith("51.0 ")
    assert str(edits[2].after).startswith("52.5 ")


def test_a_measure_has_its_own_trend_baseline_and_verdict(served: Store) -> None:
    curve = MEASURE.as_curve()
    with served.writing() as conn:
        write_figures(conn, figures(conn, 50.0, 51.0, 49.5, 50.5, 50.0, 51.5, 50.5), by="ann", at=AT)
        series = series_of("coping", read_figures(conn, ["coping"]))
        baseline = make_baseline(
            series,
            indicator=curve,
            data_to=year(2009),
            scenario=Scenario.HOLD,
            horizon=3,
            frozen_on=date(2026, 12, 1),
            recorded_at=AT,
            agreed_by="The board",
            reason="No other course",
        )
        number = freeze_measure(conn, baseline)
        write_figures(conn, figures(conn, 61.0, first=2010, sha="b"), by="ann", at=AT)
    with served.reading() as conn:
        (stored,) = read_measure_baselines(conn, ["coping"])
        assert stored == replace(baseline, id=number)
        now = series_of("coping", read_figures(conn, ["coping"]))
    verdict = judge(stored, now, curve)
    assert verdict.word is VerdictWord.TURNED
    assert find_trends([now], {"coping": curve})[0].word is not TrendWord.CANNOT_BE_CALCULATED


def freeze_one(conn: Any) -> int:
    write_figures(conn, figures(conn, 50.0, 51.0, 49.5, sha="c"), by="ann", at=AT)
    baseline = make_baseline(
        series_of("coping", read_figures(conn, ["coping"])),
        indicator=MEASURE.as_curve(),
        data_to=year(2005),
        scenario=Scenario.HOLD,
        horizon=2,
        frozen_on=date(2026, 12, 1),
        recorded_at=AT,
    )
    return freeze_measure(conn, baseline)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE measure_baseline SET reason = 'another'",
        "UPDATE measure_baseline SET record = '{}'",
        "UPDATE measure_baseline SET superseded_by = NULL",
        "DELETE FROM measure_baseline",
    ],
)
def test_a_frozen_baseline_of_a_measure_is_never_altered(served: Store, statement: str) -> None:
    with served.writing() as conn:
        freeze_one(conn)
    with pytest.raises(StoreError, match="a frozen baseline is never altered"), served.writing() as conn:
        conn.execute(text(statement))


def test_a_baseline_is_superseded_once_by_a_later_one(served: Store) -> None:
    with served.writing() as conn:
        old, new = freeze_one(conn), freeze_one(conn)
        supersede_measure(conn, old, by=new)
        assert [one.id for one in read_measure_baselines(conn, ["coping"])] == [new]
        assert len(read_measure_baselines(conn, ["coping"], superseded=True)) == 2
    for pair in ((new, old), (old, 99)):
        with pytest.raises((StoreError, NotFoundError)), served.writing() as conn:
            supersede_measure(conn, pair[0], by=pair[1])


# what groups say


def test_two_who_write_of_one_service_lose_nothing(served: Store) -> None:
    with served.writing() as conn:
        first = write_talk(conn, ServiceTalk("visits", story="Rain", works="Coffee"), by="ann", at=AT)
        assert first.version == 1
        assert write_talk(conn, first, by="ann", at=AT).version == 1
    with served.writing() as conn, pytest.raises(EditConflict) as told:
        write_talk(conn, ServiceTalk("visits", story="Sun", works="Coffee"), by="bob", at=AT)
    assert (told.value.texts, told.value.version, told.value.by) == ({"story": ("Rain", "Sun")}, 1, "ann")
    with served.writing() as conn:
        saved = write_talk(conn, replace(first, story="Rain and sun"), by="bob", at=AT)
        assert (saved.story, saved.works, saved.version) == ("Rain and sun", "Coffee", 2)
        edits = read_edits(conn, kind="service talk", key="visits")
    assert [(one.by, one.field, one.before, one.after) for one in edits] == [
        ("ann", "story", None, "Rain"),
        ("ann", "works", None, "Coffee"),
        ("bob", "story", "Rain", "Rain and sun"),
    ]
    with served.reading() as conn, pytest.raises(NotFoundError):
        read_talk(conn, "nothing")
