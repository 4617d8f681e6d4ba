"""A row of a plan sheet, read column by column; what is wrong with a cell goes to the list of problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from oba.load.cells import CellRule, read_cell
from oba.load.sheet import BLANK, Cell, Sheet, column_letters
from oba.model.period import PeriodKind
from oba.model.period_spelling import tidy_text
from oba.model.period_text import PeriodError, read_period
from oba.model.release import Outcome, Problem
from oba.words.labels import usual_name

Word = TypeVar("Word", bound=StrEnum)
HEADER_WITHIN = 10
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0", ""})


@dataclass(slots=True)
class Record:
    """One row. Every reader gives a usable value even where it also tells of a problem."""

    sheet: str
    number: int
    cells: list[Cell]
    columns: dict[str, int]
    problems: list[Problem]

    def cell(self, column: str) -> Cell:
        index = self.columns.get(column.casefold())
        return self.cells[index] if index is not None and index < len(self.cells) else BLANK

    def where(self, column: str) -> str:
        index = self.columns.get(column.casefold())
        return (
            f"{self.sheet}!{column_letters(index)}{self.number}"
            if index is not None
            else f"{self.sheet}!row {self.number}"
        )

    def refuse(self, column: str, *, found: str, expected: str = "", remedy: str = "") -> None:
        self.problems.append(Problem(Outcome.CELL, self.where(column), found, expected, remedy))

    def text(self, column: str) -> str:
        """The cell's text without spaces around it; line breaks inside are kept."""
        return self.cell(column).text.strip(" \t\r\n\xa0")

    def required(self, column: str, *, remedy: str = "") -> str:
        text = self.text(column)
        if not text:
            self.refuse(
                column,
                found="found nothing",
                expected=f"the {column.lower()}",
                remedy=remedy or "Write it, or delete the row",
            )
        return text

    def key(self, column: str, *, known: Collection[str], of: str) -> str:
        """A key that must be one of those known."""
        text = self.required(column)
        if text and text not in known:
            self.refuse(
                column,
                found=f"found '{text}'",
                expected=f"the key of {of}: {say_some(known)}",
                remedy="Correct the key",
            )
        return text

    def keys(self, column: str, *, known: Collection[str], of: str) -> tuple[str, ...]:
        """Keys parted by semicolons, each of which must be known; none is allowed."""
        found = split_list(self.text(column))
        for text in found:
            if text not in known:
                self.refuse(
                    column,
                    found=f"found '{text}'",
                    expected=f"the key of {of}: {say_some(known)}",
                    remedy="Correct the key",
                )
        return found

    def word(self, column: str, *, words: type[Word], default: Word | None = None) -> Word:
        """One of the allowed words, whatever its case; the first of them where it is not."""
        text = tidy_text(self.text(column)).casefold()
        for word in words:
            if word.value == text:
                return word
        if text or default is None:
            allowed = ", ".join(word.value for word in words)
            self.refuse(
                column,
                found=f"found '{text}'" if text else "found nothing",
                expected=f"one of: {allowed}",
                remedy="Write one of these words",
            )
        return default or next(iter(words))

    def decimal(self, column: str, *, default: float | None) -> float | None:
        """A number, or the default for a blank cell."""
        if self.cell(column).blank:
            return default
        reading = read_cell(self.cell(column), rule=CellRule())
        if reading.value is None:
            self.refuse(
                column,
                found=f"found '{self.text(column)}'",
                expected="a number",
                remedy="Write the number alone, or nothing",
            )
            return default
        return reading.value

    def whole(self, column: str, *, default: int, least: int = 0, most: int = 1_000_000) -> int:
        value = self.decimal(column, default=float(default))
        if value is None or not float(value).is_integer() or not least <= value <= most:
            self.refuse(
                column,
                found=f"found '{self.text(column)}'",
                expected=f"a whole number from {least} to {most:,}",
                remedy="Correct it",
            )
            return default
        return int(value)

    def day(self, column: str) -> date | None:
        """A date, None for a blank cell."""
        value = self.cell(column).value
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if not self.text(column):
            return None
        try:
            return read_period(self.text(column), kind=PeriodKind.POINT_IN_TIME).period.start
        except PeriodError as error:
            self.refuse(
                column, found=error.found, expected="a date such as 31 March 2010", remedy="Write the day"
            )
            return None

    def yes(self, column: str) -> bool:
        text = self.text(column).casefold()
        if text not in YES | NO:
            self.refuse(column, found=f"found '{text}'", expected="yes or no", remedy="Write one of the two")
        return text in YES


def read_records(sheet: Sheet, *, needed: Collection[str], problems: list[Problem]) -> Iterator[Record]:
    """The rows under the header of a plan sheet. A header that is not there is a problem, and gives no rows."""
    columns: dict[str, int] | None = None
    best: set[str] = set()
    for number, cells in sheet.rows():
        if columns is not None:
            if any(not cell.blank for cell in cells):
                yield Record(sheet.name.strip(), number, cells, columns, problems)
            continue
        found = {
            " ".join(cell.text.split()).casefold(): index for index, cell in reversed(list(enumerate(cells)))
        }
        for head, index in list(found.items()):
            # a plan that has other words for outcome and indicator may head its columns with them
            found.setdefault(usual_name(head), index)
        present = {name for name in needed if name.casefold() in found}
        if len(present) == len(needed):
            columns = found
        best = max(best, present, key=len)
        if number > HEADER_WITHIN and columns is None:
            break
    if columns is None:
        missing = [name for name in needed if name not in best]
        problems.append(
            Problem(
                Outcome.FILE,
                f"sheet '{sheet.name.strip()}'",
                f"no header row with the columns {', '.join(missing)}",
                f"a row with the columns {', '.join(needed)}",
                "Write the missing headers",
            )
        )


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a cell that lists things with semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def say_some(known: Collection[str]) -> str:
    names = list(known)
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
