"""The corpus of periods: publishers' spellings, what spreadsheets make of them, and what cannot be decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from oba.model.release import LEAVE_OUT, Answer, QuestionKind
from tests.corpus.case import HEAD, OK, TOWN, Case, book, holds, rows

CELL, ASK, FIX, NOTE = "refused cell", "asked", "fixed", "note"
LINE = "period, line 3"
SOUND = {
    "conceptions": "2009",
    "year6": "2008/09",
    "spending": "2008/09",
    "alcohol": "2006/07-08/09",
    "absence": "January 2009",
    "quarterly": "Jan to Mar 2009",
    "plans": "31 March 2009",
}


def table(period: Any, key: str) -> list[list[Any]]:
    return [[key, "E06000001", SOUND[key], "40.5"], [key, TOWN, period, "41.5"]]


def read(
    number: str, sentence: str, period: str, key: str, label: str, markers: str = "", outcome: str = OK
) -> Case:
    return Case(
        number,
        sentence,
        rows(table(period, key)),
        outcome,
        stored=holds(41.5, markers, key=key, period=label),
        cells=2,
    )


def bad(number: str, sentence: str, period: str, key: str, says: str = "", outcome: str = CELL) -> Case:
    return Case(number, sentence, rows(table(period, key)), outcome, LINE, says, cells=2)


def in_cell(
    period: Any, key: str, number_format: str = "General", dress: Callable[[Workbook], None] | None = None
) -> Any:
    def work(written: Workbook) -> None:
        if dress:
            dress(written)
        written["Data"]["C3"].value = period
        written["Data"]["C3"].number_format = number_format

    content = [[key, "E06000001", SOUND[key], 40.5], [key, TOWN, None, 41.5]]
    return book({"Data": [HEAD, *content]}, dress=work)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def since_1904(written: Workbook) -> None:
    written.epoch = CALENDAR_MAC_1904


CASES = [
    read("42a", "2009/10 is a financial year by its indicator", "2009/10", "spending", "2009/10"),
    read("42b", "2009/10 is an academic year by its indicator", "2009/10", "year6", "2009/10"),
    read("43a", "2009-10 is a year by its indicator", "2009-10", "spending", "2009/10", outcome=FIX),
    bad(
        "43b", "2009-10 of a monthly indicator is asked about", "2009-10", "absence", "a month or a year", ASK
    ),
    read("44a", "2009/2010 is 2009/10", "2009/2010", "spending", "2009/10", outcome=FIX),
    read("44b", "2009 to 2010 is 2009/10", "2009 to 2010", "spending", "2009/10", outcome=FIX),
    read("44c", "a dash of print parts years", "2009–10", "spending", "2009/10", outcome=FIX),
    read("45a", "200910 is 2009/10", "200910", "spending", "2009/10", outcome=FIX),
    read("45b", "201011 is 2010/11", "201011", "year6", "2010/11", outcome=FIX),
    bad("45c", "201012 is no two years that follow each other", "201012", "spending", "2010/11 or 2010-12"),
    bad("46", "2008/10 may be three years together", "2008/10", "spending", "3 years", ASK),
    read(
        "47a",
        "2006/07-2008/09 is three years of a pooled indicator",
        "2007/08-2009/10",
        "alcohol",
        "2007/08 to 2009/10",
        outcome=FIX,
    ),
    read(
        "47b",
        "the publisher's short form of pooled years is read",
        "2007/08-09/10",
        "alcohol",
        "2007/08 to 2009/10",
    ),
    bad(
        "47c",
        "three years of an indicator by single years are refused",
        "2006-08",
        "conceptions",
        "3 years together",
    ),
    read(
        "48a",
        "Q1 of a crossing year is April to June",
        "Q1 2010/11",
        "quarterly",
        "Apr to Jun 2010",
        outcome=FIX,
    ),
    bad(
        "48b",
        "Q1 of a bare year is asked about",
        "2010 Q1",
        "quarterly",
        "Jan to Mar 2010 or Q1 2010/11",
        ASK,
    ),
    read("48c", "Apr-Jun 2010 is a quarter", "Apr-Jun 2010", "quarterly", "Apr to Jun 2010", outcome=FIX),
    read("49", "Mar-10 is March 2010", "Mar-10", "absence", "March 2010", outcome=FIX),
    read("50", "the day comes before the month", "01/04/2010", "plans", "1 April 2010", outcome=FIX),
    read("51a", "31 March 2010 is a point in time", "31 March 2010", "plans", "31 March 2010"),
    read("51b", "as at 31/3/10 is a point in time", "as at 31/3/10", "plans", "31 March 2010", outcome=FIX),
    Case(
        "52",
        "dates since 1904 are read by their own epoch",
        in_cell(day("2010-03-31"), "plans", "dd/mm/yyyy", since_1904),
        OK,
        stored=holds(41.5, key="plans", period="31 March 2010"),
        cells=2,
    ),
    read("53a", "2010.0 is 2010", "2010.0", "conceptions", "2010", outcome=FIX),
    Case("53b", "the number 2010 is the year", in_cell(2010, "conceptions"), OK, stored=holds(41.5), cells=2),
    Case("53c", "the text 2010 is the year", in_cell("2010", "conceptions"), OK, stored=holds(41.5), cells=2),
    bad("54a", "2109 is out of range", "2109", "conceptions", "1950 to 2050"),
    bad("54b", "1909 is out of range", "1909", "conceptions", "1950 to 2050"),
    read("55a", "a p after a period is kept as its marker", "2009/10p", "spending", "2009/10", "p", FIX),
    read(
        "55b",
        "(provisional) after a period is kept as its marker",
        "2009/10 (provisional)",
        "spending",
        "2009/10",
        "p",
        FIX,
    ),
    read(
        "55c", "a raised footnote after a period is taken off", "2009/10¹", "spending", "2009/10", outcome=FIX
    ),
    Case(
        "56",
        "a figure given twice with one value is read once",
        rows([["conceptions", TOWN, "2010", "41.5"]] * 2),
        FIX,
        says="given twice",
        stored=holds(41.5),
        cells=2,
    ),
    Case(
        "57",
        "a figure given twice with two values is refused by both cells",
        rows([["conceptions", TOWN, "2010", "41.5"], ["conceptions", TOWN, "2010", "41.6"]]),
        CELL,
        "value, line 2 and value, line 3",
        cells=2,
    ),
    Case(
        "58",
        "a year that is missing inside a series is told of",
        rows([["conceptions", TOWN, "2008", "40.5"], ["conceptions", TOWN, "2010", "41.5"]]),
        NOTE,
        says="nothing between 2008 and 2010",
        cells=2,
    ),
    Case(
        "63",
        "spaces and line breaks around a period make no other period",
        rows([["spending", TOWN, "2009/10\n", "41.5"], ["spending", TOWN, " 2009/10", "41.5"]]),
        FIX,
        stored=holds(41.5, key="spending", period="2009/10"),
        cells=2,
    ),
    read(
        "P1",
        "Year ending 31 March 2016 is a financial year",
        "Year ending 31 March 2016",
        "spending",
        "2015/16",
        outcome=FIX,
    ),
    read(
        "P2", "FYE 2015 is the financial year that ends then", "FYE 2015", "spending", "2014/15", outcome=FIX
    ),
    read("P3", "FYE 2021 [p] is provisional", "FYE 2021 \n[p]", "spending", "2020/21", "p", FIX),
    read(
        "P4",
        "a span of one year from April is a financial year",
        "2023-04-01/P1Y",
        "spending",
        "2023/24",
        outcome=FIX,
    ),
    read(
        "P5",
        "a span of one year from August is a school year",
        "2014-08-01T00:00:00/P1Y",
        "year6",
        "2014/15",
        outcome=FIX,
    ),
    read("P6", "an outturn is the year it is of", "2016-17 (OT)", "spending", "2016/17", outcome=FIX),
    read("P7", "a revised year is kept as revised", "2024 (Revised)", "conceptions", "2024", "r", FIX),
    read(
        "P8",
        "two-digit years with a stroke are a year by its indicator",
        "09/10",
        "spending",
        "2009/10",
        outcome=FIX,
    ),
    read(
        "P9",
        "1 April 2009 to 31 March 2010 is a financial year",
        "1 April 2009 to 31 March 2010",
        "spending",
        "2009/10",
        outcome=FIX,
    ),
    read(
        "P10",
        "quarter ending 30 June 2010 is a quarter",
        "quarter ending 30 June 2010",
        "quarterly",
        "Apr to Jun 2010",
        outcome=FIX,
    ),
    read(
        "P11",
        "at 31 March 2010 is a point in time",
        "at 31 March 2010",
        "plans",
        "31 March 2010",
        outcome=FIX,
    ),
    read("P12", "2010M03 is a month", "2010M03", "absence", "March 2010", outcome=FIX),
    bad(
        "P13",
        "a bare year of a financial indicator is asked about",
        "2016",
        "spending",
        "2016/17 or 2015/16",
        ASK,
    ),
    bad("P14", "a bare year of a point in time is refused", "2016", "plans", "31 March 2016"),
    bad("P15", "a school term is refused", "Autumn term 2010", "year6", "terms"),
    bad(
        "P16",
        "a financial year of a school-year indicator is refused",
        "financial year 2009/10",
        "year6",
        "says financial year",
    ),
    bad(
        "P17",
        "twelve months from March are another stretch of time",
        "Mar 2006 - Feb 2007",
        "conceptions",
        "another stretch",
    ),
    bad(
        "P18",
        "quarters that make a year of their own are refused",
        "2006/07 Q2 - 2007/08 Q1",
        "spending",
        "another stretch",
    ),
    bad("P19", "607 is a number like any other", "607", "spending", "Correct the period"),
    bad("P20", "0 is no period", "0", "conceptions", "Correct the period"),
    bad("P21", "a blank period is refused", "", "conceptions"),
    bad("P22", "the 31st of February is refused", "31/02/2010", "plans", "cannot be a date"),
    bad("P23", "an American date is refused", "03/31/2010", "plans", "cannot be a date"),
    bad("P24", "an Excel serial number as text is refused", "45809", "plans", "Correct the period"),
    bad("P25", "a star after a period is refused", "2009/10*", "spending", "Correct the period"),
    Case(
        "P26",
        "a date where a financial year was typed is named",
        in_cell(day("2010-10-01"), "spending", "mmm-yy"),
        CELL,
        "Data!C3",
        "turned what was typed into a date",
        cells=2,
    ),
    Case(
        "P27",
        "a date on the first of a month is that month",
        in_cell(day("2010-03-01"), "absence", "mmm-yy"),
        OK,
        stored=holds(41.5, key="absence", period="March 2010"),
        cells=2,
    ),
    Case("P28", "TRUE is no period", in_cell(True, "conceptions"), CELL, "Data!C3", cells=2),
    Case("P29", "2010.5 is no period", in_cell(2010.5, "conceptions"), CELL, "Data!C3", cells=2),
    Case(
        "P30",
        "a period that has not begun is refused",
        rows(table("2031", "conceptions")),
        CELL,
        "value, line 3",
        "has not begun",
        cells=2,
    ),
    Case(
        "P31",
        "a publisher's own forecast of a coming year is kept",
        rows([["conceptions", TOWN, "2031", "41.5 [f]"]]),
        OK,
        stored=holds(41.5, "f", period="2031"),
        cells=1,
    ),
    Case(
        "P32",
        "pooled years that overlap are told of",
        rows([["alcohol", TOWN, period, "41.5"] for period in ("2006/07-08/09", "2007/08-09/10")]),
        NOTE,
        says="share years",
        cells=2,
    ),
    Case(
        "P33",
        "a count in September among counts in March is asked about",
        rows(
            [
                ["plans", TOWN, f"{day_of} {year}", 60]
                for day_of, year in (("31 March", 2008), ("31 March", 2009), ("30 September", 2010))
            ]
        ),
        ASK,
        "value, line 4",
        "30 September 2010",
        cells=3,
    ),
    Case(
        "P34",
        "one year written in two ways is one year",
        rows([["spending", TOWN, "2009/10", "41.5"], ["spending", TOWN, "FYE 2010", "41.6"]]),
        CELL,
        "value, line 2 and value, line 3",
        cells=2,
    ),
    read("P35", "the last year of a century is followed by 00", "1999/00", "spending", "1999/00"),
    read("P36", "full-width digits are digits", "２００９/10", "spending", "2009/10", outcome=FIX),
    bad("P37", "Arabic-Indic digits are not read", "٢٠١٠", "conceptions", "Correct the period"),
    Case(
        "P39",
        "a period that was answered is the one that is meant",
        rows(table("2010 Q1", "quarterly")),
        OK,
        stored=holds(41.5, key="quarterly", period="Jan to Mar 2010"),
        cells=2,
        answers=(Answer(QuestionKind.PERIOD, "2010 Q1", "Jan to Mar 2010"),),
    ),
    Case(
        "P40",
        "a period may be left out by its answer",
        rows(table("2008/10", "spending")),
        NOTE,
        says="left out",
        cells=2,
        answers=(Answer(QuestionKind.PERIOD, "2008/10", LEAVE_OUT),),
    ),
    bad("P38", "a word is no period", "latest", "conceptions", "Correct the period"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_a_period_is_read_or_refused_and_never_guessed(case: Case, try_case: Callable[[Case], None]) -> None:
    try_case(case)
