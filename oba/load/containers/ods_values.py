"""The value of one cell of an OpenDocument spreadsheet, by the type that the file gives it."""

from __future__ import annotations

import re
from datetime import datetime

from oba.load.containers.numbers import read_number
from oba.load.containers.spool import UNCACHED, Spooled

SPACES = re.compile(r"[ \t\r\n]+")
LENGTH = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.ASCII)
PERCENT_FORMAT = "0%"
SPACE, TAB, BREAK = "\x01", "\x02", "\x03"
"""Stand for what is written as an element; XML itself cannot hold these letters."""
ERROR_STARTS = ("#", "Err:")


def spool_cell(attributes: dict[str, str], *, paragraphs: list[str]) -> Spooled:
    """The cell as it is handed over. ValueError or KeyError where its type and its value do not agree."""
    kind = attributes.get("office:value-type", "")
    formula = "table:formula" in attributes
    text = "\n".join(paragraphs)
    if formula and text.startswith(ERROR_STARTS):
        return text
    if kind in ("float", "currency"):
        return read_number(attributes["office:value"])
    if kind == "percentage":
        number = read_number(attributes["office:value"])
        return number if isinstance(number, str) else ["n", number, PERCENT_FORMAT]
    if kind == "string" or (not kind and text):
        return attributes.get("office:string-value") or text or None
    if kind == "date":
        return ["d", datetime.fromisoformat(attributes["office:date-value"]).isoformat(), "yyyy-mm-dd"]
    if kind == "time":
        return _time(attributes["office:time-value"])
    if kind == "boolean":
        return {"true": True, "false": False}[attributes["office:boolean-value"]]
    if kind:
        raise ValueError("an unknown type of value")
    return UNCACHED if formula else None


def tidy_paragraph(texts: list[str]) -> str:
    """A paragraph's text: runs of spaces are one, save those that are written as elements."""
    text = SPACES.sub(" ", "".join(texts))
    return text.replace(SPACE, " ").replace(TAB, "\t").replace(BREAK, "\n")


def _time(text: str) -> Spooled:
    found = LENGTH.fullmatch(text)
    if found is None:
        raise ValueError("no length of time")
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    seconds = float(found[5] or 0)
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    if found[1] or total >= 86_400:
        return ["l", round(total * (-1000 if found[1] else 1000)), "[h]:mm:ss"]
    whole = datetime(1900, 1, 1, hours, minutes % 60, int(seconds))  # noqa: DTZ001
    return ["t", whole.time().isoformat(), "h:mm:ss"]
