"""Tables with one row an observation: rows of a sheet, or of a text file of any length, as chunks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from oba.load.chunk import Chunk, Codes, LinePlaces, SheetPlaces, Texts
from oba.load.headers import NUMBER_ROLES, Columns, Role
from oba.load.problem_log import ProblemLog
from oba.load.refusal import RefusedFile
from oba.load.sheet import BLANK, Cell, Row, column_letters
from oba.load.tables import Table, split_footnotes
from oba.load.text_file import UTF8, TextFile
from oba.model.release import Outcome, Problem

ROWS_AT_ONCE = 20_000
TEXT_ROLES = tuple(role for role in Role if role not in (*NUMBER_ROLES, Role.VALUE))
KEY_ROLES = (Role.AREA, Role.AREA_CODE, Role.PERIOD, Role.VALUE)


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
        elif any(not _at(cells, index).blank for index in value_columns):
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
    """The rows of a tidy text file, 50,000 at a time and only the columns that mean something.

    A row's line is its place in the table, the header being line 1.
    """
    places = columns.places
    names = [str(index) for index in range(len(text.header))]
    column_of = {role: str(index) for role, index in places.items()}
    texts = [role for role in TEXT_ROLES if role in places]
    numbers = [role for role in NUMBER_ROLES if role in places]
    types: dict[str, str] = {column_of[role]: "category" for role in texts}
    types[column_of[Role.VALUE]] = "str"
    begins = 2
    with pd.read_csv(
        text.path,
        sep=text.delimiter,
        header=None,
        names=names,
        skiprows=1,
        index_col=False,
        usecols=sorted(places.values()),
        dtype=types,  # type: ignore[arg-type]
        keep_default_na=False,
        na_values={column_of[role]: [""] for role in numbers},
        skip_blank_lines=False,
        low_memory=False,
        chunksize=ROWS_AT_ONCE,
        encoding="utf-8" if text.encoding == UTF8 else text.encoding,
    ) as frames:
        for frame in _parsed(frames, name=text.name):
            lines: Sequence[int] = range(begins, begins + len(frame))
            begins += len(frame)
            frame.index = pd.RangeIndex(len(frame))
            chunk = _text_chunk(frame, lines=lines, text=text, column_of=column_of, indicator=indicator)
            if chunk.rows:
                yield chunk


def _parsed(frames: Iterator[pd.DataFrame], *, name: str) -> Iterator[pd.DataFrame]:
    """The parser's frames; what it still cannot parse after the survey is refused."""
    try:
        yield from frames
    except (pd.errors.ParserError, UnicodeDecodeError):
        raise RefusedFile(
            "the table cannot be parsed", where=name, remedy="Save it again as CSV UTF-8"
        ) from None


def _text_chunk(
    frame: pd.DataFrame, *, lines: Sequence[int], text: TextFile, column_of: dict[Role, str], indicator: str
) -> Chunk:
    value = column_of[Role.VALUE]
    if (frame[value] == "").any():
        blank = np.ones(len(frame), dtype=bool)
        for role in KEY_ROLES:
            if role in column_of:
                blank &= (frame[column_of[role]] == "").to_numpy()
        if blank.any():
            frame = frame[~blank].reset_index(drop=True)
            named = [column_of[role] for role in TEXT_ROLES if role in column_of]
            frame = frame.assign(**{name: frame[name].cat.remove_unused_categories() for name in named})
            lines = np.array(lines)[~blank].tolist()
    headers = {role: " ".join(text.header[int(column)].split()) for role, column in column_of.items()}
    return Chunk(
        sheet="",
        rows=len(frame),
        texts={role: _category(frame[column]) for role, column in column_of.items() if role in TEXT_ROLES},
        values=frame[value],
        numbers={role: frame[column] for role, column in column_of.items() if role in NUMBER_ROLES},
        places=f"{headers[Role.VALUE]}, line " + pd.Series(lines).astype("str"),
        where=LinePlaces(headers, lines),
        indicator=indicator,
    )


def _category(column: pd.Series[Any]) -> Texts:
    codes: Codes = np.asarray(column.cat.codes, dtype=np.int64)
    return Texts(codes, column.cat.categories.tolist())
