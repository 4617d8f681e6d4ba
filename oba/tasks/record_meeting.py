"""Hold a meeting: begin and end it, move its clock, say who was there and what was noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, Right
from oba.model.meeting import BY_MISTAKE, Decision, Meeting
from oba.model.meeting_walk import Stop, find_running, start_clock, stop_clock
from oba.model.merging import merge
from oba.model.typed_text import tidy, tidy_names
from oba.settings import Settings
from oba.store.edits import read_edits, record_edits
from oba.store.engine import Store
from oba.store.meetings import (
    add_meeting,
    read_decisions,
    read_groups,
    read_meeting,
    read_steps,
    write_group,
    write_meeting,
    write_step,
)
from oba.store.plans import read_plan
from oba.tasks.list_groups import find_group
from oba.tasks.meet_once import GoingOnError as GoingOnError
from oba.tasks.meet_once import check_alone
from oba.tasks.write_as import write_as
from oba.words.meeting import END_FIRST, FIELDS

MEETING = "meeting"
"""What an edit calls it."""
LONGEST = 4_000
LISTS = ("present", "apologies", "indicators")
WRITABLE = (*LISTS, "note")
SAVE = "version"
"""The field of an edit that counts a meeting's saves."""


def start_meeting(
    settings: Settings,
    editor: Editor,
    *,
    group: str,
    indicators: Sequence[str],
    present: Sequence[str] = (),
    held_on: date | None = None,
    beside: Collection[int] = (),
) -> Meeting:
    """Begin a meeting of a group on these curves, in their order. UsageError without any, or for one the plan lacks.

    GoingOnError where the group is meeting already, so that those who begin at once meet in one meeting; but for the
    meetings `beside` which another is wanted.
    """
    with writing(settings, editor) as connection:
        book = read_plan(connection)
        found = find_group(read_groups(connection, withdrawn=True), book, group)
        check_alone(connection, group, name=found.name, beside=beside)
        if found.version == 0:
            write_group(connection, replace(found, version=1))
        new = Meeting(
            0,
            group,
            held_on or settings.date_today(),
            settings.now(),
            editor.name,
            indicators=_check_curves(indicators, {one.key for one in book.indicators}),
            present=tidy_names("\n".join(present)),
        )
        saved = add_meeting(connection, new)
        _record(connection, settings, editor, saved, before=None)
    return saved


def change_meeting(
    settings: Settings, editor: Editor, number: int, texts: Mapping[str, str], *, version: int
) -> Meeting:
    """Change the fields that `texts` name: names one a line, keys of curves one a line, notes as they are.

    What somebody else changed of other fields since `version` stands. EditConflict, with both texts, where they changed
    the same ones to something else; a call that names the newer version is made in the knowledge of theirs.
    """
    unknown = sorted(set(texts) - set(WRITABLE))
    if unknown:
        raise UsageError(f"a meeting has no field '{unknown[0]}'", expected=", ".join(WRITABLE))
    with writing(settings, editor) as connection:
        meeting = read_meeting(connection, number)
        theirs = as_texts(meeting)
        mine = {name: _tidy(name, text) for name, text in texts.items()}
        base = _texts_at(connection, meeting, version=version)
        merged = merge(base=base, mine=mine, theirs=theirs)
        if merged.conflicts:
            raise conflict(connection, MEETING, str(number), merged.conflicts, version=meeting.version)
        if not merged.mine:
            return meeting
        known = {one.key for one in read_plan(connection).indicators} | set(meeting.indicators)
        changed = replace(
            meeting,
            present=_split(merged.texts["present"]),
            apologies=_split(merged.texts["apologies"]),
            indicators=_check_curves(_split(merged.texts["indicators"]), known)
            if "indicators" in merged.mine
            else meeting.indicators,
            note=merged.texts["note"],
            version=meeting.version + 1,
        )
        write_meeting(connection, changed)
        _record(connection, settings, editor, changed, before=meeting)
    return changed


def end_meeting(settings: Settings, editor: Editor, number: int) -> Meeting:
    """End a meeting: its clock stops. One that has ended stays as it is."""
    return _set_end(settings, editor, number, ends=True)


def reopen_meeting(settings: Settings, editor: Editor, number: int) -> Meeting:
    """Go on with a meeting that was ended, as after a break or by mistake.

    GoingOnError where its group is in another meeting by now.
    """
    return _set_end(settings, editor, number, ends=False)


def discard_meeting(settings: Settings, editor: Editor, number: int) -> Meeting:
    """End a meeting that was begun by mistake: it is kept with its edits, in no list. UsageError where it has words."""
    with writing(settings, editor) as connection:
        meeting = read_meeting(connection, number)
        if meeting.ended_at is not None:
            raise UsageError("it has ended", where=f"meeting {number}", remedy="Go on with it first")
        if not is_bare(meeting, read_decisions(connection, meeting_number=number)):
            raise UsageError("something is written in it", where=f"meeting {number}", remedy="End it instead")
        changed = replace(meeting, ended_at=settings.now(), indicators=(), note=BY_MISTAKE)
        return _write_end(connection, settings, editor, changed, before=meeting)


def is_bare(meeting: Meeting, decisions: Collection[Decision]) -> bool:
    """Whether a meeting that goes on has neither a note nor a decision, and may be discarded."""
    return meeting.ended_at is None and not (meeting.note or decisions)


