"""The short answers at the head of a page: whether the curve was turned, on what terms the figures are."""

from __future__ import annotations

from datetime import date

import pytest

from oba.model.finding import Finding, Judgement, Trend, TrendWord, Verdict, VerdictWord
from oba.model.publication import PublicFacts
from oba.words.reading_pages import say_on_paper
from oba.words.sources import DIFFER, say_one_licence
from oba.words.status import CANNOT
from oba.words.turned import ANSWERS, QUESTION, say_turned

OGL = "Open Government Licence v3.0"
NO_TREND = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "m", "v")


def answer(verdict: Verdict | None, withheld: str = "") -> str:
    return say_turned(Finding("a", "b", None, NO_TREND, verdict=verdict, withheld=withheld))


@pytest.mark.parametrize("word", VerdictWord)
def test_every_verdict_answers_the_question_with_its_own_word(word: VerdictWord) -> None:
    said = answer(Verdict(word, "v", 1))
    assert said.startswith(f"{QUESTION} {ANSWERS[word]}: {word.value}")
    assert ("yes" in said) == (word is VerdictWord.TURNED)
    assert ("has not been set" in said) == (word in (VerdictWord.ABOVE, VerdictWord.BELOW))


def test_where_there_is_no_verdict_nobody_can_say() -> None:
    never = Verdict(VerdictWord.TOO_EARLY, "v", 1, reason=f"{CANNOT}: 2022 lies beyond the forecast")
    assert answer(never) == f"{QUESTION} Nobody can say: cannot be judged."
    assert answer(None) == f"{QUESTION} Nobody can say: no forecast has been frozen for it."
    assert answer(None, "hidden") == f"{QUESTION} Nobody can say: the forecast is not published."


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        ([], ""),
        ([OGL, f" {OGL.lower()} "], f"Figures: {OGL}."),
        ([OGL, OGL], f"Figures: {OGL}."),
        ([OGL, ""], DIFFER),
        ([""], DIFFER),
        ([OGL, "CC BY 4.0"], DIFFER),
    ],
)
def test_one_licence_is_named_only_where_all_sources_are_under_it(licences: list[str], said: str) -> None:
    assert say_one_licence(licences) == said


def test_a_paper_names_its_publication_where_it_stands_and_whether_a_newer_one_is_out() -> None:
    facts = PublicFacts(3, date(2026, 12, 1), "")
    assert say_on_paper(facts, newest=3, address="") == "Publication 3, 1 December 2026"
    earlier = say_on_paper(facts, newest=4, address="https://a.example/publications/3/")
    assert earlier == (
        "Publication 3, 1 December 2026 · an earlier publication: number 4 is newer · "
        "https://a.example/publications/3/"
    )
