"""Our change beside every other area's over the same two periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from oba.analysis.change import find_changes, find_ends, log_change
from oba.analysis.limits import find_limits
from oba.analysis.panel import thin, usable
from oba.analysis.sides import name_side
from oba.charts import area_changes
from oba.charts.area_changes import AreaChange
from oba.model.finding import ChangeComparison, ComparisonWord
from oba.model.period import Period
from oba.model.series import Observation
from oba.tasks.compare_areas import PHONE, Cut
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words import nothing_to_compare as words
from oba.words.numbers import say_period, say_when

NAME = "Change against change"
QUANTILE = 1.959964
MOST = 0.75
"""The share of the areas that could be compared at best which are enough for a start to be the usual one."""
Limits = tuple[float, float] | None


def list_earlier(cut: Cut) -> tuple[Period, ...]:
    """The periods that the change may be measured from, newest first: they share no data with the last."""
    points = usable(cut.ours)
    return tuple(
        one.period
        for one in reversed(points[:-1])
        if len(thin((one, points[-1]), pooled=cut.indicator.years_pooled)) == 2 and (one.value or 0.0) > 0
    )


def usual_start(cut: Cut) -> Period | None:
    """Where the change is measured from unless another period is asked for.

    The first of the newest five figures that share no data, or a later one if far more areas can be compared from it.
    """
    ends = find_ends(cut.ours, cut.indicator)
    if ends is None:
        return None
    first = ends[0].period
    starts = [one for one in reversed(list_earlier(cut)) if one >= first] or [first]
    counts = [sum(len(_at(cut, code, (one, cut.period))) == 2 for code in cut.series) for one in starts]
    return next(one for one, count in zip(starts, counts, strict=True) if count >= MOST * max(counts))


def compare_changes(cut: Cut, since: Period | None, *, dark: bool) -> ChartView:
    """Empty, and saying what to do, when there is no earlier figure or no other area has both."""
    ends = find_ends(cut.ours, cut.indicator, since=since)
    if ends is None:
        lines = words.say_no_earlier_figure(when=say_when(cut.period), area_name=cut.our_name)
        return ChartView(NAME, "", empty=lines)
    others = _changes(cut, ends)
    first, last = (one.period for one in ends)
    if not others:
        said = words.say_no_other_change(
            first=say_period(first), last=say_period(last), published=cut.published
        )
        return ChartView(NAME, "", empty=said)
    used = [one for code in cut.series for one in _at(cut, code, (first, last))]
    source = cut.sources(used)
    plot = area_changes.describe(
        others,
        indicator=cut.indicator,
        our_name=cut.our_name,
        our_limits=limits_of_changes(cut, [ends])[0],
        source=source,
        notes=cut.doubts,
    )
    twin = area_changes.tabulate(plot)
    return ChartView(
        name=NAME,
        title=plot.title,
        short="Changes",
        sentences=cut.without_doubts(plot.sentences),
        alt=plot.alt,
        svg=area_changes.draw(plot, theme=colours(dark)),
        phone_svg=area_changes.draw(plot, width=PHONE, theme=colours(dark)),
        paper_svg=area_changes.draw(plot) if dark else "",
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            cut.stem("changes"),
            twin,
            partial(area_changes.draw, plot, width=860, titled=True),
            cut.about(NAME),
        ),
    )


def limits_of_changes(cut: Cut, ends: Sequence[Sequence[Observation]]) -> list[Limits]:
    """The 95% interval of each change, as shares; None where a figure has no interval above nought."""
    if not ends:
        return []
    limits = [[find_limits(one, indicator=cut.indicator) for one in pair] for pair in ends]
    values = np.array([[one.value or np.nan for one in pair] for pair in ends])
    lower = np.array([[one.lower95 if one else np.nan for one in pair] for pair in limits])
    upper = np.array([[one.upper95 if one else np.nan for one in pair] for pair in limits])
    change, error = log_change(values, lower=lower, upper=upper)
    low, high = np.expm1(change - QUANTILE * error), np.expm1(change + QUANTILE * error)
    return [
        (float(a), float(b)) if np.isfinite(a) and np.isfinite(b) else None
        for a, b in zip(low, high, strict=True)
    ]


def _changes(cut: Cut, ends: tuple[Observation, Observation]) -> list[AreaChange]:
    first, last = (one.period for one in ends)
    others = {code: series for code, series in cut.series.items() if code != cut.ours.area}
    changes = find_changes(cut.ours, others, cut.indicator, since=first)
    limits = limits_of_changes(cut, [_at(cut, one.with_area, (first, last)) for one in changes])
    return [
        AreaChange(
            name=cut.found.name(change.with_area),
            change=change,
            role=cut.roles.get(change.with_area),
            word=_name_difference(change, cut),
            lower=interval[0] if interval else None,
            upper=interval[1] if interval else None,
        )
        for change, interval in zip(changes, limits, strict=True)
    ]


def _name_difference(change: ChangeComparison, cut: Cut) -> ComparisonWord:
    """How their change compares with ours."""
    if change.differs is None:
        return ComparisonWord.NOT_COMPARED
    side = ((change.theirs > change.ours) - (change.theirs < change.ours)) * change.differs
    return name_side(side, polarity=cut.indicator.polarity)


def _at(cut: Cut, code: str, periods: Iterable[Period]) -> list[Observation]:
    by_period = {one.period: one for one in usable(cut.series[code])}
    return [by_period[period] for period in periods if period in by_period]
