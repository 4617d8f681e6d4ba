"""The lines of words above and below a curve: what it shows, and what a reader must know to read it."""

from __future__ import annotations

from oba.model.baseline import Baseline
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.model.release import Source
from oba.model.series import Series
from oba.words.baselines import Revised, say_revised_history
from oba.words.markers import all_suppressed, say_why_empty
from oba.words.numbers import begin, say_bare_value, say_list
from oba.words.sources import say_release_date

OWN = " computed here from the counts"


def say_subtitle(
    indicator: Indicator,
    *,
    area_name: str,
    sources: tuple[Source, ...] = (),
    has_whiskers: bool = False,
    all_own: bool = False,
) -> str:
    """Indicator and unit, area, release date; what the bars are when there are any, and whether all are ours."""
    bars = f"Bars show 95% intervals{OWN if all_own else ''}"
    parts = [
        f"{indicator.title}, {indicator.unit}" if indicator.unit else indicator.title,
        area_name,
        say_release_date(sources),
        bars if has_whiskers else "",
    ]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def say_notes(
    indicator: Indicator,
    *,
    baseline: Baseline | None = None,
    revised: tuple[Revised, ...] = (),
    axis_from: str | None = None,
    beyond: tuple[float, ...] = (),
    own: tuple[Period, ...] = (),
) -> tuple[str, ...]:
    """`revised` are the figures of the frozen history that read otherwise today, `axis_from` the label where the
    value axis begins when that is not zero, `beyond` the ends of the 95% interval that lie outside the chart, `own`
    the periods whose bar is computed here while others are published.
    """
    notes = []
    if axis_from is not None:
        notes.append(f"The value axis starts at {axis_from}, not at zero.")
    if indicator.years_pooled > 1:
        notes.append(f"Each point pools {indicator.years_pooled} years, so neighbouring points overlap.")
    if own:
        ends = own[0].label if len(own) == 1 else f"{len(own)} figures, the newest of {own[-1].label}"
        notes.append(f"No interval is published for {ends}: there the bars are{OWN}.")
    if baseline is not None:
        notes.extend(_say_baseline(baseline, revised=revised, indicator=indicator))
    if beyond:
        ends = say_list(tuple(say_bare_value(end, indicator=indicator) for end in beyond))
        notes.append(f"The 95% interval runs beyond the chart, to {ends}.")
    return tuple(notes)


def _say_baseline(baseline: Baseline, *, revised: tuple[Revised, ...], indicator: Indicator) -> list[str]:
    has_interval = any(point.lower80 is not None for point in baseline.points)
    notes = ["Shaded: 80% and 95% intervals of the forecast."] if has_interval else []
    if not has_interval and baseline.points:
        notes.append("Too few points to give the forecast an interval.")
    if revised:
        notes.append(say_revised_history(baseline, revised=revised, indicator=indicator))
    return notes


def say_empty(series: Series) -> str:
    """In the place of a curve without a point."""
    why = f"{begin(say_why_empty(series))}."
    return why if all_suppressed(series) else f"{why} The curve is drawn when the first release is loaded."
