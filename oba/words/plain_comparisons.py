"""A figure beside others in plain words: what is clear, what is too close to call, what nobody can compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from oba.model.finding import ChangeComparison, ComparedWith, Comparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.words.methods import TARGET_BY_VALUE
from oba.words.numbers import begin, say_bare_value, say_list, say_period, say_when
from oba.words.plain_figures import RARE, say_plain_value

Name = Callable[[str], str]
LIKE = "areas like it"
ITSELF = "an area is not compared with itself"
_GROUPS = ("best", "second-best", "middle", "second-worst", "worst")
_UNJUDGED_GROUPS = ("lowest", "second-lowest", "middle", "second-highest", "highest")


def say_plain_comparisons(
    comparisons: Sequence[Comparison], *, indicator: Indicator, names: Name, own_name: str
) -> tuple[str, ...]:
    """All comparisons of one figure: the clear ones with what chance can do, then the others, the order, the target."""
    beside = [
        one for one in comparisons if one.compared_with not in (ComparedWith.TARGET, ComparedWith.AREAS)
    ]
    shown = [one for one in beside if one.other_value is not None and not looks_wrong(one)]
    clear = [one for one in shown if one.word not in (ComparisonWord.NOT_COMPARED, ComparisonWord.SIMILAR)]
    said = [_say_own(shown, indicator=indicator, own_name=own_name)]
    said += [_say_clear(one, indicator=indicator, names=names) for one in clear]
    if clear:
        said.append(RARE if len(clear) == 1 else "Chance alone would rarely make gaps this big.")
    said += [
        f"It is too close to {_name(one, names)} ({_other(one, indicator)}) to tell them apart."
        for one in shown
        if one.word is ComparisonWord.SIMILAR
    ]
    said += _say_untested([one for one in shown if one.word is ComparisonWord.NOT_COMPARED], indicator, names)
    said += [_say_missing(one, names) for one in beside if one not in shown]
    for one in comparisons:
        if one.compared_with is ComparedWith.AREAS:
            said += _say_order(one, indicator=indicator)
        elif one.compared_with is ComparedWith.TARGET:
            said += _say_target(one, indicator=indicator)
    return tuple(sentence for sentence in said if sentence)


def say_plain_changes(
    changes: Sequence[ChangeComparison], *, indicator: Indicator, names: Name, own_name: str
) -> tuple[str, ...]:
    """Our change beside the first other one whose difference could be tested; '' for none: without a test no change is
    told here."""
    one = next((each for each in changes if each.differs is not None), None)
    if one is None:
        return ()
    name = names(one.with_area)
    span = f"From {say_period(one.first)} to {say_period(one.last)}"
    ours = _say_change(own_name, one.ours, (one.our_first, one.our_last), one.ours_clear, indicator)
    theirs = _say_change(name, one.theirs, (one.their_first, one.their_last), one.theirs_clear, indicator)
    return (
        f"{span} {ours}.",
        f"{begin(theirs)}.",
        *_say_difference(one, indicator, own_name=own_name, name=name),
    )


def _say_own(shown: Sequence[Comparison], *, indicator: Indicator, own_name: str) -> str:
    first = next((one for one in shown if one.value is not None), None)
    if first is None or first.value is None or first.period is None:
        return ""
    value = say_plain_value(first.value, indicator=indicator)
    return f"{begin(say_when(first.period))} it was {value} in {own_name}."


def _say_clear(one: Comparison, *, indicator: Indicator, names: Name) -> str:
    return f"That is {one.word.value} than {_name(one, names)} ({_other(one, indicator)})."


def _say_untested(group: Sequence[Comparison], indicator: Indicator, names: Name) -> Iterable[str]:
    if not group:
        return ()
    others = say_list(tuple(f"{_name(one, names)} {_other(one, indicator)}" for one in group))
    gaps = "this gap" if len(group) == 1 else "these gaps"
    return f"Beside it: {others}.", f"Nobody can tell how much of {gaps} is chance."


def _say_missing(one: Comparison, names: Name) -> str:
    """What it is not compared with, and why; an area beside itself is not worth a word."""
    if one.reason == ITSELF:
        return ""
    if one.compared_with is ComparedWith.NEIGHBOURS:
        return f"Too few {LIKE} have a figure to compare with."
    name = names(one.with_area)
    if looks_wrong(one):
        return f"We do not compare it with {name}, whose figure looks wrong."
    when = f" for {one.period.label}" if one.period else ""
    return f"{begin(name)} has no figure{when} to compare with."


def _say_order(one: Comparison, *, indicator: Indicator) -> Iterable[str]:
    if not one.fifth:
        return ()
    judged = bool(indicator.polarity.sign)
    group = (_GROUPS if judged else _UNJUDGED_GROUPS)[one.fifth - 1]
    ends = "best to worst" if judged else "lowest to highest"
    return (
        f"We put {one.of:,} areas in order from {ends}, in five groups.",
        f"It is in the {group} group.",
        "Chance may play a part in that.",
    )


def _say_target(one: Comparison, *, indicator: Indicator) -> Iterable[str]:
    if one.other_value is None:
        return ()
    when = f" for {one.period.label}" if one.period else ""
    target = f"The target{when} is {say_bare_value(one.other_value, indicator=indicator)}."
    if one.word is ComparisonWord.NOT_COMPARED:
        return target, "There is no figure for that time yet."
    figure = say_bare_value(one.value, indicator=indicator) if one.value is not None else ""
    by_value = one.method == TARGET_BY_VALUE.name
    perhaps = ("Chance may play a part in that.",) if by_value else ()
    if one.word is ComparisonWord.SIMILAR:
        if by_value:
            return target, f"The figure, {figure}, is the same.", *perhaps
        return target, f"The figure, {figure}, is too close to the target to tell if it is met."
    said = {
        ComparisonWord.BETTER: "meets it",
        ComparisonWord.WORSE: "misses it",
        ComparisonWord.HIGHER: "is higher",
        ComparisonWord.LOWER: "is lower",
    }[one.word]
    return target, f"The figure, {figure}, {said}.", *perhaps


def _say_change(
    name: str, share: float, ends: tuple[float, float], clear: bool | None, indicator: Indicator
) -> str:
    first, last = (say_bare_value(end, indicator=indicator) for end in ends)
    if not clear:
        return f"{name} had no clear change ({first} to {last})"
    if first == last:
        return f"{name} stayed at {first}"
    return f"{name} went {'up' if share > 0 else 'down'} from {first} to {last}"


def _say_difference(
    one: ChangeComparison, indicator: Indicator, *, own_name: str, name: str
) -> Iterable[str]:
    if not one.differs:
        return ("We cannot tell these two changes apart.",)
    sign = indicator.polarity.sign
    chance = "Chance alone would rarely set them so far apart."
    if not sign:
        return "These two changes are not the same.", chance
    word = "better" if (one.ours > one.theirs) == (sign > 0) else "worse"
    return f"The change in {own_name} was {word} than that of {name}.", chance


def looks_wrong(one: Comparison) -> bool:
    """Whether the other figure is one that nobody should compare with."""
    return one.reason.endswith("looks wrong")


def _other(one: Comparison, indicator: Indicator) -> str:
    return say_bare_value(one.other_value, indicator=indicator) if one.other_value is not None else ""


def _name(one: Comparison, names: Name) -> str:
    return (
        f"the middle one of {LIKE}" if one.compared_with is ComparedWith.NEIGHBOURS else names(one.with_area)
    )
