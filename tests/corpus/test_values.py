"""The corpus of value cells: numbers however they are written, markers, signs, and what is neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest
from openpyxl import Workbook

from oba.model.release import Answer, QuestionKind
from tests.corpus.case import HEAD, OK, TOWN, Case, at, book, cell, holds, rows, said, text, value

CELL, ASK, FIX, MARK, NOTE = "refused cell", "asked", "fixed", "marked", "note"
LINE = "value, line 3"
SHEET = "Data!D3"
COUNTS = ("indicator", "area", "period", "value", "numerator", "denominator")
YEAR6 = {"key": "year6", "period": "2009/10"}


def bad(number: str, sentence: str, written: str, says: str = "", **facts: str) -> Case:
    return Case(number, sentence, value(written, **facts), CELL, LINE, says, cells=2)


def ask(number: str, sentence: str, written: str, says: str = "", **facts: str) -> Case:
    return Case(number, sentence, value(written, **facts), ASK, LINE, says, cells=2)


def good(
    number: str,
    sentence: str,
    written: str,
    becomes: float | None,
    markers: str = "",
    outcome: str = OK,
    **facts: str,
) -> Case:
    where = {"key": facts.get("key", "conceptions"), "period": facts.get("period", "2010")}
    stored = holds(becomes, markers, **where)
    return Case(number, sentence, value(written, **facts), outcome, stored=stored, cells=2)


def counts(number: str, sentence: str, row: list[object], says: str) -> Case:
    return Case(
        number,
        sentence,
        rows([["year6", TOWN, "2009/10", *row]], head=COUNTS),
        CELL,
        "value, line 2",
        says,
        cells=1,
    )


def signed(sign: str, marker: str) -> dict[str, object]:
    return {"answers": (Answer(QuestionKind.SYMBOL, sign, marker),)}


CASES = [
    bad("1", "a comma that may be a decimal point is never guessed", "12,3", "12.3 or 123"),
    good("2", "a comma between thousands is taken out", "1,234", 1234.0, outcome=FIX),
    good("3a", "a per cent sign on a percentage is taken off", "1.2%", 1.2, outcome=FIX, **YEAR6),
    bad("3b", "a per cent sign on a rate is refused", "1.2%", "not a percentage"),
    Case(
        "4",
        "a share shown as a percentage is the percentage",
        cell(0.012, "0.0%", key="year6"),
        FIX,
        stored=holds(1.2, **YEAR6),
        cells=2,
    ),
    Case(
        "5a",
        "a percentage above the whole is asked about",
        cell(1.2, "0%", key="year6"),
        ASK,
        SHEET,
        "120%",
        cells=2,
    ),
    Case(
        "5b",
        "a percentage that is accepted at 120 is still beyond what can be",
        cell(1.2, "0%", key="year6"),
        CELL,
        SHEET,
        "120",
        source=said(accepted=("Data!D3",)),
        cells=2,
    ),
    ask("6", "n/a may be two things", "n/a", "[c]"),
    *(
        ask(f"7{letter}", f"'{sign}' is ambiguous", sign)
        for letter, sign in zip("abcdef", ("NA", "N/A", "null", "None", "NaN", "nan"), strict=True)
    ),
    ask("8a", "a star is asked about", "*", "what the sign stands for"),
    Case(
        "8b",
        "a star that was answered is what was answered",
        value("*"),
        MARK,
        LINE,
        stored=holds(None, "c"),
        cells=2,
        **signed("*", "c"),
    ),
    Case(
        "8c",
        "a star that the sidecar explains is never asked about",
        value("*"),
        MARK,
        LINE,
        stored=holds(None, "x"),
        cells=2,
        source=said(symbols={"*": "x"}),
    ),
    good("9a", "[c] is suppressed", "[c]", None, "c", MARK),
    good("9b", "c is suppressed", "c", None, "c", MARK),
    good("10a", "[x] is not available", "[x]", None, "x", MARK),
    good("10b", "x is not available", "x", None, "x", MARK),
    good("11a", "[z] is not applicable", "[z]", None, "z", MARK),
    good("11b", "z is not applicable", "z", None, "z", MARK),
    good("12a", "[low] is low, never nought", "[low]", None, "low", MARK),
    good("12b", "k is low, never nought", "k", None, "low", MARK),
    good("13a", "[u] is unreliable", "[u]", None, "u", MARK),
    good("13b", "[w] is none recorded", "[w]", None, "w", MARK),
    good("13c", "[u1] is [u]", "[u1]", None, "u", MARK),
    good("14a", "a number with [p] keeps both", "12.3 [p]", 12.3, "p"),
    good("14b", "a number with p glued to it keeps both", "12.3p", 12.3, "p"),
    good("14c", "a number with two markers keeps all", "12.3 [r][e]", 12.3, "e r"),
    ask("14d", "a bare p is asked about", "p"),
    *(
        ask(f"15{letter}", f"'{sign}' is a legacy sign", sign)
        for letter, sign in zip("abcde", ("..", ".", ":", "~", "-"), strict=True)
    ),
    good("16a", "under five is suppressed, never five", "<5", None, "c", MARK),
    good("16b", "at most five is suppressed", "≤5", None, "c", MARK),
    good("16c", "over 95% is suppressed", ">95%", None, "c", MARK, **YEAR6),
    good("17a", "a blank is missing", "", None, "blank", MARK),
    Case(
        "17b",
        "a blank inside a series is told of as a gap",
        rows(
            [
                ["conceptions", TOWN, year, number]
                for year, number in (("2009", 40), ("2010", ""), ("2011", 41))
            ]
        ),
        NOTE,
        LINE,
        "gaps",
        stored=holds(None, "blank"),
        cells=3,
    ),
    good("18a", "a single space is a blank", " ", None, "blank", MARK),
    good("18b", "a non-breaking space is a blank", "\u00a0", None, "blank", MARK),
    good("19a", "0 is a true zero", "0", 0.0),
    Case(
        "19b",
        "0 between large values is kept and told of",
        rows(
            [
                ["conceptions", TOWN, year, number]
                for year, number in (("2009", 40), ("2010", 0), ("2011", 41))
            ]
        ),
        NOTE,
        LINE,
        "true zero",
        stored=holds(0.0),
        cells=3,
    ),
    bad("20a", "an error of a formula in a CSV is refused", "#DIV/0!", "formula failed"),
    Case(
        "20b",
        "an error of a formula in a workbook is refused by its cell",
        cell("#DIV/0!"),
        CELL,
        SHEET,
        "formula failed",
        cells=2,
    ),
    Case(
        "21",
        "a formula without a saved result is refused",
        cell("=D2*2"),
        CELL,
        SHEET,
        "Open the workbook in Excel",
        cells=2,
    ),
    Case("24", "TRUE is no number", cell(True), CELL, SHEET, "TRUE", cells=2),
    Case(
        "25",
        "a date in a value cell is named as what it was typed as",
        cell(datetime.fromisoformat("2010-04-01"), "dd-mmm"),
        CELL,
        SHEET,
        "1-4",
        cells=2,
    ),
    Case("26", "a time is no number", cell(time(1, 30), "hh:mm"), CELL, SHEET, "01:30", cells=2),
    bad("27", "1e3 may be the name of something", "1e3", "in full"),
    bad("28a", "infinity is no value", "inf", "in full"),
    bad("28b", "a number too large is no value", "1.0E+400", "in full"),
    good("29a", "a space after a number is taken off", "7.1 ", 7.1, outcome=FIX),
    good("29b", "a non-breaking space after a number is taken off", "7.1\u00a0", 7.1, outcome=FIX),
    Case(
        "30a",
        "a zero-width space is taken out and named",
        value("7\u200b.1"),
        FIX,
        LINE,
        "U+200B",
        stored=holds(7.1),
        cells=2,
    ),
    Case(
        "30b",
        "a right-to-left mark is taken out and named",
        value("\u200f7.1"),
        FIX,
        LINE,
        "U+200F",
        stored=holds(7.1),
        cells=2,
    ),
    bad("31", "Arabic-Indic digits are not read", "١٢", "plain digits"),
    good(
        "32a", "a pound sign on pounds is taken off", "£12", 12.0, outcome=FIX, key="grants", period="2009/10"
    ),
    good(
        "32b",
        "millions on an indicator in millions are read",
        "£1.2m",
        1.2,
        outcome=FIX,
        key="spending",
        period="2009/10",
    ),
    bad(
        "32c",
        "millions on an indicator in pounds are refused",
        "£1.2m",
        "indicator's unit",
        key="grants",
        period="2009/10",
    ),
    bad("32d", "a pound sign on a rate is refused", "£12", "indicator's unit"),
    good("33", "an apostrophe before a number is taken off", "'12.3", 12.3, outcome=FIX),
    bad("34a", "a rate below nought is refused", "-12.3", "0 or more"),
    good("34b", "a change below nought is a change", "-12.3", -12.3, key="change", period="2009/10"),
    bad("35", "140 in a hundred is refused", "140", "between 0 and 100", **YEAR6),
    counts("36", "a part is never more than the whole", [60, 120, 100], "numerator of 120"),
    counts("37", "nothing is divided by nought", [60, 12, 0], "denominator of 0"),
    counts("38", "a value must be what its counts give", [36.1, 300, 1000], "300 of 1,000 gives 30"),
    Case(
        "39a",
        "a tenfold jump is asked about",
        rows([["conceptions", TOWN, "2009", 40], ["conceptions", TOWN, "2010", 410]]),
        ASK,
        LINE,
        "tenfold",
        cells=2,
    ),
    Case(
        "39b",
        "a tenfold jump that is right is loaded",
        rows([["conceptions", TOWN, "2009", 40], ["conceptions", TOWN, "2010", 410]]),
        OK,
        stored=holds(410.0),
        cells=2,
        answers=(Answer(QuestionKind.ACCEPT, "tenfold jump, conceptions, E06000002, 2010, 410", "yes"),),
    ),
    Case(
        "39c",
        "a tenfold jump from what the store holds is asked about",
        rows([["conceptions", TOWN, "2010", 410]]),
        ASK,
        "value, line 2",
        "tenfold",
        cells=1,
        first=rows([["conceptions", TOWN, "2009", 40]]),
    ),
    bad("40a", "a number of 18 digits names something", "123456789012345678", "names something"),
    Case(
        "40b",
        "a number of 18 digits in a workbook names something",
        cell(123456789012345678),
        CELL,
        SHEET,
        "names something",
        cells=2,
    ),
    good("41", "floating-point dust is settled", "0.30000000000000004", 0.3),
    bad("V1", "a sentence with a number in it is no number", "about 12", "plain digits"),
    bad("V2", "two points make no number", "12.3.4", "plain digits"),
    bad("V3", "a space between thousands is not guessed", "12 345", "plain digits"),
    bad("V4", "a number and a marker that stands for one contradict each other", "12.3 [c]", "Keep one"),
    bad("V5", "a marker outside the set is refused", "[q]", "not in the set"),
    ask("V6", "a marker about a number needs its number", "[p]", "without a number"),
    ask("V7", "a sign after a number is asked about", "12.3*", "sign"),
    Case(
        "V8",
        "a sign after a number that was answered is a marker on it",
        value("12.3*"),
        OK,
        stored=holds(12.3, "p"),
        cells=2,
        **signed("*", "p"),
    ),
    good("V9", "a minus sign of print is a minus", "−12.3", -12.3, key="change", period="2009/10"),
    good("V10", "a footnote on a number is taken off", "12.3 [note 4]", 12.3, outcome=FIX),
    good("V11", "thousands commas with a decimal point are read", "1,234.5", 1234.5, outcome=FIX),
    bad("V12", "commas that part no thousands are refused", "12,34,567", "plain digits"),
    bad("V13", "a decimal comma after thousands points is refused", "1.234,5", "plain digits"),
    bad("V14", "brackets for a loss are refused", "(12.3)", "plain digits"),
    bad("V15", "a fraction sign is no plain digit", "½", "plain digits"),
    bad("V16", "a raised digit after a number is not swallowed", "12.3¹", "plain digits"),
    bad("V17", "two numbers in one cell are refused", "12.3-14.1", "plain digits"),
    ask("V18", "a word for suppression is asked about", "suppressed", "[c]"),
    ask("V19", "a question mark is asked about", "?"),
    good("V20", "fewer than five in words is suppressed", "fewer than 5", None, "c", MARK),
    good("V21", "seven decimals are kept", "12.3456789", 12.3456789),
    good("V22", "a number without a nought before its point is read", ".5", 0.5),
    good("V23", "a number with nothing after its point is read", "12.", 12.0),
    Case(
        "V24", "a number as text in a workbook is the number", cell("12.3"), OK, stored=holds(12.3), cells=2
    ),
    Case(
        "V25",
        "an empty text that a formula gives is a blank",
        cell(""),
        MARK,
        SHEET,
        stored=holds(None, "blank"),
        cells=2,
    ),
    Case(
        "V26",
        "a share shown as a percentage on a rate is refused",
        cell(0.012, "0.0%"),
        CELL,
        SHEET,
        "not a percentage",
        cells=2,
    ),
    Case(
        "V27",
        "percentages that are all shares are asked about",
        rows([["year6", TOWN, f"{year}/{year - 1999:02d}", 0.3 + year / 1e5] for year in range(2009, 2013)]),
        ASK,
        "value, line 2",
        "0.424",
        cells=4,
    ),
    Case(
        "V28",
        "an interval that misses its value is refused",
        rows([["conceptions", TOWN, "2010", 36.1, 37, 38]], head=(*HEAD, "lower", "upper")),
        CELL,
        "value, line 2",
        "interval from 37 to 38",
        cells=1,
    ),
    Case(
        "V29",
        "an interval upside down is refused",
        rows([["conceptions", TOWN, "2010", 36.1, 38, 34]], head=(*HEAD, "lower", "upper")),
        CELL,
        "value, line 2",
        "interval from 38 to 34",
        cells=1,
    ),
    Case(
        "V30",
        "-1 for no interval beside no value is none",
        rows([["conceptions", TOWN, "2010", "", -1, -1]], head=(*HEAD, "lower", "upper")),
        FIX,
        says="-1 in the lower",
        stored=holds(None, "blank"),
        cells=1,
    ),
    Case(
        "V31",
        "a status of provisional is kept as its marker",
        rows([["conceptions", TOWN, "2010", 36.1, "provisional"]], head=(*HEAD, "status")),
        OK,
        stored=holds(36.1, "p"),
        cells=1,
    ),
    Case(
        "V32",
        "a status that stands for a value beside a value is refused",
        rows([["conceptions", TOWN, "2010", 36.1, "c"]], head=(*HEAD, "status")),
        CELL,
        "value, line 2",
        "beside the marker",
        cells=1,
    ),
    Case(
        "V33",
        "a status that nobody explained is asked about",
        rows([["conceptions", TOWN, "2010", 36.1, "q"]], head=(*HEAD, "status")),
        ASK,
        "status, line 2",
        "status 'q'",
        cells=1,
    ),
    Case(
        "V34",
        "a sentence as a status is a note",
        rows(
            [["conceptions", TOWN, "2010", 36.1, "Value for Hackney and City of London combined"]],
            head=(*HEAD, "status"),
        ),
        NOTE,
        says="Hackney",
        stored=holds(36.1),
        cells=1,
    ),
    Case(
        "V35",
        "a unit that changes for all areas is asked about once",
        rows(
            [
                ["spending", area, year, number * times]
                for year, times in (("2009/10", 1), ("2010/11", 1000))
                for area, number in (("E06000001", 12), (TOWN, 15), ("E06000004", 9))
            ]
        ),
        ASK,
        says="1,000 times",
        cells=6,
    ),
    Case(
        "101",
        "a unit that changes where a break is marked is loaded",
        rows([["conceptions", TOWN, "2009", "4.1"], ["conceptions", TOWN, "2010", "41 [b]"]]),
        OK,
        stored=holds(41.0, "b"),
        cells=2,
    ),
    Case(
        "98",
        "a small count beside its total is asked about",
        rows([["year6", TOWN, "2009/10", 3, 3, 100]], head=COUNTS),
        ASK,
        "value, line 2",
        "from 1 to 4",
        cells=1,
    ),
    Case(
        "V36",
        "a comparator far from all areas is asked about",
        rows(
            [
                ["conceptions", area, "2010", number]
                for area, number in (
                    ("E06000001", 43),
                    (TOWN, 40),
                    ("E06000004", 38),
                    ("E12000001", 41),
                    ("E92000001", 307),
                )
            ]
        ),
        ASK,
        "value, line 6",
        "England",
        cells=5,
    ),
    Case(
        "V37",
        "two bad cells are both named",
        rows([["conceptions", TOWN, "2009", "12,3"], ["conceptions", TOWN, "2010", "12 345"]]),
        CELL,
        "value, line 2",
        cells=2,
    ),
    bad("V38", "a very long text is refused at once", "9" * 5000, "names something"),
    ask("V39", "a dash of print is asked about", "–", "[c]"),
    bad("V40", "a number with its unit is refused", "12.3 per 1,000", "plain digits"),
    bad("V41", "a plus sign is not read", "+12.3", "plain digits"),
    Case(
        "V42",
        "a count that is rounded to five may miss its percentage by as much",
        rows([["year6", TOWN, "2009/10", 32.5, 10, 30]], head=COUNTS),
        OK,
        stored=holds(32.5, **YEAR6),
        cells=1,
    ),
]


def with_formula(written: Workbook) -> None:
    written["Data"]["F1"].value = "=1+1"


CASES += [
    Case(
        "V43",
        "a formula beside the table that holds no figure stops nothing",
        book({"Data": [[*HEAD, "note"], ["conceptions", TOWN, "2010", 36.1, "x"]]}, dress=with_formula),
        OK,
        stored=holds(36.1),
        cells=1,
    ),
    Case(
        "V44",
        "a carried-forward column is told of",
        rows(
            [
                ["change", area, year, number]
                for year in ("2009/10", "2010/11")
                for area, number in (
                    ("E06000001", 1.5),
                    (TOWN, 2.5),
                    ("E06000004", 1.75),
                    ("E12000001", 2.25),
                )
            ]
        ),
        NOTE,
        says="value of the period before",
        cells=8,
    ),
    Case(
        "V45",
        "quotes that stand inside quotes are read",
        text('indicator,area,period,value\n"conceptions","E06000002","2010","36.1"\n'),
        OK,
        stored=holds(36.1),
        cells=1,
    ),
    Case(
        "V46",
        "a file is refused for one bad cell among good ones",
        value("12,3"),
        CELL,
        LINE,
        absent=[at("2009", area="E06000001")],
        cells=2,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_a_value_cell_becomes_what_it_says(case: Case, try_case: Callable[[Case], None]) -> None:
    try_case(case)
