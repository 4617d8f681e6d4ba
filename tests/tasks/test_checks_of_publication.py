"""Each check before a publication: a table of what makes it speak, and of what leaves it silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from oba.model.area import Area, AreaKind
from oba.model.checklist import Item, Level, order_items
from oba.model.disclosure import Cell, Control, Rule
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.plan import Outcome, Partner, Plan, PlanBook, Theme
from oba.model.quality import Quality
from oba.model.release import LoadReport, Problem, Question, QuestionKind
from oba.model.release import Outcome as LoadOutcome
from oba.model.target import Target
from oba.model.upload import Upload
from oba.store.revised import Behind
from oba.tasks.checks_of_figures import (
    check_age,
    check_licences,
    check_reasons,
    check_revisions,
    check_sources,
    check_stories,
    check_waiting,
)
from oba.tasks.checks_of_plan import (
    check_contact,
    check_definitions,
    check_polarity,
    check_release_days,
    check_wording,
)
from oba.tasks.small_numbers import check_given_away, check_withheld
from oba.words.hidden import PEERS, ROUNDED
from oba.words.publishing import CHECKS, say_item, say_state

YEAR = Period.year(2025, kind=PeriodKind.CALENDAR_YEAR)
HERE = "E06000002"
TITLES = {"absence": "Persistent absence", "care": "Looked-after children"}
ABSENCE = Indicator(
    key="absence",
    title=TITLES["absence"],
    theme="learning",
    outcome="learn",
    standing=Standing.HEADLINE,
    unit="% of pupils",
    value_type=ValueType.PROPORTION,
    polarity=Polarity.LOW_IS_GOOD,
    period_kind=PeriodKind.ACADEMIC_YEAR,
    lay_definition="Pupils who miss a tenth of their lessons",
    technical_definition="Numerator and denominator",
    next_release=date(2027, 3, 1),
)
SAYS = "Children and young people in Middlesbrough enjoy learning."
BOOK = PlanBook(
    plan=Plan("A plan", "A Trust", HERE),
    themes=(Theme("learning", "Learning"),),
    outcomes=(Outcome("learn", "learning", SAYS),),
    indicators=(ABSENCE,),
    areas=(Area(HERE, "Middlesbrough", AreaKind.LOCAL_AUTHORITY),),
    comparators=(),
    partners=(Partner("works", "The Joy Works"),),
    actions=(),
)
BEHIND = Behind(
    "absence", 3, "Department for Education", "Absence", "", "absence.csv", "OGL", "https://example.org", 12
)


def test_a_source_without_a_licence_or_an_address_is_advice_said_once_of_a_release() -> None:
    lacking = replace(BEHIND, licence=" ", address="")
    (item,) = check_licences([lacking, replace(lacking, indicator="care")])
    assert (item.level, item.of) == (Level.ADVISES, "Department for Education: Absence")
    assert item.found == "absence.csv without licence and address"
    assert list(check_licences([BEHIND])) == []


def with_one(**changed: Any) -> PlanBook:
    return replace(BOOK, indicators=(replace(ABSENCE, **changed),))


def codes(found: Any) -> list[tuple[str, str]]:
    items = list(found)
    for one in items:
        assert one.level is CHECKS[one.code].level
        assert one.of
        assert say_item(one).endswith(".")
    return [(one.code, one.key) for one in items]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"lay_definition": " "}, [("definition", "absence")]),
        ({"technical_definition": ""}, [("definition", "absence")]),
        ({"lay_definition": "", "technical_definition": ""}, [("definition", "absence")] * 2),
        ({"technical_definition": "", "standing": Standing.DEVELOPMENT}, []),
        ({"lay_definition": "", "standing": Standing.DEVELOPMENT}, [("definition", "absence")]),
    ],
)
def test_a_definition_that_is_missing_blocks(changed: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert codes(check_definitions(with_one(**changed))) == found


@pytest.mark.parametrize(
    ("polarity", "aimed", "told", "found"),
    [
        (Polarity.LOW_IS_GOOD, True, True, []),
        (Polarity.NO_JUDGEMENT, False, False, []),
        (Polarity.NO_JUDGEMENT, True, False, [("polarity", "absence")]),
        (Polarity.NO_JUDGEMENT, False, True, [("polarity", "absence")]),
    ],
)
def test_polarity_is_asked_for_where_something_says_which_way_is_good(
    polarity: Polarity, aimed: bool, told: bool, found: list[tuple[str, str]]
) -> None:
    targets = (Target("absence", HERE, YEAR, 10.0, "Board"),) if aimed else ()
    book = replace(with_one(polarity=polarity), targets=targets)
    assert codes(check_polarity(book, told=["absence"] if told else [])) == found


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        (SAYS, False),
        ("Reduce absence by 10%", True),
        ("Children in Middlesbrough are looked after by The Joy Works", True),
        ("Children and young people enjoy learning.", True),  # no place
    ],
)
def test_an_outcome_that_fails_the_lint_blocks(sentence: str, speaks: bool) -> None:
    book = replace(BOOK, outcomes=(Outcome("learn", "learning", sentence),))
    assert set(codes(check_wording(book))) == ({("wording", "learn")} if speaks else set())


@pytest.mark.parametrize(
    ("day", "measured", "found"),
    [
        (date(2027, 3, 1), ["absence"], []),
        (None, ["absence"], [("release", "absence")]),
        (None, [], []),
    ],
)
def test_a_curve_without_a_day_of_its_next_figures_is_advised(
    day: date | None, measured: list[str], found: list[tuple[str, str]]
) -> None:
    assert codes(check_release_days(with_one(next_release=day), measured=measured)) == found


@pytest.mark.parametrize(
    ("contact", "found"), [("outcomes@trust.example", []), ("", [("contact", "")]), (" ", [("contact", "")])]
)
def test_a_way_to_reach_those_who_publish_is_advised(contact: str, found: list[tuple[str, str]]) -> None:
    assert codes(check_contact(contact)) == found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"publisher": ""}, [("source", "absence")]),
        ({"title": "  "}, [("source", "absence")]),
        ({"publisher": "", "title": ""}, [("source", "absence")]),
    ],
)
def test_a_source_without_publisher_or_title_blocks(
    changed: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert codes(check_sources([replace(BEHIND, **changed)], titles=TITLES)) == found


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        (["The publisher corrected a school"], []),
        ([""], [("revisions", "3")]),
        (["", ""], [("revisions", "3")]),  # two indicators of one release are mended at once
    ],
)
def test_a_revision_without_a_note_blocks(notes: list[str], found: list[tuple[str, str]]) -> None:
    keys = ("absence", "care")
    revising = [replace(BEHIND, indicator=key, note=note) for key, note in zip(keys, notes, strict=False)]
    assert codes(check_revisions(revising, titles=TITLES)) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule("absence"), []),
        (Rule("absence", threshold=0), [("reasons", "absence")]),
        (Rule("absence", secondary=False), [("reasons", "absence")]),
        (Rule("absence", secondary=False, reason="No total is published"), []),
        (Rule("absence", threshold=0, reason=" "), [("reasons", "absence")]),
        (Rule("absence", threshold=0, reason="Protected by its publisher"), []),
        (Rule("gone", threshold=0), []),  # it has left the plan
    ],
)
def test_a_rule_that_hides_nothing_needs_a_reason(rule: Rule, found: list[tuple[str, str]]) -> None:
    assert codes(check_reasons({rule.indicator: rule}, titles=TITLES)) == found


def quality(**changed: Any) -> Quality:
    return replace(Quality("absence", HERE, "", figures=9, latest=YEAR, age_months=11), **changed)


@pytest.mark.parametrize(
    ("changed", "speaks"),
    [
        ({}, False),
        ({"stale": True}, True),
        ({"overdue": True, "next_release": date(2026, 3, 1)}, True),
        ({"overdue": True, "latest": None, "age_months": None}, False),
    ],
)
def test_old_figures_are_advised(changed: dict[str, Any], speaks: bool) -> None:
    found = codes(check_age({"absence": quality(**changed)}, titles=TITLES))
    assert found == ([("stale", "absence")] if speaks else [])


@pytest.mark.parametrize(
    ("standing", "written", "came", "speaks"),
    [
        (Standing.HEADLINE, None, date(2026, 3, 1), True),
        (Standing.HEADLINE, date(2026, 2, 28), date(2026, 3, 1), True),
        (Standing.HEADLINE, date(2026, 3, 1), date(2026, 3, 1), False),
        (Standing.HEADLINE, date(2026, 3, 1), None, False),
        (Standing.SECONDARY, None, date(2026, 3, 1), False),
    ],
)
def test_a_story_that_is_empty_or_older_than_the_newest_figure_is_advised(
    standing: Standing, written: date | None, came: date | None, speaks: bool
) -> None:
    told = {"absence": written} if written else {}
    found = codes(check_stories(with_one(standing=standing), written=told, came={"absence": came}))
    assert found == ([("story", "absence")] if speaks else [])


def test_without_figures_no_story_is_missed() -> None:
    assert codes(check_stories(BOOK, written={}, came={})) == []


@pytest.mark.parametrize(
    ("outcome", "speaks"), [(LoadOutcome.ASK, True), (LoadOutcome.FILE, True), (LoadOutcome.NOTE, False)]
)
def test_a_file_that_waits_with_a_question_blocks(outcome: LoadOutcome, speaks: bool) -> None:
    upload = Upload("a" * 64, "return.xlsx", 12, datetime(2026, 3, 1, tzinfo=UTC), "ann")
    asked = Problem(outcome, "A1", "two areas", question=Question(QuestionKind.AREA, "Town"))
    report = LoadReport("return.xlsx", "a" * 64, "partner return", "", problems=(asked,))
    assert codes(check_waiting([(upload, report)])) == ([("checks", "a" * 12)] if speaks else [])


@pytest.mark.parametrize(("open_", "before"), [(0, 0), (2, 0), (0, 1), (1, 1)])
def test_what_could_be_worked_out_blocks_and_what_was_public_before_is_told(open_: int, before: int) -> None:
    cell = Cell("absence", HERE, "", YEAR, {"numerator": 3})
    control = Control(open=(cell,) * open_, published_before=(cell,) * before)
    expected = [("small_numbers", "absence")] * bool(open_) + [("shown_before", "absence")] * bool(before)
    assert codes(check_given_away(control, titles=TITLES)) == expected


def test_a_forecast_of_ours_that_readers_are_not_shown_is_told_before_it_is_published() -> None:
    withheld = {("absence", HERE): ROUNDED, ("absence", "E92000001"): PEERS, ("gone", HERE): PEERS}
    (told,) = check_withheld(withheld, titles=TITLES, area=HERE)
    assert (told.code, told.level, told.of) == ("withheld", Level.ADVISES, TITLES["absence"])
    assert told.found == ROUNDED


def test_the_checklist_counts_each_check_and_has_what_blocks_first() -> None:
    advice = Item("stale", Level.ADVISES, "old", "Absence", "Look")
    block = Item("wording", Level.BLOCKS, "no numbers", "Outcome", "Word it")
    found = order_items([advice, block], checked=tuple(CHECKS))
    assert found.items == (block, advice)
    assert not found.ready
    assert (found.counts["stale"], found.counts["source"], len(found.counts)) == (1, 0, len(CHECKS))
    assert say_state(found) == "1 thing blocks the publication; 1 note of advice."
    clear = order_items([], checked=tuple(CHECKS))
    assert clear.ready
    assert say_state(clear) == "Nothing stands in the way of publishing."
