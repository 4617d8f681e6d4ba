"""The page What works: ideas written and rated in place, sorted, made actions once, and what readers see of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.model.idea import CostMark, Idea, Rating
from oba.settings import Settings
from oba.store.actions import read_saved
from oba.store.drafts import read_drafts
from oba.store.engine import open_store, store_version
from oba.store.ideas import find_why_none, read_ideas
from oba.tasks.record_idea import add_idea, change_idea, make_action, rate_idea, say_why_none

PAGE = "pages/trust/83_what_works.py"
READ = "pages/public/30_indicator.py"
KEY, TOWN = "under18_conceptions", "E06000002"
BOB = Editor("bob")
NEW = f"draft_ideas/{KEY}/new/"
IDEA = {
    "text": "Clinics <b>after</b> school",
    "cost": "no cost",
    "evidence_level": "tried here",
    "evidence": "[x](javascript:alert(1))",
}
OPENED = {"indicator": KEY}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="bob", today="2026-12-01")


@pytest.fixture
def idea(settings: Settings) -> Idea:
    return add_idea(settings, BOB, IDEA, indicator=KEY)


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def _read(url: str, ask: Callable[[Any], Any]) -> Any:
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = ask(connection)
    store.close()
    return found


def ideas(url: str) -> tuple[Idea, ...]:
    found: tuple[Idea, ...] = _read(url, lambda connection: read_ideas(connection, KEY, TOWN))
    return found


def drafts(url: str, by: str = "ann") -> dict[str, str]:
    found = _read(url, lambda connection: read_drafts(connection, by=by))
    return {place: one.text for place, one in found.items()}


def made(url: str) -> list[str]:
    saved = _read(url, read_saved)
    return [one.action.idea for one in saved if one.action.idea]


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def field(app: AppTest, name: str) -> Any:
    return next(one for one in (*app.text_area, *app.text_input, *app.selectbox) if one.key == name)


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def test_an_idea_is_written_on_the_page_and_its_fields_are_empty_again(open_page, own_example: str) -> None:
    app = open_page()
    assert "No idea has been written yet. Start below" in text_of(app)
    app = field(app, f"{NEW}text").input("Clinics  after school ").run()
    assert drafts(own_example) == {f"ideas/{KEY}/new/text": "Clinics  after school "}
    app = field(app, f"{NEW}cost").select("low cost").run()
    app = field(app, f"{NEW}stops").select("yes").run()
    app = field(app, f"{NEW}evidence_level").select("shown elsewhere").run()
    app = press(app, "Save the idea")
    assert not app.exception
    (found,) = ideas(own_example)
    assert (found.text, found.cost, found.stops, found.written_by) == (
        "Clinics after school",
        CostMark.LOW_COST,
        True,
        "ann",
    )
    shown = text_of(app)
    assert "Saved. Rate it together" in shown
    assert "stop doing this" in shown
    assert "No evidence is named yet." in shown
    assert (field(app, f"{NEW}text").value, field(app, f"{NEW}cost").value) == ("", "cost not said")
    assert drafts(own_example) == {}


def test_what_cannot_be_saved_is_said_and_stays_typed(open_page, own_example: str) -> None:
    app = field(open_page(), f"{NEW}link").input("ftp://example.org").run()
    app = press(app, "Save the idea")
    assert "nothing is written" in text_of(app).lower()
    assert field(app, f"{NEW}link").value == "ftp://example.org"
    assert ideas(own_example) == ()


def test_a_draft_is_found_again_by_its_writer_and_by_nobody_else_and_leaves_what_pages_keep(
    open_page, own_example: str
) -> None:
    before = _read(own_example, store_version)
    field(open_page(), f"{NEW}text").input("Half a sent").run()
    assert _read(own_example, store_version) == before
    assert field(open_page(), f"{NEW}text").value == "Half a sent"
    assert field(open_page(user="bob"), f"{NEW}text").value == ""


def test_an_idea_is_rated_together_with_each_question_on_the_screen(open_page, own_example, settings) -> None:
    add_idea(settings, BOB, {**IDEA, "text": "First"}, indicator=KEY)
    add_idea(settings, BOB, {**IDEA, "text": "Second"}, indicator=KEY)
    app = press(open_page(), "Rate 2")
    questions = [one.label for one in app.selectbox]
    for question in (
        "Leverage: How much would it bend the curve?",
        "Feasibility and reach: Can we do it, and would it reach enough people?",
        "Specificity: Is it clear who would do what, where and when?",
        "Values: Does it fit what we stand for, and what families want?",
    ):
        assert question in questions
    place = f"draft_ideas/{KEY}/rate-2/"
    app = field(app, f"{place}leverage").select("high").run()
    app = field(app, f"{place}dissent").input("Too few would come").run()
    app = field(app, f"{place}dissenters").input("Headteachers").run()
    app = press(app, "Save the rating")
    assert not app.exception
    assert [one.text for one in ideas(own_example)] == ["Second", "First"]
    shown = text_of(app)
    assert "Not all see it so: Too few would come (Headteachers)" in shown
    assert shown.index(">Second<") < shown.index(">First<")
    assert "Rated in 1 of 4 ways." in shown
    assert "edit" not in app.query_params


def test_an_idea_becomes_an_action_in_one_click_and_links_to_it(open_page, own_example: str, idea) -> None:
    app = press(open_page(), "Make 1 an action")
    (found,) = ideas(own_example)
    assert made(own_example) == [idea.key]
    shown = text_of(app)
    assert f"The idea is action {found.action} now." in shown
    assert f'href="actions?action={found.action}"' in shown
    assert f"Action {found.action}: not started" in shown
    assert "Make 1 an action" not in labels(app)


def test_two_people_who_press_at_once_make_one_action(open_page, own_example: str, settings, idea) -> None:
    ann, bob = open_page(), open_page(user="bob")
    ann, bob = press(ann, "Make 1 an action"), press(bob, "Make 1 an action")
    assert made(own_example) == [idea.key]
    number = ideas(own_example)[0].action
    assert f"The idea is action {number} now." in text_of(ann)
    assert f"The idea is action {number} now." in text_of(bob)


def test_an_idea_that_was_changed_meanwhile_is_not_made_an_action_unseen(
    open_page, own_example, settings, idea
) -> None:
    app = open_page()
    change_idea(settings, BOB, idea.key, {"text": "Another"}, version=1)
    app = press(app, "Make 1 an action")
    assert made(own_example) == []
    shown = text_of(app)
    assert "Nothing was done: it has been saved meanwhile by bob." in shown
    assert ">Another<" in shown


def test_who_saves_second_sees_both_texts_keeps_his_own_and_saves_it_knowingly(
    open_page, own_example: str, settings: Settings, idea
) -> None:
    app = open_page(edit="idea-1")
    key = f"draft_ideas/{KEY}/idea-1/text"
    app = field(app, key).input("Mine").run()
    change_idea(settings, BOB, idea.key, {"text": "His <i>"}, version=1)
    app = press(app, "Save the change")
    shown = text_of(app)
    assert "bob saved this while you were writing." in shown
    assert "His &lt;i&gt;" in shown
    assert ">Mine<" in shown
    assert field(app, key).value == "Mine"
    assert ideas(own_example)[0].text == "His <i>"
    app = press(app, "Save the change")
    assert ideas(own_example)[0].text == "Mine"
    assert "His &lt;i&gt;" in text_of(app)  # in the history
    assert drafts(own_example) == {}


def test_two_who_rate_at_once_see_both_ratings(open_page, own_example: str, settings: Settings, idea) -> None:
    app = open_page(edit="rate-1")
    app = field(app, f"draft_ideas/{KEY}/rate-1/leverage").select("high").run()
    rate_idea(settings, BOB, idea.key, {"leverage": "low"}, version=0)
    app = press(app, "Save the rating")
    assert "bob saved this while you were writing." in text_of(app)
    assert ideas(own_example)[0].leverage is Rating.LOW
    press(app, "Save the rating")
    assert ideas(own_example)[0].leverage is Rating.HIGH


def test_a_change_that_is_left_forgets_what_was_typed_and_keeps_the_rest_of_the_address(
    open_page, own_example: str, idea
) -> None:
    app = open_page(edit="idea-1", step="3")
    app = field(app, f"draft_ideas/{KEY}/idea-1/evidence").input("x").run()
    app = press(app, "Leave it as it was")
    assert drafts(own_example) == {}
    assert "edit" not in app.query_params
    assert app.query_params["step"] == "3"
    assert ideas(own_example) == (idea,)


def test_a_withdrawn_idea_is_kept_and_brought_back(open_page, own_example: str, idea) -> None:
    app = press(open_page(edit="idea-1"), "Withdraw this idea")
    assert [one.withdrawn for one in ideas(own_example)] == [True]
    assert "1 idea withdrawn" in [one.label for one in app.expander]
    app = press(app, "Bring back 1")
    assert [one.withdrawn for one in ideas(own_example)] == [False]
    assert "The idea stands again." in text_of(app)


def test_ideas_without_a_cheap_one_are_asked_why_and_the_answer_is_kept(
    open_page, own_example: str, settings: Settings, idea
) -> None:
    asked = "None of these ideas is marked no cost or low cost. Why is that?"
    assert asked not in text_of(open_page())
    change_idea(settings, BOB, idea.key, {"cost": "costs more"}, version=1)
    app = open_page()
    assert asked in text_of(app)
    key = f"draft_ideas/{KEY}/why/text"
    app = field(app, key).input("Rents are set elsewhere").run()
    assert field(open_page(), key).value == "Rents are set elsewhere"
    app = press(app, "Save why")
    assert not app.exception
    found = _read(own_example, lambda connection: find_why_none(connection, KEY, TOWN))
    assert (found.text, found.written_by) == ("Rents are set elsewhere", "ann")
    assert "Rents are set elsewhere (ann, 1 December 2026)" in text_of(app)


def test_two_who_answer_at_once_see_both_answers(open_page, own_example: str, settings, idea) -> None:
    change_idea(settings, BOB, idea.key, {"cost": "costs more"}, version=1)
    app = open_page()
    app = field(app, f"draft_ideas/{KEY}/why/text").input("Mine").run()
    say_why_none(settings, BOB, KEY, "His", version=0)
    app = press(app, "Save why")
    shown = text_of(app)
    assert "bob saved this while you were writing." in shown
    assert ">His<" in shown
    assert field(app, f"draft_ideas/{KEY}/why/text").value == "Mine"
    press(app, "Save why")
    assert _read(own_example, lambda connection: find_why_none(connection, KEY, TOWN)).text == "Mine"


@pytest.mark.parametrize("mode", ["trust", "published"])
def test_readers_see_ideas_as_text_and_the_public_no_names(
    open_page, settings: Settings, idea, mode: str
) -> None:
    given = {"leverage": "high", "dissent": "Too few would come", "dissenters": "Headteachers"}
    rate_idea(settings, BOB, idea.key, given, version=0)
    number = make_action(settings, BOB, idea.key, version=1)
    shown = text_of(open_page(mode=mode, page=READ))
    for said in (
        "Clinics &lt;b&gt;after&lt;/b&gt; school",
        "[x](javascript:alert(1))",
        "no cost",
        "tried here",
        'Leverage <span class="power high">high</span>',
        "Not all see it so: Too few would come",
        f"Action {number}: not started",
    ):
        assert said in shown
    own = mode == "trust"
    assert ("bob, 1 December 2026" in shown) is own
    assert ("Headteachers" in shown) is own
    assert (f'href="what_works?indicator={KEY}"' in shown) is own
    assert (f'href="actions?action={number}"' in shown) is own


def test_the_public_reads_why_no_idea_is_cheap(open_page, settings: Settings) -> None:
    add_idea(settings, BOB, {**IDEA, "cost": "costs more"}, indicator=KEY)
    say_why_none(settings, BOB, KEY, "Rents are set elsewhere", version=0)
    shown = text_of(open_page(mode="published", page=READ))
    assert "No idea here is marked no cost or low cost. Rents are set elsewhere" in shown
    assert "bob" not in shown


def test_another_area_and_another_curve_have_no_part_in_the_ideas(open_page, idea) -> None:
    elsewhere = text_of(open_page(page=READ, area="E92000001"))
    assert "The ideas are written for Middlesbrough." in elsewhere
    assert "Clinics" not in elsewhere
    assert "No idea has been written yet." in text_of(open_page(page=READ, indicator="looked_after"))


@pytest.mark.parametrize("edit", ["idea-99", "rate-0", "<b>", "idea-1/../2", "force-1"])
def test_an_address_that_changes_what_is_not_there_shows_the_ideas(open_page, idea, edit: str) -> None:
    app = open_page(edit=edit)
    assert not app.exception
    assert "Change 1" in labels(app)


def test_the_published_copy_has_no_such_page(open_page) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")


def test_several_curves_can_be_asked_why_on_one_screen(
    monkeypatch: pytest.MonkeyPatch, own_example: str, settings: Settings
) -> None:
    def script() -> None:
        from oba.ui import frame, ideas_page

        visit = frame.begin("A test").visit
        for key in ("under18_conceptions", "looked_after"):
            ideas_page.ask_why_here(visit, key)

    for name, value in {"OBA_STORE": own_example, "OBA_MODE": "trust", "OBA_TODAY": "2026-12-01"}.items():
        monkeypatch.setenv(name, value)
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert text_of(app).count("No idea is written down, so none costs nothing or little. Why is that?") == 2
    app = field(app, "draft_ideas/looked_after/why/text").input("Placements cost").run()
    app.button[1].click().run()
    assert not app.exception
    assert _read(own_example, lambda connection: find_why_none(connection, "looked_after", TOWN)).text == (
        "Placements cost"
    )
    add_idea(settings, BOB, IDEA, indicator=KEY)
    assert len(app.run().button) == 1
