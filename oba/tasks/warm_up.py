"""Warm up: import and open once what the first visitor would otherwise wait for."""

from __future__ import annotations

from contextlib import suppress

from oba.errors import ObaError
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.curve_choices import list_curve_choices
from oba.tasks.draw_curve import draw_curve
from oba.tasks.find_published import NothingPublishedError, at_published
from oba.tasks.open_home import open_home


def check_store(settings: Settings) -> None:
    """StoreError, with what to do, when the store cannot be opened as this mode needs it.

    Where nothing is published yet there is nothing to open, and the pages say so.
    """
    with suppress(NothingPublishedError):
        open_store(at_published(settings).store, read_only=settings.published).close()


def warm_up(settings: Settings) -> None:
    """Open the home page and one curve once, unseen. A store that cannot be opened is said by the pages, not here."""
    try:
        store = open_store(at_published(settings).store, read_only=True)
        open_home(store, today=settings.date_today(), dark=False)
        choices = list_curve_choices(store)
        draw_curve(
            store,
            indicator=choices.indicator,
            area=choices.area,
            compare=False,
            intervals=True,
            zero=True,
            today=settings.date_today(),
            dark=False,
            published=settings.published,
        )
        store.close()
    except ObaError:
        return
