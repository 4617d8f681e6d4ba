"""List what is held of parts of the population: sex, deprivation, age. Nothing is judged by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.model.indicator import Indicator
from oba.model.series import Observation, Series
from oba.tasks.tables import Table, make_table
from oba.tasks.tell_revisions import say_figure
from oba.words.numbers import say_count, say_range

NONE = "none"
HEADS = ("Part of the population", "Newest period", "Figure", "95% interval", "Count", "Periods held")


@dataclass(frozen=True, slots=True)
class BreakdownsView:
    summary: str
    table: Table


def list_breakdowns(held: Sequence[Series], indicator: Indicator) -> BreakdownsView | None:
    """The newest figure of each breakdown; None where only the headline is held."""
    parts = sorted((one for one in held if one.breakdown), key=lambda one: one.breakdown.casefold())
    if not parts:
        return None
    figures = sum(len(one.observations) for one in parts)
    return BreakdownsView(
        summary=f"{say_count(len(parts), noun='part')} of the population, {say_count(figures, noun='figure')}. They"
        " stand apart from the headline figures above: no trend, forecast or verdict is made from them.",
        table=_tabulate(parts, indicator),
    )


def _tabulate(parts: Sequence[Series], indicator: Indicator) -> Table:
    rows = [_row(one, one.latest or one.observations[-1], indicator) for one in parts if one.observations]
    return make_table(HEADS, rows, numbers=("Periods held",))


def _row(part: Series, newest: Observation, indicator: Indicator) -> tuple[str, ...]:
    interval = NONE
    if newest.lower is not None and newest.upper is not None:
        interval = say_range(newest.lower, newest.upper, indicator=indicator)
    return (
        part.breakdown,
        newest.period.label,
        say_figure(newest.value, newest.markers, indicator),
        interval,
        f"{newest.numerator:,.0f}" if newest.numerator is not None else NONE,
        str(len(part.observations)),
    )
