"""Papers as whole pages of HTML without a script: report card, meeting, action plan, Executive view, success story.

A session of Streamlit is not needed. They are kept like pages, by the version of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from oba.errors import NotFoundError, ObaError
from oba.model.reading import Reading
from oba.settings import Settings
from oba.store.engine import Store, identify
from oba.tasks.find_published import at_published
from oba.tasks.open_action_paper import NAMES, open_action_paper
from oba.tasks.open_card import SHARES, open_card
from oba.tasks.open_executive import open_executive
from oba.tasks.open_masthead import NO_PLAN, open_masthead
from oba.tasks.open_meeting_paper import open_meeting_paper
from oba.tasks.open_success import open_success
from oba.ui import fetch, html
from oba.ui.visit import Visit
from oba.words import cards, executive, meeting_papers, papers, successes
from oba.words.labels import in_words, use_labels
from oba.words.numbers import begin

Asked = Mapping[str, str]
LONGEST_NUMBER = 9


def make_paper(settings: Settings, name: str, asked: Asked) -> str:
    """The paper of this name for what the address asks. NotFoundError, in plain words, for what is not there."""
    make = PAPERS.get(name)
    if make is None or (name == "meeting" and settings.published):
        raise NotFoundError("there is no such paper here", remedy="Go to the home page")
    visit = _visit(settings)
    use_labels(fetch.masthead(visit).labels)
    return html.keep_reading(make(visit, asked), reading=_reading(asked))


def make_missing(settings: Settings, said: str) -> str:
    """A page that says in words what is not there; of a store that cannot be opened too."""
    try:
        masthead = fetch.masthead(_visit(settings))
    except ObaError:
        masthead = NO_PLAN
    return html.fill("paper_missing.html", said=begin(said), masthead=masthead, hint="")


def _visit(settings: Settings) -> Visit:
    settings = at_published(settings)
    return Visit(
        store=settings.store,
        identity=identify(settings.store),
        published=settings.published,
        version=fetch.store_version(settings),
        today=settings.date_today(),
        dark=False,
    )


def _card(visit: Visit, asked: Asked) -> str:
    choices = fetch.curve_choices(visit)
    key, area = asked.get("indicator", ""), asked.get("area", choices.area)
    _check(key, choices.indicators, name="indicator")
    _check(area, choices.areas, name="area")
    filled: str = fetch.result_of(
        visit,
        fill_card,
        indicator=key,
        area=area,
        today=visit.today,
        published=visit.published,
        plain=_reading(asked).plain,
    )
    return filled


def _success(visit: Visit, asked: Asked) -> str:
    key = asked.get("indicator", "")
    _check(key, fetch.curve_choices(visit).indicators, name="indicator")
    filled: str = fetch.result_of(
        visit, fill_success, indicator=key, today=visit.today, published=visit.published
    )
    return filled


def _executive(visit: Visit, asked: Asked) -> str:
    filled: str = fetch.result_of(visit, fill_executive, today=visit.today, plain=_reading(asked).plain)
    return filled


def _actions(visit: Visit, asked: Asked) -> str:
    chosen = {name: asked[name] for name in NAMES if name in asked}
    filled: str = fetch.result_of(visit, fill_actions, today=visit.today, published=visit.published, **chosen)
    return filled


def _meeting(visit: Visit, asked: Asked) -> str:
    said = asked.get("meeting", "")
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
        raise NotFoundError(
            "the address names no meeting", remedy="Choose one of the list on the page Meeting"
        )
    filled: str = fetch.result_of(
        visit, fill_meeting, number=int(said), today=visit.today, published=visit.published
    )
    return filled


PAPERS: Mapping[str, Callable[[Visit, Asked], str]] = {
    "card": _card,
    "success": _success,
    "executive": _executive,
    "actions": _actions,
    "meeting": _meeting,
}
"""The papers by the last part of their address."""


def _reading(asked: Asked) -> Reading:
    """As the page that linked to the paper was read; its links lead back to that."""
    return Reading.PLAIN if asked.get(html.PLAIN) == "true" else Reading.FULL


def _check(said: str, among: Mapping[str, str], *, name: str) -> None:
    if said not in among:
        word = in_words(name)
        found = f"there is no {word} '{said[:60]}' in this plan" if said else f"the address names no {word}"
        raise NotFoundError(found, remedy="Go back and choose one")


def fill_card(store: Store, *, indicator: str, area: str, today: date, published: bool, plain: bool) -> str:
    view = open_card(store, indicator=indicator, area=area, today=today, published=published, plain=plain)
    return html.fill(
        "paper_card.html",
        view=view,
        masthead=open_masthead(store),
        headings=cards.HEADINGS,
        shares=SHARES,
        name=papers.CARD,
        hint=papers.HINT,
        back=f"../indicator?{urlencode({'indicator': indicator, 'area': area})}",
    )


def fill_success(store: Store, *, indicator: str, today: date, published: bool) -> str:
    view = open_success(store, indicator=indicator, today=today, published=published)
    return html.fill(
        "paper_success.html",
        view=view,
        masthead=open_masthead(store),
        headings=successes.HEADINGS,
        name=papers.SUCCESS,
        hint=papers.HINT,
    )


def fill_executive(store: Store, *, today: date, plain: bool) -> str:
    return html.fill(
        "paper_executive.html",
        view=open_executive(store, today=today, plain=plain),
        plain=plain,
        masthead=open_masthead(store),
        words=executive,
        name=papers.EXECUTIVE,
        hint=papers.HINT,
    )


def fill_actions(store: Store, *, today: date, published: bool, **chosen: str) -> str:
    view = open_action_paper(store, today=today, published=published, **chosen)
    return html.fill("paper_actions.html", view=view, masthead=open_masthead(store), hint=papers.HINT)


def fill_meeting(store: Store, *, number: int, today: date, published: bool) -> str:
    view = open_meeting_paper(store, number=number, today=today, published=published)
    return html.fill(
        "paper_meeting.html",
        view=view,
        masthead=open_masthead(store),
        headings=cards.HEADINGS,
        shares=SHARES,
        words=meeting_papers,
        hint=papers.HINT,
    )
