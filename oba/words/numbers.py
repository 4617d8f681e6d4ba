"""How a number, a unit, an interval and a date are written for a reader: once, here."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from oba.model.indicator import Indicator
from oba.model.period import MONTHS, Period
from oba.words.labels import in_words

KEPT = 16_384
"""Numbers whose text is remembered: a page writes each on its chart, in its table and in a sentence."""
MINUS = "−"

_SHORT_UNIT = re.compile(r"^per (?:cent|[\d,]+)\b")


@lru_cache(maxsize=KEPT)
def say_number(value: float, *, decimals: int = 1, signed: bool = False) -> str:
    """`1,234.5`, with a true minus sign, and never a minus before a zero."""
    text = f"{abs(value):,.{max(decimals, 0)}f}"
    is_zero = not text.strip("0.,")
    if value < 0 and not is_zero:
        return MINUS + text
    return f"+{text}" if signed and not is_zero else text


def say_bare_value(value: float, *, indicator: Indicator) -> str:
    """The number alone, for the end of a line or a cell; a percent sign stays on it."""
    text = say_number(value, decimals=indicator.decimals)
    return f"{text}%" if is_percentage(indicator) else text


def say_short_value(value: float, *, indicator: Indicator) -> str:
    """The number with the short form of its unit: `29.2 per 1,000`, `12.3%`, `1,240 children`."""
    return _join(say_bare_value(value, indicator=indicator), unit=short_unit(indicator))


def say_value(value: float, *, indicator: Indicator) -> str:
    """The number with its whole unit: `29.2 per 1,000 girls aged 15 to 17`, `12.3% of pupils`."""
    return _join(say_bare_value(value, indicator=indicator), unit=indicator.unit.removeprefix("%").strip())


def say_difference(value: float, *, indicator: Indicator) -> str:
    """The size of a difference, unsigned: `7.1 per 1,000`, or for a percentage `2.3 percentage points`."""
    text = say_number(abs(value), decimals=indicator.decimals)
    if is_percentage(indicator):
        return f"{text} percentage points"
    return _join(text, unit=short_unit(indicator))


def say_range(lower: float, upper: float, *, indicator: Indicator) -> str:
    """`45.0 to 290.4`, or `12.3% to 14.0%`."""
    ends = (say_bare_value(end, indicator=indicator) for end in (lower, upper))
    return " to ".join(ends)


def is_percentage(indicator: Indicator) -> bool:
    return indicator.unit.startswith("%")


def short_unit(indicator: Indicator) -> str:
    """The unit without the population it is measured in: `per 1,000 girls aged 15 to 17` is `per 1,000`."""
    if is_percentage(indicator):
        return ""
    found = _SHORT_UNIT.match(indicator.unit)
    return found.group() if found else indicator.unit


def say_unit(indicator: Indicator) -> str:
    """The whole unit as a sentence of its own, for a subtitle; '' where a bare per cent sign says it all."""
    return "" if indicator.unit in ("", "%") else f"{begin(indicator.unit)}. "


def say_date(day: date) -> str:
    """`12 March 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_when(period: Period, *, short: bool = False) -> str:
    """`in 2022`, `at 31 March 2025`; `short` where `to` or `from` stand beside it, as for `say_period`."""
    label = say_period(period) if short else period.label
    return f"{'at' if period.start == period.end else 'in'} {label}"


def say_period(period: Period) -> str:
    """`2012/13-14/15`, `Apr-Jun 2019`: without a `to` of its own, for where `to` or `from` stand beside it."""
    return period.short_label if period.years > 1 else period.label.replace(" to ", "-")


def say_month(day: date) -> str:
    """`March 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def say_list(words: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def say_count(count: int, *, noun: str) -> str:
    """`1 figure`, `14 figures`; an outcome and an indicator as the plan calls them."""
    noun = in_words(noun) if count == 1 else in_words(f"{noun}s")
    return f"{count:,} {noun}"


def begin(sentence: str) -> str:
    """The same words with a capital at the beginning, and nothing else changed."""
    return sentence[:1].upper() + sentence[1:]


def _join(text: str, *, unit: str) -> str:
    return f"{text} {unit}" if unit else text
