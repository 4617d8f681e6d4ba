"""Text that leaves the pages: for feeds, calendars and search engines, which escape it each in their own way."""

from __future__ import annotations

import re

_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029]"  # controls, and what some programs take for the end of a line
    "|[\u202a-\u202e\u2066-\u2069]"  # marks that turn the direction of all that follows
    "|[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what XML and UTF-8 do not allow
)


def clean(text: str, *, most: int = 0) -> str:
    """The text on one line, without characters that steer a program that shows it; cut at a word after `most`."""
    line = " ".join(_UNFIT.sub(" ", text).split())
    if not most or len(line) <= most:
        return line
    start = line[: most - 1]
    return f"{(start.rpartition(' ')[0] or start).rstrip(' ,;:.')}…"
