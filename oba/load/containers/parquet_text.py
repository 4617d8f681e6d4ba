"""A Parquet file written out as a CSV: texts as they stand, numbers in the fewest digits that give them back."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path
from typing import Any

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile

ROWS_AT_ONCE = 10_000
SAVE_AS_CSV = "Save it as CSV and send that"


def write_parquet_text(path: Path, *, into: Path, name: str, limits: Limits) -> None:
    """Write the table, some rows at a time. RefusedFile when it is damaged, too large or no plain table."""
    try:
        # imported here: only this kind of file needs it, and it is large
        import pyarrow  # type: ignore[import-untyped,unused-ignore]
        from pyarrow import parquet
    except ImportError:
        raise RefusedFile("the file is a Parquet file", where=name, remedy=SAVE_AS_CSV) from None
    try:
        source = parquet.ParquetFile(path, memory_map=False, pre_buffer=False)
        _check(source.schema_arrow, name=name)
        with into.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(source.schema_arrow.names)
            for batch in source.iter_batches(batch_size=ROWS_AT_ONCE, use_threads=False):
                writer.writerows(zip(*(_texts(column, pyarrow) for column in batch.columns), strict=True))
                if file.tell() > limits.spool:
                    raise RefusedFile(
                        "the Parquet file unpacks to far more than is read here",
                        where=name,
                        expected=f"at most {limits.spool >> 20:,} MB",
                        remedy="Send only the rows and columns that are needed",
                    )
    except MemoryError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError):
        raise RefusedFile(
            "the Parquet file is damaged or of a kind that is not known here", where=name, remedy=SAVE_AS_CSV
        ) from None


def _check(schema: Any, *, name: str) -> None:
    for field in schema:
        if field.type.num_fields and not str(field.type).startswith("dictionary"):
            raise RefusedFile(
                f"the column '{field.name}' of the Parquet file holds tables within cells",
                where=name,
                remedy=SAVE_AS_CSV,
            )


def _texts(column: Any, pyarrow: Any) -> list[str | None]:
    """A column's cells as text, None where there is nothing."""
    kind = str(column.type)
    if kind.startswith("timestamp"):
        with contextlib.suppress(pyarrow.ArrowInvalid):
            column = column.cast(pyarrow.date32())
    texts: list[str | None] = column.cast(pyarrow.string()).to_pylist()
    if kind in ("float", "double", "halffloat"):
        # pandas writes what is missing in a column of numbers as nan
        return [None if text == "nan" else text for text in texts]
    return texts
