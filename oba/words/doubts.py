"""What must be said beside a chart: a comparator that looks wrong, a history revised under the forecast."""

from __future__ import annotations

from oba.model.finding import Doubt, DoubtKind
from oba.model.indicator import Indicator
from oba.words.indicators import say_periods
from oba.words.numbers import say_bare_value

TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times", 7: "seven times",
         8: "eight times", 9: "nine times", 10: "ten times"}  # fmt: skip
IN_DOUBT = "in doubt"


def say_doubt(doubt: Doubt, *, indicator: Indicator, name: str) -> str:
    """One sentence. `name` is that of the area the doubt is about.

    `The published figures for England for 2016 to 2024 look wrong (1,258 in 2024 is about eight times the median
    of the areas, 153), so they are not compared with.`
    """
    if doubt.kind is DoubtKind.REVISED:
        return _say_revised(doubt, indicator=indicator)
    one = len(doubt.periods) == 1
    figures = f"The published figure{'' if one else 's'} for {name} for {say_periods(doubt.periods)}"
    because = _say_distance(doubt, indicator=indicator)
    look, are = ("looks", "it is") if one else ("look", "they are")
    return f"{figures} {look} wrong{because}, so {are} not compared with."


def say_doubtful_point(name: str) -> str:
    """For a cell of a chart's table: `England's figure is in doubt`."""
    return f"the figure for {name} is {IN_DOUBT}"


def say_beyond(name: str, values: tuple[float, ...], *, indicator: Indicator) -> str:
    """Where doubtful figures lie outside of the chart: nobody may think that they were left out."""
    low, high = (say_bare_value(end, indicator=indicator) for end in (min(values), max(values)))
    span = low if low == high else f"{low} to {high}"
    return f"Hollow triangles stand for the figures of {name} in doubt, which lie beyond the chart ({span})."


def _say_distance(doubt: Doubt, *, indicator: Indicator) -> str:
    """How far the newest of them is from what is usual; '' where that is not known."""
    if doubt.value is None or doubt.usual is None or not doubt.periods:
        return ""
    value, usual = (say_bare_value(one, indicator=indicator) for one in (doubt.value, doubt.usual))
    when = "" if len(doubt.periods) == 1 else f" in {doubt.periods[-1].label}"
    times = say_times(doubt.value / doubt.usual) if doubt.usual and doubt.value else ""
    if not times:
        return f" ({value}{when}, where the median of the areas is {usual})"
    return f" ({value}{when} is about {times} the median of the areas, {usual})"


def say_times(ratio: float) -> str:
    """`eight times`, `twice`, `a tenth of`; '' for a ratio near one."""
    if ratio >= 10.5:
        return f"{ratio:,.0f} times"
    if ratio >= 1.75:
        return TIMES[max(round(ratio), 2)]
    if ratio > 0.57:
        return ""
    return _PARTS.get(round(1 / ratio)) or f"a {round(1 / ratio):,}th of"


_PARTS = {2: "half", 3: "a third of", 4: "a quarter of", 5: "a fifth of", 6: "a sixth of", 7: "a seventh of",
          8: "an eighth of", 9: "a ninth of", 10: "a tenth of", 100: "a hundredth of"}  # fmt: skip


def _say_revised(doubt: Doubt, *, indicator: Indicator) -> str:
    count = len(doubt.periods)
    if count == 1:
        opening = f"The figure for {doubt.periods[0].label}, from which the forecast was frozen, has been"
        if doubt.value is None or doubt.usual is None:
            return f"{opening} withdrawn since."
        was, now = (say_bare_value(one, indicator=indicator) for one in (doubt.usual, doubt.value))
        return f"{opening} revised since: it was {was} and is now {now}."
    opening = f"{count} of the figures that the forecast was frozen from have been revised since"
    if doubt.value is None or doubt.usual is None:
        return f"{opening}, or withdrawn. The forecast stays as it was frozen."
    was, now = (say_bare_value(one, indicator=indicator) for one in (doubt.usual, doubt.value))
    return f"{opening}; the largest change is from {was} to {now}. The forecast stays as it was frozen."
