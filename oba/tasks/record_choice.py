"""Record how an indicator was chosen: its powers, who doubts them, its standing, and who does what by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from oba.errors import UsageError
from oba.model.choice import POWERS, Choice, Power
from oba.model.editor import Editor, Right
from oba.model.indicator import Standing
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.choices import DECIDED, read_choice, write_choice
from oba.store.outline import read_outline
from oba.tasks.write_as import write_as
from oba.words.choosing import FIELD_NAMES

LONGEST = 1000


def record_choice(
    settings: Settings, editor: Editor, *, indicator: str, fields: Mapping[str, str], version: int
) -> Choice:
    """Save these fields, as texts, written from a choice of this `version`; the others stay as they stand.

    NotAllowedError for who may not; EditConflict with both texts where somebody has saved it since; UsageError where
    ratings have nobody's name, where the data development agenda has no owner, day and next step, or for a word or a
    day that cannot be read.
    """
    with write_as(settings, editor, Right.WRITE_STORY) as connection:
        now = read_choice(connection, indicator)
        read = {name: read_field(name, text) for name, text in fields.items()}
        mine = replace(now, **read, version=version)
        if faults := find_faults(mine):
            found, remedy = faults[0]
            raise UsageError(found, where=read_outline(connection).title(indicator), remedy=remedy)
        if mine.standing is not now.standing:
            editor.require(Right.KEEP_PLAN)
        return write_choice(connection, mine, by=editor.name, at=settings.now())


def find_faults(choice: Choice) -> tuple[tuple[str, str], ...]:
    """What must still be said before it can be saved: what is missing, and what to do."""
    needed: list[tuple[bool, str, str]] = [
        (
            any(one is not Power.NOT_RATED for one in choice.powers) and not choice.rated_by,
            "nobody is named who rated it",
            "Name the group or the people who rated it",
        )
    ]
    if choice.standing is Standing.DEVELOPMENT:
        needed += [
            (not choice.owner, "nobody is named who takes it on", "Name who will see to the figures"),
            (choice.due is None, "no day is named", "Name the day by which the next step is to be done"),
            (not choice.next_step, "no next step is named", "Say in a sentence what is to be done next"),
        ]
    return tuple((found, remedy) for missing, found, remedy in needed if missing)


def read_field(name: str, text: str) -> Any:
    """A field's text as its value. UsageError for a field that there is not, or a text that it cannot be."""
    if name not in DECIDED:
        raise UsageError(f"field '{name[:40]}'", expected=f"one of {', '.join(DECIDED)}")
    if len(text) > LONGEST:
        raise UsageError(f"{len(text):,} characters", where=_name(name), expected=f"at most {LONGEST:,}")
    try:
        if name in POWERS:
            return Power(text) if text else Power.NOT_RATED
        if name == "standing":
            return Standing(text)
        if name == "due":
            return date.fromisoformat(text) if text else None
    except ValueError as error:
        known = {"standing": Standing, "due": ()}.get(name, Power)
        wanted = ", ".join(known) or "a day such as 2026-12-01"
        raise UsageError(f"'{text[:40]}'", where=_name(name), expected=wanted) from error
    return tidy(text)


def _name(field: str) -> str:
    """What the page calls a field, without its explanation."""
    return FIELD_NAMES.get(field, field).partition(":")[0]
