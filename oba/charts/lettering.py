"""Text as a drawing needs it: how wide it will be, where it wraps, and escaped for XML."""

from __future__ import annotations

import re
from functools import lru_cache

FONT_FAMILY = "'Source Sans 3','Source Sans Pro','Segoe UI',Arial,sans-serif"

# Advance widths of Arial in thousandths of an em, the widest of the fonts named above: what fits in it
# fits in all of them.
_GROUPS = {
    191: "'",
    222: "ijl|",
    278: " !,./:;I[]\\ft",
    333: "()-`r",
    355: '"',
    469: "^",
    500: "Jcksvxyz*",
    556: "#$0123456789?Labdeghnopqu_−–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTHS = {character: width for width, characters in _GROUPS.items() for character in characters}
_OTHER = 700
_WIDE = 1050
_BOLD = 1.08

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[ !#-%(-;=?-~]*")
"""What needs no escape, as most of a chart's words do not."""
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": " ", "\r": " ", "\t": " "}
)


def escape(text: str) -> str:
    """Safe as XML text and inside either kind of quotes; what XML cannot hold at all becomes U+FFFD."""
    if text.isascii() and _PLAIN.fullmatch(text):
        return text
    return _NOT_XML.sub("\ufffd", text).translate(_ESCAPES)


@lru_cache(maxsize=2048)
def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """An upper bound, in pixels, on the width of one line of text."""
    units = sum(_WIDTHS.get(c) or (_WIDE if ord(c) > 0x2E7F else _OTHER) for c in text)
    return units * size / 1000 * (_BOLD if bold else 1.0)


def wrap(text: str, *, width: float, size: float, bold: bool = False, most: int = 9) -> list[str]:
    """Lines no wider than `width`, at most `most` of them; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width=width, size=size, bold=bold):
        candidate = f"{line} {word}" if line else word
        if not line or width_of(candidate, size=size, bold=bold) <= width:
            line = candidate
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width=width, size=size, bold=bold)]
    return [one for one in lines if one]


def wrap_evenly(text: str, *, width: float, size: float, most: int) -> list[str]:
    """As `wrap` in bold, the lines of like length: no single word is left over on the last."""
    lines = wrap(text, width=width, size=size, bold=True, most=most)
    if len(lines) < 2 or lines[-1].endswith("…"):
        return lines
    whole = width_of(text, size=size, bold=True)
    for share in (1.04, 1.12, 1.22):
        even = wrap(text, width=min(width, whole / len(lines) * share), size=size, bold=True)
        if len(even) == len(lines):
            return even
    return lines


def shorten(text: str, *, width: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with an ellipsis behind it."""
    if width_of(text, size=size, bold=bold) <= width:
        return text
    end = len(text)
    while end > 0 and width_of(text[:end] + "…", size=size, bold=bold) > width:
        end -= 1
    return text[:end].rstrip(" ,;:") + "…"


def _pieces(text: str, *, width: float, size: float, bold: bool) -> list[str]:
    """The words of the text, a word wider than a whole line cut into pieces that fit."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while width_of(rest, size=size, bold=bold) > width and len(rest) > 1:
            end = len(rest) - 1
            while end > 1 and width_of(rest[:end], size=size, bold=bold) > width:
                end -= 1
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces
