"""A verdict in plain words: the forecast beside the figure, what that means, and never more than the verdict says."""

from __future__ import annotations

import re

from oba.model.baseline import Baseline
from oba.model.finding import Verdict, VerdictWord
from oba.model.indicator import Indicator, Polarity
from oba.words.numbers import begin, say_bare_value, say_when
from oba.words.plain_figures import PERHAPS, RARE, direction_words, say_plain_gap
from oba.words.status import CANNOT, never_judged, status_of_verdict
from oba.words.verdicts import shown_gap

_NOT_SURE = "But the gap is not big enough to be sure."
_OFTEN = "Chance does not often make a gap this big."
_NOT_SET = "Nobody has set whether that is good or bad."
_SAID = {
    VerdictWord.TURNED: ("This is better than the forecast.", RARE),
    VerdictWord.EARLY_SIGN: ("This is better than the forecast.", _NOT_SURE),
    VerdictWord.EARLY_WARNING: ("This is worse than the forecast.", _NOT_SURE),
    VerdictWord.WORSE: ("This is worse than the forecast.", RARE),
    VerdictWord.ABOVE: ("This is higher than the forecast.", _OFTEN, _NOT_SET),
    VerdictWord.BELOW: ("This is lower than the forecast.", _OFTEN, _NOT_SET),
}
_BRIEF = {
    VerdictWord.TURNED: "better than forecast, by more than chance often does",
    VerdictWord.EARLY_SIGN: "better than forecast, but not surely",
    VerdictWord.EARLY_WARNING: "worse than forecast, but not surely",
    VerdictWord.WORSE: "worse than forecast, by more than chance often does",
    VerdictWord.TOO_EARLY: "more figures are needed to tell",
    VerdictWord.ABOVE: "higher than forecast; good or bad is not set",
    VerdictWord.BELOW: "lower than forecast; good or bad is not set",
}
_HEADLINES = {
    VerdictWord.TURNED: "better than {forecast} (turned)",
    VerdictWord.EARLY_SIGN: "better than {forecast}, but only an early sign",
    VerdictWord.AS_FORECAST: "not clearly {other} than {forecast}",
    VerdictWord.EARLY_WARNING: "worse than {forecast}, but only an early warning",
    VerdictWord.WORSE: "worse than {forecast}",
    VerdictWord.ABOVE: "higher than {forecast}",
    VerdictWord.BELOW: "lower than {forecast}",
}
_CHANGED = re.compile(r"from (.+) the definition differs")
_BEYOND = re.compile(r"(.+) lies beyond the forecast, which ends with (.+); a new baseline is needed")
_NO_POINT = re.compile(r"the forecast has no point for (.+)")
_NO_MARGIN = "the forecast has no margin of error"


def say_plain_verdict(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """The forecast and the figure, the gap between them, then what the verdict's word means here."""
    return (*_say_figures(verdict, indicator=indicator), *_explain(verdict, indicator=indicator))


def say_plain_headline(verdict: Verdict, *, baseline: Baseline, latest: str, indicator: Indicator) -> str:
    """`That is better than the forecast (turned).`; `latest` is how the period of the newest figure is written."""
    name = "the example forecast" if baseline.example else "the forecast"
    other = direction_words(indicator)
    when = say_when(verdict.period) if verdict.period else ""
    earlier = when if when != latest else ""
    if never_judged(verdict):
        return f"It cannot be judged against {name}."
    if verdict.word is VerdictWord.TOO_EARLY:
        return f"It is too early to tell if that is {other} than {name}."
    clause = _HEADLINES[verdict.word].format(forecast=name, other=other)
    return f"{begin(earlier)} it was {clause}." if earlier else f"That is {clause}."


def say_brief_verdict(verdict: Verdict) -> str:
    """A few words beside the official one, for a list."""
    if never_judged(verdict):
        return "a new forecast is needed"
    if verdict.word is VerdictWord.AS_FORECAST:
        return "too close to the forecast to tell"
    return _BRIEF[verdict.word]


def say_meaning(word: VerdictWord | None) -> str:
    """What a word of a verdict means wherever it stands; of None, what `cannot be judged` means."""
    if word is None:
        return "No new figure will tell. A new forecast is needed."
    if word is VerdictWord.TOO_EARLY:
        return "More figures are needed to tell."
    if word is VerdictWord.AS_FORECAST:
        return "Too close to the forecast to tell them apart."
    return begin(" ".join(_SAID[word]).removeprefix("This is "))


def say_direction(indicator: Indicator) -> str:
    """Which way is good, in one sentence."""
    return {
        Polarity.HIGH_IS_GOOD: "A higher figure is better.",
        Polarity.LOW_IS_GOOD: "A lower figure is better.",
        Polarity.NO_JUDGEMENT: "Nobody has set whether a rise is good or bad.",
    }[indicator.polarity]


def _say_figures(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    if verdict.forecast is None or verdict.value is None or verdict.period is None:
        return ()
    forecast, value = (
        say_bare_value(one, indicator=indicator) for one in (verdict.forecast.value, verdict.value)
    )
    gap = _say_shown_gap(verdict, indicator=indicator)
    return (
        f"For {verdict.period.label} the forecast was {forecast}.",
        f"The real figure is {value}.",
        f"That is {gap}." if gap else "That is the same.",
    )


def _say_shown_gap(verdict: Verdict, *, indicator: Indicator) -> str:
    """`5.5 more out of every 100`; '' where the two are the same as they are shown."""
    return say_plain_gap(shown_gap(verdict, indicator=indicator), indicator=indicator)


def _explain(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """The official word is left to the box that the sentences stand in."""
    if verdict.word is VerdictWord.TOO_EARLY:
        return _say_why_not(verdict, indicator=indicator)
    if verdict.word is VerdictWord.AS_FORECAST:
        other = direction_words(indicator)
        cannot = f"we cannot say that this is {other} than the forecast."
        if not _say_shown_gap(verdict, indicator=indicator):
            return (begin(cannot),)
        return PERHAPS, f"So {cannot}"
    return _SAID[verdict.word]


def _say_why_not(verdict: Verdict, *, indicator: Indicator) -> tuple[str, ...]:
    """Why there is no verdict, from the verdict itself; a reason that is not known is said as it stands."""
    reason = verdict.reason.removeprefix(CANNOT).removeprefix(": ").rstrip(".")
    if never_judged(verdict):
        return (*_say_never(reason), "A new forecast is needed.")
    if verdict.forecast is not None and verdict.independent_points < 2:
        few = ("no figure", "only one figure")[verdict.independent_points]
        needed = f"Since the forecast there is {few} that shares no years with another."
        return (PERHAPS, needed) if _say_shown_gap(verdict, indicator=indicator) else (needed,)
    if verdict.period is None and reason.startswith("no figure after"):
        return (f"There is {reason.removesuffix(' has been published')} yet.",)
    return (f"{begin(reason)}.",) if reason else (status_of_verdict(verdict).explanation,)


def _say_never(reason: str) -> tuple[str, ...]:
    if found := _CHANGED.match(reason):
        return (f"From {found.group(1)} it is counted in another way.",)
    if found := _BEYOND.fullmatch(reason):
        return (f"The forecast ends with {found.group(2)}, and this figure is for {found.group(1)}.",)
    if found := _NO_POINT.fullmatch(reason):
        return (f"The forecast says nothing of {found.group(1)}.",)
    if reason.startswith(_NO_MARGIN):
        return ("The forecast had too few figures to show what chance can do.",)
    return (f"{begin(reason)}.",) if reason else ()
