"""A file's figures as they are read, piece by piece, and what there is to tell of them so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from oba.load.assembly import Assembly
from oba.load.checks import list_file_checks, list_row_checks
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.recognise import Format
from oba.load.reference import Reference
from oba.model.release import Problem, Source

__all__ = ["Reading", "Reference"]


@dataclass(slots=True)
class Reading:
    """`problems` and `rows` are complete once `frames` has been read to its end."""

    opened: OpenedFile
    format: str
    why: str
    reference: Reference
    source: Source
    module: Format
    rows: int = 0
    log: ProblemLog = field(default_factory=ProblemLog)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that hold a table, '' for a text file."""
        return tuple(table.sheet.name for table in self.opened.found)

    @property
    def problems(self) -> list[Problem]:
        """What stops the load first; then what was tidied, marked and noted."""
        return self.log.problems

    @property
    def stops(self) -> bool:
        """Nothing may be written."""
        return self.log.stops

    @property
    def notes(self) -> tuple[str, ...]:
        """The titles and footnotes that stood around the tables."""
        kept = [
            problem.found for problem in self.log.listed if problem.found.startswith(("title: ", "note: "))
        ]
        return tuple(kept)

    def frames(self) -> Iterator[pd.DataFrame]:
        """The figures with FIGURE_COLUMNS, in pieces. Each call reads the file again from the start."""
        self.log = ProblemLog()
        self.rows = 0
        self.log.extend(self.opened.problems)
        assembly = Assembly(reference=self.reference, source=self.source, log=self.log)
        row_checks = list_row_checks()
        for chunk in self.module.read(
            self.opened, reference=self.reference, source=self.source, log=self.log
        ):
            self.rows += chunk.rows
            figures = assembly.build(chunk)
            for check in row_checks:
                self.log.extend(check.check(figures, reference=self.reference, source=self.source))
            yield figures
        self._check_file(assembly)

    def _check_file(self, assembly: Assembly) -> None:
        checks = list_file_checks()
        tables = assembly.ledger.tables(indicators=assembly.indicator_names, areas=assembly.area_names)
        for table in tables:
            for check in checks:
                self.log.extend(
                    check.check(
                        table, reference=self.reference, source=self.source, where=assembly.ledger.where
                    )
                )
