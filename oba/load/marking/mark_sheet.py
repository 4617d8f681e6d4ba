"""What a marked copy adds to a workbook: a list of its problems on a first sheet, colours and comments on its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oba.errors import say
from oba.load.containers.xlsx_styles import AUTHOR, MARK_COLOURS, MARK_OTHER
from oba.load.marking.mark_places import Place, find_places
from oba.load.sheet import Sheet

COMMENTS = 2_000
LISTED = 20_000
TITLE = "Problems"
SAID_OF = " things to tell of "
HEADINGS = ("Outcome", "Where", "Found", "Expected", "What to do", "Why it matters")
BOLD_ROWS = (1, 3)
WIDTHS = (18, 32, 60, 40, 60, 40)
WORDS = {
    "fixed": "Tidied",
    "marked": "Read as missing",
    "asked": "Question",
    "refused cell": "Refused",
    "refused file": "Refused",
    "note": "Note",
}
CELL_LETTERS = 32_767


@dataclass(frozen=True, slots=True)
class Told:
    """One problem in words, and the places it names."""

    outcome: str
    where: str
    found: str
    expected: str
    remedy: str
    why: str
    places: tuple[Place, ...] = ()

    @property
    def comment(self) -> str:
        return f"{self.outcome}: {say(self.found, expected=self.expected, remedy=self.remedy)}"


@dataclass(slots=True)
class Marks:
    """All problems of one file, in order; what to write at each cell."""

    told: list[Told] = field(default_factory=list)
    at: dict[Place, list[Told]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        problems: Iterable[Sequence[str]],
        *,
        sheets: Sequence[str],
        headers: Mapping[str, int] | None = None,
    ) -> Marks:
        """`problems` give outcome, where, found, expected, remedy and why, in texts."""
        marks = cls()
        for outcome, where, found, expected, remedy, why in problems:
            places = find_places(where, sheets=sheets, headers=headers)
            told = Told(WORDS.get(outcome, outcome), where, found, expected, remedy, why, places)
            marks.told.append(told)
            for place in places:
                if place.row:
                    # a row as a whole is marked at its first cell
                    cell = place if place.column else Place(place.sheet, place.row, 1)
                    marks.at.setdefault(cell, []).append(told)
        return marks


def fill_of(told: Sequence[Told]) -> Any:
    """The ground of a cell: the colour of the gravest thing said of it."""
    from openpyxl.styles import PatternFill

    outcomes = {one.outcome for one in told}
    colour = next((colour for word, colour in MARK_COLOURS.items() if word in outcomes), MARK_OTHER)
    return PatternFill("solid", fgColor=colour)


def comment_of(told: Sequence[Told], *, before: str = "") -> Any:
    """All that is said of a cell, under what stood in its comment before."""
    from openpyxl.comments import Comment

    text = "\n".join([*([before] if before else []), *(one.comment for one in told[:5])])
    comment = Comment(clean(text)[:2_000], AUTHOR)
    comment.width, comment.height = 360, 160
    return comment


def clean(text: str) -> str:
    """Without the letters that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:CELL_LETTERS]


def put_text(cell: Any, text: str) -> None:
    """Text as text, whatever sign it begins with."""
    cell.value = clean(text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@", "\t"):
        cell.quotePrefix = True


def is_problem_list(sheet: Sheet) -> bool:
    """Whether the sheet is the list that a marked copy begins with."""
    first = next(sheet.rows(), (0, []))[1]
    return sheet.name == TITLE and bool(first) and SAID_OF in first[0].text


def list_problems(sheet: Any, *, marks: Marks, name: str, titles: Mapping[str, str], said: str) -> None:
    """Fill the first sheet. `titles` gives the title in this copy of each sheet of the file."""
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    count = len(marks.told)
    rows: list[tuple[Sequence[str], str]] = [
        ([f"{count}{SAID_OF}{name}"], ""),
        ([f"Correct the cells that are marked, save the workbook, and load it. {said}".strip()], ""),
        (HEADINGS, ""),
    ]
    for told in marks.told[:LISTED]:
        texts = (told.outcome, told.where, told.found, told.expected, told.remedy, told.why)
        rows.append((texts, _link(told.places, titles=titles)))
    if count > LISTED:
        rows.append(([f"and {count - LISTED:,} more"], ""))
    for number, (row, link) in enumerate(rows, start=1):
        cells = _row(sheet, row, bold=number in BOLD_ROWS, link=link if sheet.parent.write_only else "")
        sheet.append(cells)
        if link and not sheet.parent.write_only:
            _set_link(sheet.cell(number, 2), link)


def _row(sheet: Any, texts: Sequence[str], *, bold: bool, link: str) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet)
        put_text(cell, text)
        cell.alignment = Alignment(wrap_text=len(texts) > 1, vertical="top")
        cell.font = Font(bold=bold)
        cells.append(cell)
    if link:
        _set_link(cells[1], link)
    return cells


def _set_link(cell: Any, link: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref="", location=link)
    cell.font = Font(color="0563C1", underline="single")


def _link(places: Sequence[Place], *, titles: Mapping[str, str]) -> str:
    if not places or places[0].sheet not in titles:
        return ""
    from openpyxl.utils import get_column_letter

    place = places[0]
    title = titles[place.sheet].replace("'", "''")
    return f"'{title}'!{get_column_letter(max(place.column, 1))}{max(place.row, 1)}"
