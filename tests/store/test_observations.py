"""Figures are written exactly, once, all or nothing; what they replace is kept."""

from __future__ import annotations

import math
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from oba.errors import StoreError
from oba.model.figures import FIGURE_COLUMNS
from oba.model.marker import Marker, read_markers, write_markers
from oba.model.release import ChangeKind
from oba.store.comparison import compare
from oba.store.engine import open_store, store_version
from oba.store.history import read_history
from oba.store.observations import merge, preview_figures
from oba.store.schema import load as loads
from oba.store.schema import observation, observation_history
from oba.store.series import read_series
from oba.store.staging import stage

ADDED, REVISED = ChangeKind.ADDED, ChangeKind.REVISED
WITHDRAWN, UNCHANGED = ChangeKind.WITHDRAWN, ChangeKind.UNCHANGED
KEY = ("Office", "Poverty")
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
number = (
    st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9).map(float)
)
markers = st.lists(st.sampled_from(list(Marker)), max_size=3).map(lambda found: write_markers(tuple(found)))
cell = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["A", "D", "value, line "]), st.integers(0, 10**10)), words
)
figure = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["poverty_rate", "in_care"]),
        "area": st.sampled_from(["E06000002", "E12000001"]),
        "breakdown": st.sampled_from(["", "girls", "naïve – £"]),
        "year": st.integers(1990, 2030),
        **dict.fromkeys(NUMBERS, number),
        "marker": markers,
        "source_text": words
        | st.sampled_from(["12.30", "1e5", "-0", "0.1", "[c]"])
        | st.just("as the value"),
        "sheet": words,
        "cell": cell,
    }
)
tables = st.lists(
    figure, max_size=20, unique_by=lambda row: (row["indicator"], row["area"], row["breakdown"], row["year"])
)


def frame_of(rows, period_of, *, dtype=None):
    built = []
    for row in rows:
        text = row["source_text"]
        if text == "as the value":
            text = "" if row["value"] is None else f"{row['value']:.15g}"
        floats = {name: math.nan if row[name] is None else row[name] for name in NUMBERS}
        built.append({**row, **floats, "period": period_of(row["year"]).key, "source_text": text})
    frame = pd.DataFrame(built, columns=list(FIGURE_COLUMNS))
    return frame if dtype is None else frame.astype(dict.fromkeys(["source_text", "cell", "area"], dtype))


def read_back(conn):
    return {
        (series.indicator, series.area, series.breakdown, seen.period.key): (
            *(getattr(seen, name) for name in NUMBERS),
            seen.markers,
            seen.source_text,
            seen.cell,
        )
        for series in read_series(conn, breakdown=None)
        for seen in series.observations
    }


def expected(frame):
    found = {}
    for row in frame.to_dict("records"):
        numbers = (None if math.isnan(row[name]) else row[name] for name in NUMBERS)
        address = f"{row['sheet']}!{row['cell']}" if row["sheet"] else row["cell"]
        found[row["indicator"], row["area"], row["breakdown"], row["period"]] = (
            *numbers,
            read_markers(row["marker"]),
            row["source_text"],
            address,
        )
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables, kind=st.sampled_from([None, "object", "category", "str"]), split=st.integers(0, 20))
def test_any_figures_are_read_back_exactly(planned, load, period_of, rows, kind, split):
    frame = frame_of(rows, period_of, dtype=kind)
    with planned.writing() as conn:
        load(conn, frame.iloc[:split], frame.iloc[split:])
        assert read_back(conn) == expected(frame)
        conn.rollback()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=tables, second=tables)
