"""How large a file may be before it is read: a file is hostile until it has passed these."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_bytes` None sets no limit on the file itself. `ratio` counts for parts above `ratio_from` bytes.

    `full_cells` is the size up to which a workbook is read with its comments; above it only its cells are.
    """

    file_bytes: int | None = None
    entries: int = 200
    inflated: int = 64 * MIB
    ratio: int = 200
    ratio_from: int = MIB
    rows: int = 200_000
    columns: int = 500
    full_cells: int = 200_000
    cell_letters: int = 32_767


STANDARD = Limits()
UPLOAD = Limits(file_bytes=10 * MIB)
COMMAND_LINE = Limits(inflated=1024 * MIB, rows=1_048_576)
