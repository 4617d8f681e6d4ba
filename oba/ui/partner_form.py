"""The fields of a partner's record, new or being changed, and how it leaves; what is typed lies on the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.model.partner import LONGEST, LONGEST_NAME, TYPED
from oba.tasks.open_partner import PartnerDesk
from oba.tasks.record_partner import add_partner, change_partner, restore_partner, withdraw_partner
from oba.ui import ask, html
from oba.ui.desk import Desk
from oba.ui.story_form import Both
from oba.words import partners as words

FIELD, BECAUSE = "field/", "because"


def add_partner_here(desk: Desk, view: PartnerDesk) -> None:
    """A form for a new partner, folded until it is needed; open while something typed lies in it."""
    with ask.folded("Add a partner", open_now=desk.lies(FIELD)):
        written = _ask_fields(desk, view)
        if not ask.press("Add this partner", name="partner_new", shown="new", main=False):
            return
        texts = {name: one.text for name, one in written.items()}
        made: list[str] = []

        def save() -> None:
            made.append(add_partner(desk.settings, desk.editor, texts).partner.key)

        if _try(save):
            desk.clear(FIELD)
            ask.leave_word(f"{texts['name']} is a partner now.")
            ask.stay(partner=made[0])


def change_partner_here(desk: Desk, view: PartnerDesk) -> None:
    """The fields with what stands in them; both texts where someone saved the record meanwhile."""
    with ask.folded("Change its record", open_now=desk.lies(FIELD)):
        written = _ask_fields(desk, view)
        changed = {name: one for name, one in written.items() if one.changed}
        if any(one.version < view.version for one in changed.values()):
            rows = [
                Both(words.FIELD_NAMES[name], _say(view, name, view.texts[name]), _say(view, name, one.text))
                for name, one in changed.items()
            ]
            by = next((who for name in changed if (who := view.last_by.get(name, ""))), "")
            html.show("story_conflict.html", rows=rows, by=by)
        shown = str(view.version)
        with ask.row():
            keep = ask.press("Save its record", name="partner_save", shown=shown)
            leave = ask.press("Leave it as it was", name="partner_leave", shown=shown, main=False)
        texts = {name: one.text for name, one in changed.items()}

        def save() -> None:
            change_partner(desk.settings, desk.editor, view.key, texts, version=int(keep))

        if keep and _try(save):
            _done(desk, FIELD, said="Saved. What stood there before is in the history.")
        if leave:
            _done(desk, FIELD, said="Nothing was changed.")


def show_leaving(desk: Desk, view: PartnerDesk) -> None:
    """Let the partner leave with a reason, or take part again."""
    shown = str(view.version)
    if view.left:
        back = ask.press("Let it take part again", name="partner_back", shown=shown, main=False)

        def restore() -> None:
            restore_partner(desk.settings, desk.editor, view.key, version=int(back))

        if back and _try(restore):
            _done(desk, BECAUSE, said=f"{view.name} takes part again.")
        return
    with ask.folded("This partner leaves", open_now=desk.lies(BECAUSE)):
        because = ask.draft_text(
            "Why it leaves", desk=desk, name=BECAUSE, version=view.version, lines=False, most=LONGEST
        )
        gone = ask.press("Let it leave", name="partner_gone", shown=shown, main=False)

        def withdraw() -> None:
            withdraw_partner(desk.settings, desk.editor, view.key, because.text, version=int(gone))

        if gone and _try(withdraw):
            _done(desk, BECAUSE, said=f"{view.name} has left. Its record and its history are kept.")


def _ask_fields(desk: Desk, view: PartnerDesk) -> dict[str, ask.Written]:
    found = {
        name: ask.draft_text(
            words.FIELD_NAMES[name],
            desk=desk,
            name=f"{FIELD}{name}",
            saved=view.texts[name],
            version=view.version,
            lines=name == "role",
            most=LONGEST_NAME if name == "name" else LONGEST,
        )
        for name in TYPED
        if name != "themes"
    }
    found["themes"] = ask.draft_picks(
        words.FIELD_NAMES["themes"],
        view.themes,
        desk=desk,
        name=f"{FIELD}themes",
        saved=view.texts["themes"],
        version=view.version,
    )
    return found


def _say(view: PartnerDesk, name: str, text: str) -> str:
    titles: Mapping[str, str] = view.themes if name == "themes" else {}
    return ", ".join(titles.get(part, part) for part in text.split(";")) if titles else text


def _try(write: Callable[[], object]) -> bool:
    """Whether it was written. What cannot be is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        ask.leave_word(words.say_conflict(error.by))
        ask.stay()
    except ObaError as error:
        html.show("error.html", error=error)
        return False
    return True


def _done(desk: Desk, clears: str, *, said: str) -> None:
    desk.clear(clears)
    ask.leave_word(said)
    ask.stay()
