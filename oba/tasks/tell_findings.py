"""Tell the findings: a line an indicator for a person, every number with its working for a program."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from oba.errors import UsageError
from oba.model.baseline import Baseline, ForecastPoint
from oba.model.control import ControlChart
from oba.model.finding import ChangeComparison, Comparison, Doubt, Finding, Gap, Outlook, Rank, Trend, Verdict
from oba.model.indicator import Indicator, Standing
from oba.model.marker import write_markers
from oba.model.period import Period
from oba.model.series import Observation
from oba.model.vintage import Basis
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.find import find
from oba.tasks.gather import Gathered
from oba.tasks.tell_quality import assess_all, describe_quality
from oba.words.changes import say_change_comparison
from oba.words.comparisons import say_comparison, say_fifth
from oba.words.findings import say_title
from oba.words.numbers import begin, say_count, say_date
from oba.words.status import status_of_trend
from oba.words.trends import say_trend
from oba.words.verdicts import say_verdict_working


def tell_findings(
    settings: Settings,
    *,
    theme: str | None,
    area: str | None,
    as_json: bool,
    as_of: date | None = None,
    basis: str = Basis.PUBLISHED,
) -> str:
    """Text, or one JSON array in the plan's order. NotFoundError for a theme or area that is not there.

    With `as_of` the figures stand as they did on that day: as they had been published, or, on the basis `loaded`,
    as this store held them. UsageError for a day that lies ahead.
    """
    if as_of is not None and as_of > settings.date_today():
        raise UsageError(f"date '{as_of.isoformat()}'", expected="a day that does not lie ahead")
    store = open_store(settings.store, read_only=True)
    found = find(store, theme=theme, area=area, as_of=as_of, basis=basis, every_area=as_json)
    if as_json:
        judged = assess_all(store, found, found.findings, today=settings.date_today())
        told = [
            describe_finding(one, found)
            | {"quality": describe_quality(judged[one.indicator], name=found.name)}
            for one in found.findings.values()
        ]
        return json.dumps(told, ensure_ascii=False, indent=1)
    lines = [_line(one, found.indicator(one.indicator)) for one in found.findings.values()]
    if as_of is not None:
        day = say_date(as_of)
        opening = f"As it stood on {day}, by the days on which the figures were {basis}:"
        lines = (
            [opening, *lines, *_say_without(found, theme)] if lines else [f"No figure was known on {day}."]
        )
    return "\n".join(lines) or "No figures are loaded yet. Load some: python -m oba load FILE"


def describe_finding(finding: Finding, found: Gathered) -> dict[str, Any]:
    """One finding as plain JSON values; `null` where there is nothing to say."""
    indicator = found.indicator(finding.indicator)
    verdict = finding.verdict
    working = say_verdict_working(verdict, indicator=indicator) if verdict else ""
    return {
        "indicator": indicator.key,
        "title": indicator.title,
        "theme": indicator.theme,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "area": finding.area,
        "area_name": found.name(finding.area),
        "unit": indicator.unit,
        "polarity": indicator.polarity.value,
        "latest": _observation(finding.latest) if finding.latest else None,
        "trend": {**_trend(finding.trend), "working": say_trend(finding.trend, indicator=indicator)},
        "comparison": [_comparison(one, found, indicator) for one in finding.comparisons],
        "changes": [_change(one, found, indicator) for one in finding.changes],
        "targets": [
            {"period": period.label, "value": value} for period, value in sorted(found.targets(indicator.key))
        ],
        "baseline": _baseline(finding.baseline) if finding.baseline else None,
        "verdict": _verdict(verdict, working) if verdict else None,
        "verdicts": [{"period": _label(one.period), "verdict": one.word.value} for one in finding.verdicts],
        "control": _control(finding.control) if finding.control else None,
        "doubts": [_doubt(one, found.name(one.area)) for one in finding.doubts],
    }


def _line(finding: Finding, indicator: Indicator) -> str:
    """The title and the trend; a title that ends with the trend's word goes on with the rest of its sentence."""
    title, trend = say_title(finding, indicator=indicator), say_trend(finding.trend, indicator=indicator)
    word = status_of_trend(finding.trend).word
    if title.endswith(f", {word}") and trend.startswith(begin(word)):
        return f"{title}{trend.removeprefix(begin(word))}"
    return f"{title}. {trend}"


def _say_without(found: Gathered, theme: str | None) -> list[str]:
    """How many indicators had none; those that nobody measures yet are left out."""
    known = {key for key, one in found.findings.items() if one.latest is not None}
    every = [
        one
        for one in found.book.indicators
        if theme in (None, one.theme) and (one.key in known or one.standing is not Standing.DEVELOPMENT)
    ]
    without = sum(one.key not in known for one in every)
    return (
        [f"{without} of {say_count(len(every), noun='indicator')} had no figure by then."] if without else []
    )


