"""Write the story behind a baseline: each write is checked, versioned, and recorded with who made it and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, Right, WithdrawnError
from oba.model.story import (
    KINDS,
    WRITABLE,
    Depth,
    Direction,
    Fault,
    Force,
    Gap,
    GapKind,
    Part,
    Story,
    Who,
    find_faults,
    find_unsendable,
)
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.edits import last_by, record_edits
from oba.store.outline import read_outline
from oba.store.story import add_part, find_part, kind_of, next_key, read_story, write_part
from oba.tasks.write_as import write_as
from oba.words.story import say_part

CHOICES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("force", "direction"): Direction,
    ("force", "depth"): Depth,
    ("voice", "who"): Who,
    ("gap", "kind"): GapKind,
}
DAYS = ("said_on", "due")
OTHER_ORDER = "someone has ranked these forces otherwise since they were shown, so nothing was moved"


def add(
    settings: Settings,
    kind: str,
    texts: Mapping[str, str],
    *,
    editor: Editor,
    indicator: str,
    drafts: Collection[str] = (),
) -> Part:
    """Write a new force, voice or gap of the plan's own area; a force comes last of its direction.

    `texts` are as they were typed: days as `2026-12-01`, choices by their words. UsageError says what is amiss.
    `drafts` are the places where it lay as it was typed, which are cleared with it.
    """
    with write_as(settings, editor, Right.WRITE_STORY, talk=True, drafts=drafts) as connection:
        outline = read_outline(connection)
        if indicator not in outline.titles:
            raise NotFoundError(
                f"the plan has no indicator '{indicator}'", remedy="Choose one of its indicators"
            )
        part = KINDS[kind](
            **{"text": "", "indicator": indicator, "area": outline.area, **_read(kind, texts)},
            written_by=editor.name,
            written_on=settings.date_today(),
        )
        _check(find_faults(part, today=settings.date_today()), where=say_part(kind))
        part = replace(part, key=next_key(connection, part))
        if isinstance(part, Force):
            part = replace(part, rank=_last_rank(connection, part) + 1)
        add_part(connection, part)
        _record(connection, settings, editor, part, before=None)
    return part


def change(
    settings: Settings, kind: str, key: str, texts: Mapping[str, str], *, editor: Editor, version: int
) -> Part:
    """Change the fields that `texts` name. `version` is the saved one that the writer had read.

    EditConflict, and nothing written, where someone has saved the part since: it carries both texts of each field.
    """
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        part = _find(connection, kind, key)
        wanted = {name: value for name, value in _read(kind, texts).items() if getattr(part, name) != value}
        if part.version != version:
            raise _conflict(connection, part, wanted)
        if not wanted:
            return part
        changed = replace(part, **wanted, version=part.version + 1)
        _check(find_faults(changed, today=settings.date_today()), where=say_part(kind))
        if isinstance(changed, Force) and "direction" in wanted:
            changed = replace(changed, rank=_last_rank(connection, changed) + 1)
        write_part(connection, changed)
        _record(connection, settings, editor, changed, before=part)
    return changed


def withdraw(settings: Settings, kind: str, key: str, *, editor: Editor, version: int) -> None:
    """Take a part out of the story. It stays in the store, and its edits tell what it said."""
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        part = _find(connection, kind, key)
        if part.version != version:
            raise _conflict(connection, part, {"text": ""})
        write_part(connection, replace(part, withdrawn=True, version=part.version + 1))
        record_edits(
            connection,
            kind=kind,
            key=key,
            by=editor.name,
            at=settings.now(),
            changes={"text": (part.text, None)},
        )


def move(settings: Settings, key: str, *, editor: Editor, up: bool, seen: Sequence[str]) -> None:
    """Rank a force one place higher or lower among those of its direction; `seen` are their keys as they were shown.

    UsageError where the order is another by now. The first does not rise, nor does the last sink.
    """
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        force = _find(connection, "force", key)
        assert isinstance(force, Force)
        standing = list(read_story(connection, force.indicator, force.area).of(force.direction))
        keys = [one.key for one in standing]
        if keys != list(seen):
            raise UsageError(
                OTHER_ORDER, remedy="Look at the order as it now is, and move it again if need be"
            )
        old = keys.index(key)
        new = old - 1 if up else old + 1
        if not 0 <= new < len(keys):
            return
        standing[old], standing[new] = standing[new], standing[old]
        for place, one in enumerate(standing, start=1):
            if one.rank != place:
                write_part(connection, replace(one, rank=place))
        for one, was, now in ((standing[new], old, new), (standing[old], new, old)):
            record_edits(
                connection,
                kind="force",
                key=one.key,
                by=editor.name,
                at=settings.now(),
                changes={"rank": (str(was + 1), str(now + 1))},
            )


def send_gap(settings: Settings, key: str, *, editor: Editor, version: int) -> Gap:
    """Put a gap on the data development agenda. UsageError names what it lacks: an owner, a day."""
    with write_as(settings, editor, Right.WRITE_STORY, talk=True) as connection:
        gap = _find(connection, "gap", key)
        assert isinstance(gap, Gap)
        if gap.version != version:
            raise _conflict(connection, gap, {})
        _check(find_unsendable(gap), where=say_part("gap"))
        sent = replace(gap, sent_on=settings.date_today(), version=gap.version + 1)
        write_part(connection, sent)
        _record(connection, settings, editor, sent, before=gap)
    return sent


def _find(connection: Any, kind: str, key: str) -> Part:
    part = find_part(connection, KINDS[kind], key)
    if part is None:
        raise NotFoundError(f"{say_part(kind)} is not there", remedy="Look at the story as it now is")
    if part.withdrawn:
        raise WithdrawnError(say_part(kind), by=last_by(connection, kind=kind, key=key))
    return part


def _read(kind: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Typed texts as the values of their fields. UsageError for a field, word or day that does not exist."""
    unknown = sorted(set(texts) - set(WRITABLE[kind]))
    if unknown:
        raise UsageError(f"a field '{unknown[0]}'", where=say_part(kind), expected=", ".join(WRITABLE[kind]))
    return {name: _read_one(kind, name, text) for name, text in texts.items()}


