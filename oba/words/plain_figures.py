"""Figures in plain words: the same numbers with the same rounding, and a simple share where one is exact enough."""

from __future__ import annotations

import re
from math import gcd

from oba.model.indicator import Indicator, ValueType
from oba.words.numbers import is_percentage, say_bare_value, say_number

RARE = "Chance alone would rarely make a gap this big."
PERHAPS = "That gap may be just chance."
RARE_ON_AVERAGE = "Chance alone would rarely make an average gap of that size."
PERHAPS_ON_AVERAGE = "That average gap may be just chance."
PERHAPS_TOO = "That, too, may be just chance."
UNKNOWN = "Nobody can tell how much of that gap is chance."

WITHIN_POINTS, WITHIN_SHARE = 1.0, 0.05
"""A simple share may lie this far from the figure: less than one in a hundred, and less than a twentieth of the
smaller part (of those that are counted, or of those that are not)."""
_ONES = (3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100)
_TENTHS = (2, 3, 4, 5, 10)
_RATE = re.compile(r"per ([\d,]+)\b ?(.*)")


def say_plain_value(value: float, *, indicator: Indicator) -> str:
    """`90.9 for every 10,000`, `40.4%`, `480 children`; a unit that needs a comma is left to the definition."""
    bare = say_bare_value(value, indicator=indicator)
    rate = _RATE.fullmatch(indicator.unit)
    if rate:
        return f"{bare} for every {rate.group(1)}"
    if is_percentage(indicator) or "," in indicator.unit:
        return bare
    return f"{bare} {indicator.unit}".strip()


def say_whole_value(value: float, *, indicator: Indicator) -> str:
    """As `say_plain_value`, with whom it is counted among: `29.2 for every 1,000 girls aged 15 to 17`."""
    said = say_plain_value(value, indicator=indicator)
    rate = _RATE.fullmatch(indicator.unit)
    among = rate.group(2) if rate else ""
    if is_percentage(indicator):
        among = indicator.unit.removeprefix("%").strip()
    share = say_share(value, indicator=indicator)
    return f"{said}{f' {among}' if among else ''}{f' ({share})' if share else ''}"


def say_share(value: float, *, indicator: Indicator) -> str:
    """`about 1 in 4` of a percentage of people or things, where that is exact enough; else ''.

    The simplest of the shares that lie less than one point from the figure, and less than a twentieth of the smaller
    part: 24.4% is about 1 in 4, 27.0% is none of them.
    """
    if not is_percentage(indicator) or indicator.value_type is not ValueType.PROPORTION:
        return ""
    shown = round(value, indicator.decimals)
    near = [(parts, whole) for parts, whole in _shares() if _is_near(shown, share=100.0 * parts / whole)]
    if not near:
        return ""
    parts, whole = min(near, key=lambda one: (abs(shown - 100.0 * one[0] / one[1]), one[1]))
    return "about half" if (parts, whole) == (1, 2) else f"about {parts} in {whole}"


def say_plain_gap(gap: float, *, indicator: Indicator, words: tuple[str, str] = ("more", "fewer")) -> str:
    """`5.5 more out of every 100`, `47.4 fewer for every 10,000`, `1.2 higher` of a score; '' for nought."""
    size = say_number(abs(gap), decimals=indicator.decimals)
    if not size.strip("0.,"):
        return ""
    among = _among(indicator)
    if not among and indicator.value_type is not ValueType.COUNT:
        words = ("higher", "lower") if words == ("more", "fewer") else words
    return f"{size} {words[0] if gap > 0 else words[1]}{among}"


def say_plain_size(size: float, *, indicator: Indicator) -> str:
    """`5.5 out of every 100`, `47.4 for every 10,000`, `1.2`: how big a difference is; '' for nought."""
    number = say_number(abs(size), decimals=indicator.decimals)
    return f"{number}{_among(indicator)}" if number.strip("0.,") else ""


def direction_words(indicator: Indicator) -> str:
    """`better or worse`; without a good direction `higher or lower`."""
    return "better or worse" if indicator.polarity.sign else "higher or lower"


def _among(indicator: Indicator) -> str:
    rate = _RATE.fullmatch(indicator.unit)
    if is_percentage(indicator):
        return " out of every 100"
    return f" for every {rate.group(1)}" if rate else ""


def _shares() -> tuple[tuple[int, int], ...]:
    parts = tuple((n, whole) for whole in _TENTHS for n in range(1, whole) if gcd(n, whole) == 1)
    return tuple(dict.fromkeys((*parts, *((1, whole) for whole in _ONES))))


def _is_near(shown: float, *, share: float) -> bool:
    off = abs(shown - share)
    return off < WITHIN_POINTS and off < WITHIN_SHARE * min(share, 100.0 - share)
