"""The Executive view as a page: the same body as its paper."""

from __future__ import annotations

from oba.tasks.open_executive import open_executive
from oba.ui import fetch, html
from oba.ui.visit import Visit
from oba.words import executive as words


def show_page(visit: Visit) -> None:
    html.show("executive_style.html")
    view = fetch.result_of(visit, open_executive, today=visit.today, dark=visit.dark)
    html.show("executive.html", view=view, words=words)
