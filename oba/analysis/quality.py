"""How far the figures of a series can be trusted on a given day: one reason or more for each aspect of quality."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from oba.analysis.completeness import count_markers, find_missing, judge_completeness
from oba.analysis.currency import count_months, is_late, is_stale, judge_currency, measure_age
from oba.analysis.margins import judge_small_numbers
from oba.analysis.provenance import judge_provenance
from oba.analysis.revisions import judge_revisions
from oba.model.finding import Doubt, DoubtKind
from oba.model.indicator import Indicator
from oba.model.quality import Aspect, Cause, Mark, Quality, Reason
from oba.model.release import Release
from oba.model.series import Series
from oba.model.thresholds import MUCH_REVISED
from oba.model.vintage import Vintage

__all__ = ["assess_quality", "count_markers", "count_months", "find_missing"]


def assess_quality(
    series: Series,
    *,
    indicator: Indicator,
    today: date,
    overdue: bool | None = None,
    releases: Mapping[int, Release] | None = None,
    own_layouts: Collection[str] = (),
    vintages: Sequence[Vintage] | None = None,
    doubts: Sequence[Doubt] | None = None,
    tested: Sequence[str] = (),
) -> Quality:
    """Every aspect that can be assessed from what is given.

    `overdue` is what is known of the expected release, None to tell it from the periods alone. `own_layouts` are
    the formats of files that need not be the publisher's own. `tested` are the comparators that could be doubted.
    """
    found = _describe(series, indicator=indicator, today=today, overdue=overdue)
    if found.latest is None:
        return found
    reasons = [
        judge_currency(found, kept_back=series.kept_back),
        *judge_completeness(series, missing=found.missing),
        *([] if releases is None else [judge_provenance(series, releases, own_layouts=own_layouts)]),
        judge_small_numbers(series, indicator=indicator),
        *([] if vintages is None else [judge_revisions(vintages, decimals=indicator.decimals)]),
        *([] if doubts is None else judge_comparators(doubts, tested=tested)),
    ]
    order = list(Aspect)
    return replace(found, reasons=tuple(sorted(reasons, key=lambda one: order.index(one.aspect))))


def _describe(series: Series, *, indicator: Indicator, today: date, overdue: bool | None) -> Quality:
    measured = [one for one in series.observations if one.measured]
    latest = measured[-1].period if measured else None
    expected = indicator.next_release
    late = is_late(series.kept_back or latest, expected=expected, today=today) if overdue is None else overdue
    return Quality(
        indicator=series.indicator,
        area=series.area,
        breakdown=series.breakdown,
        figures=len(measured),
        latest=latest,
        age_months=measure_age(latest, today=today),
        missing=find_missing(series) if measured else (),
        markers=count_markers(series),
        next_release=expected,
        overdue=late,
        stale=is_stale(latest, today=today),
    )


def judge_comparators(doubts: Sequence[Doubt], *, tested: Sequence[str]) -> list[Reason]:
    """The country's and the region's figures; and a history that was revised under a frozen forecast."""
    reasons = [_judge_history(one) for one in doubts if one.kind is DoubtKind.REVISED]
    wrong = [one for one in doubts if one.kind is DoubtKind.COMPARATOR]
    for one in wrong:
        found = Reason(Aspect.COMPARATOR, Cause.IMPLAUSIBLE, Mark.CARE, count=len(one.periods))
        reasons.append(replace(found, areas=(one.area,), period=one.periods[-1]))
    right = tuple(area for area in tested if area not in {one.area for one in wrong})
    if right or not wrong:
        cause = Cause.PLAUSIBLE if right else Cause.UNTESTED
        reasons.append(Reason(Aspect.COMPARATOR, cause, areas=right))
    return reasons


def _judge_history(doubt: Doubt) -> Reason:
    """Of the figures that a forecast was frozen from: how many now read otherwise, and by how much at most."""
    moved = (
        None if doubt.value is None or not doubt.usual else abs(doubt.value - doubt.usual) / abs(doubt.usual)
    )
    mark = Mark.SOUND if moved is not None and moved <= MUCH_REVISED else Mark.CARE
    return Reason(Aspect.REVISIONS, Cause.SINCE_FREEZE, mark, count=len(doubt.periods), largest=moved)
