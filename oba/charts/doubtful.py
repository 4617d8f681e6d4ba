"""Comparators' points that cannot be right: drawn hollow, never joined, at the edge where they lie beyond the chart."""

from __future__ import annotations

from dataclasses import replace

from oba.charts.curve import Compared, Curve
from oba.charts.description import Axis, Layer, Line, Marks, Role
from oba.charts.segments import as_point
from oba.model.area import ComparatorRole
from oba.model.finding import DoubtKind
from oba.model.period import Period
from oba.model.series import Observation, Series
from oba.words.doubts import IN_DOUBT, say_beyond, say_doubt, say_doubtful_point

FROM_EDGE = 0.025
"""How far inside the edge a mark stands for what lies beyond it, as a share of the axis."""
MAY_BE_DOUBTED = (ComparatorRole.COUNTRY, ComparatorRole.REGION)


def without_doubtful(other: Compared, *, curve: Curve) -> Compared:
    """The comparator without the figures that cannot be right."""
    doubted = _periods(curve, area=other.series.area)
    kept = tuple(one for one in other.series.observations if one.period not in doubted)
    return replace(other, series=replace(other.series, observations=kept))


def mark_own(line: Line, *, curve: Curve) -> Line:
    """Our own line, where ours is the country or region in doubt: the same points, those in doubt hollow."""
    doubted = {period.key for period in _periods(curve, area=curve.series.area)}
    note = say_doubtful_point(curve.area_name)
    segments = tuple(
        tuple(
            replace(point, hollow=True, note="; ".join(part for part in (point.note, note) if part))
            if point.period in doubted
            else point
            for point in segment
        )
        for segment in line.segments
    )
    return replace(line, segments=segments) if doubted else line


def say_until(line: Line, other: Compared, *, curve: Curve) -> Line:
    """The line with its newest figure dated, where later figures of the comparator are in doubt."""
    last = max(line.points, key=lambda point: point.period, default=None)
    doubted = _periods(curve, area=other.series.area)
    if last is None or not any(period.key > last.period for period in doubted):
        return line
    return replace(line, end_label=f"{line.end_label} in {last.label}, later {IN_DOUBT}")


def doubtful_marks(curve: Curve, *, since: float) -> tuple[Marks, ...]:
    """One layer for each comparator shown that has figures in doubt."""
    if not curve.options.show_comparators:
        return ()
    found = []
    for other in curve.compared:
        doubted = _doubted(curve, other.series) if other.role in MAY_BE_DOUBTED else ()
        note = say_doubtful_point(other.name)
        points = tuple(
            replace(as_point(one, indicator=curve.indicator), hollow=True, note=note)
            for one in doubted
            if one.period.decimal_year >= since
        )
        if points:
            found.append(Marks(Role.DOUBTFUL, other.name, points))
    return tuple(found)


def hold_inside(layers: tuple[Layer, ...], *, axis: Axis) -> tuple[Layer, ...]:
    """The same layers; what is in doubt and lies beyond the value axis is drawn just inside of it."""
    return tuple(
        replace(one, points=tuple(replace(p, drawn_at=_inside(p.y, axis=axis)) for p in one.points))
        if isinstance(one, Marks) and one.role is Role.DOUBTFUL
        else one
        for one in layers
    )


def say_doubts(curve: Curve, *, layers: tuple[Layer, ...], axis: Axis) -> tuple[str, ...]:
    """What is said under the chart of comparators in doubt, shown or not."""
    names = {other.series.area: other.name for other in curve.compared} | {curve.series.area: curve.area_name}
    notes = [
        say_doubt(one, indicator=curve.indicator, name=names.get(one.area, one.area))
        for one in curve.finding.doubts
        if one.kind is DoubtKind.COMPARATOR
    ]
    for layer in layers:
        if isinstance(layer, Marks) and layer.role is Role.DOUBTFUL:
            beyond = tuple(point.y for point in layer.points if _inside(point.y, axis=axis) is not None)
            if beyond:
                notes.append(say_beyond(layer.name, beyond, indicator=curve.indicator))
    return tuple(notes)


def _periods(curve: Curve, *, area: str) -> frozenset[Period]:
    return frozenset(
        period
        for one in curve.finding.doubts
        if one.kind is DoubtKind.COMPARATOR and one.area == area
        for period in one.periods
    )


def _doubted(curve: Curve, series: Series) -> tuple[Observation, ...]:
    doubted = _periods(curve, area=series.area)
    return tuple(one for one in series.observations if one.period in doubted and one.value is not None)


def _inside(value: float, *, axis: Axis) -> float | None:
    """Where a value beyond the axis is drawn; None for one that lies on it."""
    if axis.low <= value <= axis.high:
        return None
    margin = FROM_EDGE * axis.span
    return axis.high - margin if value > axis.high else axis.low + margin
