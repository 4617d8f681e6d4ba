"""Comparisons and changes in sentences: every word, polarity, level, kind of comparison, tested and not."""

from dataclasses import replace
from itertools import product

import pytest

from oba.model.finding import ChangeComparison, ComparedWith, Comparison, ComparisonWord
from oba.model.indicator import Indicator, Polarity
from oba.model.period import Period, PeriodKind
from oba.words.changes import say_change_comparison, say_change_share, say_changes
from oba.words.comparisons import (
    say_comparison,
    say_comparison_phrase,
    say_comparisons,
    say_each_comparison,
)
from oba.words.methods import CHANGE_COMPARED, COMPARISON, FIFTHS, TARGET_BY_VALUE

YEAR = PeriodKind.CALENDAR_YEAR
WORDS = ComparisonWord
NEITHER = Polarity.NO_JUDGEMENT


def year(first: int) -> Period:
    return Period.year(first, kind=YEAR)


def compared(word: WORDS, role: ComparedWith, **more) -> Comparison:
    plain = {
        "with_area": "E92000001" if role in (ComparedWith.COUNTRY, ComparedWith.REGION) else "",
        "method": COMPARISON.name,
        "version": COMPARISON.version,
        "period": year(2022),
        "value": 29.2,
        "other_value": 13.9,
    }
    return Comparison(word=word, compared_with=role, **{**plain, **more})


SAID = [
    (WORDS.WORSE, ComparedWith.COUNTRY, {"level": "95%"}, "worse than England (13.9), beyond the 95% margin of error."),
    (WORDS.BETTER, ComparedWith.COUNTRY, {"level": "99.8%"}, "better than England (13.9), beyond the 99.8% margin of error."),
    (WORDS.HIGHER, ComparedWith.REGION, {"level": "95%"}, "higher than England (13.9), beyond the 95% margin of error."),
    (WORDS.SIMILAR, ComparedWith.REGION, {}, "similar to England (13.9): the difference is inside the margin of error."),
    (WORDS.WORSE, ComparedWith.NEIGHBOURS, {"level": "95%"}, "worse than the median of its statistical neighbours (13.9), beyond the 95% margin of error."),
    (WORDS.SIMILAR, ComparedWith.NEIGHBOURS, {}, "similar to the median of its statistical neighbours (13.9): the difference is inside the margin of error."),
    (WORDS.BETTER, ComparedWith.TARGET, {"level": "95%"}, "meets its target of 13.9, beyond the 95% margin of error."),
    (WORDS.WORSE, ComparedWith.TARGET, {"level": "99.8%"}, "misses its target of 13.9, beyond the 99.8% margin of error."),
    (WORDS.SIMILAR, ComparedWith.TARGET, {}, "inside the margin of error of its target of 13.9."),
    (WORDS.HIGHER, ComparedWith.TARGET, {"level": "95%"}, "higher than its target of 13.9, beyond the 95% margin of error."),
    (WORDS.BETTER, ComparedWith.TARGET, {"method": TARGET_BY_VALUE.name}, "meets its target of 13.9 (by the figure alone: there is no interval to test with)."),
    (WORDS.SIMILAR, ComparedWith.TARGET, {"method": TARGET_BY_VALUE.name}, "equal to its target of 13.9 (by the figure alone: there is no interval to test with)."),
    (WORDS.BETTER, ComparedWith.AREAS, {"fifth": 1, "of": 151, "other_value": None, "method": FIFTHS.name}, "in the best fifth of the 151 authorities whose figures are held here (a place in an order, not a test: there is no interval)."),
    (WORDS.SIMILAR, ComparedWith.AREAS, {"fifth": 3, "of": 13, "other_value": None, "method": FIFTHS.name}, "in the middle fifth of the 13 authorities whose figures are held here (a place in an order, not a test: there is no interval)."),
]  # fmt: skip


@pytest.mark.parametrize(("word", "role", "more", "said"), SAID, ids=[row[3][:60] for row in SAID])
def test_each_comparison_is_said_with_its_level(word, role, more, said, conceptions) -> None:
    one = compared(word, role, **more)
    sentence = say_comparison(one, indicator=conceptions, other_name="England")
    assert sentence == f"In 2022, 29.2 per 1,000: {said}"


UNTESTED = [
    (
        ComparedWith.COUNTRY,
        {"reason": "the published figure for 2022 looks wrong"},
        "In 2022, 29.2 per 1,000; England 13.9. The difference is not tested: the published figure for 2022 looks wrong.",
    ),
    (
        ComparedWith.NEIGHBOURS,
        {"other_value": None, "reason": "2 of them have a figure for 2022, and three are needed"},
        "Not compared with the median of its statistical neighbours: 2 of them have a figure for 2022, and three are needed.",
    ),
    (
        ComparedWith.TARGET,
        {"value": None, "reason": "there is no figure for 2022 yet"},
        "The target for 2022 is 13.9 per 1,000: there is no figure for 2022 yet.",
    ),
    (
        ComparedWith.AREAS,
        {"other_value": None, "reason": "fewer than five areas have a figure for 2022"},
        "Not compared with the authorities whose figures are held here: fewer than five areas have a figure for 2022.",
    ),
]


