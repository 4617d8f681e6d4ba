"""Tests of what is told of a file: bounded however much there is, and never silent about the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.problem_log import MOST_COUNTED, MOST_LISTED, SHOWN, ProblemLog
from oba.model.release import Outcome, Problem, Question, QuestionKind

Read = Callable[..., Any]


def refused(number: int, *, remedy: str = "Write it", outcome: Outcome = Outcome.CELL) -> Problem:
    return Problem(outcome, f"line {number}", f"found '{number}'", "a number", remedy)


def test_decimal_commas_of_many_numbers_are_one_kind_of_refusal(tmp_path: Path, read: Read) -> None:
    rows = "".join(f'year6,Middlesbrough,2009/10,"{number},4"\n' for number in range(300))
    path = tmp_path / "commas.csv"
    path.write_text(f"Indicator,Area,Period,Value\n{rows}")
    figures, problems, reading = read(path)
    stopping = [one for one in problems if one.stops]
    assert len(stopping) == SHOWN + 1
    assert "0.4" in stopping[0].remedy
    assert stopping[-1].found == f"{300 - SHOWN} more of these"
    assert not any(sign.isdigit() for sign in stopping[-1].remedy)
    assert reading.accounted["refused"] == 300
    assert figures.empty


@pytest.mark.parametrize(
    ("remedy", "other"),
    [
        ("The nearest is 'Smoking'. Correct it", "The nearest is 'Men's health'. Correct it"),
        (
            "It can be 1.5 or 15: write the one that is meant",
            "It can be -2.5 or £25: write the one that is meant",
        ),
        ("'00EC' is an old code of E06000002", "'00EB' is an old code of E06000001"),
    ],
)
def test_another_text_in_the_message_makes_no_other_kind(remedy: str, other: str) -> None:
    log = ProblemLog()
    log.extend(refused(number, remedy=remedy if number % 2 else other) for number in range(SHOWN + 10))
    assert len(log.kinds) == 1
    assert log.problems[-1].found == "10 more of these"


def test_another_sentence_is_another_kind_and_keeps_its_words() -> None:
    log = ProblemLog()
    for remedy in ("Write it such as 2009/10", "Leave it out"):
        log.extend(refused(number, remedy=remedy) for number in range(SHOWN + 1))
    more = [one.remedy for one in log.problems if one.found == "1 more of these"]
    assert more == ["Write it such as 2009/10", "Leave it out"]


def test_a_question_is_not_crowded_out_by_the_cells_of_another() -> None:
    log = ProblemLog()
    for subject in ("first", "second"):
        question = Question(QuestionKind.AREA, subject)
        log.extend(
            Problem(Outcome.ASK, f"line {number}", "found it", "an area", "Say", question=question)
            for number in range(SHOWN * 2)
        )
    assert {one.question.subject for one in log.problems if one.question} == {"first", "second"}


def test_notes_never_keep_a_refusal_from_the_list() -> None:
    log = ProblemLog()
    letters = [f"{chr(0x4E00 + number)}" for number in range(MOST_LISTED * 2)]
    log.extend(refused(0, remedy=letter, outcome=Outcome.NOTE) for letter in letters)
    log.add(refused(1))
    assert log.stops
    assert log.problems[0].outcome is Outcome.CELL
    assert log.problems[-1].found == f"and {MOST_LISTED:,} more"


def test_sayings_beyond_the_most_are_counted_in_one_line() -> None:
    log = ProblemLog()
    for number in range(MOST_COUNTED * 3):
        log.count(Outcome.NOTE, f"a status was not kept: '{number}'", where="line 1", number=2)
    assert len(log.problems) == MOST_COUNTED + 1
    assert log.problems[-1].found == f"and {MOST_COUNTED * 4:,} more"


@given(
    st.lists(
        st.tuples(st.sampled_from([Outcome.CELL, Outcome.NOTE, Outcome.ASK]), st.integers(0, 2_000)),
        max_size=300,
    ),
    st.integers(1, 9),
)
def test_what_is_told_is_bounded_and_nothing_is_lost(met: list[tuple[Outcome, int]], times: int) -> None:
    log = ProblemLog()
    for outcome, number in met * times:
        log.add(refused(number, remedy=chr(0x4E00 + number), outcome=outcome))
    listed = [one for one in log.problems if one.where != "the same file"]
    rest = [one for one in log.problems if one.where == "the same file"]
    more = sum(int(one.found.removeprefix("and ").split()[0].replace(",", "")) for one in rest)
    assert len(listed) <= 2 * MOST_LISTED
    assert len(listed) + more == len(met) * times
    stops = [one.stops for one in log.problems]
    assert stops == sorted(stops, reverse=True)
    assert log.stops == any(one.stops for one in log.problems)
