"""Every area a row with its 95% interval, ours and its neighbours marked, England and the region as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oba.charts.axes import value_axis
from oba.charts.description import Role
from oba.charts.palette import Theme
from oba.charts.ranked import RankedPlot, RankedRow, Reference, put_in_order
from oba.charts.ranked import tabulate as tabulate
from oba.charts.ranked_drawing import draw_ranked
from oba.model.finding import ComparisonWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words import ranked_areas as words
from oba.words.numbers import is_percentage, say_bare_value

_LINES = (Role.COUNTRY, Role.REGION)
_MOST_TOLD = 16


@dataclass(frozen=True, slots=True)
class ComparedArea:
    """One area's figure with its 95% interval, if there is one, and how it compares with the benchmark.

    `role` is OURS, COUNTRY, REGION, NEIGHBOUR, or None for any other area.
    """

    name: str
    value: float
    role: Role | None = None
    lower: float | None = None
    upper: float | None = None
    word: ComparisonWord = ComparisonWord.NOT_COMPARED


def describe(
    areas: Sequence[ComparedArea],
    *,
    indicator: Indicator,
    period: Period,
    source: str = "",
    zero_based: bool = True,
    notes: tuple[str, ...] = (),
) -> RankedPlot:
    """All `areas` are of one indicator in one period; the country, else the region, is what they are held against.

    `notes` are said besides what must be said of the picture.
    """

    rows = put_in_order(_row(one, indicator=indicator) for one in areas if one.role not in _LINES)
    lines = [one for role in _LINES for one in areas if one.role is role]
    named = [(one.name, say_bare_value(one.value, indicator=indicator)) for one in lines]
    benchmark = named[0] if named else None
    suffix = "%" if is_percentage(indicator) else ""
    axis = value_axis(_values(areas), zero_based=zero_based, suffix=suffix)
    counted = Counter(row.word for row in rows)
    title = _say_title(rows, indicator=indicator, period=period, benchmark=benchmark)
    sentences = words.say_sentences(
        indicator,
        benchmark=benchmark[0] if benchmark else "",
        tested=sum(row.lower is not None for row in rows),
        count=len(rows),
        axis_from="" if axis.low <= 0 else say_bare_value(axis.low, indicator=indicator),
    )
    return RankedPlot(
        title=title,
        subtitle=words.say_subtitle(indicator, count=len(rows)),
        alt=words.say_alt(title, rows=_told(rows), lines=named),
        source=source,
        axis=axis,
        rows=rows,
        references=tuple(
            Reference(one.name, one.value, " ".join(label), one.role)
            for one, label in zip(lines, named, strict=True)
        ),
        marks=tuple(
            (word, words.say_mark(word, benchmark=benchmark[0]))
            for word in words.IN_ORDER
            if benchmark and counted[word]
        ),
        sentences=sentences + notes,
        compared_with=benchmark[0] if benchmark else "the country",
        decimals=indicator.decimals,
        suffix=suffix,
    )


def draw(plot: RankedPlot, *, width: int = 760, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """The rows as SVG. Its height follows from how many there are."""
    return draw_ranked(plot, width=width, theme=theme, titled=titled)


def _values(areas: Sequence[ComparedArea]) -> list[float]:
    """Every number that the axis must hold: figures, and the intervals of those that are rows."""
    intervals = [(one.lower, one.upper) for one in areas if one.role not in _LINES]
    ends = [end for interval in intervals for end in interval if end is not None]
    return [*(one.value for one in areas), *ends]


def _row(one: ComparedArea, *, indicator: Indicator) -> RankedRow:
    text = say_bare_value(one.value, indicator=indicator)
    return RankedRow(one.name, one.value, text, one.role, one.word, one.lower, one.upper)


def _say_title(
    rows: Sequence[RankedRow], *, indicator: Indicator, period: Period, benchmark: tuple[str, str] | None
) -> str:
    return words.say_finding(
        indicator,
        period=period,
        ours=next(((row.name, row.text, row.word) for row in rows if row.role is Role.OURS), None),
        benchmark=benchmark,
        words=Counter(row.word for row in rows),
        ends=(rows[-1].text, rows[0].text) if rows else ("", ""),
        count=len(rows),
    )


def _told(rows: Sequence[RankedRow]) -> list[tuple[str, str, ComparisonWord]]:
    """Every area where they are few; else ours, its neighbours and both ends."""
    few = len(rows) <= _MOST_TOLD
    return [
        (row.name, row.text, row.word)
        for index, row in enumerate(rows)
        if few or row.role is not None or index in (0, len(rows) - 1)
    ]
