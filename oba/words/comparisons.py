"""A figure beside another of the same period, in a sentence: an area's, the neighbours' median, a target, all areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oba.model.finding import ComparedWith, Comparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.words.methods import TARGET_BY_VALUE
from oba.words.numbers import begin, say_bare_value, say_list, say_short_value, say_when

_THAN = {
    ComparisonWord.BETTER: "better than",
    ComparisonWord.WORSE: "worse than",
    ComparisonWord.HIGHER: "higher than",
    ComparisonWord.LOWER: "lower than",
    ComparisonWord.SIMILAR: "similar to",
}
_MEETS = {
    ComparisonWord.BETTER: "meets its target of",
    ComparisonWord.WORSE: "misses its target of",
    ComparisonWord.HIGHER: "higher than its target of",
    ComparisonWord.LOWER: "lower than its target of",
    ComparisonWord.SIMILAR: "inside the margin of error of its target of",
}
_JUDGED = ("best", "better", "middle", "worse", "worst")
_UNJUDGED = ("lowest", "low", "middle", "high", "highest")
NEIGHBOURS = "the median of its statistical neighbours"
HELD = "authorities whose figures are held here"


def say_comparison(comparison: Comparison, *, indicator: Indicator, other_name: str = "") -> str:
    """`In 2023/24, 90.9 per 10,000: worse than England (72.7), beyond the 99.8% margin of error.`

    The reason when it cannot be compared. `other_name` is needed for an area only.
    """
    if comparison.word is ComparisonWord.NOT_COMPARED:
        return _say_untested(comparison, indicator=indicator, other_name=other_name)
    phrase = say_comparison_phrase(comparison, indicator=indicator, other_name=other_name)
    start = begin(say_when(comparison.period)) if comparison.period else "Latest"
    if comparison.value is not None:
        start += f", {say_short_value(comparison.value, indicator=indicator)}"
    return f"{start}: {phrase}{_margin(comparison)}."


def say_comparison_phrase(comparison: Comparison, *, indicator: Indicator, other_name: str = "") -> str:
    """`higher than England (72.7)`, for the middle of a sentence or a cell; `not compared with England`."""
    name = _name(comparison, other_name)
    if comparison.word is ComparisonWord.NOT_COMPARED:
        return f"not compared with {name}"
    if comparison.compared_with is ComparedWith.AREAS:
        place = say_fifth(comparison, indicator=indicator)
        return f"in the {place} fifth of the {comparison.of:,} {HELD}"
    other = comparison.other_value
    said = say_bare_value(other, indicator=indicator) if other is not None else ""
    if comparison.compared_with is ComparedWith.TARGET:
        same = comparison.word is ComparisonWord.SIMILAR and comparison.method == TARGET_BY_VALUE.name
        return f"{'equal to its target of' if same else _MEETS[comparison.word]} {said}"
    return f"{_THAN[comparison.word]} {name}{f' ({said})' if said else ''}"


def say_fifth(comparison: Comparison, *, indicator: Indicator) -> str:
    """`best`, `better`, `middle`, `worse`, `worst`; without polarity `lowest` to `highest`; '' where there is none."""
    if not comparison.fifth:
        return ""
    return (_JUDGED if indicator.polarity.sign else _UNJUDGED)[comparison.fifth - 1]


def say_each_comparison(
    comparisons: Sequence[Comparison], *, indicator: Indicator, names: Callable[[str], str]
) -> tuple[str, ...]:
    """A sentence each, but one for all that could not be tested for one reason. `names` names an area by its code."""
    groups: dict[tuple[object, ...], list[Comparison]] = {}
    for place, one in enumerate(comparisons):
        both = one.value is not None and one.other_value is not None
        alike = one.word is ComparisonWord.NOT_COMPARED and both
        alike = alike and one.compared_with is not ComparedWith.TARGET
        groups.setdefault((one.period, one.reason) if alike else (place,), []).append(one)
    return tuple(
        _say_untested_together(group, indicator=indicator, names=names)
        if len(group) > 1
        else say_comparison(group[0], indicator=indicator, other_name=names(group[0].with_area))
        for group in groups.values()
    )


def say_comparisons(
    comparisons: tuple[Comparison, ...], *, indicator: Indicator, names: dict[str, str]
) -> str:
    """One sentence for everything compared in one period, `names` giving each area code its name; '' for nothing."""
    compared = [c for c in comparisons if c.word is not ComparisonWord.NOT_COMPARED]
    period = compared[0].period if compared else None
    phrases = tuple(
        say_comparison_phrase(c, indicator=indicator, other_name=names.get(c.with_area, c.with_area))
        for c in compared
        if c.period == period
    )
    if not phrases:
        return ""
    start = f"{begin(say_when(period))}: " if period else ""
    return begin(f"{start}{say_list(phrases)}.")


def _margin(comparison: Comparison) -> str:
    if comparison.compared_with is ComparedWith.AREAS:
        return " (a place in an order, not a test: there is no interval)"
    if comparison.method == TARGET_BY_VALUE.name:
        return " (by the figure alone: there is no interval to test with)"
    if comparison.word is ComparisonWord.SIMILAR:
        inside = ": the difference is inside the margin of error"
        return "" if comparison.compared_with is ComparedWith.TARGET else inside
    return f", beyond the {comparison.level} margin of error" if comparison.level else ""


def _name(comparison: Comparison, other_name: str) -> str:
    match comparison.compared_with:
        case ComparedWith.NEIGHBOURS if not comparison.with_area:
            return NEIGHBOURS
        case ComparedWith.TARGET:
            return "its target"
        case ComparedWith.AREAS:
            return f"the {HELD}"
        case _:
            return other_name


def _say_untested(comparison: Comparison, *, indicator: Indicator, other_name: str) -> str:
    """Both figures where both are known, without calling either better; and why they are not compared."""
    because = comparison.reason.rstrip(".")
    name = _name(comparison, other_name)
    other = comparison.other_value
    if comparison.compared_with is ComparedWith.TARGET and other is not None:
        target = say_short_value(other, indicator=indicator)
        when = f" {_for(comparison)}" if comparison.period else ""
        return f"The target{when} is {target}: {because}."
    if comparison.value is None or other is None or comparison.period is None:
        return f"Not compared with {name}{f': {because}' if because else ''}."
    ours = say_short_value(comparison.value, indicator=indicator)
    theirs = say_bare_value(other, indicator=indicator)
    when = begin(say_when(comparison.period))
    return f"{when}, {ours}; {name} {theirs}. The difference is not tested: {because}."


def _say_untested_together(
    group: Sequence[Comparison], *, indicator: Indicator, names: Callable[[str], str]
) -> str:
    """`In 2024/25, 34.4%; North East 25.1%, England 19.8%. The differences are not tested: ...`"""
    first = group[0]
    assert first.value is not None
    assert first.period is not None
    others = [
        f"{_name(one, names(one.with_area))} {say_bare_value(one.other_value, indicator=indicator)}"
        for one in group
        if one.other_value is not None
    ]
    ours = say_short_value(first.value, indicator=indicator)
    start = f"{begin(say_when(first.period))}, {ours}; {', '.join(others)}."
    return f"{start} The differences are not tested: {first.reason.rstrip('.')}."


def _for(comparison: Comparison) -> str:
    return f"for {comparison.period.label}" if comparison.period else ""
