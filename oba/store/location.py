"""Where a store is: its address taken apart, and the places where a store must not be."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from oba.errors import StoreError

SQLITE_HEADER = b"SQLite format 3\x00"
NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs"}
)
SQLITE_NAMES = frozenset({"sqlite", "sqlite+pysqlite"})
POSTGRESQL_NAMES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
MOUNTS = Path("/proc/mounts")


@dataclass(frozen=True, slots=True)
class Location:
    """`path` for a SQLite file, `server` for PostgreSQL. `name` is safe to show: no folder, no password."""

    name: str
    path: Path | None = None
    server: URL | None = None

    @property
    def url(self) -> str:
        """The address without its password."""
        if self.server is not None:
            return self.server.render_as_string(hide_password=True)
        return f"sqlite:///{self.path}"


def locate(url: str) -> Location:
    """The place that an address (`sqlite:///data/oba.db`, a plain path, `postgresql://...`) names."""
    if "://" not in url:
        return _file(url)
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _unknown() from error
    if parsed.drivername in POSTGRESQL_NAMES:
        return Location(
            name=parsed.database or "postgresql", server=parsed.set(drivername="postgresql+psycopg")
        )
    if parsed.drivername in SQLITE_NAMES:
        return _file(parsed.database or "")
    raise _unknown()


def _unknown() -> StoreError:
    return StoreError(
        "this is not an address of a store",
        expected="sqlite:///folder/file.db or postgresql://user@host/name",
    )


def _file(text: str) -> Location:
    if not text or text == ":memory:" or text.startswith("file:"):
        raise StoreError(
            "no file is named", where="store", expected="an address such as sqlite:///data/oba.db"
        )
    _refuse_unc(text, name=Path(text).name)
    path = Path(text).expanduser().resolve()
    _refuse_unc(str(path), name=path.name)
    return Location(name=path.name, path=path)


def _refuse_unc(text: str, *, name: str) -> None:
    """On Windows `resolve` writes a mapped drive as the share behind it, so both forms come here."""
    if text.startswith(("\\\\", "//")):
        raise _network(name)


def _network(name: str) -> StoreError:
    return StoreError(
        "the store is on a network drive, where two people saving at once can destroy it",
        where=name,
        expected="a folder on a disk of this computer",
        remedy="Move the file to a local disk, or use PostgreSQL",
    )


def filesystem_kind(path: Path, *, mounts: str) -> str:
    """The kind of file system that holds `path`, by a text of the form of /proc/mounts; '' when unknown."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if path.is_relative_to(folder) and len(folder) >= best:
            best, kind = len(folder), fields[2]
    return kind


def refuse_network(path: Path) -> None:
    """Raise StoreError when `path` lies on a network drive, where that can be told."""
    if sys.platform == "linux" and MOUNTS.exists():
        kind = filesystem_kind(path, mounts=MOUNTS.read_text(encoding="utf-8", errors="replace"))
        if kind in NETWORK_KINDS:
            raise _network(path.name)


def check_file(path: Path, *, must_exist: bool) -> None:
    """Raise StoreError unless `path` can be a store: local, in a folder that is there, and SQLite."""
    refuse_network(path)
    if not path.parent.is_dir():
        raise StoreError("its folder does not exist", where=path.name, remedy="Make the folder first")
    if path.is_dir():
        raise StoreError("this is a folder", where=path.name, expected="a file")
    if not path.exists():
        if must_exist:
            raise StoreError(
                "there is no store here yet", where=path.name, remedy="Make it: python -m oba init"
            )
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise StoreError(
            "the file may not be read",
            where=path.name,
            remedy="Ask for permission on the file and its folder",
        ) from error
    if header and header != SQLITE_HEADER:
        raise StoreError(
            "this is not a store of this product", where=path.name, remedy="Check the name of the store"
        )


def may_write(path: Path) -> bool:
    """Whether the file and its folder (which must hold the journal beside it) can be written."""
    target = path if path.exists() else path.parent
    return os.access(target, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
