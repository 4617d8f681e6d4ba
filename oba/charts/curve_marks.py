"""What stands on a turn-the-curve chart beside its lines: freeze, breaks, lag, gap, actions, absences."""

from __future__ import annotations

from oba.charts.axes import position
from oba.charts.curve import Curve
from oba.charts.description import Absence, BreakLine, Flag, Flags, FreezeLine, GapArrow, LagStrip
from oba.charts.segments import absent_runs, typical_step
from oba.model.finding import VerdictWord
from oba.words.baselines import say_freeze
from oba.words.lag import say_kept_back, say_lag, say_next_release
from oba.words.numbers import say_date
from oba.words.status import status_of_verdict
from oba.words.verdicts import say_arrow

_UNDECIDED = (VerdictWord.AS_FORECAST, VerdictWord.TOO_EARLY)


def freeze_line(curve: Curve) -> FreezeLine | None:
    baseline = curve.baseline
    if baseline is None:
        return None
    return FreezeLine(baseline.data_to.decimal_year, curve.freeze_label or say_freeze(baseline))


def breaks(curve: Curve) -> tuple[BreakLine, ...]:
    """Half a step before each value that is not comparable with those before it, unless it is the first."""
    half = typical_step(curve.series.observations) / 2
    valued = [o for o in curve.series.observations if o.value is not None]
    return tuple(
        BreakLine(o.period.decimal_year - half, f"definition changed in {o.period.label}")
        for o in valued[1:]
        if o.breaks
    )


def lag_strip(curve: Curve, *, limit: float) -> LagStrip | None:
    """From the last observation to today, or to `limit` when today lies far beyond the figures."""
    latest = curve.series.latest
    today = position(curve.today)
    if latest is None or today <= latest.period.decimal_year:
        return None
    release = curve.indicator.next_release
    ahead = position(release) if release is not None and release >= curve.today else None
    kept_back = curve.series.kept_back
    start = say_kept_back(kept_back) if kept_back else "no figures yet"
    return LagStrip(
        start=latest.period.decimal_year,
        end=min(today, limit),
        label=say_lag(latest, next_release=release, today=curve.today, kept_back=kept_back),
        short_label=f"{start}; {say_next_release(release, today=curve.today)}",
        today_x=today,
        next_x=ahead,
    )


def gap_arrow(curve: Curve) -> GapArrow | None:
    verdict = curve.verdict
    if verdict is None or verdict.period is None or verdict.forecast is None or verdict.value is None:
        return None
    return GapArrow(
        x=verdict.period.decimal_year,
        start=verdict.forecast.value,
        end=verdict.value,
        label=say_arrow(verdict, indicator=curve.indicator),
        tone=status_of_verdict(verdict).tone,
        decided=verdict.word not in _UNDECIDED,
    )


def flags(curve: Curve, *, low: float, high: float) -> Flags | None:
    """The actions that started inside the time shown."""
    found = tuple(
        Flag(position(action.starts), f"{say_date(action.starts)}: {action.proposed_action}")
        for action in sorted(curve.actions, key=lambda a: (str(a.starts), a.number))
        if action.starts is not None and low <= position(action.starts) <= high
    )
    word = "an action started" if len(found) == 1 else "actions started"
    return Flags(word, found) if found else None


def absences(curve: Curve, *, since: float) -> tuple[Absence, ...]:
    """Periods without a number; those before the first number are not shown."""
    return tuple(run for run in absent_runs(curve.series.observations) if run.end >= since)
