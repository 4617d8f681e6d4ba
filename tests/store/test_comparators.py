"""Sets of neighbours that came from a file stay beside the plan's own, and each ends the one before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.model.area import Area, AreaKind, Comparator, ComparatorRole
from oba.model.load_event import LoadKind
from oba.model.neighbours import NeighbourSet
from oba.model.release import Source
from oba.store.areas import read_areas, read_comparators
from oba.store.comparators import remember_set, write_set
from oba.store.plans import read_plan, write_plan
from oba.store.releases import record_load, write_release

TOWN, REGION = "E06000002", "E12000001"
HALTON = Area("E06000006", "Halton", AreaKind.LOCAL_AUTHORITY, "876", "00ET", ("Halton UA",))
LEEDS = Area("E08000035", "Leeds", AreaKind.LOCAL_AUTHORITY, "383", "00DA")
DFE = "Department for Education"


def make_set(month, *codes, publisher=DFE, name="Statistical neighbours"):
    return NeighbourSet(TOWN, f"{name}, {month:%B %Y}", publisher, codes, month)


@pytest.fixture
def bring():
    """Write a set as a load of its file does."""

    def run(conn, found, *areas):
        changes = write_set(conn, found, areas=areas)
        source = Source(found.publisher, found.name)
        release = write_release(
            conn, source, file_name=f"{found.name}.xlsx", sha256=f"{found.began:%Y%m%d}" * 8
        )
        moment = datetime(2026, 5, 1, tzinfo=UTC)
        record_load(
            conn,
            release_id=release,
            loaded_at=moment,
            loaded_by="ann",
            format_name="a list",
            kind=LoadKind.PLAN,
        )
        remember_set(conn, found, release_id=release)
        return changes

    return run


def neighbours(conn):
    return [
        (one.set_name, one.with_area, one.rank, one.began, one.ended)
        for one in read_comparators(conn)
        if one.role is ComparatorRole.NEIGHBOUR
    ]


NEWER, OLDER = date(2025, 5, 1), date(2021, 4, 1)


def test_a_set_is_written_in_its_order_with_the_areas_that_it_adds(planned, book, bring):
    with planned.writing() as conn:
        bring(conn, make_set(NEWER, HALTON.code, LEEDS.code), HALTON, LEEDS)
        assert neighbours(conn) == [
            ("Statistical neighbours, May 2025", HALTON.code, 1, NEWER, None),
            ("Statistical neighbours, May 2025", LEEDS.code, 2, NEWER, None),
        ]
        assert read_areas(conn) == (*book.areas, HALTON, LEEDS)


def test_a_set_ends_the_one_before_it_and_deletes_nothing(planned, bring):
    with planned.writing() as conn:
        bring(conn, make_set(OLDER, HALTON.code), HALTON)
        bring(conn, make_set(NEWER, LEEDS.code), LEEDS)
        assert neighbours(conn) == [
            ("Statistical neighbours, April 2021", HALTON.code, 1, OLDER, NEWER),
            ("Statistical neighbours, May 2025", LEEDS.code, 1, NEWER, None),
        ]


def test_an_older_set_that_comes_later_is_written_as_ended_and_the_newer_one_stands(planned, bring):
    with planned.writing() as conn:
        bring(conn, make_set(NEWER, LEEDS.code), LEEDS)
        bring(conn, make_set(OLDER, HALTON.code), HALTON)
        bring(conn, make_set(date(2023, 1, 1), HALTON.code))
        assert [(name, ended) for name, _, _, _, ended in neighbours(conn)] == [
            ("Statistical neighbours, May 2025", None),
            ("Statistical neighbours, April 2021", date(2023, 1, 1)),
            ("Statistical neighbours, January 2023", NEWER),
        ]


def test_a_set_of_another_publisher_stands_beside(planned, bring):
    with planned.writing() as conn:
        bring(conn, make_set(OLDER, HALTON.code), HALTON)
        bring(conn, make_set(NEWER, LEEDS.code, publisher="ONS", name="Nearest neighbours"), LEEDS)
        assert [ended for *_, ended in neighbours(conn)] == [None, None]


def test_a_set_under_another_name_of_the_same_publisher_is_ended(planned, bring):
    with planned.writing() as conn:
        bring(conn, make_set(OLDER, HALTON.code, name="Children's services neighbours"), HALTON)
        bring(conn, make_set(NEWER, LEEDS.code), LEEDS)
        assert [ended for *_, ended in neighbours(conn)] == [NEWER, None]


def test_the_workbook_does_not_take_out_what_a_file_has_brought(planned, book, bring):
    with planned.writing() as conn:
        bring(conn, make_set(NEWER, HALTON.code, LEEDS.code), HALTON, LEEDS)
        before = read_plan(conn)
        assert write_plan(conn, book) == []
        changes = write_plan(conn, replace(book, plan=replace(book.plan, years="2027")))
        assert read_plan(conn) == replace(before, plan=replace(book.plan, years="2027"))
    assert {(one.kind, one.noun, one.key, one.said) for one in changes} == {
        ("changed", "plan", "", ""),
        ("kept", "comparator", "Statistical neighbours, May 2025", "it came from a publisher's file"),
        ("kept", "area", HALTON.code, "Halton: it came from a publisher's file"),
        ("kept", "area", LEEDS.code, "Leeds: it came from a publisher's file"),
    }


def test_a_set_of_the_workbook_that_a_file_has_ended_stays_ended(planned, book, bring):
    own = Comparator(TOWN, REGION, ComparatorRole.NEIGHBOUR, "Statistical neighbours, April 2021", 1, OLDER)
    book = replace(book, comparators=(*book.comparators, own))
    with planned.writing() as conn:
        write_plan(conn, book)
        bring(conn, make_set(NEWER, HALTON.code), HALTON)
        assert neighbours(conn)[0][-1] == NEWER
        assert write_plan(conn, book) == []
        assert neighbours(conn)[0][-1] == NEWER


def test_the_workbook_has_the_last_word_on_a_set_that_it_names(planned, book, bring):
    with planned.writing() as conn:
        bring(conn, make_set(NEWER, HALTON.code), HALTON)
        whole = read_plan(conn)
        named = [
            replace(one, ended=date(2026, 1, 1)) for one in whole.comparators if one.with_area == HALTON.code
        ]
        write_plan(conn, replace(whole, comparators=(*book.comparators, *named)))
        assert [ended for *_, ended in neighbours(conn)] == [date(2026, 1, 1)]


def test_the_sets_of_one_place_do_not_follow_into_the_plan_of_another(planned, book, bring):
    with planned.writing() as conn:
        bring(conn, make_set(NEWER, HALTON.code), HALTON)
        elsewhere = replace(book, plan=replace(book.plan, area=REGION))
        write_plan(conn, elsewhere)
        assert read_plan(conn) == elsewhere


def test_a_retired_area_comes_back_with_a_set(planned, book, bring, figures, load):
    whole = replace(book, areas=(*book.areas, HALTON))
    with planned.writing() as conn:
        write_plan(conn, whole)
        load(conn, figures((2009, 1.0, {"area": HALTON.code})))
        write_plan(conn, book)
        assert HALTON.code not in {one.code for one in read_areas(conn)}
        bring(conn, make_set(NEWER, HALTON.code), HALTON)
        assert read_areas(conn) == whole.areas
