"""The directory of a zip container, looked at before anything in it is inflated."""

from __future__ import annotations

import zipfile
from pathlib import Path

from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.load.signature import SAVE_AS

DAMAGED = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError)


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
        _check_contents(set(archive.namelist()), name=name)
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


def _check_contents(names: set[str], *, name: str) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise RefusedFile("the file is an Excel binary workbook (.xlsb)", where=name, remedy=SAVE_AS)
    if "content.xml" in names and "mimetype" in names:
        raise RefusedFile("the file is an OpenDocument file (.ods)", where=name, remedy=SAVE_AS)
    raise RefusedFile(
        "the file is a zip file that is not an Excel workbook",
        where=name,
        expected="a spreadsheet (.xlsx) or a CSV file",
        remedy="If the spreadsheet is inside it, unpack it first",
    )


def _hostile(found: str, *, name: str) -> RefusedFile:
    return RefusedFile(
        found, where=name, remedy="Save the sheet with the figures as a new workbook, and send that"
    )
