"""The figures of a sheet, read as a recipe says: every cell of a value column is read, or told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from oba.load.chunk import Chunk, Texts
from oba.load.headers import NUMBER_ROLES, Role
from oba.load.problem_log import ProblemLog
from oba.load.recipes.layout_agree import CODES
from oba.load.recipes.layout_headings import said
from oba.load.recipes.recipe_body import body_rows
from oba.load.recipes.recipe_match import Placement, Slot
from oba.load.reference import Reference
from oba.load.sheet import BLANK, Cell, CellValue, Row, column_letters
from oba.load.tidy_rows import TEXT_ROLES
from oba.model.measure import Measure
from oba.model.period_spelling import take_flags, tidy_text
from oba.model.recipe import AS_WRITTEN, Orientation, Recipe
from oba.model.release import Outcome, Problem

ROWS_AT_ONCE = 2_000
BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0)?", re.ASCII)


def read_placed(placement: Placement, *, reference: Reference, log: ProblemLog) -> Iterator[Chunk]:
    """Chunks of one sheet, a batch of rows at a time and in it one value heading after another."""
    _check_labels(placement, log=log)
    gathered: list[Row] = []
    for row in body_rows(placement, reference=reference, log=log):
        gathered.append(row)
        if len(gathered) >= ROWS_AT_ONCE:
            yield from _chunks(placement, rows=gathered)
            gathered = []
    if gathered:
        yield from _chunks(placement, rows=gathered)


def code_of(recipe: Recipe, name: str) -> str:
    """What a new indicator that a recipe reads is called until the plan has it."""
    return f"recipe:{recipe.name}/{name or recipe.title}"


def _check_labels(placement: Placement, *, log: ProblemLog) -> None:
    """Refuse two columns of one group under one period or area: nothing says which holds the figures."""
    for slots in placement.values.values():
        seen: dict[str, Slot] = {}
        for slot in slots:
            if slot.label is None:
                continue
            text = tidy_text(slot.label.text)
            if text in seen:
                first, again = (_heading_place(placement, one) for one in (seen[text], slot))
                log.add(
                    Problem(
                        Outcome.CELL,
                        f"{first} and {again}",
                        f"both columns are headed '{text}'",
                        "one column for each",
                        "Say in the headings what parts them, or take one out",
                    )
                )
            seen.setdefault(text, slot)


def _heading_place(placement: Placement, slot: Slot) -> str:
    row = slot.label.row if slot.label else max(placement.header, default=1)
    return _cell_name(placement, index=slot.index, row=row)


def _cell_name(placement: Placement, *, index: int, row: int) -> str:
    name = placement.sheet.name
    return (
        f"{name}!{_bare_name(placement, index=index, row=row)}"
        if name
        else _bare_name(placement, index=index, row=row)
    )


def _bare_name(placement: Placement, *, index: int, row: int) -> str:
    if placement.sheet.is_text:
        return f"{placement.headings[index].text}, line {row}"
    return f"{column_letters(index)}{row}"


@dataclass(slots=True)
class RecipePlaces:
    """Names the cells of a chunk whose rows are the rows of a sheet times the columns of one value heading."""

    placement: Placement
    rows: Sequence[Row]
    slots: tuple[Slot, ...]

    def __call__(self, role: Role, row: int) -> str:
        number, cells = self.rows[row // len(self.slots)]
        slot = self.slots[row % len(self.slots)]
        if slot.label is not None and role is _across_role(self.placement.recipe):
            return _heading_place(self.placement, slot)
        index = slot.beside.get(role, self.placement.columns.get(role, slot.index))
        if role is Role.AREA_CODE:
            index = _area_code_at(self.placement, cells)
        return _cell_name(self.placement, index=slot.index if role is Role.VALUE else index, row=number)


def _across_role(recipe: Recipe) -> Role | None:
    return {Orientation.ACROSS: Role.PERIOD, Orientation.AREAS_ACROSS: Role.AREA}.get(recipe.orientation)


def _chunks(placement: Placement, *, rows: list[Row]) -> Iterator[Chunk]:
    for name, slots in placement.values.items():
        values = [_at(cells, slot.index) for _, cells in rows for slot in slots]
        count = len(values)
        recipe = placement.recipe
        key = recipe.values.get(name, "") or recipe.constants.get("indicator", "")
        texts = _texts(placement, name=name, rows=rows, slots=slots)
        measures: dict[str, Measure] = {}
        if Role.INDICATOR not in texts and not key:
            code = code_of(recipe, name)
            texts[Role.INDICATOR] = Texts.one(code, rows=count)
            measures[code] = Measure(code, name or recipe.title, publisher=recipe.publisher)
        places = [_bare_name(placement, index=slot.index, row=number) for number, _ in rows for slot in slots]
        yield Chunk(
            sheet=placement.sheet.name,
            rows=count,
            texts=texts,
            values=_column(placement, values),
            numbers=_numbers(placement, rows=rows, slots=slots),
            places=pd.Series(places, dtype="str"),
            where=RecipePlaces(placement, rows, slots),
            indicator=key,
            measures=measures,
        )


def _column(placement: Placement, cells: list[Cell]) -> pd.Series[Any] | list[Cell]:
    """Cells of a text file as texts, which are read all at once."""
    return pd.Series([cell.text for cell in cells], dtype="str") if placement.sheet.is_text else cells


def _numbers(
    placement: Placement, *, rows: list[Row], slots: tuple[Slot, ...]
) -> dict[Role, pd.Series[Any] | list[Cell]]:
    numbers: dict[Role, pd.Series[Any] | list[Cell]] = {}
    for role in NUMBER_ROLES:
        wide = placement.columns.get(role)
        at = [slot.beside.get(role, wide) for slot in slots]
        if any(index is not None for index in at):
            cells = [BLANK if index is None else _at(row, index) for _, row in rows for index in at]
            numbers[role] = _column(placement, cells)
    return numbers


def _texts(placement: Placement, *, name: str, rows: list[Row], slots: tuple[Slot, ...]) -> dict[Role, Texts]:
    recipe, times = placement.recipe, len(slots)
    count = len(rows) * times
    texts: dict[Role, Texts] = {}
    for role in TEXT_ROLES:
        at = [slot.beside.get(role, placement.columns.get(role)) for slot in slots]
        if role is Role.AREA_CODE and any(one in placement.columns for one in CODES):
            found = [_at(cells, _area_code_at(placement, cells)) for _, cells in rows for _ in slots]
        elif any(index is not None for index in at):
            found = [BLANK if index is None else _at(cells, index) for _, cells in rows for index in at]
        else:
            continue
        texts[role] = Texts.of(_read(cell, role=role, recipe=recipe) for cell in found)
    constants: dict[Role, str] = {
        Role.AREA: recipe.constants.get("area", ""),
        Role.PERIOD: recipe.constants.get("period", ""),
    }
    for said_of, said_once in constants.items():
        if said_once:
            texts[said_of] = Texts.one(said_once, rows=count)
    if (across := _across_role(recipe)) is not None:
        labels = [_label(slot, role=across, recipe=recipe) for slot in slots]
        texts[across] = Texts.of(labels * len(rows))
    if part := recipe.breakdowns.get(name, ""):
        texts[Role.BREAKDOWN] = Texts.one(part, rows=count)
    texts.setdefault(Role.PERIOD, Texts.one("", rows=count))
    return texts


def _label(slot: Slot, *, role: Role, recipe: Recipe) -> CellValue:
    value = slot.label.value if slot.label else ""
    return read_period_form(value, form=recipe.period_form) if role is Role.PERIOD else said(value)


def _read(cell: Cell, *, role: Role, recipe: Recipe) -> CellValue:
    return read_period_form(cell.value, form=recipe.period_form) if role is Role.PERIOD else cell.text


def read_period_form(value: CellValue, *, form: str) -> CellValue:
    """A bare year put into the form that says what it means; any other period is left as it is."""
    if form == AS_WRITTEN:
        return value
    plain, _ = take_flags(tidy_text(Cell(value).text))
    if not BARE_YEAR.fullmatch(plain):
        return value
    return form.replace("{}", tidy_text(Cell(value).text).replace(".0", ""))


def _area_code_at(placement: Placement, cells: list[Cell]) -> int:
    """The first of the columns of area codes that holds one in this row."""
    at = [placement.columns[role] for role in CODES if role in placement.columns]
    filled = [index for index in at if not _at(cells, index).blank]
    return next(iter(filled or at), 0)


def _at(cells: list[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else BLANK
