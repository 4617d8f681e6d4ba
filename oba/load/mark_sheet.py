"""What a marked copy adds to a workbook: a list of its problems on a first sheet, colours and comments on its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oba.errors import say
from oba.load.mark_places import Place, find_places

COMMENTS = 2_000
LISTED = 20_000
TITLE = "Problems"
HEADINGS = ("Outcome", "Where", "Found", "Expected", "What to do", "Why it matters")
WIDTHS = (18, 32, 60, 40, 60, 40)
WORDS = {
    "fixed": "Tidied",
    "marked": "Read as missing",
    "asked": "Question",
    "refused cell": "Refused",
    "refused file": "Refused",
    "note": "Note",
}
COLOURS = {"Refused": "FFC7CE", "Question": "FFEB9C"}
OTHER_COLOUR = "DDEBF7"
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
    colour = next((colour for word, colour in COLOURS.items() if word in outcomes), OTHER_COLOUR)
    return PatternFill("solid", fgColor=colour)


def comment_of(told: Sequence[Told], *, before: str = "") -> Any:
    """All that is said of a cell, under what stood in its comment before."""
    from openpyxl.comments import Comment

    text = "\n".join([*([before] if before else []), *(one.comment for one in told[:5])])
    comment = Comment(clean(text)[:2_000], "Loading")
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


def list_problems(sheet: Any, *, marks: Marks, name: str, titles: Mapping[str, str], said: str) -> None:
    """Fill the first sheet. `titles` gives the title in this copy of each sheet of the file."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"

    def row(texts: Sequence[str], *, bold: bool = False, link: str = "") -> None:
        cells = []
        for at, text in enumerate(texts):
            cell = WriteOnlyCell(sheet)
            put_text(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=bold)
            if link and at == 1:
                put_text(cell, text)
                cell.font = Font(color="0563C1", underline="single")
                cell.hyperlink = link
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)

    count = len(marks.told)
    row([f"{count} things to tell of {name}"], bold=True)
    row([f"Correct the cells that are marked, save the workbook, and load it. {said}".strip()])
    row(HEADINGS, bold=True)
    for told in marks.told[:LISTED]:
        texts = (told.outcome, told.where, told.found, told.expected, told.remedy, told.why)
        row(texts, link=_link(told.places, titles=titles))
    if count > LISTED:
        row([f"and {count - LISTED:,} more"])


def _link(places: Sequence[Place], *, titles: Mapping[str, str]) -> str:
    if not places or places[0].sheet not in titles:
        return ""
    from openpyxl.utils import get_column_letter

    place = places[0]
    title = titles[place.sheet].replace("'", "''")
    return f"#'{title}'!{get_column_letter(max(place.column, 1))}{max(place.row, 1)}"
