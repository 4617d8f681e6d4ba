"""The latest figure beside another area's, in a sentence."""

from __future__ import annotations

from oba.model.finding import Comparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.words.numbers import begin, say_bare_value, say_list, say_short_value, say_when

_THAN = {
    ComparisonWord.BETTER: "better than",
    ComparisonWord.WORSE: "worse than",
    ComparisonWord.HIGHER: "higher than",
    ComparisonWord.LOWER: "lower than",
    ComparisonWord.SIMILAR: "similar to",
}


def say_comparison(comparison: Comparison, *, indicator: Indicator, other_name: str) -> str:
    """`In 2023/24, 90.9 per 10,000: worse than England (72.7).`; the reason when it cannot be compared."""
    if comparison.word is ComparisonWord.NOT_COMPARED:
        return _say_untested(comparison, indicator=indicator, other_name=other_name)
    phrase = say_comparison_phrase(comparison, indicator=indicator, other_name=other_name)
    start = begin(say_when(comparison.period)) if comparison.period else "Latest"
    if comparison.value is not None:
        start += f", {say_short_value(comparison.value, indicator=indicator)}"
    margin = ": the difference is inside the margin of error"
    return f"{start}: {phrase}{margin if comparison.word is ComparisonWord.SIMILAR else ''}."


def _say_untested(comparison: Comparison, *, indicator: Indicator, other_name: str) -> str:
    """Both figures where both are known, without calling either better; and why they are not compared."""
    because = comparison.reason.rstrip(".")
    if comparison.value is None or comparison.other_value is None or comparison.period is None:
        return f"Not compared with {other_name}{f': {because}' if because else ''}."
    ours = say_short_value(comparison.value, indicator=indicator)
    theirs = say_bare_value(comparison.other_value, indicator=indicator)
    when = begin(say_when(comparison.period))
    return f"{when}, {ours}; {other_name} {theirs}. The difference is not tested: {because}."


def say_comparison_phrase(comparison: Comparison, *, indicator: Indicator, other_name: str) -> str:
    """`higher than England (72.7)`, for the middle of a sentence or a cell; `not compared with England`."""
    if comparison.word is ComparisonWord.NOT_COMPARED:
        return f"not compared with {other_name}"
    phrase = f"{_THAN[comparison.word]} {other_name}"
    if comparison.other_value is None:
        return phrase
    return f"{phrase} ({say_bare_value(comparison.other_value, indicator=indicator)})"


def say_comparisons(
    comparisons: tuple[Comparison, ...], *, indicator: Indicator, names: dict[str, str]
) -> str:
    """One sentence for all areas compared, `names` giving each area code its name; '' when none was."""
    compared = [c for c in comparisons if c.word is not ComparisonWord.NOT_COMPARED]
    phrases = tuple(
        say_comparison_phrase(c, indicator=indicator, other_name=names.get(c.with_area, c.with_area))
        for c in compared
    )
    if not phrases:
        return ""
    period = compared[0].period
    start = f"{begin(say_when(period))}: " if period else ""
    return begin(f"{start}{say_list(phrases)}.")
