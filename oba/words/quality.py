"""How far figures can be trusted: one mark in a word and a shape, and each reason with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oba.model.quality import Aspect, Cause, Mark, Quality, Reason
from oba.model.thresholds import FEW_CASES
from oba.words.numbers import begin, say_count, say_list
from oba.words.status import Shape, Status, Tone

MARKS = {
    Mark.SOUND: Status(
        "sound",
        Shape.TICK,
        Tone.NEUTRAL,
        "Nothing was found that should keep anybody from using the figures.",
    ),
    Mark.CARE: Status(
        "use with care",
        Shape.WARNING,
        Tone.NEUTRAL,
        "The figures can be used by those who know what is said of them.",
    ),
    Mark.DOUBTFUL: Status(
        "doubtful", Shape.CROSS, Tone.NEUTRAL, "Nothing should be decided on these figures alone."
    ),
}
_AS_MANY = {Mark.SOUND: "sound", Mark.CARE: "to be used with care", Mark.DOUBTFUL: "doubtful"}
MARGIN = 1.959964
YEARS_FROM = 36
"""From three years on an age is told in years."""
COPIED = "in a general layout, which may have been copied by hand"

Name = Callable[[str], str]


def status_of_mark(mark: Mark) -> Status:
    return MARKS[mark]


def say_mark(quality: Quality) -> str:
    """`Quality: use with care.`; '' where there is no figure to mark."""
    return f"Quality: {quality.mark.value}." if quality.reasons else ""


def say_aspect(aspect: Aspect) -> str:
    return begin(aspect.value)


def say_reason_mark(reason: Reason) -> str:
    """`sound`, `use with care`, `doubtful`; and `not known` where the aspect could not be looked at."""
    return reason.mark.value if reason.known else "not known"


def say_reason(reason: Reason, *, name: Name = str) -> str:
    """One sentence with its number; `name` gives an area's code its name."""
    return _SAY[reason.cause](reason, name)


def say_aspects(quality: Quality) -> str:
    """Which aspects keep the mark from being sound: `currency, small numbers`; '' for none."""
    return ", ".join(dict.fromkeys(one.aspect.value for one in quality.concerns))


def say_tally(marks: Sequence[Mark]) -> str:
    """`Of 34 indicators 20 are sound, 10 are to be used with care and 4 are doubtful.`; '' for none."""
    if not marks:
        return ""
    said = tuple(
        f"{marks.count(mark)} {_verb(marks.count(mark), 'is', 'are')} {_AS_MANY[mark]}"
        for mark in Mark
        if mark in marks
    )
    return f"Of {say_count(len(marks), noun='indicator')} {say_list(said)}."


def say_concerns(quality: Quality, *, name: Name = str) -> str:
    """Why the mark is no better, in one line for a table cell; '' for what is sound."""
    return " ".join(say_reason(one, name=name) for one in quality.concerns)


def say_share(share: float) -> str:
    """`9%`, and below one per cent `0.8%`."""
    return f"{share * 100:.0f}%" if share >= 0.0095 else f"{share * 100:.1f}%"


def _say_current(one: Reason, _: Name) -> str:
    return f"The newest figure is of {_period(one)}, which ended {say_ago(one.count)}."


def _say_overdue(one: Reason, _: Name) -> str:
    ended = f"the newest is of {_period(one)}, which ended {say_ago(one.count)}"
    return f"Newer figures were due and have not come: {ended}."


def _say_stale(one: Reason, _: Name) -> str:
    return (
        f"The newest figure is of {_period(one)}, which ended {say_ago(one.count)}:"
        " older than this kind of figure usually is."
    )


def _say_complete(one: Reason, _: Name) -> str:
    return "The only period has a figure." if one.count == 1 else f"All {one.count} periods have a figure."


def _say_missing(one: Reason, _: Name) -> str:
    gaps = f"{one.count} of {one.of} periods {_verb(one.count, 'has', 'have')} no row"
    if one.largest is None:
        return f"{gaps}."
    return f"{gaps}, {round(one.largest) or 'none'} of them among the newest 10."


def _say_marked(one: Reason, _: Name) -> str:
    hidden = round(one.largest or 0)
    some = f"{one.count} of {one.of} values {_verb(one.count, 'is', 'are')}"
    if hidden == one.count:
        return f"{some} suppressed."
    those = f", {hidden} of them suppressed" if hidden else ""
    return f"{some} marked as missing or not available{those}."


def _say_break(one: Reason, _: Name) -> str:
    stand = _verb(one.count, "stands", "stand")
    return f"The definition changed in {_period(one)}; {say_count(one.count, noun='figure')} {stand} since."


def _say_traced(one: Reason, _: Name) -> str:
    facts = "publisher, title, licence and day of publication"
    said = f"The only figure names its {facts}" if one.of == 1 else f"All {one.of} figures name their {facts}"
    copied = one.of - one.count
    if not copied:
        return f"{said}, and {_verb(one.of, 'comes', 'come')} from the publisher's own file."
    if not one.count:
        return f"{said}; {_verb(one.of, 'it comes', 'they come')} from a table {COPIED}."
    return f"{said}; {copied} {_verb(copied, 'comes', 'come')} from a table {COPIED}."


