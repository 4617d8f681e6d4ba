"""Who is editing, what they may do, and what happens when two people edit one thing at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oba.errors import NotFoundError, ObaError
from oba.settings import Settings


class Role(StrEnum):
    """A reader only reads; an editor writes what a talk writes; an officer keeps the plan and its figures too."""

    READER = "reader"
    EDITOR = "editor"
    OFFICER = "officer"


class Right(StrEnum):
    """What a role allows. The words complete the sentence `you may not ...`."""

    WRITE_STORY = "write the story behind a baseline"
    WRITE_ACTIONS = "write actions and ideas"
    WRITE_SERVICES = "write services and their measures"
    HOLD_MEETINGS = "hold a meeting and keep what it decides"
    AGREE_BASELINES = "freeze a baseline that was agreed"
    LOAD_FIGURES = "load figures or take them back"
    KEEP_PLAN = "change the plan"
    PUBLISH = "publish"


GRANTED: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset(),
    Role.EDITOR: frozenset(
        {
            Right.WRITE_STORY,
            Right.WRITE_ACTIONS,
            Right.WRITE_SERVICES,
            Right.HOLD_MEETINGS,
            Right.AGREE_BASELINES,
        }
    ),
    Role.OFFICER: frozenset(Right),
}


class NotAllowedError(ObaError):
    """The editor's role does not allow it."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Whoever makes a change. Every change carries the name."""

    name: str
    role: Role = Role.EDITOR

    def may(self, right: Right) -> bool:
        return right in GRANTED[self.role]

    def require(self, right: Right) -> None:
        """NotAllowedError, with whom to ask, where the role does not allow it."""
        if not self.may(right):
            raise NotAllowedError(
                f"as a {self.role.value} you may not {right.value}",
                remedy="Ask the officer who keeps the dashboard for the right to do so",
            )


def editor_of(settings: Settings) -> Editor:
    """Whoever works on this machine: the name of the settings, as an officer. The published copy has readers only."""
    return Editor(settings.user, Role.READER if settings.published else Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one thing, as it was and as it became. None is nothing: the thing began or ended there.

    `kind` and `key` name the thing, such as `force` and `under18_conceptions/3`.
    """

    id: int
    at: datetime
    by: str
    kind: str
    key: str
    field: str
    before: str | None
    after: str | None


class WithdrawnError(NotFoundError):
    """Somebody has withdrawn the thing meanwhile, so that nothing can be written of it; what was typed stays typed."""

    def __init__(
        self, name: str, *, by: str = "", because: str = "", remedy: str = "Add it anew if it is to stand"
    ) -> None:
        self.by, self.because = by, because
        who, why = (f" by {by}" if by else ""), (f": “{because.rstrip('.')}”" if because else "")
        super().__init__(f"{name} has been withdrawn since{who}{why}", remedy=f"Your text is kept. {remedy}")


class EditConflict(ObaError):
    """Someone saved the same thing first. `texts` has for each field theirs and mine; `version` is theirs.

    A save that names `version` is made in the knowledge of theirs, and stands.
    """

    def __init__(
        self, name: str, *, texts: Mapping[str, tuple[str, str]], version: int, by: str = ""
    ) -> None:
        self.texts = dict(texts)
        self.version = version
        self.by = by
        super().__init__(
            f"{by or 'someone'} saved this while you were writing, so nothing of yours was saved yet",
            where=name,
            remedy="Read both texts below, change yours as you wish, and save it again; theirs is kept in the history",
        )
