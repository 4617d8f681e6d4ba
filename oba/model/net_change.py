"""What many edits come to: a thing begun, ended or changed between two moments, whatever happened in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from oba.model.editor import Edit

Name = tuple[str, str]
"""The kind and the key of a thing."""
WITHDRAWN = "withdrawn"
"""The field of those things that are marked, rather than losing their text, when they are withdrawn."""
SAID = ("text", "role", "brings")
"""What a thing says: a field that becomes nothing, rather than empty, with the thing itself."""
UNMARKED = ("", "no", "false", "False", "0")


class Happened(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    BACK = "brought back"


@dataclass(frozen=True, slots=True)
class NetChange:
    """One thing. `fields` has each field that differs, before and after; `text` is the last that its text said.

    `by` are those who edited it, in the order in which they first did.
    """

    kind: str
    key: str
    happened: Happened
    fields: Mapping[str, tuple[str | None, str | None]]
    text: str = ""
    by: tuple[str, ...] = ()


def group_edits(edits: Iterable[Edit]) -> dict[Name, tuple[Edit, ...]]:
    """The edits of each thing, the oldest first; things in the order in which they were first edited."""
    ordered = sorted(edits, key=lambda one: (one.at, one.id))
    places = {name: place for place, name in reversed(list(enumerate(map(_name, ordered))))}
    grouped = groupby(sorted(ordered, key=lambda one: places[_name(one)]), key=_name)
    return {name: tuple(some) for name, some in grouped}


def net_changes(edits: Iterable[Edit], *, known: Collection[Name]) -> tuple[NetChange, ...]:
    """What the edits since a moment come to. `known` are the things that had been edited by then.

    A thing that was begun and withdrawn since, and a change that was turned back, come to nothing.
    """
    found = (
        _come_to(name, some, there=name in known or not _begins(some))
        for name, some in group_edits(edits).items()
    )
    return tuple(one for one in found if one is not None)


def roll_back(texts: Mapping[str, str], edits: Sequence[Edit], *, there: bool) -> dict[str, str]:
    """The fields as they were before these edits, of which the oldest comes first; edits of no field are passed over.

    Of a thing that was `there` before, that it began is no edit: it was begun anew in a store that took it over.
    """
    before = dict(texts)
    for one in reversed(edits):
        if one.field in before and not (there and one.before is None):
            before[one.field] = one.before or ""
    return before


def _come_to(name: Name, edits: Sequence[Edit], *, there: bool) -> NetChange | None:
    fields, gone = _add_up(edits)
    back = not gone and WITHDRAWN in fields
    if (gone and not there) or (not fields and not gone):
        return None
    said = [text for one in edits if one.field == "text" for text in (one.before, one.after) if text]
    changed = Happened.BACK if back else Happened.CHANGED
    happened = Happened.WITHDRAWN if gone else changed if there else Happened.ADDED
    by = tuple(dict.fromkeys(one.by for one in edits if one.by))
    return NetChange(name[0], name[1], happened, fields, text=said[-1] if said else "", by=by)


def _add_up(edits: Sequence[Edit]) -> tuple[dict[str, tuple[str | None, str | None]], bool]:
    """Each field that differs, before and after; and whether the thing is withdrawn at the end.

    What ended and was brought back says again what it said.
    """
    fields: dict[str, tuple[str | None, str | None]] = {}
    ended: dict[str, str | None] = {}
    for one in edits:
        if one.field == WITHDRAWN and ended and (one.after or "") in UNMARKED:
            fields |= {name: (fields[name][0], text) for name, text in ended.items()}
            ended = {}
            continue
        fields[one.field] = (fields.get(one.field, (one.before, None))[0], one.after)
        if one.field in SAID and one.after is None:
            ended[one.field] = one.before
        elif one.field in SAID:
            ended = {}
    fields = {field: texts for field, texts in fields.items() if (texts[0] or "") != (texts[1] or "")}
    return fields, bool(ended) or (fields.get(WITHDRAWN, ("", ""))[1] or "") not in UNMARKED


def _begins(edits: Sequence[Edit]) -> bool:
    return edits[0].before is None


def _name(edit: Edit) -> Name:
    return edit.kind, edit.key
