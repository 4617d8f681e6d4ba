"""Tests of the gazetteer: real areas by any code or name, old codes led to new ones, slips taken for nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.gazetteer import GSS_CODE, PREFERRED, Gazetteer, GazetteerArea, read_gazetteer
from oba.model.area import AreaKind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E06000002", "E06000002"),
        ("e06000002", "E06000002"),
        (" 806 ", "E06000002"),
        ("00EC", "E06000002"),
        ("Middlesbrough UA", "E06000002"),
        ("MIDDLESBROUGH", "E06000002"),
        ("Middlesbrough Council", "E06000002"),
        ("Newcastle Upon Tyne", "E08000021"),
        ("Stockton-On-Tees", "E06000004"),
        ("Stockton on Tees", "E06000004"),
        ("Durham", "E06000047"),
        ("County Durham", "E06000047"),
        ("Bristol, City of", "E06000023"),
        ("Bristol City of", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("Telford & Wrekin", "E06000020"),
        ("St Helens", "E08000013"),
        ("Kingston Upon Hull, City of", "E06000010"),
        ("King’s Lynn and West Norfolk", "E07000146"),
        ("Bournemouth (Pre LG)", "E06000028"),
        ("Dorset", "E06000059"),
        ("Dorset (Pre LG)", "E10000009"),
        ("Northumberland", "E06000057"),
        ("929", "E06000057"),
        ("815", "E06000065"),
        ("London", "E12000007"),
        ("City of London", "E09000001"),
        ("North East", "E12000001"),
        ("North East region (statistical)", "E12000001"),
        ("Yorkshire and the Humber", "E12000003"),
        ("London (Inner)", "E13000001"),
        ("970", "E92000001"),
        ("Anglesey", "W06000001"),
        ("Belfast", "N09000003"),
    ],
)
def test_an_area_is_found_however_publishers_write_it(text: str, code: str) -> None:
    found = read_gazetteer().find(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "Total", "Unknown", "England and North East", "Middlesborough", "EC", "20", "E06999999", "12"],
)
def test_a_text_that_is_no_area_is_found_to_be_none(text: str) -> None:
    assert read_gazetteer().find(text) is None


@pytest.mark.parametrize(
    ("code", "newest"),
    [
        ("E06000048", "E06000057"),
        ("E10000022", "E06000057"),
        ("E08000020", "E08000037"),
        ("E08000016", "E08000038"),
        ("E08000019", "E08000039"),
        ("E10000002", "E06000060"),
        ("E10000023", "E06000065"),
        ("E10000006", ""),
        ("E06000028", ""),
        ("E06000002", ""),
        ("nothing", ""),
    ],
)
def test_an_old_code_leads_to_the_newest_one_of_the_same_place_and_to_none_of_a_divided_one(
    code: str, newest: str
) -> None:
    assert read_gazetteer().successor_of(code) == newest


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("E06000048", date(2013, 3, 31)),
        ("E06000028", date(2019, 3, 31)),
        ("E10000002", date(2020, 3, 31)),
        ("E10000021", date(2021, 3, 31)),
        ("E10000006", date(2023, 3, 31)),
        ("E08000016", date(2025, 3, 31)),
    ],
)
def test_an_abolished_area_keeps_its_last_day(code: str, last_day: date) -> None:
    area = read_gazetteer().areas[code]
    assert area.ended == last_day
    assert not area.current


def test_a_slip_is_led_to_the_nearest_name() -> None:
    assert read_gazetteer().nearest("Middlesborough") == "Middlesbrough (E06000002)"
    assert read_gazetteer().nearest("qqqq") == ""


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("E06000002", "local authority"),
        ("E47000006", "combined authority"),
        ("E05001234", "ward"),
        ("E01012345", "lower layer super output area"),
        ("E99000001", ""),
        ("E05", ""),
    ],
)
def test_the_first_signs_of_a_code_say_what_sort_of_place_it_is(code: str, kind: str) -> None:
    assert read_gazetteer().kind_of(code) == kind


def test_every_code_is_in_the_shape_of_the_standard_and_every_successor_exists() -> None:
    areas = read_gazetteer().areas
    for area in areas.values():
        assert GSS_CODE.fullmatch(area.code), area
        assert area.kind in PREFERRED, area
        assert not area.successor or area.successor in areas, area
        assert area.began is None or area.ended is None or area.began < area.ended, area


def test_no_two_current_areas_of_one_kind_share_a_name_a_number_or_an_old_code() -> None:
    current = [area for area in read_gazetteer().areas.values() if area.current]
    for fact in ("name", "dfe_number", "old_code"):
        known = [(area.kind, getattr(area, fact)) for area in current if getattr(area, fact)]
        assert len(known) == len(set(known)), fact


def test_all_upper_tier_authorities_of_england_are_there() -> None:
    current = [area for area in read_gazetteer().areas.values() if area.current]
    english = [area for area in current if area.kind == "local authority" and area.code.startswith("E")]
    assert len(english) == 153
    assert all((len(area.dfe_number) == 3 and area.old_code) or area.began for area in english)


def test_an_area_can_be_taken_into_a_plan_with_its_codes() -> None:
    found = read_gazetteer().find("Newcastle upon Tyne")
    assert found is not None
    area = found.as_area()
    assert (area.kind, area.dfe_number, area.old_code) == (AreaKind.LOCAL_AUTHORITY, "391", "00CJ")


@given(st.sampled_from(sorted(read_gazetteer().areas)))
def test_every_area_is_found_by_its_code_and_a_current_one_by_its_name(code: str) -> None:
    gazetteer = read_gazetteer()
    area = gazetteer.areas[code]
    assert gazetteer.find(code) == area
    named = gazetteer.find(area.name)
    assert named is not None
    assert named == area or not area.current or PREFERRED.index(named.kind) < PREFERRED.index(area.kind)


@given(st.text(max_size=30))
def test_any_text_is_an_area_or_none(text: str) -> None:
    gazetteer = read_gazetteer()
    found = gazetteer.find(text)
    assert found is None or gazetteer.areas[found.code] == found
    known = text in gazetteer.areas or GSS_CODE.fullmatch(text) is not None
    assert known or gazetteer.kind_of(text) == ""


def test_a_name_that_an_older_area_shares_means_the_one_that_stands() -> None:
    old = GazetteerArea("E06000001", "Here", "local authority", ended=date(2020, 1, 1))
    new = GazetteerArea("E06000009", "Here", "local authority")
    assert Gazetteer([new, old]).find("here") == new
    assert Gazetteer([old]).find("here") == old
