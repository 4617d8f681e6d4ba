"""What was found of each curve as rows: baselines, verdicts and trends, with the numbers of their working."""

from __future__ import annotations

from oba.model.baseline import Baseline, ForecastPoint
from oba.model.finding import Finding, Gap, Verdict
from oba.model.open_table import OpenTable, Row
from oba.model.period import Period
from oba.tasks.opendata.gathered import Opened
from oba.words.open_figures import BASELINE_POINTS, BASELINES, TARGETS, TRENDS, VERDICTS
from oba.words.verdicts import say_verdict_working


def tabulate_findings(opened: Opened) -> tuple[OpenTable, ...]:
    findings = tuple(opened.found.findings.values())
    judged = [(one, one.baseline) for one in findings if one.baseline is not None]
    baselines = [one for _, one in judged]
    return (
        OpenTable(
            "baselines", BASELINES.title, BASELINES, tuple(_baseline(opened, one) for one in baselines)
        ),
        OpenTable(
            "baseline_points",
            BASELINE_POINTS.title,
            BASELINE_POINTS,
            tuple(
                (one.id, *_period(point.period), *_point(point)) for one in baselines for point in one.points
            ),
        ),
        OpenTable(
            "verdicts",
            VERDICTS.title,
            VERDICTS,
            tuple(
                _verdict(opened, one, baseline, one.verdict)
                for one, baseline in judged
                if one.verdict is not None
            ),
        ),
        OpenTable("trends", TRENDS.title, TRENDS, tuple(_trend(opened, one) for one in findings)),
        OpenTable("targets", TARGETS.title, TARGETS, _targets(opened)),
    )


def _baseline(opened: Opened, one: Baseline) -> Row:
    return (
        one.id,
        one.indicator,
        one.area,
        opened.name(one.area),
        one.frozen_on,
        one.data_to.label,
        one.scenario.value,
        one.horizon,
        one.method,
        one.method_version,
        one.points_used,
        one.weight,
        one.se1,
        one.degrees,
        one.agreed_by,
        one.reason,
        one.example,
    )


def _verdict(opened: Opened, finding: Finding, baseline: Baseline, one: Verdict) -> Row:
    return (
        finding.indicator,
        finding.area,
        opened.name(finding.area),
        baseline.id,
        baseline.frozen_on,
        one.word.value,
        *(_period(one.period) if one.period else ("", None, None)),
        one.value,
        *(_point(one.forecast) if one.forecast else (None,) * 5),
        one.gap,
        one.better_by,
        one.outside,
        one.independent_points,
        *_gap(one.mean_gap),
        *_gap(one.cumulative),
        one.rank.place if one.rank else None,
        one.rank.of if one.rank else None,
        one.method,
        one.version,
        one.reason,
        say_verdict_working(one, indicator=opened.found.indicator(finding.indicator)),
    )


def _trend(opened: Opened, finding: Finding) -> Row:
    one = finding.trend
    return (
        finding.indicator,
        finding.area,
        opened.name(finding.area),
        one.word.value,
        one.judgement.value,
        one.periods[0].label if one.periods else "",
        one.periods[-1].label if one.periods else "",
        one.statistic,
        one.method,
        one.version,
        one.reason,
    )


def _targets(opened: Opened) -> tuple[Row, ...]:
    return tuple(
        (
            one.indicator,
            one.area,
            opened.name(one.area),
            *_period(one.period),
            one.value,
            one.source,
            one.note,
        )
        for one in opened.found.book.targets
    )


def _period(period: Period) -> Row:
    return period.label, period.start, period.end


def _point(point: ForecastPoint) -> Row:
    return point.value, point.lower80, point.upper80, point.lower95, point.upper95


def _gap(gap: Gap | None) -> Row:
    return (gap.value, gap.lower95, gap.upper95) if gap else (None, None, None)
