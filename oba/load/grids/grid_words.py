"""The words of headings and titles: without footnote digits, with the unit they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from oba.model.indicator import ValueType
from oba.model.period_spelling import tidy_text

GLUED_DIGITS = re.compile(
    r"(?<=[a-z]{2}|[a-z]\)|[a-z]])(?P<digits>[0-9]{1,2}(?:, ?[0-9]{1,2})*)(?=$|[\s,.:;)/])"
)
TABLE_NUMBER = re.compile(r"^(?:table|figure|chart)\s+(?P<number>[\w.]+)\s*[:.\-–]\s*", re.IGNORECASE)
BY_AUTHORITY = re.compile(
    r",?\s*\bby (?:LA|local authority|region(?: and local authority)?)\s*$", re.IGNORECASE
)
UNIT_WORD = re.compile(
    r"numbers?|counts?|percent(?:age)?s?|per cent|%|rates?(?: per [0-9][0-9,]*.*)?", re.IGNORECASE
)
UNIT_LINE = re.compile(r"(?:numbers?|percentages?|rates?)\b.*\b(?:and|per)\b.*", re.IGNORECASE)
PER = re.compile(r"\bper (?P<base>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,7})\b(?P<whom>.*)", re.IGNORECASE)
PERCENTAGE = re.compile(r"\b(?:percentages?|per cent|percent)\b|%", re.IGNORECASE)
COUNT = re.compile(r"\b(?:numbers?|counts?|totals?)\b", re.IGNORECASE)
AVERAGE = re.compile(r"\b(?:average|mean|score)\b", re.IGNORECASE)
RATE = re.compile(r"\brates?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures are counted in, as far as the words say it."""

    words: str = ""
    value_type: ValueType | None = None
    multiplier: float | None = None


PERCENT = Unit("%", ValueType.PROPORTION, 100.0)
NUMBERS = Unit("number", ValueType.COUNT)


def take_digits(text: str, *, footnotes: Iterable[str] | None) -> str:
    """The text without footnote digits glued to its words: those of `footnotes`, or all where it is None."""
    known = None if footnotes is None else set(footnotes)

    def replaced(found: re.Match[str]) -> str:
        digits = [one.strip() for one in found["digits"].split(",")]
        return "" if known is None or all(one in known for one in digits) else found[0]

    return GLUED_DIGITS.sub(replaced, text)


def bare_words(text: str) -> str:
    """The text without any glued digits: two headings that part only in a footnote come to the same."""
    return GLUED_DIGITS.sub("", tidy_text(text)).casefold()


def is_unit(text: str) -> bool:
    """Whether a heading says nothing but the unit of what stands under it."""
    return bool(UNIT_WORD.fullmatch(tidy_text(text)))


def is_unit_line(text: str) -> bool:
    """`numbers and percentages`: the units of the whole table, said once above it."""
    plain = tidy_text(text)
    return len(plain) < 120 and bool(UNIT_LINE.match(plain)) and not is_unit(text)


def spelled_out(unit: str, *, lines: Iterable[str]) -> str:
    """`rates` as the line above the table spells it out: `rates per 10,000 children aged under 18 years`."""
    word = unit.casefold().rstrip("s")
    if not word.startswith("rate") or PER.search(unit):
        return unit
    for line in lines:
        for part in re.split(r"\band\b|;", line):
            if part.strip().casefold().startswith(word) and PER.search(part):
                return " ".join(part.split())
    return unit


def find_unit(texts: Iterable[str]) -> Unit:
    """The unit that the first of these texts names, the nearest to the figures coming first."""
    for text in texts:
        plain = tidy_text(text)
        if per := PER.search(plain):
            base = float(per["base"].replace(",", ""))
            return Unit(per[0].strip(), ValueType.CRUDE_RATE, base)
        if PERCENTAGE.search(plain):
            return PERCENT
        if AVERAGE.search(plain):
            return Unit("average", ValueType.SCORE if "score" in plain.casefold() else ValueType.MEAN)
        if RATE.search(plain):
            return Unit("rate", ValueType.CRUDE_RATE)
        if COUNT.search(plain):
            return NUMBERS
    return Unit()


def table_number(title: str) -> str:
    """`LAA1` of `Table LAA1: Children looked after`; '' where the title has none."""
    found = TABLE_NUMBER.match(title.strip())
    return found["number"] if found else ""


def plain_title(title: str) -> str:
    """What a title is about: without the table's number, and without saying that it is by authority."""
    return BY_AUTHORITY.sub("", TABLE_NUMBER.sub("", tidy_text(title))).strip(" :,")
