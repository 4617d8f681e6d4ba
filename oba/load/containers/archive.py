"""The directory of a zip container, looked at before anything in it is inflated."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from oba.load.containers.signature import SAVE_AS
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile

DAMAGED = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, LookupError)
ODS_TYPES = (
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/x-vnd.oasis.opendocument.spreadsheet",
)
OTHERS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
    ("Index/Document.iwa", "an Apple Numbers, Pages or Keynote document"),
    ("Index.zip", "an Apple Numbers, Pages or Keynote document"),
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text document (.odt)"),
    ("application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation (.odp)"),
    ("application/vnd.oasis.opendocument", "an OpenDocument file that is not a spreadsheet"),
    ("application/epub", "an electronic book"),
    ("META-INF/MANIFEST.MF", "a Java program"),
)
"""Other zip containers by the start of a part's name, or of their own type."""


class Spreadsheet(StrEnum):
    XLSX = "xlsx"
    ODS = "ods"


def open_archive(path: Path, *, name: str, limits: Limits) -> zipfile.ZipFile:
    """The container of a workbook within the limits; the caller closes it. RefusedFile otherwise."""
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED:
        raise RefusedFile(
            "the file is damaged or was cut short",
            where=name,
            remedy="Download or copy it again, and send it again",
        ) from None
    try:
        _check(archive.infolist(), name=name, limits=limits)
    except RefusedFile:
        archive.close()
        raise
    return archive


def _check(entries: list[zipfile.ZipInfo], *, name: str, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise _hostile(f"the file holds {len(entries)} parts, the limit is {limits.entries}", name=name)
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated:
        raise _hostile(
            f"the file would unpack to {inflated >> 20:,} MB, the limit is {limits.inflated >> 20:,} MB",
            name=name,
        )
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise _hostile("the file holds a part whose name leads out of it", name=name)
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.ratio_from and entry.file_size / packed > limits.ratio:
            raise _hostile("the file unpacks to far more than any spreadsheet does", name=name)
        if entry.flag_bits & 0x1:
            raise RefusedFile(
                "the file is protected by a password",
                where=name,
                remedy="Remove the password and send it again",
            )


def find_spreadsheet(archive: zipfile.ZipFile, *, name: str) -> Spreadsheet:
    """Which kind of spreadsheet the container is; RefusedFile, saying what it is, for everything else."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return Spreadsheet.XLSX
    if "xl/workbook.bin" in names:
        raise RefusedFile("the file is an Excel binary workbook (.xlsb)", where=name, remedy=SAVE_AS)
    mime = _mimetype(archive) if "mimetype" in names else ""
    if "content.xml" in names and mime.startswith(ODS_TYPES):
        if b"encryption-data" in _manifest(archive):
            raise RefusedFile(
                "the file is protected by a password",
                where=name,
                remedy="Remove the password and send it again",
            )
        return Spreadsheet.ODS
    raise RefusedFile(
        f"the file is {_other(names, mime=mime)}",
        where=name,
        expected="a spreadsheet (.xlsx or .ods) or a CSV file",
        remedy="If the spreadsheet is inside it, save or unpack it as a file of its own",
    )


def _other(names: set[str], *, mime: str) -> str:
    for start, words in OTHERS:
        if any(one.startswith(start) for one in names) or (mime and mime.startswith(start)):
            return words
    return "a zip file that is not a spreadsheet"


def _mimetype(archive: zipfile.ZipFile) -> str:
    return _start_of(archive, "mimetype").decode("ascii", errors="replace").strip()


def _manifest(archive: zipfile.ZipFile) -> bytes:
    return (
        _start_of(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    )


def _start_of(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(1 << 16)
    except (*DAMAGED, zlib.error, RuntimeError):
        return b""


def _hostile(found: str, *, name: str) -> RefusedFile:
    return RefusedFile(
        found, where=name, remedy="Save the sheet with the figures as a new workbook, and send that"
    )
