"""The rows of a partner's return as a chunk: what was filled in, each with its cell; the rest is not returned."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from oba.load.chunk import Chunk, GridPlaces, Texts
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.problem_log import ProblemLog
from oba.load.returns.return_layout import TO_FILL, ReturnSheet
from oba.load.sheet import BLANK, Cell, CellValue, Row, column_letters
from oba.model.release import Outcome, Problem

KEYS = (Role.INDICATOR, Role.AREA_CODE, Role.AREA, Role.PERIOD)
NOT_RETURNED = "the row was left empty: not returned, the figure that is held stands"


@dataclass(slots=True)
class ReturnRows:
    """Gathers the rows that hold a figure. A marker alone stands for the value, and is placed where it stands."""

    found: ReturnSheet
    log: ProblemLog
    rows: list[Row] = field(default_factory=list)
    values: list[tuple[Role, Cell]] = field(default_factory=list)

    def gather(self) -> None:
        for row in self.found.sheet.rows():
            if row[0] > self.found.header:
                self._take(row)

    def chunk(self) -> Chunk:
        numbers = {role: [self._at(row, role) for row in self.rows] for role in NUMBER_ROLES}
        texts = {role: Texts.of(self._word(row, role) for row in self.rows) for role in KEYS}
        markers = [
            "" if taken is Role.MARKER else self._at(row, Role.MARKER).text
            for row, (taken, _) in zip(self.rows, self.values, strict=True)
        ]
        places = {role: [self._place(row, role) for row in self.rows] for role in (*KEYS, *TO_FILL)}
        cells = [self._cell(row, role) for row, (role, _) in zip(self.rows, self.values, strict=True)]
        places[Role.VALUE] = [f"{self.found.sheet.name}!{cell}" for cell in cells]
        return Chunk(
            sheet=self.found.sheet.name,
            rows=len(self.rows),
            texts={**texts, Role.MARKER: Texts.of(markers)},
            values=[cell for _, cell in self.values],
            numbers=dict(numbers),
            places=pd.Series(cells, dtype="str"),
            where=GridPlaces(places),
        )

    @property
    def keys(self) -> list[str]:
        """What stands in the key column of each row that was filled in."""
        return [self._at(row, Role.INDICATOR).text for row in self.rows]

    def place_of_key(self, number: int) -> str:
        return self._place(self.rows[number], Role.INDICATOR)

    def _take(self, row: Row) -> None:
        self._keep_note(row)
        filled = [role for role in TO_FILL if not self._at(row, role).blank]
        if not filled:
            if not all(self._at(row, role).blank for role in (Role.INDICATOR, Role.PERIOD)):
                self.log.count(Outcome.NOTE, NOT_RETURNED, where=f"{self.found.sheet.name}!row {row[0]}")
            return
        missing = [role for role in (Role.INDICATOR, Role.PERIOD) if self._at(row, role).blank]
        if missing:
            self._refuse(
                row,
                missing[0],
                f"found a figure without its {_called(missing[0])}",
                "Choose it from the list, or clear the row",
            )
        elif not self._at(row, Role.VALUE).blank:
            self._add(row, Role.VALUE)
        elif not self._at(row, Role.MARKER).blank:
            self._add(row, Role.MARKER)
        else:
            self._refuse(
                row,
                Role.VALUE,
                f"the value is empty, but the {filled[0].value} beside it is not",
                "Write the value, or a marker such as [c] or [x], or clear the row",
            )

    def _add(self, row: Row, role: Role) -> None:
        self.rows.append(row)
        self.values.append((role, self._at(row, role)))

    def _keep_note(self, row: Row) -> None:
        place = self.found.note
        if 0 <= place < len(row[1]) and not row[1][place].blank:
            text = " ".join(row[1][place].text.split())
            where = f"{self.found.sheet.name}!{column_letters(place)}{row[0]}"
            self.log.add(Problem(Outcome.NOTE, where, f"note: {text[:300]}"))

    def _refuse(self, row: Row, role: Role, found: str, remedy: str) -> None:
        self.log.add(
            Problem(Outcome.CELL, self._place(row, role), found, "a row that is filled in whole", remedy)
        )

    def _word(self, row: Row, role: Role) -> CellValue:
        cell = self._at(row, role)
        return cell.value if role is Role.PERIOD else cell.text

    def _at(self, row: Row, role: Role) -> Cell:
        place = self.found.columns[role]
        return row[1][place] if place < len(row[1]) else BLANK

    def _cell(self, row: Row, role: Role) -> str:
        return f"{column_letters(self.found.columns[role])}{row[0]}"

    def _place(self, row: Row, role: Role) -> str:
        return f"{self.found.sheet.name}!{self._cell(row, role)}"


def _called(role: Role) -> str:
    return "indicator" if role is Role.INDICATOR else role.value
