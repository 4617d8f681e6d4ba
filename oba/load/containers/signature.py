"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from oba.load.containers.text_encoding import wide_encoding
from oba.load.refusal import RefusedFile

SAVE_AS = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "a compressed (rar) file",
    b"7z\xbc\xaf": "a compressed (7z) file",
    b"BZh": "a compressed (bzip2) file",
    b"\xfd7zXZ": "a compressed (xz) file",
    b"\x28\xb5\x2f\xfd": "a compressed (zstandard) file",
    b"SQLite format 3": "a database",
    b"RIFF": "a picture, a film or a sound",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rtf": "a text document (rtf)",
}


class FileKind(StrEnum):
    ZIP = "zip"
    GZIP = "gzip"
    PARQUET = "parquet"
    TEXT = "text"


def find_kind(path: Path, *, name: str) -> FileKind:
    """What can be read: a zip container, plain text, either of two wrappings of a table; RefusedFile, saying what
    it is, for everything else."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise RefusedFile("the file is empty", where=name, remedy="Send the file again, with its figures")
    if head.startswith(b"PK"):
        return FileKind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return FileKind.GZIP
    if head.startswith(b"PAR1"):
        return FileKind.PARQUET
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(path, name=name)
    for magic, words in OTHERS.items():
        if head.startswith(magic):
            raise RefusedFile(
                f"the file is {words}",
                where=name,
                expected="a spreadsheet (.xlsx) or a CSV file",
                remedy="Send the spreadsheet that its figures come from",
            )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise RefusedFile(
            "the file is a web page or XML", where=name, expected="a spreadsheet", remedy=SAVE_AS
        )
    if b"\0" in head and not wide_encoding(head):
        raise RefusedFile(
            "the file is not text",
            where=name,
            expected="a spreadsheet (.xlsx) or a CSV file",
            remedy=SAVE_AS,
        )
    if name.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise RefusedFile(
            "the name says workbook but the file holds plain text",
            where=name,
            remedy="Rename it to end in .csv",
        )
    return FileKind.TEXT


def _old_office(path: Path, *, name: str) -> RefusedFile:
    """The container of both old Office files and of new ones behind a password."""
    tail = b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if ENCRYPTED in tail + block:
                return RefusedFile(
                    "the workbook is protected by a password",
                    where=name,
                    remedy="Remove the password (File, Info, Protect Workbook) and send it again",
                )
            tail = block[-len(ENCRYPTED) :]
    return RefusedFile("the file is in the old Excel format (.xls)", where=name, remedy=SAVE_AS)
