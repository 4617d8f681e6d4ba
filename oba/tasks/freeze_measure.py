"""Freeze a forecast of a performance measure, as a group agreed on it, and show what it would be before that."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from oba.analysis.baseline import make_baseline, scenarios_for
from oba.charts import small_multiple
from oba.charts.curve import Curve, Options
from oba.errors import NotFoundError, StoreError, UsageError
from oba.model.baseline import Baseline, Scenario
from oba.model.editor import Editor, Right
from oba.model.performance import IN_ORDER, PerformanceMeasure
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.measure_baselines import freeze_measure, read_measure_baselines, supersede_measure
from oba.tasks.draft_baseline import LONGEST, SCENARIOS, USUAL
from oba.tasks.gather_services import Served, read_served
from oba.tasks.sketch import colours
from oba.words.numbers import say_date
from oba.words.scenarios import say_scenario, say_short_name, say_would_freeze

WIDTH, HEIGHT = 640, 320
NO_MOMENT = datetime.min.replace(tzinfo=UTC)
NEEDED = (
    ("agreed_by", "nobody is named who agreed on it", "Name the group or the people who agreed"),
    ("reason", "no reason is given", "Say in a sentence why the group takes this scenario"),
)
REPLACES = (
    "replaces_because",
    "no reason is given for replacing the one that stands",
    "Say in a sentence why the forecast that stands is to be superseded",
)


@dataclass(frozen=True, slots=True)
class MeasureAgreement:
    measure: str
    scenario: Scenario = Scenario.CARRY_ON
    horizon: int = USUAL
    agreed_by: str = ""
    reason: str = ""
    replaces_because: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """What would be frozen, from the newest figure on. `digest` names exactly what is shown."""

    title: str
    service: str
    scenario: str
    sentence: str
    freezes: str
    svg: str
    alt: str
    stands: str
    frozen: tuple[str, ...]
    digest: str


def list_measures(store: Store, *, service: str) -> dict[str, str]:
    """The measures of a service that have a figure to set out from, what matters most first."""
    with store.reading() as connection:
        found = read_served(connection, service=service)
    ordered = sorted(found.measures(service), key=lambda one: IN_ORDER.index(one.cell))
    return {one.key: one.text for one in ordered if found.series[one.key].latest is not None}


def list_measure_scenarios(store: Store, *, measure: str) -> dict[str, str]:
    """The scenarios that its figures allow, by the word that stands for them in an address."""
    with store.reading() as connection:
        found, one = _find(connection, measure)
    latest = found.series[measure].latest
    if latest is None:
        return {}
    allowed = scenarios_for(found.series[measure], indicator=one.as_curve(), data_to=latest.period)
    return {key: each.value for key, each in SCENARIOS.items() if each in allowed}


def draft_measure(
    store: Store, *, measure: str, scenario: Scenario, horizon: int, today: date, dark: bool
) -> MeasureDraft:
    """What would be frozen today. NotFoundError for no such measure, ObaError where it has no figure."""
    with store.reading() as connection:
        found, one = _find(connection, measure)
        frozen = read_measure_baselines(connection, [measure], superseded=True)
    curve = one.as_curve()
    agreement = MeasureAgreement(measure, scenario, horizon)
    candidate = _make(found, one, agreement, day=today, now=NO_MOMENT, user="")
    service = found.service(one.service).name
    finding = replace(found.find(one), baseline=candidate, verdict=None)
    drawn = small_multiple.describe(
        Curve(curve, service, found.series[measure], finding, today, options=Options(show_interval=False))
    )
    standing = found.baselines.get(measure)
    return MeasureDraft(
        title=one.text,
        service=service,
        scenario=scenario.value,
        sentence=say_scenario(candidate, indicator=curve),
        freezes=say_would_freeze(candidate),
        svg=small_multiple.draw(drawn, width=WIDTH, height=HEIGHT, theme=colours(dark)),
        alt=drawn.alt,
        stands=say_short_name(standing) if standing else "",
        frozen=tuple(_say(each) for each in reversed(frozen)),
        digest=_digest(candidate, standing),
    )


def agree_measure(settings: Settings, editor: Editor, agreement: MeasureAgreement, *, shown: str) -> str:
    """Freeze what was agreed, superseding the one that stands, all in one transaction. A sentence on what was done.

    NotAllowedError for who may not; UsageError for what is missing; StoreError where the figures or the standing
    forecast are no longer those that were `shown`.
    """
    editor.require(Right.WRITE_SERVICES)
    if settings.published:
        raise NotFoundError("nothing is frozen on the published copy", remedy="Go to the home page")
    store = open_store(settings.store)
    try:
        with store.writing() as connection:
            found, one = _find(connection, agreement.measure)
            standing = found.baselines.get(agreement.measure)
            for name, fault, remedy in (*NEEDED, *((REPLACES,) if standing else ())):
                if not getattr(agreement, name).strip():
                    raise UsageError(fault, where=f"Forecast of {one.text}", remedy=remedy)
            candidate = _make(
                found, one, agreement, day=settings.date_today(), now=settings.now(), user=editor.name
            )
            if _digest(candidate, standing) != shown:
                raise StoreError(
                    "the figures, or the forecast that stands, have changed since they were shown",
                    where=f"Forecast of {one.text}",
                    remedy="Look at it again as it is now made, then freeze it",
                )
            number = freeze_measure(connection, candidate)
            if standing is not None:
                supersede_measure(connection, standing.id, by=number)
    finally:
        store.close()
    return f"Frozen: {one.text}, {candidate.scenario.value}. New figures are judged against it from now on."


def _find(connection: Any, measure: str) -> tuple[Served, PerformanceMeasure]:
    found = read_served(connection)
    one = next((each for each in found.services.measures if each.key == measure), None)
    if one is None:
        raise NotFoundError(f"measure '{measure}'", expected="the key of a performance measure")
    return found, one


def _make(
    found: Served,
    one: PerformanceMeasure,
    agreement: MeasureAgreement,
    *,
    day: date,
    now: datetime,
    user: str,
) -> Baseline:
    series = found.series[one.key]
    if series.latest is None:
        raise UsageError(
            "there are no figures yet", where=f"Forecast of {one.text}", remedy="Load its figures first"
        )
    if not 1 <= agreement.horizon <= LONGEST:
        raise UsageError(f"a horizon of {agreement.horizon}", expected=f"1 to {LONGEST} periods ahead")
    made = make_baseline(
        series,
        indicator=one.as_curve(),
        data_to=series.latest.period,
        scenario=agreement.scenario,
        horizon=agreement.horizon,
        frozen_on=day,
        recorded_at=now,
        agreed_by=" ".join(tidy(agreement.agreed_by).split()),
        reason=" ".join(tidy(agreement.reason).split()),
    )
    return replace(
        made, recorded_by=user, replaces_because=" ".join(tidy(agreement.replaces_because).split())
    )


def _digest(candidate: Baseline, standing: Baseline | None) -> str:
    bare = replace(
        candidate,
        frozen_on=date.min,
        recorded_at=NO_MOMENT,
        agreed_by="",
        reason="",
        recorded_by="",
        replaces_because="",
    )
    return hashlib.sha256(repr((bare, standing.id if standing else 0)).encode()).hexdigest()[:20]


def _say(one: Baseline) -> str:
    state = "superseded" if one.superseded_by else "stands"
    who = f", agreed by {one.agreed_by}: {one.reason}" if one.agreed_by else ""
    return f"{say_date(one.frozen_on)}, {one.scenario.value}, data to {one.data_to.label} ({state}){who}"
