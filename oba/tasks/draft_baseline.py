"""Draft a baseline: what each scenario would freeze, from what the store holds at this moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from oba.analysis.baseline import make_baseline, scenarios_for
from oba.errors import NotFoundError, UsageError
from oba.model.area import Area, AreaKind
from oba.model.baseline import Baseline, Scenario
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.plan import PlanBook
from oba.model.release import Release, Source
from oba.model.series import Series
from oba.store.baselines import read_baselines
from oba.store.plans import read_plan
from oba.store.releases import read_releases
from oba.store.series import read_series
from oba.tasks.gather import choose_area

LONGEST = 15
USUAL = 5
"""How many periods ahead a forecast may look, and how many it does where nobody says."""

SCENARIOS = {one.name.lower(): one for one in (Scenario.HOLD, Scenario.CARRY_ON, Scenario.STRAIGHT_LINE)}
"""The scenarios by the word that stands for them in an address and on the command line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One curve and what would be frozen with it. `frozen` are all its baselines, the superseded ones too.

    `others` holds the other authorities' series, which steady the margin and are ranked against; `sources` are those
    of the curve's own figures, the newest first.
    """

    book: PlanBook
    indicator: Indicator
    place: Area
    series: Series
    others: tuple[Series, ...]
    frozen: tuple[Baseline, ...]
    sources: tuple[Source, ...] = ()

    @property
    def name(self) -> str:
        return f"Baseline of {self.indicator.title}, {self.place.name}"

    @property
    def standing(self) -> Baseline | None:
        return next((one for one in reversed(self.frozen) if one.superseded_by is None), None)

    @property
    def origins(self) -> tuple[Period, ...]:
        """The periods whose figure a forecast can set out from, the newest first."""
        return tuple(one.period for one in reversed(self.series.observations) if one.measured)

    @property
    def newest(self) -> Period | None:
        """The period of the newest figure that is known."""
        return next(iter(self.origins), None)


def gather_draft(connection: Any, *, indicator: str, area: str | None) -> Draft:
    """NotFoundError when there is no plan, or it knows no such indicator or area."""
    book = read_plan(connection)
    place = choose_area(book, area)
    one = next((each for each in book.indicators if each.key == indicator), None)
    if one is None:
        raise NotFoundError(f"indicator '{indicator}'", expected="the key of an indicator of the plan")
    found = {each.area: each for each in read_series(connection, indicators=[one.key])}
    ours = found.pop(place.code, None)
    return Draft(
        book=book,
        indicator=one,
        place=place,
        series=ours or Series(indicator=one.key, area=place.code),
        others=choose_authorities(book, found.values()),
        frozen=tuple(read_baselines(connection, indicators=[one.key], areas=[place.code], superseded=True)),
        sources=_find_sources(ours, read_releases(connection)) if ours else (),
    )


def _find_sources(series: Series, releases: Iterable[Release]) -> tuple[Source, ...]:
    known = {one.id: one.source for one in releases}
    used = [known[one.release] for one in reversed(series.observations) if one.release in known]
    return tuple({(one.publisher, one.title, one.release): one for one in used}.values())


def choose_authorities(book: PlanBook, series: Iterable[Series]) -> tuple[Series, ...]:
    """The series of local authorities: a country or a region is no peer."""
    local = {one.code for one in book.areas if one.kind is AreaKind.LOCAL_AUTHORITY}
    return tuple(one for one in series if one.area in local)


def find_origin(draft: Draft, label: str) -> Period:
    """The period that a reader names, the newest one for ''. UsageError when there is no figure for it."""
    if not draft.origins:
        raise UsageError(
            "there are no figures yet", where=draft.name, remedy="Load the figures, then agree on a forecast"
        )
    wanted = " ".join(label.split()).casefold()
    for period in draft.origins:
        if wanted in ("", period.label.casefold(), period.short_label.casefold()):
            return period
    newest, oldest = draft.origins[0].label, draft.origins[-1].label
    raise UsageError(
        f"no measured figure for '{label.strip()}'",
        where=draft.name,
        expected=f"a period from {oldest} to {newest} that has a figure",
        remedy="Name another period, or load the release that holds its figure",
    )


def draft_scenarios(
    draft: Draft, *, data_to: Period, horizon: int, frozen_on: date, recorded_at: datetime
) -> dict[Scenario, Baseline]:
    """What each scenario that these figures allow would freeze, in the order of `SCENARIOS`."""
    allowed = scenarios_for(draft.series, indicator=draft.indicator, data_to=data_to)
    return {
        one: make_baseline(
            draft.series,
            indicator=draft.indicator,
            data_to=data_to,
            scenario=one,
            horizon=check_horizon(draft, horizon),
            frozen_on=frozen_on,
            recorded_at=recorded_at,
            peers=draft.others,
        )
        for one in SCENARIOS.values()
        if one in allowed
    }


def check_horizon(draft: Draft, horizon: int) -> int:
    if not 1 <= horizon <= LONGEST:
        raise UsageError(
            f"a horizon of {horizon}",
            where=draft.name,
            expected=f"1 to {LONGEST} periods ahead",
            remedy=f"Most groups look {USUAL} periods ahead",
        )
    return horizon


def digest_of(draft: Draft, candidate: Baseline) -> str:
    """A short text that changes when the figures, or what would be frozen from them, do; and the one that stands.

    It is `NUMBER-DIGEST`, the number being that of the standing baseline, 0 for none.
    """
    undated = replace(
        candidate,
        id=0,
        frozen_on=date.min,
        recorded_at=datetime.min.replace(tzinfo=UTC),
        agreed_by="",
        reason="",
        recorded_by="",
        replaces_because="",
    )
    figures = [(one.period.key, one.value, one.markers) for one in draft.series.observations]
    unit = (draft.indicator.unit, draft.indicator.value_type, draft.indicator.polarity)
    written = hashlib.sha256(repr((undated, figures, unit)).encode()).hexdigest()[:20]
    return f"{draft.standing.id if draft.standing else 0}-{written}"
