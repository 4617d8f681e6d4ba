"""The Story page: written in place, drafts kept, both texts shown, and what readers see of it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.drafts import read_drafts
from oba.store.engine import open_store, store_version
from oba.store.story import read_story
from oba.tasks.record_story import add, change

PAGE = "pages/trust/85_story.py"
KEY, TOWN = "under18_conceptions", "E06000002"
BOB = Editor("bob")
FORCE = {
    "text": "Rents <b>rise</b>\n# faster",
    "direction": "hinders",
    "evidence": "[x](javascript:alert(1))",
    "link": 'https://example.org/?a=1&b="2"'.replace('"', "%22"),
}
OPENED = {"indicator": KEY}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="bob", today="2026-12-01")


@pytest.fixture
def force(settings: Settings):
    return add(settings, "force", FORCE, editor=BOB, indicator=KEY)


def text_of(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def story(url: str):
    return _read(url, lambda connection: read_story(connection, KEY, TOWN))


def drafts(url: str, by: str = "ann") -> dict[str, str]:
    found = _read(url, lambda connection: read_drafts(connection, by=by))
    return {place: one.text for place, one in found.items()}


def _read(url: str, ask):
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = ask(connection)
    store.close()
    return found


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def field(app: AppTest, name: str):
    return next(one for one in (*app.text_area, *app.text_input, *app.selectbox) if one.key == name)


def test_a_force_is_written_on_the_page_and_its_fields_are_empty_again(open_page, own_example: str) -> None:
    app = open_page()
    assert "Nothing has been written yet. Start below." in text_of(app)
    place = f"draft_story/{KEY}/new-force-hinders/"
    app = field(app, f"{place}text").input("Rents  rise ").run()
    assert drafts(own_example) == {f"story/{KEY}/new-force-hinders/text": "Rents  rise "}
    app = field(app, f"{place}depth").select("root cause").run()
    app = press(app, "Save: add what is hindering")
    assert not app.exception
    (force,) = story(own_example).forces
    assert (force.text, force.depth.value, force.written_by) == ("Rents rise", "root cause", "ann")
    assert "Saved. It is part of the story now." in text_of(app)
    assert (field(app, f"{place}text").value, field(app, f"{place}depth").value) == ("", "not yet known")
    assert drafts(own_example) == {}


def test_what_cannot_be_saved_is_said_and_stays_typed(open_page, own_example: str) -> None:
    app = open_page()
    place = f"draft_story/{KEY}/new-voice/"
    app = field(app, f"{place}text").input("Nobody asks us").run()
    app = press(app, "Save: add what someone says")
    assert "It is not said where this was heard." in text_of(app)
    assert field(app, f"{place}text").value == "Nobody asks us"
    assert not story(own_example)


def test_a_draft_is_found_again_by_its_writer_and_by_nobody_else(open_page) -> None:
    app = open_page()
    key = f"draft_story/{KEY}/new-gap/text"
    field(app, key).input("Half a sent").run()
    assert field(open_page(), key).value == "Half a sent"
    assert field(open_page(user="bob"), key).value == ""


def test_typing_leaves_what_pages_keep(open_page, own_example: str) -> None:
    app = open_page()
    before = _read(own_example, store_version)
    field(app, f"draft_story/{KEY}/new-gap/text").input("Half").run()
    assert _read(own_example, store_version) == before


def test_a_draft_that_says_what_is_saved_is_none(open_page, own_example: str, force) -> None:
    app = open_page(edit="force-1")
    key = f"draft_story/{KEY}/force-1/text"
    app = field(app, key).input("Another").run()
    assert list(drafts(own_example).values()) == ["Another"]
    field(app, key).input(force.text).run()
    assert drafts(own_example) == {}


def test_who_saves_second_sees_both_texts_keeps_his_own_and_saves_it_knowingly(
    open_page, own_example: str, settings: Settings, force
) -> None:
    app = open_page(edit="force-1")
    key = f"draft_story/{KEY}/force-1/text"
    app = field(app, key).input("Mine").run()
    change(settings, "force", force.key, {"text": "His <i>"}, editor=BOB, version=1)
    app = press(app, "Save the change")
    shown = text_of(app)
    assert "bob saved this while you were writing." in shown
    assert "His &lt;i&gt;" in shown
    assert ">Mine<" in shown
    assert field(app, key).value == "Mine"
    assert story(own_example).forces[0].text == "His <i>"
    app = press(app, "Save the change")
    assert story(own_example).forces[0].text == "Mine"
    assert "His &lt;i&gt;" in text_of(app)  # in the history
    assert drafts(own_example) == {}


def test_a_third_who_saves_between_reading_and_saving_is_shown_too(
    open_page, own_example, settings, force
) -> None:
    app = open_page(edit="force-1")
    app = field(app, f"draft_story/{KEY}/force-1/text").input("Mine").run()
    change(settings, "force", force.key, {"text": "His"}, editor=BOB, version=1)
    app = press(app, "Save the change")
    change(settings, "force", force.key, {"text": "Hers"}, editor=Editor("cat"), version=2)
    app = press(app, "Save the change")
    assert story(own_example).forces[0].text == "Hers"
    assert "cat saved this while you were writing." in text_of(app)


def test_a_change_that_is_left_forgets_what_was_typed(open_page, own_example: str, force) -> None:
    app = open_page(edit="force-1")
    app = field(app, f"draft_story/{KEY}/force-1/evidence").input("x").run()
    app = press(app, "Leave it as it was")
    assert drafts(own_example) == {}
    assert "edit" not in app.query_params
    assert story(own_example).forces == (force,)


def test_withdrawing_takes_it_out_of_the_story_and_leaves_it_in_the_history(
    open_page, own_example, force
) -> None:
    app = press(open_page(edit="force-1"), "Withdraw this force")
    assert not story(own_example)
    assert "withdrawn" in text_of(app)


def test_forces_are_ranked_and_a_gap_is_sent(open_page, own_example: str, settings: Settings, force) -> None:
    add(settings, "force", {**FORCE, "text": "Second"}, editor=BOB, indicator=KEY)
    add(
        settings,
        "gap",
        {"text": "Why they leave", "kind": "data", "owner": "Cat", "due": "2027-03-31"},
        editor=BOB,
        indicator=KEY,
    )
    app = press(open_page(), "Move 2 up")
    assert [one.text for one in story(own_example).forces] == ["Second", FORCE["text"]]
    app = press(app, "Send gap 1 to the data development agenda")
    assert "stands on the data development agenda now" in text_of(app)
    agenda = text_of(open_page(page="pages/public/50_data.py"))
    assert "Why they leave" in agenda
    assert "31 March 2027" in agenda


@pytest.mark.parametrize("mode", ["trust", "published"])
def test_readers_see_the_story_as_text_with_safe_links(open_page, force, mode: str) -> None:
    shown = text_of(open_page(mode=mode, page="pages/public/30_indicator.py"))
    assert "Rents &lt;b&gt;rise&lt;/b&gt;" in shown
    assert "[x](javascript:alert(1))" in shown
    assert 'href="javascript' not in shown
    assert 'href="https://example.org/?a=1&amp;b=%222%22" rel="noopener noreferrer nofollow"' in shown
    assert "No story has been written yet" not in shown
    assert ("bob, 1 December 2026" in shown) is (mode == "trust")
    assert (f'href="story?indicator={KEY}"' in shown) is (mode == "trust")


def test_another_area_and_another_curve_have_no_part_in_the_story(open_page, force) -> None:
    page = "pages/public/30_indicator.py"
    elsewhere = text_of(open_page(page=page, area="E92000001"))
    assert "The story is written for Middlesbrough." in elsewhere
    assert "Rents" not in elsewhere
    assert "No story has been written yet." in text_of(open_page(page=page, indicator="looked_after"))


@pytest.mark.parametrize("edit", ["force-99", "voice-1", "<b>", "force-1/../2"])
def test_an_address_that_changes_what_is_not_there_shows_the_story(open_page, force, edit: str) -> None:
    app = open_page(edit=edit)
    assert not app.exception
    assert "Change 1" in [one.label for one in app.button]


def test_the_published_copy_has_no_story_page(open_page) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")
