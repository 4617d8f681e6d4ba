"""A published copy is built from what may be published: the same content, the same bytes, and nothing that was undone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from sqlalchemy import select, text, update

from oba.errors import StoreError
from oba.model.baseline import Baseline, ForecastPoint, PeerForecast, Scenario
from oba.model.disclosure import Cell, Protected, Why
from oba.model.marker import Marker
from oba.model.publication import Publication, PublicNote
from oba.store import schema
from oba.store.baselines import freeze, read_baselines, supersede
from oba.store.engine import open_store
from oba.store.health import check_health
from oba.store.plans import read_plan, write_plan
from oba.store.public_baselines import read_hidden_baselines
from oba.store.public_copy import build_copy
from oba.store.public_facts import read_public_facts
from oba.store.public_past import read_public_as_of, read_public_vintages_of
from oba.store.publications import add_publication, record_release, record_withdrawal
from oba.store.releases import read_loads, read_releases
from oba.store.series import read_series
from oba.store.undo import undo_load
from oba.words.hidden import ROUNDED, ROUNDED_PEERS, SMALL_NUMBERS
from tests.store.test_undo import MARKED_THEN_GIVEN, play, steps

TOWN, ENGLAND = "E06000002", "E92000001"
MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = date(2026, 12, 1)
LATER = date(2030, 1, 1)
COPIES = count(1)


@pytest.fixture
def build(tmp_path):
    """Build the copy of a store and open it; closed at the end."""
    opened = []

    def run(store, **more):
        facts = {"number": 1, "published_on": DAY, "note": "What is new", **more}
        built = build_copy(store, tmp_path / "published", **facts)
        opened.append(open_store(f"sqlite:///{built.path}", read_only=True))
        return opened[-1], built

    yield run
    for one in opened:
        one.close()


@pytest.fixture
def loaded_anywhere(planned, load, figures):
    return load_two(planned, load, figures)


@pytest.fixture
def loaded(sqlite_store, book, load, figures):
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
    return load_two(sqlite_store, load, figures)


def load_two(planned, load, figures):
    """Two loads, of which the second revises, withdraws and confirms."""
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0, {"numerator": 30.0, "denominator": 1000.0})))
        load(
            conn, figures((2008, 1.0), (2010, 4.0, {"numerator": 40.0, "denominator": 1000.0, "marker": "r"}))
        )
    return planned


def protect(year, period_of, *, area=TOWN, hidden=True, why=Why.SMALL, **numbers):
    cell = Cell("poverty_rate", area, "", period_of(year), {"value": 4.0})
    return Protected(cell, why, hidden, numbers)


def plain(series):
    """Series without what stood in the cell, which is not published."""
    return [
        replace(one, observations=tuple(replace(each, source_text="") for each in one.observations))
        for one in series
    ]


def vintages(conn):
    found = read_public_vintages_of(conn, ["poverty_rate", "in_care"], TOWN)
    return {
        key: [replace(one, source_text="", loaded_by="", ended_by="") for one in held]
        for key, held in found.items()
    }


def as_of(conn, day):
    return plain(read_public_as_of(conn, day, indicators=["poverty_rate"], areas=None, breakdown=None))


def test_the_same_content_gives_the_same_bytes(loaded, build):
    _, first = build(loaded)
    _, second = build(loaded)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert (first.sha256, first.size) == (second.sha256, first.path.stat().st_size)
    with loaded.writing() as conn:
        conn.execute(update(schema.indicator).values(notes="A note"))
    third, fourth = build(loaded)[1], build(loaded, note="Another")[1]
    assert len({first.sha256, third.sha256, fourth.sha256}) == 3


@pytest.mark.postgres
def test_a_copy_of_postgresql_is_that_of_sqlite(
    server, sqlite_store, book, load, figures, build, empty_database
):
    server.execute(f"CREATE DATABASE copied TEMPLATE {empty_database}")
    other = open_store(server.url("copied"))
    hashes = []
    for store in (sqlite_store, other):
        with store.writing() as conn:
            write_plan(conn, book, at=MOMENT)
            load(conn, figures((2008, 1.25), (2009, float("nan"), {"marker": "x"})), publisher="Office")
            conn.execute(text("UPDATE release SET sha256 = 'same', file_name = 'same'"))
        hashes.append(build(store)[1].sha256)
    other.close()
    server.execute("DROP DATABASE copied WITH (FORCE)")
    assert hashes[0] == hashes[1]


test_a_copy_of_postgresql_is_that_of_sqlite = pytest.mark.postgres(
    test_a_copy_of_postgresql_is_that_of_sqlite
)


def test_a_copy_is_a_sound_store_of_the_newest_schema(loaded, build):
    copy, built = build(loaded)
    assert all(one.sound for one in check_health(copy))
    with closing(sqlite3.connect(built.path)) as conn:
        found = conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        assert conn.execute("SELECT version, talk_version FROM meta").fetchall() == [(1, 0)]
    names = {name for _, name, _ in found}
    assert {table.name for table in schema.metadata.sorted_tables} <= names
    assert {"baseline_update", "edit_delete", "publication_update"} <= names
    assert not [one for one in built.path.parent.iterdir() if one != built.path]


def test_figures_and_their_past_are_those_of_the_working_store(loaded_anywhere, build):
    copy, _ = build(loaded_anywhere)
    with loaded_anywhere.reading() as ours, copy.reading() as theirs:
        assert plain(read_series(theirs, breakdown=None)) == plain(read_series(ours, breakdown=None))
        assert vintages(theirs) == vintages(ours)
        assert len(vintages(theirs)["poverty_rate"]) == 4
        assert as_of(theirs, LATER) == as_of(ours, LATER)


def test_the_plan_is_that_of_the_working_store_but_for_what_nobody_is_shown(loaded, build):
    copy, _ = build(loaded)
    with loaded.reading() as ours, copy.reading() as theirs:
        mine, its = read_plan(ours), read_plan(theirs)
    assert its.areas == tuple(replace(one, aliases=()) for one in mine.areas)
    assert (its.plan, its.themes, its.outcomes, its.indicators) == (
        mine.plan,
        mine.themes,
        mine.outcomes,
        mine.indicators,
    )
    assert (its.partners, its.actions, its.comparators) == (mine.partners, mine.actions, mine.comparators)
    assert its.baselines == ()


def test_what_was_undone_is_as_if_it_had_never_been_loaded(loaded_anywhere, build, load, figures):
    before, _ = build(loaded_anywhere)
    with loaded_anywhere.writing() as conn:
        load(conn, figures((2008, 77.5), (2011, 99.25)), title="A mistake")
        undo_load(conn, 3, undone_by="bob", undone_at=MOMENT)
    after, built = build(loaded_anywhere)
    with before.reading() as old, after.reading() as new:
        assert read_series(new) == read_series(old)
        assert vintages(new) == vintages(old)
        assert [one.id for one in read_loads(new)] == [one.id for one in read_loads(old)] == [1, 2]
        assert read_releases(new) == read_releases(old)
        assert new.execute(select(schema.observation_history.c.happened).distinct()).scalars().all() != [
            "undone"
        ]
    assert b"A mistake" not in built.path.read_bytes()


@pytest.fixture
def planned_file(sqlite_store, sqlite_url, book):
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
    sqlite_store.close()
    return sqlite_url.removeprefix("sqlite:///")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps)
@example(taken=MARKED_THEN_GIVEN)
def test_whatever_is_loaded_and_undone_the_copy_tells_the_public_the_same(
    planned_file, figures, taken, tmp_path
):
    path = tmp_path / f"{next(COPIES)}.db"
    shutil.copy(planned_file, path)
    store = open_store(f"sqlite:///{path}")
    with store.writing() as conn:
        play(conn, taken, figures)
    built = build_copy(store, tmp_path / "published", number=1, published_on=DAY, note="")
    copy = open_store(f"sqlite:///{built.path}", read_only=True)
    with store.reading() as ours, copy.reading() as theirs:
        assert plain(read_series(theirs, breakdown=None)) == plain(read_series(ours, breakdown=None))
        assert vintages(theirs) == vintages(ours)
        for day in (MOMENT.date(), LATER, date(2026, 4, 30)):
            assert as_of(theirs, day) == as_of(ours, day)
        assert all(one.stands for one in read_loads(theirs))
    copy.close()
    store.close()
    built.path.unlink()


def test_a_hidden_figure_is_marked_suppressed_and_has_no_number_and_no_past(loaded, build, period_of):
    copy, _ = build(loaded, protected=[protect(2010, period_of)])
    with copy.reading() as conn:
        (series,) = read_series(conn)
        hidden = series.observations[-1]
        told = [one.period.label for one in vintages(conn)["poverty_rate"]]
    assert [one.period.label for one in series.observations] == ["2008", "2010"]
    assert hidden.markers == (Marker.CONFIDENTIAL, Marker.REVISED)
    assert (hidden.value, hidden.numerator, hidden.denominator) == (None, None, None)
    assert told == ["2008", "2009", "2010"]


def test_a_rounded_figure_has_the_numbers_that_are_published_and_no_past(loaded, build, period_of):
    rounded = protect(2010, period_of, hidden=False, why=Why.ROUNDED, value=5.0, numerator=50.0)
    copy, _ = build(loaded, protected=[rounded])
    with copy.reading() as conn:
        newest = read_series(conn)[0].observations[-1]
    assert (newest.value, newest.numerator, newest.denominator) == (5.0, 50.0, None)
    assert newest.markers == (Marker.REVISED,)


def test_a_small_figure_that_was_replaced_loses_its_past_and_what_stands_is_shown(loaded, build, period_of):
    copy, _ = build(loaded, past=[protect(2010, period_of), protect(2009, period_of)])
    with copy.reading() as conn:
        held = vintages(conn)["poverty_rate"]
    assert [(one.period.label, one.value) for one in held] == [("2008", 1.0), ("2010", 4.0)]


def test_a_file_with_a_hidden_figure_has_no_fingerprint(loaded, build, period_of, load, figures):
    with loaded.writing() as conn:
        load(conn, figures((2010, 9.0, {"indicator": "in_care"})), title="Another")
    copy, _ = build(loaded, protected=[protect(2010, period_of)])
    with copy.reading() as conn:
        found = {one.source.title: one.sha256 for one in read_releases(conn)}
    assert len(found["Another"]) == 64
    assert found["Poverty"].startswith("not published ")


def frozen(period_of, *, area=TOWN, data_to=2009, releases=(1,), peers=(), moderated_by=0):
    return Baseline(
        id=0,
        indicator="poverty_rate",
        area=area,
        breakdown="",
        frozen_on=date(2010, 7, 19),
        recorded_at=MOMENT,
        data_to=period_of(data_to),
        origin_value=2.0,
        scenario=Scenario.HOLD,
        method="last",
        method_version=1,
        horizon=1,
        points_used=2,
        weight=1.0,
        se1=0.5,
        degrees=3.0,
        agreed_by="Trust Executive",
        reason="Agreed",
        recorded_by="ann",
        replaces_because="ann said so",
        moderated_by=moderated_by,
        peers=tuple(PeerForecast(code, 0.5, (1.5,)) for code in peers),
        points=(ForecastPoint(period_of(data_to + 1), 2.0, 1.0, 3.0, 0.5, 3.5),),
        history=((period_of(data_to - 1), 1.0), (period_of(data_to), 2.0)),
        releases=releases,
    )


def baselines(store):
    with store.reading() as conn:
        return read_baselines(conn, superseded=True), read_hidden_baselines(conn)


def test_a_baseline_is_published_as_it_was_agreed_without_who_recorded_it(loaded, build, period_of):
    with loaded.writing() as conn:
        freeze(conn, frozen(period_of, peers=(ENGLAND,)))
    ((mine,), _), ((its,), hidden) = baselines(loaded), baselines(build(loaded)[0])
    assert its == replace(mine, recorded_by="", replaces_because="")
    assert hidden == {}


def test_a_baseline_that_would_give_a_hidden_figure_back_is_left_out_and_told_of(loaded, build, period_of):
    with loaded.writing() as conn:
        first = freeze(conn, frozen(period_of, data_to=2008))
        supersede(conn, first, by=freeze(conn, frozen(period_of)))
    found, hidden = baselines(build(loaded, protected=[protect(2009, period_of)])[0])
    assert found == []
    assert list(hidden) == [("poverty_rate", TOWN)]
    assert "small numbers that are kept back" in hidden["poverty_rate", TOWN]


@pytest.mark.parametrize("way", ["protected", "past"])
def test_a_baseline_stays_where_what_is_kept_back_is_later_than_all_it_was_made_from(
    loaded, build, period_of, load, figures, way
):
    with loaded.writing() as conn:
        load(conn, figures((2009, 3.0, {"area": ENGLAND}), (2010, 3.0, {"area": ENGLAND})), title="England")
        freeze(conn, frozen(period_of, peers=(ENGLAND,), moderated_by=20))
    later = [protect(2010, period_of), protect(2010, period_of, area=ENGLAND)]
    ((mine,), _), ((its,), hidden) = baselines(loaded), baselines(build(loaded, **{way: later})[0])
    assert its == replace(mine, recorded_by="", replaces_because="")
    assert hidden == {}
    inside = [protect(2008, period_of)]
    assert baselines(build(loaded, **{way: [*later, *inside]})[0])[0] == []


def test_a_baseline_that_would_give_the_exact_number_of_a_rounded_figure_is_left_out_and_rounding_is_named(
    loaded, build, period_of, load, figures
):
    rounded = protect(2009, period_of, hidden=False, why=Why.ROUNDED, value=5.0, numerator=50.0)
    with loaded.writing() as conn:
        load(conn, figures((2009, 3.0, {"area": ENGLAND})), title="England")
        freeze(conn, frozen(period_of, peers=(ENGLAND,), moderated_by=20))
    found, hidden = baselines(build(loaded, protected=[rounded])[0])
    assert (found, hidden) == ([], {("poverty_rate", TOWN): ROUNDED})
    both = [rounded, protect(2008, period_of)]
    assert baselines(build(loaded, protected=both)[0])[1] == {("poverty_rate", TOWN): SMALL_NUMBERS}
    beside = replace(rounded, cell=protect(2009, period_of, area=ENGLAND).cell)
    assert baselines(build(loaded, protected=[beside])[0])[1] == {("poverty_rate", TOWN): ROUNDED_PEERS}


@pytest.mark.parametrize(("moderated", "kept"), [(0, 1), (20, 0)])
def test_what_was_forecast_for_another_area_from_a_hidden_figure_is_left_out(
    loaded, build, period_of, load, figures, moderated, kept
):
    with loaded.writing() as conn:
        load(conn, figures((2009, 3.0, {"area": ENGLAND})), title="England")
        freeze(conn, frozen(period_of, peers=(ENGLAND,), moderated_by=moderated))
    found, hidden = baselines(build(loaded, protected=[protect(2009, period_of, area=ENGLAND)])[0])
    assert [one.peers for one in found] == [()] * kept
    assert len(hidden) == 1 - kept


def test_a_baseline_made_of_figures_that_were_taken_back_is_left_out_and_its_place_is_told(
    loaded, build, period_of, load, figures
):
    with loaded.writing() as conn:
        load(conn, figures((2011, 5.0)), title="A mistake", withdraw=False)
        first = freeze(conn, frozen(period_of))
        second = freeze(conn, frozen(period_of, releases=(1, 3)))
        supersede(conn, first, by=second)
        undo_load(conn, 3, undone_by="bob", undone_at=MOMENT)
    found, hidden = baselines(build(loaded)[0])
    assert found == []
    assert "taken back" in hidden["poverty_rate", TOWN]
    with loaded.writing() as conn:
        third = freeze(conn, frozen(period_of))
        supersede(conn, second, by=third)
    found, hidden = baselines(build(loaded)[0])
    assert [(one.id, one.superseded_by) for one in found] == [(first, third), (third, None)]
    assert hidden == {}


def test_a_copy_names_itself_and_what_was_released_before_it_without_who_and_why(loaded, build):
    one = Publication(1, MOMENT, "ann", "The first", "a.db", "a" * 64, 7)
    with loaded.writing() as conn:
        for number, note in ((1, "The first"), (2, "A slip"), (3, "Never released"), (4, "Released late")):
            add_publication(conn, replace(one, number=number, note=note, sha256=str(number) * 64))
        record_release(conn, 1, at=MOMENT, by="bob")
        record_release(conn, 2, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), by="bob")
        record_withdrawal(conn, 2, at=datetime(2026, 7, 2, tzinfo=UTC), by="cat", because="a wrong figure")
    copy, built = build(loaded, number=5, note="The fifth")
    with copy.reading() as conn:
        facts = read_public_facts(conn)
        own = (
            conn.execute(select(schema.publication).where(schema.publication.c.number == 5)).mappings().one()
        )
    assert (own["release_at"], own["released_at"]) == (datetime(2026, 12, 1, tzinfo=UTC), None)
    assert (facts.number, facts.published_on, facts.note, facts.sha256) == (5, DAY, "The fifth", "")
    assert facts.earlier == (
        PublicNote(2, date(2026, 7, 1), "", withdrawn=True),
        PublicNote(1, date(2026, 5, 1), "The first", sha256="1" * 64),
    )
    content = built.path.read_bytes()
    for said in (b"a wrong figure", b"A slip", b"Never released", b"Released late"):
        assert said not in content


def test_a_copy_that_would_not_be_whole_is_not_kept(sqlite_store, book, build, tmp_path):
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
    with sqlite_store.engine.connect() as conn:
        driver = conn.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("UPDATE plan SET area = 'E99999999'")
    with pytest.raises(StoreError, match="did not pass its check"):
        build(sqlite_store)
    assert list((tmp_path / "published").iterdir()) == []
