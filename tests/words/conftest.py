"""Findings to say: one indicator, a forecast and a verdict of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.finding import Finding, Judgement, Trend, TrendWord, Verdict, VerdictWord
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation

YEAR = PeriodKind.CALENDAR_YEAR
NO_TREND = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "recent trend", 1, reason="too few figures")


def year(first: int) -> Period:
    return Period.year(first, kind=YEAR)


@pytest.fixture
def conceptions() -> Indicator:
    return Indicator(
        key="conceptions",
        title="Under-18 conceptions",
        theme="t",
        outcome="o",
        standing=Standing.HEADLINE,
        unit="per 1,000 girls aged 15 to 17",
        value_type=ValueType.CRUDE_RATE,
        polarity=Polarity.LOW_IS_GOOD,
        period_kind=YEAR,
    )


@pytest.fixture
def baseline() -> Baseline:
    points = tuple(
        ForecastPoint(year(2017 + step), 36.0 + step, 33.0, 40.0, 30.0, 44.0) for step in range(1, 7)
    )
    return Baseline(
        id=1,
        indicator="conceptions",
        area="E06000002",
        breakdown="",
        frozen_on=date(2018, 3, 12),
        recorded_at=datetime(2018, 3, 12, tzinfo=UTC),
        data_to=year(2017),
        origin_value=36.0,
        scenario=Scenario.CARRY_ON,
        method="shrunken drift",
        method_version=1,
        horizon=6,
        points=points,
        points_used=9,
        weight=0.62,
        se1=2.0,
        degrees=7,
        agreed_by="Risk Taking Behaviour theme group",
        reason="No new service is planned",
    )


@pytest.fixture
def find(baseline: Baseline) -> Callable[..., Finding]:
    """A finding with this verdict word and value, for 2022; no word, no baseline."""

    def make(
        word: VerdictWord | None,
        *,
        value: float | None = 29.2,
        trend: Trend = NO_TREND,
        frozen: Baseline = baseline,
    ) -> Finding:
        latest = Observation(year(2022), value) if value is not None else None
        if word is None or value is None:
            return Finding("conceptions", "E06000002", latest, trend)
        point = frozen.points[4]
        gap = value - point.value
        verdict = Verdict(word, "v", 1, year(2022), value, point, gap, -gap, 5, outside="80%")
        return Finding("conceptions", "E06000002", latest, trend, baseline=frozen, verdict=verdict)

    return make
