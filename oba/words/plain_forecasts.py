"""A forecast in plain words: what it is, who made it; and several figures beside it, and when we will know."""

from __future__ import annotations

from oba.model.baseline import Baseline, Scenario
from oba.model.day import day_of
from oba.model.finding import Gap, Outlook, Rank, Verdict, VerdictWord
from oba.model.indicator import Indicator
from oba.words.baselines import made_afterwards
from oba.words.gaps import STEPS, name_counted
from oba.words.methods import HOLD_SEASONS, SHRUNKEN_DRIFT_OF_SEASONS, STRAIGHT_LINE
from oba.words.numbers import say_count, say_number, say_period
from oba.words.plain_figures import (
    PERHAPS,
    PERHAPS_ON_AVERAGE,
    PERHAPS_TOO,
    RARE,
    RARE_ON_AVERAGE,
    UNKNOWN,
    say_plain_size,
)
from oba.words.status import never_judged

WHAT = "A forecast says where the figure was heading."
_SEASONAL = (SHRUNKEN_DRIFT_OF_SEASONS.name, HOLD_SEASONS.name)


def say_plain_forecast(baseline: Baseline) -> tuple[str, ...]:
    """What a forecast is, what this one carries on, from which figures it was made, when, and who agreed."""
    data_to = say_period(baseline.data_to)
    if baseline.example:
        made = f"It is only an example, made from figures up to {data_to}."
        return WHAT, _say_assumed(baseline), made, "No group has agreed it."
    year = (day_of(baseline.recorded_at) if made_afterwards(baseline) else baseline.frozen_on).year
    made = f"It was made in {year} from figures up to {data_to}."
    never = "" if baseline.superseded_by else "It has not been changed since."
    agreed = f"It was agreed by: {baseline.agreed_by.rstrip('.')}." if baseline.agreed_by else ""
    return tuple(one for one in (WHAT, _say_assumed(baseline), made, never, agreed) if one)


def say_plain_several(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """All figures since the forecast together: on average, added up, and among other areas."""
    average = _say_average(verdict.mean_gap, indicator=indicator) if verdict.mean_gap else ()
    total = _say_sum(verdict.cumulative, indicator=indicator) if verdict.cumulative else ()
    if PERHAPS_ON_AVERAGE in average and PERHAPS in total:
        total = (*total[:-1], PERHAPS_TOO)
    return *average, *total, *(_say_place(verdict.rank, indicator=indicator) if verdict.rank else ())


def say_when_known(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """When a change would show; nothing once there is a verdict, or where waiting does not help."""
    open_yet = verdict.word in (VerdictWord.TOO_EARLY, VerdictWord.AS_FORECAST)
    if verdict.outlook is None or not open_yet or never_judged(verdict):
        return ()
    return _say_outlook(verdict.outlook, indicator=indicator)


def _say_assumed(baseline: Baseline) -> str:
    if baseline.method == STRAIGHT_LINE.name or baseline.scenario is Scenario.STRAIGHT_LINE:
        return "This one goes on in a straight line."
    level = baseline.scenario is Scenario.HOLD or baseline.weight <= 0
    if baseline.method in _SEASONAL:
        start = "It starts from the same time of the year before"
        return f"{start}, with no change." if level else f"{start}, and goes on with part of the past change."
    if level:
        return "This one says the figure would stay as it was."
    part = "the past change" if baseline.weight >= 1 else "part of the past change"
    return f"This one says {part} would go on."


def _say_average(gap: Gap, *, indicator: Indicator) -> tuple[str, ...]:
    if gap.figures < 2:
        return ()
    over = f"Over {say_count(gap.figures, noun='figure')}"
    size = say_plain_size(gap.value, indicator=indicator)
    if not size:
        return (f"{over} it was, on average, the same as the forecast.",)
    sign = indicator.polarity.sign
    words = ("better", "worse") if sign else ("higher", "lower")
    word = words[0] if gap.value * (sign or 1) > 0 else words[1]
    start = f"{over} it was, on average, {word} than the forecast, by {size}."
    return start, _say_chance(gap, average=True)


def _say_sum(gap: Gap, *, indicator: Indicator) -> tuple[str, ...]:
    noun = name_counted(indicator)
    size = say_number(abs(gap.value), decimals=0)
    if size == "0":
        return (f"Added up, that is about as many{noun} as if nothing had changed.",)
    word = "more" if gap.value > 0 else "fewer"
    return f"Added up, that is about {size} {word}{noun} than if nothing had changed.", _say_chance(gap)


def _say_chance(gap: Gap, *, average: bool = False) -> str:
    if gap.lower95 is None or gap.upper95 is None:
        return UNKNOWN
    if gap.lower95 <= 0 <= gap.upper95:
        return PERHAPS_ON_AVERAGE if average else PERHAPS
    return RARE_ON_AVERAGE if average else RARE


def _say_place(rank: Rank, *, indicator: Indicator) -> tuple[str, ...]:
    how = "did this well or better" if indicator.polarity.sign else "came out this high or higher"
    if rank.place == 1:
        how = "did this well" if indicator.polarity.sign else "came out this high"
        return (f"Of {rank.of} areas only this one {how}, each beside its own forecast.",)
    return (f"Of {rank.of} areas {rank.place} {how}, each beside its own forecast.",)


def _say_outlook(outlook: Outlook, *, indicator: Indicator) -> tuple[str, ...]:
    steps, noun = STEPS.get(indicator.period_kind, (1, "year"))
    size = say_plain_size(outlook.change * steps, indicator=indicator)
    if not size:
        return ()
    within = f"within the forecast's {say_count(outlook.horizon, noun=noun)}"
    start = (
        f"Think of a steady change of {size} a year."
        if outlook.stated
        else f"In a usual year it changes by {size}."
    )
    soon, sure = outlook.periods80, outlook.periods95
    if soon is None and sure is None:
        return start, f"These figures cannot show such a change {within}."
    if sure == 0:
        return start, "A steady change like that would most likely have shown by now."
    first = "an early sign" if indicator.polarity.sign else "a first sign"
    clear = (
        f"The figures cannot show it clearly {within}."
        if sure is None
        else f"It would most likely show clearly after {say_count(sure, noun='more figure')}."
    )
    if soon is None or soon == sure:
        return start, clear
    when = "have shown by now" if soon == 0 else f"show after {say_count(soon, noun='more figure')}"
    return start, f"{first.capitalize()} of a steady change like that would most likely {when}.", clear
