"""A published copy of the example shows what the example shows, and every page of the public works on it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial

import pytest

from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.public_facts import read_public_facts
from oba.store.shelf import Pointer, Shelf
from oba.tasks import (
    open_about,
    open_card,
    open_compare,
    open_data,
    open_decisions,
    open_download,
    open_executive,
    open_home,
    open_indicator,
    open_masthead,
    open_plan,
    open_signals,
    open_success,
    open_theme,
)
from oba.tasks.curve_choices import list_curve_choices
from oba.tasks.draw_curve import draw_curve
from oba.tasks.make_copy import make_copy

TODAY = date(2026, 12, 1)
FILE = re.compile(r"[\w-]+\.(?:xlsx|csv|ods)")
"""A file's name, which the working instance shows and a copy never does."""


def publish(settings, *, number=1):
    built = make_copy(settings, number=number, published_on=TODAY, note="The first publication")
    shelf = Shelf(settings.copies_folder)
    file = shelf.add(built)
    shelf.switch(Pointer(number, file, built.sha256))
    return open_store(f"sqlite:///{shelf.path(file).as_posix()}", read_only=True)


@pytest.fixture(scope="module")
def both(example_url, tmp_path_factory):
    """The working store of the example and its published copy."""
    copies = tmp_path_factory.mktemp("copies") / "published"
    settings = Settings(store=example_url, user="ann", today=TODAY.isoformat(), copies=str(copies))
    working, copy = open_store(example_url, read_only=True), publish(settings)
    yield working, copy
    working.close()
    copy.close()


def tell(view):
    """All that a view says, without what only draws it, and without names of files."""
    if is_dataclass(view) and not isinstance(view, type):
        return {one.name: tell(getattr(view, one.name)) for one in fields(view)}
    if isinstance(view, dict):
        return {key: tell(value) for key, value in view.items()}
    if isinstance(view, list | tuple):
        return [tell(one) for one in view]
    if isinstance(view, str):
        return FILE.sub("", view).replace("not published", "").lstrip(", ")
    return None if callable(view) else view


ONE = {"indicator": "under18_conceptions", "area": "E06000002", "published": True}
CURVE = {**ONE, "today": TODAY, "dark": False}
DRAWN = {**CURVE, "compare": True, "intervals": True, "zero": False}
WHOLE_PLAN = {"theme": "all", "by_whom": "all", "status": "all"}
VIEWS = {
    "masthead": open_masthead.open_masthead,
    "home": partial(open_home.open_home, today=TODAY, dark=False),
    "executive": partial(open_executive.open_executive, today=TODAY),
    "theme": partial(open_theme.open_theme, theme="child_poverty", today=TODAY, dark=False),
    "curve choices": list_curve_choices,
    "curve": partial(draw_curve, **DRAWN),
    "curve of a day": partial(draw_curve, **DRAWN, as_of=date(2026, 11, 30)),
    "indicator": partial(open_indicator.open_indicator, **CURVE),
    "indicator of a day": partial(open_indicator.open_indicator, **CURVE, as_of=date(2022, 5, 1)),
    "compare": partial(open_compare.open_compare, **ONE, dark=False, period="", since="", zero=True),
    "signals": partial(open_signals.open_signals, **ONE, dark=False, zero=True, screen=True, anew=""),
    "plan": partial(open_plan.open_plan, **WHOLE_PLAN, today=TODAY, dark=False),
    "data": partial(open_data.open_data, today=TODAY, published=True),
    "download": open_download.open_download,
    "figures": partial(open_download.write_download, key="figures_csv"),
    "findings": partial(open_download.write_download, key="findings_json"),
    "card": partial(open_card.open_card, **ONE, today=TODAY),
    "success": partial(open_success.open_success, indicator=ONE["indicator"], today=TODAY, published=True),
    "decisions": open_decisions.open_decisions,
    "about": partial(open_about.open_about, dark=False),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_shows_of_the_copy_what_it_shows_of_the_working_store_and_no_file_name(both, name):
    working, copy = (VIEWS[name](store) for store in both)
    if isinstance(working, bytes):
        working, copy = (one.decode() for one in (working, copy))
    assert not FILE.findall(repr(tell_all(copy)))
    assert tell(copy) == tell(working)


def test_curves_of_every_theme_are_the_same_in_the_copy(both):
    working, _ = both
    keys = list_curve_choices(working).indicators
    assert len(keys) > 30
    for key in list(keys)[:: len(keys) // 4]:
        chosen = {**CURVE, "indicator": key}
        told = [tell(open_indicator.open_indicator(store, **chosen)) for store in both]
        assert told[0] == told[1], key


def tell_all(view):
    if is_dataclass(view) and not isinstance(view, type):
        return [tell_all(getattr(view, one.name)) for one in fields(view) if one.name not in DOWNLOADS]
    if isinstance(view, list | tuple):
        return [tell_all(one) for one in view]
    return None if callable(view) else view


DOWNLOADS = ("files", "lines", "file_name", "compute")
"""What names the files that a reader may take away, which are no files of ours."""


def test_a_copy_says_of_itself_which_publication_it_is(both):
    with both[1].reading() as conn:
        facts = read_public_facts(conn)
    assert (facts.number, facts.published_on, facts.note) == (1, TODAY, "The first publication")
    assert facts.earlier == ()
