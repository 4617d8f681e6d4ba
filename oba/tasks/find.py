"""Find out what the methods say: trend, comparison, baseline and verdict of chosen curves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from oba.analysis.compare import find_comparisons
from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge
from oba.errors import NotFoundError
from oba.model.area import ComparatorRole
from oba.model.baseline import Baseline
from oba.model.finding import Finding, Trend
from oba.model.indicator import Indicator
from oba.model.plan import PlanBook
from oba.model.series import Series
from oba.store.baselines import read_baselines
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.series import read_series

Key = tuple[str, str]
JUDGED_AGAINST = (ComparatorRole.COUNTRY, ComparatorRole.REGION)


def find(store: Store, *, theme: str | None = None, area: str | None = None) -> list[Finding]:
    """Findings of every indicator that has figures, in the plan's order, for one area (the plan's own)."""
    with store.reading() as connection:
        book = read_plan(connection)
        chosen = choose_indicators(book, theme=theme)
        place = choose_area(book, area)
        keys = [indicator.key for indicator in chosen]
        areas = [place, *compared_areas(book, place)]
        series = read_series(connection, indicators=keys, areas=areas)
        baselines = read_baselines(connection, indicators=keys, areas=[place])
    by_key = {(one.indicator, one.area): one for one in series}
    return make_findings(book, place, chosen, by_key, baselines)


def make_findings(
    book: PlanBook,
    place: str,
    indicators: Sequence[Indicator],
    series: Mapping[Key, Series],
    baselines: Iterable[Baseline],
) -> list[Finding]:
    """Findings of `place` from what was read; comparisons use the areas that `series` holds."""
    ours = [series[indicator.key, place] for indicator in indicators if (indicator.key, place) in series]
    by_name = {indicator.key: indicator for indicator in indicators}
    current = {one.indicator: one for one in baselines if one.area == place and one.superseded_by is None}
    others = compared_areas(book, place)
    return [
        _make_finding(one, by_name[one.indicator], trend, current.get(one.indicator), series, others)
        for one, trend in zip(ours, find_trends(ours, by_name), strict=True)
    ]


def choose_indicators(book: PlanBook, *, theme: str | None) -> list[Indicator]:
    """The plan's indicators, or one theme's. NotFoundError names the themes there are."""
    if theme is None:
        return list(book.indicators)
    known = [one.key for one in book.themes]
    if theme not in known:
        raise NotFoundError(f"theme '{theme}'", expected="one of " + ", ".join(known))
    return [indicator for indicator in book.indicators if indicator.theme == theme]


def choose_area(book: PlanBook, area: str | None) -> str:
    """The GSS code of an area given by code or name; the plan's own when none is given."""
    if area is None:
        return book.plan.area
    wanted = area.strip().casefold()
    for one in book.areas:
        if wanted in (one.code.casefold(), one.name.casefold()):
            return one.code
    raise NotFoundError(f"area '{area}'", expected="one of " + ", ".join(one.name for one in book.areas))


def compared_areas(book: PlanBook, place: str) -> list[str]:
    """The codes that `place` is judged against: its country and its region."""
    return [one.with_area for one in book.comparators if one.area == place and one.role in JUDGED_AGAINST]


def _make_finding(
    one: Series,
    indicator: Indicator,
    trend: Trend,
    baseline: Baseline | None,
    series: Mapping[Key, Series],
    others: Sequence[str],
) -> Finding:
    others_by_area = {code: series[one.indicator, code] for code in others if (one.indicator, code) in series}
    return Finding(
        indicator=one.indicator,
        area=one.area,
        latest=one.latest,
        trend=trend,
        comparisons=tuple(find_comparisons(one, others_by_area=others_by_area, indicator=indicator)),
        baseline=baseline,
        verdict=judge(baseline, series=one, indicator=indicator) if baseline else None,
    )
