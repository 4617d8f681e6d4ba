"""A load can be taken back: what would stand without it stands again, and nothing is forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from oba.errors import NotFoundError, StoreError
from oba.model.load_event import LoadKind, UndoKind
from oba.model.marker import Marker
from oba.model.release import ChangeKind, Source
from oba.model.revision import RevisionKind
from oba.store.codes import add_indicators
from oba.store.history import is_superseded, read_history
from oba.store.observations import load_figures
from oba.store.plans import read_plan, write_plan
from oba.store.releases import find_release, read_loads, read_releases, record_load, write_release
from oba.store.schema import NUMBERS, confirmation, observation, observation_history
from oba.store.series import read_series
from oba.store.undo import preview_undo, undo_load
from oba.store.vintage import read_series_as_of

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
FILES = count(1)
NAN = float("nan")


def undo(conn, number):
    return undo_load(conn, number, undone_by="bob", undone_at=MOMENT)


def values(conn, *, as_of=None):
    """What stands, by series and period: numbers, markers and whose it is. With a day, as it is played again."""
    chosen = {"breakdown": None}
    found = read_series_as_of(conn, as_of, **chosen) if as_of else read_series(conn, **chosen)
    sources = {one.id: (one.source.publisher, one.source.title) for one in read_releases(conn)}
    return {
        (one.indicator, one.area, one.breakdown, seen.period.label): (
            seen.value,
            seen.lower,
            seen.upper,
            seen.numerator,
            seen.denominator,
            seen.markers,
            sources[seen.release],
        )
        for one in found
        for seen in one.observations
    }


def labels(conn):
    return {key[3]: found[0] for key, found in values(conn).items()}


def test_a_first_load_that_is_undone_leaves_no_figure_and_keeps_the_past(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5, {"marker": "p"}), (2010, 31.0)))
        report = undo(conn, 1)
        assert values(conn) == {}
        past = read_history(conn, "poverty_rate", "E06000002")
    assert [report.count(kind) for kind in UndoKind] == [0, 0, 2, 0]
    assert [(one.kind, one.old_value, one.new_value) for one in past] == [
        (RevisionKind.UNDONE, 30.5, None),
        (RevisionKind.UNDONE, 31.0, None),
    ]
    assert past[0].replaced_by == "bob"


def test_a_revision_that_is_undone_gives_the_earlier_figure_back_with_its_own_cell(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5, {"sheet": "T1", "cell": "D14", "source_text": "30.50"})))
        before = read_series(conn)
        load(conn, figures((2009, 29.0, {"marker": "r", "lower": 28.0})))
        report = undo(conn, 2)
        assert read_series(conn) == before
        past = read_history(conn, "poverty_rate", "E06000002")
    change = report.changes[0]
    assert (change.kind, change.old, change.new, change.stands_by) == (
        UndoKind.CHANGED_BACK,
        "29 [r]",
        "30.50",
        1,
    )
    assert [(one.kind, one.old_value, one.new_value, one.new_release) for one in past] == [
        (RevisionKind.REVISED, 30.5, 29.0, 2),
        (RevisionKind.UNDONE, 29.0, 30.5, 1),
    ]
    assert past[1].old_markers == (Marker.REVISED,)


def test_a_figure_that_the_load_withdrew_comes_back(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0)))
        before = read_series(conn)
        load(conn, figures((2008, 1.0), (2010, 3.0)))
        report = undo(conn, 2)
        assert read_series(conn) == before
    assert [(one.kind, one.old, one.new) for one in report.changes] == [(UndoKind.RESTORED, "", "2")]


def test_a_figure_that_a_later_load_gave_again_stands_as_that_ones(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0, {"cell": "A1"}), (2010, 2.0, {"cell": "A2"})))
        load(conn, figures((2009, 1.0, {"cell": "B1"})), publisher="Another")
        report = undo(conn, 1)
        found = read_series(conn)[0].observations
        past = read_history(conn, "poverty_rate", "E06000002")
    assert [(one.value, one.release, one.cell) for one in found] == [(1.0, 2, "")]
    assert [(one.kind, one.period, one.stands_by) for one in report.changes] == [
        (UndoKind.REMOVED, past[1].period.key, None),
        (UndoKind.STANDS, past[0].period.key, 2),
    ]


def test_a_figure_that_a_later_load_has_revised_stands(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2009, 2.0)))
        before = read_series(conn)
        report = undo(conn, 1)
        assert read_series(conn) == before
    assert [(one.kind, one.stands_by) for one in report.changes] == [(UndoKind.STANDS, 2)]


def test_a_withdrawal_that_another_publisher_had_stood_in_the_way_of_comes_into_force(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 1.0), (2010, 1.0)))
        load(conn, figures((2009, 2.0)), publisher="Another")
        load(conn, figures((2008, 1.0), (2010, 1.0)))
        assert labels(conn) == {"2008": 1.0, "2009": 2.0, "2010": 1.0}
        undo(conn, 2)
        assert labels(conn) == {"2008": 1.0, "2010": 1.0}


def test_a_preview_says_what_the_undo_then_does_and_writes_nothing(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0)))
        load(conn, figures((2008, 1.5), (2010, 3.0), (2011, 4.0)))
    with planned.reading() as conn:
        before = values(conn)
        preview = preview_undo(conn, 2)
        assert values(conn) == before
    with planned.writing() as conn:
        report = undo(conn, 2)
    assert report.changes == preview.changes
    assert report.counts == preview.counts
    assert {kind: preview.count(kind) for kind in UndoKind} == {
        UndoKind.CHANGED_BACK: 1,
        UndoKind.RESTORED: 1,
        UndoKind.REMOVED: 1,
        UndoKind.STANDS: 0,
    }


def test_an_undo_is_a_load_of_its_own_with_its_counts(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2009, 2.0), (2010, 2.0)))
        report = undo(conn, 2)
        first, second, third = read_loads(conn)
    assert (first.undone_by, second.undone_by, third.undoes, report.undo) == (None, 3, 2, 3)
    assert (third.kind, third.loaded_by, third.release.id) == (LoadKind.UNDO, "bob", 2)
    assert third.counts == {
        ChangeKind.ADDED: 0,
        ChangeKind.REVISED: 1,
        ChangeKind.WITHDRAWN: 1,
        ChangeKind.UNCHANGED: 0,
    }
    assert (second.file_name, second.sha256) == (second.release.file_name, second.release.sha256)


def test_a_load_is_undone_once_and_an_undo_never(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        undo(conn, 1)
        with pytest.raises(StoreError, match="was undone on 1 May 2026 by bob"):
            preview_undo(conn, 1)
        with pytest.raises(StoreError, match=r"undoing of load 1.*Load the file again"):
            undo(conn, 2)
        with pytest.raises(NotFoundError, match="no load 9"):
            undo(conn, 9)


def test_the_load_of_a_plan_is_not_undone(planned):
    with planned.writing() as conn:
        release = write_release(conn, Source("Trust", "Plan"), file_name="plan.xlsx", sha256="e" * 64)
        record_load(
            conn,
            release_id=release,
            loaded_at=MOMENT,
            loaded_by="ann",
            format_name="plan workbook",
            kind=LoadKind.PLAN,
        )
        with pytest.raises(
            StoreError, match=r"in the plan cannot be undone.*Load the plan as it was, without the sheet"
        ):
            preview_undo(conn, 1)


def test_a_load_from_before_confirmations_were_kept_is_not_undone_by_guess(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2009, 1.0)))
        conn.execute(text("DELETE FROM confirmation"))
        conn.execute(text("UPDATE load SET withdraws = NULL WHERE id = 2"))
        with pytest.raises(StoreError, match="before the store kept what an undo needs"):
            preview_undo(conn, 1)


def test_a_file_whose_load_was_undone_may_be_loaded_again(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2009, 2.0)))
        undo(conn, 2)
        undone, standing = (one.id for one in sorted(read_releases(conn), key=lambda one: -one.id))
        assert is_superseded(conn, undone)
        assert not is_superseded(conn, standing)
        again = record_load(conn, release_id=undone, loaded_at=MOMENT, loaded_by="ann", format_name="tidy")
        load_figures(conn, [figures((2009, 2.0))], load_id=again, source_key=("Office", "Poverty"))
        assert labels(conn) == {"2009": 2.0}
        assert not is_superseded(conn, undone)
        undo(conn, again)
        assert labels(conn) == {"2009": 1.0}


def test_an_undone_release_is_known_by_its_load_and_not_by_its_undo(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        sha256 = read_releases(conn)[0].sha256
        undo(conn, 1)
        assert find_release(conn, sha256).loaded_by == "ann"


def test_an_indicator_that_came_with_the_load_leaves_with_its_last_figure(planned, load, figures, book):
    new = {"indicator": "new_one"}
    with planned.writing() as conn:
        add_indicators(conn, [indicator_like(book.indicators[0], "new_one")], by="ann", at=MOMENT)
        load(conn, figures((2009, 1.0, new), (2009, 2.0)))
        assert preview_undo(conn, 1).emptied == ("new_one",)
        assert undo(conn, 1).emptied == ("new_one",)
        assert read_plan(conn) == book


def test_a_frozen_baseline_stays_and_is_told_of(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2009, 2.0)))
        conn.execute(text("INSERT INTO baseline_release VALUES (1, 0, 2)"))
        assert preview_undo(conn, 2).baselines == (1,)
        assert preview_undo(conn, 1).baselines == ()
        conn.rollback()


def test_no_more_changes_are_listed_than_asked_for_but_all_are_counted(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures(*((year, 1.0) for year in range(2000, 2010))))
        preview = preview_undo(conn, 1, limit=3)
    assert (len(preview.changes), preview.count(UndoKind.REMOVED)) == (3, 10)


def test_a_load_that_gives_all_of_a_series_again_confirms_it_in_one_run(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures(*((year, 1.0) for year in range(2000, 2010))))
        load(conn, figures(*((year, 1.0 + (year == 2005)) for year in range(2000, 2012))))
        runs = conn.execute(select(confirmation)).all()
    assert len(runs) == 1


def test_a_load_that_gives_part_of_a_series_confirms_it_in_runs(planned, load, figures, period_of):
    rows = [(year, 1.0) for year in (2000, 2001, 2004, 2005)]
    with planned.writing() as conn:
        load(conn, figures(*((year, 1.0) for year in range(2000, 2010))), publisher="Another")
        load(conn, figures(*rows, (2009, 1.0), (2002, 5.0, {"breakdown": "girls"})))
        runs = conn.execute(select(confirmation.c.first, confirmation.c.last)).all()
    assert sorted(runs) == [
        (period_of(first).key, period_of(last).key)
        for first, last in ((2000, 2001), (2004, 2005), (2009, 2009))
    ]


def test_a_load_that_only_adds_and_revises_confirms_nothing(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2009, 1.0, {"area": "E12000001"})))
        load(conn, figures((2009, 2.0), (2010, 2.0), (2009, 1.0, {"area": "E12000001"})))
        assert len(conn.execute(select(confirmation)).all()) == 1


def test_a_figure_held_only_as_a_marker_is_not_withdrawn(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, NAN, {"marker": "x", "source_text": "[x]"}), (2010, 3.0)))
        assert load(conn, figures((2008, 1.0), (2010, 3.0))).counts[ChangeKind.WITHDRAWN] == 0
        assert len(values(conn)) == 3


def test_a_file_that_is_merged_by_key_withdraws_nothing(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0)))
        counts = load(conn, figures((2008, 1.0), (2010, 4.0)), withdraw=False).counts
        assert (counts[ChangeKind.WITHDRAWN], counts[ChangeKind.UNCHANGED]) == (0, 1)
        undo(conn, 2)
        assert labels(conn) == {"2008": 1.0, "2009": 2.0, "2010": 3.0}


@dataclass(frozen=True)
class File:
    publisher: str
    withdraw: bool
    rows: tuple
    given: tuple = NUMBERS


rows = st.lists(
    st.tuples(
        st.integers(2008, 2011),
        st.sampled_from(
            [
                (1.0, ""),
                (1.0, ""),
                (2.0, ""),
                (2.0, "p"),
                (NAN, "x"),
                (NAN, "c"),
            ]
        ),
        st.sampled_from(["", "", "girls"]),
        st.sampled_from([NAN, NAN, 0.5]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: (row[0], row[2]),
)
file = st.builds(
    File,
    st.sampled_from(["Office", "Office", "Another"]),
    st.sampled_from([True, True, True, False]),
    rows,
    st.sampled_from([NUMBERS, NUMBERS, ("value",)]),
)
steps = st.lists(file | st.integers(0, 6), min_size=2, max_size=9)


def play(conn, planned_steps, figures):
    """Make the loads and undos; the files that are not undone in the end."""
    made: list[tuple[int, File]] = []
    for step in planned_steps:
        if isinstance(step, File):
            made.append((load_file(conn, step, figures), step))
        elif made:
            number, _ = made.pop(step % len(made))
            preview, report = preview_undo(conn, number), undo(conn, number)
            assert (preview.counts, preview.changes) == (report.counts, report.changes)
    return [kept for _, kept in made]


def load_file(conn, given_file, figures):
    number = next(FILES)
    source = Source(given_file.publisher, "Poverty")
    release = write_release(conn, source, file_name=f"{number}.csv", sha256=f"{number:064x}")
    made = record_load(conn, release_id=release, loaded_at=MOMENT, loaded_by="ann", format_name="tidy")
    built = [
        (
            year,
            value,
            {
                "marker": marker,
                "breakdown": breakdown,
                "lower": lower if "lower" in given_file.given else NAN,
                "source_text": "",
            },
        )
        for year, (value, marker), breakdown, lower in given_file.rows
    ]
    key = (source.publisher, source.title)
    load_figures(
        conn,
        [figures(*built)],
        load_id=made,
        source_key=key,
        withdraw=given_file.withdraw,
        given=lambda: given_file.given,
    )
    return made


def check(planned, figures, taken):
    with planned.writing() as conn:
        kept = play(conn, taken, figures)
        found = values(conn)
        assert values(conn, as_of=date(2030, 1, 1)) == found
        conn.rollback()
    with planned.writing() as conn:
        for each in kept:
            load_file(conn, each, figures)
        expected = values(conn)
        conn.rollback()
    assert found == expected


MARKED_THEN_GIVEN = [
    File("Office", True, ((2008, (1.0, ""), "", NAN),)),
    File("Office", True, ((2009, (NAN, "x"), "", NAN),)),
    0,
    File("Office", True, ((2009, (1.0, ""), "", NAN),)),
    File("Office", True, ((2010, (1.0, ""), "girls", NAN), (2008, (1.0, ""), "", NAN))),
    4,
]
"""The last file withdrew a number; without the one that gave it, it would have left a marker alone."""


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps)
@example(taken=MARKED_THEN_GIVEN)
def test_loads_and_undos_end_as_if_the_undone_had_never_been(sqlite_planned, figures, taken):
    check(sqlite_planned, figures, taken)


@pytest.mark.postgres
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps)
def test_loads_and_undos_end_the_same_on_postgresql(planned, figures, taken):
    check(planned, figures, taken)


@pytest.fixture
def sqlite_planned(sqlite_store, book):
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
    return sqlite_store


def indicator_like(known, key):
    return replace(known, key=key)


def test_every_figure_of_an_undone_load_stays_in_the_history(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2010, 2.0)))
        load(conn, figures((2009, 3.0), (2010, 2.0)))
        undo(conn, 1)
        undo(conn, 2)
        assert values(conn) == {}
        assert conn.execute(select(observation)).first() is None
        kept = conn.execute(select(observation_history.c.value, observation_history.c.happened)).all()
    assert sorted(kept) == [(1.0, "revised"), (2.0, "undone"), (2.0, "undone"), (3.0, "undone")]


def test_a_file_without_intervals_holds_up_the_value_and_not_the_interval(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0, {"lower": 0.5})))
        counts = load(conn, figures((2009, 1.0)), publisher="Another", given=lambda: ("value",)).counts
        assert counts[ChangeKind.UNCHANGED] == 1
        undo(conn, 1)
        seen = read_series(conn)[0].observations[0]
    assert (seen.value, seen.lower, seen.release) == (1.0, None, 2)
