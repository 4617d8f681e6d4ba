"""The corpus of provenance and safety: files given twice, old after new, revisions, names that mean mischief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from oba.model.release import Answer, QuestionKind
from tests.corpus.case import HEAD, KNOWN, OK, TOWN, Build, Case, at, holds, rows, said

ASK, NOTE, CELL, FILE, FIX = "asked", "note", "refused cell", "refused file", "fixed"
YEARS = range(2005, 2011)
WORD = ("indicator", "area", "period", "value", "breakdown")


def history(times: float = 1.0, *, years: range = YEARS, add: float = 0.0) -> Build:
    return rows(
        [["conceptions", TOWN, str(year), round((40 + year % 10) * times + add, 4)] for year in years]
    )


def named(number: str, sentence: str, name: str, outcome: str = OK, **facts: Any) -> Case:
    """A breakdown of this name."""
    stored = {} if outcome == CELL else {at(breakdown=name): (41.5, "")}
    content = [["conceptions", TOWN, "2010", 40.5, ""], ["conceptions", TOWN, "2010", 41.5, name]]
    return Case(number, sentence, rows(content, head=WORD), outcome, stored=stored, cells=2, **facts)


CASES = [
    Case("95", "the same file twice is known by its bytes", history(), KNOWN, first=history()),
    Case(
        "96a",
        "an old file after a new one is asked about",
        history(1.02),
        ASK,
        says="published on 1 January 2020",
        cells=6,
        first=history(),
        source=said(published=date(2020, 1, 1)),
        first_source=said(published=date(2021, 1, 1)),
    ),
    Case(
        "97",
        "a file that changes published figures revises them",
        history(1.02),
        NOTE,
        says="6 of 6",
        stored=holds(round(40 * 1.02, 4)),
        cells=6,
        first=history(),
    ),
    Case(
        "97b",
        "a history rewritten by a fifth is asked about",
        history(1.2),
        ASK,
        says="revised",
        cells=6,
        first=history(),
    ),
    Case(
        "97c",
        "a history in another unit is asked about",
        history(1000),
        ASK,
        says="1,000 times",
        cells=6,
        first=history(),
    ),
    Case(
        "S1",
        "a file that leaves figures out withdraws them",
        history(years=range(2006, 2011)),
        OK,
        absent=[],
        stored=holds(40.0),
        cells=5,
        first=history(),
    ),
    Case(
        "S2",
        "a file without a source asks for publisher and title",
        history(),
        ASK,
        says="publisher",
        cells=6,
        source=None,
    ),
    Case(
        "S3",
        "a source that was answered is enough",
        history(),
        OK,
        stored=holds(40.0),
        cells=6,
        source=None,
        answers=(
            Answer(QuestionKind.PUBLISHER, "publisher", "ONS"),
            Answer(QuestionKind.TITLE, "title", "Conceptions"),
        ),
    ),
    Case(
        "92a",
        "a formula as an indicator's name is text",
        rows([["conceptions", TOWN, "2010", 41.5], ['=HYPERLINK("http://x","y")', TOWN, "2010", 4.5]]),
        OK,
        stored=holds(41.5),
        cells=2,
    ),
    named("92b", "a command as a name is text", "+cmd|' /C calc'!A0"),
    named("92c", "a function as a name is text", "@SUM(1+1)"),
    named("93a", "a script as a name is text", "<script>alert(1)</script>"),
    named("93b", "a picture in Markdown as a name is text", "![t](http://x.example/y)"),
    named("93c", "a heading in Markdown as a name is text", "# H1"),
    named("93d", "a colour in Markdown as a name is text", ":red[x]"),
    named("94a", "brackets, quotes and semicolons in a name are text", "a]\"';-- b"),
    named("94b", "an emoji in a name is text", "Girls 👧"),
    named("94c", "a name of 300 signs is refused", "n" * 300, CELL, says="120"),
    named("94d", "a name of 120 signs is kept", "n" * 120),
    named("S4", "a name in another script is kept", "Dziewczęta"),
    Case(
        "S5",
        "a nought byte in a name does not reach the store",
        rows([["conceptions", TOWN, "2010", 40.5, "a\x00b"]], head=WORD),
        FILE,
    ),
    Case(
        "S6",
        "a dry run of a file of one row says so and writes nothing",
        rows([["conceptions", TOWN, "2010", 41.5]]),
        OK,
        stored=holds(41.5),
        cells=1,
    ),
    Case(
        "S7",
        "figures of another indicator are left as they are",
        rows([["year6", TOWN, "2009/10", 21.5]]),
        OK,
        stored={**holds(21.5, key="year6", period="2009/10"), at("2010"): (40.0, "")},
        cells=1,
        first=history(),
    ),
    Case(
        "S8",
        "one figure more is added to those held",
        rows([["conceptions", TOWN, "2011", 41.25]]),
        OK,
        stored={at("2011"): (41.25, "")},
        cells=1,
        first=history(),
    ),
    Case(
        "S9",
        "a figure held is confirmed by the same one in another spelling",
        rows([["Under-18 conceptions", "806", "2010", "40.0"]]),
        FIX,
        stored=holds(40.0),
        cells=1,
        first=history(),
    ),
    Case(
        "S10",
        "a suppressed figure that was shown before is revised to its marker",
        rows([["conceptions", TOWN, "2010", "[c]"]]),
        "marked",
        stored=holds(None, "c"),
        cells=1,
        first=history(),
    ),
    Case(
        "S11",
        "a file of indicators that the plan does not have asks which to add",
        rows([["School dinners eaten", TOWN, "2010", 12.5]]),
        ASK,
        says="does not have",
        cells=1,
        asked=False,
    ),
    Case(
        "S12",
        "a file of other areas alone holds no figures",
        rows([["conceptions", "E06000005", "2010", 12.5]]),
        FILE,
        source=said(leave_out_other_areas=True),
    ),
    Case(
        "S13",
        "a stray header repeated inside a table is refused by its cells",
        rows([["conceptions", TOWN, "2010", 41.5], list(HEAD)]),
        CELL,
    ),
    Case(
        "S14",
        "a sum under a column is refused for its missing area",
        rows([["conceptions", TOWN, "2010", 41.5], ["", "Total", "", 41.5]]),
        CELL,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_where_figures_come_from_is_kept_and_names_do_no_mischief(
    case: Case, try_case: Callable[[Case], None]
) -> None:
    try_case(case)
