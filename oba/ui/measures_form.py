"""A service's own figures: the sheet to fill in, what a filled one would change; and forecasts of its measures."""

from __future__ import annotations

import hashlib

from oba.errors import ObaError
from oba.model.editor import editor_of
from oba.settings import Settings
from oba.tasks.draft_baseline import LONGEST, SCENARIOS, USUAL
from oba.tasks.freeze_measure import (
    MeasureAgreement,
    MeasureDraft,
    agree_measure,
    draft_measure,
    list_measure_scenarios,
    list_measures,
)
from oba.tasks.load_measures import MeasurePreview, preview_measures, save_measures
from oba.tasks.open_service import ServiceView
from oba.ui import ask, fetch, frame, html, show
from oba.ui.desk import Desk
from oba.ui.visit import Visit

MEGABYTES = 10
BOX = "measures"
HORIZONS = {str(one): f"{one} periods" if one > 1 else "1 period" for one in range(1, LONGEST + 1)}


def show_figures(visit: Visit, settings: Settings, service: str) -> None:
    """The sheet to fill in, and one that was filled in: what it would change, and the button that saves it."""
    html.show(
        "story_heading.html",
        heading="Figures of this service",
        empty="Download the sheet, fill it in, and hand it in here. Nothing is saved before you have seen it.",
    )
    show.measure_sheet(visit, service)
    for name, content in ask.files("A filled sheet of figures", name=BOX, megabytes=MEGABYTES):
        try:
            found = _preview(visit, name, content)
        except ObaError as error:
            html.show("error.html", error=error)
            continue
        html.show("measures_preview.html", view=found)
        if found.changed and not found.stopped:
            _offer_saving(settings, found, content, service=service)


def _preview(visit: Visit, name: str, content: bytes) -> MeasurePreview:
    key = ("measures", visit.store, visit.identity, visit.version, name, hashlib.sha256(content).hexdigest())

    def make() -> MeasurePreview:
        return preview_measures(fetch.reading_store(visit), name=name, content=content)

    found: MeasurePreview = fetch.mapped(key, make)
    return found


def _offer_saving(settings: Settings, found: MeasurePreview, content: bytes, *, service: str) -> None:
    label = ask.Said(f"Save the figures of {found.name}")
    shown = ask.press(label, name=f"save_{found.digest}", shown=found.digest)
    if not shown:
        return
    try:
        editor = editor_of(settings)
        said = save_measures(settings, editor, name=found.name, content=content, shown=shown)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    ask.forget_files(BOX)
    ask.leave_word(said)
    ask.go(service=service)


def show_baselines(visit: Visit, desk: Desk, view: ServiceView) -> None:
    """Choose a measure, see where it is heading, and freeze that with who agreed and why."""
    measures: dict[str, str] = fetch.result_of(visit, list_measures, service=view.key)
    heading = "Where is it heading? Freeze a forecast"
    if not measures:
        html.show(
            "story_heading.html", heading=heading, empty="Load figures first: a forecast sets out from them."
        )
        return
    html.show("story_heading.html", heading=heading, empty="")
    first, second, third = frame.columns(3)
    measure = ask.choose(
        "Measure",
        measures,
        name="measure",
        default=next(iter(measures)),
        place=first,
        drops=("scenario",),
        among="measures of this service",
    )
    scenarios: dict[str, str] = fetch.result_of(visit, list_measure_scenarios, measure=measure)
    scenario = ask.choose(
        "Scenario", scenarios, name="scenario", default="carry_on", place=second, among="a scenario"
    )
    horizon = ask.choose(
        "How far ahead", HORIZONS, name="horizon", default=str(USUAL), place=third, among="possible"
    )
    draft: MeasureDraft = fetch.result_of(
        visit,
        draft_measure,
        measure=measure,
        scenario=SCENARIOS[scenario],
        horizon=int(horizon),
        today=visit.today,
        dark=visit.dark,
    )
    html.show("measure_draft.html", view=draft)
    agreement = MeasureAgreement(
        measure,
        SCENARIOS[scenario],
        int(horizon),
        agreed_by=_typed(desk, measure, "agreed_by", "Who agreed on it: the group, or people by name"),
        reason=_typed(desk, measure, "reason", "Why this scenario"),
        replaces_because=_typed(desk, measure, "replaces", "Why the one that stands is superseded")
        if draft.stands
        else "",
    )
    if shown := ask.press("Freeze this forecast", name="freeze_measure", shown=draft.digest):
        _freeze(desk, agreement, shown=shown, service=view.key)


def _typed(desk: Desk, measure: str, name: str, label: str) -> str:
    return ask.draft_text(label, desk=desk, name=f"freeze-{measure}/{name}", lines=False, most=400).text


def _freeze(desk: Desk, agreement: MeasureAgreement, *, shown: str, service: str) -> None:
    try:
        said = agree_measure(desk.settings, desk.editor, agreement, shown=shown)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"freeze-{agreement.measure}/")
    ask.leave_word(said)
    ask.go(service=service, measure=agreement.measure)
