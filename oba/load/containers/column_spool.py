"""Columns of a text file as they were parsed, kept beside in a temporary file."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Collection, Iterator
from typing import IO, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from oba.load.chunk import Texts
from oba.load.containers.kept_columns import KeptColumns

Column = Texts | pd.Series  # type: ignore[type-arg]
Columns = dict[int, Column]
STRING = pd.StringDtype("pyarrow", na_value=np.nan)


def keep_blocks(blocks: Iterator[Columns], *, into: KeptColumns) -> Iterator[Columns]:
    """The blocks, kept once all have been read. Without room nothing is kept, and the file is parsed again."""
    spool = _begin()
    for block in blocks:
        try:
            spool = spool and spool.add(block)
        except OSError:
            spool = None
        yield block
    into.spool = spool


class Spool:
    """Blocks of columns in a temporary file without a name, which goes when nothing holds it any longer."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="oba-")  # noqa: SIM115
        self._ends = [0]
        self.close = weakref.finalize(self, self._file.close)

    def add(self, block: Columns) -> Spool:
        """Itself, with one more block. OSError where there is no room for it."""
        arrays = [_to_arrow(column) for column in block.values()]
        batch = pa.RecordBatch.from_arrays(arrays, names=[str(index) for index in block])
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        self._file.write(sink.getvalue())
        self._ends.append(self._file.tell())
        return self

    def read(self, columns: Collection[int]) -> Iterator[Columns]:
        """Of each block these columns. Several may read at once."""
        for begins, ends in zip(self._ends[:-1], self._ends[1:], strict=True):
            self._file.seek(begins)
            held = self._file.read(ends - begins)
            places = [int(name) for name in pa.ipc.open_stream(held).schema.names]
            fields = [at for at, index in enumerate(places) if index in columns]
            options = pa.ipc.IpcReadOptions(included_fields=fields, use_threads=False)
            batch = pa.ipc.open_stream(held, options=options).read_next_batch()
            yield {places[at]: from_arrow(batch.column(number)) for number, at in enumerate(fields)}


def _begin() -> Spool | None:
    try:
        return Spool()
    except OSError:
        return None


def _to_arrow(column: Column) -> Any:
    if isinstance(column, Texts):
        kind = np.min_scalar_type(-max(len(column.distinct), 1))
        texts = pa.array(column.distinct, pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(column.codes.astype(kind)), texts)
    if column.dtype.kind in "biuf":
        return pa.array(column.to_numpy())
    return pa.array(column, pa.large_string())


def from_arrow(array: Any) -> Column:
    """A dictionary as texts, strings as a column of text, numbers as numbers, NaN for none."""
    if pa.types.is_dictionary(array.type):
        return Texts(array.indices.to_numpy().astype(np.int64), array.dictionary.to_pylist())
    if pa.types.is_large_string(array.type) or pa.types.is_string(array.type):
        return pd.Series(STRING.__from_arrow__(array))  # type: ignore[attr-defined]
    return pd.Series(array.to_numpy(zero_copy_only=False))
