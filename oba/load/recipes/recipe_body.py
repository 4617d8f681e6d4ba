"""Which rows of a sheet a recipe reads, and what is said of all the others."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.recipes.layout_agree import CODES
from oba.load.recipes.recipe_match import Placement
from oba.load.reference import Reference, folded
from oba.load.sheet import BLANK, Cell, Row, column_letters
from oba.model.release import Outcome, Problem

PLACE_ROLES = (*CODES, Role.AREA.value, Role.PERIOD.value, Role.INDICATOR.value)


def body_rows(placement: Placement, *, reference: Reference, log: ProblemLog) -> Iterator[Row]:
    """The rows with figures, or of an area that is known. Texts around them are kept as notes."""
    recipe, shift = placement.recipe, placement.shift
    head = max(placement.header, default=0)
    first = recipe.first_row + shift if recipe.first_row else head + 1
    last = recipe.last_row + shift if recipe.last_row else 0
    beneath = False
    for number, cells in placement.sheet.rows():
        figures = _figures(placement, cells)
        if number <= head:
            _note(
                placement,
                number,
                cells,
                said="title" if number < min(placement.header, default=0) else "",
                log=log,
            )
        elif number < first:
            _pass_over(placement, number, figures, said="above the first row", log=log)
        elif last and number > last:
            # a row that follows at once belongs to the table, which has grown
            beneath = beneath and bool(figures)
            if beneath:
                log.add(_goes_on(placement, number, last=last))
            _pass_over(placement, number, figures, said="below the last row", log=log)
            if not figures:
                _note(placement, number, cells, said="note", log=log)
        elif not _kept(placement, cells):
            said = "rows are left out, as the recipe keeps others only"
            if figures:
                log.count(
                    Outcome.NOTE, f"figures of other {said}", where=_row(placement, number), number=figures
                )
        elif figures or _is_known(placement, cells, reference=reference):
            _tell_unnamed(placement, number, cells, log=log)
            beneath = True
            yield number, cells
        else:
            beneath = False
            _note(placement, number, cells, said="note", log=log)


def _figures(placement: Placement, cells: list[Cell]) -> int:
    """How many cells of value columns, and of those that go with them, hold something."""
    at = {
        index
        for slots in placement.values.values()
        for slot in slots
        for index in (slot.index, *slot.beside.values())
    }
    return sum(not cells[index].blank for index in at if index < len(cells))


def _kept(placement: Placement, cells: list[Cell]) -> bool:
    return all(
        folded((cells[index] if index < len(cells) else BLANK).text) == folded(text)
        for index, text in placement.only.items()
    )


def _is_known(placement: Placement, cells: list[Cell], *, reference: Reference) -> bool:
    """A row without figures is one of missing figures when it is of an area of the plan; else it is a text."""
    said = [
        cells[placement.columns[role]].text
        for role in PLACE_ROLES
        if role in placement.columns and placement.columns[role] < len(cells)
    ]
    filled = [text for text in said if text.strip()]
    wanted = [role for role in PLACE_ROLES if role in placement.columns]
    known = any(reference.find_area(text) for text in filled)
    return known and (len(filled) == len(wanted) or len(filled) > 1 or len(wanted) == 1)


def _note(placement: Placement, number: int, cells: list[Cell], *, said: str, log: ProblemLog) -> None:
    text = " ".join(" ".join(cell.text.split()) for cell in cells if not cell.blank)
    if said and text:
        log.add(Problem(Outcome.NOTE, _row(placement, number), f"{said}: {text[:300]}"))


def _pass_over(placement: Placement, number: int, figures: int, *, said: str, log: ProblemLog) -> None:
    if figures:
        found = f"cells {said} that the recipe names were not read"
        log.count(Outcome.NOTE, found, where=_row(placement, number), number=figures)


def _goes_on(placement: Placement, number: int, *, last: int) -> Problem:
    return Problem(
        Outcome.CELL,
        _row(placement, number),
        f"the table goes on below row {last}, where the recipe '{placement.recipe.name}' says it ends",
        f"an empty row after row {last}",
        "Open the mapper and set the last row, or none",
    )


def _tell_unnamed(placement: Placement, number: int, cells: list[Cell], *, log: ProblemLog) -> None:
    """Cells under no heading that the recipe does not read: nothing says what they are."""
    named = {one.index for one in placement.headings if one.named} | placement.used
    for index, cell in enumerate(cells):
        if index not in named and not cell.blank:
            log.count(
                Outcome.NOTE,
                f"cells of column {column_letters(index)}, which has no heading, were not read",
                where=_row(placement, number),
            )


def _row(placement: Placement, number: int) -> str:
    name = placement.sheet.name
    return f"{name}!A{number}" if name else f"line {number}"
