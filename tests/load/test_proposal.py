"""Tests of the record that is proposed for a new indicator: its key and its kind of period."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.file import read_file
from oba.load.proposal import KeyMaker, PeriodKinds, shorten
from oba.load.reference import Reference
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Source

Write = Callable[..., Path]
HEADER = ["Indicator", "Area", "Period", "Value"]


@given(
    st.lists(st.text(alphabet="aB 2_!é", max_size=4)), st.sets(st.sampled_from(["a", "a_2", "b", "measure"]))
)
def test_no_key_is_made_twice_or_taken(names: list[str], taken: set[str]) -> None:
    maker = KeyMaker(taken)
    keys = [maker.make(name) for name in names]
    assert len({*keys, *taken}) == len(keys) + len(taken)


def test_many_names_of_one_key_are_numbered_at_once() -> None:
    asked = 0

    class Taken(set[str]):
        def __contains__(self, key: object) -> bool:
            nonlocal asked
            asked += 1
            return super().__contains__(key)

    maker = KeyMaker(())
    maker.taken = Taken()
    keys = [maker.make("zz" + "!" * (number % 50)) for number in range(30_000)]
    assert (keys[0], keys[1], keys[-1]) == ("zz", "zz_2", "zz_30000")
    assert len(keys) <= asked <= 2 * len(keys)


def test_the_key_of_a_retired_indicator_is_not_given_to_a_new_one(
    write_csv: Write, reference: Reference
) -> None:
    plan = Reference(
        indicators=reference.indicators.values(), areas=reference.areas.values(), retired=["library_visits"]
    )
    path = write_csv([HEADER, ["Library visits", "Middlesbrough", "2010", "5"]])
    reading = read_file(path, reference=plan, source=Source("P", "T"))
    list(reading.frames())
    assert [one.indicator.key for one in reading.measures] == ["library_visits_2"]


@pytest.mark.parametrize(
    ("periods", "kind"),
    [
        (["2009", "2010"], PeriodKind.CALENDAR_YEAR),
        (["2009/10", "2010/11", "2012"], PeriodKind.FINANCIAL_YEAR),
        (["March 2010", "April 2010"], PeriodKind.MONTH),
        ([], PeriodKind.CALENDAR_YEAR),
    ],
)
def test_the_kind_is_the_first_that_reads_most_of_the_periods(periods: list[Any], kind: PeriodKind) -> None:
    assert PeriodKinds().find(Measure(code="x", name="x"), periods=periods)[0] is kind


def test_a_number_below_zero_among_a_measures_own_rows_lowers_its_bound(write_csv: Write, read: Any) -> None:
    rows = [
        ["Net change in dwellings", "Middlesbrough", "2010", "-3"],
        ["Library visits", "Middlesbrough", "2010", "4"],
        ["Net change in dwellings", "Middlesbrough", "2011", "3"],
        ["Library visits", "Middlesbrough", "2011", "-1"],
    ]
    _, _, reading = read(write_csv([HEADER, *rows]))
    bounds = {one.measure.name: one.indicator.lower_bound for one in reading.measures}
    assert bounds == {"Net change in dwellings": None, "Library visits": 0.0}


def test_what_parts_two_long_names_stays_in_their_titles_and_keys() -> None:
    common = "New placements of children looked after during the year ending 31 March 2016 by distance between home and"
    names = [
        f"{common} placement and locality of placement: {end}" for end in ("over 20 miles", "under 20 miles")
    ]
    titles = {shorten(name, most=120) for name in names}
    keys = KeyMaker([])
    assert len(titles) == 2
    assert all(len(title) <= 120 for title in titles)
    assert {keys.make(name)[-13:] for name in names} == {"over_20_miles", "nder_20_miles"}
