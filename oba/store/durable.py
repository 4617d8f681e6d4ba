"""Files that are whole or not there: written beside, made durable, then renamed into their place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

READABLE = 0o644
"""Whoever serves what is written need not be whoever wrote it."""


def make_durable(folder: Path) -> None:
    """A rename is on the disk once its folder is. Windows has no such call, and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_file_durable(path: Path) -> None:
    """What was written to a file is on the disk. Windows does that only through a handle that may write."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, *, prefix: str = ".writing-") -> None:
    """Put a file in the place of what was there, so that after a power cut it is the old one or the new one, whole."""
    handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(READABLE)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    make_durable(path.parent)
