"""What an indicator is, and how good its figures are, as terms and texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oba.model.indicator import Indicator
from oba.model.marker import MEANING
from oba.model.period import Period
from oba.model.quality import Quality
from oba.words.markers import NO_FIGURES, TO_PROTECT
from oba.words.numbers import begin, say_count, say_date, say_list, say_period

NOT_SAID = "Not stated."


def say_definition(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    pooled = f", {indicator.years_pooled} years pooled" if indicator.years_pooled > 1 else ""
    return (
        ("In plain words", indicator.lay_definition or NOT_SAID),
        ("Technically", indicator.technical_definition or NOT_SAID),
        ("Unit", begin(indicator.unit)),
        ("What is good", begin(indicator.polarity.value)),
        ("Period", f"{begin(indicator.period_kind.value)}{pooled}"),
        ("Statutory number", indicator.statutory_number or "None"),
        ("Owner", indicator.owner or NOT_SAID),
    )


def say_quality(quality: Quality) -> tuple[tuple[str, str], ...]:
    return (
        ("Newest figure", quality.latest.label if quality.latest else "None yet"),
        ("Age", say_age(quality)),
        ("Figures", say_count(quality.figures, noun="figure")),
        ("Missing periods", say_periods(quality.missing) or "None"),
        ("Marked instead of a number", say_marked(quality) or "None"),
        ("Next figures", say_date(quality.next_release) if quality.next_release else "No date is recorded"),
    )


def say_age(quality: Quality) -> str:
    if quality.age_months is None:
        return begin(TO_PROTECT if quality.suppressed else NO_FIGURES)
    late = " (older than usual)" if quality.stale else ""
    return f"{say_count(quality.age_months, noun='month')} since the period ended{late}"


def say_marked(quality: Quality) -> str:
    """`2 not available, 1 suppressed to protect confidentiality`; '' when every cell holds a number."""
    return ", ".join(f"{count} {MEANING[marker]}" for marker, count in quality.markers)


def say_periods(periods: Sequence[Period]) -> str:
    """`1999 to 2010, 2013 and 2014`: neighbours as a run, '' for none."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and runs[-1][-1].later(1) == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    return say_list(tuple(_say_run(run) for run in runs))


def _say_run(run: list[Period]) -> str:
    if len(run) == 1:
        return run[0].label
    return f"{say_period(run[0])} {'and' if len(run) == 2 else 'to'} {say_period(run[-1])}"


def say_written_today(day: date) -> str:
    """On an earlier day's view, of what people write and is not kept by days there."""
    return f"The story, partners, ideas and actions below are those of today, not of {say_date(day)}."
