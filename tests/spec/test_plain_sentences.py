"""What is said of a curve in plain words, reviewed beside the full sentences, and held to them.

The plain reading may leave out how something was worked out. It may never hold a number that the full one does not hold,
turn a direction round, name a cause, or be more certain. A change in any sentence fails here until somebody has read it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from oba.model.finding import Finding, Judgement, TrendWord, VerdictWord
from oba.model.indicator import Indicator
from oba.model.quality import Quality
from oba.words.baselines import say_baseline_working
from oba.words.changes import say_changes
from oba.words.comparisons import say_each_comparison
from oba.words.doubts import say_doubt
from oba.words.findings import say_title
from oba.words.indicators import say_definition, say_quality
from oba.words.lag import say_lag
from oba.words.plain_figures import RARE
from oba.words.plain_reading import PlainReading, read_plainly
from oba.words.quality import say_reason
from tests.readability import jargon_in, reading_grade, words_a_sentence, words_of
from tests.spec.test_sentences import CASES, EVERY, KINDS, Case, Kind, say_all, work_out

TODAY = date(2020, 6, 1)
NEVER = (
    "because",
    "caused",
    "thanks to",
    "due to",
    "led to",
    "worked",
    "nan",
    "None",
    "inf ",
    "  ",
    "-0",
    "{",
)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SHARE = re.compile(r" \(about (?:half|\d+ in \d+)\)")


def read(finding: Finding, indicator: Indicator, *, quality: Quality | None = None) -> PlainReading:
    return read_plainly(
        finding, indicator=indicator, area_name="Middlesbrough", names=name, today=TODAY, quality=quality
    )


def name(code: str) -> str:
    return {"E92000001": "England", "E12000001": "North East", "E06000002": "Middlesbrough"}.get(code, code)


def say_in_full(finding: Finding, indicator: Indicator, *, quality: Quality | None = None) -> str:
    """All that the full reading says on its page, with the limits of the newest figure, which its chart draws."""
    latest = finding.latest
    limits = f"{latest.lower:,.{indicator.decimals}f} {latest.upper:,.{indicator.decimals}f}" if (
        latest and latest.lower is not None and latest.upper is not None
    ) else ""  # fmt: skip
    said = [
        *(
            say_all(finding, indicator)
            if finding.verdict and finding.baseline
            else [say_title(finding, indicator=indicator)]
        ),
        *(say_baseline_working(one, indicator=indicator) for one in [finding.baseline] if one),
        *say_each_comparison(finding.comparisons, indicator=indicator, names=name),
        *say_changes(finding.changes, indicator=indicator, names=name, own_name="Middlesbrough"),
        *(say_doubt(one, indicator=indicator, name=name(one.area)) for one in finding.doubts),
        *(text for _, text in say_definition(indicator)),
        say_lag(latest, next_release=indicator.next_release, today=TODAY),
        limits,
    ]
    if quality is not None:
        said += [text for _, text in say_quality(quality)]
        said += [say_reason(one, name=name) for one in quality.reasons]
    return "\n".join(said)


def numbers_without_a_source(reading: PlainReading, full: str) -> set[str]:
    """The numbers of the reading that the full one does not hold. A simple share and `out of every 100` of a
    percentage say in another form what stands beside them."""
    text = SHARE.sub("", "\n".join(reading.sentences)).replace("out of every 100", "")
    return set(NUMBER.findall(text)) - set(NUMBER.findall(full))


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_every_plain_sentence_has_been_read(one: Kind, case: Case, snapshot: SnapshotAssertion) -> None:
    finding, _ = work_out(one, case)
    reading = read(finding, one.indicator)
    lines = [f"In full: {say_title(finding, indicator=one.indicator)}", " ".join(reading.headline)]
    lines += [" ".join((*reading.verdict, *reading.together))]
    lines += [f"{part.heading} {' '.join(part.sentences)}" for part in reading.parts]
    assert "\n".join(lines) == snapshot


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_a_plain_reading_holds_no_number_that_the_full_one_does_not(one: Kind, case: Case) -> None:
    finding, _ = work_out(one, case)
    assert (
        numbers_without_a_source(read(finding, one.indicator), say_in_full(finding, one.indicator)) == set()
    )


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_a_plain_reading_names_no_cause_and_uses_no_jargon(one: Kind, case: Case) -> None:
    finding, _ = work_out(one, case)
    text = "\n".join(read(finding, one.indicator).sentences)
    assert [never for never in NEVER if never in text] == []
    assert jargon_in(text) == set()


@pytest.mark.parametrize(("one", "case"), EVERY)
def test_a_plain_reading_goes_the_way_of_its_verdict_and_trend_and_is_no_surer(one: Kind, case: Case) -> None:
    finding, _ = work_out(one, case)
    check_direction(finding, one.indicator)


def check_direction(finding: Finding, indicator: Indicator) -> None:
    """Of any finding: the sentences beside its verdict and its trend say what the words say, and nothing more."""
    reading = read(finding, indicator)
    verdict = finding.verdict
    if verdict is not None:
        alone = read(
            replace(finding, verdict=replace(verdict, mean_gap=None, cumulative=None, rank=None)), indicator
        )
        said = " ".join((*alone.headline, *alone.verdict))
        word = verdict.word
        better = word in (VerdictWord.TURNED, VerdictWord.EARLY_SIGN)
        worse = word in (VerdictWord.WORSE, VerdictWord.EARLY_WARNING)
        assert ("This is better" in said) == better
        assert ("This is worse" in said) == worse
        assert ("This is higher" in said) == (word is VerdictWord.ABOVE)
        assert ("This is lower" in said) == (word is VerdictWord.BELOW)
        assert (RARE in said) == (word in (VerdictWord.TURNED, VerdictWord.WORSE))
        assert ("not big enough to be sure" in said) == (
            word in (VerdictWord.EARLY_SIGN, VerdictWord.EARLY_WARNING)
        )
        gap = re.search(r"That is [\d,.]+ (more|fewer|higher|lower)", said)
        if gap:
            assert verdict.gap is not None
            assert (gap.group(1) in ("more", "higher")) == (verdict.gap > 0)
    trend = " ".join(next(part.sentences for part in reading.parts if part.heading.startswith("Is it going")))
    up, down = (bool(re.search(rf"(?:gone|goes|is going) {way}\b(?! or)", trend)) for way in ("up", "down"))
    assert up == (finding.trend.word is TrendWord.INCREASING)
    assert down == (finding.trend.word is TrendWord.DECREASING)
    moving = up or down
    assert ("getting better" in trend) == (moving and finding.trend.judgement is Judgement.BETTER)
    assert ("getting worse" in trend) == (moving and finding.trend.judgement is Judgement.WORSE)


def test_the_plain_sentences_are_as_easy_as_a_child_of_eleven_needs() -> None:
    said = [
        sentence
        for one in KINDS
        for case in CASES
        for sentence in read(work_out(one, case)[0], one.indicator).sentences
    ]
    assert len(said) > 1_000
    assert words_a_sentence(said) <= 10.0
    assert max(len(words_of(one)) for one in said) <= 24
    assert reading_grade(said) <= 4.0


def test_the_full_sentences_are_harder_so_the_measure_measures() -> None:
    full = [
        sentence
        for one in KINDS
        for case in CASES
        for said in say_all(work_out(one, case)[0], one.indicator)
        for sentence in re.split(r"(?<=[a-z)])\. ", said)
    ]
    assert reading_grade(full) > 7.0
    assert jargon_in(" ".join(full)) >= {"interval"}
