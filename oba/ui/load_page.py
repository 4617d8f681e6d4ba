"""The Load page from top to bottom: the box for files, then one file or all that wait."""

from __future__ import annotations

from oba.settings import read_settings
from oba.ui import ask, html, load_file, load_history, load_intake
from oba.ui.visit import Visit


def show(visit: Visit) -> None:
    """What the address asks for: one file, one earlier load, or everything."""
    settings = read_settings()
    if said := ask.take_word():
        html.show("load_word.html", said=said)
    if chosen := load_intake.chosen_file(settings):
        load_file.show_file(visit, settings, chosen)
    elif not load_history.show_chosen(settings):
        load_intake.take_files(visit, settings)
        load_intake.show_waiting(visit, settings)
        load_history.show_loads(visit)
