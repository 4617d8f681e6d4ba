"""Vintages: what was known of a figure on an earlier day, and every value that was ever held of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from oba.model.marker import Marker
from oba.model.period import Period


class Basis(StrEnum):
    """By which day a figure counts as known: the day it was published, or the day it was loaded here."""

    PUBLISHED = "published"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Vintage:
    """One value that was held for a period, from the load that gave it until a later one ended it.

    `happened` is revised, withdrawn or undone, and '' for the value that stands. `release` is the one that gave it,
    `confirmed_by` those that gave it again while it stood. `restored` marks a value that an undo put back.
    """

    period: Period
    value: float | None
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None
    markers: tuple[Marker, ...]
    source_text: str
    cell: str
    release: int
    published: date | None
    loaded_at: datetime
    loaded_by: str
    happened: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    confirmed_by: tuple[int, ...] = ()
    restored: bool = False
