"""A revision: a published value that a later release changed or withdrew. The old one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oba.model.marker import Marker
from oba.model.period import Period
from oba.model.release import ChangeKind


@dataclass(frozen=True, slots=True)
class Revision:
    """`kind` is revised or withdrawn; of a withdrawn value there is no new one. The releases are ids."""

    period: Period
    kind: ChangeKind
    old_value: float | None
    new_value: float | None
    old_markers: tuple[Marker, ...]
    new_markers: tuple[Marker, ...]
    old_release: int
    new_release: int
    old_cell: str
    replaced_at: datetime
    replaced_by: str
