"""Earlier loads on the Load page, and the store's health."""

from __future__ import annotations

from oba.settings import Settings
from oba.ui import fetch, html
from oba.ui.visit import Visit


def show_loads(visit: Visit) -> None:
    html.show("loads.html", view=fetch.loads(visit))


def show_chosen(visit: Visit, settings: Settings) -> bool:
    return False
