"""A frozen baseline is read back exactly, and nothing can alter it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from oba.errors import NotFoundError, StoreError
from oba.model.baseline import Baseline, ForecastPoint, PeerForecast, Scenario
from oba.store.baselines import freeze, read_baselines, supersede

number = st.floats(allow_nan=False, allow_infinity=False)
REFUSED = "a frozen baseline is never altered"


@pytest.fixture
def baseline(period_of) -> Baseline:
    return Baseline(
        id=0,
        indicator="poverty_rate",
        area="E06000002",
        breakdown="",
        frozen_on=date(2010, 7, 19),
        recorded_at=datetime(2026, 5, 1, 12, 30, 15, 123456, tzinfo=UTC),
        data_to=period_of(2009),
        origin_value=0.1 + 0.2,
        scenario=Scenario.CARRY_ON,
        method="damped trend",
        method_version=2,
        horizon=2,
        points=(
            ForecastPoint(period_of(2010), 30.1, 29.0, 31.0, 28.0, 32.0),
            ForecastPoint(period_of(2011), 30.2, None, None, None, None),
        ),
        points_used=2,
        weight=1 / 3,
        se1=None,
        degrees=3.0,
        history=((period_of(2008), 29.9), (period_of(2009), 0.1 + 0.2)),
        releases=(1,),
        agreed_by="Trust Executive",
        reason="The course that we are on",
        example=True,
        moderated_by=21,
        recorded_by="ann",
        replaces_because="Its horizon was over",
        peers=(
            PeerForecast("E12000001", 0.1 + 0.7, (31.5, 1 / 3)),
            PeerForecast("E92000001", 0.0, (28.0, 28.0)),
        ),
    )


@pytest.fixture
def loaded(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 29.9), (2009, 0.1 + 0.2)))
    return planned


def test_a_baseline_is_read_back_as_it_was_frozen(loaded, baseline):
    with loaded.writing() as conn:
        number_given = freeze(conn, baseline)
        assert read_baselines(conn) == [replace(baseline, id=number_given)]


def test_a_straight_line_is_kept_as_one(loaded, baseline):
    with loaded.writing() as conn:
        freeze(conn, replace(baseline, scenario=Scenario.STRAIGHT_LINE))
        assert read_baselines(conn)[0].scenario is Scenario.STRAIGHT_LINE


def test_what_was_forecast_for_other_areas_is_read_only_where_it_is_wanted(loaded, baseline):
    with loaded.writing() as conn:
        freeze(conn, baseline)
        assert read_baselines(conn, peers=False) == [replace(baseline, id=1, peers=())]


@pytest.mark.parametrize("forecast", [float("nan"), float("inf")])
def test_a_forecast_that_is_no_number_is_not_kept(loaded, baseline, forecast):
    peer = PeerForecast("E12000001", 1.0, (30.0, forecast))
    with pytest.raises(ValueError, match="not JSON compliant"), loaded.writing() as conn:
        freeze(conn, replace(baseline, peers=(peer,)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=number, se1=st.none() | number, bound=number, seconds=st.integers(0, 10**9))
def test_every_number_of_a_baseline_is_kept(loaded, baseline, value, se1, bound, seconds):
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    point = replace(baseline.points[0], value=value, lower80=bound)
    frozen = replace(baseline, origin_value=value, se1=se1, recorded_at=moment, points=(point,))
    with loaded.writing() as conn:
        given_id = freeze(conn, frozen)
        assert read_baselines(conn)[-1] == replace(frozen, id=given_id)
        conn.rollback()


def test_a_moment_of_another_zone_is_kept_as_the_same_moment(loaded, baseline):
    summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    with loaded.writing() as conn:
        freeze(conn, replace(baseline, recorded_at=summer))
        assert read_baselines(conn)[0].recorded_at == summer


def test_a_moment_without_a_zone_is_a_mistake(loaded, baseline):
    naive = replace(baseline, recorded_at=datetime(2026, 7, 1, 12))  # noqa: DTZ001
    with pytest.raises(Exception, match="needs a time zone"), loaded.writing() as conn:
        freeze(conn, naive)


def test_a_superseded_baseline_stays_and_is_no_longer_current(loaded, baseline):
    with loaded.writing() as conn:
        old = freeze(conn, baseline)
        new = freeze(conn, replace(baseline, scenario=Scenario.HOLD))
        supersede(conn, old, by=new)
        assert [one.id for one in read_baselines(conn)] == [new]
        assert [(one.id, one.superseded_by) for one in read_baselines(conn, superseded=True)] == [
            (old, new),
            (new, None),
        ]


def test_a_baseline_is_superseded_once(loaded, baseline):
    with loaded.writing() as conn:
        old, new, newest = freeze(conn, baseline), freeze(conn, baseline), freeze(conn, baseline)
        supersede(conn, old, by=new)
    with pytest.raises(StoreError, match=REFUSED), loaded.writing() as conn:
        supersede(conn, old, by=newest)


def test_only_a_later_baseline_of_the_same_series_supersedes(loaded, baseline):
    with loaded.writing() as conn:
        first = freeze(conn, baseline)
        other = freeze(conn, replace(baseline, indicator="in_care"))
        with pytest.raises(StoreError, match="a later one of the same series"):
            supersede(conn, first, by=other)
        with pytest.raises(StoreError, match="a later one of the same series"):
            supersede(conn, first, by=first)
        with pytest.raises(NotFoundError, match="no baseline 99"):
            supersede(conn, first, by=99)


NO_SUCCESSORS = [
    "UPDATE baseline SET superseded_by = id WHERE id = 1",
    "UPDATE baseline SET superseded_by = 2 WHERE id = 1",
    "UPDATE baseline SET superseded_by = 1 WHERE id = 3",
    "UPDATE baseline SET superseded_by = 99 WHERE id = 1",
]


@pytest.mark.parametrize("statement", NO_SUCCESSORS)
def test_no_sql_supersedes_a_baseline_by_itself_by_an_earlier_one_or_by_another_curves(
    loaded, baseline, statement
):
    with loaded.writing() as conn:
        for one in (baseline, replace(baseline, indicator="in_care"), baseline):
            freeze(conn, one)
    with pytest.raises(StoreError, match=REFUSED), loaded.writing() as conn:
        conn.execute(text(statement))
    with loaded.writing() as conn:
        supersede(conn, 1, by=3)
        assert [one.id for one in read_baselines(conn)] == [2, 3]


@pytest.mark.postgres
def test_what_a_second_session_is_adding_to_a_baseline_is_not_in_it_once_it_stands(server, empty_database):
    """The session that adds holds the writer's turn, so the baseline cannot come to stand meanwhile."""
    name = "adding_while_freezing"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {empty_database}")
    place = {"host": str(server.folder), "user": "oba", "dbname": name}
    with psycopg.connect(**place) as adding, psycopg.connect(**place) as freezing:
        adding.execute("INSERT INTO period VALUES (200901010101, '2009-01-01', '2009-12-31', '2009')")
        adding.commit()
        adding.execute("INSERT INTO baseline_point VALUES (1, 200901010101, 666, NULL, NULL, NULL, NULL)")
        freezing.execute("SET lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            freezing.execute("INSERT INTO baseline (id) VALUES (1)")
        freezing.rollback()
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            adding.commit()
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_baselines_are_chosen_by_indicator_and_area(loaded, baseline):
    with loaded.writing() as conn:
        freeze(conn, baseline)
        freeze(conn, replace(baseline, indicator="in_care", area="E12000001"))
        assert [one.indicator for one in read_baselines(conn, indicators=["in_care"])] == ["in_care"]
        assert [one.area for one in read_baselines(conn, areas=["E06000002"])] == ["E06000002"]
        assert read_baselines(conn, indicators=[]) == []


TAMPERING = [
    "UPDATE baseline SET origin_value = 1",
    "UPDATE baseline SET reason = 'another'",
    "UPDATE baseline SET agreed_by = agreed_by, superseded_by = NULL",
    "UPDATE baseline SET id = 7",
    "UPDATE baseline SET superseded_by = id, weight = 0",
    "DELETE FROM baseline",
    "UPDATE baseline_point SET value = 1",
    "DELETE FROM baseline_point",
    "UPDATE baseline_history SET value = 1",
    "DELETE FROM baseline_history",
    "UPDATE baseline_release SET position = 7",
    "DELETE FROM baseline_release",
    "INSERT INTO baseline_point (baseline_id, period_id, value) SELECT baseline_id, data_to, 1"
    " FROM baseline JOIN baseline_point ON baseline.id = baseline_id LIMIT 1",
    "INSERT INTO baseline_history SELECT 1, min(id), 1 FROM period WHERE id > (SELECT data_to FROM baseline)",
    "INSERT INTO baseline_release VALUES (1, 9, 1)",
    "UPDATE baseline SET moderated_by = 0",
    "UPDATE baseline SET superseded_by = id, moderated_by = 0",
    "UPDATE baseline SET recorded_by = 'another'",
    "UPDATE baseline SET superseded_by = id, replaces_because = ''",
    "UPDATE baseline_peer SET forecast = '[]'",
    "UPDATE baseline_peer SET typical_change = 9",
    "DELETE FROM baseline_peer",
    "INSERT INTO baseline_peer VALUES (1, 'E06000002', 1, '[]')",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_no_sql_alters_a_frozen_baseline(loaded, baseline, statement):
    with loaded.writing() as conn:
        freeze(conn, baseline)
        before = read_baselines(conn)
    with pytest.raises(StoreError, match=REFUSED), loaded.writing() as conn:
        conn.execute(text(statement))
    with loaded.reading() as conn:
        assert read_baselines(conn) == before


@pytest.mark.parametrize("statement", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
@pytest.mark.parametrize(
    "table", ["baseline", "baseline_point", "baseline_history", "baseline_release", "baseline_peer"]
)
def test_sqlite_does_not_replace_a_frozen_baseline_either(
    sqlite_store, book, baseline, load, figures, statement, table
):
    from oba.store.plans import write_plan

    with sqlite_store.writing() as conn:
        write_plan(conn, book)
        load(conn, figures((2009, 1.0)))
        freeze(conn, baseline)
    with pytest.raises(StoreError, match=REFUSED), sqlite_store.writing() as conn:
        conn.execute(text(f"{statement} {table} SELECT * FROM {table}"))


@pytest.mark.postgres
@pytest.mark.parametrize(
    "table", ["baseline", "baseline_point", "baseline_history", "baseline_release", "baseline_peer"]
)
def test_postgresql_does_not_empty_the_tables_of_baselines(postgres_url, table):
    from oba.store.engine import open_store
    from oba.store.migrate import migrate

    migrate(postgres_url)
    store = open_store(postgres_url)
    with pytest.raises(StoreError, match=REFUSED), store.writing() as conn:
        conn.execute(text(f"TRUNCATE {table} CASCADE"))
    store.close()
