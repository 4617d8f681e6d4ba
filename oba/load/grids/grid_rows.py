"""The figures of a grid: each row's area, each column's measure and period, every cell by its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from oba.load.chunk import Chunk, GridPlaces, Texts
from oba.load.grids.grid import Grid, is_heading_again
from oba.load.grids.grid_areas import RowArea, find_row_area
from oba.load.grids.grid_cells import FIGURES, Kind, at, is_data, kind_of
from oba.load.grids.grid_headings import GridColumn
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.sheet import Cell, Row, column_letters
from oba.model.measure import Measure
from oba.model.release import Outcome, Problem

FIGURES_AT_ONCE = 20_000


@dataclass(slots=True)
class GridReading:
    """How a grid is to be read. `names` gives each column of figures its measure, by the column's place.

    `published` tells a publisher's own layout: there a row or column that cannot be read is counted and passed
    over, while in a general layout it stops the load.
    """

    grid: Grid
    names: Mapping[int, str]
    reference: Reference
    log: ProblemLog
    measures: dict[str, Measure] = field(default_factory=dict)
    published: bool = False
    known: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {column.index for column in self.grid.columns}

    def chunks(self) -> Iterator[Chunk]:
        """The figures of all rows of areas, a few thousand rows at a time."""
        columns = self._columns()
        if not columns:
            return
        self._tell_by_title(columns)
        if self.grid.halves:
            where = f"sheet '{self.grid.sheet.name}'" if self._sheet else "the headings"
            self.log.add(Problem(Outcome.FIX, where, self.grid.halves))
        gathered: list[tuple[Row, RowArea]] = []
        dropped = {column.index for column in self.grid.columns} - {column.index for column in columns}
        lost = 0
        for row in self._data_rows(columns):
            area = find_row_area(row[1], grid=self.grid, reference=self.reference)
            if area is None:
                self._tell_orphan(row)
                continue
            gathered.append((row, area))
            lost += sum(not at(row[1], index).blank for index in dropped)
            if len(gathered) * len(columns) >= FIGURES_AT_ONCE:
                yield self._chunk(gathered, columns=columns)
                gathered = []
        if gathered:
            yield self._chunk(gathered, columns=columns)
        if lost:
            said = "figures under headings that leave their measure or period open were not read"
            self.log.count(Outcome.NOTE, said, where=f"sheet '{self.grid.sheet.name}'", number=lost)

    def _columns(self) -> list[GridColumn]:
        """The columns whose measure and period are clear, and no other column's too."""
        found: dict[tuple[str, object], list[GridColumn]] = {}
        for column in self.grid.columns:
            if column.index not in self.names:
                continue
            if column.when is None:
                self._tell_column(column, found=f"the heading '{column.heading[:80]}' names no period")
            else:
                found.setdefault((self.names[column.index], column.when.value), []).append(column)
        for alike in found.values():
            if len(alike) > 1:
                self._tell_alike(alike)
        clear = [alike[0] for alike in found.values() if len(alike) == 1]
        return sorted(clear, key=lambda column: column.index)

    def _data_rows(self, columns: list[GridColumn]) -> Iterator[Row]:
        """The rows of figures; notes, headings that come again and a second table are told of."""
        ended = ""
        below = 0
        notes: list[tuple[int, str]] = []
        for row in self.grid.sheet.rows():
            number, cells = row
            if number < self.grid.first or all(cell.blank for cell in cells):
                continue
            if not self._has_figures(cells, columns=columns):
                if is_heading_again(cells, grid=self.grid):
                    continue
                if self._is_heading(cells):
                    ended = ended or self._place(row=number)
                else:
                    notes.append((number, " ".join(cell.text.strip() for cell in cells if not cell.blank)))
            elif ended:
                below += sum(not cell.blank for cell in cells[self.grid.leading.stop :])
            else:
                self._tell_unnamed(row)
                yield row
        self._tell_notes(notes)
        if ended:
            self._tell_below(ended, figures=below)

    def _tell_by_title(self, columns: list[GridColumn]) -> None:
        """Say where a title gave the period, and which: a reader can see whether it is right."""
        said = [column.when.value for column in columns if column.when and column.by_title]
        if said:
            where = f"sheet '{self.grid.sheet.name}'" if self._sheet else "the headings"
            found = "the headings name no period: it was read from the title above"
            self.log.count(Outcome.FIX, found, where=where, example=f", as {said[0]}")

    def _tell_notes(self, notes: list[tuple[int, str]]) -> None:
        """The footnotes; a publisher's many in one line, for they are told of and not acted on."""
        if self.published and notes:
            notes = [(notes[0][0], " ".join(text for _, text in notes))]
        for number, text in notes:
            self.log.add(Problem(Outcome.NOTE, self._place(row=number), f"note: {text[:300]}"))

    def _has_figures(self, cells: list[Cell], *, columns: list[GridColumn]) -> bool:
        over = [kind_of(at(cells, column.index)) for column in self.grid.columns]
        if not any(kind is not Kind.BLANK for kind in over):
            return False
        leading = [kind_of(at(cells, index)) for index in self.grid.leading]
        if Kind.CODE in leading:
            return True
        if any(kind in FIGURES for kind in over):
            return is_data(cells) or Kind.TEXT in leading
        # words alone, under one heading or two: `Source: a survey` set to the right
        return Kind.TEXT in leading and sum(kind is Kind.TEXT for kind in over) > 1

    def _is_heading(self, cells: list[Cell]) -> bool:
        return sum(not at(cells, column.index).blank for column in self.grid.columns) > 1

    def _chunk(self, rows: list[tuple[Row, RowArea]], *, columns: list[GridColumn]) -> Chunk:
        wide = range(len(columns))
        areas = [area for _, area in rows for _ in wide]
        cells = [self._name(column, row=number) for (number, _), _ in rows for column in columns]
        used = {self.names[column.index] for column in columns}
        return Chunk(
            sheet=self.grid.sheet.name,
            rows=len(cells),
            texts={
                Role.INDICATOR: Texts.of([self.names[column.index] for column in columns] * len(rows)),
                Role.PERIOD: Texts.of(
                    [column.when.value if column.when else None for column in columns] * len(rows)
                ),
                Role.AREA_CODE: Texts.of(area.code for area in areas),
                Role.AREA: Texts.of(area.name for area in areas),
            },
            values=[at(row, column.index) for (_, row), _ in rows for column in columns],
            numbers={},
            places=pd.Series(cells, dtype="str"),
            where=self._places(rows, columns=columns, cells=cells),
            measures={code: measure for code, measure in self.measures.items() if code in used},
            symbols=self.grid.notes.signs,
        )

    def _places(
        self, rows: list[tuple[Row, RowArea]], *, columns: list[GridColumn], cells: list[str]
    ) -> GridPlaces:
        named = {Role.VALUE: [self._sheet + cell for cell in cells]}
        named[Role.PERIOD] = [self._sheet + self._head(column.period_cell) for column in columns] * len(rows)
        named[Role.INDICATOR] = [self._sheet + self._head(column.cell) for column in columns] * len(rows)
        for role, at_code in ((Role.AREA_CODE, True), (Role.AREA, False)):
            places = [
                self._leading(area.code_at if at_code else area.name_at, row=row[0]) for row, area in rows
            ]
            named[role] = [place for place in places for _ in columns]
        return GridPlaces(named)

    @property
    def _sheet(self) -> str:
        return f"{self.grid.sheet.name}!" if self.grid.sheet.name else ""

    def _place(self, *, row: int) -> str:
        return f"{self._sheet}A{row}" if self._sheet else f"line {row}"

    def _leading(self, index: int, *, row: int) -> str:
        if self.grid.sheet.is_text:
            return f"{self.grid.area_headings.get(index, f'column {index + 1}')}, line {row}"
        return f"{self._sheet}{column_letters(index)}{row}"

    def _name(self, column: GridColumn, *, row: int) -> str:
        if self.grid.sheet.is_text:
            return f"{column.heading}, line {row}"
        return f"{column_letters(column.index)}{row}"

    def _head(self, cell: str) -> str:
        if not self.grid.sheet.is_text:
            return cell
        letters = cell.rstrip("0123456789")
        return f"column {letters}, line {cell.removeprefix(letters)}"

    def _tell_orphan(self, row: Row) -> None:
        figures = sum(not at(row[1], column.index).blank for column in self.grid.columns)
        said = "figures in a row without an area were not read"
        if self.published:
            self.log.count(Outcome.NOTE, said, where=self._place(row=row[0]), number=figures)
            return
        self.log.add(
            Problem(
                Outcome.CELL,
                self._place(row=row[0]),
                f"found {figures} figures in a row that names no area",
                "a code or a name of an area in each row of figures",
                "Write the area, or delete the row",
            )
        )

    def _tell_column(self, column: GridColumn, *, found: str) -> None:
        where = self._sheet + self._head(column.cell)
        if self.published:
            said = "the heading of a column names no period: it was not read"
            self.log.count(Outcome.NOTE, said, where=where, example=f", such as '{column.heading[:80]}'")
        else:
            remedy = "Name the period in the heading, or say on the Load page how the sheet is laid out"
            self.log.add(Problem(Outcome.ASK, where, found, "a period over each column of figures", remedy))

    def _tell_alike(self, alike: list[GridColumn]) -> None:
        where = " and ".join(self._sheet + self._head(column.cell) for column in alike)
        period = alike[0].when.value if alike[0].when else ""
        found = f"the columns are all headed '{alike[0].heading[:80]}' for {period}"
        if self.published:
            said = "nothing in the headings parts them, and none of them was read"
            remedy = "Say on the Load page what parts them, if their figures are needed"
            self.log.add(Problem(Outcome.NOTE, where, f"{found}: {said}", remedy=remedy))
        else:
            remedy = "Say in the headings what parts them, or put the second set on a sheet of its own"
            self.log.add(Problem(Outcome.CELL, where, found, "one column for one measure and period", remedy))

    def _tell_unnamed(self, row: Row) -> None:
        """What stands in columns that are neither area nor figure: a column of words is named once."""
        number, cells = row
        for index in range(self.grid.leading.stop, len(cells)):
            if cells[index].blank or index in self.known:
                continue
            where = self._leading(index, row=number)
            if heading := self.grid.unread.get(index, ""):
                self.known.add(index)
                self.log.add(Problem(Outcome.NOTE, where, f"column not read: {heading}"))
            elif self.published:
                self.log.count(Outcome.NOTE, "a cell in a column without a heading was not read", where=where)
            else:
                self.known.add(index)
                found = f"found '{cells[index].text[:60]}' in a column without a header"
                expected = "a header over every column that holds something"
                remedy = "Write the header, or delete the column"
                self.log.add(Problem(Outcome.CELL, where, found, expected, remedy))

    def _tell_below(self, where: str, *, figures: int) -> None:
        found = f"a second table begins: {figures:,} figures under it were not read"
        if self.published or not figures:
            self.log.add(Problem(Outcome.NOTE, where, found))
        else:
            remedy = "Put it on a sheet of its own, or take out the row of headings"
            self.log.add(Problem(Outcome.CELL, where, found, "one table a sheet", remedy))
