"""What became of figures, verdicts, trends and frozen forecasts between two moments, as this store held them then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from oba.model.baseline import Baseline
from oba.model.finding import Finding
from oba.model.indicator import Indicator
from oba.model.plan import PlanBook
from oba.model.series_change import SeriesChange, compare_series
from oba.store.baselines import read_baselines
from oba.store.between import Held, find_last_load, read_at, read_between
from oba.tasks.beside import judged_against
from oba.tasks.gather import make_findings
from oba.words.status import Status, status_of_trend, status_of_verdict


@dataclass(frozen=True, slots=True)
class Turn:
    """A verdict or a trend that became another. None: there was none, or is none any more."""

    before: Status | None
    after: Status | None


@dataclass(frozen=True, slots=True)
class CurveSince:
    """What changed of one curve. `beside` has the areas that it is compared with, by code, where theirs were revised.

    `frozen` are the forecasts recorded since, `replaced` by their number what took the place of an earlier one.
    """

    indicator: Indicator
    change: SeriesChange
    beside: Mapping[str, SeriesChange]
    finding: Finding | None
    verdict: Turn | None = None
    trend: Turn | None = None
    frozen: tuple[Baseline, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresSince:
    """Of the plan's own area. `without` tells that the store held no figures at all at the first moment."""

    curves: tuple[CurveSince, ...]
    without: bool = False


def compare_moments(
    connection: Any,
    book: PlanBook,
    *,
    since: datetime,
    until: datetime | None,
    indicators: Collection[str],
) -> FiguresSince:
    """The curves of `indicators` of which something changed, in the plan's order.

    A verdict is the one that was given then: on the figures that this store held, against the forecast that had been
    recorded in it. The plan is today's.
    """
    first, last = find_last_load(connection, since), find_last_load(connection, until)
    place = book.plan.area
    areas = list(dict.fromkeys([place, *judged_against(book, place)]))
    before, after = read_between(connection, first, last, indicators=indicators, areas=areas)
    frozen = read_baselines(connection, indicators=indicators, areas=[place], superseded=True, peers=False)
    stood, stand = recorded_by(frozen, since), recorded_by(frozen, until)
    had = {one.id for one in stood}
    anew = {one.indicator for one in stand if one.id not in had}
    missing = [key for key in anew if (key, place) not in before and (key, place) not in after]
    same = read_at(connection, last, indicators=missing, areas=[place]) if missing else {}
    before, after = {**before, **same}, {**after, **same}
    findings = [
        make_findings(book, place, {name: one for name, one in held.items() if name[1] == place}, baselines)
        for held, baselines in ((before, stood), (after, stand))
    ]
    touched = {key for held in (before, after) for key, _ in held}
    curves = (
        _compare_curve(one, before, after, findings, areas=areas, stood=stood, stand=stand)
        for one in book.indicators
        if one.key in touched or one.key in anew
    )
    return FiguresSince(tuple(one for one in curves if _is_news(one)), without=first == 0 < last)


def recorded_by(baselines: Iterable[Baseline], moment: datetime | None) -> list[Baseline]:
    """The forecasts that had been recorded by a moment; one that was superseded only later stands again."""
    known = {one.id: one for one in baselines if moment is None or one.recorded_at <= moment}
    return [
        replace(one, superseded_by=one.superseded_by if one.superseded_by in known else None)
        for one in known.values()
    ]


def _compare_curve(
    one: Indicator,
    before: Held,
    after: Held,
    findings: Sequence[Mapping[str, Finding]],
    *,
    areas: Sequence[str],
    stood: Sequence[Baseline],
    stand: Sequence[Baseline],
) -> CurveSince:
    changes = {
        code: compare_series(before.get((one.key, code)), after.get((one.key, code))) for code in areas
    }
    then, now = (each.get(one.key) for each in findings)
    had = {each.id for each in stood}
    judged = any(each.indicator == one.key for each in stood)
    return CurveSince(
        indicator=one,
        change=changes[areas[0]],
        beside={code: changes[code] for code in areas[1:] if changes[code].revised or changes[code].gone},
        finding=now,
        verdict=_turn(_verdict(then), _verdict(now)) if judged else None,
        trend=_turn(_trend(then), _trend(now)) if then else None,
        frozen=tuple(each for each in stand if each.indicator == one.key and each.id not in had),
    )


def _verdict(finding: Finding | None) -> Status | None:
    return status_of_verdict(finding.verdict) if finding and finding.verdict else None


def _trend(finding: Finding | None) -> Status | None:
    return status_of_trend(finding.trend) if finding else None


def _turn(before: Status | None, after: Status | None) -> Turn | None:
    """Words make the difference: `too early to tell` for another reason is the same verdict."""
    same = (before.word if before else None) == (after.word if after else None)
    return None if same else Turn(before, after)


def _is_news(one: CurveSince) -> bool:
    return bool(one.change or one.beside or one.verdict or one.trend or one.frozen)
