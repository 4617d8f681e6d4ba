"""Figures are read as they were known on a day, and every value ever held is told."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from oba.model.marker import Marker
from oba.model.release import Source
from oba.store.observations import load_figures
from oba.store.plans import write_plan
from oba.store.releases import record_load, write_release
from oba.store.series import read_series
from oba.store.undo import undo_load
from oba.store.vintage import read_series_as_of, read_vintages

TOWN = "E06000002"
NAN = float("nan")


def bring(conn, frame, *, published, loaded, publisher="Office", by="ann"):
    """A load of a release with its two days."""
    name = f"{published} {loaded} {publisher}"
    source = Source(publisher, "Poverty", published=date.fromisoformat(published) if published else None)
    release = write_release(conn, source, file_name=name, sha256=sha256(name.encode()).hexdigest())
    number = record_load(conn, release_id=release, loaded_at=moment(loaded), loaded_by=by, format_name="tidy")
    load_figures(conn, [frame], load_id=number, source_key=(publisher, "Poverty"))
    return number


def moment(day):
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


def known(conn, day, **more):
    found = read_series_as_of(conn, date.fromisoformat(day), **more)
    return {seen.period.label: seen.value for one in found for seen in one.observations}


@pytest.fixture
def revised(planned, figures):
    """2022: three years. 2023: one revised, one withdrawn, one added. All loaded in 2024."""
    first = figures((2018, 1.0), (2019, 2.0), (2020, 3.0, {"sheet": "T1", "cell": "D14", "marker": "p"}))
    second = figures((2018, 1.0), (2020, 3.5), (2021, 4.0))
    with planned.writing() as conn:
        bring(conn, first, published="2022-03-01", loaded="2024-01-10")
        bring(conn, second, published="2023-03-01", loaded="2024-02-10", by="bob")
    return planned


@pytest.mark.parametrize(
    ("day", "basis", "expected"),
    [
        ("2022-02-28", "published", {}),
        ("2022-03-01", "published", {"2018": 1.0, "2019": 2.0, "2020": 3.0}),
        ("2023-02-28", "published", {"2018": 1.0, "2019": 2.0, "2020": 3.0}),
        ("2023-03-01", "published", {"2018": 1.0, "2020": 3.5, "2021": 4.0}),
        ("2024-01-09", "loaded", {}),
        ("2024-01-10", "loaded", {"2018": 1.0, "2019": 2.0, "2020": 3.0}),
        ("2024-02-10", "loaded", {"2018": 1.0, "2020": 3.5, "2021": 4.0}),
    ],
)
def test_a_series_is_read_as_it_was_known_on_a_day(revised, day, basis, expected):
    with revised.reading() as conn:
        assert known(conn, day, basis=basis) == expected


def test_a_figure_of_an_earlier_day_comes_with_its_own_cell_markers_and_release(revised):
    with revised.reading() as conn:
        (one,) = read_series_as_of(conn, date(2022, 12, 31))
    seen = one.observations[2]
    assert (seen.cell, seen.markers, seen.release, seen.source_text) == (
        "T1!D14",
        (Marker.PROVISIONAL,),
        1,
        "3",
    )


def test_today_is_what_stands(revised):
    with revised.reading() as conn:
        for basis in ("published", "loaded"):
            assert read_series_as_of(conn, date(2030, 1, 1), basis=basis) == read_series(conn)


def test_a_release_without_a_day_of_publication_counts_from_the_day_it_was_loaded(planned, figures):
    with planned.writing() as conn:
        bring(conn, figures((2018, 1.0)), published="", loaded="2024-01-10")
        assert known(conn, "2024-01-09") == {}
        assert known(conn, "2024-01-10") == {"2018": 1.0}


def test_a_value_that_an_earlier_release_had_too_was_known_from_that_one(planned, figures):
    with planned.writing() as conn:
        bring(conn, figures((2018, 1.0), (2019, 2.0)), published="2023-03-01", loaded="2024-01-10")
        bring(conn, figures((2018, 1.0)), published="2022-03-01", loaded="2024-01-11", publisher="Another")
        (one,) = read_series_as_of(conn, date(2022, 12, 31))
    assert [(seen.value, seen.release, seen.cell) for seen in one.observations] == [(1.0, 2, "")]


def test_an_undo_counts_from_its_own_day(revised):
    with revised.writing() as conn:
        undo_load(conn, 2, undone_by="ann", undone_at=moment("2024-03-01"))
        before, after = {"2018": 1.0, "2020": 3.5, "2021": 4.0}, {"2018": 1.0, "2019": 2.0, "2020": 3.0}
        for basis in ("published", "loaded"):
            assert known(conn, "2024-02-29", basis=basis) == before
            assert known(conn, "2024-03-01", basis=basis) == after


def test_series_of_a_day_are_chosen_like_the_ones_that_stand(planned, figures):
    frame = figures(
        (2018, 1.0),
        (2018, 2.0, {"area": "E12000001"}),
        (2018, 3.0, {"breakdown": "girls"}),
        (2018, 4.0, {"indicator": "in_care"}),
    )
    with planned.writing() as conn:
        bring(conn, frame, published="2022-03-01", loaded="2024-01-10")
        for chosen in (
            {},
            {"indicators": ["in_care"]},
            {"areas": ["E12000001"]},
            {"breakdown": None},
            {"breakdown": "girls"},
            {"indicators": []},
        ):
            assert read_series_as_of(conn, date(2030, 1, 1), **chosen) == read_series(conn, **chosen)


def test_every_value_that_was_held_is_told_with_who_brought_it_and_what_became_of_it(revised):
    with revised.writing() as conn:
        undo_load(conn, 2, undone_by="cat", undone_at=moment("2024-03-01"))
        found = read_vintages(conn, "poverty_rate", TOWN)
    told = [
        (one.period.label, one.value, one.release, one.happened, one.ended_by, one.restored) for one in found
    ]
    assert told == [
        ("2018", 1.0, 1, "", "", False),
        ("2019", 2.0, 1, "withdrawn", "bob", False),
        ("2019", 2.0, 1, "", "", True),
        ("2020", 3.0, 1, "revised", "bob", False),
        ("2020", 3.5, 2, "undone", "cat", False),
        ("2020", 3.0, 1, "", "", True),
        ("2021", 4.0, 2, "undone", "cat", False),
    ]
    assert found[0].confirmed_by == (2,)
    assert (found[3].published, found[3].loaded_at, found[3].loaded_by) == (
        date(2022, 3, 1),
        moment("2024-01-10"),
        "ann",
    )
    assert (found[3].cell, found[3].markers, found[3].ended_at) == (
        "T1!D14",
        (Marker.PROVISIONAL,),
        moment("2024-02-10"),
    )


def test_a_series_that_never_was_has_no_vintages(planned):
    with planned.reading() as conn:
        assert read_vintages(conn, "poverty_rate", TOWN) == []
        assert read_vintages(conn, "nonsense", "nowhere") == []


def test_an_earlier_day_is_read_without_being_waited_for(sqlite_store, book, figures):
    """With ten releases that each revised every figure: far more than a Trust has. Only our own work counts."""
    with sqlite_store.writing() as conn:
        write_plan(conn, book)
        for release in range(10):
            rows = [
                (year, float(year + release), {"breakdown": str(place)})
                for year in range(1990, 2015)
                for place in range(13)
            ]
            bring(conn, figures(*rows), published=f"20{10 + release}-03-01", loaded="2024-01-10")
    taken = []
    for _ in range(5):
        with sqlite_store.reading() as conn:
            began = time.process_time()
            found = read_series_as_of(conn, date(2015, 6, 1), indicators=["poverty_rate"], breakdown=None)
            taken.append(time.process_time() - began)
    assert len(found) == 13
    assert min(taken) < 0.2