def move_clock(
    settings: Settings, editor: Editor, number: int, stop: Stop, *, store: Store | None = None
) -> None:
    """The meeting is at this step now: its clock runs and that of the step before stops. Of one that ended none runs.

    Written quietly: the clock is read afresh with each showing, and no page keeps it. A `store` that is open already
    saves the time of opening it with each step.
    """
    with writing(settings, editor, quietly=True, store=store) as connection:
        if read_meeting(connection, number).ended_at is None:
            steps = read_steps(connection, number)
            for one in start_clock(steps, meeting=number, stop=stop, now=settings.clock()):
                write_step(connection, one)


def pause_clock(settings: Settings, editor: Editor, number: int) -> None:
    """Stop the clock where it stands; `move_clock` to the same step lets it go on."""
    with writing(settings, editor, quietly=True) as connection:
        for one in stop_clock(read_steps(connection, number), now=settings.clock()):
            write_step(connection, one)


def as_texts(meeting: Meeting) -> dict[str, str]:
    """The fields of a meeting that people change, as an edit keeps them."""
    return {**{name: "\n".join(getattr(meeting, name)) for name in LISTS}, "note": meeting.note}


def writing(
    settings: Settings,
    editor: Editor,
    *,
    quietly: bool = False,
    store: Store | None = None,
    drafts: Collection[str] = (),
) -> AbstractContextManager[Any]:
    """The store for one write of an editor who may make it; no figure is made of what a meeting keeps."""
    right = Right.HOLD_MEETINGS
    return write_as(settings, editor, right, talk=True, quietly=quietly, store=store, drafts=drafts)


def _set_end(settings: Settings, editor: Editor, number: int, *, ends: bool) -> Meeting:
    with writing(settings, editor) as connection:
        meeting = read_meeting(connection, number)
        if (meeting.ended_at is not None) == ends:
            return meeting
        if not ends:
            groups = {one.key: one.name for one in read_groups(connection, withdrawn=True)}
            check_alone(connection, meeting.group, name=groups[meeting.group], remedy=END_FIRST)
        changed = replace(meeting, ended_at=settings.now() if ends else None)
        return _write_end(connection, settings, editor, changed, before=meeting)


def _write_end(
    connection: Any, settings: Settings, editor: Editor, changed: Meeting, *, before: Meeting
) -> Meeting:
    changed = replace(changed, version=before.version + 1)
    write_meeting(connection, changed)
    if find_running(steps := read_steps(connection, changed.number)):
        for one in stop_clock(steps, now=settings.clock()):
            write_step(connection, one)
    _record(connection, settings, editor, changed, before=before)
    return changed


def _texts_at(connection: Any, meeting: Meeting, *, version: int) -> dict[str, str]:
    """The meeting's fields as they were at a version: its edits undone, the newest first."""
    if not 1 <= version <= meeting.version:
        raise UsageError(
            f"version {version}", where=f"meeting {meeting.number}", remedy="Open the meeting again"
        )
    texts, at = as_texts(meeting), meeting.version
    for edit in reversed(read_edits(connection, kind=MEETING, key=str(meeting.number))):
        if at <= version:
            break
        if edit.field == SAVE:
            at = int(edit.before or 0)
        elif edit.field in texts:
            texts[edit.field] = edit.before or ""
    return texts


def _check_curves(keys: Sequence[str], known: set[str]) -> tuple[str, ...]:
    strange = [one for one in keys if one not in known]
    if strange:
        raise NotFoundError(
            f"the plan has no indicator '{strange[0]}'", remedy="Choose one of its indicators"
        )
    if not keys:
        raise UsageError(
            "no curve is chosen", where="the meeting", remedy="Choose one indicator or more to talk through"
        )
    return tuple(dict.fromkeys(keys))


def _tidy(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise UsageError(
            f"a text of {len(text):,} characters", where=FIELDS[name], expected=f"at most {LONGEST:,}"
        )
    return "\n".join(tidy_names(text)) if name in LISTS else tidy(text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split("\n") if one)


def conflict(
    connection: Any, kind: str, key: str, texts: Mapping[str, tuple[str, str]], *, version: int
) -> EditConflict:
    last = read_edits(connection, kind=kind, key=key)
    return EditConflict(f"{kind} {key}", texts=texts, version=version, by=last[-1].by if last else "")


def _record(
    connection: Any, settings: Settings, editor: Editor, meeting: Meeting, *, before: Meeting | None
) -> None:
    """What changed, after the number of the save itself: by it an earlier version is found again."""
    was = _all_texts(before) if before else {}
    changes: dict[str, tuple[str | None, str | None]] = {
        SAVE: (str(before.version) if before else None, str(meeting.version))
    }
    for name, text in _all_texts(meeting).items():
        old = was.get(name)
        if old is not None or text:
            changes[name] = (old, text)
    record_edits(
        connection,
        kind=MEETING,
        key=str(meeting.number),
        by=editor.name,
        at=settings.now(),
        changes=changes,
    )


def _all_texts(meeting: Meeting) -> dict[str, str]:
    return {**as_texts(meeting), "ended_at": meeting.ended_at.isoformat() if meeting.ended_at else ""}
