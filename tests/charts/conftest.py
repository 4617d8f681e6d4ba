"""Curves to draw: published figures, typed in, and the odd cases that a chart must survive.

Figures: hospital admissions for injuries, ages 0 to 14, per 10,000 (OHID, Fingertips 90284); under-18
conceptions per 1,000 (DfE, LAIT); overweight pupils in Year 6 (ONS); children on protection plans (DfE).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.charts.curve import Compared, Curve, Options, OtherForecast
from oba.model.action import Action
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.finding import Finding, Judgement, Trend, TrendWord, Verdict, VerdictWord
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.release import Source
from oba.model.series import Observation, Series

INJURIES = (
    (172.5, 157.0, 189.2),
    (204.9, 188.0, 223.0),
    (190.6, 175.0, 208.9),
    (181.4, 166.3, 199.2),
    (185.4, 170.2, 203.3),
    (160.4, 145.4, 175.9),
    (167.6, 152.0, 182.9),
    (138.3, 124.5, 152.4),
    (118.0, 105.0, 130.7),
    (120.9, 109.1, 135.2),
    (90.4, 80.0, 102.6),
    (108.4, 96.3, 120.9),
    (76.6, 67.5, 88.1),
    (90.9, 80.0, 102.2),
)
ENGLAND = (115.2, 118.3, 104.0, 112.5, 110.1, 104.9, 102.4, 97.8, 98.1, 93.6, 78.2, 84.3, 75.4, 72.7)
NORTH_EAST = (
    158.0,
    172.9,
    147.0,
    158.9,
    163.1,
    149.5,
    147.4,
    131.6,
    129.1,
    134.3,
    102.3,
    128.5,
    116.3,
    109.8,
)
CONCEPTIONS = (33.9, 36.5, 43.8, 39.4, 37.1, 30.4, 31.5, 29.2)
YEAR_6 = (38.4, 36.8, 36.7, 37.9, 33.4, 36.5, 36.5, 36.0, 39.2, 37.1, 38.3, 39.8, 40.0, None, 44.9)
PLANS = (86.1, 74.1, 72.7, 78.2, 85.7, 81.8, 80.8, 115.3, 170.6, 124.3, 136.4, 91.0, 99.1)

NO_TREND = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "recent trend", 1)


def indicator_of(
    key: str,
    title: str,
    *,
    unit: str,
    kind: PeriodKind,
    polarity: Polarity = Polarity.LOW_IS_GOOD,
    pooled: int = 1,
    next_release: date | None = None,
) -> Indicator:
    return Indicator(
        key=key,
        title=title,
        theme="t",
        outcome="o",
        standing=Standing.HEADLINE,
        unit=unit,
        value_type=ValueType.CRUDE_RATE,
        polarity=polarity,
        period_kind=kind,
        years_pooled=pooled,
        next_release=next_release,
    )


def yearly(first: int, values: tuple[float | None, ...], *, kind: PeriodKind, years: int = 1) -> Series:
    return Series(
        "x",
        "E06000002",
        "",
        tuple(
            Observation(
                Period.year(first + i, kind=kind, years=years),
                value,
                markers=() if value is not None else (Marker.UNRELIABLE,),
            )
            for i, value in enumerate(values)
        ),
    )


def freeze(
    series: Series, *, data_to: Period, spread: float, horizon: int = 6, example: bool = False
) -> Baseline:
    """A level forecast whose intervals widen with the root of the distance, as a frozen one would."""
    origin = next(o.value for o in series.observations if o.period == data_to)
    assert origin is not None
    points = []
    for step in range(1, horizon + 1):
        half = spread * step**0.5
        points.append(
            ForecastPoint(
                data_to.later(step),
                origin,
                max(0.0, origin - half),
                origin + half,
                max(0.0, origin - 1.8 * half),
                origin + 1.8 * half,
            )
        )
    return Baseline(
        id=1,
        indicator="x",
        area="E06000002",
        breakdown="",
        frozen_on=date(2019, 3, 12),
        recorded_at=datetime(2019, 3, 12, tzinfo=UTC),
        data_to=data_to,
        origin_value=origin,
        scenario=Scenario.CARRY_ON,
        method="shrunken drift",
        method_version=1,
        horizon=horizon,
        points=tuple(points),
        points_used=7,
        weight=0.0,
        se1=10.0,
        degrees=5,
        example=example,
    )


def judge(series: Series, baseline: Baseline, word: VerdictWord) -> Verdict | None:
    latest = series.latest
    point = next((p for p in baseline.points if latest and p.period == latest.period), None)
    if latest is None or latest.value is None or point is None:
        return None
    gap = latest.value - point.value
    return Verdict(word, "v", 1, latest.period, latest.value, point, gap, -gap, 4)


def curve_of(
    indicator: Indicator,
    series: Series,
    *,
    baseline: Baseline | None = None,
    word: VerdictWord = VerdictWord.AS_FORECAST,
    today: date = date(2026, 5, 1),
    **more: object,
) -> Curve:
    verdict = judge(series, baseline, word) if baseline else None
    finding = Finding(indicator.key, series.area, series.latest, NO_TREND, baseline=baseline, verdict=verdict)
    return Curve(indicator, "Middlesbrough", series, finding, today, **more)  # type: ignore[arg-type]


SOURCE = Source(
    "Office for Health Improvement and Disparities",
    "Fingertips indicator 90284",
    release="2025",
    published=date(2025, 3, 4),
)


def injuries() -> Curve:
    kind = PeriodKind.FINANCIAL_YEAR
    indicator = indicator_of(
        "injuries",
        "Injury admissions, ages 0 to 14",
        unit="per 10,000 children aged 0 to 14",
        kind=kind,
        next_release=date(2026, 6, 2),
    )
    series = Series(
        "x",
        "E06000002",
        "",
        tuple(
            Observation(Period.year(2010 + i, kind=kind), v, low, high)
            for i, (v, low, high) in enumerate(INJURIES)
        ),
    )
    baseline = freeze(series, data_to=Period.year(2016, kind=kind), spread=27.1, horizon=10)
    compared = (
        Compared("England", ComparatorRole.COUNTRY, yearly(2010, ENGLAND, kind=kind)),
        Compared("North East", ComparatorRole.REGION, yearly(2010, NORTH_EAST, kind=kind)),
    )
    visits = Action(1, 1, "r", "Home safety visits", starts=date(2018, 9, 1))
    return curve_of(
        indicator,
        series,
        baseline=baseline,
        word=VerdictWord.EARLY_SIGN,
        compared=compared,
        actions=(visits,),
        sources=(SOURCE,),
        options=Options(show_comparators=True),
    )


def everything() -> Curve:
    """A break, a suppressed figure, a provisional one, neighbours, targets and a second scenario at once."""
    curve = injuries()
    kind = PeriodKind.FINANCIAL_YEAR
    found = list(curve.series.observations)
    found[4] = replace(found[4], markers=(Marker.BREAK,))
    found[10] = replace(found[10], value=None, lower=None, upper=None, markers=(Marker.CONFIDENTIAL,))
    found[13] = replace(found[13], markers=(Marker.PROVISIONAL,))
    neighbours = tuple(
        Compared(name, ComparatorRole.NEIGHBOUR, yearly(2010, tuple(v * k for v in NORTH_EAST), kind=kind))
        for name, k in (("Hartlepool", 0.9), ("Redcar", 1.05), ("Stockton", 1.2))
    )
    assert curve.baseline is not None
    other = tuple(
        ForecastPoint(p.period, p.value - 6.0 * step, None, None, None, None)
        for step, p in enumerate(curve.baseline.points, start=1)
    )
    return replace(
        curve,
        series=replace(curve.series, observations=tuple(found)),
        compared=curve.compared + neighbours,
        targets=((Period.year(2022, kind=kind), 100.0), (Period.year(2025, kind=kind), 80.0)),
        other_scenario=other,
        other_scenario_name="If the past average continued",
        options=Options(show_comparators=True, show_neighbours=True),
    )


def conceptions() -> Curve:
    kind = PeriodKind.CALENDAR_YEAR
    indicator = indicator_of(
        "conceptions",
        "Under-18 conceptions",
        unit="per 1,000 girls aged 15 to 17",
        kind=kind,
        next_release=date(2025, 3, 4),
    )
    series = yearly(2015, CONCEPTIONS, kind=kind)
    baseline = freeze(series, data_to=Period.year(2019, kind=kind), spread=7.5)
    return curve_of(indicator, series, baseline=baseline, today=date(2025, 1, 10))


def year_6() -> Curve:
    kind = PeriodKind.ACADEMIC_YEAR
    indicator = indicator_of(
        "year6", "Overweight children in Year 6", unit="% of pupils in Year 6", kind=kind
    )
    series = yearly(2007, YEAR_6, kind=kind)
    baseline = freeze(series, data_to=Period.year(2015, kind=kind), spread=1.6, horizon=8, example=True)
    options = Options(zero_based=False)
    return curve_of(
        indicator,
        series,
        baseline=baseline,
        word=VerdictWord.EARLY_WARNING,
        today=date(2023, 2, 10),
        options=options,
    )


def plans() -> Curve:
    indicator = indicator_of(
        "plans",
        "Children on protection plans",
        unit="per 10,000 children",
        kind=PeriodKind.POINT_IN_TIME,
        polarity=Polarity.NO_JUDGEMENT,
    )
    found = tuple(Observation(Period.point(date(2013 + i, 3, 31)), value) for i, value in enumerate(PLANS))
    series = Series("x", "E06000002", "", found)
    baseline = freeze(series, data_to=Period.point(date(2019, 3, 31)), spread=5.0, horizon=8)
    return curve_of(indicator, series, baseline=baseline, word=VerdictWord.ABOVE)


def pooled() -> Curve:
    kind = PeriodKind.FINANCIAL_YEAR
    indicator = indicator_of(
        "alcohol", "Alcohol admissions, under 18", unit="per 100,000", kind=kind, pooled=3
    )
    values = (68.4, 68.1, 57.3, 46.5, 41.1, 40.9, 35.5, 30.1, 26.8, 23.4)
    return curve_of(indicator, yearly(2012, values, kind=kind, years=3))


def plain(*values: float | None, baseline: bool = False) -> Curve:
    """A yearly series of these values and nothing else."""
    kind = PeriodKind.CALENDAR_YEAR
    indicator = indicator_of("plain", "Plain", unit="per 1,000", kind=kind)
    series = yearly(2015, tuple(values), kind=kind)
    frozen = freeze(series, data_to=series.observations[0].period, spread=1.0) if baseline else None
    return curve_of(indicator, series, baseline=frozen)


HOSTILE = """<script>alert("x")</script><b>Bo's</b> & ]]> <a href='//x'>%{y}</a> \x00=cmd"""


