"""What a page knows about one visit; the key of every cache is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Visit:
    """`version` is the store's, and changes with every write; `identity` tells a store put in its place.

    `figures` is the version of what figures, plan and baselines say: a talk's writes leave it. Below 0 it is not known.
    """

    store: str
    identity: str
    published: bool
    version: int
    today: date
    dark: bool
    figures: int = -1
