"""Tables with one row an observation: rows of a sheet, or of a text file of any length, as chunks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from oba.load.chunk import Chunk, SheetPlaces, Texts
from oba.load.containers.text_file import TextFile
from oba.load.headers import NUMBER_ROLES, Columns, Role
from oba.load.problem_log import ProblemLog
from oba.load.sheet import BLANK, Cell, Row, column_letters
from oba.load.tables import Table, split_footnotes
from oba.load.text_columns import ROWS_AT_ONCE, chunk_of, read_blocks
from oba.model.release import Outcome, Problem

TEXT_ROLES = tuple(role for role in Role if role not in (*NUMBER_ROLES, Role.VALUE))
KEY_ROLES = (Role.VALUE, Role.AREA, Role.AREA_CODE, Role.PERIOD)


def read_tidy_sheet(table: Table, *, indicator: str, log: ProblemLog) -> Iterator[Chunk]:
    """The rows of a tidy table on a sheet, up to its footnotes, which are kept as notes."""
    check_columns(table, log=log)
    gathered: list[Row] = []
    for row in data_rows(table, value_columns=[table.columns.places[Role.VALUE]], log=log):
        if any(
            not _at(row[1], index).blank for role, index in table.columns.places.items() if role in KEY_ROLES
        ):
            gathered.append(row)
        if len(gathered) >= ROWS_AT_ONCE:
            yield _sheet_chunk(table, rows=gathered, indicator=indicator)
            gathered = []
    if gathered:
        yield _sheet_chunk(table, rows=gathered, indicator=indicator)


def _sheet_chunk(table: Table, *, rows: list[Row], indicator: str) -> Chunk:
    places = table.columns.places

    def column(role: Role) -> list[Cell]:
        return [_at(cells, places[role]) for _, cells in rows]

    lines = [number for number, _ in rows]
    letters = column_letters(places[Role.VALUE])
    return Chunk(
        sheet=table.sheet.name,
        rows=len(rows),
        texts={
            role: Texts.of(cell.value if role is Role.PERIOD else cell.text for cell in column(role))
            for role in TEXT_ROLES
            if role in places
        },
        values=column(Role.VALUE),
        numbers={role: column(role) for role in NUMBER_ROLES if role in places},
        places=pd.Series([f"{letters}{line}" for line in lines], dtype="str"),
        where=SheetPlaces(table.sheet.name, places, lines),
        indicator=indicator,
    )


def data_rows(table: Table, *, value_columns: list[int], log: ProblemLog) -> Iterator[Row]:
    """The rows of a table. Footnotes go to the log; so do figures below them, and columns without a header."""
    sheet = table.sheet.name
    unnamed: set[int] = set()
    for row, inside in split_footnotes(table.body(), value_columns=value_columns):
        number, cells = row
        if inside:
            _tell_unnamed(cells, row=number, table=table, told=unnamed, log=log)
            yield row
        elif figures := sum(not _at(cells, index).blank for index in value_columns):
            log.outside += figures
            log.add(
                Problem(
                    Outcome.CELL,
                    f"{sheet}!row {number}" if sheet else f"line {number}",
                    "found figures below the notes that end the table",
                    "one table a sheet",
                    "Put them on a sheet of their own, or take out the line of text above them",
                )
            )
        else:
            text = " ".join(cell.text for cell in cells if not cell.blank)
            log.add(
                Problem(
                    Outcome.NOTE, f"{sheet}!A{number}" if sheet else f"line {number}", f"note: {text[:300]}"
                )
            )


def _tell_unnamed(cells: list[Cell], *, row: int, table: Table, told: set[int], log: ProblemLog) -> None:
    for index, cell in enumerate(cells):
        unnamed = index >= len(table.headers) or table.headers[index].blank
        if unnamed and not cell.blank and index not in told:
            told.add(index)
            where = f"{column_letters(index)}{row}"
            log.add(
                Problem(
                    Outcome.CELL,
                    f"{table.sheet.name}!{where}" if table.sheet.name else f"line {row}, column {index + 1}",
                    f"found '{cell.text[:60]}' in a column without a header",
                    "a header over every column that holds something",
                    "Write the header, or delete the column",
                )
            )


def check_columns(table: Table, *, log: ProblemLog) -> None:
    """Tell of columns that share a role, which stops the load, and of columns that are not read."""
    where = f"sheet '{table.sheet.name}', row {table.header}" if table.sheet.name else "the first line"
    for role, first, again in table.columns.repeated:
        log.add(
            Problem(
                Outcome.CELL,
                where,
                f"found the headers '{first}' and '{again}'",
                f"one column for the {role}",
                "Rename or delete the one that is not meant",
            )
        )
    if table.unread:
        log.add(Problem(Outcome.NOTE, where, f"columns not read: {', '.join(table.unread)[:300]}"))


def _at(cells: list[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else BLANK


def read_tidy_text(text: TextFile, *, columns: Columns, indicator: str) -> Iterator[Chunk]:
    """The rows of a tidy text file, some at a time and only the columns that mean something."""
    places = columns.places
    keys = [places[role] for role in KEY_ROLES if role in places]
    blocks = read_blocks(
        text,
        texts=[index for role, index in places.items() if role in TEXT_ROLES],
        values=[places[Role.VALUE]],
        numbers=[index for role, index in places.items() if role in NUMBER_ROLES],
    )
    for block in blocks:
        filled = block.filled(keys)
        if filled.rows:
            texts: dict[Role, Texts] = {
                role: filled.texts(index) for role, index in places.items() if role in TEXT_ROLES
            }
            yield chunk_of(filled, columns=places, texts=texts, indicator=indicator)
