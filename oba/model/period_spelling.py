"""What publishers put around a period: footnote marks, odd dashes, `(provisional)`. It is taken off first."""

from __future__ import annotations

import re
import unicodedata

from oba.model.marker import Marker

RAISED = {ord(sign): None for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ªº†‡"}
DASHES = {ord(sign): "-" for sign in "‐‑‒–—―−"}
NOTE = re.compile(r"\s*\[note [0-9, ]+\]", re.IGNORECASE)
SHORT_YEARS = re.compile(r"(?P<first>[0-9]{1,2})(?P<last>[0-9]{2})", re.ASCII)
FLAGS: dict[str, Marker | None] = {
    "p": Marker.PROVISIONAL,
    "prov": Marker.PROVISIONAL,
    "prov.": Marker.PROVISIONAL,
    "provisional": Marker.PROVISIONAL,
    "r": Marker.REVISED,
    "rev": Marker.REVISED,
    "revised": Marker.REVISED,
    "er": Marker.EARLIEST_REVISION,
    "e": Marker.ESTIMATED,
    "est": Marker.ESTIMATED,
    "estimated": Marker.ESTIMATED,
    "f": Marker.FORECAST,
    "forecast": Marker.FORECAST,
    "u": Marker.UNRELIABLE,
    "b": Marker.BREAK,
    "break in series": Marker.BREAK,
    # what is settled needs no marker: the last word on a year, and spending as it turned out
    "final": None,
    "outturn": None,
    "out-turn": None,
    "ot": None,
}
_WORDS = "|".join(re.escape(word) for word in sorted(FLAGS, key=len, reverse=True))
FLAG = re.compile(
    rf"(?:\s*[\[(]\s*(?P<held>{_WORDS})\s*[\])]|(?<=[0-9])\s?(?P<glued>[pr])"
    r"|\s(?P<word>provisional|revised|estimated|final|outturn))$",
    re.IGNORECASE,
)


def tidy_text(text: str) -> str:
    """One line of plain characters: compatible forms folded, invisible signs and footnote marks gone.

    Raised digits go before folding, since folding would turn the footnote of `2009/10¹` into a digit.
    """
    folded = unicodedata.normalize("NFKC", text.translate(RAISED)).translate(DASHES)
    seen = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return " ".join(NOTE.sub("", seen).split())


def take_flags(text: str) -> tuple[str, tuple[Marker, ...]]:
    """The text without its flags, and the flags: `2009/10p`, `2025 (prov)`, `2021 [p] [r]`."""
    flags: list[Marker] = []
    while found := FLAG.search(text):
        word = found["held"] or found["glued"] or found["word"]
        flag = FLAGS[word.casefold()]
        flags += [flag] if flag else []
        text = text[: found.start()].rstrip()
    return text, tuple(dict.fromkeys(flags))


def expand_short_years(text: str) -> str:
    """`2009/10` for `910`, `2010/11` for `1011`: years whose leading nought was lost; '' for anything else.

    For formats that know their publisher writes years so. Alone, 910 is a number like any other.
    """
    found = SHORT_YEARS.fullmatch(text.strip())
    if not found or int(found["last"]) != (int(found["first"]) + 1) % 100:
        return ""
    first = int(found["first"])
    return f"{'19' if first > 50 else '20'}{first:02d}/{found['last']}"
