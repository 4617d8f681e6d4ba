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

    def say(value: float) -> str:
        return say_bare_value(value, indicator=indicator)

    rows = put_in_order(
        RankedRow(one.name, one.value, say(one.value), one.role, one.word, one.lower, one.upper)
        for one in areas
        if one.role not in _LINES
    )
    lines = sorted((one for one in areas if one.role in _LINES), key=lambda one: _LINES.index(one.role))  # type: ignore[arg-type]
    benchmark = (lines[0].name, say(lines[0].value)) if lines else None
    suffix = "%" if is_percentage(indicator) else ""
    ends = [end for row in rows for end in (row.lower, row.upper) if end is not None]
    axis = value_axis([*(one.value for one in areas), *ends], zero_based=zero_based, suffix=suffix)
    counted = Counter(row.word for row in rows)
    title = words.say_finding(
        indicator,
        period=period,
        ours=next(((row.name, row.text, row.word) for row in rows if row.role is Role.OURS), None),
        benchmark=benchmark,
        words=counted,
        ends=(rows[-1].text, rows[0].text) if rows else ("", ""),
        count=len(rows),
    )
    tested = sum(row.lower is not None for row in rows)
    return RankedPlot(
        title=title,
        subtitle=words.say_subtitle(indicator, count=len(rows)),
        alt=words.say_alt(title, rows=_told(rows), lines=[(one.name, say(one.value)) for one in lines]),
        source=source,
        axis=axis,
        rows=rows,
        references=tuple(
            Reference(one.name, one.value, f"{one.name} {say(one.value)}", one.role) for one in lines
        ),
        marks=tuple(
            (word, words.say_mark(word, benchmark=benchmark[0]))
            for word in words.IN_ORDER
            if benchmark and counted[word]
        ),
        sentences=words.say_sentences(
            indicator,
            benchmark=benchmark[0] if benchmark else "",
            tested=tested,
            count=len(rows),
            axis_from="" if axis.low <= 0 else say(axis.low),
        )
        + notes,
        compared_with=benchmark[0] if benchmark else "the country",
        decimals=indicator.decimals,
        suffix=suffix,
    )


def draw(plot: RankedPlot, *, width: int = 760, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """The rows as SVG. Its height follows from how many there are."""
    return draw_ranked(plot, width=width, theme=theme, titled=titled)


def _told(rows: Sequence[RankedRow]) -> list[tuple[str, str, ComparisonWord]]:
    """Every area where they are few; else ours, its neighbours and both ends."""
    few = len(rows) <= _MOST_TOLD
    return [
        (row.name, row.text, row.word)
        for index, row in enumerate(rows)
        if few or row.role is not None or index in (0, len(rows) - 1)
    ]
