"""The fields of one action, new or being changed; what is typed lies on the desk until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext

from oba.errors import ObaError
from oba.model.editor import EditConflict
from oba.tasks.open_actions import ActionDesk
from oba.tasks.record_action import (
    add_action,
    change_action,
    note_progress,
    restore_action,
    withdraw_action,
)
from oba.ui import ask, frame, html
from oba.ui.desk import Desk
from oba.ui.story_form import Both
from oba.words.actions import name_field, say_saved

ROWS = (
    ("proposed_action",),
    ("status", "by_whom"),
    ("budget_cost", "timescale"),
    ("lead", "supports"),
    ("funding", "funded_with"),
    ("starts", "due"),
    ("theme", "indicators"),
    ("recommendation_number", "also_serves"),
    ("stops", "note"),
)
"""Fields side by side, where there is room. What a talk changes most stands first."""
FIELDS = tuple(name for names in ROWS for name in names)
LONG, DAYS, PICKS = ("proposed_action",), ("starts", "due"), ("supports", "indicators", "also_serves")
KEPT = "What you were writing of it is kept as typed, and not saved: bring the action back, and save it then."
HINTS = {
    "by_whom": "Posts, groups or bodies, not people: this is public. Parted by semicolons; the one who leads first",
    "budget_cost": "Such as £45k, £0, Not known, Not applicable",
    "timescale": "Such as March 2027, April 2026 - March 2027, Ongoing",
    "starts": "Read from the timescale, unless you say another day",
    "due": "Read from the timescale, unless you say another day",
}


def show_form(desk: Desk, view: ActionDesk) -> None:
    """The fields with what stands in them, both texts where someone saved it meanwhile, and the deeds."""
    written = _ask_fields(desk, view)
    changed = {name: one for name, one in written.items() if one.changed}
    newer = {name: one for name, one in changed.items() if one.version < view.version}
    if newer:
        by = next((who for name in newer if (who := (view.last_by or {}).get(name, ""))), "")
        html.show(
            "story_conflict.html", rows=[_both(view, name, one.text) for name, one in newer.items()], by=by
        )
    texts = {name: one.text for name, one in changed.items()}
    shown = str(view.version)
    with ask.row():
        keep = ask.press("Save" if view.number else "Add this action", name="save", shown=shown)
        leave = ask.press("Leave it as it was", name="leave", shown=shown, main=False)
    if keep:
        _save(desk, view, texts, version=int(keep))
    if leave:
        _done(desk, view, "Nothing was changed.")


def show_progress(desk: Desk, view: ActionDesk) -> None:
    """What was noted, and a field for more."""
    html.show("action_progress.html", view=view)
    note = ask.draft_text("How it goes now", desk=desk, name="progress", most=4000)
    if ask.press("Note this", name="note", shown="note", main=False):
        _try(
            desk,
            view,
            lambda: note_progress(desk.settings, desk.editor, view.number, note.text),
            said=f"Noted of action {view.number}.",
            clears=("progress",),
            stays=True,
        )


def show_withdrawing(desk: Desk, view: ActionDesk) -> None:
    """Take the action out of the plan with a reason, or bring it back."""
    if view.withdrawn:
        html.show("story_done.html", said=f"Action {view.number} was {view.withdrawn}.", stands=True)
        if desk.lies(*FIELDS):
            html.show("story_done.html", said=KEPT, stands=True)
        if pressed := ask.press(
            "Bring it back into the plan", name="restore", shown=str(view.version), main=False
        ):
            _try(
                desk,
                view,
                lambda: restore_action(desk.settings, desk.editor, view.number, version=int(pressed)),
                said=f"Action {view.number} is in the plan again.",
            )
        return
    with ask.folded("Withdraw this action", open_now=desk.lies("because")):
        because = ask.draft_text("Why it is withdrawn", desk=desk, name="because", lines=False)
        if pressed := ask.press("Withdraw it", name="withdraw", shown=str(view.version), main=False):
            _try(
                desk,
                view,
                lambda: withdraw_action(
                    desk.settings, desk.editor, view.number, because.text, version=int(pressed)
                ),
                said=f"Action {view.number} is withdrawn. It is kept, and can be brought back.",
                clears=(*FIELDS, "because"),
            )


def _ask_fields(desk: Desk, view: ActionDesk) -> dict[str, ask.Written]:
    found: dict[str, ask.Written] = {}
    for names in ROWS:
        places = frame.columns(len(names)) if len(names) > 1 else [nullcontext()]
        for name, place in zip(names, places, strict=True):
            with place:
                found[name] = _ask_field(desk, view, name)
    return found


def _ask_field(desk: Desk, view: ActionDesk, name: str) -> ask.Written:
    label, saved, version = name_field(name), view.texts[name], view.version
    options = view.options.get(name)
    if name in PICKS and options is not None:
        return ask.draft_picks(label, options, desk=desk, name=name, saved=saved, version=version)
    if options is not None:
        known = options if saved in options else {saved: saved, **options}
        return ask.draft_pick(label, known, desk=desk, name=name, saved=saved, version=version)
    if name in DAYS:
        return ask.draft_day(label, desk=desk, name=name, saved=saved, version=version)
    return ask.draft_text(
        label,
        desk=desk,
        name=name,
        saved=saved,
        version=version,
        lines=name in LONG,
        most=4000,
        hint=HINTS.get(name, ""),
    )


def _both(view: ActionDesk, name: str, mine: str) -> Both:
    words = view.options.get(name, {})

    def say(text: str) -> str:
        return (
            ", ".join(words.get(part, part) for part in text.split(";"))
            if name in PICKS
            else words.get(text, text)
        )

    return Both(name_field(name), say(view.texts[name]), say(mine))


def _save(desk: Desk, view: ActionDesk, texts: Mapping[str, str], *, version: int) -> None:
    """Write what was changed and nothing else; what somebody else changed meanwhile stands."""
    texts = _with_recommendation(view, texts)
    said: list[str] = []

    def write() -> None:
        if view.number == 0:
            said.append(say_saved(add_action(desk.settings, desk.editor, texts).action.number))
        else:
            done = change_action(desk.settings, desk.editor, view.number, texts, version=version)
            said.append(say_saved(view.number, meanwhile=done.meanwhile))

    _try(desk, view, write, told=said)


def _with_recommendation(view: ActionDesk, texts: Mapping[str, str]) -> dict[str, str]:
    """A recommendation is chosen by its number; its words go with it."""
    if "recommendation_number" not in texts:
        return dict(texts)
    number = texts["recommendation_number"]
    words = view.options["recommendation_number"].get(number, "").partition(". ")[2] if number != "0" else ""
    return {**texts, "recommendation": words}


def _try(
    desk: Desk,
    view: ActionDesk,
    write: Callable[[], object],
    *,
    said: str = "",
    told: Sequence[str] = (),
    clears: Sequence[str] = FIELDS,
    stays: bool = False,
) -> None:
    """Write; then the desk is cleared and the page shown anew. What cannot be written is said, and stays typed."""
    try:
        write()
    except EditConflict as error:
        ask.leave_word(
            f"{error.by or 'Someone'} saved this action first. Nothing of yours was saved yet: read both."
        )
        ask.stay(action=str(view.number))
    except ObaError as error:
        html.show("error.html", error=error)
        return
    _done(desk, view, said or "".join(told), clears=clears, stays=stays)


def _done(
    desk: Desk, view: ActionDesk, said: str, *, clears: Sequence[str] = FIELDS, stays: bool = False
) -> None:
    """Forget what was written of these fields, and of no other, and show the page anew."""
    desk.clear(*clears)
    ask.leave_word(said)
    ask.stay(action=str(view.number) if stays else "")
