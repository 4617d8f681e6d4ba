"""What is said of small numbers: one sentence to the public, and a rule in plain words."""

from __future__ import annotations

import pytest

from oba.model.disclosure import Rule, Why
from oba.words.disclosure import WHY, say_rule, say_to_public, say_why

SAID = {
    Rule("i"): "Counts of 1 to 5 are hidden, and so is what would give them away, and nought is shown.",
    Rule("i", 7, False, 10): (
        "Counts of 0 to 7 are hidden, and so is what would give them away; "
        "all counts are rounded to the nearest ten."
    ),
    Rule("i", secondary=False): "Counts of 1 to 5 are hidden, and nought is shown.",
    Rule("i", 0, reason="published by the Department for Education under its own rules."): (
        "Small numbers are shown. Reason: published by the Department for Education under its own rules."
    ),
}


@pytest.mark.parametrize("rule", SAID)
def test_a_rule_is_one_sentence_and_its_reason(rule: Rule) -> None:
    assert say_rule(rule) == SAID[rule]


def test_the_public_is_not_told_which_hidden_figure_is_the_small_one() -> None:
    hidden = {say_to_public(why) for why in Why if why is not Why.ROUNDED}
    assert len(hidden) == 1
    assert say_to_public(Why.ROUNDED) not in hidden


def test_the_trust_is_told_a_reason_of_its_own_for_each() -> None:
    assert set(WHY) == set(Why)
    assert len({say_why(why) for why in Why}) == len(Why)
