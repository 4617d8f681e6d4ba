"""Open the store for one write of an idea, and read what was typed as the values of its fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import Editor, Right
from oba.model.idea import RATED, CostMark, EvidenceLevel, Rating
from oba.model.plan import PlanBook
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.plans import read_plan
from oba.tasks.write_as import write_as
from oba.words import ideas as words

CHOICES: Mapping[str, type[StrEnum]] = {
    "evidence_level": EvidenceLevel,
    "cost": CostMark,
    **dict.fromkeys(RATED, Rating),
}


def writing(
    settings: Settings, editor: Editor, *, talk: bool = True, drafts: Collection[str] = ()
) -> AbstractContextManager[Any]:
    """The store for one write of an editor who may make it."""
    return write_as(settings, editor, Right.WRITE_ACTIONS, talk=talk, drafts=drafts)


def book_of(connection: Any, indicator: str) -> PlanBook:
    """The plan, if it has the indicator."""
    book = read_plan(connection)
    if indicator not in {one.key for one in book.indicators}:
        raise NotFoundError(f"the plan has no indicator '{indicator}'", remedy="Choose one of its indicators")
    return book


def read_texts(names: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    """Typed texts as the values of their fields. UsageError for a field or a word that does not exist."""
    unknown = sorted(set(texts) - set(names))
    if unknown:
        raise UsageError(f"a field '{unknown[0]}'", where=words.THIS, expected=", ".join(names))
    return {name: _read_one(name, text) for name, text in texts.items()}


def _read_one(name: str, text: str) -> Any:
    if name == "stops":
        if text in ("", "yes"):
            return text == "yes"
        raise UsageError(
            f"'{text[:40]}'", where=f"{words.THIS}, {words.FIELDS[name]}", expected="yes, or nothing"
        )
    choice = CHOICES.get(name)
    try:
        return choice(text) if choice else tidy(text)
    except ValueError as error:
        wanted = ", ".join(choice or ())
        where = f"{words.THIS}, {words.FIELDS[name]}"
        raise UsageError(f"'{text[:40]}'", where=where, expected=wanted) from error


def as_text(value: Any) -> str:
    """A field as the text that an edit keeps and a form asks for: `yes` for what is so, '' for nothing."""
    return ("yes" if value else "") if isinstance(value, bool) else str(value)
