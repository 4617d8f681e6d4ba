"""Ideas of what works, rule by rule (M10): evidence, cost, four ratings with dissent, and one action for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.errors import ObaError
from oba.model.action import ActionStatus
from oba.model.budget import BudgetKind, read_budget
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.model.idea import (
    CHEAP,
    RATED,
    CostMark,
    EvidenceLevel,
    Idea,
    Rating,
    find_faults,
    lacks_cheap,
    sort_ideas,
)
from oba.settings import Settings
from oba.store.actions import read_action, read_saved
from oba.store.edits import read_edits
from oba.store.engine import open_store
from oba.store.ideas import KINDS, find_idea, read_ideas
from oba.tasks.open_ideas import find_ideas, lacks_cheap_idea, open_ideas
from oba.tasks.record_action import change_action, withdraw_action
from oba.tasks.record_idea import (
    add_idea,
    bring_back,
    change_idea,
    make_action,
    rate_idea,
    say_why_none,
    withdraw_idea,
)
from oba.words.ideas import COSTS, LEVELS, RATING_ASKS, RATING_NAMES

TOWN, KEY = "E06000002", "under18_conceptions"
TODAY = date(2026, 12, 1)
ANN, BOB = Editor("ann"), Editor("bob", Role.OFFICER)
ABOUT: dict[str, Any] = {"indicator": KEY, "area": TOWN, "text": "A sentence", "key": f"{KEY}/1"}
IDEA = Idea(**ABOUT)
TYPED = {"text": "Open the clinic after school", "cost": "no cost", "evidence_level": "practice wisdom"}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today=TODAY.isoformat())


@pytest.fixture
def write(settings: Settings) -> Callable[..., Idea]:
    def run(by: Editor = ANN, indicator: str = KEY, **texts: str) -> Idea:
        return add_idea(settings, by, {**TYPED, **texts}, indicator=indicator)

    return run


def look(settings: Settings, ask: Callable[[Any], Any]) -> Any:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = ask(connection)
    store.close()
    return found


def ideas(settings: Settings) -> tuple[Idea, ...]:
    found: tuple[Idea, ...] = look(settings, lambda connection: read_ideas(connection, KEY, TOWN))
    return found


def edits(settings: Settings) -> list[tuple[str, str, str | None, str | None]]:
    found = look(settings, lambda connection: read_edits(connection, kinds=KINDS, within=f"{KEY}/"))
    return [(one.by, one.field, one.before, one.after) for one in found]


def actions(settings: Settings) -> list[Any]:
    return [one.action for one in look(settings, lambda connection: read_saved(connection, withdrawn=True))]


def told(settings: Settings, *, published: bool) -> Any:
    store = open_store(settings.store, read_only=True)
    found = find_ideas(store, indicator=KEY, area=TOWN, published=published, today=TODAY)
    store.close()
    return found


def rated(number: int, letters: str) -> Idea:
    """An idea with its ratings as letters: `hml-`."""
    words = {"h": Rating.HIGH, "m": Rating.MEDIUM, "l": Rating.LOW, "-": Rating.NOT_RATED}
    ratings = {name: words[one] for name, one in zip(RATED, letters, strict=True)}
    return replace(IDEA, key=f"{KEY}/{number}", **ratings)


# each rule: an idea, and what is found amiss in it ('' for nothing)
RULES = [
    ("an idea needs no evidence to be written down", IDEA, ""),
    ("an idea may stop something", replace(IDEA, stops=True), ""),
    ("an idea needs no cost yet", replace(IDEA, cost=CostMark.NOT_SAID), ""),
    ("an idea without words is none", replace(IDEA, text=" \n"), "nothing is written"),
    ("a text has its limit", replace(IDEA, text="x" * 1001), "a text is longer than 1,000 characters"),
    ("a thousand characters are within it", replace(IDEA, text="x" * 1000), ""),
    ("dissent has its limit", replace(IDEA, dissent="x" * 1001), "a text is longer than 1,000 characters"),
    ("a link may be of the web", replace(IDEA, link="https://example.org/a"), ""),
    (
        "a link that runs a script is refused",
        replace(IDEA, link="javascript:alert(1)"),
        "'javascript:alert(1)' is not an address of the web",
    ),
    ("dissent may stand without a name", replace(IDEA, dissent="Too few would come"), ""),
    (
        "a name without what is said is no dissent",
        replace(IDEA, dissenters="Schools"),
        "it is said who sees it otherwise, and not what they say",
    ),
]


@pytest.mark.parametrize(("idea", "fault"), [pytest.param(*rest, id=says) for says, *rest in RULES])
def test_what_can_be_saved(idea: Idea, fault: str) -> None:
    assert [found for found, _ in find_faults(idea)] == ([fault] if fault else [])


EVIDENCE = [
    ("what was tried here says where it stands written", EvidenceLevel.TRIED_HERE, {}, True),
    ("what was shown elsewhere does too", EvidenceLevel.SHOWN_ELSEWHERE, {}, True),
    ("words are evidence", EvidenceLevel.SHOWN_ELSEWHERE, {"evidence": "A trial in Leeds"}, False),
    ("a link is evidence", EvidenceLevel.TRIED_HERE, {"link": "https://example.org"}, False),
    ("a file is evidence", EvidenceLevel.TRIED_HERE, {"file_name": "a.pdf"}, False),
    ("practice wisdom needs none", EvidenceLevel.PRACTICE_WISDOM, {}, False),
    ("where there is none yet none is named", EvidenceLevel.NONE_YET, {}, False),
]


@pytest.mark.parametrize(
    ("level", "given_", "lacks"), [pytest.param(*rest, id=says) for says, *rest in EVIDENCE]
)
def test_what_is_said_to_be_known_says_how(level: EvidenceLevel, given_: dict[str, str], lacks: bool) -> None:
    assert replace(IDEA, evidence_level=level, **given_).lacks_evidence is lacks


# the first stands before the second
ORDER = [
    ("the higher sum stands first", "hhhm", "hhhl"),
    ("a higher sum beats leverage", "mhhh", "hlll"),
    ("of equal sums leverage decides", "hmlm", "mhlm"),
    ("then feasibility and reach", "mhlm", "mlhm"),
    ("then specificity", "mmhl", "mmlh"),
    ("then values, when all else is equal", "hhmh", "hhml"),
    ("what is rated in all four ways stands before what is rated in some", "llll", "hhh-"),
    ("what is rated in some before what is not rated", "---l", "----"),
    ("among those rated in some the sum counts too", "hh--", "h---"),
]


@pytest.mark.parametrize(("first", "second"), [pytest.param(*rest, id=says) for says, *rest in ORDER])
def test_ideas_stand_in_the_order_of_the_rating(first: str, second: str) -> None:
    assert [one.number for one in sort_ideas([rated(1, second), rated(2, first)])] == [2, 1]


def test_of_two_rated_alike_the_first_written_stands_first() -> None:
    assert [one.number for one in sort_ideas([rated(10, "hhll"), rated(9, "hhll")])] == [9, 10]


LETTERS = st.text("hml-", min_size=4, max_size=4)


@given(st.lists(LETTERS, max_size=12))
def test_the_order_is_that_of_the_rating_whatever_order_they_come_in(letters: list[str]) -> None:
    listed = [rated(number, one) for number, one in enumerate(letters, start=1)]
    found = sort_ideas(listed)
    assert found == sort_ideas(listed[::-1])
    assert sorted(one.number for one in found) == [one.number for one in listed]
    standings = [0 if all(p) else 1 if any(p) else 2 for p in (points(one) for one in found)]
    assert standings == sorted(standings)


@given(LETTERS, st.integers(0, 3))
def test_a_better_rating_never_lets_an_idea_sink(letters: str, place: int) -> None:
    better = {"-": "l", "l": "m", "m": "h", "h": "h"}[letters[place]]
    raised = letters[:place] + better + letters[place + 1 :]
    assert rated(1, raised).rank() <= rated(1, letters).rank()


def points(idea: Idea) -> list[int]:
    return [one.points for one in idea.ratings]


def test_no_cost_and_low_cost_are_cheap_and_nothing_else_is() -> None:
    assert CHEAP == (CostMark.NO_COST, CostMark.LOW_COST)
    assert [one for one in CostMark if replace(IDEA, cost=one).cheap] == list(CHEAP)


@given(st.lists(st.tuples(st.sampled_from(list(CostMark)), st.booleans())))
def test_a_curve_lacks_a_cheap_idea_until_one_that_stands_is_marked_so(
    marks: list[tuple[CostMark, bool]],
) -> None:
    listed = [replace(IDEA, cost=cost, withdrawn=gone) for cost, gone in marks]
    assert lacks_cheap(listed) is not any(cost in CHEAP and not gone for cost, gone in marks)


def test_every_level_cost_and_rating_is_explained_in_words() -> None:
    assert set(LEVELS) == set(EvidenceLevel)
    assert set(COSTS) == set(CostMark)
    assert set(RATING_ASKS) == set(RATING_NAMES) == set(RATED)
    assert all(one.endswith("?") for one in RATING_ASKS.values())


def test_an_idea_keeps_who_wrote_it_when_and_where(settings: Settings, write) -> None:
    idea = write(stops="yes")
    assert ideas(settings) == (idea,)
    assert (idea.written_by, idea.written_on, idea.area, idea.key) == ("ann", TODAY, TOWN, f"{KEY}/1")
    assert (idea.stops, idea.cost, idea.version, idea.rating_version) == (True, CostMark.NO_COST, 1, 0)


def test_the_group_rates_with_dissent_and_the_ideas_stand_in_its_order(settings: Settings, write) -> None:
    first, second = write(text="1"), write(text="2")
    given_ = {**dict.fromkeys(RATED, "high"), "dissent": "Too few would come", "dissenters": "Schools"}
    rate_idea(settings, ANN, second.key, given_, version=0)
    found = ideas(settings)
    assert [one.key for one in found] == [second.key, first.key]
    assert (found[0].leverage, found[0].dissent, found[0].rating_version) == (
        Rating.HIGH,
        "Too few would come",
        1,
    )


def test_who_rates_and_who_writes_are_not_in_each_others_way(settings: Settings, write) -> None:
    idea = write()
    rate_idea(settings, BOB, idea.key, {"leverage": "low"}, version=0)
    change_idea(settings, ANN, idea.key, {"text": "Mine"}, version=1)
    rate_idea(settings, BOB, idea.key, {"leverage": "high"}, version=1)
    (found,) = ideas(settings)
    assert (found.text, found.leverage, found.version, found.rating_version) == ("Mine", Rating.HIGH, 2, 2)


def test_who_saves_second_is_shown_both_texts_and_nothing_is_written(settings: Settings, write) -> None:
    idea = write()
    change_idea(settings, BOB, idea.key, {"text": "His"}, version=1)
    rate_idea(settings, Editor("cat"), idea.key, {"leverage": "low"}, version=0)
    with pytest.raises(EditConflict, match="bob saved this while you were writing") as raised:
        change_idea(settings, ANN, idea.key, {"text": "Mine", "cost": "low cost"}, version=1)
    assert raised.value.texts == {"text": ("His", "Mine"), "cost": ("no cost", "low cost")}
    with pytest.raises(EditConflict, match="cat saved this") as raised:
        rate_idea(settings, ANN, idea.key, {"leverage": "high"}, version=0)
    assert raised.value.texts == {"leverage": ("low", "high")}
    assert raised.value.version == 1
    assert ideas(settings)[0].text == "His"
    change_idea(settings, ANN, idea.key, {"text": "Mine"}, version=2)
    assert [after for _, field, _, after in edits(settings) if field == "text"] == [
        TYPED["text"],
        "His",
        "Mine",
    ]


def test_every_edit_is_kept_with_who_before_and_after(settings: Settings, write) -> None:
    idea = write()
    change_idea(settings, BOB, idea.key, {"stops": "yes"}, version=1)
    rate_idea(settings, BOB, idea.key, {"values_fit": "medium", "dissent": "No"}, version=0)
    number = make_action(settings, ANN, idea.key, version=2)
    withdraw_idea(settings, ANN, idea.key, version=2)
    bring_back(settings, BOB, idea.key)
    assert edits(settings) == [
        ("ann", "text", None, TYPED["text"]),
        ("ann", "cost", None, "no cost"),
        ("ann", "evidence_level", None, "practice wisdom"),
        ("bob", "stops", "", "yes"),
        ("bob", "values_fit", "not rated", "medium"),
        ("bob", "dissent", "", "No"),
        ("ann", "action", "", str(number)),
        ("ann", "text", TYPED["text"], None),
        ("bob", "withdrawn", "yes", ""),
    ]


def test_saving_what_is_saved_already_is_no_edit(settings: Settings, write) -> None:
    idea = write()
    before = edits(settings)
    assert change_idea(settings, ANN, idea.key, {"text": TYPED["text"]}, version=1) == idea
    assert rate_idea(settings, ANN, idea.key, {"leverage": "not rated"}, version=0) == idea
    assert edits(settings) == before


def test_a_withdrawn_idea_is_kept_and_can_come_back(settings: Settings, write) -> None:
    idea = write()
    gone = withdraw_idea(settings, ANN, idea.key, version=1)
    assert look(settings, lambda connection: find_idea(connection, idea.key)) == gone
    assert not told(settings, published=False).there
    with pytest.raises(
        ObaError, match=r"this idea has been withdrawn since by ann\. Your text is kept\. Bring the idea back"
    ):
        change_idea(settings, ANN, idea.key, {"text": "Mine"}, version=2)
    with pytest.raises(ObaError, match="this idea has been withdrawn since"):
        make_action(settings, ANN, idea.key, version=2)
    back = bring_back(settings, BOB, idea.key)
    assert bring_back(settings, BOB, idea.key) == back == replace(idea, version=3)


def test_what_has_been_saved_meanwhile_is_neither_withdrawn_nor_made_an_action_unseen(
    settings, write
) -> None:
    idea, before = write(), actions(settings)
    change_idea(settings, BOB, idea.key, {"text": "His"}, version=1)
    for deed in (withdraw_idea, make_action):
        with pytest.raises(EditConflict, match="bob saved this"):
            deed(settings, ANN, idea.key, version=1)
    assert actions(settings) == before


COSTED = [
    ("no cost", "£0", BudgetKind.NOTHING),
    ("low cost", "Not known", BudgetKind.NOT_KNOWN),
    ("costs more", "Not known", BudgetKind.NOT_KNOWN),
    ("cost not said", "Not known", BudgetKind.NOT_KNOWN),
]


@pytest.mark.parametrize(("mark", "budget", "kind"), COSTED)
@pytest.mark.parametrize("stops", ["", "yes"])
def test_an_idea_becomes_an_action_in_one_step(settings, write, mark, budget, kind, stops) -> None:
    idea = write(cost=mark, stops=stops)
    number = make_action(settings, BOB, idea.key, version=1)
    (action,) = [one for one in actions(settings) if one.number == number]
    assert (action.proposed_action, action.indicators, action.idea) == (TYPED["text"], (KEY,), idea.key)
    assert (action.budget_cost, read_budget(action.budget_cost).kind) == (budget, kind)
    assert (action.stops, action.status, action.theme) == (
        stops == "yes",
        ActionStatus.NOT_STARTED,
        "risk_taking",
    )
    assert ideas(settings)[0] == replace(idea, action=number)


def test_pressing_twice_makes_one_action(settings: Settings, write) -> None:
    idea, before = write(), len(actions(settings))
    number = make_action(settings, ANN, idea.key, version=1)
    change_idea(settings, BOB, idea.key, {"text": "Said better"}, version=1)
    assert make_action(settings, BOB, idea.key, version=1) == number
    assert len(actions(settings)) == before + 1


def test_the_idea_shows_how_its_action_goes(settings: Settings, write) -> None:
    number = make_action(settings, ANN, write().key, version=1)

    def said() -> str:
        one: str = told(settings, published=True).ideas[0].action_said
        return one

    assert said() == f"Action {number}: not started"
    change_action(settings, ANN, number, {"status": "under way", "due": "2026-11-30"}, version=1)
    assert said() == f"Action {number}: under way, overdue"
    version = look(settings, lambda connection: read_action(connection, number)).version
    withdraw_action(settings, ANN, number, "Another does it", version=version)
    assert said() == f"Action {number}: withdrawn on 1 December 2026"


def test_a_talk_without_a_cheap_idea_asks_why_and_keeps_the_answer(settings: Settings, write) -> None:
    store = open_store(settings.store, read_only=True)
    assert lacks_cheap_idea(store, KEY)
    write(cost="costs more")
    write(indicator="looked_after")
    assert lacks_cheap_idea(store, KEY)
    assert told(settings, published=True).why_none == ""
    why = say_why_none(settings, ANN, KEY, "Rents are set elsewhere", version=0)
    assert (why.text, why.written_by, why.written_on, why.version) == (
        "Rents are set elsewhere",
        "ann",
        TODAY,
        1,
    )
    assert told(settings, published=True).why_none == (
        "No idea here is marked no cost or low cost. Rents are set elsewhere"
    )
    with pytest.raises(EditConflict, match="ann saved this") as raised:
        say_why_none(settings, BOB, KEY, "Mine", version=0)
    assert raised.value.texts == {"text": ("Rents are set elsewhere", "Mine")}
    assert say_why_none(settings, BOB, KEY, "Mine", version=1).version == 2
    assert edits(settings)[-2:] == [
        ("ann", "text", None, "Rents are set elsewhere"),
        ("bob", "text", "Rents are set elsewhere", "Mine"),
    ]
    write(cost="low cost")
    assert not lacks_cheap_idea(store, KEY)
    assert told(settings, published=True).why_none == ""
    assert open_ideas(store, indicator=KEY).why.text == "Mine"
    store.close()


@pytest.mark.parametrize("text", [" \n", "x" * 1001])
def test_an_answer_says_something_and_has_its_limit(settings: Settings, text: str) -> None:
    with pytest.raises(ObaError, match="why no idea is cheap"):
        say_why_none(settings, ANN, KEY, text, version=0)
    assert edits(settings) == []


REFUSED = [
    ({"text": " "}, "nothing is written"),
    ({"link": "ftp://example.org"}, "is not an address of the web"),
    ({"cost": "cheap"}, "expected no cost, low cost, costs more, cost not said"),
    ({"evidence_level": "sure"}, "expected tried here, shown elsewhere, practice wisdom, no evidence yet"),
    ({"stops": "no"}, "expected yes, or nothing"),
    ({"leverage": "high"}, "a field 'leverage'"),
    ({"written_by": "bob"}, "a field 'written_by'"),
    ({"action": "1"}, "a field 'action'"),
]


@pytest.mark.parametrize(("texts", "said"), REFUSED)
def test_what_is_amiss_is_said_and_nothing_is_written(settings, write, texts, said) -> None:
    with pytest.raises(ObaError, match=said):
        write(**texts)
    assert ideas(settings) == ()
    assert edits(settings) == []


def test_a_rating_is_high_medium_or_low(settings: Settings, write) -> None:
    idea = write()
    with pytest.raises(ObaError, match="expected high, medium, low, not rated"):
        rate_idea(settings, ANN, idea.key, {"leverage": "3"}, version=0)
    with pytest.raises(ObaError, match="a field 'text'"):
        rate_idea(settings, ANN, idea.key, {"text": "x"}, version=0)
    with pytest.raises(ObaError, match="not what they say"):
        rate_idea(settings, ANN, idea.key, {"dissenters": "Schools"}, version=0)
    assert ideas(settings) == (idea,)


def test_only_an_indicator_of_the_plan_has_ideas(settings: Settings, write) -> None:
    with pytest.raises(ObaError, match="the plan has no indicator 'hope'"):
        write(indicator="hope")
    with pytest.raises(ObaError, match="the plan has no indicator 'hope'"):
        say_why_none(settings, ANN, "hope", "x", version=0)


def deeds(settings: Settings, key: str, by: Editor) -> list[Callable[[], Any]]:
    return [
        lambda: add_idea(settings, by, TYPED, indicator=KEY),
        lambda: change_idea(settings, by, key, {"text": "x"}, version=1),
        lambda: rate_idea(settings, by, key, {"leverage": "low"}, version=0),
        lambda: withdraw_idea(settings, by, key, version=1),
        lambda: bring_back(settings, by, key),
        lambda: make_action(settings, by, key, version=1),
        lambda: say_why_none(settings, by, KEY, "x", version=0),
    ]


def test_a_reader_writes_nothing(settings: Settings, write) -> None:
    idea = write()
    before = edits(settings), actions(settings)
    for deed in deeds(settings, idea.key, Editor("eve", Role.READER)):
        with pytest.raises(NotAllowedError, match="as a reader you may not write actions and ideas"):
            deed()
    assert (edits(settings), actions(settings)) == before


def test_nothing_is_written_on_the_published_copy(settings: Settings, write) -> None:
    idea = write()
    for deed in deeds(replace(settings, mode="published"), idea.key, BOB):
        with pytest.raises(ObaError, match="nothing is written on the published copy"):
            deed()


def test_the_public_reads_ideas_without_names_of_writers_and_dissenters_and_without_files(
    settings, write
) -> None:
    idea = write(link="https://example.org", file_name="ann.pdf", file_sha256="a" * 64)
    given_ = {"leverage": "high", "dissent": "Too few would come", "dissenters": "Headteachers"}
    rate_idea(settings, ANN, idea.key, given_, version=0)
    public, own = told(settings, published=True), told(settings, published=False)
    assert not [name for name in ("ann", "Headteachers") if name in repr(public)]
    assert public.ideas[0].ratings[0] == ("Leverage", Rating.HIGH)
    assert (public.ideas[0].cost, public.ideas[0].link) == ("no cost", "https://example.org")
    assert public.ideas[0].dissent == "Not all see it so: Too few would come"
    assert own.ideas[0].dissent == "Not all see it so: Too few would come (Headteachers)"
    assert (own.ideas[0].written, own.ideas[0].file_name) == ("ann, 1 December 2026", "ann.pdf")