def hostile() -> Curve:
    """Every name that comes from data is an attack."""
    curve = injuries()
    return replace(
        curve,
        indicator=replace(curve.indicator, title=HOSTILE, unit=HOSTILE),
        area_name=HOSTILE,
        compared=tuple(replace(other, name=HOSTILE) for other in curve.compared),
        actions=(Action(1, 1, "r", HOSTILE, starts=date(2018, 9, 1)),),
        sources=(Source(HOSTILE, HOSTILE, release=HOSTILE),),
        other_scenario_name=HOSTILE,
    )


def revised() -> Curve:
    """Two of the figures that the forecast was made from have been revised since it was frozen."""
    curve = injuries()
    assert curve.baseline is not None
    known = [
        o for o in curve.series.observations if o.period <= curve.baseline.data_to and o.value is not None
    ]
    moved = {known[3].period: 214.0, known[-1].period: 180.5}
    then = tuple((o.period, moved.get(o.period, o.value or 0.0)) for o in known)
    now = {o.period: o.value for o in known}
    baseline = replace(curve.baseline, history=then)
    return replace(
        curve,
        finding=replace(curve.finding, baseline=baseline),
        revised=tuple((period, value, now[period]) for period, value in moved.items()),
        options=Options(),
    )


def scenarios() -> Curve:
    """A forecast that is not frozen yet, with two other scenarios and one of another day beside it."""
    curve = conceptions()
    chosen = curve.baseline
    assert chosen is not None
    sloping = tuple(replace(p, value=p.value - 1.5 * step) for step, p in enumerate(chosen.points, start=1))
    earlier = freeze(curve.series, data_to=Period.year(2017, kind=PeriodKind.CALENDAR_YEAR), spread=5.0)
    return replace(
        curve,
        finding=replace(curve.finding, verdict=None),
        others=(
            OtherForecast("If the trend carries on", replace(chosen, points=sloping)),
            OtherForecast("Frozen in 2018", earlier),
        ),
        freeze_label="would be frozen here, data to 2019",
    )


CURVES = {
    "revised": revised,
    "scenarios": scenarios,
    "injuries": injuries,
    "everything": everything,
    "conceptions": conceptions,
    "year 6": year_6,
    "plans": plans,
    "pooled": pooled,
    "hostile": hostile,
    "one point": lambda: plain(12.0),
    "no figures": plain,
    "all zero": lambda: plain(0.0, 0.0, 0.0, baseline=True),
    "huge range": lambda: plain(0.001, 98_765_432.1, 3.0),
    "only missing": lambda: plain(None, None),
}


@pytest.fixture(params=sorted(CURVES))
def curve(request: pytest.FixtureRequest) -> Curve:
    """Each of the curves in turn."""
    return CURVES[request.param]()


@pytest.fixture
def curves() -> dict[str, Curve]:
    return {name: make() for name, make in CURVES.items()}


@pytest.fixture
def make_plain():
    return plain


@pytest.fixture
def hostile_text() -> str:
    return HOSTILE
