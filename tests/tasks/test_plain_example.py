"""The plain reading of every curve of the example, in the plan's own area and in one beside it: real figures."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oba.store.engine import open_store
from oba.tasks.curve_choices import list_curve_choices
from oba.tasks.open_indicator import IndicatorView, open_indicator
from tests.readability import jargon_in, reading_grade, words_a_sentence, words_of
from tests.spec.test_plain_sentences import NEVER, NUMBER, SHARE

AREAS = ("E06000002", "E06000001")


@pytest.fixture(scope="module")
def views(example_url: str) -> list[IndicatorView]:
    store = open_store(example_url, read_only=True)
    return [
        open_indicator(store, indicator=key, area=area, today=date(2026, 12, 1), dark=False, published=True)
        for key in list_curve_choices(store).indicators
        for area in AREAS
    ]


def said_of(views: list[IndicatorView]) -> list[str]:
    """All sentences but the definitions, which are the plan's own words."""
    return [one for view in views for one in view.plain.sentences if one != view.plain.counted[0]]


def test_no_curve_is_told_a_number_that_its_full_reading_does_not_hold(views: list[IndicatorView]) -> None:
    for view in views:
        table = " ".join(cell for row in view.revisions.every.rows for cell in row)
        quality = " ".join(text for pair in view.quality for text in pair)
        reasons = " ".join(cell for row in view.trust.reasons.rows for cell in row)
        definition = " ".join(text for pair in view.definition for text in pair)
        sentences = (*view.several, *view.comparisons, *view.cautions, *view.working)
        first = (view.title_sentence, view.verdict, view.verdict_aside, view.trend)
        full = " ".join((*first, *sentences, table, quality, reasons, definition))
        told = " ".join(one for one in view.plain.sentences if not one.startswith("The range for this one"))
        told = SHARE.sub("", told).replace("out of every 100", "")
        assert set(NUMBER.findall(told)) - set(NUMBER.findall(full)) == set(), view.name.key


def test_no_curve_is_told_a_cause_or_in_jargon(views: list[IndicatorView]) -> None:
    for sentence in said_of(views):
        assert [never for never in NEVER if never in sentence] == []
        assert jargon_in(sentence) == set()


def test_the_sentences_of_real_curves_are_short_and_easy(views: list[IndicatorView]) -> None:
    said = said_of(views)
    assert len(said) > 1_000
    assert words_a_sentence(said) <= 9.0
    assert sum(len(words_of(one)) > 15 for one in said) < 0.05 * len(said)
    assert reading_grade(said) <= 4.0


def test_every_curve_without_a_verdict_says_why_in_words_of_its_own(views: list[IndicatorView]) -> None:
    for view in views:
        assert bool(view.plain.no_verdict) != bool(view.plain.verdict)
        assert re.search(r"Nobody has made a forecast|^$", view.plain.no_verdict)
