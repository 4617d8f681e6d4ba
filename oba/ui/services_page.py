"""The Services page: one service in the order of its seven questions, or what is spent on each outcome by whom."""

from __future__ import annotations

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.settings import read_settings
from oba.tasks.gather_services import list_services
from oba.tasks.open_commissioning import list_years, open_commissioning
from oba.tasks.open_service import ServiceView, open_service
from oba.tasks.record_service import LONGEST, record_talk
from oba.ui import ask, fetch, html, measures_form, show
from oba.ui.desk import Desk, open_desk
from oba.ui.story_form import Both
from oba.ui.visit import Visit
from oba.words import services as words
from oba.words.labels import in_words

VIEWS = {"service": "One service: its seven questions", "outcomes": "Every outcome: joint commissioning"}
FIELD_OF = {"doing": "story", "partners": "partners", "works": "works", "proposal": "proposal"}
"""The field that a group writes under each question."""
ABOUT_ONE_SERVICE = ("measure", "scenario", "horizon")


def show_page(visit: Visit) -> None:
    services: dict[str, str] = fetch.result_of(visit, list_services)
    if said := ask.take_word():
        html.show("story_done.html", said=said)
    if not services:
        html.show("services_empty.html", apart=words.APART)
        show.plan_workbook(visit)
        return
    view = ask.choose(
        "Look at",
        {one: in_words(said) for one, said in VIEWS.items()},
        name="look",
        default="service",
        among="a view of this page",
    )
    if view == "outcomes":
        _show_outcomes(visit)
        return
    key = ask.choose(
        "Service", services, name="service", default=next(iter(services)), drops=ABOUT_ONE_SERVICE
    )
    _show_service(visit, key)


def _show_outcomes(visit: Visit) -> None:
    years: dict[str, str] = fetch.result_of(visit, list_years)
    year = ask.choose(
        "Financial year", years, name="year", default=next(iter(years)), among="years with budgets"
    )
    view = fetch.result_of(visit, open_commissioning, year=year, dark=visit.dark)
    html.show("commissioning.html", view=view, counted=words.COUNTED, meaning=words.MEANING)
    if view.chart is not None:
        show.charts([view.chart])


def _show_service(visit: Visit, key: str) -> None:
    view: ServiceView = fetch.result_of(visit, open_service, service=key, today=visit.today, dark=visit.dark)
    desk = open_desk(visit, read_settings(), within=f"service/{key}")
    html.show("service_head.html", view=view, apart=words.APART)
    written: dict[str, ask.Written] = {}
    for number, question in enumerate(view.questions, start=1):
        html.show("service_question.html", view=view, question=question, number=number)
        if field := FIELD_OF.get(question.key):
            written[field] = ask.draft_text(
                words.FIELD_NAMES[field],
                desk=desk,
                name=field,
                saved=getattr(view.talk, field),
                version=view.talk.version,
                most=LONGEST,
            )
    _offer_saving(desk, view, written)
    show.measures(view)
    measures_form.show_figures(visit, desk.settings, key)
    measures_form.show_baselines(visit, desk, view)


def _offer_saving(desk: Desk, view: ServiceView, written: dict[str, ask.Written]) -> None:
    """One button for all four; where somebody saved one meanwhile, both texts before it is saved again."""
    changed = {name: one for name, one in written.items() if one.changed}
    if any(one.version < view.talk.version for one in changed.values()):
        rows = [
            Both(words.FIELD_NAMES[name], getattr(view.talk, name), one.text) for name, one in changed.items()
        ]
        html.show("story_conflict.html", rows=rows, by="")
    shown = ask.press("Save what was said", name="save_talk", shown=str(view.talk.version))
    if not shown:
        return
    try:
        texts = {name: one.text for name, one in changed.items()}
        record_talk(desk.settings, desk.editor, service=view.key, texts=texts, version=int(shown))
    except EditConflict as error:
        ask.leave_word(f"{error.found[:1].upper()}{error.found[1:]}. {error.remedy}.")
        ask.go(service=view.key)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(*FIELD_OF.values())
    ask.leave_word(words.say_saved(len(changed)))
    ask.go(service=view.key)
