"""What a budget cost says is read beside its words, and nothing is assumed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.budget import Budget, BudgetKind, find_letter, read_budget

AMOUNT, NOTHING, IN_WORDS = BudgetKind.AMOUNT, BudgetKind.NOTHING, BudgetKind.IN_WORDS
NOT_KNOWN, NOT_APPLICABLE = BudgetKind.NOT_KNOWN, BudgetKind.NOT_APPLICABLE

OF_2010 = [
    ("£0", NOTHING, 0),
    ("£O", NOTHING, 0),
    ("", BudgetKind.NOT_STATED, None),
    ("Not applicable", NOT_APPLICABLE, None),
    ("Not known at this point", NOT_KNOWN, None),
    ("£45k", AMOUNT, 45_000),
]
"""Every budget cost there is in the action plan of 19 July 2010. `£O` is how some noughts of it were scanned."""


@pytest.mark.parametrize(
    ("text", "kind", "pounds"),
    [
        *OF_2010,
        ("£45,000", AMOUNT, 45_000),
        ("£ 45 000", IN_WORDS, None),
        ("£1,234,567.50", AMOUNT, "1234567.50"),
        ("£1.2m", AMOUNT, 1_200_000),
        ("£1.2 million", AMOUNT, 1_200_000),
        ("£3 thousand.", AMOUNT, 3_000),
        ("500 pounds", AMOUNT, 500),
        ("45k pounds", AMOUNT, 45_000),
        ("£0.00", NOTHING, 0),
        ("Nil", NOTHING, 0),
        ("no additional cost", NOTHING, 0),
        ("nothing", NOTHING, 0),
        ("Nothing extra", NOTHING, 0),
        ("Free", NOTHING, 0),
        ("£nil", NOTHING, 0),
        ("£Nil.", NOTHING, 0),
        ("free for schools, £10 for others", IN_WORDS, None),
        ("nothing known", IN_WORDS, None),
        ("n/a", NOT_APPLICABLE, None),
        ("TBC", NOT_KNOWN, None),
        ("To be confirmed by the board", NOT_KNOWN, None),
        ("Not yet known", NOT_KNOWN, None),
        ("£10k to £20k", IN_WORDS, None),
        ("£500 a month", IN_WORDS, None),
        ("about £500", IN_WORDS, None),
        ("up to £45k", IN_WORDS, None),
        ("45000", IN_WORDS, None),
        ("£1,23", IN_WORDS, None),
        ("£12,3456", IN_WORDS, None),
        ("-£500", IN_WORDS, None),
        ("$500", IN_WORDS, None),
        ("Within existing resources", IN_WORDS, None),
    ],
)
def test_a_budget_cost_says_what_it_says(text: str, kind: BudgetKind, pounds: int | str | None) -> None:
    assert read_budget(text) == Budget(kind, None if pounds is None else Decimal(pounds))


@pytest.mark.parametrize(
    ("text", "known", "missing"),
    [
        ("£45k", True, False),
        ("£0", True, False),
        ("Not known at this point", False, True),
        ("", False, True),
        ("about £500", False, True),
        ("Not applicable", False, False),
    ],
)
def test_what_is_not_in_pounds_is_missing_unless_there_is_no_cost_to_have(
    text: str, known: bool, missing: bool
) -> None:
    assert (read_budget(text).known, read_budget(text).missing) == (known, missing)


@given(st.text(max_size=20))
def test_any_words_are_taken_and_only_an_amount_has_pounds(text: str) -> None:
    found = read_budget(text)
    assert found.known == (found.kind in (AMOUNT, NOTHING))
    assert found.pounds is None or found.pounds >= 0


@given(st.integers(0, 10**9))
def test_a_whole_number_of_pounds_is_read_however_its_thousands_are_parted(pounds: int) -> None:
    assert read_budget(f"£{pounds}").pounds == read_budget(f"£{pounds:,}").pounds == pounds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("£o", 0),
        ("£ O.", 0),
        ("£1o,ooo", 10_000),
        ("£5Ook", 500_000),
        ("£0", None),
        ("£500", None),
        ("£only a little", None),
        ("no cost", None),
        ("£10 or £20", None),
    ],
)
def test_a_letter_for_a_nought_is_found_where_an_amount_is_meant(text: str, meant: int | None) -> None:
    assert find_letter(text) == (None if meant is None else Decimal(meant))
