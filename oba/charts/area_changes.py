"""Change against change: every area's change over the same two periods, ours and those it is compared with marked."""

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
from oba.model.finding import ChangeComparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.words import area_changes as words
from oba.words.changes import say_change_comparison
from oba.words.numbers import is_percentage, say_number

_MOST_TOLD = 18


@dataclass(frozen=True, slots=True)
class AreaChange:
    """Another area's change beside ours. `word` says how it compares with ours; the limits are shares too."""

    name: str
    change: ChangeComparison
    role: Role | None = None
    word: ComparisonWord = ComparisonWord.NOT_COMPARED
    lower: float | None = None
    upper: float | None = None


def describe(
    others: Sequence[AreaChange],
    *,
    indicator: Indicator,
    our_name: str,
    our_limits: tuple[float, float] | None = None,
    source: str = "",
    notes: tuple[str, ...] = (),
) -> RankedPlot:
    """At least one other area; all changes are of one indicator over the same two periods, ours with them in each.

    `notes` are said besides what must be said of the picture.
    """
    first = others[0].change
    rows = put_in_order([_our_row(first, name=our_name, limits=our_limits), *(_row(one) for one in others)])
    led = _leading(others)
    against = led.role in (Role.COUNTRY, Role.REGION)
    title = words.say_finding(
        led.change, indicator=indicator, our_name=our_name, other_name=led.name, against=against
    )
    compared = say_change_comparison(led.change, indicator=indicator, other_name=led.name, own_name=our_name)
    areas = [one for one in others if one.role not in (Role.COUNTRY, Role.REGION)]
    counted = Counter(one.word for one in areas)
    ends = [end for row in rows for end in (row.lower, row.upper) if end is not None]
    return RankedPlot(
        title=title,
        subtitle=words.say_subtitle(indicator, count=len(areas) + 1),
        alt=words.say_alt(title, rows=_told(rows)),
        source=source,
        axis=value_axis([*(row.value for row in rows), *ends, 0.0], suffix="%"),
        rows=rows,
        references=(Reference(words.NO_CHANGE, 0.0, words.NO_CHANGE),),
        marks=tuple((w, words.say_mark(w, name=our_name)) for w in words.IN_ORDER if counted[w]),
        sentences=words.say_sentences(
            indicator,
            our_name=our_name,
            compared=compared if against else "",
            tested=sum(one.lower is not None for one in areas),
            words=counted,
        )
        + notes,
        compared_with=our_name,
        decimals=1,
        suffix="%",
        value_head="Change",
        more_heads=(first.first.label, first.last.label),
        more_decimals=indicator.decimals,
        more_suffix="%" if is_percentage(indicator) else "",
    )


def draw(plot: RankedPlot, *, width: int = 760, theme: Theme = Theme.LIGHT, titled: bool = False) -> str:
    """The rows as SVG. Its height follows from how many there are."""
    return draw_ranked(plot, width=width, theme=theme, titled=titled)


def _row(one: AreaChange) -> RankedRow:
    change = one.change
    lower, upper = (None if end is None else end * 100 for end in (one.lower, one.upper))
    more = (change.their_first, change.their_last)
    value = change.theirs * 100
    return RankedRow(one.name, value, _say(value), one.role, one.word, lower, upper, more)


def _our_row(change: ChangeComparison, *, name: str, limits: tuple[float, float] | None) -> RankedRow:
    lower, upper = (limits[0] * 100, limits[1] * 100) if limits else (None, None)
    value, more = change.ours * 100, (change.our_first, change.our_last)
    return RankedRow(name, value, _say(value), Role.OURS, ComparisonWord.NOT_COMPARED, lower, upper, more)


def _leading(others: Sequence[AreaChange]) -> AreaChange:
    """The country, else the region, else the first."""
    order = {Role.COUNTRY: 0, Role.REGION: 1}
    return min(others, key=lambda one: order.get(one.role, 2) if one.role else 2)


def _told(rows: Sequence[RankedRow]) -> tuple[tuple[str, str], ...]:
    few, last = len(rows) <= _MOST_TOLD, len(rows) - 1
    return tuple((row.name, row.text) for i, row in enumerate(rows) if few or row.role or i in (0, last))


def _say(value: float) -> str:
    return f"{say_number(value, decimals=0, signed=True)}%"
