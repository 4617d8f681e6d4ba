"""The questions of a talk, in their order: of a population (M1), of a service (M2), and the steps of a meeting (M3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oba.errors import UsageError
from oba.model.editor import Editor
from oba.model.meeting import Step
from oba.model.meeting_walk import START, list_stops, seconds_allowed
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.meetings import read_groups, read_steps
from oba.store.plans import read_plan
from oba.tasks.list_groups import add_group, change_group, find_group, list_groups
from oba.tasks.open_service import open_service
from oba.tasks.record_meeting import end_meeting, move_clock, start_meeting
from oba.words.meeting import ASKS, STEP_TITLES
from oba.words.services import QUESTIONS
from tests.publishing import publish_for_test
from tests.services_example import add_services

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 12, 1)
ANN = Editor("ann")
HOUR = 60
OpenPage = Callable[..., AppTest]


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today=TODAY.isoformat())


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, example_url: str, packages_read_once: None) -> OpenPage:
    def start(page: str, *, mode: str = "published", **address: str) -> AppTest:
        copies = str(publish_for_test(example_url)) if mode == "published" else ""
        given = {"OBA_STORE": example_url, "OBA_MODE": mode, "OBA_TODAY": str(TODAY), "OBA_COPIES": copies}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.run()
        for name, value in address.items():
            app.query_params[name] = value
        return app.switch_page(page).run()

    return start


def text_of(app: AppTest) -> str:
    """What the page shows, without the style sheet and the menu, which begin every page."""
    return "\n".join(one.proto.body for one in app.get("html")[2:])


def in_order(text: str, wanted: list[str]) -> list[str]:
    """Those of `wanted` that the text holds, in the order in which it first does."""
    places = {one: text.find(one) for one in wanted}
    return [one for one in sorted(places, key=lambda one: places[one]) if places[one] >= 0]


# M1: what a group asks of a population, and what the page answers it with, from its top to its end
POPULATION = [
    ("what conditions of well-being do we want", "What we want: "),
    ("how are we doing", "<h2>How are we doing?</h2>"),
    ("what is the story behind it", "<h2>The story behind the "),
    ("who are the partners", "<h2>Partners</h2>"),
    ("what works", "<h2>What works</h2>"),
    ("what do we propose", "<h2>What we propose</h2>"),
]
AFTER_THE_TALK = ["<h2>What this indicator is</h2>", "<h2>All areas compared</h2>", "Source and quality</h2>"]


@pytest.mark.parametrize("mode", ["published", "trust"])
@pytest.mark.parametrize("plain", ["", "true"])
@pytest.mark.parametrize("key", ["under18_conceptions", "suspensions", "good_development"])
def test_the_page_of_a_curve_answers_the_population_questions_in_order(
    mode: str, plain: str, key: str, open_page: OpenPage
) -> None:
    address = {"plain": plain} if plain else {}
    text = text_of(open_page("pages/public/30_indicator.py", mode=mode, indicator=key, **address))
    answers = [answer for _, answer in POPULATION]
    assert in_order(text, [*answers, *AFTER_THE_TALK])[: len(answers)] == answers


@pytest.mark.parametrize("theme", ["child_poverty", "safeguarding", "risk_taking", "emotional_health"])
def test_a_theme_says_what_is_wanted_before_how_it_is_measured_and_what_is_done(
    theme: str, open_page: OpenPage, example_url: str
) -> None:
    """What conditions we want, then by which few curves we would recognise and measure them, then what is proposed."""
    store = open_store(example_url, read_only=True)
    with store.reading() as connection:
        book = read_plan(connection)
    store.close()
    outcomes = [one.sentence for one in book.outcomes if one.theme == theme]
    assert outcomes
    text = text_of(open_page("pages/public/20_theme.py", theme=theme)).replace("&#39;", "'")
    for sentence in outcomes:
        assert in_order(text, ["<h2>Headline indicators", "<h2>Actions", sentence])[0] == sentence


# M2: what a group asks of a service, by what must stand in each question
PERFORMANCE = [
    ("customers", "customers"),
    ("better_off", "better off"),
    ("well", "deliver the service well"),
    ("doing", "How are we doing"),
    ("partners", "partners"),
    ("works", "What works"),
    ("proposal", "propose"),
]


@pytest.mark.parametrize("service", ["ex_visits", "ex_clubs"])
def test_a_service_is_asked_the_performance_questions_in_order(service: str, own_example: str) -> None:
    """With measures or without any, each question has something to start from."""
    store = open_store(add_services(own_example), read_only=True)
    view = open_service(store, service=service, today=TODAY, dark=False)
    store.close()
    assert [
        (one.key, words in one.text) for one, (_, words) in zip(view.questions, PERFORMANCE, strict=True)
    ] == [(key, True) for key, _ in PERFORMANCE]
    assert all(one.prompts for one in QUESTIONS)


# M3: the talk has five steps, each with a time of its own; a first pass over one curve fits in an hour
STEPS = [
    (Step.HOW_ARE_WE_DOING, "How are we doing?"),
    (Step.STORY, "Story behind the baseline"),
    (Step.PARTNERS, "Partners"),
    (Step.WHAT_WORKS, "What works"),
    (Step.PROPOSAL, "What we propose"),
]


def test_the_talk_has_five_steps_in_order_and_each_asks_something() -> None:
    assert [(one, STEP_TITLES[one]) for one in Step] == STEPS
    assert all(ASKS[one].endswith((".", "?")) for one in Step)


def groups(settings: Settings):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = list_groups(read_groups(connection, withdrawn=True), read_plan(connection))
    store.close()
    return found


def test_every_group_of_the_plan_has_a_time_for_each_step_that_fits_in_an_hour(settings: Settings) -> None:
    found = groups(settings)
    assert len(found) >= 5
    for one in found:
        seconds = [seconds_allowed(one, step) for step in Step]
        assert min(seconds) > 0
        assert sum(seconds) <= HOUR * 60, one.name


# minutes as a group writes them, and what becomes of them; None: refused
MINUTES = [
    ("the usual", "", (5, 15, 5, 15, 15)),
    ("its own", "5, 10, 5, 10, 10", (5, 10, 5, 10, 10)),
    ("a short second pass", "1,1,1,1,1", (1, 1, 1, 1, 1)),
    ("one step left out", "5, 15, 5, 15", None),
    ("a step without time", "5, 0, 5, 15, 15", None),
    ("no number", "5, some, 5, 15, 15", None),
    ("longer than any meeting", "5, 999, 5, 15, 15", None),
]


@pytest.mark.parametrize(("typed", "minutes"), [pytest.param(*rest, id=says) for says, *rest in MINUTES])
def test_a_group_sets_minutes_of_its_own_for_every_step_and_for_none_it_may_leave_them_out(
    typed: str, minutes: tuple[int, ...] | None, settings: Settings
) -> None:
    texts = {"name": "Parents' forum", "theme": "", "minutes": typed, "members": ""}
    if minutes is None:
        with pytest.raises(UsageError, match="minutes"):
            add_group(settings, ANN, texts)
        return
    new = add_group(settings, ANN, texts)
    assert tuple(seconds_allowed(new, step) // 60 for step in Step) == minutes
    again = change_group(settings, ANN, new.key, {"minutes": "2,2,2,2,2"}, version=new.version)
    assert find_group([again], _book(settings), new.key).minutes == (2, 2, 2, 2, 2)


def _book(settings: Settings):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_plan(connection)
    store.close()
    return found


@pytest.mark.parametrize("curves", [("suspensions",), ("under18_conceptions", "suspensions")])
def test_every_step_is_taken_for_every_curve_at_every_meeting(
    curves: tuple[str, ...], settings: Settings
) -> None:
    for _ in range(2):
        meeting = start_meeting(settings, ANN, group="executive", indicators=curves)
        way = list_stops(curves)
        assert way[0] == START
        assert way[-1].closing
        assert [(one.indicator, one.step) for one in way[1:-1]] == [
            (key, step) for key in curves for step in Step
        ]
        for stop in way:
            move_clock(settings, ANN, meeting.number, stop)
        store = open_store(settings.store, read_only=True)
        with store.reading() as connection:
            taken = read_steps(connection, meeting.number)
        store.close()
        assert {(one.indicator, one.step) for one in taken} == {
            (key, step) for key in curves for step in Step
        }
        assert end_meeting(settings, ANN, meeting.number).ended_at is not None


def test_the_questions_of_a_page_are_found_in_order_by_the_rule_itself() -> None:
    assert in_order("b then a", ["a", "b", "c"]) == ["b", "a"]
