"""Tests of the period grammar: publishers' spellings, one by one, and that nothing is ever guessed."""

import contextlib
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.marker import Marker
from oba.model.period import MONTHS, YEAR_START, Period, PeriodKind
from oba.model.period_spelling import expand_short_years
from oba.model.period_text import PeriodError, looks_like_period, read_period

CALENDAR, FINANCIAL, ACADEMIC = PeriodKind.CALENDAR_YEAR, PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR
QUARTER, MONTH, POINT = PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.POINT_IN_TIME


@pytest.mark.parametrize(
    ("text", "kind", "years", "label"),
    [
        ("2010", CALENDAR, 1, "2010"),
        (2010, CALENDAR, 1, "2010"),
        (2010.0, CALENDAR, 1, "2010"),
        ("2009.0", CALENDAR, 1, "2009"),
        ("Jan 2009 - Dec 2009", CALENDAR, 1, "2009"),
        ("2010-01-01/P1Y", CALENDAR, 1, "2010"),
        ("calendar year 2010", CALENDAR, 1, "2010"),
        ("2006 - 08", CALENDAR, 3, "2006 to 2008"),
        ("2006-08", CALENDAR, 3, "2006 to 2008"),
        ("2006 to 2008", CALENDAR, 3, "2006 to 2008"),
        ("2008/10", CALENDAR, 3, "2008 to 2010"),
        ("2009 - 10", CALENDAR, 2, "2009 to 2010"),
        ("1999-01", CALENDAR, 3, "1999 to 2001"),
        ("2009/10", FINANCIAL, 1, "2009/10"),
        ("2009/10", ACADEMIC, 1, "2009/10"),
        ("2009-10", FINANCIAL, 1, "2009/10"),
        ("2009–10", FINANCIAL, 1, "2009/10"),
        ("2009/2010", FINANCIAL, 1, "2009/10"),
        ("2009-2010", ACADEMIC, 1, "2009/10"),
        ("2009 to 2010", FINANCIAL, 1, "2009/10"),
        ("1999/00", FINANCIAL, 1, "1999/00"),
        ("200910", FINANCIAL, 1, "2009/10"),
        (200910, ACADEMIC, 1, "2009/10"),
        (201819.0, ACADEMIC, 1, "2018/19"),
        ("2009/10\n", FINANCIAL, 1, "2009/10"),
        (" 2009 / 10 ", FINANCIAL, 1, "2009/10"),
        ("2009/10\u00a0", FINANCIAL, 1, "2009/10"),
        ("\u200f2009/10", FINANCIAL, 1, "2009/10"),
        ("２００９/10", FINANCIAL, 1, "2009/10"),
        ("2009/10¹", FINANCIAL, 1, "2009/10"),
        ("2009/10¹²", FINANCIAL, 1, "2009/10"),
        ("2009/10 [note 4]", FINANCIAL, 1, "2009/10"),
        ("FYE 2016", FINANCIAL, 1, "2015/16"),
        ("year ending 31 March 2016", FINANCIAL, 1, "2015/16"),
        ("Year ending March 2016", FINANCIAL, 1, "2015/16"),
        ("12 months to March 2016", FINANCIAL, 1, "2015/16"),
        ("year ending 31 August 2016", ACADEMIC, 1, "2015/16"),
        ("year ending December 2016", CALENDAR, 1, "2016"),
        ("FYE2016", FINANCIAL, 1, "2015/16"),
        ("YE Mar-16", FINANCIAL, 1, "2015/16"),
        ("year to 31 March 2016", FINANCIAL, 1, "2015/16"),
        ("2016-17 (OT)", FINANCIAL, 1, "2016/17"),
        ("2020 (Final)", CALENDAR, 1, "2020"),
        ("09/10", FINANCIAL, 1, "2009/10"),
        ("99/00", ACADEMIC, 1, "1999/00"),
        ("2015/16 FY", FINANCIAL, 1, "2015/16"),
        ("1 April 2009 to 31 March 2010", FINANCIAL, 1, "2009/10"),
        ("01/04/2009 - 31/03/2010", FINANCIAL, 1, "2009/10"),
        ("2009-04-01/2010-03-31", FINANCIAL, 1, "2009/10"),
        ("2006/07 Q1-Q4", FINANCIAL, 1, "2006/07"),
        ("FY2015/16", FINANCIAL, 1, "2015/16"),
        ("Financial year 2015/16", FINANCIAL, 1, "2015/16"),
        ("2015/16 academic year", ACADEMIC, 1, "2015/16"),
        ("Apr 2009 - Mar 2010", FINANCIAL, 1, "2009/10"),
        ("April 10 - March 11", FINANCIAL, 1, "2010/11"),
        ("Aug 2006 - Jul 2007", ACADEMIC, 1, "2006/07"),
        ("2007-08-01T00:00:00/P1Y", ACADEMIC, 1, "2007/08"),
        ("2023-04-01/P1Y", FINANCIAL, 1, "2023/24"),
        ("2006/07 - 08/09", FINANCIAL, 3, "2006/07 to 2008/09"),
        ("2006/07-2008/09", ACADEMIC, 3, "2006/07 to 2008/09"),
        ("2013/14-15/16", FINANCIAL, 3, "2013/14 to 2015/16"),
        ("2008/09 to 2010/11", FINANCIAL, 3, "2008/09 to 2010/11"),
        ("1998/99-00/01", FINANCIAL, 3, "1998/99 to 2000/01"),
        ("Q1 2010/11", QUARTER, 1, "Apr to Jun 2010"),
        ("2006/07 Q1", QUARTER, 1, "Apr to Jun 2006"),
        ("2010/11 Q4", QUARTER, 1, "Jan to Mar 2011"),
        ("Apr-Jun 2010", QUARTER, 1, "Apr to Jun 2010"),
        ("January to March 2010", QUARTER, 1, "Jan to Mar 2010"),
        ("Nov 2009 to Jan 2010", QUARTER, 1, "Nov 2009 to Jan 2010"),
        ("2010-04-01/P3M", QUARTER, 1, "Apr to Jun 2010"),
        ("2006/07 Q2 - 2006/07 Q2", QUARTER, 1, "Jul to Sep 2006"),
        ("quarter ending 30 June 2010", QUARTER, 1, "Apr to Jun 2010"),
        ("three months to Jan 2010", QUARTER, 1, "Nov 2009 to Jan 2010"),
        ("2010 March", MONTH, 1, "March 2010"),
        ("2010M04", MONTH, 1, "April 2010"),
        ("Mar-10", MONTH, 1, "March 2010"),
        ("March 2010", MONTH, 1, "March 2010"),
        ("Apr 2009", MONTH, 1, "April 2009"),
        ("Sept 2009", MONTH, 1, "September 2009"),
        ("03/2010", MONTH, 1, "March 2010"),
        ("2010-03", MONTH, 1, "March 2010"),
        ("2010-10", MONTH, 1, "October 2010"),
        (datetime.fromisoformat("2010-03-01"), MONTH, 1, "March 2010"),
        ("31 March 2010", POINT, 1, "31 March 2010"),
        ("31st March 2010", POINT, 1, "31 March 2010"),
        ("as at 31/3/10", POINT, 1, "31 March 2010"),
        ("at 31 March 2010", POINT, 1, "31 March 2010"),
        ("31st of March 2010", POINT, 1, "31 March 2010"),
        ("March 31, 2010", POINT, 1, "31 March 2010"),
        ("at end of March 2010", POINT, 1, "31 March 2010"),
        ("as at: 31 March 2010", POINT, 1, "31 March 2010"),
        ("31-Mar-10", POINT, 1, "31 March 2010"),
        ("01/04/2010", POINT, 1, "1 April 2010"),
        ("31.03.2010", POINT, 1, "31 March 2010"),
        ("2010-03-31", POINT, 1, "31 March 2010"),
        ("2010-03-31T00:00:00", POINT, 1, "31 March 2010"),
        ("1/4/99", POINT, 1, "1 April 1999"),
        (date(2010, 3, 31), POINT, 1, "31 March 2010"),
        (datetime.fromisoformat("2010-03-31"), POINT, 1, "31 March 2010"),
    ],
)
def test_a_spelling_in_use_is_read(
    text: str | float | date, kind: PeriodKind, years: int, label: str
) -> None:
    assert read_period(text, kind=kind, years_pooled=years).period.label == label


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("2009/10p", (Marker.PROVISIONAL,)),
        ("2009/10 (provisional)", (Marker.PROVISIONAL,)),
        ("2009/10 (prov)", (Marker.PROVISIONAL,)),
        ("FYE 2021 \n[p]", (Marker.PROVISIONAL,)),
        ("2023/24 (Revised)", (Marker.REVISED,)),
        ("2023/24 [p] [r]", (Marker.REVISED, Marker.PROVISIONAL)),
        ("2023/24 [b]", (Marker.BREAK,)),
        ("2023/24", ()),
    ],
)
def test_a_flag_beside_the_period_is_kept(text: str, flags: tuple[Marker, ...]) -> None:
    assert read_period(text, kind=FINANCIAL).flags == flags


