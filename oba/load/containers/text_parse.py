"""The rows of a text file, some at a time: parsed by Arrow where the file is plain, else by pandas, and all alike.

Arrow takes a third of the time. It is given only what both read alike, and what it makes of a column of numbers is
taken only where each cell holds a short plain number or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute, csv

from oba.load.chunk import Texts
from oba.load.containers.column_spool import Column, Columns, from_arrow
from oba.load.containers.kept_columns import Wanted
from oba.load.containers.text_encoding import UTF8
from oba.load.containers.text_file import TextFile
from oba.load.refusal import RefusedFile

ROWS_AT_ONCE = 20_000
PIECE = 1 << 18
LONGEST_PLAIN = 15
"""Signs of a number that every parser reads as the same float."""
NUMBER_SIGNS = b"0123456789.-"
LINE_END = ord("\n")


def parse(text: TextFile, *, wanted: Wanted) -> Iterator[Columns]:
    """The wanted columns of ROWS_AT_ONCE rows at a time, by their place.

    `texts` come as Texts in the order of their letters, `values` as text, `numbers` as floats where they are plainly
    numbers. RefusedFile for what cannot be parsed.
    """
    try:
        yield from _parse(text, width=max(len(row) for row in text.head), wanted=wanted)
    except (pd.errors.ParserError, UnicodeDecodeError):
        raise RefusedFile(
            "the table cannot be parsed", where=text.name, remedy="Save it again as CSV UTF-8"
        ) from None


def _parse(text: TextFile, *, width: int, wanted: Wanted) -> Iterator[Columns]:
    if text.encoding == UTF8 and text.even and not text.breaks and width > 1:
        for piece, lines in _pieces(text.path, skip=text.header_row):
            yield _parse_piece(piece, lines=lines, text=text, width=width, wanted=wanted)
        # Arrow would keep the memory of its largest piece for another
        pa.default_memory_pool().release_unused()
    else:
        yield from _parse_slowly(text.path, text=text, skip=text.header_row, width=width, wanted=wanted)


def _pieces(path: Path, *, skip: int) -> Iterator[tuple[bytes, int]]:
    """The bytes of ROWS_AT_ONCE lines at a time, below the first `skip`, and how many lines they are."""
    gathered: list[bytes] = []
    lines = 0
    with path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        while found := file.read(PIECE):
            more = found.count(b"\n")
            if lines + more >= ROWS_AT_ONCE:
                ends = np.flatnonzero(np.frombuffer(found, dtype=np.uint8) == LINE_END) + 1
                cuts = [0, *ends[ROWS_AT_ONCE - lines - 1 :: ROWS_AT_ONCE].tolist()]
                for begins, upto in pairwise(cuts):
                    yield b"".join([*gathered, found[begins:upto]]), ROWS_AT_ONCE
                    gathered = []
                found = found[cuts[-1] :]
                lines, more = 0, (lines + more) % ROWS_AT_ONCE
            gathered.append(found)
            lines += more
    if rest := b"".join(gathered):
        yield rest, lines + (not rest.endswith(b"\n"))


def _parse_piece(piece: bytes, *, lines: int, text: TextFile, width: int, wanted: Wanted) -> Columns:
    """By Arrow, unless it makes something else of the lines; then by pandas, as odd columns of numbers are."""
    table = None
    if b"\r" not in piece or piece.count(b"\r") == piece.count(b"\r\n"):
        table = _read_table(piece, delimiter=text.delimiter, width=width, wanted=wanted)
    found: Columns = {}
    if table is not None and table.num_rows == lines:
        for index in wanted.all:
            array = table.column(str(index)).combine_chunks()
            if index in wanted.texts:
                found[index] = _texts_of(array)
            elif index in wanted.values:
                found[index] = from_arrow(array)
            elif (numbers := _numbers_of(array)) is not None:
                found[index] = numbers
    if len(found) < len(wanted.all):
        left = wanted.without(found)
        found |= next(_parse_slowly(BytesIO(piece), text=text, skip=0, width=width, wanted=left))
    return found


def _read_table(piece: bytes, *, delimiter: str, width: int, wanted: Wanted) -> Any:
    """The wanted columns as Arrow reads them; None where it cannot."""
    named = pa.dictionary(pa.int32(), pa.string())
    types = {str(index): named if index in wanted.texts else pa.string() for index in wanted.all}
    columns = [str(index) for index in range(width)]
    try:
        return csv.read_csv(
            pa.BufferReader(piece),
            read_options=csv.ReadOptions(use_threads=False, column_names=columns, block_size=len(piece) + 1),
            parse_options=csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(include_columns=list(types), column_types=types),
        )
    except pa.ArrowInvalid:
        return None


def _texts_of(array: Any) -> Texts:
    """The different texts in the order of their letters, as pandas puts categories."""
    order = compute.sort_indices(array.dictionary).to_numpy()
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return Texts(places[array.indices.to_numpy()], array.dictionary.take(pa.array(order)).to_pylist())


def _numbers_of(array: Any) -> pd.Series | None:  # type: ignore[type-arg]
    """The floats of a column; None where a cell may hold anything but a short plain number."""
    begins, signs = array.buffers()[1:]
    offsets = np.frombuffer(begins, dtype=np.int32)[array.offset : array.offset + len(array) + 1]
    held = signs.to_pybytes()[offsets[0] : offsets[-1]] if signs is not None else b""
    lengths = np.diff(offsets)
    if (lengths > LONGEST_PLAIN).any() or held.translate(None, NUMBER_SIGNS):
        return None
    filled = compute.if_else(pa.array(lengths > 0), array, pa.scalar(None, pa.string()))
    try:
        numbers = compute.cast(filled, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    # -0 is nought to pandas where the column holds whole numbers only
    return None if (np.signbit(numbers) & (numbers == 0)).any() else pd.Series(numbers)


def _parse_slowly(
    source: Path | BytesIO, *, text: TextFile, skip: int, width: int, wanted: Wanted
) -> Iterator[Columns]:
    # "category" would make numbers of a column of digits: 0806 must stay 0806
    types = {str(index): "str" for index in (*wanted.texts, *wanted.values)}
    with pd.read_csv(
        source,
        sep=text.delimiter,
        header=None,
        names=[str(index) for index in range(width)],
        skiprows=skip,
        index_col=False,
        usecols=wanted.all,
        dtype=types,  # type: ignore[arg-type]
        keep_default_na=False,
        na_values={str(index): [""] for index in wanted.numbers},
        skip_blank_lines=False,
        low_memory=False,
        chunksize=ROWS_AT_ONCE,
        encoding="utf-8" if text.encoding == UTF8 else text.encoding,
    ) as frames:
        for frame in frames:
            frame.index = pd.RangeIndex(len(frame))
            yield {index: _column(frame[str(index)], named=index in wanted.texts) for index in wanted.all}


def _column(column: pd.Series, *, named: bool) -> Column:  # type: ignore[type-arg]
    if not named:
        return column
    texts = column.astype("category").cat
    return Texts(np.asarray(texts.codes, dtype=np.int64), texts.categories.tolist())
