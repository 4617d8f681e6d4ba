"""The inbox: files that were handed in and wait to be looked at, in a folder beside the store.

A file's content is kept under its SHA-256 and its ending, what is known of it beside it as JSON. The name that its
sender gave it is text and never becomes a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from oba.errors import StoreError
from oba.model.upload import Decisions, Receipt, Upload
from oba.settings import ROOT
from oba.store.inbox_record import read_record, write_record
from oba.store.location import locate

ENDINGS = (
    ".meta.csv .source.toml .recipe.toml .csv.gz .xlsx .xlsm .xls .xlsb .ods .csv .tsv .txt .gz .parquet .toml"
).split()
"""The longer before the shorter: an ending is part of the kept file's name, since readers go by it."""
OTHER = ".bin"
COMPANIONS = (".meta.csv", ".source.toml")
MOST_FILES, MOST_BYTES = 200, 500 * 2**20
LONGEST_NAME = 120
PREFIX = re.compile(r"[0-9a-f]{12,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The folder need not be there until a file comes."""

    folder: Path


def open_inbox(url: str) -> Inbox:
    """The inbox of the store at `url`: `oba.inbox` beside `oba.db`, in the folder `data` for a server."""
    location = locate(url)
    if location.path is not None:
        return Inbox(location.path.with_suffix(".inbox"))
    return Inbox(ROOT / "data" / f"{re.sub(r'[^A-Za-z0-9_-]', '_', location.name)}.inbox")


def keep_upload(
    inbox: Inbox, *, name: str, content: bytes, at: datetime, by: str, beside: Sequence[Upload] = ()
) -> Upload:
    """Keep a file. The same content again stays one file, with what was decided about it.

    What describes another file is bound to the one of that name that was handed in with it (`beside`), else to the
    newest that waits, else to the first that comes; and to that one for good.
    """
    sha256, tidy = hashlib.sha256(content).hexdigest(), _tidy_name(name)
    known = _read(inbox, sha256)
    waiting = list_uploads(inbox)
    owners = _find_owners(tidy, [*waiting, *beside])
    if known is not None and known.receipt is None:
        if owners and owners[-1].sha256 not in known.owners:
            known = replace(known, owners=(*known.owners, owners[-1].sha256))
            _write(inbox, f"{sha256}.json", write_record(known))
        return known
    _check_room(inbox, len(content))
    upload = Upload(sha256, tidy, len(content), at, by, owners=tuple(one.sha256 for one in owners[-1:]))
    _write(inbox, sha256 + ending_of(upload.name), content)
    _write(inbox, f"{sha256}.json", write_record(upload))
    for one in waiting:
        if not one.owners and _find_owners(one.name, [upload]):
            _write(inbox, f"{one.sha256}.json", write_record(replace(one, owners=(sha256,))))
    return upload


def describes(name: str) -> bool:
    """Whether a file of this name only describes another."""
    return name.lower().endswith(COMPANIONS)


def list_uploads(inbox: Inbox) -> list[Upload]:
    """What waits, oldest first. Files that have been loaded are not among them."""
    found = [_read(inbox, path.stem) for path in sorted(inbox.folder.glob("*.json"))]
    waiting = [one for one in found if one is not None and one.receipt is None]
    return sorted(waiting, key=lambda one: (one.uploaded_at, one.name, one.sha256))


def find_upload(inbox: Inbox, prefix: str) -> Upload | None:
    """The file whose SHA-256 begins so, waiting or loaded; None for anything else that an address may say."""
    if not PREFIX.fullmatch(prefix):
        return None
    found = [path.stem for path in inbox.folder.glob("*.json") if path.stem.startswith(prefix)]
    return _read(inbox, found[0]) if len(found) == 1 else None


def path_of(inbox: Inbox, upload: Upload) -> Path:
    """Where the content stands, to be read and not changed. StoreError when somebody has taken it away."""
    path = inbox.folder / (upload.sha256 + ending_of(upload.name))
    if not path.is_file():
        raise StoreError("the file is no longer in the inbox", where=upload.name, remedy="Hand it in again")
    return path


def companion_of(upload: Upload, others: list[Upload]) -> Upload | None:
    """The file that this one only describes (`x.csv` for `x.meta.csv`), while it waits too."""
    return next((one for one in others if one.sha256 in upload.owners), None)


def companions_of(inbox: Inbox, upload: Upload) -> list[Upload]:
    """The files that came along with this one and describe it."""
    return [one for one in list_uploads(inbox) if upload.sha256 in one.owners]


def _find_owners(name: str, others: Sequence[Upload]) -> list[Upload]:
    """The files that one of this name would describe, in their order."""
    ending = next((one for one in COMPANIONS if name.lower().endswith(one)), None)
    if ending is None:
        return []
    stem = name[: -len(ending)].lower()
    return [one for one in others if one.name.lower() in (stem, f"{stem}.csv")]


def save_decisions(inbox: Inbox, sha256: str, decisions: Decisions) -> None:
    """Remember what a person has said, so that a reload or a colleague finds it."""
    known = _read(inbox, sha256)
    if known is not None:
        _write(inbox, f"{sha256}.json", write_record(replace(known, decisions=decisions)))


def close_upload(inbox: Inbox, sha256: str, receipt: Receipt) -> None:
    """The file has been loaded: its content goes, what was written stays to be read at its address."""
    known = _read(inbox, sha256)
    if known is not None:
        _write(inbox, f"{sha256}.json", write_record(replace(known, receipt=receipt)))
        (inbox.folder / (sha256 + ending_of(known.name))).unlink(missing_ok=True)


def remove_upload(inbox: Inbox, upload: Upload) -> None:
    """Take a file out, and all that was said of it."""
    for ending in (ending_of(upload.name), ".json"):
        (inbox.folder / (upload.sha256 + ending)).unlink(missing_ok=True)


def ending_of(name: str) -> str:
    """The known ending of a name; `.bin` for any other."""
    return next((one for one in ENDINGS if name.lower().endswith(one)), OTHER)


def _read(inbox: Inbox, sha256: str) -> Upload | None:
    try:
        text = (inbox.folder / f"{sha256}.json").read_bytes()
    except OSError:
        return None
    return read_record(text, sha256=sha256)


def _write(inbox: Inbox, name: str, content: bytes) -> None:
    """All of it under its name, or nothing: a reader never meets half a file."""
    temporary = ""
    try:
        inbox.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=inbox.folder, prefix="arriving-", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(inbox.folder / name)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise StoreError(
            f"the file could not be kept ({error.strerror})",
            where="inbox",
            remedy="See that the folder of the store can be written and its disk has room",
        ) from error


def _check_room(inbox: Inbox, size: int) -> None:
    waiting = list_uploads(inbox)
    if len(waiting) >= MOST_FILES or sum(one.size for one in waiting) + size > MOST_BYTES:
        raise StoreError(
            f"{len(waiting):,} files are waiting",
            where="inbox",
            expected=f"at most {MOST_FILES} files and {MOST_BYTES >> 20} MB",
            remedy="Load or remove some of them first",
        )


def _tidy_name(name: str) -> str:
    last = re.split(r"[\\/]", name)[-1]
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    if len(plain) > LONGEST_NAME:
        ending = ending_of(plain)
        plain = plain[: LONGEST_NAME - len(ending)] + (ending if ending != OTHER else "")
    return plain or "unnamed file"
