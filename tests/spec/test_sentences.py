"""What is said of a curve, reviewed sentence by sentence: each kind of indicator in each situation that it can be in.

A change in any sentence fails here until somebody has read it: `make snapshots` accepts it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from oba.analysis.baseline import make_baseline
from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge
from oba.model.baseline import Baseline, ForecastPoint, Scenario
from oba.model.finding import Finding, Verdict, VerdictWord
from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.words.baselines import say_baseline_working
from oba.words.findings import say_movement, say_title
from oba.words.gaps import say_several
from oba.words.trends import say_trend
from oba.words.verdicts import say_verdict_working
from tests.spec.conftest import make_indicator

SHAPE = (1.06, 1.00, 1.04, 0.97, 1.02, 1.05, 0.99, 1.00)


@dataclass(frozen=True)
class Kind:
    """A kind of indicator: `level` is about where its figures lie, `size` its denominator."""

    name: str
    level: float
    indicator: Indicator
    size: float | None = None
    shape: tuple[float, ...] = SHAPE
    horizon: int = 4
    steps: tuple[int, ...] = (1, 2)


@dataclass(frozen=True)
class Case:
    """What has come since the freeze: each figure as a place in its forecast, such as `beyond 95, below`."""

    name: str
    since: tuple[str, ...]
    scenario: Scenario = Scenario.CARRY_ON
    markers: dict[int, tuple[Marker, ...]] = field(default_factory=dict)


def kind(name: str, level: float, *, size: float | None = None, **facts: Any) -> Kind:
    shape = facts.pop("shape", SHAPE)
    horizon, steps = facts.pop("horizon", 4), facts.pop("steps", (1, 2))
    return Kind(name, level, make_indicator(**facts), size, shape, horizon, steps)


KINDS = (
    kind(
        "a rate by calendar year, low is good", 40.0, size=2_500.0, title="Under-18 conceptions",
        unit="per 1,000 girls aged 15 to 17", multiplier=1_000.0, period_kind=PeriodKind.CALENDAR_YEAR,
    ),
    kind(
        "a percentage by academic year, high is good", 62.0, size=1_800.0, title="Good level of development",
        unit="% of pupils", value_type=ValueType.PROPORTION, multiplier=100.0, upper_bound=100.0,
        polarity=Polarity.HIGH_IS_GOOD, period_kind=PeriodKind.ACADEMIC_YEAR,
    ),
    kind(
        "a percentage by financial year, low is good", 31.0, title="Children in low income families",
        unit="% of children", value_type=ValueType.PROPORTION, multiplier=100.0, upper_bound=100.0,
    ),
    kind(
        "a count at a point in time, no judgement", 480.0, title="Children looked after", unit="children",
        value_type=ValueType.COUNT, multiplier=1.0, decimals=0, polarity=Polarity.NO_JUDGEMENT,
        period_kind=PeriodKind.POINT_IN_TIME,
    ),
    kind(
        "a score, low is good", 14.2, title="Emotional health of children looked after", unit="points",
        value_type=ValueType.SCORE, multiplier=1.0,
    ),
    kind(
        "a standardised rate, no judgement", 310.0, title="Hospital stays", unit="per 100,000",
        value_type=ValueType.STANDARDISED_RATE, multiplier=100_000.0, polarity=Polarity.NO_JUDGEMENT,
    ),
    kind(
        "a rate that pools three years, low is good", 75.0, title="Alcohol admissions", unit="per 100,000",
        multiplier=100_000.0, years_pooled=3, horizon=7, steps=(3, 6),
    ),
    kind(
        "a rate by quarter, low is good", 210.0, size=14_000.0, title="First-time entrants", unit="per 100,000",
        multiplier=100_000.0, period_kind=PeriodKind.QUARTER, shape=SHAPE * 3, horizon=6,
    ),
)  # fmt: skip
CASES = (
    Case("beyond 95%, better", ("better 95",)),
    Case("two beyond 95%, better", ("better 95", "better 95")),
    Case("beyond 80%, better", ("better 80",)),
    Case("inside, one figure", ("inside",)),
    Case("inside, two figures", ("inside", "inside")),
    Case("beyond 80%, worse", ("worse 80",)),
    Case("beyond 95%, worse, after an inside one", ("inside", "worse 95")),
    Case("no figure since", ()),
    Case("a new definition since", ("inside", "better 95"), markers={1: (Marker.BREAK,)}),
    Case("the level held, two inside", ("inside", "inside"), scenario=Scenario.HOLD),
)
EVERY = [
    pytest.param(one, case, id=f"{one.name}: {case.name}") for one in KINDS for case in CASES
]  # fmt: skip


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_every_sentence_has_been_read(one: Kind, case: Case, snapshot: SnapshotAssertion) -> None:
    finding, _ = work_out(one, case)
    assert "\n".join(say_all(finding, one.indicator)) == snapshot


def test_the_sentences_cover_every_verdict_polarity_and_kind_of_period() -> None:
    found = [(one, *work_out(one, case)) for one in KINDS for case in CASES]
    verdicts = [finding.verdict for _, finding, _ in found]
    assert {each.word for each in verdicts if each} == set(VerdictWord)
    assert {one.indicator.polarity for one in KINDS} == set(Polarity)
    assert {one.indicator.period_kind for one in KINDS} >= set(PeriodKind) - {PeriodKind.MONTH}
    assert {bool(each and each.mean_gap) for each in verdicts} == {True, False}
    assert {bool(each and each.cumulative) for each in verdicts} == {True, False}
    assert len(found) >= 60


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_no_sentence_names_a_cause_or_leaves_a_number_unwritten(one: Kind, case: Case) -> None:
    finding, _ = work_out(one, case)
    text = "\n".join(say_all(finding, one.indicator))
    for never in ("because of", "caused", "thanks to", "due to", "nan", "None", "inf ", "  ", "-0", "−0.0 "):
        assert never not in text


def work_out(one: Kind, case: Case) -> tuple[Finding, Baseline]:
    """The finding by the product's own analysis."""
    history = [_observe(one, place, one.level * factor) for place, factor in enumerate(one.shape)]
    known = Series("injuries", "E06000002", observations=tuple(history))
    baseline = make_baseline(
        known,
        indicator=one.indicator,
        data_to=history[-1].period,
        scenario=case.scenario,
        horizon=one.horizon,
        frozen_on=date(2019, 3, 12),
        recorded_at=datetime(2019, 3, 12, tzinfo=UTC),
        agreed_by="Risk Taking Behaviour theme group",
        reason="No new service is planned",
    )
    steps = one.steps[: len(case.since)]
    later = [
        replace(
            _observe(one, len(history) - 1 + step, _place(where, baseline.points[step - 1], one.indicator)),
            markers=case.markers.get(number, ()),
        )
        for number, (step, where) in enumerate(zip(steps, case.since, strict=True))
    ]
    series = replace(known, observations=(*known.observations, *later))
    (trend,) = find_trends([series], {one.indicator.key: one.indicator})
    verdict: Verdict = judge(baseline, series, one.indicator)
    return Finding(
        "injuries", "E06000002", series.latest, trend, baseline=baseline, verdict=verdict
    ), baseline


