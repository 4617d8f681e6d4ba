"""What tells one file from every other: its SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file's SHA-256, and what tells whether the file has been written since it was taken."""

    sha256: str
    stamp: tuple[int, int, int]

    def holds(self, path: Path) -> bool:
        return path.is_file() and _stamp_of(path) == self.stamp


def take_fingerprint(path: Path) -> Fingerprint:
    stamp = _stamp_of(path)
    return Fingerprint(sha256_of(path), stamp)


def _stamp_of(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal, read block by block."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
