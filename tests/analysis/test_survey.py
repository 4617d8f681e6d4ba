"""A survey of many areas says of each what the methods say of that area's series alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from oba.analysis.area_table import AreaTable
from oba.analysis.baseline import make_baseline
from oba.analysis.control import find_control, name_kind
from oba.analysis.survey import survey_table
from oba.analysis.trend import WORDS, find_trends
from oba.analysis.verdict import judge
from oba.model.area import Area, AreaKind
from oba.model.baseline import Scenario
from oba.model.finding import TrendWord
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series

SINCE = 3
AUTHORITIES = 26


def make_table(
    *, kind: ValueType = ValueType.CRUDE_RATE, pooled: int = 1, gaps: float = 0.0, counts: bool = False
) -> AreaTable:
    """A country, a region and 26 authorities over eleven years; made the same every time."""
    chance = np.random.default_rng(6)
    areas = (
        Area("E92000001", "England", AreaKind.COUNTRY),
        Area("E12000001", "North East", AreaKind.REGION),
        *(Area(f"E060000{n:02}", f"Authority {n}", AreaKind.LOCAL_AUTHORITY) for n in range(AUTHORITIES)),
    )
    shape = len(areas), 11
    values = np.round(40 + np.cumsum(chance.normal(0.3, 2.0, shape), axis=1), 1)
    values[chance.random(shape) < gaps] = np.nan
    sizes = np.full(shape, 2_000.0) if counts else np.full(shape, np.nan)
    events = np.round(values * 20)
    return AreaTable(
        Indicator(
            key="one",
            title="One",
            theme="",
            outcome="",
            standing=Standing.SECONDARY,
            unit="",
            value_type=kind,
            polarity=Polarity.LOW_IS_GOOD,
            period_kind=PeriodKind.CALENDAR_YEAR,
            years_pooled=pooled,
            multiplier=100.0,
        ),
        "",
        areas,
        tuple(Period.year(2010 + n, kind=PeriodKind.CALENDAR_YEAR, years=pooled) for n in range(11)),
        values,
        np.where(counts, np.nan, values - 3.0),
        np.where(counts, np.nan, values + 3.0),
        events if counts else sizes,
        np.where(np.isfinite(values), sizes, np.nan),
    )


def series_of(table: AreaTable, row: int) -> Series:
    def number(value: float) -> float | None:
        return float(value) if np.isfinite(value) else None

    observations = [
        Observation(
            period,
            number(table.values[row, at]),
            lower=number(table.lower[row, at]),
            upper=number(table.upper[row, at]),
            numerator=number(table.numerators[row, at]),
            denominator=number(table.denominators[row, at]),
        )
        for at, period in enumerate(table.periods)
        if np.isfinite(table.values[row, at])
    ]
    return Series("one", table.areas[row].code, observations=tuple(observations))


TABLES = [
    make_table(),
    make_table(gaps=0.1),
    make_table(pooled=3),
    make_table(kind=ValueType.PROPORTION, counts=True),
    make_table(counts=True, gaps=0.1),
]


@pytest.mark.parametrize("table", TABLES, ids=["whole", "gaps", "pooled", "proportion", "counts"])
def test_trend_and_control_chart_are_those_of_each_series_alone(table: AreaTable) -> None:
    found = survey_table(table, regions={}, since=SINCE)
    alone = [series_of(table, row) for row in range(len(table.areas))]
    for row, trend in enumerate(find_trends(alone, {"one": table.indicator})):
        word = WORDS[int(found.trend.direction[row])]
        assert trend.word is (word if found.trend.basis[row] else TrendWord.CANNOT_BE_CALCULATED)
        chart = find_control(alone[row], table.indicator)
        assert (chart is None) == (found.control_points[row] < 3)
        if chart is not None:
            assert len(chart.points) == found.control_points[row]
            assert chart.points[-1].kind is name_kind(int(found.control_side[row]), sign=-1)
            assert chart.trial == found.trial[row]


@pytest.mark.parametrize("table", [TABLES[0], TABLES[2]], ids=["whole", "pooled"])
def test_the_verdict_is_that_of_a_baseline_frozen_then(table: AreaTable) -> None:
    since = survey_table(table, regions={}, since=SINCE).since
    alone = {one.code: series_of(table, row) for row, one in enumerate(table.areas)}
    peers = {code: one for code, one in alone.items() if code.startswith("E06")}
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for row, area in enumerate(table.areas):
        baseline = make_baseline(
            alone[area.code],
            indicator=table.indicator,
            data_to=table.periods[-SINCE - 1],
            scenario=Scenario.CARRY_ON,
            horizon=SINCE,
            frozen_on=date(2026, 1, 1),
            recorded_at=moment,
            peers=tuple(peers.values()) if area.code in peers else (),
        )
        told = judge(baseline, alone[area.code], table.indicator, peers=peers)
        point = baseline.points[-1]
        assert since.forecast[row] == pytest.approx(point.value)
        assert since.upper95[row] == pytest.approx(point.upper95)
        assert since.moderated[row] == bool(baseline.moderated_by)
        assert {2: "95%", 1: "80%", 0: ""}[abs(int(since.level[row]))] == told.outside
        assert since.independent[row] == told.independent_points
        if area.code in peers:
            assert told.rank is not None
            assert (since.place[row], since.of[row]) == (told.rank.place, told.rank.of)


def test_an_area_is_set_beside_its_country_and_its_region_and_they_beside_none_of_their_kind() -> None:
    table = TABLES[0]
    found = survey_table(table, regions={"E06000005": "E12000001"}, since=SINCE)
    row = next(at for at, one in enumerate(table.areas) if one.code == "E06000005")
    england, region, own = (table.values[at, -1] for at in (0, 1, row))
    assert found.country.values[row] == england
    assert found.region.values[row] == region
    assert found.country.side[row] == (0 if abs(own - england) <= 3 else np.sign(own - england))
    assert np.isnan(found.country.values[0])
    assert np.isnan(found.region.values[row + 1])
    assert found.country.values[1] == england
    assert found.fifth[:2].tolist() == [0, 0]
    assert sorted(set(found.fifth[2:].tolist())) == [1, 2, 3, 4, 5]


def test_what_has_no_figure_is_found_nothing_of() -> None:
    values = TABLES[0].values.copy()
    values[4] = np.nan
    values[5, -SINCE:] = np.nan
    values[6, :-SINCE] = np.nan
    found = survey_table(replace(TABLES[0], values=values), regions={}, since=SINCE)
    assert found.newest[4] == -1
    assert found.since.newest[4:7].tolist() == [-1, -1, -1]
    assert not found.since.drawn[4:7].any()
    assert found.since.place[4:7].tolist() == [0, 0, 0]
    assert set(found.since.of[7:].tolist()) == {AUTHORITIES - 3}


def test_an_area_without_one_figure_since_the_freeze_is_ranked_by_those_it_has() -> None:
    values = TABLES[0].values.copy()
    values[4, -2] = np.nan
    since = survey_table(replace(TABLES[0], values=values), regions={}, since=SINCE).since
    assert since.of[4] == AUTHORITIES
    assert set(since.of[5:].tolist()) == {AUTHORITIES - 1}
    whole = survey_table(TABLES[0], regions={}, since=SINCE).since
    assert since.mean_gap[4] != whole.mean_gap[4]
    assert since.level[4] == whole.level[4]


def test_a_survey_of_a_table_shorter_than_the_freeze_judges_nothing() -> None:
    table = TABLES[0]
    short = replace(
        table,
        periods=table.periods[:2],
        **{
            name: getattr(table, name)[:, :2]
            for name in ("values", "lower", "upper", "numerators", "denominators")
        },
    )
    found = survey_table(short, regions={}, since=SINCE)
    assert not found.since.drawn.any()
    assert (found.since.newest == -1).all()
