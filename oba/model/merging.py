"""Two changes to one thing, put together field by field; where both changed a field otherwise, neither wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """`texts` is theirs with what I changed. `conflicts` has theirs and mine, for which theirs still stands in `texts`.

    `mine` are the fields that I changed and `theirs` those that they changed meanwhile, without what conflicts.
    """

    texts: dict[str, str]
    conflicts: dict[str, tuple[str, str]]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def merge(*, base: Texts, mine: Texts, theirs: Texts, together: Sequence[Sequence[str]] = ()) -> Merge:
    """`base` is what both began from. Fields named `together` are one matter: changing two of them conflicts.

    A field that `mine` does not have is not mine to change.
    """
    texts = dict(theirs)
    conflicts: dict[str, tuple[str, str]] = {}
    changed: list[str] = []
    for group in _group(mine, together):
        ours = [one for one in group if mine[one] != base[one]]
        others = [one for one in group if theirs[one] != base[one]]
        differ = [one for one in group if mine[one] != theirs[one]]
        if ours and others and differ:
            conflicts |= {one: (theirs[one], mine[one]) for one in differ}
        elif ours and differ:
            texts |= {one: mine[one] for one in differ}
            changed += differ
    meanwhile = [one for one in theirs if theirs[one] != base[one] and one not in conflicts]
    return Merge(texts, conflicts, tuple(changed), tuple(meanwhile))


def _group(mine: Texts, together: Sequence[Sequence[str]]) -> list[list[str]]:
    """The fields I may change, each once, those that belong together in one list."""
    groups = [[one for one in group if one in mine] for group in together]
    grouped = {one for group in groups for one in group}
    return [group for group in groups if group] + [[one] for one in mine if one not in grouped]
