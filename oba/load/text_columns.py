"""Columns of a text file of any length, in blocks of rows: only those that are asked for, by their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from oba.load.chunk import Chunk, Codes, LinePlaces, Texts
from oba.load.containers.text_file import UTF8, TextFile
from oba.load.headers import NUMBER_ROLES, Role, plain_header
from oba.load.refusal import RefusedFile
from oba.model.measure import Measure

ROWS_AT_ONCE = 20_000


@dataclass(slots=True)
class Block:
    """Some rows of a text file. `lines` is each row's place in the table, the header being line 1."""

    text: TextFile
    frame: pd.DataFrame
    lines: Sequence[int]

    @property
    def rows(self) -> int:
        return len(self.frame)

    def column(self, index: int) -> pd.Series[Any]:
        return self.frame[str(index)]

    def texts(self, index: int) -> Texts:
        """A column that was read as text: each different text once."""
        column = self.column(index)
        codes: Codes = np.asarray(column.cat.codes, dtype=np.int64)
        return Texts(codes, column.cat.categories.tolist())

    def header(self, index: int) -> str:
        return header_of(self.text, index)

    def kept(self, rows: NDArray[np.bool_]) -> Block:
        """Only those rows, still on their lines."""
        if rows.all():
            return self
        frame = self.frame[rows].reset_index(drop=True)
        named = [name for name in frame.columns if isinstance(frame[name].dtype, pd.CategoricalDtype)]
        frame = frame.assign(**{name: frame[name].cat.remove_unused_categories() for name in named})
        return Block(self.text, frame, np.array(self.lines)[rows].tolist())

    def filled(self, columns: Collection[int]) -> Block:
        """Without the rows where every one of these columns is blank."""
        blank = np.ones(self.rows, dtype=bool)
        for index in columns:
            if not blank.any():
                return self
            blank &= (self.column(index) == "").to_numpy(dtype=bool)
        return self.kept(~blank)


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
    # "category" would make numbers of a column of digits: 0806 must stay 0806
    types = {str(index): "str" for index in (*texts, *values)}
    begins = text.header_row + 1
    width = max(len(row) for row in text.head)
    with pd.read_csv(
        text.path,
        sep=text.delimiter,
        header=None,
        names=[str(index) for index in range(width)],
        skiprows=text.header_row,
        index_col=False,
        usecols=sorted({*texts, *values, *numbers}),
        dtype=types,  # type: ignore[arg-type]
        keep_default_na=False,
        na_values={str(index): [""] for index in numbers},
        skip_blank_lines=False,
        low_memory=False,
        chunksize=ROWS_AT_ONCE,
        encoding="utf-8" if text.encoding == UTF8 else text.encoding,
    ) as frames:
        for frame in _parsed(frames, name=text.name):
            lines = range(begins, begins + len(frame))
            begins += len(frame)
            frame.index = pd.RangeIndex(len(frame))
            named = {str(index): frame[str(index)].astype("category") for index in texts}
            yield Block(text, frame.assign(**named), lines)


def _parsed(frames: Iterator[pd.DataFrame], *, name: str) -> Iterator[pd.DataFrame]:
    """The parser's frames; what it still cannot parse after the survey is refused."""
    try:
        yield from frames
    except (pd.errors.ParserError, UnicodeDecodeError):
        raise RefusedFile(
            "the table cannot be parsed", where=name, remedy="Save it again as CSV UTF-8"
        ) from None


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