def _observation(one: Observation) -> dict[str, Any]:
    return {
        "period": one.period.label,
        "start": one.period.start.isoformat(),
        "end": one.period.end.isoformat(),
        "value": one.value,
        "lower95": one.lower,
        "upper95": one.upper,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "markers": write_markers(one.markers),
        "release": one.release,
        "cell": one.cell,
    }


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        "trend": trend.word.value,
        "judgement": trend.judgement.value,
        "statistic": trend.statistic,
        "slope": trend.slope,
        "periods": [period.label for period in trend.periods],
        "method": trend.method,
        "version": trend.version,
        "reason": trend.reason,
    }


def _comparison(one: Comparison, found: Gathered, indicator: Indicator) -> dict[str, Any]:
    name = found.name(one.with_area)
    return {
        "with_area": one.with_area,
        "with_area_name": name,
        "compared_with": one.compared_with.value,
        "comparison": one.word.value,
        "level": one.level,
        "fifth": one.fifth or None,
        "fifth_word": say_fifth(one, indicator=indicator),
        "of": one.of or None,
        "period": _label(one.period),
        "value": one.value,
        "other_value": one.other_value,
        "method": one.method,
        "version": one.version,
        "reason": one.reason,
        "says": say_comparison(one, indicator=indicator, other_name=name),
    }


def _change(one: ChangeComparison, found: Gathered, indicator: Indicator) -> dict[str, Any]:
    name, ours = found.name(one.with_area), found.place.name
    return {
        "with_area": one.with_area,
        "with_area_name": name,
        "compared_with": one.compared_with.value,
        "first": one.first.label,
        "last": one.last.label,
        "ours": one.ours,
        "theirs": one.theirs,
        "our_first": one.our_first,
        "our_last": one.our_last,
        "their_first": one.their_first,
        "their_last": one.their_last,
        "ours_clear": one.ours_clear,
        "theirs_clear": one.theirs_clear,
        "differs": one.differs,
        "method": one.method,
        "version": one.version,
        "says": say_change_comparison(one, indicator=indicator, other_name=name, own_name=ours),
    }


def _control(one: ControlChart) -> dict[str, Any]:
    """The state of the newest figure and its limits; the points stand on the page Signals."""
    last = one.points[-1]
    return {
        "period": last.period.label,
        "variation": one.variation.value,
        "assurance": one.assurance.value,
        "special_cause": last.kind.value,
        "rule": last.rule.value if last.rule else None,
        "mean": last.mean,
        "lower_limit": last.lower,
        "upper_limit": last.upper,
        "points": len(one.points),
        "trial": one.trial,
        "run_length": one.run_length,
        "screened": one.screened,
        "method": one.method,
        "version": one.version,
    }


def _doubt(one: Doubt, name: str) -> dict[str, Any]:
    return {
        "doubt": one.kind.value,
        "area": one.area,
        "area_name": name,
        "periods": [period.label for period in one.periods],
        "value": one.value,
        "usual": one.usual,
    }


def _baseline(one: Baseline) -> dict[str, Any]:
    return {
        "frozen_on": one.frozen_on.isoformat(),
        "recorded_at": one.recorded_at.isoformat(),
        "data_to": one.data_to.label,
        "scenario": one.scenario.value,
        "method": one.method,
        "version": one.method_version,
        "points_used": one.points_used,
        "weight": one.weight,
        "standard_error": one.se1,
        "agreed_by": one.agreed_by,
        "reason": one.reason,
        "example": one.example,
        "points": [_point(point) for point in one.points],
    }


def _point(point: ForecastPoint) -> dict[str, Any]:
    return {
        "period": point.period.label,
        "value": point.value,
        "lower80": point.lower80,
        "upper80": point.upper80,
        "lower95": point.lower95,
        "upper95": point.upper95,
    }


def _verdict(verdict: Verdict, working: str) -> dict[str, Any]:
    return {
        "verdict": verdict.word.value,
        "period": _label(verdict.period),
        "value": verdict.value,
        "forecast": _point(verdict.forecast) if verdict.forecast else None,
        "gap": verdict.gap,
        "better_by": verdict.better_by,
        "independent_points": verdict.independent_points,
        "outside": verdict.outside,
        "mean_gap": _gap(verdict.mean_gap),
        "cumulative": _gap(verdict.cumulative),
        "rank": _rank(verdict.rank),
        "outlook": _outlook(verdict.outlook),
        "method": verdict.method,
        "version": verdict.version,
        "reason": verdict.reason,
        "working": working,
    }


def _gap(gap: Gap | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    ends = {"lower95": gap.lower95, "upper95": gap.upper95}
    return {"value": gap.value, **ends, "figures": gap.figures}


def _rank(rank: Rank | None) -> dict[str, Any] | None:
    return {"place": rank.place, "of": rank.of, "chance": rank.chance} if rank else None


def _outlook(outlook: Outlook | None) -> dict[str, Any] | None:
    """`periods80` and `periods95` are further periods, null where it would not show within the horizon."""
    if outlook is None:
        return None
    return {
        "change": outlook.change,
        "stated": outlook.stated,
        "periods80": outlook.periods80,
        "periods95": outlook.periods95,
        "horizon": outlook.horizon,
    }


def _label(period: Period | None) -> str | None:
    return period.label if period else None
