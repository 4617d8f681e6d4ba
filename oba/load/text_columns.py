"""Columns of a text file of any length, in blocks of rows: only those that are asked for, by their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.chunk import Chunk, LinePlaces, Texts
from oba.load.containers.column_spool import Column, Columns, keep_blocks
from oba.load.containers.kept_columns import Wanted
from oba.load.containers.text_file import TextFile
from oba.load.containers.text_parse import ROWS_AT_ONCE, parse
from oba.load.headers import NUMBER_ROLES, Role, plain_header
from oba.model.measure import Measure

__all__ = ["ROWS_AT_ONCE", "Block", "read_blocks"]


@dataclass(slots=True)
class Block:
    """Some rows of a text file, by column. `lines` is each row's place in the table, the header being line 1."""

    text: TextFile
    columns: Columns
    lines: Sequence[int]

    @property
    def rows(self) -> int:
        return len(self.lines)

    def column(self, index: int) -> pd.Series[Any]:
        """A column of values or numbers."""
        column = self.columns[index]
        assert not isinstance(column, Texts)
        return column

    def texts(self, index: int) -> Texts:
        """A column that was read as text: each different text once."""
        column = self.columns[index]
        assert isinstance(column, Texts)
        return column

    def header(self, index: int) -> str:
        return header_of(self.text, index)

    def kept(self, rows: NDArray[np.bool_]) -> Block:
        """Only those rows, still on their lines."""
        if rows.all():
            return self
        columns = {index: _kept(column, rows) for index, column in self.columns.items()}
        return Block(self.text, columns, np.array(self.lines)[rows].tolist())

    def filled(self, columns: Collection[int]) -> Block:
        """Without the rows where every one of these columns is blank."""
        blank = np.ones(self.rows, dtype=bool)
        for index in columns:
            if not blank.any():
                return self
            blank &= _is_blank(self.columns[index])
        return self.kept(~blank)


def _is_blank(column: Column) -> NDArray[np.bool_]:
    if isinstance(column, Texts):
        return np.array([text == "" for text in column.distinct], dtype=bool)[column.codes]
    return np.asarray(column == "", dtype=bool)


def _kept(column: Column, rows: NDArray[np.bool_]) -> Column:
    """Only those rows, and of different texts only those that they hold."""
    if not isinstance(column, Texts):
        return column[rows].reset_index(drop=True)
    used, codes = np.unique(column.codes[rows], return_inverse=True)
    return Texts(codes, [column.distinct[code] for code in used.tolist()])


def keep_columns(
    text: TextFile, *, texts: Collection[int], values: Collection[int] = (), numbers: Collection[int] = ()
) -> None:
    """Say what will be read of the file in all, so that the first reading of any of it parses it for all others."""
    wanted = Wanted(text.header_row, frozenset(texts), frozenset(values), frozenset(numbers))
    if not text.kept.covers(wanted):
        text.kept.wanted, text.kept.spool = wanted, None


def read_blocks(
    text: TextFile,
    *,
    texts: Collection[int],
    values: Collection[int] = (),
    numbers: Collection[int] = (),
) -> Iterator[Block]:
    """The file's rows in order. `texts` have few different texts; `values` stay as they are written.

    `numbers` come as floats where they are plainly numbers.
    """
    asked = Wanted(text.header_row, frozenset(texts), frozenset(values), frozenset(numbers))
    kept = text.kept
    if kept.wanted is None or not kept.covers(asked):
        blocks = parse(text, wanted=asked)
    elif kept.spool is not None:
        blocks = kept.spool.read(asked.all)
    else:
        blocks = keep_blocks(parse(text, wanted=kept.wanted), into=kept)
    begins = text.header_row + 1
    for columns in blocks:
        rows = _rows_of(next(iter(columns.values())))
        yield Block(text, columns, range(begins, begins + rows))
        begins += rows


def _rows_of(column: Column) -> int:
    return len(column.codes) if isinstance(column, Texts) else len(column)


def at_top(text: TextFile) -> TextFile:
    """The file with the first row that holds anything as its header, as publishers' data files are."""
    return replace(text, header_row=1 + text.skipped)


def header_of(text: TextFile, index: int) -> str:
    return " ".join(text.header[index].split())


def places_of(text: TextFile) -> dict[str, int]:
    """Where each header stands, by its plain form; the first of two that are the same."""
    found: dict[str, int] = {}
    for index, header in enumerate(text.header):
        found.setdefault(plain_header(header), index)
    return found


def texts_of(block: Block, columns: Mapping[Role, int]) -> dict[Role, Texts]:
    """The columns that hold words, by role."""
    numbers: tuple[Role, ...] = (*NUMBER_ROLES, Role.VALUE)
    return {role: block.texts(index) for role, index in columns.items() if role not in numbers}


def chunk_of(
    block: Block,
    *,
    columns: Mapping[Role, int],
    texts: dict[Role, Texts],
    indicator: str = "",
    measures: dict[str, Measure] | None = None,
) -> Chunk:
    """The block as a chunk: `texts` as they stand or were put together, `columns` naming where each came from."""
    headers = {role: block.header(index) for role, index in columns.items()}
    named = texts[Role.INDICATOR].distinct if measures else []
    return Chunk(
        sheet="",
        rows=block.rows,
        texts=texts,
        values=block.column(columns[Role.VALUE]),
        numbers={role: block.column(index) for role, index in columns.items() if role in NUMBER_ROLES},
        places=f"{headers[Role.VALUE]}, line " + pd.Series(block.lines).astype("str"),
        where=LinePlaces(headers, block.lines),
        indicator=indicator,
        measures={str(code): measures[str(code)] for code in named} if measures else {},
    )
