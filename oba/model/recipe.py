"""A recipe: how a layout is read that no format knows, as an officer has described it once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Orientation(StrEnum):
    """`rows`: one row an observation, or one row an area and period with several value columns. `across`: the
    periods are headings.
    """

    ROWS = "rows"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Recipe:
    """`header_rows` are row numbers of the file, counted from 1; a heading is the texts of its cells in these rows,
    from top to bottom, parted by ` / `.

    `columns` maps a role (`area code`, `period`, `lower 95% interval` ...) to the heading of its column,
    `values` the heading of a value column to the key of its indicator. `constants` give what no column says:
    `indicator`, `area`, `period`. `headings` are all headings as they were when the recipe was made: by them a
    file is recognised, and a layout that has drifted is told of.
    """

    name: str
    publisher: str
    title: str
    sheet: str = ""
    header_rows: tuple[int, ...] = (1,)
    orientation: Orientation = Orientation.ROWS
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    made_by: str = ""
