"""Each reason of a quality mark in a sentence with its number, and each doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oba.charts.status_mark import draw_icon
from oba.model.finding import Doubt, DoubtKind
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.model.quality import Aspect, Cause, Mark, Quality, Reason
from oba.words.doubts import say_doubt, say_times
from oba.words.quality import (
    say_concerns,
    say_mark,
    say_reason,
    say_reason_mark,
    say_share,
    say_tally,
    status_of_mark,
)


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR)


NAMES = {"E92000001": "England", "E12000001": "North East"}
BOTH = tuple(NAMES)
A = Aspect
SENTENCES = [
    (Reason(A.CURRENCY, Cause.CURRENT, count=9, period=year(2024)), "The newest figure is of 2024, which ended 9 months ago."),
    (Reason(A.CURRENCY, Cause.CURRENT, count=0, period=year(2024)), "The newest figure is of 2024, which ended less than a month ago."),
    (Reason(A.CURRENCY, Cause.OVERDUE, count=14, period=year(2024)), "Newer figures were due and have not come: the newest is of 2024, which ended 14 months ago."),
    (Reason(A.CURRENCY, Cause.STALE, count=118, period=year(2016)), "The newest figure is of 2016, which ended 9 years ago: older than this kind of figure usually is."),
    (Reason(A.COMPLETENESS, Cause.COMPLETE, count=14), "All 14 periods have a figure."),
    (Reason(A.COMPLETENESS, Cause.COMPLETE, count=1), "The only period has a figure."),
    (Reason(A.COMPLETENESS, Cause.MISSING, count=1, of=14), "1 of 14 periods has no row."),
    (Reason(A.COMPLETENESS, Cause.MISSING, count=14, of=25, largest=2.0), "14 of 25 periods have no row, 2 of them among the newest 10."),
    (Reason(A.COMPLETENESS, Cause.MISSING, count=4, of=25, largest=0.0), "4 of 25 periods have no row, none of them among the newest 10."),
    (Reason(A.COMPLETENESS, Cause.MARKED, count=3, of=14, largest=3.0), "3 of 14 values are suppressed."),
    (Reason(A.COMPLETENESS, Cause.MARKED, count=3, of=14, largest=1.0), "3 of 14 values are marked as missing or not available, 1 of them suppressed."),
    (Reason(A.COMPLETENESS, Cause.MARKED, count=1, of=14, largest=0.0), "1 of 14 values is marked as missing or not available."),
    (Reason(A.COMPLETENESS, Cause.BREAK, count=1, period=year(2022)), "The definition changed in 2022; 1 figure stands since."),
    (Reason(A.COMPLETENESS, Cause.BREAK, count=4, period=year(2022)), "The definition changed in 2022; 4 figures stand since."),
    (Reason(A.PROVENANCE, Cause.TRACED, count=14, of=14), "All 14 figures name their publisher, title, licence and day of publication, and come from the publisher's own file."),
    (Reason(A.PROVENANCE, Cause.TRACED, count=0, of=14), "All 14 figures name their publisher, title, licence and day of publication; they come from a table in a general layout, which may have been copied by hand."),
    (Reason(A.PROVENANCE, Cause.TRACED, count=13, of=14), "All 14 figures name their publisher, title, licence and day of publication; 1 comes from a table in a general layout, which may have been copied by hand."),
    (Reason(A.PROVENANCE, Cause.TRACED, count=1, of=1), "The only figure names its publisher, title, licence and day of publication, and comes from the publisher's own file."),
    (Reason(A.PROVENANCE, Cause.NOT_TRACED, count=5, of=14, facts=("licence", "day of publication")), "5 of 14 figures do not state their licence and day of publication."),
    (Reason(A.PROVENANCE, Cause.NOT_TRACED, count=1, of=14, facts=("licence",)), "1 of 14 figures does not state its licence."),
    (Reason(A.SMALL_NUMBERS, Cause.COUNTED, count=247, of=5, largest=0.0), "The newest figure rests on 247 cases."),
    (Reason(A.SMALL_NUMBERS, Cause.COUNTED, count=27, of=5, largest=2.0), "The newest figure rests on 27 cases; 2 of the newest 5 rest on fewer than 20."),
    (Reason(A.SMALL_NUMBERS, Cause.FEW_CASES, count=8, of=5, largest=1.0), "The newest figure rests on 8 cases."),
    (Reason(A.SMALL_NUMBERS, Cause.FEW_CASES, count=1, of=1, largest=1.0), "The newest figure rests on 1 case."),
    (Reason(A.SMALL_NUMBERS, Cause.FEW_CASES, count=0, of=5, largest=4.0), "The newest figure rests on no cases; 4 of the newest 5 rest on fewer than 20."),
    (Reason(A.SMALL_NUMBERS, Cause.MEASURED, typical=0.06), "The 95% interval of the newest figure is about 12% of it either way."),
    (Reason(A.SMALL_NUMBERS, Cause.WIDE_MARGIN, typical=0.25), "The newest figure is uncertain by about 49% of itself either way (95% interval)."),
    (Reason(A.SMALL_NUMBERS, Cause.NO_MARGIN), "Neither cases nor an interval is published, so nobody can tell whether the numbers are small."),
    (Reason(A.REVISIONS, Cause.UNREVISED), "Each figure was published once, so nothing can be said of revisions."),
    (Reason(A.REVISIONS, Cause.UNREVISED, count=9, of=14), "9 of 14 figures were published more than once, and none was revised."),
    (Reason(A.REVISIONS, Cause.REVISED, count=5, of=14, typical=0.02, largest=0.09, since=2021), "5 of 14 values were revised since 2021, by 2% at the median and 9% at most."),
    (Reason(A.REVISIONS, Cause.REVISED, count=1, of=14, typical=0.008, largest=0.008, since=2021), "1 of 14 values was revised since 2021, by 0.8%."),
    (Reason(A.REVISIONS, Cause.REVISED, count=1, of=14, since=2021), "1 of 14 values was revised since 2021."),
    (Reason(A.REVISIONS, Cause.REWRITTEN, count=9, of=14, typical=0.12, largest=0.3, since=2021), "The history was rewritten: 9 of 14 values were revised since 2021, by 12% at the median and 30% at most."),
    (Reason(A.REVISIONS, Cause.SINCE_FREEZE, count=3, largest=0.12), "3 figures that the forecast was frozen from have been revised since, one of them by 12%."),
    (Reason(A.REVISIONS, Cause.SINCE_FREEZE, count=1), "1 figure that the forecast was frozen from has been withdrawn since."),
    (Reason(A.REVISIONS, Cause.SINCE_FREEZE, count=2), "2 figures that the forecast was frozen from have been revised or withdrawn since."),
    (Reason(A.COMPARATOR, Cause.PLAUSIBLE, areas=BOTH), "The figures for England and North East are such as the areas' figures allow."),
    (Reason(A.COMPARATOR, Cause.IMPLAUSIBLE, count=9, areas=BOTH[:1], period=year(2024)), "9 published figures for England, the newest of 2024, look wrong beside the areas' figures; they are not compared with."),
    (Reason(A.COMPARATOR, Cause.IMPLAUSIBLE, count=1, areas=BOTH[:1], period=year(2015)), "The published figure for England in 2015 looks wrong beside the areas' figures; it is not compared with."),
    (Reason(A.COMPARATOR, Cause.UNTESTED), "The country's and the region's figures could not be tested against those of the areas."),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "sentence"), SENTENCES, ids=[row[1][:60] for row in SENTENCES])
def test_each_reason_is_said_with_its_number(reason: Reason, sentence: str) -> None:
    assert say_reason(reason, name=lambda code: NAMES[code]) == sentence


def test_every_cause_has_its_sentence_among_those_above() -> None:
    assert {reason.cause for reason, _ in SENTENCES} == set(Cause)


def quality(*reasons: Reason) -> Quality:
    return Quality("k", "a", "", 1, year(2024), 9, reasons=reasons)


def test_the_mark_has_a_word_a_shape_and_a_line_and_no_two_share_a_shape() -> None:
    found = [status_of_mark(mark) for mark in Mark]
    assert [one.word for one in found] == [mark.value for mark in Mark]
    assert len({one.shape for one in found}) == len(found)
    assert all(one.word in draw_icon(one) and one.explanation.endswith(".") for one in found)


def test_the_mark_is_said_in_one_line_and_not_at_all_without_figures() -> None:
    few = Reason(A.SMALL_NUMBERS, Cause.FEW_CASES, Mark.CARE, count=8, of=1, largest=1.0)
    assert say_mark(quality(few)) == "Quality: use with care."
    assert say_mark(quality()) == ""


def test_only_what_is_not_sound_is_a_concern_the_most_serious_first() -> None:
    whole = Reason(A.COMPLETENESS, Cause.COMPLETE, count=14)
    late = Reason(A.CURRENCY, Cause.OVERDUE, Mark.CARE, count=14, period=year(2024))
    few = Reason(A.SMALL_NUMBERS, Cause.FEW_CASES, Mark.DOUBTFUL, count=4, of=1, largest=1.0)
    said = say_concerns(quality(late, whole, few))
    assert said.startswith("The newest figure rests on 4 cases. Newer figures were due")
    assert "14 periods" not in said


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0.0%"), (0.008, "0.8%"), (0.0095, "1%"), (0.094, "9%"), (1.5, "150%")]
)
def test_a_share_is_said_in_whole_per_cents_from_one_on(share: float, said: str) -> None:
    assert say_share(share) == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (1258 / 153, "eight times"),
        (2.1, "twice"),
        (1.74, ""),
        (0.6, ""),
        (0.5, "half"),
        (0.1, "a tenth of"),
        (0.05, "a 20th of"),
        (101.0, "101 times"),
    ],
)
def test_how_many_times_is_said_in_words(ratio: float, said: str) -> None:
    assert say_times(ratio) == said


@pytest.fixture
def entrants(conceptions: Indicator) -> Indicator:
    return replace(conceptions, decimals=0, unit="per 100,000", next_release=date(2027, 1, 1))


WRONG = tuple(year(2016 + place) for place in range(9))
DOUBTS = [
    (
        Doubt(DoubtKind.COMPARATOR, "E92000001", WRONG, 1258.0, 219.0),
        "The published figures for England for 2016 to 2024 look wrong (1,258 in 2024 is about six times the median of the areas, 219), so they are not compared with.",
    ),
    (
        Doubt(DoubtKind.COMPARATOR, "E92000001", WRONG[:1], 3071.0, 432.0),
        "The published figure for England for 2016 looks wrong (3,071 is about seven times the median of the areas, 432), so it is not compared with.",
    ),
    (
        Doubt(DoubtKind.COMPARATOR, "E92000001", (WRONG[0], WRONG[2]), 97.0, 60.0),
        "The published figures for England for 2016 and 2018 look wrong (97 in 2018, where the median of the areas is 60), so they are not compared with.",
    ),
    (
        Doubt(DoubtKind.REVISED, "E06000002", WRONG[:1], 11.0, 14.0),
        "The figure for 2016, from which the forecast was frozen, has been revised since: it was 14 and is now 11.",
    ),
    (
        Doubt(DoubtKind.REVISED, "E06000002", WRONG[:1], None, 14.0),
        "The figure for 2016, from which the forecast was frozen, has been withdrawn since.",
    ),
    (
        Doubt(DoubtKind.REVISED, "E06000002", WRONG[:3], 11.0, 14.0),
        "3 of the figures that the forecast was frozen from have been revised since; the largest change is from 14 to 11. The forecast stays as it was frozen.",
    ),
    (
        Doubt(DoubtKind.REVISED, "E06000002", WRONG[:3], None, 14.0),
        "3 of the figures that the forecast was frozen from have been revised since, or withdrawn. The forecast stays as it was frozen.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("doubt", "sentence"), DOUBTS, ids=[row[1][:50] for row in DOUBTS])
def test_each_doubt_is_said_in_a_sentence(doubt: Doubt, sentence: str, entrants: Indicator) -> None:
    assert say_doubt(doubt, indicator=entrants, name=NAMES.get(doubt.area, "")) == sentence


@pytest.mark.parametrize(
    ("cause", "count", "said"),
    [
        (Cause.NO_MARGIN, 0, "not known"),
        (Cause.UNTESTED, 0, "not known"),
        (Cause.UNREVISED, 0, "not known"),
        (Cause.UNREVISED, 1, "sound"),
        (Cause.COUNTED, 30, "sound"),
    ],
)
def test_what_could_not_be_looked_at_is_not_called_sound(cause: Cause, count: int, said: str) -> None:
    assert say_reason_mark(Reason(A.REVISIONS, cause, count=count)) == said


def test_the_marks_of_all_indicators_are_counted() -> None:
    marks = [Mark.SOUND, Mark.CARE, Mark.SOUND, Mark.DOUBTFUL]
    assert say_tally(marks) == "Of 4 indicators 2 are sound, 1 is to be used with care and 1 is doubtful."
    assert say_tally([Mark.SOUND]) == "Of 1 indicator 1 is sound."
    assert say_tally([]) == ""
