"""A table inside a gzip file, unpacked into a temporary folder within bounds."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile

BLOCK = 1 << 20


def inflate(path: Path, *, into: Path, name: str, limits: Limits) -> None:
    """Write what the file holds. RefusedFile when it is damaged, or far larger than it looks."""
    packed = max(path.stat().st_size, 1)
    total = 0
    try:
        with gzip.open(path, "rb") as source, into.open("wb") as target:
            while block := source.read(BLOCK):
                total += len(block)
                if total > limits.inflated or (total > limits.ratio_from and total / packed > limits.ratio):
                    raise RefusedFile(
                        "the compressed file unpacks to far more than is read here",
                        where=name,
                        expected=f"at most {limits.inflated >> 20:,} MB",
                        remedy="Unpack it, and send only the rows that are needed",
                    )
                target.write(block)
    except (OSError, EOFError, zlib.error):
        raise RefusedFile(
            "the compressed file is damaged or was cut short",
            where=name,
            remedy="Download or copy it again, and send it again",
        ) from None


def inner_name(name: str) -> str:
    """The name without the ending that says it is compressed."""
    return name[:-3] if name.lower().endswith(".gz") else name
