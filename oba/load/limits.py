"""How large a file may be before it is read: a file is hostile until it has passed these."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_bytes` None sets no limit on the file itself. `ratio` counts for parts above `ratio_from` bytes.

    The rest bounds the process that parses: `spool` the bytes of cells that it may hand over, `memory` its
    memory and `seconds` its time. A file larger than `seconds_per_file` bytes has as many times the seconds.
    """

    file_bytes: int | None = None
    entries: int = 200
    inflated: int = 64 * MIB
    ratio: int = 200
    ratio_from: int = MIB
    rows: int = 200_000
    columns: int = 500
    spool: int = 512 * MIB
    memory: int = 1024 * MIB
    seconds: float = 60.0
    seconds_per_file: int = 20 * MIB

    def seconds_for(self, size: int) -> float:
        """The time that a file of so many bytes may take."""
        return self.seconds * (1 + size // self.seconds_per_file)


STANDARD = Limits()
UPLOAD = Limits(file_bytes=10 * MIB, spool=128 * MIB, memory=160 * MIB, seconds=30.0)
COMMAND_LINE = Limits(inflated=1024 * MIB, rows=1_048_576, spool=4096 * MIB, memory=2048 * MIB, seconds=120.0)
