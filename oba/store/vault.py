"""The vault: every file that was loaded, kept whole as it came, under its SHA-256.

A copy is complete before it has its name: written beside, checked, made durable, then renamed. A file in the
vault that no load speaks of does no harm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from oba.errors import StoreError
from oba.settings import ROOT
from oba.store.durable import make_durable
from oba.store.location import locate

DEFAULT = ROOT / "data" / "oba.files"
PIECE = 1 << 20
LETTERS = frozenset("0123456789abcdef")
REMEDY = "Nothing was written: make room, or ask for permission on the folder, and try again"


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of files. It is made with the first file that is kept."""

    folder: Path

    def keep(self, path: Path, *, sha256: str) -> Path:
        """Keep the file at `path` whole, and return where. StoreError, and nothing kept, when it cannot be."""
        kept = self._place(sha256)
        if kept.exists():
            return kept
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _copy(path, kept, sha256=sha256)
        except OSError as error:
            raise StoreError(
                f"the file could not be kept ({error.strerror or 'the disk refused'})",
                where=path.name,
                remedy=REMEDY,
            ) from error
        return kept

    def find(self, sha256: str) -> Path | None:
        """Where the file of this SHA-256 is kept, or None."""
        kept = self._place(sha256)
        return kept if kept.is_file() else None

    def _place(self, sha256: str) -> Path:
        if len(sha256) != 64 or not LETTERS.issuperset(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256


def vault_of(url: str, *, folder: Path | str | None = None) -> Vault:
    """The vault of a store: beside a SQLite file (`oba.db` has `oba.files`), for a server in `folder`."""
    path = locate(url).path
    if path is not None:
        return Vault(path.with_suffix(".files"))
    return Vault(Path(folder) if folder else DEFAULT)


def _copy(path: Path, kept: Path, *, sha256: str) -> None:
    """Written under another name until it is whole and on the disk."""
    handle, name = tempfile.mkstemp(prefix=".keeping-", dir=kept.parent)
    beside = Path(name)
    try:
        digest = hashlib.sha256()
        piece = memoryview(bytearray(PIECE))
        with path.open("rb", buffering=0) as source, os.fdopen(handle, "wb") as target:
            while read := source.readinto(piece):
                digest.update(piece[:read])
                target.write(piece[:read])
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() != sha256:
            raise StoreError(
                "the file changed while it was read",
                where=path.name,
                remedy="Close it elsewhere and load it again",
            )
        shutil.copymode(path, beside)
        beside.replace(kept)
    finally:
        beside.unlink(missing_ok=True)
    make_durable(kept.parent)
