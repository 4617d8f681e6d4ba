"""The plan's own words: said where the product speaks, in the right number, size and article, and nowhere else."""

from __future__ import annotations

import contextvars

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.words.labels import (
    USUAL,
    Labels,
    article,
    current_labels,
    find_fault,
    in_words,
    make_labels,
    plural,
    use_labels,
    usual_name,
)

OTHERS = make_labels({"outcome": "result", "indicator": "benchmark"})


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        (
            "An indicator helps to tell how far an outcome is achieved.",
            "A benchmark helps to tell how far a result is achieved.",
        ),
        ("Indicators", "Benchmarks"),
        ("the indicator's own unit", "the benchmark's own unit"),
        ("a headline indicator of the outcomes", "a headline benchmark of the results"),
        ("OUTCOME", "RESULT"),
        ("outcomes-based accountability", "outcomes-based accountability"),
        ("National indicator 56", "National indicator 56"),
        ("Add it to the sheet Indicators", "Add it to the sheet Indicators"),
        ("sheets named Plan, Themes and Indicators", "sheets named Plan, Themes and Indicators"),
        ("no indicator 'indicator of need' here", "no benchmark 'indicator of need' here"),
        ("an indicator's key, 'x'", "a benchmark's key, 'x'"),
        ("found 'Children's outcome', an outcome", "found 'Children's outcome', a result"),
        ("here 'One\noutcome'; the partners' outcome", "here 'One\noutcome'; the partners' result"),
        ("the key under18_indicator", "the key under18_indicator"),
    ],
)
def test_the_products_sentences_take_the_plans_words(usual: str, said: str) -> None:
    assert OTHERS.say(usual) == said


def test_without_words_of_its_own_a_plan_speaks_as_usual() -> None:
    assert make_labels({}) == USUAL
    assert make_labels({"outcome": "Outcome", "indicator": "Indicator"}) == USUAL
    assert USUAL.usual


@pytest.mark.parametrize("word", ['"><svg onload=x>', "<b>", "a\nb", "x" * 25, "res&ult", "1"])
def test_what_is_no_word_of_letters_never_stands_in_a_page(word: str) -> None:
    assert make_labels({"outcome": "result", "indicator": word}) == make_labels({"outcome": "result"})


@given(st.text())
def test_the_usual_words_change_nothing(text: str) -> None:
    assert USUAL.say(text) == text


@given(st.text())
def test_a_text_without_the_words_is_left_as_it_is(text: str) -> None:
    if "indicator" not in text.lower() and "outcome" not in text.lower():
        assert OTHERS.say(text) == text


def test_a_word_that_begins_with_a_vowel_takes_an() -> None:
    assert Labels("aim", "aims", "index", "indexes").say("A plan has an outcome") == "A plan has an aim"
    assert [article(one) for one in ("aim", "result", "unit", "honest sign")] == ["an", "a", "a", "an"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("benchmark", "benchmarks"),
        ("quality", "qualities"),
        ("survey", "surveys"),
        ("index", "indexes"),
        ("condition of well-being", "conditions of well-being"),
    ],
)
def test_more_than_one_is_said_as_english_says_it(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize("word", ["action", "Targets", "x" * 60, "12", "mark; mark", "result ", "outcome"])
def test_a_word_that_cannot_stand_for_an_indicator_is_refused(word: str) -> None:
    assert find_fault("indicator", word, other="result")


@pytest.mark.parametrize("word", ["indicator", "Benchmark", "sign of progress", "KPI"])
def test_a_word_that_can_is_taken(word: str) -> None:
    assert find_fault("indicator", word, other="result") == ""


def test_one_word_cannot_stand_for_both() -> None:
    assert find_fault("indicator", "result", other="Result")


def test_headings_are_known_in_either_word() -> None:
    assert usual_name("Benchmark key") == "indicator key"
    assert usual_name("Results") == "outcomes"
    assert usual_name("Indicators") == "indicators"


def test_what_one_visitor_hears_another_does_not() -> None:
    """Each run sets its own words: a context of another visitor has the usual ones."""

    def speak() -> str:
        use_labels(OTHERS)
        return in_words("indicator")

    assert contextvars.copy_context().run(speak) == "benchmark"
    assert current_labels() == USUAL
    assert in_words("indicator") == "indicator"
