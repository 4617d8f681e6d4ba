"""Several figures against a forecast: sentences that are plain, true to the margin, and never name a cause."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.baseline import ForecastPoint
from oba.model.finding import Gap, Outlook, Rank, Verdict, VerdictWord
from oba.model.indicator import Indicator, Polarity, ValueType
from oba.model.period import Period, PeriodKind
from oba.words import gaps

HIGH, LOW, NEITHER = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT

MEAN_GAPS = [
    (LOW, Gap(-6.2, -11.3, -1.1, 4), "On average 6.2 per 1,000 better than forecast over 4 figures (95% interval 1.1 to 11.3)."),
    (LOW, Gap(6.2, 1.1, 11.3, 4), "On average 6.2 per 1,000 worse than forecast over 4 figures (95% interval 1.1 to 11.3)."),
    (HIGH, Gap(6.2, 1.1, 11.3, 2), "On average 6.2 per 1,000 better than forecast over 2 figures (95% interval 1.1 to 11.3)."),
    (NEITHER, Gap(6.2, 1.1, 11.3, 2), "On average 6.2 per 1,000 higher than forecast over 2 figures (95% interval 1.1 to 11.3)."),
    (LOW, Gap(-6.2, -14.3, 1.9, 3), "On average 6.2 per 1,000 better than forecast over 3 figures, which is within the margin of error (95% interval 1.9 worse to 14.3 better)."),
    (NEITHER, Gap(-6.2, -14.3, 1.9, 3), "On average 6.2 per 1,000 lower than forecast over 3 figures, which is within the margin of error (95% interval 14.3 lower to 1.9 higher)."),
    (LOW, Gap(0.01, -2.0, 2.0, 3), "On average the same as forecast over 3 figures, which is within the margin of error (95% interval 2.0 worse to 2.0 better)."),
    (LOW, Gap(-6.2, None, None, 3), "On average 6.2 per 1,000 better than forecast over 3 figures. No margin of error can be given."),
    (LOW, Gap(-6.2, -9.0, -1.0, 1), ""),
]  # fmt: skip


@pytest.mark.parametrize(("polarity", "gap", "sentence"), MEAN_GAPS)
def test_the_mean_gap_is_said_with_its_margin(polarity, gap, sentence, conceptions) -> None:
    assert gaps.say_mean_gap(gap, indicator=replace(conceptions, polarity=polarity)) == sentence


UNITS = [
    ("average score, 0 to 40", 1, "On average 1.1 worse than forecast"),
    ("%", 0, "On average 1 percentage point worse than forecast"),
    ("per 100,000 people", 1, "On average 1.1 per 100,000 worse than forecast"),
    ("days", 1, "On average 1.1 days worse than forecast"),
]


@pytest.mark.parametrize(("unit", "decimals", "start"), UNITS)
def test_a_size_is_written_so_that_the_sentence_reads(unit, decimals, start, conceptions) -> None:
    one = replace(conceptions, unit=unit, decimals=decimals)
    assert gaps.say_mean_gap(Gap(1.1, 0.5, 1.7, 3), indicator=one).startswith(f"{start} over 3 figures")


CUMULATIVE = [
    (Gap(-46.2, -90.1, -4.9, 4), "Added up over 4 figures: about 46 fewer than if nothing had changed (95% interval 5 to 90)."),
    (Gap(-46.2, -104.4, 12.2, 4), "Added up over 4 figures: about 46 fewer than if nothing had changed, which is within the margin of error (95% interval 104 fewer to 12 more)."),
    (Gap(1234.0, 100.0, 2400.0, 4), "Added up over 4 figures: about 1,234 more than if nothing had changed (95% interval 100 to 2,400)."),
    (Gap(0.2, -5.0, 5.0, 1), "About as many as if nothing had changed, which is within the margin of error (95% interval 5 fewer to 5 more)."),
]  # fmt: skip


@pytest.mark.parametrize(("gap", "sentence"), CUMULATIVE)
def test_the_sum_of_the_gaps_is_said_as_a_number_of_events(gap, sentence, conceptions) -> None:
    assert gaps.say_cumulative(gap, indicator=conceptions) == sentence


NOUNS = [
    ("% of pupils", ValueType.PROPORTION, " pupils"),
    ("% of children", ValueType.PROPORTION, " children"),
    ("% of live births", ValueType.PROPORTION, " live births"),
    ("% of 16 and 17 year olds", ValueType.PROPORTION, ""),
    ("% of children who pass", ValueType.PROPORTION, ""),
    ("%", ValueType.PROPORTION, ""),
    ("children", ValueType.COUNT, " children"),
    ("per 1,000 girls aged 15 to 17", ValueType.CRUDE_RATE, ""),
    ("per 10,000 children", ValueType.CRUDE_RATE, ""),
]


@pytest.mark.parametrize(("unit", "kind", "noun"), NOUNS)
def test_what_is_counted_is_named_only_where_the_unit_plainly_says(unit, kind, noun, conceptions) -> None:
    """A rate per 1,000 girls counts conceptions, not girls."""
    assert gaps.name_counted(replace(conceptions, unit=unit, value_type=kind)) == noun


RANKS = [
    (LOW, Rank(3, 152), "A gap this good or better: 3 of 152 areas (2%), this one among them, each against its own forecast."),
    (LOW, Rank(1, 152), "A gap this good or better: this area alone of 152 (1%), each against its own forecast."),
    (NEITHER, Rank(1, 317), "A gap this high or higher: this area alone of 317 (less than 1%), each against its own forecast."),
    (HIGH, Rank(152, 152), "A gap this good or better: 152 of 152 areas (100%), this one among them, each against its own forecast."),
]  # fmt: skip


@pytest.mark.parametrize(("polarity", "rank", "sentence"), RANKS)
def test_the_place_is_said_as_how_many_areas_have_such_a_gap(polarity, rank, sentence, conceptions) -> None:
    assert gaps.say_rank(rank, indicator=replace(conceptions, polarity=polarity)) == sentence


USUAL = "A steady change of 2.1 per 1,000 a year since the forecast's last figure, the usual size of a yearly change, would most likely"
OUTLOOKS = [
    ((2, 5), LOW, f"{USUAL} show as an early sign after 2 more figures and beyond the 95% interval after 5 more figures."),
    ((1, 5), NEITHER, f"{USUAL} show beyond the 80% interval after 1 more figure and beyond the 95% interval after 5 more figures."),
    ((2, 2), LOW, f"{USUAL} show beyond the 95% interval after 2 more figures."),
    ((0, 0), LOW, f"{USUAL} have shown beyond the 95% interval by now."),
    ((0, 3), LOW, f"{USUAL} have shown as an early sign by now; it would show beyond the 95% interval after 3 more figures."),
    ((0, None), LOW, f"{USUAL} have shown as an early sign by now; these figures cannot show it beyond the 95% interval within the forecast's 5 years."),
    ((3, None), LOW, f"{USUAL} show as an early sign after 3 more figures; these figures cannot show it beyond the 95% interval within the forecast's 5 years."),
    ((None, None), LOW, "These figures cannot show a change of 2.1 per 1,000 a year, the usual size of a yearly change, within the forecast's 5 years."),
]  # fmt: skip


@pytest.mark.parametrize(("periods", "polarity", "sentence"), OUTLOOKS)
def test_when_we_will_know_is_said_for_every_case(periods, polarity, sentence, conceptions) -> None:
    said = gaps.say_outlook(Outlook(2.1, *periods, 5), indicator=replace(conceptions, polarity=polarity))
    assert said == sentence


def test_a_stated_change_is_not_called_usual_and_quarters_are_told_by_the_year(conceptions) -> None:
    one = replace(conceptions, period_kind=PeriodKind.QUARTER)
    said = gaps.say_outlook(Outlook(0.5, 2, None, 8, stated=True), indicator=one)
    assert said.startswith("A steady change of 2.0 per 1,000 a year since the forecast's last figure would ")
    assert said.endswith("within the forecast's 8 quarters.")
    assert gaps.say_outlook(Outlook(0.001, 2, 3, 8), indicator=conceptions) == ""


def test_everything_that_a_verdict_holds_is_said_in_order(conceptions) -> None:
    verdict = Verdict(
        VerdictWord.AS_FORECAST, "v", 1, mean_gap=Gap(-6.2, -11.3, -1.1, 4), cumulative=Gap(-46.2, -90.1, -4.9, 4),
        rank=Rank(3, 152), outlook=Outlook(2.1, 0, 0, 5),
    )  # fmt: skip
    said = gaps.say_several(verdict, indicator=conceptions)
    assert [one.split()[0] for one in said] == ["On", "Added", "A", "A"]
    assert gaps.say_several(replace(verdict, mean_gap=None, rank=None), indicator=conceptions) == (
        said[1],
        said[3],
    )


def test_once_a_verdict_is_given_nobody_is_told_when_there_will_be_one(conceptions) -> None:
    outlook = Outlook(2.1, None, None, 5)
    undecided = Verdict(VerdictWord.TOO_EARLY, "v", 1, outlook=outlook)
    assert len(gaps.say_several(undecided, indicator=conceptions)) == 1
    for word in (VerdictWord.TURNED, VerdictWord.EARLY_SIGN, VerdictWord.WORSE, VerdictWord.ABOVE):
        assert gaps.say_several(replace(undecided, word=word), indicator=conceptions) == ()
    assert gaps.say_several(Verdict(VerdictWord.TOO_EARLY, "v", 1), indicator=conceptions) == ()


def test_a_row_of_the_history_has_the_figures_and_the_word_of_that_time(conceptions) -> None:
    period = Period.year(2019, kind=PeriodKind.CALENDAR_YEAR)
    point = ForecastPoint(period, 38.0, 33.0, 40.0, 30.0, None)
    verdict = Verdict(VerdictWord.EARLY_SIGN, "v", 1, period, 32.5, point)
    row = gaps.say_history_row(verdict, indicator=conceptions)
    assert row == ("2019", "32.5", "38.0", "33.0 to 40.0", "–", "early sign")
    assert len(row) == len(gaps.HISTORY_HEADS)
    share = gaps.say_history_row(verdict, indicator=replace(conceptions, unit="% of pupils"))
    assert share == ("2019", "32.5%", "38.0%", "33.0% to 40.0%", "–", "early sign")
    beyond = Verdict(
        VerdictWord.TOO_EARLY, "v", 1, period, reason="cannot be judged: it lies beyond the forecast"
    )
    assert gaps.say_history_row(beyond, indicator=conceptions)[-1] == "cannot be judged"
    empty = gaps.say_history_row(Verdict(VerdictWord.TOO_EARLY, "v", 1), indicator=conceptions)
    assert empty == ("–", "–", "–", "–", "–", "too early to tell")


NUMBERS = st.floats(-500, 500)


@given(value=NUMBERS, below=st.floats(0, 300), above=st.floats(0, 300), polarity=st.sampled_from(Polarity))
def test_a_gap_whose_margin_holds_nought_is_always_said_to_be_within_it(
    value, below, above, polarity
) -> None:
    one = Indicator(
        key="k", title="T", theme="t", outcome="o", standing="headline", unit="%",  # type: ignore[arg-type]
        value_type=ValueType.PROPORTION, polarity=polarity, period_kind=PeriodKind.CALENDAR_YEAR,
    )  # fmt: skip
    gap = Gap(value, value - below, value + above, 3)
    for say in (gaps.say_mean_gap, gaps.say_cumulative):
        sentence = say(gap, indicator=one)
        assert (gaps.WITHIN in sentence) == (gap.lower95 <= 0 <= gap.upper95)
        assert not re.search(r"because|caused|thanks|due to|effect|impact", sentence)
