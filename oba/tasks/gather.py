"""Gather what the store holds of some curves: plan, series, findings, releases; one read for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from oba.analysis.change import find_changes
from oba.analysis.compare import find_comparisons
from oba.analysis.control import find_controls
from oba.analysis.doubts import find_doubts
from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge, judge_history
from oba.errors import NotFoundError
from oba.model.area import Area, Comparator
from oba.model.baseline import Baseline
from oba.model.day import day_of
from oba.model.finding import ChangeComparison, Comparison, Doubt, Finding, Trend, Verdict
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.model.release import Release, Source
from oba.model.series import Series
from oba.model.vintage import Basis
from oba.store.baselines import read_baselines
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.public_baselines import read_hidden_baselines
from oba.store.public_past import read_public_as_of
from oba.store.releases import read_releases
from oba.store.series import read_series
from oba.store.vintage import read_series_as_of
from oba.tasks.beside import (
    Beside,
    comparators_of,
    doubtful_at,
    doubtful_figures,
    judged_against,
    lacks_comparators,
    lay_beside,
)
from oba.words.loading import LISTS
from oba.words.markers import all_suppressed

Key = tuple[str, str]
PLAN = "plan workbook"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one page is made from. `findings` are `place`'s, by indicator, for those that have figures.

    `as_of` is the day as of which the figures stand, None for as they stand now.
    """

    book: PlanBook
    place: Area
    series: Mapping[Key, Series]
    findings: Mapping[str, Finding]
    releases: Mapping[int, Release]
    as_of: date | None = None
    _by_area: dict[str, dict[str, Series]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for (key, area), one in self.series.items():
            self._by_area.setdefault(key, {})[area] = one

    def by_area(self, key: str) -> Mapping[str, Series]:
        """The series of one indicator, of every area that was read."""
        return self._by_area.get(key, {})

    def indicator(self, key: str) -> Indicator:
        return next(one for one in self.book.indicators if one.key == key)

    def name(self, code: str) -> str:
        """The name of an area, or its code where the plan does not know it."""
        return next((one.name for one in self.book.areas if one.code == code), code)

    def ours(self, key: str) -> Series:
        """The series of `place`; one without observations where there is none."""
        return self.series.get((key, self.place.code)) or Series(indicator=key, area=self.place.code)

    def targets(self, key: str) -> tuple[tuple[Period, float], ...]:
        """The target path of `place`: periods and values."""
        ours = (one for one in self.book.targets if (one.indicator, one.area) == (key, self.place.code))
        return tuple((one.period, one.value) for one in ours)

    def sources(self, *series: Series) -> tuple[Source, ...]:
        """The sources of one or more series, the newest observation's first, each once."""
        found = [
            self.releases[one.release].source
            for each in series
            for one in reversed(each.observations)
            if one.release in self.releases
        ]
        each_once: dict[tuple[str, str, str], Source] = {}
        for one in found:
            each_once.setdefault((one.publisher, one.title, one.release), one)
        return tuple(each_once.values())

    def loaded_on(self, series: Series) -> date | None:
        """The day on which the release of the newest observation was loaded."""
        newest = series.observations[-1].release if series.observations else 0
        return day_of(self.releases[newest].loaded_at) if newest in self.releases else None

    def comparators(self) -> tuple[Comparator, ...]:
        """What `place` is compared with today: sets that have not ended."""
        return comparators_of(self.book, self.place.code)

    @property
    def no_comparators(self) -> bool:
        """Whether the plan sets no comparators for `place`, though it is no country."""
        return lacks_comparators(self.book, self.place.code)


def gather(
    store: Store,
    *,
    area: str | None = None,
    wanted: Callable[[Indicator], bool] = lambda _: True,
    every_area: bool = False,
    whole: bool = True,
    as_of: date | None = None,
    basis: str = Basis.PUBLISHED,
    published: bool = False,
) -> Gathered:
    """Read the indicators that are `wanted`, in one area (the plan's own) and those it is judged against.

    `every_area` reads all areas of the plan, and the findings are then `whole`, as `make_findings` says, unless a page
    shows nothing of that; `as_of` gives the figures and frozen baselines as they stood on that day, by the `basis` of
    Vintage; what is `published` shows nothing of what was undone on a later one.
    NotFoundError when there is no plan, or no such area.
    """
    with store.reading() as connection:
        book = read_plan(connection)
        place = choose_area(book, area)
        keys = [one.key for one in book.indicators if wanted(one)]
        areas = None if every_area else [place.code, *judged_against(book, place.code)]
        found = read_figures(
            connection, indicators=keys, areas=areas, as_of=as_of, basis=basis, published=published
        )
        earlier = as_of is not None  # what has been superseded since may have stood then
        baselines = read_baselines(
            connection, indicators=keys, areas=[place.code], superseded=earlier, peers=every_area and whole
        )
        hidden = read_hidden_baselines(connection)
        releases = {one.id: one for one in read_releases(connection) if one.format not in (PLAN, *LISTS)}
    series = {(one.indicator, one.area): one for one in found}
    standing = baselines if as_of is None else frozen_by(baselines, as_of=as_of)
    findings = make_findings(book, place.code, series, standing, whole=every_area and whole, hidden=hidden)
    return Gathered(book=book, place=place, series=series, findings=findings, releases=releases, as_of=as_of)


def read_figures(
    connection: Any,
    *,
    indicators: Iterable[str],
    areas: Iterable[str] | None,
    as_of: date | None,
    breakdown: str | None = "",
    basis: str = Basis.PUBLISHED,
    published: bool = False,
) -> list[Series]:
    """Series as they stand now, or as they stood on a day: as published by then or, by the basis, as loaded here."""
    if as_of is None:
        return read_series(connection, indicators=indicators, areas=areas, breakdown=breakdown)
    read = read_public_as_of if published else read_series_as_of
    return read(connection, as_of, indicators=indicators, areas=areas, breakdown=breakdown, basis=basis)


def frozen_by(baselines: Iterable[Baseline], *, as_of: date) -> list[Baseline]:
    """The baselines that had been frozen by a day; one that was superseded only later stands again.

    What was recorded only after that day, in the name of an earlier one, supersedes nothing that was on record.
    """
    kept = {one.id: one for one in baselines if one.frozen_on <= as_of}
    hidden = set()
    for one in kept.values():
        later = kept.get(one.superseded_by or 0)
        if later and day_of(one.recorded_at) <= as_of < day_of(later.recorded_at):
            while later:
                hidden.add(later.id)
                later = kept.get(later.superseded_by or 0)
    known = kept.keys() - hidden
    return [
        replace(one, superseded_by=one.superseded_by if one.superseded_by in known else None)
        for number, one in kept.items()
        if number in known
    ]


def choose_area(book: PlanBook, area: str | None) -> Area:
    """An area by code or name; the plan's own when none is given. NotFoundError names what there is."""
    wanted = (area or book.plan.area).strip().casefold()
    for one in book.areas:
        if wanted in (one.code.casefold(), one.name.casefold()):
            return one
    raise NotFoundError(f"area '{area}'", expected="one of " + ", ".join(one.name for one in book.areas))


def make_findings(
    book: PlanBook,
    place: str,
    series: Mapping[Key, Series],
    baselines: Iterable[Baseline],
    *,
    whole: bool = False,
    hidden: Mapping[Key, str] | None = None,
) -> dict[str, Finding]:
    """Findings of `place` in the plan's order, for the indicators of which `series` holds figures.

    `whole` adds to the verdict what only the page of one curve shows, a verdict at each figure since the freeze, and
    our change beside others'. `hidden` says why a baseline is not in a published copy.
    """
    by_key = {one.key: one for one in book.indicators}
    ours = [series[one.key, place] for one in book.indicators if (one.key, place) in series]
    current = {one.indicator: one for one in baselines if one.area == place and one.superseded_by is None}
    beside = lay_beside(book, place, series)
    trends, controls = find_trends(ours, by_key), find_controls(ours, by_key)
    return {
        key: replace(
            _make_finding(one, by_key[key], trend, current.get(key), beside[key], whole=whole),
            control=control,
            withheld=(hidden or {}).get((key, place), ""),
        )
        for one, trend, control in zip(ours, trends, controls, strict=True)
        for key in [one.indicator]
    }


def _make_finding(
    one: Series,
    indicator: Indicator,
    trend: Trend,
    baseline: Baseline | None,
    beside: Beside,
    *,
    whole: bool,
) -> Finding:
    doubts = find_doubts(beside.by_area, beside.tested, indicator, baseline, authorities=beside.authorities)
    verdict, verdicts = _judge(one, indicator, baseline, beside, whole=whole)
    return Finding(
        indicator=one.indicator,
        area=one.area,
        latest=one.latest,
        trend=trend,
        comparisons=tuple(_compare(one, indicator, beside, doubts)),
        baseline=baseline,
        verdict=verdict,
        verdicts=verdicts,
        changes=tuple(_compare_changes(one, indicator, baseline, beside, doubts)) if whole else (),
        doubts=doubts,
        suppressed=all_suppressed(one),
    )


def _judge(
    one: Series, indicator: Indicator, baseline: Baseline | None, beside: Beside, *, whole: bool
) -> tuple[Verdict | None, tuple[Verdict, ...]]:
    """The verdict on the newest figure, and those at each figure since the freeze where the whole is wanted."""
    if baseline is None:
        return None, ()
    if not whole:
        return judge(baseline, one, indicator, word_only=True), ()
    peers, change = beside.peers, beside.change_to_target(baseline)
    return (
        judge(baseline, one, indicator, peers=peers, change=change),
        judge_history(baseline, one, indicator, peers=peers, change=change),
    )


def _compare(one: Series, indicator: Indicator, beside: Beside, doubts: Iterable[Doubt]) -> list[Comparison]:
    target = beside.target_of(one)
    return find_comparisons(
        one,
        beside.judged_against,
        indicator,
        roles=beside.roles,
        neighbours=beside.neighbours,
        target=target.value if target else None,
        target_period=target.period if target else None,
        areas=list(beside.peers.values()),
        doubtful=doubtful_at(doubts, one.latest.period if one.latest else None),
    )


def _compare_changes(
    one: Series, indicator: Indicator, baseline: Baseline | None, beside: Beside, doubts: Iterable[Doubt]
) -> list[ChangeComparison]:
    """Since the first of the newest five figures; and since the freeze, where that is something else."""
    others, roles, doubtful = beside.judged_against, beside.roles, doubtful_figures(doubts)
    found = find_changes(one, others, indicator, roles=roles, doubtful=doubtful)
    if baseline is not None:
        since = find_changes(one, others, indicator, since=baseline.data_to, roles=roles, doubtful=doubtful)
        found += [each for each in since if each not in found]
    return found
