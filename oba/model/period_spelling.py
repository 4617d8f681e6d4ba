"""What publishers put around a period: footnote marks, odd dashes, `(provisional)`. It is taken off first."""

from __future__ import annotations

import re
import unicodedata

from oba.model.marker import Marker

RAISED = {ord(sign): None for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ªº†‡"}
DASHES = {ord(sign): "-" for sign in "‐‑‒–—―−"}
NOTE = re.compile(r"\s*\[note [0-9, ]+\]", re.IGNORECASE)
FLAGS = {
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
}
_WORDS = "|".join(re.escape(word) for word in sorted(FLAGS, key=len, reverse=True))
FLAG = re.compile(
    rf"(?:\s*[\[(]\s*(?P<held>{_WORDS})\s*[\])]|(?<=[0-9])\s?(?P<glued>[pr])"
    r"|\s(?P<word>provisional|revised|estimated))$",
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
        flags.append(FLAGS[word.casefold()])
        text = text[: found.start()].rstrip()
    return text, tuple(dict.fromkeys(flags))
