"""A workbook as it is handed over: which sheets it has, where their rows are, what there is to tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oba.load.containers.sheet_scan import SheetScan
from oba.load.containers.spool import RowWriter, SpooledRows, SpoolFolder
from oba.load.refusal import RefusedFile
from oba.load.sheet import column_letters
from oba.model.release import Outcome, Problem

FILLS_TOLD = 200


@dataclass(frozen=True, slots=True)
class SpooledSheet:
    """`file` holds the rows; `merged` every merged range, `fills` those over rows of one column."""

    name: str
    file: str
    merged: tuple[tuple[int, int, int, int], ...] = ()
    fills: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SpooledBook:
    """The visible sheets that hold something, and what there is to say about the file."""

    sheets: tuple[SpooledSheet, ...]
    problems: tuple[Problem, ...]

    def to_plain(self) -> dict[str, Any]:
        """In lists and texts, for JSON."""
        return {
            "sheets": [[one.name, one.file, one.merged, one.fills] for one in self.sheets],
            "problems": [[one.outcome, one.where, one.found, one.remedy] for one in self.problems],
        }

    @classmethod
    def of_plain(cls, plain: dict[str, Any]) -> SpooledBook:
        """The book that `to_plain` wrote."""
        sheets = [
            SpooledSheet(
                str(name), Path(file).name, tuple(map(_numbers, merged)), tuple(map(_numbers, fills))
            )
            for name, file, merged, fills in plain["sheets"]
        ]
        problems = [
            Problem(Outcome(outcome), str(where), str(found), remedy=str(remedy))
            for outcome, where, found, remedy in plain["problems"]
        ]
        return cls(tuple(sheets), tuple(problems))


def _numbers(found: list[int]) -> Any:
    return tuple(int(number) for number in found)


@dataclass(slots=True)
class BookWriter:
    """Gathers sheets into a folder; `room` is what all of them may fill together."""

    folder: Path
    room: int
    sheets: list[SpooledSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    later: list[Problem] = field(default_factory=list)
    opened: int = 0
    writer: RowWriter | None = None

    def begin_sheet(self) -> RowWriter:
        """Takes the rows of one sheet; each has a file of its own."""
        self.opened += 1
        self.writer = RowWriter(self.folder / self._file, room=self.room)
        return self.writer

    def end_sheet(self, scan: SheetScan, *, shown: bool) -> None:
        """Keep the sheet if it is shown and holds anything."""
        self.close()
        if not shown:
            self._tell_hidden(scan.name)
        elif scan.last_row:
            self.sheets.append(SpooledSheet(scan.name, self._file, tuple(scan.merged), scan.fills))
            self.later.extend(scan.tell())

    def close(self) -> None:
        """Close the file that is being written, if there is one."""
        if self.writer is not None:
            self.writer.close()
            self.room = self.writer.room
            self.writer = None

    def _tell_hidden(self, sheet: str) -> None:
        self.problems.append(
            note(
                f"sheet '{sheet}'",
                "the sheet is hidden and was not read",
                "Show it in Excel if it belongs to the figures",
            )
        )

    def finish(self, *, name: str) -> SpooledBook:
        """RefusedFile where no sheet holds anything."""
        if not self.sheets:
            raise RefusedFile(
                "the workbook has no visible sheet with anything in it",
                where=name,
                remedy="Show the sheet with the figures, save the workbook, and send it again",
            )
        return SpooledBook(tuple(self.sheets), (*self.problems, *self.later))

    @property
    def _file(self) -> str:
        return f"{self.opened}.rows"


def tell_fills(sheet: SpooledSheet, *, folder: SpoolFolder) -> list[Problem]:
    """What merged cells were read for each of their rows: known when the rows can be read again."""
    tops: dict[int, list[tuple[int, int]]] = {}
    for top, column, bottom in sheet.fills:
        tops.setdefault(top, []).append((column, bottom))
    found: list[Problem] = []
    for number, cells in SpooledRows(folder, sheet.file)() if tops else ():
        for column, bottom in tops.pop(number, ()):
            if column <= len(cells) and not cells[column - 1].blank:
                letters = column_letters(column - 1)
                where = f"{sheet.name}!{letters}{number}:{letters}{bottom}"
                text = cells[column - 1].text[:60]
                found.append(Problem(Outcome.FIX, where, f"merged cells: '{text}' was read for each row"))
        if not tops or len(found) >= FILLS_TOLD:
            break
    return found


def note(where: str, found: str, remedy: str = "") -> Problem:
    return Problem(Outcome.NOTE, where, found, remedy=remedy)
