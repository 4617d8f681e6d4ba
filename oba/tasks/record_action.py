"""Write actions: add one, change one, note progress, withdraw one. Each write is checked, versioned and recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from oba.errors import UsageError
from oba.load.plans.timescale import read_timescale
from oba.model.action import Action, ActionStatus, Funding, ProgressNote, SavedAction
from oba.model.action_fields import FIELDS, PARTED, TOGETHER, from_texts, to_texts
from oba.model.editor import EditConflict, Editor, Right, WithdrawnError
from oba.model.merging import Merge, merge
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.actions import KIND, read_action, read_version, save_action
from oba.store.edits import last_by, read_edits
from oba.store.plans import read_plan
from oba.store.progress import add_progress, read_progress
from oba.tasks.write_as import write_as
from oba.words.actions import name_field

MOST = 4_000
"""Characters of one field: as much as a cell of a workbook shows."""
NEW = Action(0, 0, "", "", status=ActionStatus.NOT_STARTED)
FIXED = frozenset({"idea", "withdrawn", "withdrawn_because"})
"""Fields that have a way of their own to be changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was saved, and which fields somebody else had changed meanwhile, which stand as they left them."""

    saved: SavedAction
    meanwhile: tuple[str, ...] = ()


def add_action(
    settings: Settings,
    editor: Editor,
    texts: Mapping[str, str],
    *,
    idea: str = "",
    drafts: Collection[str] = (),
) -> SavedAction:
    """A new action of these fields, by the names of `FIELDS`; `idea` is the key of the idea that it came from.

    UsageError names the field that will not do. `drafts` are the places where it lay as it was typed.
    """
    with write_as(settings, editor, Right.WRITE_ACTIONS, drafts=drafts) as connection:
        texts = _tidy(texts)
        check_texts(connection, to_texts(NEW) | texts)
        new = from_texts(NEW, {**settle_dates({}, texts), "idea": idea})
        return save_action(connection, new, by=editor.name, at=settings.now())


def change_action(
    settings: Settings, editor: Editor, number: int, texts: Mapping[str, str], *, version: int
) -> Changed:
    """Change these fields, and no others, of the action as it was at `version`.

    What somebody else has changed since stands. Where they changed the same fields to something else, EditConflict has
    both texts, and nothing is saved: a call that names the newer version is made in the knowledge of theirs. An action
    that was withdrawn is not changed: WithdrawnError.
    """
    with write_as(settings, editor, Right.WRITE_ACTIONS) as connection:
        saved = read_action(connection, number)
        if saved.action.withdrawn is not None:
            raise WithdrawnError(
                f"action {number}",
                by=last_by(connection, kind=KIND, key=str(number), field="withdrawn"),
                because=saved.action.withdrawn_because,
                remedy="Bring the action back into the plan, and save it then",
            )
        base = read_version(connection, number, version)
        if base is None:
            raise UsageError(f"version {version}", where=f"action {number}", remedy="Open the action again")
        texts = _tidy(texts)
        check_texts(connection, {**base, **texts})
        mine = {**base, **settle_dates(base, texts)}
        merged = merge(base=base, mine=mine, theirs=to_texts(saved.action), together=TOGETHER)
        if merged.conflicts:
            raise _conflict(connection, saved, merged)
        done = save_action(
            connection, from_texts(saved.action, merged.texts), by=editor.name, at=settings.now()
        )
        return Changed(done, merged.theirs)


def note_progress(settings: Settings, editor: Editor, number: int, text: str) -> ProgressNote:
    """Add a note on how the action goes. The same words twice in a row are one note."""
    said = "\n".join(line.strip() for line in tidy(text).splitlines())
    if not said or len(said) > MOST:
        raise UsageError(
            f"a note of {len(said):,} characters",
            expected=f"1 to {MOST:,}",
            remedy="Say in a sentence how it goes",
        )
    with write_as(settings, editor, Right.WRITE_ACTIONS) as connection:
        read_action(connection, number)
        last = read_progress(connection, number).get(number, ())[-1:]
        if last and (last[0].text, last[0].by) == (said, editor.name):
            return last[0]
        return add_progress(connection, number, said, by=editor.name, at=settings.now())


def withdraw_action(
    settings: Settings, editor: Editor, number: int, because: str, *, version: int
) -> SavedAction:
    """Take an action out of the plan. It is kept with its reason, and can be brought back."""
    reason = " ".join(tidy(because).split())
    if not reason:
        raise UsageError(
            "no reason is given", where=f"action {number}", remedy="Say in a sentence why it is withdrawn"
        )
    day = settings.date_today().isoformat()
    return _set(settings, editor, number, {"withdrawn": day, "withdrawn_because": reason}, version=version)


def restore_action(settings: Settings, editor: Editor, number: int, *, version: int) -> SavedAction:
    """Bring a withdrawn action back into the plan."""
    return _set(settings, editor, number, {"withdrawn": "", "withdrawn_because": ""}, version=version)


def settle_dates(base: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """The fields that change, with the days that a new timescale says, where no other was given with it."""
    said = dict(texts)
    if said.get("timescale", base.get("timescale", "")) != base.get("timescale", ""):
        days = read_timescale(said["timescale"])
        for name, day in zip(("starts", "due"), days, strict=True):
            if said.get(name, "") in ("", base.get(name, "")):
                said[name] = day.isoformat() if day else ""
    return said


def check_texts(connection: Any, texts: Mapping[str, str]) -> None:
    """UsageError for the first field that cannot be: what it says, what it may say."""
    book = read_plan(connection)
    partners = {one.key for one in book.partners}
    allowed = {
        "theme": {"", *(one.key for one in book.themes)},
        "indicators": {one.key for one in book.indicators},
        "lead": {"", *partners},
        "supports": partners,
        "status": {one.value for one in ActionStatus},
        "funding": {one.value for one in Funding},
        "stops": {"", "yes"},
    }
    for name, text in texts.items():
        if name not in FIELDS:
            raise UsageError(f"an action has no field '{name}'", expected=", ".join(FIELDS))
        if len(text) > MOST:
            raise _refuse(name, f"{len(text):,} characters", expected=f"at most {MOST:,}")
        listed = [one for one in text.split(";") if one] if name in PARTED else [text]
        strange = [one for one in listed if one not in allowed.get(name, {one})]
        if strange:
            words = ", ".join(sorted(one for one in allowed[name] if one))
            raise _refuse(name, f"'{strange[0]}'", expected=f"one of: {words}")
    if not texts["proposed_action"]:
        raise _refuse("proposed_action", "nothing", expected="what is to be done")
    _check_days_and_numbers(texts)


def _check_days_and_numbers(texts: Mapping[str, str]) -> None:
    for name in ("recommendation_number", "also_serves", "starts", "due", "withdrawn"):
        try:
            from_texts(NEW, {name: texts[name]})
        except ValueError as error:
            kind = "whole numbers" if name in ("recommendation_number", "also_serves") else "a day"
            raise _refuse(name, f"'{texts[name]}'", expected=kind) from error
    if texts["starts"] and texts["due"] and texts["due"] < texts["starts"]:
        raise _refuse("due", f"'{texts['due']}'", expected=f"a day after {texts['starts']}, when it starts")


def _refuse(name: str, found: str, *, expected: str) -> UsageError:
    return UsageError(
        f"found {found}", where=name_field(name), expected=expected, remedy="Correct it and save again"
    )


def _set(
    settings: Settings, editor: Editor, number: int, texts: Mapping[str, str], *, version: int
) -> SavedAction:
    """Write fields that nobody types; EditConflict where the action has been saved since `version`."""
    with write_as(settings, editor, Right.WRITE_ACTIONS) as connection:
        saved = read_action(connection, number)
        now = to_texts(saved.action)
        if saved.version != version:
            base = read_version(connection, number, version) or {}
            theirs = {
                name: (text, base.get(name, "")) for name, text in now.items() if base.get(name, "") != text
            }
            raise _conflict(connection, saved, Merge(now, theirs, (), ()))
        return save_action(connection, from_texts(saved.action, texts), by=editor.name, at=settings.now())


def _conflict(connection: Any, saved: SavedAction, merged: Merge) -> EditConflict:
    number = str(saved.action.number)
    edits = read_edits(connection, kind=KIND, key=number)
    by = next((one.by for one in reversed(edits) if one.field in merged.conflicts), "")
    return EditConflict(f"action {number}", texts=merged.conflicts, version=saved.version, by=by)


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    fixed = sorted(FIXED & set(texts))
    if fixed:
        raise UsageError(f"the field '{fixed[0]}' is not changed in this way")
    return {name: tidy(text) for name, text in texts.items()}
