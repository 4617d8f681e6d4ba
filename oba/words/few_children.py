"""Where a text tells of so few children that they could be recognised: `two children`, `3 pupils`, `a child of five`.

A number up to a rule's threshold before a word for people is looked for, and the age of one child. Rates, ranges of
ages, school years, how something is counted and what is more or fewer than a number are let be. It misses some: a
person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from oba.words.personal_data import Kind, Suspect, normalise

USUAL = 5
"""The greatest count that is few where no rule says otherwise."""
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven")
_MANY = (
    "children|kids|pupils|students|girls|boys|babies|infants|toddlers|teenagers|twins|siblings|brothers|sisters|"
    "daughters|sons|families|mothers|fathers|mums|dads|carers|orphans|young people|young persons|young women|"
    "young men|births|stillbirths|deaths|suicides|conceptions|pregnancies|adoptions|care leavers"
)
_ONE = (
    "child|kid|pupil|student|girl|boy|baby|infant|toddler|teenager|sibling|brother|sister|daughter|son|family|mother|"
    "father|mum|dad|orphan|young person|young woman|young man|birth|stillbirth|death|suicide|conception|pregnancy|"
    "adoption|care leaver"
)
_BETWEEN = (
    r"(?:(?:more|further|other|young|younger|older|new|local|little|small|disabled|looked[- ]after|fostered|adopted|"
    r"missing|unaccompanied|white|black|asian|year \d{1,2}|of (?:the|our|these|those|their|its|my|your))\s){0,2}"
)
_GROUPS = (
    r"(?:(?:different|separate|other|local|small|primary|secondary|special|infant|junior|village|foster|care|new|"
    r"children['’]s|residential|neighbouring|school) )?"
    "(?:families|classes|schools|homes|houses|households|streets|wards|villages|towns|estates|roads|groups|forms|"
    "cohorts|nurseries|colleges|academies|units|areas|neighbourhoods|parishes|centres|clubs|teams|flats|hostels|"
    "refuges|placements|settings|services|hospitals|years|months|weeks|terms|of)"
)
"""Where children are together: `in two families` tells of those families, and is no rate."""
_TENTHS = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|thousand"
_BEFORE = (
    r"(?<![\w.,/£$€%+-])(?<!\bunder )(?<!\bover )(?<!\bthan )(?<!\byear )(?<!\byears )(?<!\bstage )"
    r"(?<!\blevel )(?<!\btier )(?<!\bgroup )(?<!\btable )(?<!\bphase )(?<!\bsection )(?<!\bquarter )(?<!\bage )"
    r"(?<!\baged )(?<!\bgrade )(?<!\bevery )(?<!\bper )(?<!\bout of )(?<!\d in )"
    + "".join(rf"(?<!\b{one} in )" for one in ("half", "one", *_TENTHS.split("|")))
)
_AFTER = (
    r"\b(?!['’]|-\w)(?! (?:per|(?:in|out of|for|to) (?:each|every))\b)"
    rf"(?! (?:in|out of|for|to) (?:a |an |one )?(?:{_TENTHS}|\d{{1,3}}(?:,?000)?)\b"
    rf"(?! {_GROUPS}\b| (?-i:[A-Z])))"
    r"(?! (?:homes?|centres?|services?|hubs?|limit)\b)"
)
_NO_MORE = r"(?! (?:can|may|could|might|counts?|more or|or more|is counted))"
_YEARS = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen)"
)
_AGED = re.compile(
    rf"\b(?<!every )(?<!each )(?<!any )(?:{_ONE}),? (?:of|aged|who is) {_YEARS}\b"
    rf"(?! ?[-\u2013/+]| (?:to|or|and|in|per|hours|days|weeks|months)\b)"
    rf"|\b{_YEARS}[- ]years?[- ]old (?:{_ONE})\b(?!['’])",
    re.IGNORECASE,
)


def find_few(text: str, *, most: int = USUAL) -> tuple[Suspect, ...]:
    """Every place where a number from 1 to `most` of children stands, or the age of one child; each once."""
    plain = normalise(text)
    found = [one.group() for look in (_counts_to(most), _AGED) for one in look.finditer(plain)]
    return tuple(Suspect(Kind.FEW, one) for one in dict.fromkeys(found))


@lru_cache(maxsize=8)
def _counts_to(most: int) -> re.Pattern[str]:
    numbers = "|".join(_list_numbers(2, most))
    return re.compile(
        rf"{_BEFORE}(?:(?:{numbers}|a couple of) {_BETWEEN}(?:{_MANY})"
        rf"|(?:one|1|a single) (?:of (?:the|our|these|those|their|its) (?:{_MANY})"
        rf"|{_BETWEEN}(?:{_ONE})\b{_NO_MORE}))"
        rf"{_AFTER}",
        re.IGNORECASE,
    )


def _list_numbers(least: int, most: int) -> Iterator[str]:
    for number in range(least, most + 1):
        yield str(number)
        if number <= len(_COUNTS):
            yield _COUNTS[number - 1]
