"""What pages show, fetched once for each state of the store. The only caches of the product.

A cached function here takes nothing but values that name what it returns: the store's address and version, the
day, the colours, and keys that were checked against the plan. It reads nothing else, so no visitor's choice can
reach another visitor. What it returns is shared by everyone who sees the same page, and changed by nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Thread
from typing import Any

import streamlit as st

from oba.errors import NotFoundError
from oba.settings import Settings
from oba.store.engine import Store, figures_version, identify, open_store
from oba.store.engine import store_version as read_version
from oba.tasks.choose_actions import PlanChoices
from oba.tasks.compare_scenarios import compare_scenarios, list_baseline_choices
from oba.tasks.curve_choices import CurveChoices, list_curve_choices
from oba.tasks.draw_curve import DrawnCurve, draw_curve
from oba.tasks.list_baselines import list_baselines
from oba.tasks.open_about import AboutView, open_about
from oba.tasks.open_compare import list_periods, list_starts, open_compare
from oba.tasks.open_data import DataView, open_data
from oba.tasks.open_decisions import DecisionsView, open_decisions
from oba.tasks.open_download import DownloadView, open_download, write_download
from oba.tasks.open_home import HomeView, open_home
from oba.tasks.open_indicator import IndicatorView, open_indicator
from oba.tasks.open_loads import LoadsView, open_loads
from oba.tasks.open_masthead import Masthead, open_masthead
from oba.tasks.open_plan import PlanView, list_plan_choices, open_plan
from oba.tasks.open_signals import list_new_phases, open_signals
from oba.tasks.open_theme import ThemeView, list_themes, open_theme
from oba.tasks.write_template import make_template
from oba.ui import html
from oba.ui.visit import Visit
from oba.words.labels import current_labels, use_labels

TASKS: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        compare_scenarios,
        draw_curve,
        list_baseline_choices,
        list_baselines,
        list_curve_choices,
        list_new_phases,
        list_periods,
        list_plan_choices,
        list_starts,
        list_themes,
        open_about,
        open_compare,
        open_data,
        open_decisions,
        open_download,
        open_home,
        open_indicator,
        open_loads,
        open_plan,
        open_signals,
        open_theme,
    )
}


@st.cache_resource(show_spinner=False, max_entries=4)
def _store(url: str, identity: str) -> Store:
    """Pages only read, in either mode. Another `identity` at the same address is another store."""
    return open_store(url, read_only=True)


@st.cache_resource(show_spinner=False, max_entries=4)
def _writable(url: str, identity: str) -> Store:
    """Open for drafts, which are written with each pause in typing."""
    return open_store(url)


@st.cache_resource(show_spinner=False, max_entries=512)
def _kept(
    task: str, url: str, identity: str, version: int, _run: Callable[..., Any] | None = None, **choices: Any
) -> Any:
    """The result of a task at one version of the store. All is part of the key but `_run`, which `task` names."""
    return (_run or TASKS[task])(_store(url, identity), **choices)


@st.cache_resource(show_spinner=False, max_entries=64)
def _filled(
    template: str, tone: str, task: str, url: str, identity: str, version: int, **choices: Any
) -> str:
    """A template filled with the result of a task: long tables cost more to write than to show."""
    return html.fill(template, tone=tone, view=_kept(task, url, identity, version, **choices))


@st.cache_resource(show_spinner=False, max_entries=4)
def shelf_of(url: str, identity: str) -> dict[tuple[Any, ...], Any]:
    """Previews of files that wait. They say as they go how far they are, which a cached function cannot."""
    return {}


@st.cache_resource(show_spinner=False, max_entries=32)
def mapped(key: tuple[Any, ...], _make: Callable[[], Any]) -> Any:
    """What the mapper shows of a file; the key names all that it is made from."""
    return _make()


def result_of(visit: Visit, task: str | Callable[..., Any], **choices: Any) -> Any:
    """What a task gives for these choices, which are the whole of its key. One that is not in TASKS comes itself."""
    if isinstance(task, str):
        return _kept(task, visit.store, visit.identity, visit.version, **choices)
    name = f"{task.__module__}.{task.__name__}"
    return _kept(name, visit.store, visit.identity, visit.version, _run=task, **choices)


def figures_of(visit: Visit, task: Callable[..., Any], **choices: Any) -> Any:
    """What a task gives that reads nothing of what a talk writes: it is not made anew when a story is saved."""
    if visit.figures < 0:
        return result_of(visit, task, **choices)
    name = f"{task.__module__}.{task.__name__} of figures"
    return _kept(name, visit.store, visit.identity, visit.figures, _run=task, **choices)


def warm(visit: Visit, task: Callable[..., Any], **choices: Any) -> None:
    """Have `figures_of` made in the background for what comes next, in the plan's words. A failure is told then."""
    labels = current_labels()

    def make() -> None:
        use_labels(labels)
        with suppress(Exception):
            figures_of(visit, task, **choices)

    Thread(target=make, daemon=True).start()


