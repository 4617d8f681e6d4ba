"""What became of actions between two moments, from the store and the edits of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oba.model.action import Action, ActionStatus, SavedAction
from oba.model.action_fields import from_texts, to_texts
from oba.model.editor import Edit
from oba.model.net_change import Name, roll_back
from oba.store.actions import KIND, read_saved

PROGRESS = "progress"
BEGUN = "proposed_action"
"""The field that every action has from its beginning."""


@dataclass(frozen=True, slots=True)
class ActionSince:
    """One action as it was, None where it was not in the plan, and as it is; `progress` was noted in between.

    `back` marks one that had been withdrawn and was brought back.
    """

    before: Action | None
    after: Action | None
    progress: tuple[str, ...] = ()
    back: bool = False

    @property
    def one(self) -> Action:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def fields(self) -> Mapping[str, tuple[str, str]]:
        """Each field that differs, before and after."""
        if self.before is None or self.after is None:
            return {}
        old, new = to_texts(self.before), to_texts(self.after)
        return {name: (old[name], text) for name, text in new.items() if old[name] != text}

    @property
    def done(self) -> bool:
        """Done now, and not before. An action that began since and is done has been done since."""
        return _is_done(self.after) and not _is_done(self.before)

    @property
    def new(self) -> bool:
        return self.before is None and self.after is not None

    @property
    def withdrawn(self) -> bool:
        return self.before is not None and self.after is None

    @property
    def touched(self) -> bool:
        """New, changed, or with a note of progress."""
        return self.new or bool(self.fields) or bool(self.after and self.progress)

    def is_late(self, today: date) -> bool:
        return self.after is not None and self.after.is_overdue(today)

    def was_late(self, then: date) -> bool:
        return self.before is not None and self.before.is_overdue(then)


def compare_actions(
    connection: Any,
    edits: Mapping[Name, Sequence[Edit]],
    *,
    until: datetime | None,
    known: Collection[Name],
    serves: Collection[str],
    theme: str = "",
) -> tuple[ActionSince, ...]:
    """Every action that stood then or stands now, in the plan's order; of a theme, those of the whole plan too.

    `edits` are those since then, the oldest first, and `known` what had been edited by then. `serves` are the
    indicators that are looked at: with a theme an action counts that serves one of them as well, and without one only
    such an action, unless `serves` is empty.
    """
    compared = (
        _compare(saved, edits.get(name, ()), until=until, known=name in known)
        for saved in read_saved(connection, withdrawn=True)
        for name in [(KIND, str(saved.action.number))]
    )
    return tuple(
        one
        for one in compared
        if (one.before or one.after) and _concerns(one.one, serves=serves, theme=theme)
    )


def _compare(
    saved: SavedAction, edits: Sequence[Edit], *, until: datetime | None, known: bool
) -> ActionSince:
    between = [one for one in edits if until is None or one.at <= until]
    later = edits[len(between) :]
    there = known or not _begins(edits)
    by_then = there or bool(between)
    texts = roll_back(to_texts(saved.action), later, there=by_then)
    after = from_texts(saved.action, texts) if by_then else None
    before = from_texts(saved.action, roll_back(texts, between, there=True)) if there else None
    return ActionSince(
        before=_standing(before),
        after=_standing(after),
        progress=tuple(one.after for one in between if one.field == PROGRESS and one.after),
        back=before is not None and _standing(before) is None,
    )


def _begins(edits: Sequence[Edit]) -> bool:
    return any(one.field == BEGUN and one.before is None for one in edits)


def _standing(one: Action | None) -> Action | None:
    """What is withdrawn stands in no plan."""
    return None if one is None or one.withdrawn else one


def _is_done(one: Action | None) -> bool:
    return one is not None and one.status is ActionStatus.DONE


def _concerns(one: Action, *, serves: Collection[str], theme: str) -> bool:
    if theme and one.theme in ("", theme):
        return True
    return bool(set(one.indicators) & set(serves)) if theme or serves else True
