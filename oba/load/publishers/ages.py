"""The ages that a publisher's words name: `<15 yrs`, `15-24 yrs`, `(aged 0 to 14 years)`, `Under 18s`."""

from __future__ import annotations

import re

BELOW = re.compile(r"(?:<|\bunder(?:[ -]age)?[ -]?) ?(?P<before>[0-9]{1,3})(?![0-9])", re.IGNORECASE)
BETWEEN = re.compile(
    r"(?<![0-9/])(?P<first>[0-9]{1,3}) ?(?:-|–|to) ?(?P<last>[0-9]{1,3})(?: ?-? ?(?:years?|yrs?)\b)",
    re.IGNORECASE,
)


def ages_in(text: str) -> set[tuple[int, int]]:
    """The spans of whole years of age, both ends included; none where the words name none."""
    below = {(0, int(found["before"]) - 1) for found in BELOW.finditer(text)}
    return below | {(int(found["first"]), int(found["last"])) for found in BETWEEN.finditer(text)}


def is_other_age(age: str, *, name: str) -> bool:
    """Whether an age is plainly not the one that the name of the indicator speaks of."""
    said, named = ages_in(age), ages_in(name)
    return bool(said and named) and said.isdisjoint(named)
