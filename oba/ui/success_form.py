"""The account of a curve that turned, written beneath its story; what is typed lies on the desk until it is saved."""

from __future__ import annotations

from collections.abc import Callable

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.success import LONGEST, find_causes
from oba.settings import read_settings
from oba.tasks.open_success import SuccessDesk, open_success_desk
from oba.tasks.record_success import tell_success, withdraw_success
from oba.ui import ask, fetch, html
from oba.ui.desk import Desk, open_desk
from oba.ui.story_form import Both
from oba.ui.visit import Visit
from oba.words import story, successes

NAME = "account"


def show_here(visit: Visit, indicator: str) -> None:
    """The field of the account where the curve has turned; else why there is none, and when there will be one."""
    view: SuccessDesk = fetch.result_of(visit, open_success_desk, indicator=indicator)
    html.show("success_head.html", view=view)
    if not view.available and not view.text:
        return
    desk = open_desk(visit, read_settings(), within=f"success/{indicator}")
    written = ask.draft_text(
        "What happened",
        desk=desk,
        name=f"{NAME}/text",
        saved=view.text,
        version=view.version,
        most=LONGEST,
        hint=successes.HINT,
    )
    html.show("success_hint.html", said=successes.say_causes(find_causes(written.text)), hint=successes.HINT)
    if written.changed and written.version < view.version:
        rows = [Both("account", view.text, written.text)]
        html.show("story_conflict.html", rows=rows, by=view.by)
    _offer_deeds(desk, view, written)


def _offer_deeds(desk: Desk, view: SuccessDesk, written: ask.Written) -> None:
    version = str(view.version)
    with ask.row():
        keep = ask.press("Save the success story", name="save_success", shown=version)
        gone = (
            ask.press("Withdraw the success story", name="gone_success", shown=version, main=False)
            if view.text
            else ""
        )
    if keep:
        _save(
            desk,
            view,
            lambda: tell_success(
                desk.settings, written.text, editor=desk.editor, indicator=view.key, version=int(keep)
            ),
            said="The success story is saved.",
        )
    if gone:
        _save(
            desk,
            view,
            lambda: withdraw_success(
                desk.settings, editor=desk.editor, indicator=view.key, version=int(gone)
            ),
            said="Withdrawn. What it said is kept with its edits.",
        )


def _save(desk: Desk, view: SuccessDesk, write: Callable[[], object], *, said: str) -> None:
    """Write; then the desk is cleared and the page shown anew. What cannot be written is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        ask.leave_word(story.say_conflict(error.by))
        ask.go(indicator=view.key)
    except ObaError as error:
        html.show("error.html", error=error)
        return
    desk.clear(f"{NAME}/")
    ask.leave_word(said)
    ask.go(indicator=view.key)
