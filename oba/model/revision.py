"""A revision: a published value that a later load changed, withdrew or took back. The old one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oba.model.marker import Marker
from oba.model.period import Period


class RevisionKind(StrEnum):
    """`undone`: the load that had given the value was taken back."""

    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Revision:
    """Of a withdrawn value there is no new one, nor of an undone one that had none before it.

    The releases are ids. An undone value's new release is the one whose value stands instead, or its own.
    """

    period: Period
    kind: RevisionKind
    old_value: float | None
    new_value: float | None
    old_markers: tuple[Marker, ...]
    new_markers: tuple[Marker, ...]
    old_release: int
    new_release: int
    old_cell: str
    replaced_at: datetime
    replaced_by: str
