"""Keep what a meeting decides: each decision is versioned, and recorded with who wrote it and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import Editor, WithdrawnError
from oba.model.meeting import Decision
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.edits import last_by, record_edits
from oba.store.meetings import find_decision, next_decision_key, read_meeting, write_decision
from oba.tasks.record_meeting import LONGEST, conflict, writing

DECISION = "decision"
"""What an edit calls it."""


def decide(
    settings: Settings,
    editor: Editor,
    number: int,
    text: str,
    *,
    indicator: str = "",
    drafts: Collection[str] = (),
) -> Decision:
    """Keep a decision of a meeting, of one of its curves or of the whole. `drafts`: where it lay as it was typed."""
    with writing(settings, editor, drafts=drafts) as connection:
        meeting = read_meeting(connection, number)
        if indicator and indicator not in meeting.indicators:
            raise UsageError(
                f"'{indicator}' is not a curve of this meeting", expected=", ".join(meeting.indicators)
            )
        new = Decision(
            next_decision_key(connection, number),
            number,
            _tidy_decision(text),
            indicator,
            editor.name,
            settings.now(),
        )
        write_decision(connection, new)
        _record_decision(connection, settings, editor, new.key, (None, new.text))
    return new


def change_decision(settings: Settings, editor: Editor, key: str, text: str, *, version: int) -> Decision:
    """Word a decision otherwise. EditConflict, and nothing written, where someone has saved it since `version`."""
    with writing(settings, editor) as connection:
        found = _find_decision(connection, key)
        said = _tidy_decision(text)
        if found.version != version and found.text != said:
            raise conflict(connection, DECISION, key, {"text": (found.text, said)}, version=found.version)
        if found.text == said:
            return found
        changed = replace(found, text=said, version=found.version + 1)
        write_decision(connection, changed)
        _record_decision(connection, settings, editor, key, (found.text, said))
    return changed


def withdraw_decision(settings: Settings, editor: Editor, key: str, *, version: int) -> None:
    """Take a decision out of the meeting's. It stays in the store, and its edits tell what it said."""
    with writing(settings, editor) as connection:
        found = _find_decision(connection, key)
        if found.version != version:
            raise conflict(connection, DECISION, key, {"text": (found.text, "")}, version=found.version)
        write_decision(connection, replace(found, withdrawn=True, version=found.version + 1))
        _record_decision(connection, settings, editor, key, (found.text, None))


def _find_decision(connection: Any, key: str) -> Decision:
    found = find_decision(connection, key)
    if found is None:
        raise NotFoundError("the decision is not there", remedy="Look at the decisions as they now are")
    if found.withdrawn:
        raise WithdrawnError("the decision", by=last_by(connection, kind=DECISION, key=key))
    return found


def _tidy_decision(text: str) -> str:
    said = " ".join(tidy(text).split())
    if not said or len(said) > LONGEST:
        raise UsageError(
            f"a decision of {len(said):,} characters",
            expected=f"1 to {LONGEST:,}",
            remedy="Write it in a sentence",
        )
    return said


def _record_decision(
    connection: Any, settings: Settings, editor: Editor, key: str, texts: tuple[str | None, str | None]
) -> None:
    record_edits(
        connection, kind=DECISION, key=key, by=editor.name, at=settings.now(), changes={"text": texts}
    )
