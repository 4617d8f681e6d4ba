"""Small numbers of children: the rule that an indicator is published by, and what it does to a figure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from oba.model.period import Period

THRESHOLDS = (0, 5, 7)
ROUND_BASES = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Rule:
    """How small numbers of one indicator are protected.

    Counts from 1 to `threshold` are hidden; 0 hides none, and `reason` then says why (`published by the
    Department for Education under its own rules`). A count of nought is shown where `zero_shown`. Counts are
    rounded to `round_base`. With `secondary`, a further figure is hidden where a hidden one could be worked out.
    """

    indicator: str
    threshold: int = 5
    zero_shown: bool = True
    round_base: int = 1
    secondary: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one indicator as it would be published. `numbers` has what is given of `NUMBERS` (model/figures).

    `breakdown` is '' for everyone; otherwise as the store writes it, such as `sex=girls`.
    """

    indicator: str
    area: str
    breakdown: str
    period: Period
    numbers: dict[str, float] = field(hash=False)
    marker: str = ""


class Why(StrEnum):
    """Why a figure is changed before it is published."""

    SMALL = "small number"
    SECONDARY = "would give a small number away"
    ROLLING = "would give a small number of one year away, with the years around it"
    EARLIER = "would give a small number away, with what was published before"
    ROUNDED = "rounded"


@dataclass(frozen=True, slots=True)
class Protected:
    """What is published in a cell's place: nothing where `hidden`, else `numbers`."""

    cell: Cell
    why: Why
    hidden: bool
    numbers: dict[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Control:
    """What disclosure control makes of figures.

    `protected` are those that are not published as they are. `published_before` are hidden now and were published
    with the same count before, which cannot be undone. `open` are hidden and could still be worked out: no figure
    is left whose hiding would help, or none that was not published before.
    """

    protected: tuple[Protected, ...] = ()
    published_before: tuple[Cell, ...] = ()
    open: tuple[Cell, ...] = ()
