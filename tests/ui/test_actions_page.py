"""The page Actions: filters in the address, an action changed in place, two people at once, and no names in public."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.actions import read_action, read_saved
from oba.store.engine import open_store
from oba.store.progress import read_progress
from oba.tasks.record_action import change_action, note_progress

PAGE, PLAN = "pages/trust/86_actions.py", "pages/public/40_plan.py"
BOB = Editor("bob")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="bob", today="2026-12-01")


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def saved(settings: Settings, number: int):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_action(connection, number)
    store.close()
    return found


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def field(app: AppTest, label: str):
    fields = (*app.text_input, *app.text_area, *app.selectbox, *app.multiselect, *app.date_input)
    return next(one for one in fields if one.label == label)


def test_the_list_stands_overdue_first_and_every_action_can_be_opened(open_page) -> None:
    app = open_page()
    assert not app.exception
    text = text_of(app)
    assert "28 actions. 17 are past their date." in text
    assert text.index("January 2010") < text.index("July 2010") < text.index("Ongoing")
    assert text.count('href="actions?action=') == 28


def test_the_filters_stand_in_the_address_and_go_with_the_way_to_an_action(open_page) -> None:
    app = open_page(by="Board of NHS", year="2011")
    assert "3 actions of 28." in text_of(app)
    assert 'href="actions?action=28&amp;by=Board%20of%20NHS&amp;year=2011"' in text_of(app)
    field(app, "Status").select("overdue").run()
    assert app.query_params["status"] == "overdue"
    assert "The address asks for" in text_of(open_page(year="1999"))


def test_an_action_is_changed_in_place_and_what_is_typed_outlives_a_reload(
    open_page, settings: Settings
) -> None:
    app = open_page(action="28", year="2011")
    assert "£45,000" in text_of(app)
    assert "starts 1 April 2010, due 31 March 2011" in text_of(app)
    field(app, "Budget cost").input("£50k & more").run()
    field(app, "Status").select("done").run()
    field(app, "Indicators").set_value(["neet_16_17"]).run()
    again = open_page(action="28", year="2011")
    assert field(again, "Budget cost").value == "£50k & more"
    assert field(again, "Indicators").value == ["neet_16_17"]
    app = press(again, "Save")
    assert "Action 28 is saved." in text_of(app)
    one = saved(settings, 28)
    assert (one.action.budget_cost, one.action.status.value) == ("£50k & more", "done")
    assert (one.action.indicators, one.version) == (("neet_16_17",), 2)
    assert "action" not in app.query_params
    assert app.query_params["year"] == "2011"
    after = open_page(action="28")
    assert "no one amount in pounds, so it is not added up" in text_of(after)
    assert "Every change of this action" in text_of(after)
    assert field(after, "Budget cost").value == "£50k & more"


def test_two_people_at_once_see_both_texts_and_saving_again_stands(open_page, settings: Settings) -> None:
    app = open_page(action="1")
    field(app, "Note").input("Ann's words").run()
    change_action(settings, BOB, 1, {"note": "Bob's words", "status": "done"}, version=1)
    app = press(app, "Save")
    assert "bob saved this action first." in text_of(app)
    assert "Bob&#39;s words" in text_of(app)
    assert field(app, "Note").value == "Ann's words"
    assert saved(settings, 1).action.note == "Bob's words"
    app = press(app, "Save")
    one = saved(settings, 1)
    assert (one.action.note, one.action.status.value, one.version) == ("Ann's words", "done", 3)


def test_what_another_changed_apart_is_kept_and_told(open_page, settings: Settings) -> None:
    app = open_page(action="1")
    field(app, "Note").input("Ann's words").run()
    change_action(settings, BOB, 1, {"status": "done"}, version=1)
    app = press(app, "Save")
    one = saved(settings, 1).action
    assert (one.note, one.status.value) == ("Ann's words", "done")
    assert "Somebody else changed its status meanwhile: that stands too." in text_of(app)


def test_what_will_not_do_is_said_and_stays_typed(open_page, settings: Settings) -> None:
    app = open_page(action="1")
    field(app, "Proposed action").input("").run()
    app = press(app, "Save")
    assert "<strong>Proposed action: found nothing" in text_of(app)
    assert saved(settings, 1).version == 1


def test_an_action_is_added_and_serves_a_recommendation_by_its_words(open_page, settings: Settings) -> None:
    app = press(open_page(theme="safeguarding"), "Add an action")
    assert app.query_params["action"] == "new"
    field(app, "Proposed action").input("Meet the schools").run()
    field(app, "Timescale").input("March 2027").run()
    field(app, "Recommendation number").select("8").run()
    app = press(app, "Add this action")
    assert "Action 29 is saved." in text_of(app)
    one = saved(settings, 29).action
    assert one.recommendation.startswith("That the Children's Trust partners increase")
    assert (one.recommendation_number, str(one.due)) == (8, "2027-03-31")
    empty = open_page(action="new")
    assert field(empty, "Proposed action").value == ""


def test_progress_is_noted_beside_a_change_that_is_not_saved_yet(open_page, settings: Settings) -> None:
    app = open_page(action="2")
    field(app, "Note").input("Not saved yet").run()
    field(app, "How it goes now").input("First talks held").run()
    app = press(app, "Note this")
    assert "1 December 2026, ann: First talks held" in text_of(app)
    assert field(app, "Note").value == "Not saved yet"
    assert field(app, "How it goes now").value == ""
    assert saved(settings, 2).action.note == ""


def test_saving_the_fields_leaves_a_progress_note_that_is_being_written(open_page) -> None:
    app = open_page(action="2")
    field(app, "How it goes now").input("Half a sentence").run()
    field(app, "Status").select("under way").run()
    press(app, "Save")
    assert field(open_page(action="2"), "How it goes now").value == "Half a sentence"


def test_an_action_is_withdrawn_with_a_reason_and_brought_back(open_page, settings: Settings) -> None:
    app = open_page(action="3")
    app = press(app, "Withdraw it")
    assert "Action 3: no reason is given." in text_of(app)
    field(app, "Why it is withdrawn").input("Another does it").run()
    app = press(app, "Withdraw it")
    assert "27 actions." in text_of(app)
    assert "withdrawn on 1 December 2026: Another does it" in text_of(app)
    app = press(open_page(action="3"), "Bring it back into the plan")
    assert "Action 3 is in the plan again." in text_of(app)
    assert saved(settings, 3).action.withdrawn is None


def test_the_public_plan_shows_progress_without_names_and_without_a_way_to_change(
    open_page, settings: Settings
) -> None:
    note_progress(settings, BOB, 1, "The director attends the board")
    change_action(settings, BOB, 1, {"lead": "council", "stops": "yes", "funding": "pooled"}, version=1)
    for mode in ("published", "trust"):
        text = text_of(open_page(PLAN, mode=mode))
        assert "1 December 2026: The director attends the board" in text
        assert "Lead: Middlesbrough Council" in text
        assert "To stop doing" in text
        assert "bob" not in text
        assert "actions?action=" not in text
    assert "1 December 2026, bob: The director attends the board" in text_of(open_page())


def test_the_published_copy_has_no_page_of_actions(open_page) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")


@pytest.mark.parametrize("asked", ["99", "<b>x</b>", "1; DROP TABLE action"])
def test_an_address_that_names_no_action_is_answered_in_words(open_page, asked: str) -> None:
    app = open_page(action=asked)
    assert not app.exception
    assert "<b>x</b>" not in text_of(app)
    said = "There is no action 99" if asked == "99" else "The address names no action"
    assert said in text_of(app)


def test_nothing_is_written_by_looking(open_page, settings: Settings) -> None:
    open_page(action="1")
    open_page()
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert {one.version for one in read_saved(connection, withdrawn=True)} == {1}
        assert read_progress(connection) == {}
    store.close()