def reading_store(visit: Visit) -> Store:
    """For what is no one else's and is never kept: drafts."""
    return _store(visit.store, visit.identity)


def desk_store(settings: Settings) -> Store:
    """The store that drafts are written to, on the working instance only."""
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    return _writable(settings.store, identify(settings.store))


def store_version(settings: Settings) -> int:
    """The number that changes with every write. Never cached: all else is cached by it."""
    return store_versions(settings)[0]


def store_versions(settings: Settings) -> tuple[int, int]:
    """That number, and the one that the writes of a talk leave."""
    with _store(settings.store, identify(settings.store)).reading() as connection:
        return read_version(connection), figures_version(connection)


def masthead(visit: Visit) -> Masthead:
    found: Masthead = figures_of(visit, open_masthead)
    return found


def home(visit: Visit) -> HomeView:
    found: HomeView = result_of(visit, "open_home", today=visit.today, dark=visit.dark)
    return found


def themes(visit: Visit) -> dict[str, str]:
    found: dict[str, str] = result_of(visit, "list_themes")
    return found


def theme(visit: Visit, key: str) -> ThemeView:
    found: ThemeView = result_of(visit, "open_theme", theme=key, today=visit.today, dark=visit.dark)
    return found


def curve_choices(visit: Visit) -> CurveChoices:
    found: CurveChoices = result_of(visit, "list_curve_choices")
    return found


def curve(
    visit: Visit,
    key: str,
    area: str,
    *,
    compare: bool,
    intervals: bool,
    zero: bool,
    as_of: date | None = None,
) -> DrawnCurve:
    found: DrawnCurve = result_of(
        visit,
        "draw_curve",
        indicator=key,
        area=area,
        compare=compare,
        intervals=intervals,
        zero=zero,
        today=visit.today,
        dark=visit.dark,
        published=visit.published,
        as_of=as_of,
    )
    return found


def indicator(visit: Visit, key: str, area: str, *, as_of: date | None = None) -> IndicatorView:
    found: IndicatorView = result_of(
        visit,
        "open_indicator",
        indicator=key,
        area=area,
        today=visit.today,
        dark=visit.dark,
        published=visit.published,
        as_of=as_of,
    )
    return found


def indicator_part(visit: Visit, key: str, area: str, part: str, *, as_of: date | None = None) -> str:
    """The `rest` of the indicator page, filled: story, actions, definition, areas; or its `end`: revisions, sources."""
    filled: str = _filled(
        f"indicator_{part}.html",
        html.find_tone(),
        "open_indicator",
        visit.store,
        visit.identity,
        visit.version,
        indicator=key,
        area=area,
        today=visit.today,
        dark=visit.dark,
        published=visit.published,
        as_of=as_of,
    )
    return filled


def plan_choices(visit: Visit) -> PlanChoices:
    found: PlanChoices = result_of(visit, "list_plan_choices")
    return found


def plan(visit: Visit, *, named: bool = False, **choices: str) -> PlanView:
    """The actions that answer to the choices. `named` shows who noted what, on the working instance only."""
    named = named and not visit.published
    found: PlanView = result_of(
        visit, "open_plan", today=visit.today, dark=visit.dark, named=named, **choices
    )
    return found


def data(visit: Visit, *, order: str, mark: str) -> DataView:
    shown = {"today": visit.today, "dark": visit.dark, "published": visit.published}
    found: DataView = result_of(visit, "open_data", **shown, order=order, mark=mark)
    return found


def download(visit: Visit) -> DownloadView:
    found: DownloadView = result_of(visit, "open_download")
    return found


def downloaded(visit: Visit, key: str) -> bytes:
    """The bytes of one download, made when it is asked for and not kept."""
    return write_download(_store(visit.store, visit.identity), key)


def template(visit: Visit, partner: str) -> bytes:
    """A partner's template, made when it is asked for and not kept."""
    return make_template(_store(visit.store, visit.identity), partner=partner, today=visit.today)


def about(visit: Visit) -> AboutView:
    found: AboutView = result_of(visit, "open_about", dark=visit.dark)
    return found


def decisions(visit: Visit) -> DecisionsView:
    found: DecisionsView = result_of(visit, "open_decisions")
    return found


def loads(visit: Visit) -> LoadsView:
    found: LoadsView = result_of(visit, "open_loads")
    return found
