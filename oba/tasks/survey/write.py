"""Write findings to a CSV or a file of JSON lines, whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from oba.tasks.survey.rows import COLUMNS, Row

FORMATS = (".csv", ".jsonl")
Write = Callable[[Row], object]


@contextmanager
def open_writer(out: Path | None) -> Iterator[Write]:
    """A function that writes one finding; without a file it writes none. The file appears when all are written."""
    if out is None:
        yield lambda row: None
        return
    unfinished = out.with_name(out.name + ".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            if out.suffix.lower() == ".csv":
                table = csv.DictWriter(file, COLUMNS)
                table.writeheader()
                yield table.writerow
            else:
                yield lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