@pytest.mark.parametrize(
    ("text", "kind", "years", "said"),
    [
        ("2016", FINANCIAL, 1, "write 2016/17 or 2015/16"),
        (2016, ACADEMIC, 1, "write 2016/17 or 2015/16"),
        ("FY2016", FINANCIAL, 1, "write 2016/17 or 2015/16"),
        ("2016", POINT, 1, "31 March 2016"),
        ("2009-10", MONTH, 1, "a month or a year"),
        ("2008/10", FINANCIAL, 1, "3 years together"),
        ("2008/10", CALENDAR, 1, "3 years together"),
        ("2006-08", FINANCIAL, 3, "2006/07-08/09"),
        ("2006 - 08", CALENDAR, 5, "cover 5"),
        ("2010 Q1", QUARTER, 1, "Jan to Mar 2010 or Q1 2010/11"),
        ("201012", FINANCIAL, 1, "2010/11 or 2010-12"),
        ("2109", CALENDAR, 1, "1950 to 2050"),
        ("1909", CALENDAR, 1, "1950 to 2050"),
        ("1909/10", FINANCIAL, 1, "1950 to 2050"),
        ("Autumn term 2010", ACADEMIC, 1, "terms"),
        ("Spring 2010/11", ACADEMIC, 1, "terms"),
        ("financial year 2009/10", ACADEMIC, 1, "says financial year"),
        ("2009/10", CALENDAR, 1, "crosses New Year"),
        ("Mar 2006 - Feb 2007", CALENDAR, 1, "another stretch of time"),
        ("31/02/2010", POINT, 1, "cannot be a date"),
        ("03/31/2010", POINT, 1, "cannot be a date"),
        ("Mar 2010", POINT, 1, "write the day"),
        (datetime.fromisoformat("2009-10-01"), FINANCIAL, 1, "turned what was typed into a date"),
        (datetime.fromisoformat("2010-03-02"), MONTH, 1, "turned what was typed into a date"),
        (datetime.fromisoformat("2010-03-31T13:30"), POINT, 1, "turned what was typed into a date"),
        ("607", FINANCIAL, 1, "Correct the period"),
        ("910", FINANCIAL, 1, "Correct the period"),
        ("0", CALENDAR, 1, "Correct the period"),
        ("", CALENDAR, 1, "Correct the period"),
        ("15/17", FINANCIAL, 1, "Correct the period"),
        ("09/10", MONTH, 1, "Correct the period"),
        ("2010 Q2 - 2011 Q1", CALENDAR, 1, "two ways"),
        ("2006/07 Q2 - 2007/08 Q1", FINANCIAL, 1, "another stretch of time"),
        ("1 April 2009 to 30 March 2010", FINANCIAL, 1, "another stretch of time"),
        ("quarter ending 29 June 2010", QUARTER, 1, "end with a month"),
        ("end March 2010", FINANCIAL, 1, "another stretch of time"),
        ("2010M13", MONTH, 1, "no month 13"),
        ("31/04/2009 - 31/03/2010", FINANCIAL, 1, "cannot be a date"),
        ("2009/10*", FINANCIAL, 1, "Correct the period"),
        ("2010-10", FINANCIAL, 1, "Correct the period"),
        ("2010-2105", MONTH, 1, "Correct the period"),
        ("45809", POINT, 1, "Correct the period"),
        (True, CALENDAR, 1, "Write a period"),
        (2010.5, CALENDAR, 1, "Write a period"),
        (float("nan"), CALENDAR, 1, "Write a period"),
        ("٢٠١٠", CALENDAR, 1, "Correct the period"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_what_to_write(
    text: str | float | date, kind: PeriodKind, years: int, said: str
) -> None:
    with pytest.raises(PeriodError) as refused:
        read_period(text, kind=kind, years_pooled=years)
    assert said.casefold() in refused.value.remedy.casefold()
    assert refused.value.found
    assert refused.value.expected


@pytest.mark.parametrize(
    ("text", "kind", "choices"),
    [
        ("2016", FINANCIAL, ("2016/17", "2015/16")),
        ("2010 Q1", QUARTER, ("Jan to Mar 2010", "Q1 2010/11")),
        ("2010 Q1", MONTH, ()),
        ("2016", POINT, ()),
        ("Autumn term 2010", ACADEMIC, ()),
    ],
)
def test_a_text_that_could_be_two_periods_of_the_kind_names_both(
    text: str, kind: PeriodKind, choices: tuple[str, ...]
) -> None:
    with pytest.raises(PeriodError) as refused:
        read_period(text, kind=kind)
    assert refused.value.choices == choices
    assert all(read_period(choice, kind=kind) for choice in choices)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("607", "2006/07"),
        ("910", "2009/10"),
        ("1011", "2010/11"),
        ("9900", "1999/00"),
        ("912", ""),
        ("10", ""),
        ("x", ""),
    ],
)
def test_years_that_lost_their_nought_are_written_out_for_a_format_that_knows_them(
    text: str, label: str
) -> None:
    assert expand_short_years(text) == label


@given(st.integers(1951, 2040), st.sampled_from(sorted(YEAR_START)), st.integers(1, 7))
def test_labels_of_years_come_back_as_they_were(first: int, kind: PeriodKind, years: int) -> None:
    period = Period.year(first, kind=kind, years=years)
    for label in (period.label, period.short_label):
        reading = read_period(label, kind=kind, years_pooled=years)
        assert (reading.period, reading.flags, reading.fixed) == (period, (), False)


@given(st.integers(1951, 2049), st.integers(1, 12), st.sampled_from([(MONTH, 1), (QUARTER, 3)]))
def test_labels_of_months_and_quarters_come_back_as_they_were(
    year: int, month: int, shape: tuple[PeriodKind, int]
) -> None:
    kind, count = shape
    period = Period.months(year, month, count=count)
    for label in (period.label, period.short_label):
        assert read_period(label, kind=kind).period == period


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_the_label_of_a_day_comes_back_and_its_axis_label_is_refused(day: date) -> None:
    period = Period.point(day)
    assert read_period(period.label, kind=POINT).period == period
    assert read_period(f"{day:%d/%m/%Y}", kind=POINT).period == period
    with pytest.raises(PeriodError):
        read_period(period.short_label, kind=POINT)


PIECES = [
    "2009",
    "2010",
    "10",
    "11",
    "/",
    "-",
    " ",
    "Q1",
    "Mar",
    "March",
    "31",
    "p",
    "to",
    "FYE",
    "(",
    ")",
    "[p]",
    "01",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join) | st.text(max_size=20),
    st.sampled_from(sorted(PeriodKind)),
    st.integers(1, 4),
)
def test_any_text_is_a_period_of_the_kind_asked_for_or_refused(
    text: str, kind: PeriodKind, years: int
) -> None:
    try:
        period = read_period(text, kind=kind, years_pooled=years).period
    except PeriodError:
        return
    assert period.kind is kind
    assert 1950 <= period.start.year <= period.end.year <= 2050
    if kind in YEAR_START:
        assert period.years == years
    years_said = {part for part in text.replace("/", " ").replace("-", " ").split() if part.isdigit()}
    assert (
        not years_said
        or str(period.start.year)[2:] in "".join(years_said)
        or str(period.end.year)[2:] in "".join(years_said)
    )


