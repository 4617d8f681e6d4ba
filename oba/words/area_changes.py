"""Every area's change over the same two periods, in words. What is inside its margin is called no change."""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.finding import ChangeComparison, ComparisonWord
from oba.model.indicator import Indicator
from oba.words.changes import say_change_share
from oba.words.numbers import is_percentage, say_count, say_list, say_number, say_period, say_unit

NO_CHANGE = "no change"
BARS = "Each bar is the 95% interval of a change: one that crosses the line of no change tells no change from chance."
UNTESTED = (
    "No intervals are known for these figures, so no change is told from chance and none is called {words}."
)
BY_CHANCE = (
    "Had every area truly changed as {name} did, about 1 in 20 would still be marked, by chance alone."
)
SHARES = "A change is a share of the first figure, not a difference in percentage points."
MANY = 20
IN_ORDER = (
    ComparisonWord.WORSE,
    ComparisonWord.BETTER,
    ComparisonWord.HIGHER,
    ComparisonWord.LOWER,
    ComparisonWord.SIMILAR,
)
_THAN = {
    ComparisonWord.WORSE: "worse than {name}'s",
    ComparisonWord.BETTER: "better than {name}'s",
    ComparisonWord.HIGHER: "more upward than {name}'s",
    ComparisonWord.LOWER: "more downward than {name}'s",
    ComparisonWord.SIMILAR: "not told apart from {name}'s",
}


def say_finding(
    change: ChangeComparison, *, indicator: Indicator, our_name: str, other_name: str, against: bool
) -> str:
    """`Injury admissions: England fell 13%, Middlesbrough fell 9% between 2018/19 and 2022/23, no clear difference`.

    Only what stands out from chance fell or rose; what cannot be tested is told by its size and said to be untested.
    `against` is whether the other area is to be named at all.
    """
    pairs = [(other_name, change.theirs, change.theirs_clear)] if against else []
    pairs.append((our_name, change.ours, change.ours_clear))
    first, last = say_period(change.first), say_period(change.last)
    if any(clear is None for *_, clear in pairs):
        told = ", ".join(f"{name} {_say_size(share, clear=clear)}" for name, share, clear in pairs)
        return f"{indicator.title}, {last} against {first}: {told} (not tested against chance)"
    told = ", ".join(f"{name} {_say_move(share, clear=clear)}" for name, share, clear in pairs)
    tested = ", a clear difference" if change.differs else ", no clear difference"
    ending = tested if against and change.differs is not None else ""
    return f"{indicator.title}: {told} between {first} and {last}{ending}"


def say_subtitle(indicator: Indicator, *, count: int) -> str:
    """`count` is that of the areas, countries and regions left out."""
    rows = f"Every area a row, the greatest rise at the top; {say_count(count, noun='area')}."
    return f"{say_unit(indicator)}Change in per cent of the first figure. {rows}"


def say_sentences(
    indicator: Indicator, *, our_name: str, compared: str, tested: int, words: Mapping[ComparisonWord, int]
) -> tuple[str, ...]:
    """How the chart is read. `compared` is the sentence on the country's change, `words` count the other areas'."""
    lines = [compared] if compared else []
    if tested:
        counted = [f"{words[word]} {word.value}" for word in IN_ORDER if words.get(word)]
        told = (
            f" Beside {our_name}'s change, those of the other areas: {say_list(tuple(counted))}."
            if counted
            else ""
        )
        lines.append(BARS + told)
    else:
        judged = "better or worse" if indicator.polarity.sign else "higher or lower"
        lines.append(UNTESTED.format(words=judged))
    if tested >= MANY:
        lines.append(BY_CHANCE.format(name=our_name))
    if is_percentage(indicator):
        lines.append(SHARES)
    return tuple(lines)


def say_mark(word: ComparisonWord, *, name: str) -> str:
    return _THAN[word].format(name=name)


def say_alt(title: str, *, rows: tuple[tuple[str, str], ...]) -> str:
    """`rows` are those worth naming, from the top: name and change."""
    told = "; ".join(f"{name} {text}" for name, text in rows)
    return f"Areas in order of their change. {title}. From the greatest rise: {told}."


def _say_move(share: float, *, clear: bool | None) -> str:
    return say_change_share(share) if clear else "had no clear change"


def _say_size(share: float, *, clear: bool | None) -> str:
    if clear is False:
        return "no clear change"
    size = say_number(abs(share) * 100, decimals=0)
    words = f"{'less than 1' if size == '0' else size}%"
    return f"{words} {'higher' if share > 0 else 'lower'}" if share else "the same"
