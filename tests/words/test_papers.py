"""What papers say of themselves, and what an account of success may not claim."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.action import Action, ActionStatus
from oba.model.finding import VerdictWord
from oba.model.success import LONGEST, Success, find_causes, find_faults
from oba.words.cards import say_by_whom, say_idea, say_no_actions, say_timescale, sort_actions
from oba.words.executive import say_doing, say_late, say_overdue
from oba.words.papers import clip, say_more, say_shortened
from oba.words.successes import say_causes, say_not_yet

TODAY = date(2026, 12, 1)
NAMES = {"council": "The Council", "nhs": "The NHS"}


def action(**more: object) -> Action:
    return Action(
        **{"number": 1, "recommendation_number": 1, "recommendation": "R", "proposed_action": "Do it", **more}
    )


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("one two three", 0, "one two three"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two …"),
        ("one, two three", 6, "one …"),
        ("unbreakable", 5, "unbr …"),
        ("  one\n two ", 0, "one two"),
    ],
)
def test_a_text_is_cut_between_words_and_ends_in_an_ellipsis(text: str, most: int, said: str) -> None:
    assert clip(text, most=most) == said


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_cut_text_is_never_longer_than_asked_by_more_than_its_ellipsis(text: str, most: int) -> None:
    cut = clip(text, most=most)
    plain = " ".join(text.split())
    assert len(cut) <= most + 1
    assert cut == plain or (cut.endswith(" …") and plain.startswith(cut[:-2]))


def test_what_is_left_out_is_counted() -> None:
    assert [say_more(0), say_more(4)] == ["", "and 4 more, on the screen"]
    assert say_shortened(0) == ""
    assert say_shortened(1).startswith("1 text shortened on paper.")
    assert say_shortened(3).startswith("3 texts shortened on paper.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rates fell because of our programme.", ("because of",)),
        ("Thanks to the nurses, and thanks to schools, it fell.", ("thanks to",)),
        ("The visits led to fewer admissions. It was due to them.", ("led to", "due to")),
        ("Nurses began to visit in May 2021. Admissions fell from 2022.", ()),
        ("The dues are paid; a led torch; the cause is not known.", ()),
    ],
)
def test_words_that_claim_a_cause_are_found(text: str, found: tuple[str, ...]) -> None:
    assert find_causes(text) == found
    assert bool(say_causes(found)) is bool(found)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("  ", "nothing is written"), ("x" * (LONGEST + 1), "longer than 2,000"), ("It fell.", "")],
)
def test_an_account_must_be_there_and_fit_half_a_page(text: str, problem: str) -> None:
    faults = find_faults(Success(indicator="a", area="b", text=text))
    assert [problem in found for found, _ in faults] == ([True] if problem else [])


@pytest.mark.parametrize(
    "word", [None, *(one for one in VerdictWord if one.value not in ("turned", "early sign"))]
)
def test_a_curve_that_has_not_turned_says_when_its_success_story_becomes_available(
    word: VerdictWord | None,
) -> None:
    said = say_not_yet(word)
    assert "It becomes available when" in said
    assert word is None or word.value in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "not stated"),
        ({"by_whom": "Head of A; Head of B"}, "Head of A; Head of B"),
        ({"by_whom": "Head of A", "lead": "council"}, "The Council; Head of A"),
        ({"by_whom": "The Council", "lead": "council"}, "The Council"),
        ({"by_whom": "Head of A", "supports": ("nhs",)}, "Head of A; support: The NHS"),
        ({"lead": "council", "supports": ("nhs",)}, "The Council; support: The NHS"),
        ({"lead": "gone"}, "gone"),
    ],
)
def test_the_partner_that_leads_the_words_of_the_plan_and_who_supports_an_action_are_all_said(
    more: dict[str, object], said: str
) -> None:
    assert say_by_whom(action(**more), partners=NAMES) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"timescale": "Spring", "due": TODAY}, "Spring"),
        ({"due": TODAY}, "Due 1 December 2026"),
        ({"starts": date(2026, 1, 2), "due": TODAY}, "From 2 January 2026, due 1 December 2026"),
        ({}, "not stated"),
    ],
)
def test_the_timescale_is_the_plans_own_words_else_its_days(more: dict[str, object], said: str) -> None:
    assert say_timescale(action(**more)) == said


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((), ""),
        (("not recorded",), "1 action past its date. No progress has been recorded of it."),
        (("not recorded",) * 2, "2 actions past their date. No progress has been recorded of any of them."),
        (("not recorded", "under way"), "2 actions past their date. Of 1 no progress has been recorded."),
        (("under way",), "1 action past its date."),
    ],
)
def test_what_is_overdue_is_counted_with_those_of_which_nothing_is_recorded(
    statuses: tuple[str, ...], said: str
) -> None:
    assert say_overdue([action(status=ActionStatus(one)) for one in statuses]) == said


def test_what_is_being_done_says_how_it_stands_by_whom_and_until_when() -> None:
    one = action(lead="council", due=date(2027, 3, 31), status=ActionStatus.UNDER_WAY)
    assert say_doing(one, partners=NAMES, today=TODAY) == "Under way; The Council; due 31 March 2027"
    assert say_doing(action(), partners={}, today=TODAY).endswith("nobody named; no day set")
    late = action(due=date(2020, 1, 1))
    assert say_late(late, partners={}, note="") == "nobody named; due 1 January 2020; no progress recorded"
    assert say_late(late, partners={}, note="2 May 2021: Begun.").endswith("2 May 2021: Begun.")


def test_actions_past_their_date_stand_first_and_finished_ones_last() -> None:
    done = action(number=1, status=ActionStatus.DONE, due=date(2020, 1, 1))
    late, soon, undated = (
        action(number=2, due=date(2021, 1, 1)),
        action(number=3, due=date(2027, 1, 1)),
        action(number=4),
    )
    assert [one.number for one in sort_actions([done, undated, soon, late], today=TODAY)] == [2, 3, 4, 1]


def test_that_no_action_is_recorded_is_said_plainly() -> None:
    assert say_no_actions(0) == "No action is recorded."
    assert say_no_actions(1) == "No action is recorded for this curve. 1 action serves the whole plan."
    assert say_no_actions(28).endswith("28 actions serve the whole plan.")


def test_an_idea_is_told_with_its_cost_its_evidence_its_rating_and_the_dissent() -> None:
    said = say_idea(
        [("Leverage", "high")],
        cost="no cost",
        level="tried here",
        dissent="Not all see it so: x",
        action="Action 3: done",
    )
    assert said == "(no cost; tried here; leverage high; action 3: done; not all see it so: x)"
