"""A recipe: how a layout is read that no format knows, as an officer has described it once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

AS_WRITTEN = "{}"
"""The period as the file writes it; a form such as `31 March {}` says what a bare year means."""


class Orientation(StrEnum):
    """`rows`: one row an observation, or one row an area and period with several value columns. `across`: the
    periods are headings. `areas across`: the areas are.
    """

    ROWS = "rows"
    ACROSS = "across"
    AREAS_ACROSS = "areas across"


@dataclass(frozen=True, slots=True)
class Recipe:
    """`header_rows` are row numbers of the file, counted from 1; a heading is the texts of its cells in these rows,
    from top to bottom, parted by ` / `.

    `columns` maps a role (`area code`, `period`, `lower 95% interval` ...) to the heading of its column; `area code 2`
    is read where `area code` is blank. `values` maps the heading of a value column to the key of its indicator, or
    to '' for a new one; across, the heading is what is left of it without the period or area. `beside` gives, by
    value heading, the columns that belong to it alone (`numerator`, `marker` ...), `breakdowns` the part of the
    population it is about. `constants` give what no column says: `indicator`, `area`, `period`. `only` keeps
    the rows where a column holds this text. Rows from `first_row` to `last_row` are read, 0 meaning all
    that there are below the headings.

    `headings` are all headings as they were when the recipe was made: by them a file is recognised, and a layout
    that has drifted is told of.
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
    beside: dict[str, dict[str, str]] = field(default_factory=dict)
    breakdowns: dict[str, str] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    period_form: str = AS_WRITTEN
    first_row: int = 0
    last_row: int = 0
    leave_out_other_areas: bool = True
