"""Numbers of few children in prose: a table of texts that are noticed, and one of texts that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.words.few_children import find_few
from oba.words.personal_data import Kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two children in Marlow Road were taken into care.", "Two children"),
        ("There were 3 pupils.", "3 pupils"),
        ("Of them 5 are girls; 4 girls left.", "4 girls"),
        ("a couple of families moved", "a couple of families"),
        ("One family has left.", "One family"),
        ("Only one child came", "one child"),
        ("three of our pupils said so", "three of our pupils"),
        ("one of the boys", "one of the boys"),
        ("two looked-after children", "two looked-after children"),
        ("two more young people", "two more young people"),
        ("four deaths in 2019", "four deaths"),
        ("3 to 5 births", "5 births"),
        ("a child of five said", "child of five"),
        ("a girl aged 7", "girl aged 7"),
        ("a five-year-old boy", "five-year-old boy"),
        ("the 14 year old pupil", "14 year old pupil"),
        ("２\N{NO-BREAK SPACE}children", "2 children"),
        ("Three pupils in one class", "Three pupils"),
        ("Two girls in one school", "Two girls"),
        ("Four boys in a Year 9 class", "Four boys"),
        ("two boys in one small village", "two boys"),
        ("One child in an infant school", "One child"),
        ("Two children in one of our homes", "Two children"),
        ("two boys in five schools", "two boys"),
        ("two pupils in three of our classes", "two pupils"),
        ("One child in three primary schools", "One child"),
        ("two children in 10 Acacia Road", "two children"),
        ("three deaths in five years", "three deaths"),
        ("Two Year 9 girls left", "Two Year 9 girls"),
        ("Harm was found in two families", "two families"),
    ],
)
def test_a_number_of_few_children_is_noticed(text: str, found: str) -> None:
    assert [(one.kind, one.found) for one in find_few(text)] == [(Kind.FEW, found)]


def test_children_who_are_told_of_with_their_family_are_noticed_with_it() -> None:
    told = "The outreach nurse has reached two children in one family."
    assert [one.found for one in find_few(told)] == ["two children", "one family"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 children and 1,005 pupils, 2.5 children a family",
        "One child in four, two in five children, 1 in 5 pupils, 4 out of 5 children",
        "two children in ten, 2 children in 100, two girls in a hundred, one child in five misses school",
        "one in two families, half in five boys, two children in every class, one child in four lives in a flat",
        "5 children per 1,000, three deaths in every 100,000",
        "Year 6 pupils, Key Stage 2 pupils, children aged 5 to 9, a child aged 5 to 9",
        "fewer than five children, under 5 children",
        "5 children's centres and two young people's homes",
        "the two child limit, two-parent families, three family centres",
        "One pupil can be counted twice; one death more or less moves the rate",
        "19 July 2010 families and 2,005 children",
        "every child of five learns to read",
        "seven babies",
    ],
)
def test_rates_ages_school_years_and_ways_of_counting_are_let_be(text: str) -> None:
    assert find_few(text) == ()


def test_what_is_few_is_what_the_strictest_rule_says() -> None:
    assert [one.found for one in find_few("seven babies, 6 boys and eight girls", most=7)] == [
        "seven babies",
        "6 boys",
    ]


@given(st.text(max_size=100))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(one.found for one in find_few(text))
