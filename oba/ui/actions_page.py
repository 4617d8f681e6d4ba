"""The Actions page: the plan's actions to be changed in place, their progress, and the workbook of them."""

from __future__ import annotations

from functools import partial

from oba.errors import NotFoundError
from oba.settings import read_settings
from oba.tasks.actions_workbook import FILE_NAME, make_actions_workbook
from oba.tasks.open_actions import ActionDesk, list_withdrawn, open_action
from oba.ui import ask, fetch, html, paper_links, show
from oba.ui.action_form import show_form, show_progress, show_withdrawing
from oba.ui.actions_list import kept_choices, show_list
from oba.ui.desk import open_desk
from oba.ui.visit import Visit

NEW, LARGEST = "new", 1_000_000


def show_page(visit: Visit) -> None:
    """One action, where the address names one; else all of them."""
    if said := ask.take_word():
        html.show("story_done.html", said=said)
    asked = ask.address("action")
    if asked:
        _show_one(visit, asked)
    else:
        _show_all(visit)


def _show_one(visit: Visit, asked: str) -> None:
    number = 0 if asked == NEW else _read_number(asked)
    view: ActionDesk = fetch.result_of(visit, open_action, number=number)
    desk = open_desk(visit, read_settings(), within=f"action/{number or NEW}")
    html.show("action_head.html", view=view)
    if not view.withdrawn:
        show_form(desk, view)
    if number:
        show_progress(desk, view)
        show_withdrawing(desk, view)
        html.show("action_history.html", view=view)


def _read_number(asked: str) -> int:
    if asked.isascii() and asked.isdigit() and 0 < int(asked) < LARGEST:
        return int(asked)
    raise NotFoundError("the address names no action", remedy="Choose one of the list on the page Actions")


def _show_all(visit: Visit) -> None:
    html.show("actions_intro.html")
    with ask.row():
        if ask.button("Add an action", name="add", main=True):
            ask.go(action=NEW, **kept_choices())
        make = partial(make_actions_workbook, fetch.reading_store(visit))
        show.workbook("The action plan as a workbook", make, name=FILE_NAME)
    paper_links.offer_actions()
    show_list(visit, order="late", edits=True)
    html.show("actions_withdrawn.html", withdrawn=fetch.result_of(visit, list_withdrawn))
