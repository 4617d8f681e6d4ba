"""Series are read back in order, chosen by indicator, area and breakdown."""

from __future__ import annotations

import math

import pytest

from oba.model.marker import Marker
from oba.model.series import Observation, Series
from oba.store.series import read_panel, read_series

REGION = {"area": "E12000001"}
CARE = {"indicator": "in_care"}
GIRLS = {"breakdown": "girls"}


@pytest.fixture
def loaded(planned, load, figures):
    rows = [
        (2010, 31.0, {"lower": 30.0, "upper": 32.0, "marker": "b p", "sheet": "T1", "cell": "D15"}),
        (2009, 30.5, {"numerator": 305.0, "denominator": 1000.0, "source_text": "30.50"}),
        (2009, 25.0, REGION),
        (2009, math.nan, {**CARE, "marker": "c", "source_text": "[c]"}),
        (2009, 12.0, GIRLS),
    ]
    with planned.writing() as conn:
        load(conn, figures(*rows))
    return planned


def test_an_observation_comes_with_all_that_was_known_of_it(loaded, period_of):
    with loaded.reading() as conn:
        found = read_series(conn, indicators=["poverty_rate"], areas=["E06000002"])
    first = Observation(
        period_of(2009), 30.5, None, None, 305.0, 1000.0, (), "30.50", "value, line 3", release=1
    )
    second = Observation(
        period_of(2010), 31.0, 30.0, 32.0, None, None, (Marker.BREAK, Marker.PROVISIONAL), "31", "T1!D15", 1
    )
    assert found == [Series("poverty_rate", "E06000002", "", (first, second))]


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({}, ["in_care E06000002 ", "poverty_rate E06000002 ", "poverty_rate E12000001 "]),
        ({"indicators": ["in_care"]}, ["in_care E06000002 "]),
        ({"areas": ["E12000001"]}, ["poverty_rate E12000001 "]),
        ({"breakdown": "girls"}, ["poverty_rate E06000002 girls"]),
        (
            {"indicators": ["poverty_rate"], "areas": ["E06000002"], "breakdown": None},
            ["poverty_rate E06000002 ", "poverty_rate E06000002 girls"],
        ),
        ({"indicators": []}, []),
        ({"indicators": ["no such"]}, []),
        ({"areas": []}, []),
    ],
)
def test_series_are_chosen_and_come_in_the_order_of_their_names(loaded, chosen, names):
    with loaded.reading() as conn:
        assert [f"{one.indicator} {one.area} {one.breakdown}" for one in read_series(conn, **chosen)] == names
        panel = read_panel(conn, **chosen)
        assert sorted(" ".join(key) for key in panel.keys) == names


def test_a_panel_holds_the_same_numbers_as_the_series(loaded):
    with loaded.reading() as conn:
        panel = read_panel(conn, breakdown=None, numbers=("value", "upper"))
        found = read_series(conn, breakdown=None)
    assert [period.label for period in panel.periods] == ["2009", "2010"]
    for one in found:
        row = panel.keys.index((one.indicator, one.area, one.breakdown))
        for name, array in panel.numbers.items():
            seen = {
                panel.periods[at]: value for at, value in enumerate(array[row].tolist()) if value == value
            }
            expected = {each.period: getattr(each, name) for each in one.observations}
            assert seen == {period: value for period, value in expected.items() if value is not None}


def test_a_series_whose_figures_are_all_withdrawn_is_not_read(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
        load(conn, figures((2008, 1.0, GIRLS), (2010, 1.0, GIRLS), (2008, 1.0), (2010, 1.0)))
        load(conn, figures((2008, 1.0, GIRLS), (2009, 1.0, GIRLS), (2010, 1.0, GIRLS)))
        assert [len(one.observations) for one in read_series(conn)] == [2]
