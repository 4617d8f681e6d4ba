"""The groups that meet: those that were written down, and those that the plan itself gives. Change them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError, UsageError
from oba.model.editor import EditConflict, Editor, Right
from oba.model.meeting import USUAL_MINUTES, Group, Step
from oba.model.plan import PlanBook
from oba.model.typed_text import tidy, tidy_names
from oba.settings import Settings
from oba.store.edits import read_edits, record_edits
from oba.store.meetings import read_groups, write_group
from oba.store.plans import read_plan
from oba.tasks.write_as import write_as

KIND = "group"
EXECUTIVE = "executive"
"""The key of the group that sees every theme."""
EXECUTIVE_NAME = "Trust Executive"
LONGEST_STEP = 180
"""Minutes."""
FIELDS = ("name", "theme", "minutes", "members")
MINUTES = f"{len(Step)} whole numbers of minutes, 1 to {LONGEST_STEP}, parted by commas"


def list_groups(stored: Sequence[Group], book: PlanBook) -> tuple[Group, ...]:
    """One group for each theme of the plan and one for them all, as they were written down; then every other.

    `stored` are all that were ever written, also those withdrawn. A group of version 0 is not written down yet.
    """
    by_key = {one.key: one for one in stored}
    given = [Group(one.key, one.title, theme=one.key, version=0) for one in book.themes]
    given.append(Group(EXECUTIVE, EXECUTIVE_NAME, version=0))
    first = [by_key.get(one.key, one) for one in given]
    keys = {one.key for one in first}
    rest = [one for one in stored if one.key not in keys]
    return tuple(one for one in (*first, *rest) if not one.withdrawn)


def find_group(stored: Sequence[Group], book: PlanBook, key: str) -> Group:
    """NotFoundError for a group that is neither written down nor the plan's."""
    found = next((one for one in list_groups(stored, book) if one.key == key), None)
    if found is None:
        raise NotFoundError(f"there is no group '{key}'", remedy="Choose one of the list on the page Meeting")
    return found


def add_group(settings: Settings, editor: Editor, texts: Mapping[str, str]) -> Group:
    """A new group of these fields, by the names of FIELDS; its key is made from its name."""
    with _writing(settings, editor) as (connection, stored, book):
        new = _change(Group("", "", version=0), texts, book)
        taken = {one.key for one in (*stored, *list_groups(stored, book))}
        new = replace(new, key=_make_key(new.name, taken), version=1)
        write_group(connection, new)
        _record(connection, settings, editor, new, before=None)
    return new


def change_group(
    settings: Settings, editor: Editor, key: str, texts: Mapping[str, str], *, version: int
) -> Group:
    """Change the fields that `texts` name. EditConflict, and nothing written, where someone has saved it since."""
    with _writing(settings, editor) as (connection, stored, book):
        found = find_group(stored, book, key)
        changed = _change(found, texts, book)
        if found.version != version:
            raise _conflict(connection, found, as_texts(changed))
        if changed == found:
            return found
        changed = replace(changed, version=found.version + 1)
        write_group(connection, changed)
        _record(connection, settings, editor, changed, before=found)
    return changed


def withdraw_group(settings: Settings, editor: Editor, key: str, *, version: int) -> None:
    """Take a group out of the list. Its meetings are kept, with its name."""
    with _writing(settings, editor) as (connection, stored, book):
        found = find_group(stored, book, key)
        if found.version != version:
            raise _conflict(connection, found, {"name": ""})
        write_group(connection, replace(found, withdrawn=True, version=found.version + 1))
        record_edits(
            connection,
            kind=KIND,
            key=key,
            by=editor.name,
            at=settings.now(),
            changes={"name": (found.name, None)},
        )


def bring_back_group(settings: Settings, editor: Editor, key: str) -> Group:
    """Let a group stand again that was withdrawn, with what it was. One that stands is left as it is."""
    with _writing(settings, editor) as (connection, stored, book):
        found = next((one for one in stored if one.key == key), None)
        if found is None or not found.withdrawn:
            return found or find_group(stored, book, key)
        back = replace(found, withdrawn=False, version=found.version + 1)
        write_group(connection, back)
        record_edits(
            connection,
            kind=KIND,
            key=key,
            by=editor.name,
            at=settings.now(),
            changes={"name": (None, found.name)},
        )
    return back


def as_texts(group: Group) -> dict[str, str]:
    """The fields of a group as they are typed: minutes parted by commas, one member a line."""
    return {
        "name": group.name,
        "theme": group.theme,
        "minutes": ", ".join(map(str, group.minutes)),
        "members": "\n".join(group.members),
    }


@contextmanager
def _writing(settings: Settings, editor: Editor) -> Iterator[tuple[Any, tuple[Group, ...], PlanBook]]:
    """The store for one write of an editor who may make it, the groups that were written down, and the plan."""
    with write_as(settings, editor, Right.HOLD_MEETINGS, talk=True) as connection:
        yield connection, read_groups(connection, withdrawn=True), read_plan(connection)


def _change(group: Group, texts: Mapping[str, str], book: PlanBook) -> Group:
    """The group with these fields. UsageError for what cannot be."""
    unknown = sorted(set(texts) - set(FIELDS))
    if unknown:
        raise UsageError(f"a group has no field '{unknown[0]}'", expected=", ".join(FIELDS))
    said = {**as_texts(group), **texts}
    name = " ".join(tidy(said["name"]).split())
    if not 1 <= len(name) <= 100:
        raise UsageError(
            f"a name of {len(name)} characters", where="the group", remedy="Give a name of 1 to 100"
        )
    if said["theme"] not in {"", group.theme, *(one.key for one in book.themes)}:
        raise NotFoundError(
            f"the plan has no theme '{said['theme'][:40]}'", remedy="Choose one of its themes"
        )
    return replace(
        group,
        name=name,
        theme=said["theme"],
        minutes=read_minutes(said["minutes"]),
        members=tidy_names(said["members"], most=100),
    )


def read_minutes(text: str) -> tuple[int, ...]:
    """Minutes of each step, such as `5, 15, 5, 15, 15`; nothing stands for the usual. UsageError for anything else."""
    if not text.strip():
        return USUAL_MINUTES
    parts = [one.strip() for one in re.split(r"[,;]", text)]
    if len(parts) != len(Step) or not all(re.fullmatch(r"[0-9]{1,3}", one) for one in parts):
        raise UsageError(f"found '{text[:60]}'", where="minutes of each step", expected=MINUTES)
    found = tuple(int(one) for one in parts)
    if not all(1 <= one <= LONGEST_STEP for one in found):
        raise UsageError(f"found '{text[:60]}'", where="minutes of each step", expected=MINUTES)
    return found


def _make_key(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40] or KIND
    return next(
        one
        for number in range(1, len(taken) + 2)
        if (one := plain if number == 1 else f"{plain}_{number}") not in taken
    )


def _conflict(connection: Any, found: Group, mine: Mapping[str, str]) -> EditConflict:
    theirs = as_texts(found)
    texts = {name: (theirs[name], text) for name, text in mine.items() if theirs[name] != text}
    last = read_edits(connection, kind=KIND, key=found.key)
    return EditConflict(
        f"group {found.name}", texts=texts, version=found.version, by=last[-1].by if last else ""
    )


def _record(
    connection: Any, settings: Settings, editor: Editor, group: Group, *, before: Group | None
) -> None:
    was = as_texts(before) if before else {}
    changes = {name: (was.get(name), text) for name, text in as_texts(group).items() if name in was or text}
    record_edits(connection, kind=KIND, key=group.key, by=editor.name, at=settings.now(), changes=changes)