def say_all(finding: Finding, indicator: Indicator) -> list[str]:
    assert finding.verdict
    assert finding.baseline
    said = [
        say_title(finding, indicator=indicator),
        say_verdict_working(finding.verdict, indicator=indicator),
        say_movement(finding, indicator=indicator),
        *say_several(finding.verdict, indicator=indicator),
        say_trend(finding.trend, indicator=indicator),
        say_baseline_working(finding.baseline, indicator=indicator),
    ]
    return [sentence for sentence in said if sentence]


def _observe(one: Kind, place: int, value: float) -> Observation:
    value = round(value, one.indicator.decimals)
    numerator = None if one.size is None else value * one.size / one.indicator.multiplier
    return Observation(_period(one, place), value, numerator=numerator, denominator=one.size)


def _period(one: Kind, place: int) -> Period:
    how = one.indicator.period_kind
    if how is PeriodKind.POINT_IN_TIME:
        return Period.point(date(2011 + place, 3, 31))
    if how is PeriodKind.QUARTER:
        return Period.months(2013 + place // 4, place % 4 * 3 + 1, count=3)
    return Period.year(2010 + place, kind=how, years=one.indicator.years_pooled)


def _place(where: str, point: ForecastPoint, indicator: Indicator) -> float:
    """A value just beyond an interval on the side that is asked for, or in the middle."""
    if where == "inside":
        return point.value
    side, level = where.split()
    up = (side == "better") == (indicator.polarity.sign >= 0)
    assert point.lower80 is not None
    assert point.upper80 is not None
    assert point.lower95 is not None
    assert point.upper95 is not None
    near, far = (point.upper80, point.upper95) if up else (point.lower80, point.lower95)
    return near + (far - near) * (0.5 if level == "80" else 1.3)
