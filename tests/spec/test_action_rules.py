"""What the method and the action plan of 2010 ask of actions (M10, S3), as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oba.model.action import Action, ActionStatus, Funding
from oba.model.budget import BudgetKind, read_budget
from oba.model.parties import NOBODY, Parties, find_parties, split_parties
from oba.model.plan import PlanBook
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.tasks.choose_actions import Wanted, choose_actions, list_choices, put_late_first
from oba.tasks.open_plan import list_actions, open_plan
from oba.tasks.total_actions import total_all, total_by_partner, total_by_theme, total_by_year
from oba.words.actions import say_funding, say_status

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def book(example_url: str) -> PlanBook:
    store = open_store(example_url, read_only=True)
    with store.reading() as connection:
        found = read_plan(connection)
    store.close()
    return found


BUDGETS_OF_2010 = {
    "£0": (BudgetKind.NOTHING, 0, 13),
    "": (BudgetKind.NOT_STATED, None, 10),
    "Not applicable": (BudgetKind.NOT_APPLICABLE, None, 2),
    "Not known at this point": (BudgetKind.NOT_KNOWN, None, 2),
    "£45k": (BudgetKind.AMOUNT, 45_000, 1),
}
TIMESCALES_OF_2010 = {
    "July 2010": (None, date(2010, 7, 31), 1),
    "Ongoing": (None, None, 11),
    "March 2011": (None, date(2011, 3, 31), 3),
    "September 2010": (None, date(2010, 9, 30), 2),
    "January 2010": (None, date(2010, 1, 31), 2),
    "March 2010": (None, date(2010, 3, 31), 2),
    "October 2010": (None, date(2010, 10, 31), 1),
    "2010 - 2011": (date(2010, 1, 1), date(2011, 12, 31), 2),
    "2010 - 2012": (date(2010, 1, 1), date(2012, 12, 31), 2),
    "2010-2014": (date(2010, 1, 1), date(2014, 12, 31), 1),
    "April 10 - March 11": (date(2010, 4, 1), date(2011, 3, 31), 1),
}


def test_every_budget_cost_of_the_plan_of_2010_stays_as_written_and_is_read_beside_it(book: PlanBook) -> None:
    written = [one.budget_cost for one in book.actions]
    assert set(written) == set(BUDGETS_OF_2010)
    for text, (kind, pounds, times) in BUDGETS_OF_2010.items():
        assert (read_budget(text).kind, read_budget(text).pounds) == (kind, pounds)
        assert written.count(text) == times


def test_every_timescale_of_the_plan_of_2010_stays_as_written_and_is_read_beside_it(book: PlanBook) -> None:
    written = [one.timescale for one in book.actions]
    assert set(written) == set(TIMESCALES_OF_2010)
    for text, (starts, due, times) in TIMESCALES_OF_2010.items():
        found = [one for one in book.actions if one.timescale == text]
        assert {(one.starts, one.due) for one in found} == {(starts, due)}
        assert {one.ongoing for one in found} == {text == "Ongoing"}
        assert len(found) == times


def test_nobody_is_taken_for_a_partner_who_is_not_named_as_one(book: PlanBook) -> None:
    partners = {one.key: one.name for one in book.partners}
    found = [find_parties(one, partners=partners) for one in book.actions]
    assert not any(one.said for one in found)
    assert found[0] == Parties("Director of Children's Services", (), said=False)
    assert found[2].lead == "Director of Health Systems Development (South)"
    assert found[2].supports[0] == "Director of Nursing and Clinical Quality, Safeguarding"
    assert sum(one.lead == "" for one in found) == 4


@pytest.mark.parametrize(
    ("by_whom", "lead", "supports", "parties"),
    [
        ("", "", (), Parties("", (), said=False)),
        ("DCS; Lead Member ;", "", (), Parties("DCS", ("Lead Member",), said=False)),
        ("DCS; Lead Member", "nhs", (), Parties("The NHS", (), said=True)),
        ("DCS; Lead Member", "nhs", ("gone",), Parties("The NHS", ("gone",), said=True)),
        ("DCS", "", ("nhs",), Parties("DCS", ("The NHS",), said=False)),
    ],
)
def test_who_leads_is_said_or_is_the_first_one_named(by_whom, lead, supports, parties) -> None:
    one = Action(1, 1, "", "Do", by_whom, lead=lead, supports=supports)
    assert find_parties(one, partners={"nhs": "The NHS"}) == parties
    assert one.by_whom == by_whom


@pytest.mark.parametrize(
    ("status", "due", "overdue", "said"),
    [
        (ActionStatus.NOT_RECORDED, date(2026, 11, 30), True, "past its date, no progress recorded"),
        (ActionStatus.UNDER_WAY, date(2026, 11, 30), True, "under way, overdue"),
        (ActionStatus.UNDER_WAY, date(2026, 12, 1), False, "under way"),
        (ActionStatus.UNDER_WAY, None, False, "under way"),
        (ActionStatus.DONE, date(2010, 1, 1), False, "done"),
        (ActionStatus.STOPPED, date(2010, 1, 1), False, "stopped"),
    ],
)
def test_an_action_is_overdue_past_its_date_and_neither_done_nor_stopped(status, due, overdue, said) -> None:
    one = Action(1, 1, "", "Do", status=status, due=due)
    assert one.is_overdue(TODAY) is overdue
    assert say_status(one, today=TODAY) == said


@pytest.mark.parametrize(
    ("funding", "with_whom", "said"),
    [
        (Funding.NOT_SAID, "", ""),
        (Funding.NOT_SAID, "NHS", ""),
        (Funding.POOLED, "", "pooled"),
        (Funding.ALIGNED, "NHS Middlesbrough", "aligned with NHS Middlesbrough"),
    ],
)
def test_money_is_said_to_be_pooled_or_aligned_and_with_whom(funding, with_whom, said) -> None:
    assert say_funding(Action(1, 1, "", "Do", funding=funding, funded_with=with_whom)) == said


def test_only_pounds_that_are_stated_are_added_up_and_the_rest_are_counted(book: PlanBook) -> None:
    table = total_all(book.actions)
    assert table.rows == (
        ("An amount above £0", "1", "£45,000"),
        ("£0", "13", "£0"),
        ("Not stated", "10", "-"),
        ("Not applicable", "2", "-"),
        ("Not known at this point", "2", "-"),
    )


MADE = (
    Action(1, 1, "", "A", "DCS; NHS", "£45k", theme="safe", due=date(2010, 3, 1)),
    Action(2, 1, "", "B", "DCS", "£1,000.50", theme="safe", due=date(2011, 3, 1), lead="nhs"),
    Action(3, 1, "", "C", "", "Not known", due=date(2011, 5, 1)),
    Action(4, 1, "", "D", "DCS", "about £9"),
    Action(5, 1, "", "E", "DCS", "n/a", theme="safe"),
    Action(6, 1, "", "F", "DCS", "£0", theme="gone"),
)


def test_totals_by_theme_by_lead_and_by_year_count_each_action_once() -> None:
    by_theme = total_by_theme(MADE, themes={"poor": "Poverty", "safe": "Safeguarding"})
    assert [head.text for head in by_theme.heads][1:] == [
        "Actions",
        "Pounds known",
        "Cost known",
        "Not known",
        "Not applicable",
    ]
    assert by_theme.rows == (
        ("Safeguarding", "3", "£46,000.50", "2", "0", "1"),
        ("The whole plan", "3", "£0", "1", "2", "0"),
        ("All", "6", "£46,000.50", "3", "2", "1"),
    )
    assert total_by_partner(MADE, partners={"nhs": "The NHS"}).rows == (
        ("DCS", "4", "£45,000", "2", "1", "1"),
        ("The NHS", "1", "£1,000.50", "1", "0", "0"),
        ("Nobody named", "1", "-", "0", "1", "0"),
        ("All", "6", "£46,000.50", "3", "2", "1"),
    )
    assert total_by_year(MADE).rows == (
        ("2010", "1", "£45,000", "1", "0", "0"),
        ("2011", "2", "£1,000.50", "1", "1", "0"),
        ("No date", "3", "£0", "1", "1", "1"),
        ("All", "6", "£46,000.50", "3", "2", "1"),
    )
    assert NOBODY == "nobody named"


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), [1, 2, 3, 4, 5, 6]),
        (Wanted(theme="safe"), [1, 2, 3, 4, 5]),
        (Wanted(by_whom="NHS"), [1]),
        (Wanted(by_whom="The NHS"), [2]),
        (Wanted(by_whom="nobody"), [3]),
        (Wanted(year="2011"), [2, 3]),
        (Wanted(year="undated"), [4, 5, 6]),
        (Wanted(status="overdue"), [1, 2, 3]),
        (Wanted(status="done"), []),
        (Wanted(theme="safe", year="2011"), [2, 3]),
        (Wanted(order="late"), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_actions_are_chosen_by_theme_partner_status_and_year_at_once(
    wanted: Wanted, numbers: list[int]
) -> None:
    found = choose_actions(MADE, wanted, partners={"nhs": "The NHS"}, today=TODAY)
    assert [one.number for one in found] == numbers


def test_what_is_past_its_date_comes_first_and_what_is_finished_after_what_is_to_come() -> None:
    listed = [
        Action(1, 1, "", "Undated"),
        Action(2, 1, "", "To come", due=date(2027, 6, 1)),
        Action(3, 1, "", "Done", due=date(2010, 1, 1), status=ActionStatus.DONE),
        Action(4, 1, "", "Late", due=date(2026, 1, 1)),
        Action(5, 1, "", "Longest late", due=date(2011, 1, 1)),
    ]
    assert [one.number for one in put_late_first(listed, today=TODAY)] == [5, 4, 2, 1, 3]


def test_only_what_some_action_answers_to_is_offered(book: PlanBook) -> None:
    choices = list_choices(book)
    assert list(choices.years) == ["all", "2010", "2011", "2012", "2014", "undated"]
    assert list(choices.statuses) == ["all", "overdue", "not recorded"]
    assert "Board of NHS" in choices.by_whom
    empty = list_choices(replace(book, actions=()))
    assert list(empty.years) == ["all", "undated"]


def test_the_parts_of_by_whom_keep_their_commas() -> None:
    assert split_parties("Director of Nursing and Clinical Quality, Safeguarding; DCS") == [
        "Director of Nursing and Clinical Quality, Safeguarding",
        "DCS",
    ]


@pytest.mark.parametrize(
    ("fields", "by_whom", "timescale"),
    [
        ({}, "not stated", "not stated"),
        ({"lead": "nhs", "due": date(2027, 3, 31)}, "The NHS", "Due 31 March 2027"),
        ({"lead": "nhs", "supports": ("council",)}, "The NHS; support: The Council", "not stated"),
        ({"by_whom": "A nurse", "lead": "nhs", "timescale": "Spring"}, "A nurse", "Spring"),
    ],
)
def test_where_the_plan_has_no_words_its_partners_and_days_stand_in_its_columns(
    fields: dict[str, object], by_whom: str, timescale: str
) -> None:
    names = {"nhs": "The NHS", "council": "The Council"}
    one = replace(Action(1, 1, "", "Do", ""), **fields)
    (row,) = list_actions([one], today=TODAY, partners=names).rows
    assert (row[2], row[4]) == (by_whom, timescale)


def test_the_plan_page_says_how_many_are_shown_and_how_many_are_late(example_url: str) -> None:
    store = open_store(example_url, read_only=True)
    choices = {"theme": "all", "by_whom": "all", "status": "all", "today": TODAY, "dark": False}
    assert open_plan(store, **choices).count_sentence == "28 actions. 17 are past their date."
    some = open_plan(store, **{**choices, "by_whom": "Board of NHS", "year": "2011"})
    assert some.count_sentence == "3 actions of 28. 3 are past their date."
    none = open_plan(store, **{**choices, "year": "1999"})
    assert (none.count_sentence, none.groups) == ("0 actions of 28.", ())
    late = open_plan(store, **choices, order="late")
    assert late.groups[0].rows[0].timescale == "January 2010"
    assert len(late.groups[0].recommendation) < 80
    store.close()