@pytest.mark.parametrize(("role", "more", "said"), UNTESTED, ids=[row[0] for row in UNTESTED])
def test_what_is_not_compared_says_why(role, more, said, conceptions) -> None:
    one = compared(WORDS.NOT_COMPARED, role, **more)
    assert say_comparison(one, indicator=conceptions, other_name="England") == said
    assert say_comparison_phrase(one, indicator=conceptions, other_name="England").startswith("not compared")


def test_without_polarity_a_fifth_is_low_or_high_and_never_good(conceptions: Indicator) -> None:
    plain = replace(conceptions, polarity=NEITHER)
    said = [
        say_comparison_phrase(
            compared(WORDS.LOWER, ComparedWith.AREAS, fifth=fifth, of=10), indicator=plain
        ).split()[2]
        for fifth in range(1, 6)
    ]
    assert said == ["lowest", "low", "middle", "high", "highest"]


def test_one_sentence_keeps_to_one_period(conceptions: Indicator) -> None:
    found = (
        compared(WORDS.WORSE, ComparedWith.COUNTRY),
        compared(WORDS.BETTER, ComparedWith.TARGET, period=year(2013)),
        compared(WORDS.WORSE, ComparedWith.NEIGHBOURS),
    )
    assert say_comparisons(found, indicator=conceptions, names={"E92000001": "England"}) == (
        "In 2022: worse than England (13.9) and worse than the median of its statistical neighbours (13.9)."
    )


def change(ours: float, theirs: float, differs: bool | None, **more) -> ChangeComparison:
    return ChangeComparison(
        "E92000001", year(2018), year(2022), ours, theirs, 100.0, 100 * (1 + ours), 80.0, 80 * (1 + theirs),
        CHANGE_COMPARED.name, 1, differs, **more,
    )  # fmt: skip


CLEAR = {"ours_clear": True, "theirs_clear": True}
CHANGES = [
    (
        change(-0.09, -0.13, False, **CLEAR),
        "From 2018 to 2022 England fell 13% (80.0 to 69.6), we fell 9% (100.0 to 91.0): "
        "the difference is inside the margin of error.",
    ),
    (
        change(-0.25, -0.13, True, **CLEAR),
        "From 2018 to 2022 England fell 13% (80.0 to 69.6), we fell 25% (100.0 to 75.0): "
        "our change was better than England's, beyond the margin of error.",
    ),
    (
        change(0.1, -0.13, True, **CLEAR),
        "From 2018 to 2022 England fell 13% (80.0 to 69.6), we rose 10% (100.0 to 110.0): "
        "our change was worse than England's, beyond the margin of error.",
    ),
    (
        change(-0.02, -0.13, False, ours_clear=False, theirs_clear=True),
        "From 2018 to 2022 England fell 13% (80.0 to 69.6), we had no clear change (100.0 to 98.0): "
        "the difference is inside the margin of error.",
    ),
    (
        change(-0.09, -0.13, None),
        "From 2018 to 2022 England went from 80.0 to 69.6 (13% lower), we went from 100.0 to 91.0 (9% lower): "
        "not tested, for want of intervals, so it may be chance.",
    ),
]


@pytest.mark.parametrize(("one", "said"), CHANGES, ids=[row[1][-60:] for row in CHANGES])
def test_two_changes_are_one_sentence(one, said, conceptions) -> None:
    assert say_change_comparison(one, indicator=conceptions, other_name="England") == said


def test_a_percentages_change_is_said_to_be_a_share(conceptions: Indicator) -> None:
    share = replace(conceptions, unit="% of pupils")
    said = say_change_comparison(
        change(-0.25, -0.13, True, **CLEAR), indicator=share, other_name="England", own_name="Middlesbrough"
    )
    assert said == (
        "From 2018 to 2022, as shares of the first figures, England fell 13% (80.0% to 69.6%), "
        "Middlesbrough fell 25% (100.0% to 75.0%): "
        "Middlesbrough's change was better than England's, beyond the margin of error."
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "stayed the same"),
        (0.004, "rose less than 1%"),
        (-0.004, "fell less than 1%"),
        (0.126, "rose 13%"),
        (-1.0, "fell 100%"),
        (12.0, "rose 1,200%"),
    ],
)
def test_a_share_is_said_in_whole_per_cent(share: float, said: str) -> None:
    assert say_change_share(share) == said


@pytest.mark.parametrize("polarity", list(Polarity))
def test_without_polarity_no_change_is_good_or_bad_and_with_it_the_mirror_is_said(
    polarity: Polarity, conceptions: Indicator
) -> None:
    for ours, theirs in product((-0.2, 0.3), (-0.1, 0.1)):
        said = say_change_comparison(
            change(ours, theirs, True, **CLEAR),
            indicator=replace(conceptions, polarity=polarity),
            other_name="England",
        )
        judged = [word for word in ("better", "worse") if word in said]
        expected = {1: ["worse", "better"][ours > theirs], -1: ["better", "worse"][ours > theirs]}
        assert judged == ([expected[polarity.sign]] if polarity.sign else [])