def test_after_a_second_file_each_figure_is_the_newest_that_was_given(
    planned, load, period_of, first, second
):
    old, new = frame_of(first, period_of), frame_of(second, period_of)
    with planned.writing() as conn:
        load(conn, old)
        counts = load(conn, new, publisher="Another").counts
        found, before, after = read_back(conn), expected(old), expected(new)
        conn.rollback()
    revised = {key for key in before.keys() & after.keys() if before[key][:6] != after[key][:6]}
    unchanged = (before.keys() & after.keys()) - revised
    assert found == {**after, **before, **{key: after[key] for key in revised}}
    assert counts == {
        ADDED: len(after.keys() - before.keys()),
        REVISED: len(revised),
        WITHDRAWN: 0,
        UNCHANGED: len(unchanged),
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=tables, second=tables)
def test_a_preview_says_what_the_load_then_does(planned, load, period_of, first, second):
    with planned.writing() as conn:
        load(conn, frame_of(first, period_of))
        before = preview_figures(conn, [frame_of(second, period_of)], source_key=KEY, limit=50)
        after = load(conn, frame_of(second, period_of), limit=50)
        conn.rollback()
    assert before.counts == after.counts
    assert set(before.changes) == set(after.changes)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_rows_of_new_series_end_the_same_by_either_way(planned, load, period_of, rows):
    frame = frame_of(rows, period_of)
    with planned.writing() as conn:
        load(conn, frame)
        straight = read_back(conn)
        conn.rollback()
    with planned.writing() as conn:
        load(conn, frame.iloc[:0])
        merge(conn, compare(conn, stage(conn, [frame]), source_key=KEY), load_id=1)
        assert read_back(conn) == straight
        conn.rollback()


def test_minus_nought_is_nought_and_keeps_its_text(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, -0.0, {"source_text": "-0.0"})))
        seen = read_series(conn)[0].observations[0]
        assert (math.copysign(1, seen.value), seen.source_text) == (1.0, "-0.0")


@pytest.mark.parametrize(
    "value", [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, 1e22]
)
def test_every_bit_of_a_number_is_kept(planned, load, figures, value):
    with planned.writing() as conn:
        load(conn, figures((2009, value, {"lower": -value})))
        seen = read_series(conn)[0].observations[0]
        assert (seen.value.hex(), seen.lower.hex()) == (value.hex(), (-value).hex())


def test_the_same_figures_again_change_nothing_and_keep_their_first_source(planned, load, figures):
    rows = figures((2009, 30.5), (2010, 31.0, {"marker": "p"}))
    moved = rows.assign(cell=["Z1", "Z2"], source_text=["30.50", "31.00"])
    with planned.writing() as conn:
        load(conn, rows)
        before = read_series(conn)
        assert load(conn, moved).counts == {ADDED: 0, REVISED: 0, WITHDRAWN: 0, UNCHANGED: 2}
        assert read_series(conn) == before
        assert conn.execute(select(func.count()).select_from(observation_history)).scalar_one() == 0


def test_a_revision_is_named_with_its_old_and_new_text_and_its_cell(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5), (2010, 31.0)))
        changes = load(
            conn, figures((2009, 30.5), (2010, 29.0, {"marker": "r", "sheet": "T1", "cell": "D14"}))
        ).changes
    assert [(one.kind, one.old, one.new, one.cell) for one in changes] == [
        (REVISED, "31", "29 [r]", "T1!D14")
    ]


def test_a_revision_beside_the_value_names_what_differs(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5, {"denominator": 1000.0})))
        change = load(conn, figures((2009, 30.5, {"denominator": 1200.0}))).changes[0]
    assert (change.old, change.new) == ("30.5, denominator 1000", "30.5, denominator 1200")


def test_a_figure_that_its_publisher_leaves_out_inside_the_period_of_the_file_is_withdrawn(
    planned, load, figures
):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0), (2011, 4.0)))
        outcome = load(conn, figures((2009, 2.0), (2011, 4.0)))
        kept = [seen.period.label for seen in read_series(conn)[0].observations]
    assert outcome.counts == {ADDED: 0, REVISED: 0, WITHDRAWN: 1, UNCHANGED: 2}
    assert [(one.kind, one.old, one.new) for one in outcome.changes] == [(WITHDRAWN, "3", "")]
    assert kept == ["2008", "2009", "2011"]


