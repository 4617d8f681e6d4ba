"""Several figures against one forecast, in words: on average, added up, among other areas, and when we will know."""

from __future__ import annotations

import re
from collections.abc import Callable

from oba.model.finding import Gap, Outlook, Rank, Verdict, VerdictWord
from oba.model.indicator import Indicator, ValueType
from oba.model.period import PeriodKind
from oba.words.numbers import say_bare_value, say_count, say_difference, say_number, say_range, short_unit
from oba.words.status import status_of_verdict

WITHIN = "within the margin of error"
NOTHING_CHANGED = "if nothing had changed"
HISTORY_HEADS = ("Period", "Figure", "Forecast", "80% interval", "95% interval", "Verdict then")

STEPS = {PeriodKind.QUARTER: (4, "quarter"), PeriodKind.MONTH: (12, "month")}
_PEOPLE = re.compile(r"(?:% of )?((?:[a-z]+ )?(?:children|people|[a-z]+s))")


def say_several(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """What is known beyond the newest figure, one sentence each, in the order in which it is read.

    When we will know is said only as long as we do not know.
    """
    open_yet = verdict.word in (VerdictWord.TOO_EARLY, VerdictWord.AS_FORECAST)
    said = (
        say_mean_gap(verdict.mean_gap, indicator=indicator) if verdict.mean_gap else "",
        say_cumulative(verdict.cumulative, indicator=indicator) if verdict.cumulative else "",
        say_rank(verdict.rank, indicator=indicator) if verdict.rank else "",
        say_outlook(verdict.outlook, indicator=indicator) if verdict.outlook and open_yet else "",
    )
    return tuple(sentence for sentence in said if sentence)


def say_mean_gap(gap: Gap, *, indicator: Indicator) -> str:
    """`On average 6.2 per 1,000 better than forecast over 4 figures (95% interval 1.1 to 11.3).`; '' of one figure."""
    if gap.figures < 2:
        return ""
    more, less = _directions(indicator)
    value, lower, upper = _turn(gap, indicator)
    size = _say_size(value, indicator)
    over = f"over {say_count(gap.figures, noun='figure')}"
    if _is_nought(size):
        start = f"On average the same as forecast {over}"
    else:
        start = f"On average {size} {more if value > 0 else less} than forecast {over}"
    if lower is None or upper is None:
        return f"{start}. No margin of error can be given."

    def say(number: float) -> str:
        return say_number(abs(number), decimals=indicator.decimals)

    interval = _say_interval(lower, upper, value=value, say=say, more=more, less=less)
    if lower <= 0 <= upper:
        return f"{start}, which is {WITHIN} ({interval})."
    return f"{start} ({interval})."


def say_cumulative(gap: Gap, *, indicator: Indicator) -> str:
    """`Added up over 4 figures: about 46 fewer than if nothing had changed (95% interval 5 to 90).`"""
    noun = name_counted(indicator)
    value, lower, upper = gap.value, gap.lower95, gap.upper95

    def say(number: float) -> str:
        return say_number(abs(number), decimals=0)

    start = f"Added up over {gap.figures} figures: about" if gap.figures > 1 else "About"
    if _is_nought(say(value)):
        start = f"{start} as many{noun} as {NOTHING_CHANGED}"
    else:
        start = f"{start} {say(value)} {'more' if value > 0 else 'fewer'}{noun} than {NOTHING_CHANGED}"
    if lower is None or upper is None:
        return f"{start}."
    interval = _say_interval(lower, upper, value=value, say=say, more="more", less="fewer")
    if lower <= 0 <= upper:
        return f"{start}, which is {WITHIN} ({interval})."
    return f"{start} ({interval})."


def say_rank(rank: Rank, *, indicator: Indicator) -> str:
    """`A gap this good or better: 3 of 152 areas (2%), this one among them, each against its own forecast.`"""
    kind = "good or better" if indicator.polarity.sign else "high or higher"
    share = f"{say_number(rank.chance * 100, decimals=0)}%" if rank.chance >= 0.005 else "less than 1%"
    if rank.place == 1:
        return f"A gap this {kind}: this area alone of {rank.of} ({share}), each against its own forecast."
    return (
        f"A gap this {kind}: {rank.place} of {rank.of} areas ({share}), this one among them, "
        "each against its own forecast."
    )


def say_outlook(outlook: Outlook, *, indicator: Indicator) -> str:
    """When a change of that size a year would show; '' where it is too small to write."""
    steps, noun = STEPS.get(indicator.period_kind, (1, "year"))
    size = _say_size(outlook.change * steps, indicator)
    if _is_nought(size):
        return ""
    change = f"change of {size} a year"
    ahead = f"within the forecast's {say_count(outlook.horizon, noun=noun)}"
    soon, sure = outlook.periods80, outlook.periods95
    if soon is None and sure is None:
        size_said = "" if outlook.stated else ", the usual size of a yearly change,"
        return f"These figures cannot show a {change}{size_said} {ahead}."
    usual = "" if outlook.stated else ", the usual size of a yearly change,"
    start = f"A steady {change} since the forecast's last figure{usual} would most likely"
    sign = "as an early sign" if indicator.polarity.sign else "beyond the 80% interval"
    if sure == 0:
        return f"{start} have shown beyond the 95% interval by now."
    if sure is None:
        later = f"these figures cannot show it beyond the 95% interval {ahead}"
    else:
        later = f"beyond the 95% interval after {say_count(sure, noun='more figure')}"
    if soon == 0:
        return f"{start} have shown {sign} by now; {'' if sure is None else 'it would show '}{later}."
    if soon is None or soon == sure:
        return f"{start} show {later}."
    first = f"{start} show {sign} after {say_count(soon, noun='more figure')}"
    return f"{first}; {later}." if sure is None else f"{first} and {later}."


def say_history_row(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """One verdict under HISTORY_HEADS; what there was not is a dash."""
    point = verdict.forecast

    def show(number: float | None) -> str:
        return "–" if number is None else say_bare_value(number, indicator=indicator)

    def show_range(lower: float | None, upper: float | None) -> str:
        return "–" if lower is None or upper is None else say_range(lower, upper, indicator=indicator)

    return (
        verdict.period.label if verdict.period else "–",
        show(verdict.value),
        show(point.value if point else None),
        show_range(point.lower80, point.upper80) if point else "–",
        show_range(point.lower95, point.upper95) if point else "–",
        status_of_verdict(verdict).word,
    )


def name_counted(indicator: Indicator) -> str:
    """` pupils` of `% of pupils`, ` children` of a count of children; '' where the unit does not plainly say."""
    if indicator.value_type not in (ValueType.COUNT, ValueType.PROPORTION):
        return ""
    found = _PEOPLE.fullmatch(indicator.unit)
    return f" {found.group(1)}" if found else ""


def _directions(indicator: Indicator) -> tuple[str, str]:
    return ("better", "worse") if indicator.polarity.sign else ("higher", "lower")


def _turn(gap: Gap, indicator: Indicator) -> tuple[float, float | None, float | None]:
    """The gap and its limits so that more is better; as they are without polarity."""
    if indicator.polarity.sign >= 0:
        return gap.value, gap.lower95, gap.upper95
    lower = None if gap.upper95 is None else -gap.upper95
    return -gap.value, lower, None if gap.lower95 is None else -gap.lower95


def _say_size(value: float, indicator: Indicator) -> str:
    """As a difference is written, with one percentage point in the singular; a unit that needs a comma is left out."""
    if ", " in short_unit(indicator):
        return say_number(abs(value), decimals=indicator.decimals)
    size = say_difference(value, indicator=indicator)
    return "1 percentage point" if size == "1 percentage points" else size


def _is_nought(size: str) -> bool:
    return not size.split(" ", maxsplit=1)[0].strip("0.,")


def _say_interval(
    lower: float, upper: float, *, value: float, say: Callable[[float], str], more: str, less: str
) -> str:
    """`95% interval 1.1 to 11.3`, from the end nearer nought; both directions named where it spans nought."""
    if lower <= 0 <= upper:
        return f"95% interval {say(lower)} {less} to {say(upper)} {more}"
    near, far = (lower, upper) if value > 0 else (upper, lower)
    return f"95% interval {say(near)} to {say(far)}"