SPELLINGS = [
    "2009/10",
    "2009 to 2010",
    "2006/07 - 08/09",
    "2006/07 Q2 - 2007/08 Q1",
    "Mar 2006 - Feb 2007",
    "2007-08-01T00:00:00/P1Y",
    "Year ending 31 March 2016",
    "FYE 2021 [p]",
    "at 31 March 2010",
    "01/04/2009 - 31/03/2010",
    "2016-17 (OT)",
    "Q1 2010/11",
    "2010 Q1",
    "201819",
]


@given(
    st.sampled_from(SPELLINGS),
    st.integers(0, 30),
    st.integers(0, 3),
    st.text(max_size=2),
    st.sampled_from(sorted(PeriodKind)),
    st.integers(1, 4),
)
def test_a_real_spelling_with_a_slip_in_it_is_read_as_its_years_or_refused(
    text: str, at: int, cut: int, put: str, kind: PeriodKind, years: int
) -> None:
    slipped = text[:at] + put + text[at + cut :]
    looks_like_period(slipped)
    try:
        period = read_period(slipped, kind=kind, years_pooled=years).period
    except PeriodError:
        return
    assert period.kind is kind
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", slipped) if sign.isdigit())
    assert str(period.start.year)[2:] in digits or str(period.end.year)[2:] in digits


@given(
    st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()),
    st.sampled_from(sorted(PeriodKind)),
)
def test_nothing_that_stands_in_a_cell_makes_the_grammar_fall_over(
    value: str | float | date, kind: PeriodKind
) -> None:
    looks_like_period(value)
    with contextlib.suppress(PeriodError):
        assert read_period(value, kind=kind).period.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "2010",
        2010,
        "2009/10",
        "FYE 2015",
        "Apr-Jun 2010",
        "31 March 2010",
        datetime.fromisoformat("2010-03-01"),
    ],
)
def test_a_heading_that_may_be_a_period_is_seen(text: object) -> None:
    assert looks_like_period(text)


@pytest.mark.parametrize("text", ["Value", "", None, 12, 95.0, True, "Notes", "Year 6", "2109", "0-17"])
def test_a_heading_that_is_no_period_is_not_taken_for_one(text: object) -> None:
    assert not looks_like_period(text)


def test_every_month_is_read_in_full_and_shortened() -> None:
    for number, month in enumerate(MONTHS, start=1):
        for written in (month, month[:3], month.upper()):
            assert read_period(f"{written} 2010", kind=MONTH).period == Period.months(2010, number)
