"""Keep a file as evidence, under its SHA-256, beside the files that were loaded; give it back, and carry it along."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from oba.errors import NotFoundError, UsageError
from oba.load.fingerprint import sha256_of
from oba.model.editor import Editor, Right
from oba.settings import Settings
from oba.store.vault import vault_of
from oba.words.numbers import say_count

EVIDENCE = "evidence"
"""The folder of an export that holds the files, each under its SHA-256."""
MEGABYTES = 10
LONGEST_NAME = 120
BEGINNINGS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG\r\n", b"\xff\xd8\xff", b"{\\rtf")
KINDS = "a document (PDF, Word, OpenDocument, rich text), a spreadsheet, slides, a picture (PNG, JPEG) or plain text"


def keep_evidence(
    settings: Settings, editor: Editor, name: str, content: bytes, *, right: Right = Right.WRITE_STORY
) -> tuple[str, str]:
    """The name as it may be shown, and the SHA-256 of the file. UsageError for another kind of file.

    `right` is that of writing what the file is evidence of.
    """
    editor.require(right)
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    shown = tidy_name(name)
    if not content:
        raise UsageError("the file is empty", where=shown, remedy="Choose it again")
    if len(content) > MEGABYTES << 20:
        raise UsageError(
            f"the file is larger than {MEGABYTES} MB", where=shown, remedy="Give a link to it instead"
        )
    if not content.startswith(BEGINNINGS) and not _is_text(content):
        raise UsageError("this kind of file is not kept as evidence", where=shown, expected=KINDS)
    sha256 = hashlib.sha256(content).hexdigest()
    vault = vault_of(settings.store)
    if vault.find(sha256) is None:
        with tempfile.TemporaryDirectory(prefix="oba-") as folder:
            path = Path(folder) / "evidence"
            path.write_bytes(content)
            vault.keep(path, sha256=sha256)
    return shown, sha256


def fetch_evidence(settings: Settings, sha256: str) -> bytes:
    """The file, whole. NotFoundError when somebody has taken it away; never on the published copy."""
    path = None if settings.published else vault_of(settings.store).find(sha256)
    if path is None:
        raise NotFoundError(
            "the file is not kept here", remedy="Ask whoever attached it, and attach it again"
        )
    return path.read_bytes()


def copy_evidence(url: str, hashes: Iterable[str], folder: Path) -> list[str]:
    """Copy these files into the folder of an export; lines about those that are missing. '' names no file."""
    vault, lost = vault_of(url), 0
    for sha256 in sorted(set(hashes) - {""}):
        found = vault.find(sha256)
        if found is None:
            lost += 1
            continue
        (folder / EVIDENCE).mkdir(exist_ok=True)
        shutil.copyfile(found, folder / EVIDENCE / sha256)
    return [f"{say_count(lost, noun='file')} of evidence left out: not kept here any more."] if lost else []


def restore_evidence(url: str, hashes: Iterable[str], folder: Path) -> None:
    """Keep these files of an export. One whose content is not what its name says is left out."""
    for sha256 in sorted(set(hashes) - {""}):
        path = folder / EVIDENCE / sha256
        if path.is_file() and sha256_of(path) == sha256:
            vault_of(url).keep(path, sha256=sha256)


def tidy_name(name: str) -> str:
    """The last part of the name alone, without what cannot be shown; it is never used as a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in last if one.isprintable()).strip(" .")
    return shown[-LONGEST_NAME:] or "file"


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