def _say_not_traced(one: Reason, _: Name) -> str:
    lack = _verb(one.count, "does not state its", "do not state their")
    return f"{one.count} of {one.of} figures {lack} {say_list(one.facts)}."


def _say_cases(one: Reason, _: Name) -> str:
    rests = f"The newest figure rests on {say_count(one.count, noun='case') if one.count else 'no cases'}"
    few = round(one.largest or 0)
    if one.of < 2 or few == 0 or (few == 1 and one.count < FEW_CASES):
        return f"{rests}."
    return f"{rests}; {few} of the newest {one.of} rest on fewer than {FEW_CASES}."


def _say_measured(one: Reason, _: Name) -> str:
    return f"The 95% interval of the newest figure is about {_margin(one)} of it either way."


def _say_wide(one: Reason, _: Name) -> str:
    return f"The newest figure is uncertain by about {_margin(one)} of itself either way (95% interval)."


def _say_no_margin(_one: Reason, _: Name) -> str:
    return "Neither cases nor an interval is published, so nobody can tell whether the numbers are small."


def _say_unrevised(one: Reason, _: Name) -> str:
    if not one.count:
        return "Each figure was published once, so nothing can be said of revisions."
    again = f"{one.count} of {one.of} figures {_verb(one.count, 'was', 'were')} published more than once"
    return f"{again}, and none was revised."


def _say_revised(one: Reason, _: Name) -> str:
    return f"{_how_many_revised(one)}{_how_far(one, before=', ')}."


def _say_rewritten(one: Reason, _: Name) -> str:
    return f"The history was rewritten: {_how_many_revised(one)}{_how_far(one, before=', ')}."


def _say_since_freeze(one: Reason, _: Name) -> str:
    which = f"{say_count(one.count, noun='figure')} that the forecast was frozen from"
    has = _verb(one.count, "has", "have")
    if one.largest is None:
        return f"{which} {has} been {_verb(one.count, 'withdrawn', 'revised or withdrawn')} since."
    far = f"{'one of them ' if one.count > 1 else ''}by {say_share(one.largest)}"
    return f"{which} {has} been revised since, {far}."


def _say_plausible(one: Reason, name: Name) -> str:
    return f"The figures for {_areas(one, name)} are such as the areas' figures allow."


def _say_implausible(one: Reason, name: Name) -> str:
    beside = "wrong beside the areas' figures"
    if one.count == 1:
        figure = f"The published figure for {_areas(one, name)} in {_period(one)}"
        return f"{figure} looks {beside}; it is not compared with."
    return (
        f"{one.count} published figures for {_areas(one, name)}, the newest of {_period(one)}, look {beside};"
        " they are not compared with."
    )


def _say_untested(_one: Reason, _: Name) -> str:
    return "The country's and the region's figures could not be tested against those of the areas."


def _how_many_revised(one: Reason) -> str:
    since = f" since {one.since}" if one.since else ""
    return f"{one.count} of {one.of} values {_verb(one.count, 'was', 'were')} revised{since}"


def _how_far(one: Reason, *, before: str) -> str:
    if one.typical is None or one.largest is None:
        return ""
    if one.count == 1:
        return f"{before}by {say_share(one.largest)}"
    return f"{before}by {say_share(one.typical)} at the median and {say_share(one.largest)} at most"


def say_ago(months: int) -> str:
    """`8 months ago`, `5 years ago`."""
    if months >= YEARS_FROM:
        return f"{months // 12} years ago"
    return f"{say_count(months, noun='month')} ago" if months else "less than a month ago"


def _period(one: Reason) -> str:
    return one.period.label if one.period else "an unknown period"


def _margin(one: Reason) -> str:
    return say_share((one.typical or 0.0) * MARGIN)


def _areas(one: Reason, name: Name) -> str:
    return say_list(tuple(name(area) for area in one.areas))


def _verb(count: int, one: str, several: str) -> str:
    return one if count == 1 else several


_SAY: dict[Cause, Callable[[Reason, Name], str]] = {
    Cause.CURRENT: _say_current,
    Cause.OVERDUE: _say_overdue,
    Cause.STALE: _say_stale,
    Cause.COMPLETE: _say_complete,
    Cause.MISSING: _say_missing,
    Cause.MARKED: _say_marked,
    Cause.BREAK: _say_break,
    Cause.TRACED: _say_traced,
    Cause.NOT_TRACED: _say_not_traced,
    Cause.COUNTED: _say_cases,
    Cause.FEW_CASES: _say_cases,
    Cause.MEASURED: _say_measured,
    Cause.WIDE_MARGIN: _say_wide,
    Cause.NO_MARGIN: _say_no_margin,
    Cause.UNREVISED: _say_unrevised,
    Cause.REVISED: _say_revised,
    Cause.REWRITTEN: _say_rewritten,
    Cause.SINCE_FREEZE: _say_since_freeze,
    Cause.PLAUSIBLE: _say_plausible,
    Cause.IMPLAUSIBLE: _say_implausible,
    Cause.UNTESTED: _say_untested,
}
