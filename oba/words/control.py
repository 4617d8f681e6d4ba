"""Special causes in a sentence: what the newest figure shows, what of a target, and how far limits can be trusted."""

from __future__ import annotations

from oba.model.control import Assurance, ControlChart, ControlPoint, PointKind, Rule
from oba.model.indicator import Indicator
from oba.model.period import PeriodKind
from oba.words.numbers import (
    begin,
    say_bare_value,
    say_count,
    say_list,
    say_number,
    say_period,
    say_short_value,
    say_when,
)

FEWEST = 12
"""Figures below which limits are trial limits; said, and held by a test against what the analysis does."""
NO_CHART = "Special causes cannot be looked for: fewer than three comparable figures."
YEARLY = (
    "Yearly figures wander by themselves, and of wandering figures most charts have a mark: "
    "it says that they are not steady, and no more."
)
SEASONAL = "Seasons can make a mark by themselves."
CAUSE = "The chart does not say what made it."
_RANGES = 2.66
_SHORT = (PeriodKind.QUARTER, PeriodKind.MONTH)
_JUDGED = {
    PointKind.IMPROVEMENT: "for the better",
    PointKind.CONCERN: "for the worse",
    PointKind.NEUTRAL_HIGH: "high",
    PointKind.NEUTRAL_LOW: "low",
}
_SHAPES = {
    PointKind.IMPROVEMENT: "Ringed dots stand out for the better",
    PointKind.CONCERN: "Diamonds stand out for the worse",
    PointKind.NEUTRAL_HIGH: "Triangles pointing up stand out as high or rising",
    PointKind.NEUTRAL_LOW: "Triangles pointing down stand out as low or falling",
}


def say_title(chart: ControlChart | None, *, indicator: Indicator) -> str:
    """The finding. From trial limits nothing is headlined but that they are."""
    if chart is None:
        return f"{indicator.title}: too few figures for a control chart"
    newest = chart.points[-1]
    start = (
        f"{indicator.title}: {say_short_value(newest.value, indicator=indicator)} {say_when(newest.period)}"
    )
    if chart.trial:
        return f"{start}; too few figures to say what stands out"
    moved = _say_moved(chart)
    if newest.rule is None and moved:
        return f"{start}, within the limits, but {moved}"
    if newest.rule is None:
        return f"{start}, within the usual ups and downs"
    judged = f", {_JUDGED[newest.kind]}" if _is_judged(newest) else ""
    return f"{start}, {_say_rule(newest, run_length=chart.run_length)}{judged}{moved and f'; {moved}'}"


def say_control(chart: ControlChart | None, *, indicator: Indicator) -> tuple[str, ...]:
    """The newest figure, its target, and what the limits are worth; each a sentence or two."""
    if chart is None:
        return (NO_CHART,)
    if chart.trial:
        return (_say_trial(chart),)
    sentences = [_say_newest(chart, indicator=indicator), say_assurance(chart, indicator=indicator)]
    if any(point.rule for point in chart.points):
        sentences.append(SEASONAL if indicator.period_kind in _SHORT else YEARLY)
    return tuple(one for one in sentences if one)


def say_assurance(chart: ControlChart, *, indicator: Indicator) -> str:
    """What of the target, while the process stays as it is; '' without a target or from trial limits."""
    if chart.target is None or chart.trial:
        return ""
    target = f"the target of {say_short_value(chart.target, indicator=indicator)}"
    return {
        Assurance.PASS: f"While nothing changes, {target} is met time after time: it lies beyond the limits.",
        Assurance.FAIL: f"While nothing changes, {target} is missed time after time: it lies beyond the limits.",
        Assurance.INCONSISTENT: f"{begin(target)} lies within the limits: "
        "while nothing changes, chance decides from figure to figure whether it is met.",
        Assurance.NONE: "",
    }[chart.assurance]


def say_mark(point: ControlPoint, *, run_length: int, trial: bool = False) -> str:
    """Beside a figure in a table: `stands out for the worse: above the upper limit`; '' for common cause."""
    if point.rule is None:
        return ""
    rule = _say_rule(point, run_length=run_length, newest=False)
    if trial:
        return f"{rule} (trial limits)"
    judged = f"stands out {_JUDGED[point.kind]}" if _is_judged(point) else "stands out"
    return f"{judged}: {rule}"


def say_new_phase(point: ControlPoint) -> str:
    return f"limits set anew from {say_period(point.period)}"


def say_subtitle(
    chart: ControlChart | None, *, indicator: Indicator, area_name: str, released: str = ""
) -> str:
    """Indicator and unit, area, release date; and from how many figures the limits are."""
    name = f"{indicator.title}, {indicator.unit}" if indicator.unit else indicator.title
    parts = [name, area_name, released, _say_limits(chart) if chart else ""]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def say_notes(
    chart: ControlChart,
    *,
    indicator: Indicator,
    axis_from: str | None = None,
    left_out_before: str = "",
    limit_left_out: bool = False,
) -> tuple[str, ...]:
    """What the marks are, how the limits are made, and what is left out.

    `left_out_before` is the period of the last break, `limit_left_out` whether a limit lies beyond what is possible.
    """
    notes = [*_say_shapes(chart), _say_making(chart)]
    if limit_left_out:
        notes.append("A limit beyond what is possible is not drawn.")
    if indicator.years_pooled > 1:
        notes.append("Only figures that share no year are used.")
    if left_out_before:
        notes.append(f"Figures before {left_out_before} are not comparable and are left out.")
    if axis_from is not None:
        notes.append(f"The value axis starts at {axis_from}, not at zero.")
    return tuple(notes)


