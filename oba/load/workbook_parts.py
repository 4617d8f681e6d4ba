"""The parts of a workbook: which of them are sheets, and whether the others are clean."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from oba.load.sheet_scan import feed, safe_parser

BUILT_IN_PERCENTAGES = ("9", "10")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook's own list names it, and the part that holds it."""

    name: str
    part: str
    hidden: bool


def list_sheets(archive: zipfile.ZipFile) -> list[SheetEntry]:
    """The workbook's sheets in order. Charts on sheets of their own have no cells and are left out."""
    found: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), link, hidden))

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        parser = safe_parser()
        parser.StartElementHandler = handler
        feed(parser, archive=archive, part=part)
    return [
        SheetEntry(name, _part_name(targets[link]), hidden) for name, link, hidden in found if link in targets
    ]


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return str(PurePosixPath("xl") / target)


def check_other_parts(archive: zipfile.ZipFile, *, done: set[str]) -> bool:
    """Refuse damage and document types in the other parts; whether any cell style shows percentages."""
    percentages = False

    def style(name: str, attributes: dict[str, str]) -> None:
        nonlocal percentages
        if "%" in attributes.get("formatCode", "") or attributes.get("numFmtId") in BUILT_IN_PERCENTAGES:
            percentages = True

    for part in archive.namelist():
        if part.endswith((".xml", ".rels")) and part not in done:
            parser = safe_parser()
            if part.endswith("styles.xml"):
                parser.StartElementHandler = style
            feed(parser, archive=archive, part=part)
    return percentages
