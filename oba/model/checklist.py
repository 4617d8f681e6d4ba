"""What stands between the working store and its publication: what blocks it, and what is only advised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether anything may be published while it stands."""

    BLOCKS = "blocks"
    ADVISES = "advises"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mend. `code` names the check, `of` the thing in words, `key` the thing for a program.

    `link` is the page on which it is mended, '' where that is not a page.
    """

    code: str
    level: Level
    found: str
    of: str
    remedy: str
    link: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that was found, what blocks first. `checked` are the codes of every check that was made."""

    items: tuple[Item, ...]
    checked: tuple[str, ...]

    @property
    def blocking(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.level is Level.BLOCKS)

    @property
    def advice(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.level is Level.ADVISES)

    @property
    def ready(self) -> bool:
        """Whether nothing blocks."""
        return not self.blocking

    @property
    def counts(self) -> Counter[str]:
        """How many items each check has, also the checks that have none."""
        counts = Counter(one.code for one in self.items)
        counts.update(dict.fromkeys(self.checked, 0))
        return counts


def order_items(items: Iterable[Item], *, checked: tuple[str, ...]) -> Checklist:
    """A checklist of these items, in the order of the checks, what blocks first."""
    places = {code: place for place, code in enumerate(checked)}
    levels = tuple(Level)
    found = sorted(items, key=lambda one: (levels.index(one.level), places[one.code]))
    return Checklist(tuple(found), checked)
