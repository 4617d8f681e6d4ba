"""The trend in plain words: up, down, no clear change, or why nobody can say yet."""

from __future__ import annotations

import re

from oba.model.finding import Judgement, Trend, TrendWord
from oba.model.indicator import Indicator
from oba.words.methods import TREND_FROM_CHANGES
from oba.words.numbers import begin, say_bare_value, say_when
from oba.words.trends import CLEAR, say_short_trend

NO_CHANGE = "There is no clear change."
MORE_THAN_CHANCE = "That is more than chance alone would explain."
CANNOT_SAY = "We cannot say yet if it is going up or down."
_UNTOLD = "The figures do not allow it."
_WHOLE = re.compile(r"in (.+) the count is the whole of the denominator, which the test cannot take")
_FEW = re.compile(r"only (\d+) yearly figures? can be compared, and five are needed")
_BARE = re.compile(r"too few of the (\d+) figures, the newest among them, have an interval or counts")
_OVERLAP = "the published periods overlap, so only figures that share no data are used"
_SEASON = "only the figures of the same season each year are used"


def say_plain_trend(trend: Trend, *, indicator: Indicator) -> tuple[str, ...]:
    """`It has gone down, from 120.9 in 2019/20 to 90.9 in 2023/24.`, whether that is good, and what chance can do."""
    if trend.word is TrendWord.CANNOT_BE_CALCULATED:
        return (CANNOT_SAY, *_say_obstacle(trend.reason))
    if trend.word is TrendWord.NO_SIGNIFICANT_CHANGE:
        ends = _say_ends(trend, indicator=indicator, between=" and ")
        return (NO_CHANGE, *((f"It was {ends}.",) if ends else ()), _doubt(trend))
    judged = f"That means it is {_JUDGED[trend.judgement]}." if trend.judgement in _JUDGED else ""
    said = (_say_moved(trend, indicator=indicator), judged, MORE_THAN_CHANCE)
    return tuple(sentence for sentence in said if sentence)


def say_short_plain_trend(trend: Trend) -> str:
    """One sentence: `It is getting better.`, `There is no clear change.`"""
    if trend.word is TrendWord.CANNOT_BE_CALCULATED:
        return CANNOT_SAY
    return f"It is {say_brief_trend(trend)}." if trend.word in _MOVED else NO_CHANGE


def say_brief_trend(trend: Trend) -> str:
    """`getting better`, `going up`, `no clear change`, `trend not known`: for a list."""
    if trend.word in _MOVED:
        return _JUDGED.get(trend.judgement, f"going {_MOVED[trend.word]}")
    return say_short_trend(trend)


_JUDGED = {Judgement.BETTER: "getting better", Judgement.WORSE: "getting worse"}
_MOVED = {TrendWord.INCREASING: "up", TrendWord.DECREASING: "down"}


def _say_moved(trend: Trend, *, indicator: Indicator) -> str:
    way = _MOVED[trend.word]
    first, last = trend.first_value, trend.last_value
    if first is None or last is None:
        return f"It is going {way}."
    if (last > first) != (trend.word is TrendWord.INCREASING) or last == first:
        side = "above" if way == "up" else "below"
        return (
            f"A line through all the figures goes {way}. But the last one, {say_bare_value(last, indicator=indicator)},"
            f" is not {side} the first, {say_bare_value(first, indicator=indicator)}."
        )
    ends = _say_ends(trend, indicator=indicator, between=" to ")
    return f"It has gone {way}{f', from {ends}' if ends else ''}."


def _say_ends(trend: Trend, *, indicator: Indicator, between: str) -> str:
    if trend.first_value is None or trend.last_value is None or not trend.periods:
        return ""
    ends = ((trend.first_value, trend.periods[0]), (trend.last_value, trend.periods[-1]))
    return between.join(
        f"{say_bare_value(value, indicator=indicator)} {say_when(period, short=True)}"
        for value, period in ends
    )


def _doubt(trend: Trend) -> str:
    if trend.method != TREND_FROM_CHANGES.name and (trend.statistic or 0.0) > CLEAR:
        return "Without one of these years it would point the other way."
    return "Over these years, that may be just ups and downs."


def _say_obstacle(reason: str) -> tuple[str, ...]:
    """Each reason that the analysis can give, in plain words; one that is not known is said as it stands."""
    said = []
    for part in reason.split("; ") if reason else ():
        if part == _OVERLAP:
            said.append("Some figures share years, so we leave those out.")
        elif part == _SEASON:
            said.append("We use only the same season of each year.")
        elif part == "there are no figures yet":
            said.append("There are no figures yet.")
        elif found := _FEW.fullmatch(part):
            count = int(found.group(1))
            said.append(f"We need five yearly figures, and have {count if count else 'none'}.")
        elif found := _BARE.match(part):
            said.append(f"Too few of the {found.group(1)} figures say how exact they are.")
        elif found := _WHOLE.fullmatch(part):
            said.append(f"In {found.group(1)} it was all of them, and the test cannot use that.")
        else:
            said.append(f"{begin(part.rstrip('.'))}.")
    return tuple(said) or (_UNTOLD,)
