"""Currency and completeness of a series on a given day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from oba.analysis.panel import measure_steps, step_months
from oba.model.indicator import Indicator
from oba.model.marker import STANDS_FOR_A_VALUE, Marker
from oba.model.period import Period
from oba.model.quality import Quality, is_past
from oba.model.series import Series

USUAL_LAG_MONTHS = 12
"""How long after a period a publisher may take before we call its figure late: the slowest yearly releases
of children's statistics come out about a year after the year they are about."""


def assess_quality(series: Series, *, indicator: Indicator, today: date) -> Quality:
    measured = [o for o in series.observations if o.value is not None and Marker.FORECAST not in o.markers]
    latest = measured[-1].period if measured else None
    age = count_months(latest.end + timedelta(days=1), today) if latest else None
    expected = indicator.next_release
    return Quality(
        indicator=series.indicator,
        area=series.area,
        breakdown=series.breakdown,
        figures=len(measured),
        latest=latest,
        age_months=age,
        missing=find_missing(series) if measured else (),
        markers=count_markers(series),
        next_release=expected,
        overdue=expected is not None and is_past(expected, today=today),
        stale=latest is not None and age is not None and age > step_months(latest) + USUAL_LAG_MONTHS,
    )


def count_months(since: date, until: date) -> int:
    """Whole months from one day to another, never below nought."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (until.day < since.day), 0)


def count_markers(series: Series) -> tuple[tuple[Marker, int], ...]:
    """How many cells each marker stands in for a value, the commonest first."""
    found = Counter(
        marker
        for one in series.observations
        if one.value is None
        for marker in one.markers
        if marker in STANDS_FOR_A_VALUE or marker is Marker.UNRELIABLE
    )
    return tuple(found.most_common())


def find_missing(series: Series) -> tuple[Period, ...]:
    """Periods between the first and the last observation for which the series has no cell."""
    periods = [one.period for one in series.observations]
    steps = measure_steps(periods)
    missing: list[Period] = []
    for (earlier, place), (_, following) in pairwise(zip(periods, steps, strict=True)):
        missing += [earlier.later(ahead) for ahead in range(1, round(following - place))]
    return tuple(missing)
