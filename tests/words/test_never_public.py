"""What no tick lets stand: a table of texts that must be mended, and one of texts that a person may let stand."""

from __future__ import annotations

import pytest

from oba.words.never_public import NAME_AND_BIRTH, NHS_NUMBER, say_never
from oba.words.personal_data import find_personal

KNOWN = frozenset({"the", "board", "asked", "children", "town", "on", "met"})


def never(text: str) -> str:
    return say_never(text, find_personal(text, known=KNOWN))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("NHS 943 476 5919", NHS_NUMBER),
        ("the board asked 9434765919", NHS_NUMBER),
        ("Kayleigh Brown, born 4 March 2012", NAME_AND_BIRTH),
        ("Kayleigh Brown, DOB 04/03/12", NAME_AND_BIRTH),
        ("Kayleigh Brown (04.03.2012, date of birth)", NAME_AND_BIRTH),
        ("d.o.b. 4-Mar-2012, Mrs Patel", NAME_AND_BIRTH),
        ("born on March 4, 2012: my lad Jordan", NAME_AND_BIRTH),
        ("Kayleigh Brown dob 04032012", NAME_AND_BIRTH),
        ("Kayleigh Brown, date of birth 2012-03-04", NAME_AND_BIRTH),
        ("Kayleigh Brown, d.o.b.\N{NO-BREAK SPACE}04\N{ZERO WIDTH SPACE}/03/2012", NAME_AND_BIRTH),
    ],
)
def test_an_nhs_number_and_a_name_with_a_date_of_birth_must_be_taken_out(text: str, why: str) -> None:
    assert never(text) == f"{why}: take it out of the text. No reason lets it stand, and no tick"


@pytest.mark.parametrize(
    "text",
    [
        "Kayleigh Brown of TS3 6AB",
        "NHS number 943 476 5918",
        "Kayleigh Brown met the board on 04/03/2025",
        "Kayleigh Brown, whose birthday is 4 March",
        "born 4 March 2012",
        "Two children in one family",
    ],
)
def test_what_a_person_may_judge_can_be_ticked(text: str) -> None:
    assert never(text) == ""