def _read_one(kind: str, name: str, text: str) -> Any:
    try:
        if name in DAYS:
            return date.fromisoformat(text) if text else None
        choice = CHOICES.get((kind, name))
        return choice(text) if choice else tidy(text)
    except ValueError as error:
        choice = CHOICES.get((kind, name))
        wanted = ", ".join(choice) if choice else "a day such as 2026-12-01"
        raise UsageError(f"'{text[:40]}'", where=f"{say_part(kind)}, {name}", expected=wanted) from error


def _check(faults: Sequence[Fault], *, where: str) -> None:
    if faults:
        found, remedy = faults[0]
        raise UsageError(found, where=where, remedy=remedy)


def _last_rank(connection: Any, force: Force) -> int:
    story: Story = read_story(connection, force.indicator, force.area)
    return max((one.rank for one in story.of(force.direction)), default=0)


def _conflict(connection: Any, part: Part, wanted: Mapping[str, Any]) -> EditConflict:
    kind = kind_of(part)
    texts = {name: (as_text(getattr(part, name)), as_text(value)) for name, value in wanted.items()}
    by = last_by(connection, kind=kind, key=part.key)
    return EditConflict(say_part(kind), texts=texts, version=part.version, by=by)


def as_text(value: Any) -> str:
    """A field as the text that an edit keeps: a day as `2026-12-01`, nothing as ''."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _record(connection: Any, settings: Settings, editor: Editor, part: Part, *, before: Part | None) -> None:
    kind = kind_of(part)
    names = (*WRITABLE[kind], *(("sent_on", "became") if kind == "gap" else ()))
    changes = {}
    for name in names:
        now = as_text(getattr(part, name))
        was = as_text(getattr(before, name)) if before else None
        if was is not None or now:
            changes[name] = (was, now)
    record_edits(connection, kind=kind, key=part.key, by=editor.name, at=settings.now(), changes=changes)
