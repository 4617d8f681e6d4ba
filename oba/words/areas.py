"""All areas in one period, in words.

No ranks: the difference between two neighbours in a list is mostly chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words.numbers import say_count, say_list, say_when


def say_title(indicator: Indicator, *, period: Period, named: Sequence[tuple[str, str]]) -> str:
    """`Injury admissions in 2023/24: Middlesbrough 90.9, England 72.7`; `named` are names and figures."""
    start = f"{indicator.title} {say_when(period)}"
    figures = ", ".join(f"{name} {text}" for name, text in named)
    return f"{start}: {figures}" if figures else start


def say_subtitle(indicator: Indicator, *, count: int) -> str:
    unit = f"{indicator.unit}. " if indicator.unit else ""
    return f"{unit}Each dot is an area; {say_count(count, noun='area')}."


def say_alt(
    indicator: Indicator,
    *,
    period: Period,
    named: Sequence[tuple[str, str]],
    count: int,
    ends: tuple[str, str],
) -> str:
    """The alternative text of the strip; `ends` are the lowest and the highest figure."""
    if not count:
        return f"{indicator.title} {say_when(period)}: no figures yet for any area."
    figures = say_list(tuple(f"{name} {text}" for name, text in named))
    spread = f"from {ends[0]} to {ends[1]}" if count > 1 else f"at {ends[0]}"
    start = f"Dot plot. {indicator.title} {say_when(period)}: {say_count(count, noun='area')} {spread}."
    return f"{start} {figures}." if figures else start


def say_note(*, has_neighbours: bool, axis_from: str | None) -> str:
    notes = []
    if axis_from is not None:
        notes.append(f"The axis starts at {axis_from}, not at zero.")
    if has_neighbours:
        notes.append("Rings: statistical neighbours.")
    return " ".join(notes)