def say_alt(chart: ControlChart | None, *, indicator: Indicator, area_name: str) -> str:
    """The alternative text of the chart: the finding, the mean and the limits, and how many figures stand out."""
    title = say_title(chart, indicator=indicator)
    if chart is None:
        return f"Control chart. {title}."
    newest = chart.points[-1]
    limits = "no limits yet"
    if newest.lower == newest.lower:
        ends = (say_bare_value(one, indicator=indicator) for one in (newest.lower, newest.upper))
        limits = f"{'trial limits' if chart.trial else 'limits'} {' to '.join(ends)}"
    first = say_period(chart.points[0].period)
    span = f"{say_count(len(chart.points), noun='figure')} from {first} to {say_period(newest.period)}"
    mean = say_bare_value(newest.mean, indicator=indicator)
    return f"Control chart. {title}. {area_name}: {span}; mean {mean}, {limits}; {_say_marked(chart)}."


def _say_newest(chart: ControlChart, *, indicator: Indicator) -> str:
    newest = chart.points[-1]
    figure = f"{say_short_value(newest.value, indicator=indicator)} {say_when(newest.period)}"
    moved = _say_moved(chart)
    if newest.rule is None and moved:
        return f"The newest figure, {figure}, lies within the limits, but {moved}. {CAUSE}"
    if newest.rule is None:
        return (
            f"The newest figure, {figure}, is within the ups and downs that these figures show by themselves."
        )
    judged = f"stands out {_JUDGED[newest.kind]}" if _is_judged(newest) else "stands out"
    unset = "" if _is_judged(newest) else " Whether that is good has not been set."
    rule = _say_rule(newest, run_length=chart.run_length)
    return f"The newest figure, {figure}, {judged}: it is {rule}.{unset} {CAUSE}"


def _say_rule(point: ControlPoint, *, run_length: int, newest: bool = True) -> str:
    """As a complement of `it is`: `above the upper limit`, `the last of 7 or more rising figures`."""
    high = point.side > 0
    place = "the last of" if newest else "one of"
    others = "as is another of the last three" if newest else "as is another of three"
    return {
        Rule.OUTSIDE: "above the upper limit" if high else "below the lower limit",
        Rule.TREND: f"{place} {run_length} or more {'rising' if high else 'falling'} figures in a row",
        Rule.TWO_IN_THREE: f"near the {'upper' if high else 'lower'} limit, {others}",
        Rule.SHIFT: f"{place} {run_length} or more figures in a row {'above' if high else 'below'} the mean",
    }[point.rule or Rule.OUTSIDE]


def _say_moved(chart: ControlChart) -> str:
    """`13 of 14 figures stand out: the level has moved`, where more than half of them do; else ''."""
    marked = sum(point.rule is not None for point in chart.points)
    if marked * 2 <= len(chart.points):
        return ""
    return f"{marked} of {len(chart.points)} figures stand out: the level has moved"


def _say_trial(chart: ControlChart) -> str:
    number = _count_of_phase(chart)
    whole = "since the limits were set anew " if number < len(chart.points) else ""
    return (
        f"There {'is' if number == 1 else 'are'} only {say_count(number, noun='figure')} {whole}and it takes "
        f"{FEWEST}: the limits are trial limits, and nothing can be concluded from them."
    )


def _say_limits(chart: ControlChart) -> str:
    count = say_count(_count_of_phase(chart), noun="figure")
    return f"Trial limits from {count}" if chart.trial else f"Limits from {count}"


def _say_shapes(chart: ControlChart) -> list[str]:
    kinds = {point.kind for point in chart.points if point.rule}
    shapes = [f"{text}." for kind, text in _SHAPES.items() if kind in kinds]
    if not shapes or not chart.trial:
        return shapes
    return [
        *(text.replace(" stand out ", " would stand out ") for text in shapes),
        "From so few figures nothing can be concluded.",
    ]


def _say_making(chart: ControlChart) -> str:
    made = f"Limits: {say_number(_RANGES, decimals=2)} average changes above and below the mean"
    if not chart.screened:
        return f"{made}, no change left out."
    if not chart.dropped:
        return f"{made}."
    return f"{made}, {say_count(chart.dropped, noun='large change')} left out."


def _say_marked(chart: ControlChart) -> str:
    kinds = [point.kind for point in chart.points if point.rule]
    if not kinds:
        return "none is marked"
    parts = [f"{kinds.count(kind)} {word}" for kind, word in _JUDGED.items() if kind in kinds]
    return f"marked{'' if chart.trial else ' as standing out'}: {say_list(tuple(parts))}"


def _count_of_phase(chart: ControlChart) -> int:
    """How many figures the newest limits are made from: those at the end that share them."""
    newest = chart.points[-1]
    count = 0
    for point in reversed(chart.points):
        if (point.mean, repr(point.lower)) != (newest.mean, repr(newest.lower)):
            break
        count += 1
    return count


def _is_judged(point: ControlPoint) -> bool:
    return point.kind in (PointKind.IMPROVEMENT, PointKind.CONCERN)
