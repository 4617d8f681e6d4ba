"""What a sheet holds besides its values, gathered while it is read, and how an officer is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.sheet import column_letters
from oba.model.release import Outcome, Problem

MERGED_KEPT = 10_000
COMMENTS_KEPT = 500
Look = tuple[str, str]
"""The colour of a cell's text and of its ground, '' for the usual ones."""
Range = tuple[int, int, int, int]


@dataclass(slots=True)
class Seen:
    """Number cells of one colouring."""

    first: str
    count: int = 0
    last_row: int = 0


@dataclass(slots=True)
class SheetScan:
    """`last_row` and `last_column` bound the cells that hold something; stray formatting does not count.

    `merged` holds first row, first column, last row, last column of each range. `covered`
    counts cells that hold something under a merged one. `looks` counts the number cells of each colouring
    and keeps the first; `struck` counts what is struck through.
    """

    name: str
    limits: Limits
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    linked: bool = False
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    covered: int = 0
    struck: int = 0
    first_struck: str = ""
    looks: dict[Look, Seen] = field(default_factory=dict)
    first_numbers: int = 0

    def reach(self, *, row: int, column: int) -> None:
        """Something stands there. RefusedFile when that is further than any table goes."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.last_row > self.limits.rows or self.last_column > self.limits.columns:
            raise RefusedFile(
                f"the sheet reaches to row {self.last_row:,}, column {self.last_column:,}",
                where=f"sheet '{self.name}'",
                expected=f"at most {self.limits.rows:,} rows and {self.limits.columns:,} columns",
                remedy="Delete what is not needed, or save it as CSV and load it from the command line",
            )

    def note_look(self, look: Look, *, row: int, column: int) -> None:
        """A number of this colouring."""
        seen = self.looks.get(look)
        if seen is None:
            seen = self.looks[look] = Seen(f"{column_letters(column - 1)}{row}")
        seen.count += 1
        seen.last_row = row
        self.first_numbers = self.first_numbers or row

    def note_struck(self, *, row: int, column: int) -> None:
        self.struck += 1
        self.first_struck = self.first_struck or f"{column_letters(column - 1)}{row}"

    def keep_comment(self, text: str, *, row: int, column: int) -> None:
        self.comments.append((f"{column_letters(column - 1)}{row}", text))

    def keep_merged(self, found: Range) -> None:
        if len(self.merged) < MERGED_KEPT:
            self.merged.append(found)

    @property
    def fills(self) -> tuple[tuple[int, int, int], ...]:
        """First row, column and last row of what is merged over several rows of one column."""
        return tuple(
            (top, left, bottom) for top, left, bottom, right in self.merged if left == right and top < bottom
        )

    def tell(self) -> Iterator[Problem]:
        """All that there is to say of the sheet besides its values."""
        sheet = f"sheet '{self.name}'"
        hidden = sum(
            min(last, self.last_column) - first + 1
            for first, last in self.hidden_columns
            if first <= self.last_column
        )
        if self.hidden_rows:
            yield _note(
                sheet, f"{self.hidden_rows} hidden rows were read", "Delete them if they do not belong"
            )
        if hidden:
            yield _note(sheet, f"{hidden} hidden columns were read", "Delete them if they do not belong")
        if self.covered:
            yield _note(
                sheet,
                f"{self.covered} cells hidden under merged cells were not read",
                "Take the merging off to see them",
            )
        if self.formulas:
            yield _note(sheet, f"{self.formulas} cells are calculated: their saved results were read")
        if self.linked:
            yield _note(
                sheet,
                "some cells are linked to another workbook and may be out of date",
                "Open the workbook with its links and save it",
            )
        yield from self._tell_looks()
        for cell, text in self.comments[:COMMENTS_KEPT]:
            yield _note(f"{self.name}!{cell}", f"a comment says: {' '.join(text.split())[:200]}", "Read it")
        if len(self.comments) > COMMENTS_KEPT:
            yield _note(
                sheet, f"{len(self.comments) - COMMENTS_KEPT} more comments were not kept", "Read them"
            )

    def _tell_looks(self) -> Iterator[Problem]:
        if self.struck:
            yield _note(
                f"{self.name}!{self.first_struck}",
                f"{self.struck} cells are struck through: what they hold was read all the same",
                "Delete what does not count any longer",
            )
        # the first row of numbers may be a heading of years, which has a colour of its own
        seen = [one for one in self.looks.values() if one.last_row > self.first_numbers]
        usual = max(seen, key=lambda one: one.count, default=None)
        others = [one for one in seen if one is not usual]
        if others:
            yield _note(
                f"{self.name}!{others[0].first}",
                f"{sum(one.count for one in others)} numbers are coloured otherwise than the rest: colour is not read",
                "If the colour means something, write it as a marker such as [p] or [x]",
            )


def _note(where: str, found: str, remedy: str = "") -> Problem:
    return Problem(Outcome.NOTE, where, found, remedy=remedy)
