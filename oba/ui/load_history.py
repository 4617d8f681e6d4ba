"""Earlier loads on the Load page, what undoing one would change, and the store's health."""

from __future__ import annotations

import re

from oba.errors import NotFoundError, StoreError
from oba.model.editor import editor_of
from oba.settings import Settings
from oba.tasks.take_back import CHANGED, look_at_undo, take_back
from oba.ui import ask, fetch, html
from oba.ui.load_progress import Progress
from oba.ui.visit import Visit

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def show_loads(visit: Visit) -> None:
    html.show("loads.html", view=fetch.loads(visit))


def show_chosen(settings: Settings) -> bool:
    """The load that the address asks about, with what undoing it would change; False when it asks about none."""
    asked = ask.address("load")
    if not asked:
        return False
    if not NUMBER.fullmatch(asked):
        html.show("load_word.html", said="The address asks about a load that is not there.")
        return False
    try:
        view = look_at_undo(settings, int(asked))
    except (StoreError, NotFoundError) as error:
        html.show("load_word.html", said=str(error))
        return False
    html.show("load_undo.html", view=view)
    with ask.row():
        if pressed := ask.press(view.deed, name="undo", shown=view.fingerprint):
            Progress().say(view.file_name, "Undoing")
            same = pressed == view.fingerprint
            ask.leave_word(
                take_back(settings, editor_of(settings), view.number, shown=pressed) if same else CHANGED
            )
            ask.go(**({} if same else {"load": asked}))
        if ask.button("Leave it as it is", name="leave"):
            ask.go()
    return True
