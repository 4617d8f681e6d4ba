"""A file that has passed the pre-scan and is open for reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from oba.load.containers.text_file import TextFile
from oba.load.containers.workbook import Workbook
from oba.load.plans.plan_marks import names_a_plan
from oba.load.sheet import Sheet
from oba.load.tables import Table, find_table
from oba.model.recipe import Recipe
from oba.model.release import Problem


@dataclass(slots=True)
class OpenedFile:
    """Either a workbook or a text file. `tables` pairs each sheet with the table found on it, or None.

    `recipes` are the layouts that the Trust has described itself, `noted` what there is to tell of them;
    `companions` the files that came with this one, such as a metadata file.
    """

    path: Path
    name: str
    book: Workbook | None = None
    text: TextFile | None = None
    recipes: tuple[Recipe, ...] = ()
    companions: tuple[Path, ...] = ()
    noted: tuple[Problem, ...] = ()
    tables: list[tuple[Sheet, Table | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.tables = [] if self.is_plan else [(sheet, find_table(sheet)) for sheet in self.sheets]
        if self.text is not None and self.found:
            self.text.header_row = self.found[0].header

    @property
    def sheets(self) -> list[Sheet]:
        if self.book is not None:
            return self.book.sheets
        return [self.text.sheet()] if self.text is not None else []

    @property
    def found(self) -> list[Table]:
        """The tables there are."""
        return [table for _, table in self.tables if table is not None]

    @property
    def is_plan(self) -> bool:
        return self.book is not None and names_a_plan(sheet.name for sheet in self.sheets)

    @property
    def problems(self) -> list[Problem]:
        """What opening it had to tell."""
        told = [*(self.book.problems if self.book else ()), *(self.text.problems if self.text else ())]
        return [*told, *self.noted]
