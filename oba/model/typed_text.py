"""What people type, as every place can hold that keeps it: a database, a workbook, a file of an export."""

from __future__ import annotations

import re

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
UNKNOWN = "\ufffd"
COMMAS = re.compile(r"\s*(?:,\s*)+")


def tidy(text: str) -> str:
    """The text as it is saved: what can be held of it, without space around it. Tidied once, it stays as it is."""
    return hold(text).strip()


def tidy_names(text: str, *, most: int | None = None) -> tuple[str, ...]:
    """One name a line, each once, of `most` characters; a comma stands behind its word, and none at either end."""
    lines = (" ".join(COMMAS.sub(", ", line).split()).strip(", ") for line in tidy(text).splitlines())
    return tuple(dict.fromkeys(name for line in lines if (name := line[:most].strip(", "))))


def hold(text: str) -> str:
    """What can be held of a text that is still being typed, with the space around it.

    Every kind of line end is a newline, and other controls but tabs are spaces. Half a pair of surrogates and what is
    no character stand as U+FFFD: neither UTF-8 nor XML 1.0 can hold them, nor does PostgreSQL hold NUL.
    """
    whole = text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    lines = LINE_ENDS.sub("\n", whole)
    return NO_CHARACTERS.sub(UNKNOWN, CONTROLS.sub(" ", lines))
