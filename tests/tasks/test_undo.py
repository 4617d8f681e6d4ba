"""Undoing a load says by indicator what changes back, and then does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy import select

from oba.errors import StoreError
from oba.model.figures import FIGURE_COLUMNS
from oba.model.load_event import LoadKind, UndoKind
from oba.model.release import Source
from oba.store.codes import add_indicators
from oba.store.engine import open_store
from oba.store.observations import load_figures
from oba.store.plans import read_plan
from oba.store.releases import read_loads, record_load, write_release
from oba.store.schema import baseline_release
from oba.store.series import read_series
from oba.tasks.open_data import open_data
from oba.tasks.open_home import open_home
from oba.tasks.open_loads import open_loads
from oba.tasks.undo_load import as_text, undo

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(own_example):
    opened = open_store(own_example)
    yield opened
    opened.close()


@pytest.fixture
def revised(store):
    """The example, the newest figure of one indicator revised by a later file; its key, area, and the load."""
    with store.writing() as conn:
        book = read_plan(conn)
        series = next(one for one in read_series(conn, areas=[book.plan.area]) if one.latest)
        number = load(conn, row(series, series.latest.value + 1))
    return series, number


def row(series, value, **changes):
    plain = dict.fromkeys(FIGURE_COLUMNS, "") | dict.fromkeys(
        ("lower", "upper", "numerator", "denominator"), float("nan")
    )
    found = {"indicator": series.indicator, "area": series.area, "period": series.latest.period.key}
    return {**plain, **found, "value": value, "source_text": f"{value:.15g}", "cell": "B2", **changes}


def load(conn, *rows):
    source = Source("Office", "Late figures")
    release = write_release(conn, source, file_name="late.csv", sha256="d" * 64)
    number = record_load(conn, release_id=release, loaded_at=NOW, loaded_by="ann", format_name="tidy")
    frame = pd.DataFrame(list(rows), columns=list(FIGURE_COLUMNS))
    load_figures(conn, [frame], load_id=number, source_key=("Office", "Late figures"))
    return number


def test_a_preview_names_the_indicator_and_the_figure_and_writes_nothing(store, revised):
    series, number = revised
    report = undo(store, number, user="bob", now=NOW, dry_run=True)
    assert [(one.key, one.said) for one in report.indicators] == [(series.indicator, "1 figure changes back")]
    figure = report.figures[0]
    assert (figure.kind, figure.area, figure.period) == (
        UndoKind.CHANGED_BACK,
        "Middlesbrough",
        series.latest.period.label,
    )
    assert float(figure.old) == series.latest.value + 1
    assert figure.because.endswith((".xlsx", ".csv"))
    assert "Nothing was written" in as_text(report)
    assert newest(store, series) == series.latest.value + 1


def test_an_undo_puts_the_figure_back_and_is_a_load_by_the_person_who_did_it(store, revised):
    series, number = revised
    report = undo(store, number, user="bob", now=NOW)
    assert report.indicators[0].said == "1 figure changed back"
    assert as_text(report).endswith("Undone.")
    assert newest(store, series) == series.latest.value
    with store.reading() as conn:
        last = read_loads(conn)[-1]
    assert (last.kind, last.undoes, last.loaded_by, last.loaded_at) == (LoadKind.UNDO, number, "bob", NOW)


def test_the_baselines_that_were_made_from_a_load_are_told_of_and_stay(store):
    with store.reading() as conn:
        release = conn.execute(select(baseline_release.c.release_id)).scalars().first()
        number = next(one.id for one in read_loads(conn) if one.release.id == release)
    report = undo(store, number, user="bob", now=NOW, dry_run=True)
    assert any("frozen on" in note and "stays as it was agreed" in note for note in report.notes)


def test_an_indicator_that_came_with_the_load_is_told_to_leave(store, revised):
    series, number = revised
    with store.writing() as conn:
        known = next(one for one in read_plan(conn).indicators if one.key == series.indicator)
        new = replace(known, key="new_one", title="A new one", theme="", outcome="")
        add_indicators(conn, [new], by="ann", at=NOW)
        load(conn, row(series, 5.0, indicator="new_one"))
    later = number + 1
    assert (
        "A new one came with this load and leaves the plan"
        in undo(store, later, user="bob", now=NOW, dry_run=True).notes
    )
    assert (
        "A new one came with this load and has left the plan" in undo(store, later, user="bob", now=NOW).notes
    )


def test_the_load_of_the_example_plan_cannot_be_undone(store):
    with store.reading() as conn:
        plan = next(one.id for one in read_loads(conn) if one.kind is LoadKind.PLAN)
    with pytest.raises(StoreError, match="in the plan cannot be undone"):
        undo(store, plan, user="bob", now=NOW)


def test_every_load_of_the_example_can_be_undone_and_leaves_no_figure(store):
    with store.reading() as conn:
        numbers = [one.id for one in read_loads(conn) if one.kind is LoadKind.FIGURES]
    for number in numbers:
        undo(store, number, user="bob", now=NOW)
    with store.reading() as conn:
        assert read_series(conn, breakdown=None) == []


def test_what_was_undone_is_announced_and_listed_no_more_while_the_log_keeps_it(store, revised):
    number = revised[1]
    day = NOW.date()

    def shown():
        data, home = open_data(store, today=day), open_home(store, today=day, dark=False)
        listed = [row[4] for row in data.releases.rows]
        return data.summary, "late.csv" in listed, any("late.csv" in line for line in home.news), len(listed)

    (said, *before, count) = shown()
    assert before == [True, True]
    undo(store, number, user="bob", now=NOW)
    (after_said, *after, after_count) = shown()
    assert after == [False, False]
    assert after_count == count - 1
    assert f"{count} releases are loaded" in said
    assert f"{after_count} releases are loaded" in after_said
    assert any(one.file_name == "late.csv" for one in open_loads(store).loads)


def test_a_release_that_was_loaded_twice_and_undone_once_is_still_told_of(store, revised):
    series = revised[0]
    with store.writing() as conn:
        second = load(conn, row(series, series.latest.value + 2))
    undo(store, second, user="bob", now=NOW)
    data = open_data(store, today=NOW.date())
    assert "late.csv" in [each[4] for each in data.releases.rows]


def newest(store, series):
    with store.reading() as conn:
        found = read_series(conn, indicators=[series.indicator], areas=[series.area])
    return found[0].latest.value