def test_the_end_of_a_series_counts_as_covered_when_the_file_reaches_it_elsewhere(planned, load, figures):
    region = {"area": "E12000001"}
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2010, 2.0), (2009, 3.0, region), (2010, 4.0, region)))
        outcome = load(conn, figures((2009, 1.0), (2009, 3.0, region), (2010, 4.0, region)))
    assert outcome.counts[WITHDRAWN] == 1


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"publisher": "Another"}, id="another publisher"),
        pytest.param({"title": "Another"}, id="another title"),
    ],
)
def test_a_file_of_another_source_withdraws_nothing(planned, load, figures, second):
    with planned.writing() as conn:
        load(conn, figures((2008, 1.0), (2009, 2.0), (2010, 3.0)))
        assert load(conn, figures((2008, 1.0), (2010, 3.0)), **second).counts[WITHDRAWN] == 0


def test_a_series_that_the_file_does_not_have_is_left_alone(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2009, 2.0, {"area": "E12000001"})))
        assert load(conn, figures((2009, 1.0))).counts[WITHDRAWN] == 0


@pytest.mark.parametrize("known", [False, True], ids=["new series", "known series"])
@pytest.mark.parametrize("apart", [False, True], ids=["one frame", "two frames"])
def test_a_figure_given_twice_is_refused_with_both_cells(planned, load, figures, known, apart):
    first = figures((2009, 1.0, {"cell": "D14", "sheet": "Year 6"}))
    again = figures((2010, 5.0), (2009, 2.0, {"cell": "D20", "sheet": "Year 6"}))
    frames = (first, again) if apart else (pd.concat([first, again]),)
    if known:
        with planned.writing() as conn:
            load(conn, figures((2005, 1.0)))
    with (
        pytest.raises(
            StoreError, match=r"Year 6!D14 and Year 6!D20: both give .*poverty_rate, E06000002, 2009"
        ),
        planned.writing() as conn,
    ):
        load(conn, *frames)
    with planned.reading() as conn:
        assert sum(len(series.observations) for series in read_series(conn)) == int(known)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"indicator": "nonsense"}, "nonsense: this indicator is not in the plan"),
        ({"area": "E99999999"}, "E99999999: this area is not in the plan"),
    ],
)
def test_a_name_that_is_not_in_the_plan_is_refused(planned, load, figures, wrong, message):
    with pytest.raises(StoreError, match=message), planned.writing() as conn:
        load(conn, figures((2009, 1.0, wrong)))


@pytest.mark.parametrize("column", ["source_text", "cell", "sheet", "breakdown"])
@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_a_character_that_no_database_keeps_is_refused(planned, load, figures, column, text):
    frame = figures((2009, 1.0)).assign(**{column: pd.Series([text], dtype=object)})
    with pytest.raises(StoreError, match="character that cannot be stored"), planned.writing() as conn:
        load(conn, frame)


def test_an_error_half_way_leaves_nothing(planned, load, figures):
    with planned.reading() as conn:
        before = store_version(conn)

    def broken():
        yield figures((2009, 1.0))
        raise RuntimeError("the reader stopped")

    def write():
        with planned.writing() as conn:
            load(conn, figures((2008, 1.0)))
            load(conn, stream=broken())

    with pytest.raises(RuntimeError):
        write()
    with planned.reading() as conn:
        assert (read_series(conn), store_version(conn)) == ([], before)
        assert conn.execute(select(func.count()).select_from(loads)).scalar_one() == 0


def test_a_load_keeps_its_counts(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2010, 2.0)))
        load(conn, figures((2009, 1.5), (2010, 2.0), (2011, 3.0)))
        rows = conn.execute(
            select(loads.c.added, loads.c.revised, loads.c.unchanged).order_by(loads.c.id)
        ).all()
    assert [tuple(row) for row in rows] == [(2, 0, 0), (1, 1, 1)]


