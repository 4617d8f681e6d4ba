"""A rule for small numbers in plain words."""

from __future__ import annotations

import pytest

from oba.model.disclosure import Rule
from oba.words.disclosure import say_rule, say_rule_briefly

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


def test_a_rule_in_a_row_of_a_table_is_what_it_does() -> None:
    said = {
        None: "no rule set",
        Rule("i"): "counts of 1 to 5 are hidden",
        Rule("i", 7, False, 10, False): (
            "counts of 1 to 7 are hidden; nought is hidden too; nothing else is hidden with them; counts are rounded to 10"
        ),
        Rule("i", 0): "no count is hidden",
        Rule(
            "i", 0, reason="the Department protects them"
        ): "no count is hidden: the Department protects them",
    }
    assert {rule: say_rule_briefly(rule) for rule in said} == said
