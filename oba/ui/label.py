"""Text for a label, where Streamlit would read Markdown."""

from __future__ import annotations

import re

from oba.words.labels import in_words

JOINER = "\u2060"
"""No width and no meaning: it parts what would be taken for an address of the web."""
MEANS_SOMETHING = re.compile(
    r"[*`~$<]"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|:(?=[\w/+-])"
    r"|(?<=\])[(\[:]|(?<=!)\["
    r"|&(?=#?\w+;)"
    r"|^[#>+=|-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]"
)


class Said(str):
    """A label in which people's own words stand: the plan's words for outcome and indicator do not change it."""

    __slots__ = ()


def plain(text: str) -> str:
    """Text for a label, where Streamlit would read Markdown: what means something there is made to stand for itself.

    No more than that is escaped, since a screen reader is given the label with its escapes.
    """
    words = " ".join(text.split()).replace("://", f":{JOINER}//").replace("www.", f"www{JOINER}.")
    return MEANS_SOMETHING.sub(r"\\\g<0>", words)


def own(text: str) -> str:
    """A label that is the product's own, with the plan's words for outcome and indicator."""
    return plain(text if isinstance(text, Said) else in_words(text))
