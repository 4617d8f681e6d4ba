"""The encoding of a text file: by its mark, else by what its bytes can be."""

from __future__ import annotations

import codecs
from pathlib import Path

UTF8, UTF16, CP1252 = "utf-8-sig", "utf-16", "cp1252"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE = 1 << 18


def wide_encoding(head: bytes) -> str:
    """The UTF-16 that these first bytes are in, with a mark or without; '' when they are in none.

    Without a mark it shows in noughts: every other byte of plain Latin text is one.
    """
    if head.startswith(UTF16_MARKS):
        return UTF16
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    first, second = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if second > pairs * 0.4 and not first:
        return "utf-16-le"
    return "utf-16-be" if first > pairs * 0.4 and not second else ""


def show_sample(path: Path) -> str:
    """A few characters around the first one outside ASCII, for the officer to see whether they are right."""
    with path.open("rb") as file:
        decoded = file.read(SAMPLE).decode(CP1252, errors="replace")
    at = next((i for i, sign in enumerate(decoded) if ord(sign) > 127), None)
    return "" if at is None else " ".join(decoded[max(0, at - 15) : at + 15].split())
