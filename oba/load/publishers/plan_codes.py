"""Which of the codes that a publisher's measure can have the plan knows, and what tells data sets apart.

A file that was filtered to one value of a column may be of a measure that the plan knows with that value
(`ees:absence_percent|gender=Female`), or without it. The fullest code that the plan knows is the measure's; a group
that is left out of the code is a breakdown. Where the plan knows none, the measure is new and its code says all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

from oba.load.problem_log import ProblemLog
from oba.load.publishers.dimensions import Dimensions
from oba.load.publishers.publisher_columns import indicator_of
from oba.load.reference import Reference
from oba.model.measure import Measure
from oba.model.release import LEAVE_OUT, Outcome, Problem, Source

Knows = Callable[[Measure], bool]
MOST_TRIED = 5
"""Of so many columns with one value every choice is tried; of more, all of them, each alone, and none."""
COUNTED = r"child(?:ren)?|pupils?|students?|learners?|people|persons?|schools?|episodes?"
NUMBERED = r"numbers?|no|n|counts?|percent|percentages?|pct|pc|rates?|totals?|proportions?|shares?"
GENERIC = re.compile(
    rf"(?:{NUMBERED}|headcounts?|values?|figures?|averages?|means?|medians?|scores?|amounts?|obs value)"
    rf"|(?:{COUNTED})|(?:{COUNTED}) (?:{NUMBERED})|(?:{NUMBERED})(?: of)? (?:{COUNTED})|rate per [0-9 ,]+",
    re.IGNORECASE,
)
"""Headers that many data sets have: what is counted stands elsewhere."""
DATES = re.compile(
    r"\b(?:(?:[0-9]{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) )?"
    r"(?:19|20)[0-9]{2}(?: ?(?:[-/–]|to) ?(?:[0-9]{4}|[0-9]{2}))?\b",
    re.IGNORECASE,
)
PREFIX = re.compile(r"explore education statistics:?", re.IGNORECASE)


def is_generic(header: str) -> bool:
    """Whether other data sets may well have a column of the same name that counts something else."""
    return bool(GENERIC.fullmatch(" ".join(header.replace("_", " ").split())))


def data_set_words(title: str) -> str:
    """The words of a title that stay from release to release, as a part of a code; '' where there are none."""
    words = DATES.sub(" ", PREFIX.sub(" ", title))
    said = " ".join(re.findall(r"[\w']+", words.casefold()))
    return f"of={said}" if said else ""


def known_to(reference: Reference, *, source: Source) -> Knows:
    """Whether a measure is one of the plan's, or a person said to leave it out."""

    def knows(measure: Measure) -> bool:
        if LEAVE_OUT in (source.indicators.get(measure.code), source.indicators.get(measure.name)):
            return True
        return indicator_of(measure, reference=reference, source=source) is not None

    return knows


def known_to_none(measure: Measure) -> bool:
    """Before there is a plan to look into: every measure is new."""
    return False


def choose_inside(
    dimensions: Dimensions,
    *,
    describe: Callable[[Collection[int]], Measure],
    knows: Knows,
    required: Collection[int] = (),
) -> frozenset[int]:
    """The columns with one value that are part of the code. `required` are so in any case."""
    always = frozenset(required)
    for chosen in _choices(sorted((dimensions.topics | dimensions.lone) - always)):
        inside = always | frozenset(chosen)
        if knows(describe(inside)):
            return inside
    return always | dimensions.lone


def _choices(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The fullest first."""
    sizes = range(len(places), -1, -1) if len(places) <= MOST_TRIED else (len(places), 1, 0)
    for size in sizes:
        yield from combinations(places, size)


def tell_part(
    code: str, *, part: str, full: str, where: str, reference: Reference, source: Source, log: ProblemLog
) -> None:
    """Say that a file of one group only was not taken for everyone, and what to do where the plan means that group."""
    answer = source.indicators.get(code, code)
    indicator = reference.find_indicator(answer)
    called = indicator.title if indicator else code
    log.add(
        Problem(
            Outcome.NOTE,
            where,
            f"the file holds only '{part}' for '{called}': kept as that part, and the figures for everyone are left"
            " as they are",
            "figures for everyone",
            f"If the indicator means that group, give it the code '{full}' in the plan",
        )
    )
