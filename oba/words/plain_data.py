"""The figures themselves in plain words: how exact they are, how new, and what to know before trusting them."""

from __future__ import annotations

from datetime import date

from oba.model.finding import Doubt
from oba.model.indicator import Indicator
from oba.model.quality import Cause, Quality, is_past
from oba.model.series import Observation
from oba.words.indicators import say_periods
from oba.words.numbers import say_bare_value, say_month
from oba.words.quality import say_ago

MARGIN = "Chance moves every figure up and down a little."
_TOLD = {
    Cause.FEW_CASES: "It rests on very few cases, so it can jump about.",
    Cause.WIDE_MARGIN: "For this one that can be a lot, so take care.",
    Cause.MISSING: "Some years have no figure.",
    Cause.MARKED: "Some years have no number.",
    Cause.REVISED: "Some figures were changed later.",
    Cause.REWRITTEN: "Many of the past figures were changed later.",
    Cause.BREAK: "It was counted in another way before, so there are few figures to go by.",
}


def say_plain_margin(
    latest: Observation | None, *, indicator: Indicator, quality: Quality | None
) -> tuple[str, ...]:
    """What a margin of error is, and that of the newest figure where its publisher gives one."""
    if latest is None or latest.value is None:
        return ()
    if latest.lower is None or latest.upper is None:
        said = "Its publisher does not say by how much, for this one."
    else:
        low, high = (say_bare_value(end, indicator=indicator) for end in (latest.lower, latest.upper))
        said = f"The range for this one, its margin of error, is {low} to {high}."
    few = _told(quality, Cause.FEW_CASES, Cause.WIDE_MARGIN)
    return MARGIN, said, *few


def say_plain_age(
    latest: Observation | None,
    *,
    indicator: Indicator,
    quality: Quality | None,
    today: date,
    as_of: bool = False,
) -> tuple[str, ...]:
    """Of when the newest figure is, whether it may still change, and when there will be a newer one."""
    if latest is None or latest.value is None:
        return ()
    said = [f"The newest figure is for {latest.period.label}."]
    if quality is not None and quality.age_months is not None and not as_of:
        said.append(f"That time ended {say_ago(quality.age_months)}.")
        said += ["That is older than usual."] if quality.stale else []
    if latest.provisional:
        said.append("It may still change a little, as it is a first count.")
    if not as_of:
        said.append(_say_next(indicator.next_release, today=today))
    said += _told(quality, Cause.MISSING, Cause.MARKED, Cause.REVISED, Cause.REWRITTEN, Cause.BREAK)
    return tuple(said)


def say_plain_doubt(doubt: Doubt, *, name: str) -> str:
    """Figures of another area that look wrong."""
    periods = say_periods(doubt.periods)
    if len(doubt.periods) == 1:
        return f"The figure of {name} for {periods} looks wrong, so we do not use it."
    return f"The figures of {name} for {periods} look wrong, so we do not use them."


def say_plain_revised(doubt: Doubt) -> str:
    """A history that changed under the forecast."""
    count = len(doubt.periods)
    said = "One figure behind the forecast has" if count == 1 else f"{count} figures behind the forecast have"
    return f"{said} changed since. The forecast has not."


def _say_next(next_release: date | None, *, today: date) -> str:
    if next_release is None:
        return "No day is set for the next one."
    month = say_month(next_release)
    if is_past(next_release, today=today):
        return f"The next one was due in {month}."
    return f"The next one should come in {month}."


def _told(quality: Quality | None, *causes: Cause) -> list[str]:
    concerns = quality.concerns if quality is not None else ()
    return [_TOLD[one.cause] for one in concerns if one.cause in causes]
