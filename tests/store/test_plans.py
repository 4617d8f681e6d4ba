"""The plan is read back as it was written, and never takes figures away with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oba.errors import NotFoundError
from oba.model.success import Success
from oba.store.areas import read_areas
from oba.store.plans import read_plan, write_plan
from oba.store.series import read_series
from oba.store.successes import add_success, find_success


def test_a_plan_is_read_back_as_it_was_written(store, book):
    with store.writing() as conn:
        write_plan(conn, book)
    with store.reading() as conn:
        assert read_plan(conn) == book


def test_reading_before_a_plan_is_loaded_says_what_to_do(store):
    with store.reading() as conn, pytest.raises(NotFoundError, match="python -m oba load"):
        read_plan(conn)


def test_writing_the_same_plan_again_changes_nothing(planned, book):
    with planned.writing() as conn:
        assert write_plan(conn, book) == []


def test_a_changed_plan_says_what_changed(planned, book):
    first = replace(book.indicators[0], title="Child poverty", decimals=2)
    with planned.writing() as conn:
        changes = write_plan(conn, replace(book, indicators=(first, *book.indicators[1:])))
        assert [(change.kind, change.noun, change.key, change.said) for change in changes] == [
            ("changed", "indicator", "poverty_rate", "title, decimals")
        ]
        assert read_plan(conn).indicators[0] == first


def test_an_indicator_without_figures_is_removed_when_it_leaves_the_plan(planned, book):
    with planned.writing() as conn:
        changes = write_plan(conn, without_poverty(book))
        assert ("removed", "poverty_rate") in {(change.kind, change.key) for change in changes}
        assert read_plan(conn) == without_poverty(book)


def test_an_indicator_with_figures_is_retired_and_keeps_them(planned, book, figures, load):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5)))
        changes = write_plan(conn, without_poverty(book))
        assert ("retired", "poverty_rate") in {(change.kind, change.key) for change in changes}
        assert read_plan(conn) == without_poverty(book)
        assert read_series(conn) == []
        assert read_series(conn, indicators=["poverty_rate"])[0].latest.value == 30.5


def test_a_retired_indicator_comes_back_with_its_key(planned, book, figures, load):
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5)))
        write_plan(conn, without_poverty(book))
        changes = write_plan(conn, book)
        assert ("restored", "poverty_rate") in {(change.kind, change.key) for change in changes}
        assert read_plan(conn) == book
        assert len(read_series(conn)) == 1


def test_an_area_with_figures_is_retired(planned, book, figures, load):
    smaller = replace(book, areas=(book.areas[0], book.areas[2]), comparators=book.comparators[1:])
    with planned.writing() as conn:
        load(conn, figures((2009, 30.5, {"area": "E12000001"})))
        write_plan(conn, smaller)
        assert read_plan(conn) == smaller
        assert [area.code for area in read_areas(conn, retired=True)] == [
            "E06000002",
            "E12000001",
            "E92000001",
        ]


def test_a_plan_can_shrink_to_its_bones_and_grow_back(planned, book):
    bones = replace(
        book, themes=(), outcomes=(), indicators=(), comparators=(), partners=(), actions=(), baselines=()
    )
    with planned.writing() as conn:
        write_plan(conn, bones)
        assert read_plan(conn) == bones
        write_plan(conn, book)
        assert read_plan(conn) == book


def without_poverty(book):
    action = replace(book.actions[1], indicators=("in_care",))
    return replace(book, indicators=book.indicators[1:], actions=(book.actions[0], action), baselines=())


def test_an_indicator_of_which_only_an_account_is_written_is_retired_and_comes_back_to_it(planned, book):
    told = Success(indicator="poverty_rate", area=book.plan.area, text="It turned", written_by="ann")
    smaller = replace(without_poverty(book), areas=book.areas, comparators=book.comparators)
    with planned.writing() as conn:
        add_success(conn, told)
        changes = {(change.kind, change.key) for change in write_plan(conn, smaller)}
        assert ("retired", "poverty_rate") in changes
        assert find_success(conn, "poverty_rate") == told
        assert ("restored", "poverty_rate") in {(one.kind, one.key) for one in write_plan(conn, book)}
        assert read_plan(conn) == book