@pytest.mark.parametrize(("differs", "clear"), list(product((False, None), (False, None))))
def test_nothing_inside_its_margin_is_called_better_worse_or_a_change(
    differs: bool | None, clear: bool | None, conceptions: Indicator
) -> None:
    one = change(-0.25, -0.13, differs, ours_clear=clear, theirs_clear=False)
    said = say_change_comparison(one, indicator=conceptions, other_name="England")
    assert not any(word in said for word in ("better", "worse"))
    assert not any(word in said for word in ("fell", "rose"))
    assert ("25% lower" in said) == (clear is None)
    assert "England had no clear change" in said


def name(code: str) -> str:
    return {"E92000001": "England", "E12000001": "North East"}.get(code, code)


def test_what_could_not_be_tested_for_one_reason_is_one_sentence(conceptions: Indicator) -> None:
    why = {"reason": "no interval is published"}
    found = (
        compared(WORDS.NOT_COMPARED, ComparedWith.REGION, with_area="E12000001", other_value=19.7, **why),
        compared(WORDS.NOT_COMPARED, ComparedWith.COUNTRY, **why),
        compared(WORDS.BETTER, ComparedWith.TARGET, other_value=30.0, method=TARGET_BY_VALUE.name),
        compared(WORDS.NOT_COMPARED, ComparedWith.NEIGHBOURS, other_value=20.0, **why),
    )
    assert say_each_comparison(found, indicator=conceptions, names=name) == (
        "In 2022, 29.2 per 1,000; North East 19.7, England 13.9, the median of its statistical neighbours 20.0. "
        "The differences are not tested: no interval is published.",
        "In 2022, 29.2 per 1,000: meets its target of 30.0 "
        "(by the figure alone: there is no interval to test with).",
    )


def test_changes_inside_the_margin_share_a_sentence_and_one_beyond_it_has_its_own(
    conceptions: Indicator,
) -> None:
    region = replace(change(-0.2, -0.1, False, **CLEAR), with_area="E12000001")
    found = (region, change(-0.2, -0.13, False, **CLEAR), replace(region, differs=True))
    assert say_changes(found, indicator=conceptions, names=name, own_name="Middlesbrough") == (
        "From 2018 to 2022 North East fell 10% (80.0 to 72.0), England fell 13% (80.0 to 69.6), "
        "Middlesbrough fell 20% (100.0 to 80.0): the differences are inside the margin of error.",
        "From 2018 to 2022 North East fell 10% (80.0 to 72.0), Middlesbrough fell 20% (100.0 to 80.0): "
        "Middlesbrough's change was better than North East's, beyond the margin of error.",
    )


def since(first: int) -> ChangeComparison:
    return replace(
        change(-0.2, -0.13, False, **CLEAR), first=Period.year(first, kind=PeriodKind.CALENDAR_YEAR)
    )


@pytest.mark.parametrize(
    ("first", "sentences"), [(2017, 1), (2016, 1), (2020, 1), (2015, 2), (2011, 2), (2021, 2)]
)
def test_two_changes_that_start_within_two_years_are_told_once(
    first: int, sentences: int, conceptions: Indicator
) -> None:
    frozen = since(first)
    said = say_changes((since(2018), frozen), indicator=conceptions, names=name, forecast_from=frozen.first)
    assert len(said) == sentences
    assert said[0].startswith("From 2018 to 2022 England fell 13%")
    for other in said[1:]:
        assert other == (
            f"Since the forecast's last figure ({first}): England fell 13% (80.0 to 69.6), we fell 20% (100.0 to 80.0): "
            "the difference is inside the margin of error."
        )


def test_a_change_of_a_percentage_since_the_forecast_has_one_mark_before_its_clauses(
    conceptions: Indicator,
) -> None:
    school = replace(conceptions, unit="% of pupils")
    frozen = since(2011)
    said = say_changes((since(2018), frozen), indicator=school, names=name, forecast_from=frozen.first)
    assert said[1].startswith(
        "Since the forecast's last figure (2011), as shares of the first figures: England fell 13% (80.0% to 69.6%), "
    )


def test_a_change_since_the_forecast_that_stands_alone_names_both_periods(conceptions: Indicator) -> None:
    frozen = since(2018)
    said = say_changes((frozen,), indicator=conceptions, names=name, forecast_from=frozen.first)
    assert [one[:17] for one in said] == ["From 2018 to 2022"]


def test_pooled_years_are_written_short_where_to_stands_between_them(conceptions: Indicator) -> None:
    first, last = (Period.year(one, kind=PeriodKind.FINANCIAL_YEAR, years=3) for one in (2012, 2021))
    one = replace(change(-0.2, -0.13, False, **CLEAR), first=first, last=last)
    said = say_change_comparison(one, indicator=conceptions, other_name="England")
    assert said.startswith("From 2012/13-14/15 to 2021/22-23/24 England")
