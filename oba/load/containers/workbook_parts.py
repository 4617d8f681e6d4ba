"""The parts of an Excel workbook: which of them are sheets, and whether the others are clean."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from oba.load.containers.xml_part import feed, plain_name, safe_parser

EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook's own list names it, and the part that holds it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The workbook's sheets in order, and the day from which its dates are counted."""

    sheets: list[SheetEntry]
    epoch: datetime


def list_contents(archive: zipfile.ZipFile) -> Contents:
    """Charts on sheets of their own have no cells and are left out, as are sheets whose part is missing."""
    found: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}
    epoch = EPOCH_1900

    def sheet(name: str, attributes: dict[str, str]) -> None:
        nonlocal epoch
        plain = plain_name(name)
        if plain == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), link, hidden))
        elif plain == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epoch = EPOCH_1904

    def relation(name: str, attributes: dict[str, str]) -> None:
        if plain_name(name) == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        parser = safe_parser()
        parser.StartElementHandler = handler
        feed(parser, archive=archive, part=part)
    there = set(archive.namelist())
    entries = [
        SheetEntry(name, part, hidden)
        for name, link, hidden in found
        if link in targets and (part := _part_name(targets[link])) in there
    ]
    return Contents(entries, epoch)


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return str(PurePosixPath("xl") / target)


def check_other_parts(archive: zipfile.ZipFile, *, done: set[str]) -> None:
    """Refuse damage and document types in the parts that are not read."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")) and part not in done:
            feed(safe_parser(), archive=archive, part=part)
