"""What no reason lets stand in a public text: an NHS number, and a date of birth beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oba.words.personal_data import BORN, DAY, Kind, Suspect, normalise

_DATED = rf"(?:\d{{1,4}} ?[/.-] ?\d{{1,2}} ?[/.-] ?\d{{2,4}}|{DAY}\.?,?[ /-]?(?:19|20)?\d{{2}})\b"
_DATE_OF_BIRTH = re.compile(
    rf"{BORN}[^;\n]{{0,30}}?(?<!\d){_DATED}|(?<!\d){_DATED}[^;\n]{{0,30}}?{BORN}"
    rf"|{BORN}[^\w.;\n]{{0,5}}(?:on )?\d{{6,8}}\b",
    re.IGNORECASE,
)
NHS_NUMBER = "An NHS number tells who somebody is"
NAME_AND_BIRTH = "A name and a date of birth together tell who somebody is"
NOT_TICKED = "take it out of the text. No reason lets it stand, and no tick"


def say_never(text: str, suspects: Sequence[Suspect]) -> str:
    """Why the text cannot be let stand, and what to do; '' where whoever reads it decides.

    A number that fails the NHS check digit, a day without a year and a day that is not said to be of birth are for a
    person to judge.
    """
    kinds = {one.kind for one in suspects}
    if Kind.NHS_NUMBER in kinds:
        return f"{NHS_NUMBER}: {NOT_TICKED}"
    if Kind.NAME in kinds and _DATE_OF_BIRTH.search(normalise(text)):
        return f"{NAME_AND_BIRTH}: {NOT_TICKED}"
    return ""
