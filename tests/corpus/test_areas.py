"""The corpus of areas: codes of three schemes, other spellings, places outside the plan, slips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oba.model.release import LEAVE_OUT, Answer, QuestionKind
from tests.corpus.case import HEAD, OK, TOWN, Case, at, book, holds, rows, said

CELL, ASK, FIX, NOTE = "refused cell", "asked", "fixed", "note"
CODED = ("indicator", "area code", "area name", "period", "value")
LEFT = {"source": said(leave_out_other_areas=True)}


def table(area: Any) -> list[list[Any]]:
    return [["conceptions", "E06000001", "2009", "40.5"], ["conceptions", area, "2010", "41.5"]]


def read(number: str, sentence: str, area: str, code: str = TOWN, outcome: str = FIX) -> Case:
    return Case(number, sentence, rows(table(area)), outcome, stored=holds(41.5, area=code), cells=2)


def bad(number: str, sentence: str, area: str, says: str = "", outcome: str = CELL, **facts: Any) -> Case:
    return Case(number, sentence, rows(table(area)), outcome, "area, line 3", says, cells=2, **facts)


def both(
    number: str, sentence: str, code: str, name: str, outcome: str = OK, says: str = "", **facts: Any
) -> Case:
    content = [
        ["conceptions", "E06000001", "Hartlepool", "2009", "40.5"],
        ["conceptions", code, name, "2010", "41.5"],
    ]
    return Case(number, sentence, rows(content, head=CODED), outcome, says=says, cells=2, **facts)


def answer(subject: str, said_of_it: str) -> dict[str, Any]:
    return {"answers": (Answer(QuestionKind.AREA, subject, said_of_it),)}


CASES = [
    bad("59a", "a code that no place has is refused", "E06999999", "an area of the plan"),
    both(
        "59b",
        "a code one digit off, beside the right name, is refused with the nearest",
        "E06000099",
        "Middlesbrough",
        CELL,
        "Middlesbrough (E06000002)",
    ),
    read("59c", "an old code of a place that the plan has is its new one", "E06000048", "E06000057"),
    bad("59d", "a real place that the plan does not have is asked about", "E06000005", "does not have", ASK),
    Case(
        "59e",
        "a real place may be left out once that is said",
        rows(table("E06000005")),
        NOTE,
        says="left out",
        cells=2,
        absent=[at(area="E06000005")],
        **LEFT,
    ),
    Case(
        "59f",
        "the answer that others may be left out is taken",
        rows(table("E06000005")),
        NOTE,
        says="left out",
        cells=2,
        **answer("other areas", LEAVE_OUT),
    ),
    read("60a", "an old ONS code is its area", "00EC"),
    read("60b", "the two letters of an old code are the plan's area", "EC"),
    read("60c", "a number of the DfE is its area", "806"),
    Case(
        "60d",
        "a code as a number in a workbook is its area",
        book({"Data": [HEAD, ["conceptions", 806, "2010", 41.5]]}),
        FIX,
        stored=holds(41.5),
        cells=1,
    ),
    bad("61a", "a misspelt name is asked about", "Middlesborough", "Middlesbrough (E06000002)", ASK),
    Case(
        "61b",
        "a misspelt name that was answered is its area",
        rows(table("Middlesborough")),
        OK,
        stored=holds(41.5),
        cells=2,
        **answer("Middlesborough", TOWN),
    ),
    read("61c", "an alias of the plan is its area", "MIDDLESBROUGH UA"),
    both(
        "62",
        "a code and a name of two places are refused",
        "E06000002",
        "Hartlepool",
        CELL,
        "a code and a name of one area",
    ),
    read("A1", "capitals make no other place", "MIDDLESBROUGH"),
    read("A2", "spaces around a name make no other place", "  Middlesbrough ", outcome=OK),
    read("A3", "other capitals and hyphens make no other place", "Stockton-On-Tees", "E06000004"),
    read("A4", "a name without its hyphens is its area", "Stockton on Tees", "E06000004"),
    read(
        "A5", "the publisher's name of a region is the region", "North East region (statistical)", "E12000001"
    ),
    read("A6", "970 is England", "970", "E92000001"),
    bad("A7", "no area at all is refused", "", "the area is not given"),
    bad("A8", "Total is no area", "Total", "an area of the plan"),
    both(
        "A9",
        "a combined authority of the region's name is not the region",
        "E47000014",
        "North East",
        NOTE,
        "left out",
        absent=[at(area="E12000001")],
        **LEFT,
    ),
    both(
        "A10",
        "a name of the council beside its code agrees",
        "E06000002",
        "Middlesbrough Council",
        stored=holds(41.5),
    ),
    both("A11", "a code without a name is enough", "E06000002", "", stored=holds(41.5)),
    both("A12", "a name without a code is enough", "", "Middlesbrough", stored=holds(41.5)),
    both(
        "A13",
        "neighbours beside their code agree in their older name",
        "E06000057",
        "Northumberland UA",
        stored=holds(41.5, area="E06000057"),
    ),
    both(
        "A14", "a ward is left out where others are", "E05001234", "North Ormesby", NOTE, "left out", **LEFT
    ),
    Case(
        "A15",
        "an area that is left out takes its odd cells with it",
        rows([["conceptions", TOWN, "2010", "41.5"], ["conceptions", "E06000005", "2010", "rubbish 1"]]),
        NOTE,
        says="left out",
        stored=holds(41.5),
        cells=2,
        **LEFT,
    ),
    Case(
        "A16",
        "one area by its code and its name twice is one area",
        rows([["conceptions", TOWN, "2010", "41.5"], ["conceptions", "Middlesbrough", "2010", "41.6"]]),
        CELL,
        "value, line 2 and value, line 3",
        cells=2,
    ),
    bad(
        "A17",
        "a misspelt name is asked about even where others are left out",
        "Middlesborough",
        "Middlesbrough (E06000002)",
        ASK,
        **LEFT,
    ),
    Case(
        "A18",
        "a misspelt name may be left out by its answer",
        rows(table("Middlesborough")),
        OK,
        cells=2,
        absent=[at()],
        **answer("Middlesborough", LEAVE_OUT),
    ),
    Case(
        "A19",
        "every other place is asked about once, not row by row",
        rows(
            [["conceptions", area, "2010", "41.5"] for area in ("Darlington", "Gateshead", "E08000021", TOWN)]
        ),
        ASK,
        "area, line 2",
        cells=4,
    ),
    bad(
        "A20", "a county that was abolished is asked about as another place", "Cumbria", "does not have", ASK
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.sentence}")
def test_an_area_is_known_asked_about_or_refused(case: Case, try_case: Callable[[Case], None]) -> None:
    try_case(case)