def test_rows_staged_for_one_load_are_not_merged_as_another(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        comparison = compare(conn, stage(conn, [figures((2010, 1.0))], load_id=1), source_key=KEY)
        with pytest.raises(ValueError, match="another load"):
            merge(conn, comparison, load_id=2)


def test_a_preview_needs_no_writing_and_leaves_nothing(planned, figures):
    with planned.reading() as conn:
        assert preview_figures(conn, [figures((2009, 1.0))], source_key=KEY).counts[ADDED] == 1
    with planned.reading() as conn:
        assert conn.execute(select(func.count()).select_from(observation)).scalar_one() == 0


CHILD = """
import sys
import pandas as pd
from datetime import datetime, UTC
from oba.model.figures import FIGURE_COLUMNS
from oba.model.period import Period
from oba.model.release import Source
from oba.store.engine import open_store
from oba.store.observations import load_figures
from oba.store.releases import record_load, write_release

def frames():
    for area in ("E06000002", "E12000001", "E92000001"):
        for breakdown in range(40):
            keys = [Period.from_key((year * 10000 + 101) * 10000).key for year in range(1000, 3000)]
            yield pd.DataFrame({
                "indicator": "poverty_rate", "area": area, "breakdown": str(breakdown), "period": keys,
                "value": 2.0, "lower": 1.0, "upper": 3.0, "numerator": 1.0, "denominator": 1.0, "marker": "",
                "source_text": "2", "sheet": "", "cell": "new",
            })[list(FIGURE_COLUMNS)]

store = open_store(sys.argv[1])
print("begun", flush=True)
with store.writing() as conn:
    release = write_release(conn, Source("Office", "Poverty"), file_name="f", sha256="f" * 64)
    load = record_load(conn, release_id=release, loaded_at=datetime.now(UTC), loaded_by="a", format_name="tidy")
    load_figures(conn, frames(), load_id=load, source_key=("Office", "Poverty"))
print("kept", flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_load_killed_half_way_leaves_the_store_as_it_was(planned, load, figures, url, seed):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0, {"breakdown": "7"})))
        before = read_back(conn)
    planned.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, url], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert child.stdout.readline() == "begun\n"
    time.sleep(random.Random(seed).uniform(0.05, 0.9))
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read()
    child.wait()
    child.stdout.close()
    opened = open_store(url)
    with opened.reading() as conn:
        found = read_back(conn)
    opened.close()
    assert len(found) == 240_000 if "kept" in said else found == before


def test_a_file_that_shares_no_period_with_the_store_can_still_withdraw(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        assert load(conn, figures((2008, 1.0), (2010, 2.0))).counts[WITHDRAWN] == 1


def test_the_history_of_a_series_is_exact(planned, load, figures, period_of):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0, {"cell": "A1"})))
        load(conn, figures((2009, 2.0, {"cell": "A2", "marker": "r"})))
        load(conn, figures((2008, 9.0), (2010, 9.0), (2009, 2.0)).iloc[:2])
        load(conn, figures((2009, 3.0, {"cell": "A4"})))
        load(conn, figures((2009, 4.0, {"cell": "A5"})))
        found = read_history(conn, "poverty_rate", "E06000002")
    assert {one.period for one in found} == {period_of(2009)}
    assert [(one.kind, one.old_value, one.new_value, one.old_cell) for one in found] == [
        (REVISED, 1.0, 2.0, "A1"),
        (WITHDRAWN, 2.0, None, "A2"),
        (REVISED, 3.0, 4.0, "A4"),
    ]
    assert [(one.old_release, one.new_release) for one in found] == [(1, 2), (2, 3), (4, 5)]
    assert found[0].new_markers == (Marker.REVISED,)
    assert found[0].replaced_by == "ann"
