"""Our loads as events: of a plan, of a file of figures, and the undoing of an earlier load."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from oba.model.release import ChangeKind, Release


class LoadKind(StrEnum):
    PLAN = "plan"
    FIGURES = "figures"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Load:
    """One load. `undoes` is the load that an undo took back, `undone_by` the undo that took this one back.

    Of an undo, `counts` tell what came back (added), changed back (revised), went (withdrawn) and stood
    (unchanged); its release is the one of the load that it undoes.
    """

    id: int
    release: Release
    kind: LoadKind
    loaded_at: datetime
    loaded_by: str
    format: str
    counts: dict[ChangeKind, int] = field(default_factory=dict)
    undone_by: int | None = None
    undoes: int | None = None

    @property
    def stands(self) -> bool:
        """A load of figures that nobody has undone."""
        return self.kind is LoadKind.FIGURES and self.undone_by is None

    @property
    def file_name(self) -> str:
        return self.release.file_name

    @property
    def sha256(self) -> str:
        return self.release.sha256


class UndoKind(StrEnum):
    """What an undo does to a figure that its load had touched."""

    CHANGED_BACK = "changed back"
    RESTORED = "restored"
    REMOVED = "removed"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class UndoChange:
    """What an undo would do, or did, to one figure. `stands_by` is the load whose figure then stands; None for none."""

    kind: UndoKind
    indicator: str
    area: str
    breakdown: str
    period: int
    old: str
    new: str
    stands_by: int | None = None


@dataclass(frozen=True, slots=True)
class Undoing:
    """All that an undo would do, or did: how many figures of each kind by indicator, and the first of them.

    `baselines` are the ids of frozen baselines that were made from the load's release; they stay as they are.
    `emptied` are the keys of indicators that a load brought into the plan and that are left without a figure.
    """

    load: Load
    counts: dict[str, dict[UndoKind, int]]
    changes: tuple[UndoChange, ...] = ()
    baselines: tuple[int, ...] = ()
    emptied: tuple[str, ...] = ()
    undo: int | None = None

    def count(self, kind: UndoKind) -> int:
        return sum(each.get(kind, 0) for each in self.counts.values())
