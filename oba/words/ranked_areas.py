"""Every area in a row with its interval, in words. Areas are in order, and none is given a place.

The order of areas whose intervals overlap is mostly chance, and the sentences say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oba.model.finding import ComparisonWord
from oba.model.indicator import Indicator
from oba.model.period import Period
from oba.words.numbers import say_count, say_list, say_unit, say_when

UNTESTED = (
    "No 95% interval is published for these figures and none can be computed from counts, "
    "so no area is called {words}."
)
ORDER = "Where intervals overlap, the order of the areas may be chance."
BY_CHANCE = "Were every area truly like {name}, about 1 in 20 would still be marked, by chance alone."
MANY = 20
"""Areas from which on marks by chance alone are to be expected."""
IN_ORDER = (
    ComparisonWord.WORSE,
    ComparisonWord.BETTER,
    ComparisonWord.HIGHER,
    ComparisonWord.LOWER,
    ComparisonWord.SIMILAR,
)


def say_finding(
    indicator: Indicator,
    *,
    period: Period,
    ours: tuple[str, str, ComparisonWord] | None,
    benchmark: tuple[str, str] | None,
    words: Mapping[ComparisonWord, int],
    ends: tuple[str, str],
    count: int,
) -> str:
    """`Injury admissions in 2023/24: Middlesbrough (90.9) is worse than England (72.7); of 11 areas 7 are worse, ...`.

    `ours` and `benchmark` are names and figures, ours with its word; `words` counts how the areas compare.
    """
    parts = [_say_ours(ours, benchmark=benchmark), _say_others(words, ends=ends, count=count)]
    told = "; ".join(part for part in parts if part)
    start = f"{indicator.title} {say_when(period)}"
    return f"{start}: {told}" if told else start


def say_sentences(
    indicator: Indicator, *, benchmark: str, tested: int, count: int, axis_from: str
) -> tuple[str, ...]:
    """How the chart is read. `tested` areas have an interval; `axis_from` is where the axis begins when not at zero."""
    judged = indicator.polarity.sign != 0
    words = "better or worse" if judged else "higher or lower"
    lines = []
    if not tested:
        lines.append(UNTESTED.format(words=words))
    elif benchmark:
        lines.append(
            f"Each bar is an area's 95% interval. An area is marked {words} when {benchmark}'s figure lies "
            f"outside its interval. {ORDER}"
        )
    else:
        lines.append(f"Each bar is an area's 95% interval. {ORDER}")
    if benchmark and tested >= MANY:
        lines.append(BY_CHANCE.format(name=benchmark))
    if 0 < tested < count:
        without = count - tested
        lines.append(f"{say_count(without, noun='area')} without an interval {_be(without)} not compared.")
    if axis_from:
        lines.append(f"The axis starts at {axis_from}, not at zero.")
    return tuple(lines)


def say_subtitle(indicator: Indicator, *, count: int) -> str:
    return f"{say_unit(indicator)}Every area a row, the highest figure at the top; {say_count(count, noun='area')}."


def say_alt(
    title: str, *, rows: Sequence[tuple[str, str, ComparisonWord]], lines: Sequence[tuple[str, str]]
) -> str:
    """The alternative text. `rows` are those worth naming: name, figure, how it compares; `lines` the benchmarks."""
    named = "; ".join(
        f"{name} {text}" if word is ComparisonWord.NOT_COMPARED else f"{name} {text} ({word.value})"
        for name, text, word in rows
    )
    drawn = say_list(tuple(f"{name} {text}" for name, text in lines))
    parts = [f"Areas in order of their figures. {title}.", f"Lines: {drawn}." if drawn else ""]
    return " ".join([part for part in parts if part] + ([f"From the top: {named}."] if named else []))


def say_mark(word: ComparisonWord, *, benchmark: str) -> str:
    """What a mark means: `worse than England`."""
    joined = {ComparisonWord.SIMILAR: "similar to", ComparisonWord.NOT_COMPARED: "not compared with"}
    return f"{joined.get(word, f'{word.value} than')} {benchmark}"


def _say_ours(ours: tuple[str, str, ComparisonWord] | None, *, benchmark: tuple[str, str] | None) -> str:
    if ours is None:
        return f"{benchmark[0]} {benchmark[1]}" if benchmark else ""
    name, text, word = ours
    if benchmark is None:
        return f"{name} {text}"
    if word is ComparisonWord.NOT_COMPARED:
        return f"{name} {text}, {benchmark[0]} {benchmark[1]}"
    return f"{name} ({text}) is {say_mark(word, benchmark=benchmark[0])} ({benchmark[1]})"


def _say_others(words: Mapping[ComparisonWord, int], *, ends: tuple[str, str], count: int) -> str:
    if count < 2:
        return ""
    told = [(word, words[word]) for word in IN_ORDER if words.get(word)]
    if not told:
        return f"{say_count(count, noun='area')} from {ends[0]} to {ends[1]}"
    listed = say_list(tuple(f"{many} {_be(many)} {word.value}" for word, many in told))
    return f"of {say_count(count, noun='area')} {listed}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
