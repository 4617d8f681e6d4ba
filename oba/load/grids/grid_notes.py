"""What the footnotes of a sheet say: which numbers they have, and what the signs in its cells stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from oba.load.grids.grid_cells import Kind, kind_of
from oba.load.sheet import Sheet
from oba.model.marker import Marker

NUMBERED = re.compile(r"^\(?(?P<number>[0-9]{1,2})[.)]?\s+\S")
SIGNED = re.compile(
    r"^\s*(?P<sign>\[?[a-z]{1,3}\]?|[-–—*~:]|\.{1,3})\s+(?:=|means|denotes|indicates|-)?\s*(?P<said>\S.+)$",
    re.I,
)
EQUALS = re.compile(
    r"(?P<sign>\[[a-z]{1,5}\]|'[^']{1,3}'|\.{1,2}|[*~:xz])\s*(?:=|means|denotes|indicates)\s*(?P<said>[^,;.]+)",
    re.I,
)
MEANINGS = (
    (
        re.compile(r"confidential|suppress|disclos|not shown|fewer than|less than (?:5|five|6|six)", re.I),
        Marker.CONFIDENTIAL,
    ),
    (
        re.compile(r"negligible|less than 0\.|below 0\.|rounds? to (?:zero|0)|rounded to (?:zero|0)", re.I),
        Marker.LOW,
    ),
    (re.compile(r"not applicable|no applicable", re.I), Marker.NOT_APPLICABLE),
    (
        re.compile(
            r"not available|unavailable|missing|not (?:collected|returned|provided|supplied)|no data", re.I
        ),
        Marker.NOT_AVAILABLE,
    ),
    (re.compile(r"unreliable|low reliability|not reliable", re.I), Marker.UNRELIABLE),
    (re.compile(r"none recorded|no (?:cases|events)|\bnil\b", re.I), Marker.NONE_RECORDED),
)
LONGEST_MEANING = 200
READ_WITHIN = 20_000
"""Below this row a sheet is too long to have footnotes that its headings need."""


@dataclass(slots=True)
class SheetNotes:
    """`numbers` of the numbered footnotes; `signs` with the marker each stands for, as the sheet itself says."""

    numbers: set[str] = field(default_factory=set)
    signs: dict[str, str] = field(default_factory=dict)


def read_notes(sheet: Sheet, *, after: int) -> SheetNotes:
    """The footnotes anywhere on the sheet; a sign's meaning above the table counts too."""
    notes = SheetNotes()
    for number, cells in sheet.rows():
        if number > READ_WITHIN:
            break
        filled = [cell for cell in cells if not cell.blank]
        if not filled or len(filled) > 2 or kind_of(filled[0]) not in (Kind.TEXT, Kind.SIGN):
            continue
        text = " ".join(cell.text for cell in filled)
        if found := NUMBERED.match(text.strip()):
            notes.numbers.add(found["number"])
        elif number > after and (signed := SIGNED.match(text)):
            _keep(notes, sign=signed["sign"], said=signed["said"])
        for equal in EQUALS.finditer(text):
            _keep(notes, sign=equal["sign"].strip("'"), said=equal["said"])
    return notes


def _keep(notes: SheetNotes, *, sign: str, said: str) -> None:
    """Keep what a sign stands for, where the words leave no doubt."""
    said = said[:LONGEST_MEANING]
    meant = [marker for pattern, marker in MEANINGS if pattern.search(said)]
    if len(meant) == 1 or (meant and meant[0] is Marker.CONFIDENTIAL):
        notes.signs.setdefault(sign.strip("[]") if not sign.startswith("[") else sign, meant[0].value)
