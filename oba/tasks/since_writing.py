"""What was written between two moments beside actions: stories, ideas, contributions, and whatever else has edits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from oba.model.editor import Edit
from oba.model.net_change import Happened, Name, NetChange, net_changes
from oba.model.plan import PlanBook
from oba.model.story import KINDS
from oba.store import contributions, ideas
from oba.store.partners import read_partner
from oba.store.story import read_parts
from oba.words import since as words


def compare_writing(
    edits: Mapping[Name, Sequence[Edit]],
    book: PlanBook,
    *,
    known: Collection[Name],
    indicators: Collection[str],
) -> dict[str, dict[str, list[NetChange]]]:
    """The changes by their list, and in it by the indicator that they are about, '' where they are about none.

    In the plan's order. With `indicators` only what is about one of them.

    What a thing is about is told by its key, such as `under18_conceptions/3`, so that a kind not known here has its
    place too.
    """
    some = [one for name, each in edits.items() if name[0] not in words.UNTOLD for one in each]
    curves = {one.key: place for place, one in enumerate(book.indicators)}
    found: dict[str, dict[str, list[NetChange]]] = {}
    for one in net_changes(some, known=known):
        about = next((part for part in one.key.split("/") if part in curves), "")
        if not indicators or about in indicators:
            found.setdefault(words.kind_of(one.kind).listed, {}).setdefault(about, []).append(one)
    return {
        listed: dict(sorted(by_curve.items(), key=lambda pair: curves.get(pair[0], len(curves))))
        for listed, by_curve in found.items()
    }


def say_writing(connection: Any, changes: Sequence[NetChange]) -> tuple[str, ...]:
    """A line for each change of what is about one curve; forces that were only ranked share one."""
    ranked = [one for one in changes if _is_ranked(one)]
    rest = [one for one in changes if one not in ranked]
    lines = [
        words.say_edit(one, text=_find_text(connection, one), of=_find_partner(connection, one))
        for one in rest
    ]
    if ranked:
        lines.append(words.say_ranked(tuple(dict.fromkeys(name for one in ranked for name in one.by))))
    return words.cut(lines)


def count_writing(changes: Sequence[NetChange]) -> int:
    """How many changes; a ranking counts once."""
    return len(changes) - max(0, sum(_is_ranked(one) for one in changes) - 1)


def _is_ranked(one: NetChange) -> bool:
    return one.kind == "force" and one.happened is Happened.CHANGED and set(one.fields) == {"rank"}


def _find_partner(connection: Any, one: NetChange) -> str:
    """The name of the partner whose contribution it is; '' for anything else."""
    if one.kind != contributions.KIND:
        return ""
    found = contributions.find_contribution(connection, one.key)
    return read_partner(connection, found.partner).partner.name if found else ""


def _find_text(connection: Any, one: NetChange) -> str:
    """What a part of a story or an idea says, where its text was not edited."""
    if one.text or one.kind not in (*KINDS, ideas.KIND):
        return ""
    if one.kind == ideas.KIND:
        idea = ideas.find_idea(connection, one.key)
        return idea.text if idea else ""
    parts = read_parts(connection, KINDS[one.kind], indicator=one.key.rpartition("/")[0])
    return next((part.text for part in parts if part.key == one.key), "")
