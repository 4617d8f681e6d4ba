"""The Baseline page from top to bottom: scenarios compared, one agreed and frozen, and all that were frozen before."""

from __future__ import annotations

from typing import NoReturn

from oba.errors import ObaError
from oba.model.editor import editor_of
from oba.settings import read_settings
from oba.tasks.agree_baseline import ALL_THE_SAME, Agreement, agree, find_missing
from oba.tasks.compare_scenarios import BaselineChoices, ScenariosView
from oba.tasks.draft_baseline import SCENARIOS, USUAL
from oba.ui import ask, fetch, fetch_baselines, frame, html, show
from oba.ui.visit import Visit

TYPED = ("agreed_by", "reason", "replaces")
ABOUT_ONE_CURVE = ("data_to", "shown", *TYPED)
WHO = "Who agreed on it: name the group, not people (the public is shown it)"
OF_THE_CURVE = "among the figures of this curve"
OF_THE_LIST = "among the forecasts frozen for this curve"


def show_page(visit: Visit) -> None:
    """Choose a curve, compare its scenarios, agree on one; then every forecast that was frozen for it."""
    choices = fetch.curve_choices(visit)
    ask.recall(indicator=choices.indicators, area=choices.areas)
    left, right = frame.columns(2)
    key = ask.choose(
        "Indicator",
        choices.indicators,
        name="indicator",
        default=choices.indicator,
        place=left,
        drops=ABOUT_ONE_CURVE,
    )
    area = ask.choose(
        "Area",
        choices.areas,
        name="area",
        default=choices.area,
        place=right,
        drops=ABOUT_ONE_CURVE,
    )
    if said := ask.take_word():
        html.show("baseline_done.html", said=said, key=key, area=area)
    curve = fetch_baselines.baseline_choices(visit, key, area)
    if curve.origins:
        _compare(visit, key, area, curve)
    else:
        html.show("baseline_nothing.html", curve=curve)
    _list_frozen(visit, key, area)


def _compare(visit: Visit, key: str, area: str, curve: BaselineChoices) -> None:
    left, middle, right = frame.columns(3)
    data_to = ask.choose(
        "Last figure to use",
        curve.origins,
        name="data_to",
        default=next(iter(curve.origins)),
        place=left,
        among=OF_THE_CURVE,
    )
    horizon = ask.choose(
        "How far ahead", curve.horizons, name="horizon", default=str(USUAL), place=middle, among="possible"
    )
    scenario = ask.choose(
        "Scenario to freeze",
        curve.scenarios,
        name="scenario",
        default="carry_on",
        place=right,
        among="a scenario",
    )
    view = fetch_baselines.scenarios(
        visit, key, area, data_to=data_to, horizon=int(horizon), scenario=SCENARIOS[scenario]
    )
    html.show("baseline_cautions.html", view=view)
    show.charts([view.chart])
    html.show("baseline_scenarios.html", view=view)
    _agree(view)


def _agree(view: ScenariosView) -> None:
    """Who and why, what will be frozen, and the button. What is typed stands in the address."""
    html.show("baseline_agree.html", view=view)
    curve = f"{view.key} {view.area}"
    agreement = Agreement(
        indicator=view.key,
        area=view.area,
        scenario=view.scenario,
        data_to=view.data_to,
        horizon=view.horizon,
        agreed_by=ask.typed(WHO, name="agreed_by", of=curve),
        reason=ask.typed("Why this scenario", name="reason", of=curve, lines=True, most=1000),
        replaces_because=ask.typed(
            "Why the one that stands is superseded", name="replaces", of=curve, lines=True, most=1000
        )
        if view.stands
        else "",
        without_margin=view.no_margin and ask.tick(ALL_THE_SAME, name=f"without_margin {curve}"),
    )
    missing = find_missing(agreement, replaces=bool(view.stands))
    html.show("baseline_preview.html", view=view, agreement=agreement, missing=missing)
    if shown := ask.press("Freeze this forecast", name="freeze", shown=view.digest):
        _freeze(agreement, curve=curve, shown=shown)
    elif (refusal := ask.take_refusal()) is not None:
        html.show("error.html", error=refusal)


def _freeze(agreement: Agreement, *, curve: str, shown: str) -> NoReturn:
    """Either way the page is then shown anew: somebody else may have written while this one was being drawn."""
    try:
        settings = read_settings()
        done = agree(settings, editor_of(settings), agreement, shown=shown)
    except ObaError as error:
        ask.leave_refusal(error)
    ask.forget_typed(TYPED, of=curve)
    ask.leave_word(done.said)
    ask.go(indicator=agreement.indicator, area=agreement.area or "", shown=str(done.baseline.id))


def _list_frozen(visit: Visit, key: str, area: str) -> None:
    usual = fetch_baselines.baselines(visit, key, area, shown="")
    html.show("baseline_list.html", number=len(usual.frozen))
    if usual.chart is None:
        return
    standing = next((str(one.number) for one in usual.frozen if one.drawn), "")
    shown = standing
    if len(usual.choices) > 1:
        shown = ask.choose(
            "Forecast to draw", usual.choices, name="shown", default=standing, among=OF_THE_LIST
        )
    view = fetch_baselines.baselines(visit, key, area, shown=shown)
    if view.chart is not None:
        show.charts([view.chart])
    html.show("baseline_frozen.html", view=view)
