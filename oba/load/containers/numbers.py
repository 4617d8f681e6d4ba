"""A number as the XML of a workbook writes it."""

from __future__ import annotations

import math

LONGEST = 18
"""More digits than these are held as a float, as a spreadsheet does."""


def read_number(text: str) -> int | float | str:
    """The number; the text itself where it is larger than any number can be. ValueError for no number."""
    if len(text) <= LONGEST and not any(sign in text for sign in ".eE"):
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else text[: LONGEST * 2]
