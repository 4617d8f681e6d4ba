"""One series counted at different times of the year, or over stretches that share time with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pandas as pd

from oba.load.figure_rows import ask, label_of, same_series_as_above, subject_of
from oba.load.reference import Reference
from oba.model.period import Period, PeriodKind
from oba.model.release import Outcome, Problem, Source

NAME = "periods mixed"
NEAR_DAYS = 31
WHY_DAYS = "A count in September beside counts in March shows the season, not the change"
WHY_SHARED = (
    "Neighbouring figures share data and move together: a test of the trend may not take each for news"
)


def check(
    figures: pd.DataFrame, *, reference: Reference, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """An ASK for each indicator with points or quarters at odds; a NOTE for pooled years, which always overlap."""
    problems = []
    asked = {
        key
        for key, one in reference.indicators.items()
        if one.period_kind in (PeriodKind.POINT_IN_TIME, PeriodKind.QUARTER) or one.years_pooled > 1
    }
    concerned = figures["indicator"].isin(asked)
    for key, rows in figures[concerned].groupby("indicator", observed=True):
        indicator = reference.indicators[str(key)]
        kind = indicator.period_kind
        if kind in (PeriodKind.POINT_IN_TIME, PeriodKind.QUARTER):
            problems += _check_days(str(key), rows=rows, kind=kind, source=source, where=where)
        elif indicator.years_pooled > 1 and (shared := _count_shared(rows)) > 0:
            problems.append(
                Problem(
                    Outcome.NOTE,
                    str(key),
                    f"{shared:,} of its {len(rows):,} figures share years with the figure before",
                    why=WHY_SHARED,
                )
            )
    return problems


def _check_days(
    key: str, *, rows: pd.DataFrame, kind: PeriodKind, source: Source, where: Callable[[int], str]
) -> list[Problem]:
    """Ask about the first row whose time of the year is not that of most rows."""
    time_of = {
        one: _time_of_year(Period.from_key(int(one)), kind=kind) for one in rows["period"].unique().tolist()
    }
    times = [time_of[one] for one in rows["period"].tolist()]
    usual = Counter(sorted(times)).most_common(1)[0][0]
    odd = [place for place, one in enumerate(times) if _are_apart(one, usual, kind=kind)]
    if not odd or (kind is PeriodKind.POINT_IN_TIME and _is_regular(rows)):
        return []
    first = rows.iloc[odd[0]]
    label = label_of(first["period"])
    example = label_of(rows["period"].iloc[times.index(usual)])
    return ask(
        source,
        subject=subject_of(NAME, key, label),
        cell=where(int(first["number"])),
        found=f"found {label}, where other figures of {key} are of such times as {example}",
        expected="figures of one time of the year",
        remedy="Correct the period, or say that it is right",
        why=WHY_DAYS,
    )


def _time_of_year(period: Period, *, kind: PeriodKind) -> int:
    """The day of the year of a point; of a quarter, which of three months it starts in."""
    if kind is PeriodKind.QUARTER:
        return (period.start.month - 1) % 3
    return period.end.timetuple().tm_yday


def _are_apart(one: int, other: int, *, kind: PeriodKind) -> bool:
    """31 March and 1 April are one time of the year, across New Year too; quarters start alike or they overlap."""
    if kind is PeriodKind.QUARTER:
        return one != other
    days = abs(one - other)
    return min(days, 365 - days) > NEAR_DAYS


def _is_regular(rows: pd.DataFrame) -> bool:
    """Whether one area has several points a year: then each time of the year has its turn."""
    years = [int(one) // 10**8 for one in rows["period"].tolist()]
    counted = pd.Series(years).groupby([rows["area"].cat.codes.to_numpy(), years]).size()
    return bool((counted > 1).any())


def _count_shared(rows: pd.DataFrame) -> int:
    if len(rows) < 2:
        return 0
    same = same_series_as_above(rows)
    periods = [Period.from_key(int(one)) for one in rows["period"].tolist()]
    return sum(
        follows and before.overlaps(after)
        for follows, before, after in zip(same.tolist(), periods[:-1], periods[1:], strict=True)
    )
