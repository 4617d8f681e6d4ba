"""What looks as if it told of a person: a table of texts that are noticed, and one of texts that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.words.personal_data import Kind, find_personal, is_nhs_number, normalise

KNOWN = frozenset({"the", "board", "asked", "children", "town", "parents", "wait", "for", "and", "in", "new"})


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("We spoke to Kayleigh Brown about it.", Kind.NAME, "Kayleigh Brown"),
        ("Kayleigh said the bus is late.", Kind.NAME, "Kayleigh said"),
        ("kayleigh waits for the bus", Kind.NAME, "kayleigh"),
        ("JOHN SMITH of the school", Kind.NAME, "JOHN SMITH"),
        ("Will Hughes came", Kind.NAME, "Will Hughes"),
        ("Thomas, 14, waits", Kind.NAME, "Thomas, 14"),
        ("Grace (aged 9) waits", Kind.NAME, "Grace (aged 9"),
        ("Anne-Marie O’Neill", Kind.NAME, "Anne-Marie O’Neill"),
        ("Told by John J. P. O'Neill", Kind.NAME, "John J. P. O'Neill"),
        ("Mrs Patel asked", Kind.NAME, "Mrs Patel"),
        ("Dr. A. Okonkwo asked", Kind.NAME, "Dr. A. Okonkwo"),
        ("Councillor Brown asked", Kind.NAME, "Councillor Brown"),
        ("the Xiulan Zhang children", Kind.NAME, "Xiulan Zhang"),
        ("John\N{ZERO WIDTH SPACE} Smith", Kind.NAME, "John Smith"),
        ("born 4 March 2012", Kind.BIRTH, "born 4 March 2012"),
        ("DOB: 4th of March, 2012", Kind.BIRTH, "DOB: 4th of March, 2012"),
        ("d.o.b 04/03/12", Kind.BIRTH, "04/03/12"),
        ("4 March 2012 is her date of birth", Kind.BIRTH, "4 March 2012 is her date of birth"),
        ("on 04.03.2012 he", Kind.BIRTH, "04.03.2012"),
        ("on 2012-03-04 he", Kind.BIRTH, "2012-03-04"),
        ("NHS 943 476 5919", Kind.NHS_NUMBER, "943 476 5919"),
        ("NHS 9434765919.", Kind.NHS_NUMBER, "9434765919"),
        ("NHS ９４３\N{NO-BREAK SPACE}４７６ ５９１９", Kind.NHS_NUMBER, "943 476 5919"),
        ("NHS number: 943 476 5918", Kind.NHS_MISTYPED, "943 476 5918"),
        ("NHS9434765918", Kind.NHS_MISTYPED, "9434765918"),
        ("lives at TS1 2AB", Kind.POSTCODE, "TS1 2AB"),
        ("lives at ts12ab", Kind.POSTCODE, "ts12ab"),
        ("W1A 0AX", Kind.POSTCODE, "W1A 0AX"),
        ("EC1A 1BB", Kind.POSTCODE, "EC1A 1BB"),
        ("write to ann.o'hara+x@example.org.uk now", Kind.EMAIL, "ann.o'hara+x@example.org.uk"),
        ("write to ann [at] example [dot] org", Kind.EMAIL, "ann [at] example [dot] org"),
        ("ring 01642 245432", Kind.PHONE, "01642 245432"),
        ("ring (01642) 245 432", Kind.PHONE, "(01642) 245 432"),
        ("ring +44 (0)7700 900123", Kind.PHONE, "+44 (0)7700 900123"),
        ("ring 07700900123.", Kind.PHONE, "07700900123"),
        ("Zoë waits", Kind.NAME, "Zoë"),
        ("Siân waits", Kind.NAME, "Siân"),
        ("Aoife is well", Kind.NAME, "Aoife"),
        ("Niamh's brother", Kind.NAME, "Niamh's"),
        ("DOB 4 Mar 12", Kind.BIRTH, "DOB 4 Mar 12"),
        ("DOB: 4-Mar-2012", Kind.BIRTH, "DOB: 4-Mar-2012"),
        ("d.o.b. 4 March 2012", Kind.BIRTH, "d.o.b. 4 March 2012"),
        ("born on March 4, 2012", Kind.BIRTH, "born on March 4, 2012"),
        ("born on the fourth of March 2012", Kind.BIRTH, "born on the fourth of March 2012"),
        ("dob 04032012", Kind.BIRTH, "dob 04032012"),
        ("her birthday is 4 March", Kind.BIRTH, "birthday is 4 March"),
        ("on 04 / 03 / 2012 he", Kind.BIRTH, "04 / 03 / 2012"),
        ("NHS no.9434765919", Kind.NHS_NUMBER, "9434765919"),
        ("NHS9434765919", Kind.NHS_NUMBER, "9434765919"),
        ("943.476.5919", Kind.NHS_NUMBER, "943.476.5919"),
        ("943\N{EN DASH}476\N{EN DASH}5919", Kind.NHS_NUMBER, "943\N{EN DASH}476\N{EN DASH}5919"),
        ("lives at TS1-2AB", Kind.POSTCODE, "TS1-2AB"),
        ("Smith, John", Kind.NAME, "Smith, John"),
        ("told by SMITH, John", Kind.NAME, "SMITH, John"),
        ("O'Brien, Grace came", Kind.NAME, "O'Brien, Grace"),
        ("Okonkwo, T.", Kind.NAME, "Okonkwo, T."),
        ("Told by J. Smith", Kind.NAME, "J. Smith"),
        ("J Smith asked", Kind.NAME, "J Smith"),
        ("J.A. McKay asked", Kind.NAME, "J.A. McKay"),
        ("My lad Jordan was 14 when it happened", Kind.NAME, "Jordan was 14"),
        ("Jordan was aged 14", Kind.NAME, "Jordan was aged 14"),
        ("Jordan turned 14", Kind.NAME, "Jordan turned 14"),
        ("Jordan is now fourteen", Kind.NAME, "Jordan is now fourteen"),
        ("Jordan, who was only 9, waits", Kind.NAME, "Jordan, who was only 9"),
        ("Xanthippe was 14 when it happened", Kind.NAME, "Xanthippe was 14"),
        ("Xanthippe has just turned twelve", Kind.NAME, "Xanthippe has just turned twelve"),
        ("My lad Jordan waits", Kind.NAME, "My lad Jordan"),
        ("my son Xanthippe said", Kind.NAME, "my son Xanthippe"),
        ("Our daughter, Kyro, waits", Kind.NAME, "Our daughter, Kyro"),
        ("her little girl Lexa-Mae waits", Kind.NAME, "her little girl Lexa-Mae"),
        ("their boy is called Xan", Kind.NAME, "their boy is called Xan"),
    ],
)
def test_what_may_be_of_a_person_is_noticed(text: str, kind: Kind, found: str) -> None:
    assert (kind, found) in [(one.kind, one.found) for one in find_personal(text, known=KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Children and young people in Middlesbrough are safe.",
        "James Cook University Hospital",
        "St Mary's Primary School",
        "Victoria Road and Grace Church",
        "Will the Board hope for grace in May June or April?",
        "Office for National Statistics",
        "Director of Children, Families and Learning",
        "Mark Academy Trust",
        "on 19 July 2010",
        "2010-2011 and 2010/11",
        "31 March 2013 to 2025",
        "version 1.2.3 of 10.5.2",
        "943 476 5918",
        "1111111111",
        "E06000002 and E0600000212345",
        "1234567890.5",
        "Table A1 2nd line",
        "0.0123456789",
        "12,345,678,901",
        "99.9% (98.1 to 99.99)",
        "https://www.example.org/john-smith/0123456789",
        "NHS England asked the Board",
        "A. New schools; B. Children; Table B Births; Hepatitis B and C",
        "May was 14 per 1,000; May is 5%; Jordan was 14.5; Grace was one of the new; April was ten days late",
        "Will two children come? Middlesbrough was 14 when; England turned 5; Children aged 14",
        "our child Poverty; her Child Benefit; our boys and girls; my son is in Year 9; our child NHS",
        "Children, Families and Learning; England, Wales; Church, Grace; May, June",
    ],
)
def test_what_names_nobody_is_let_be(text: str) -> None:
    known = KNOWN | {"middlesbrough", "national", "england", "families", "learning", "poverty"}
    assert find_personal(text, known=known) == ()


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("943 476 5919", True),
        ("4010232137", True),
        ("943 476 5910", False),
        ("0000000000", False),
        ("94347659190", False),
        ("9999999999", False),
    ],
)
def test_an_nhs_number_has_the_right_check_digit(text: str, valid: bool) -> None:
    assert is_nhs_number(text) is valid


@given(st.integers(0, 999_999_999).map("{:09d}".format))
def test_of_ten_numbers_that_differ_in_the_last_digit_at_most_one_is_an_nhs_number(stem: str) -> None:
    total = sum(int(sign) * weight for sign, weight in zip(stem, range(10, 1, -1), strict=True))
    valid = [last for last in range(10) if is_nhs_number(f"{stem}{last}")]
    expected = [last for last in range(10) if (total + last) % 11 == 0 and len(set(f"{stem}{last}")) > 1]
    assert valid == expected


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at_and_looked_at_again(text: str) -> None:
    found = find_personal(text, known=KNOWN)
    assert find_personal(normalise(text), known=KNOWN) == found
    assert all(one.found for one in found)
