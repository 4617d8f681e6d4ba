"""Two screens of one name in one meeting: whoever moves on saves his own sentences, and no half of another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from oba.errors import StoreError
from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.story import read_story
from oba.tasks.record_meeting import start_meeting

PAGE = "pages/trust/79_meeting.py"
CURVE, TOWN = "under18_conceptions", "E06000002"
TEXT = f"draft_story/{CURVE}/new-force-helps/text"


@pytest.fixture
def open_screen(open_page: Callable[..., AppTest], own_example: str) -> Callable[[str], AppTest]:
    """The story of a curve of one meeting, on a screen of the same name."""
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    start_meeting(settings, Editor("ann"), group="executive", indicators=[CURVE], present=["Ann"])
    return lambda screen: open_page(meeting="1", indicator=CURVE, step="story", screen=screen)


def forces(url: str) -> list[str]:
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = read_story(connection, CURVE, TOWN).forces
    store.close()
    return [one.text for one in found]


def press_next(app: AppTest) -> str:
    app = next(one for one in app.button if one.label == "Next").click().run()
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


@pytest.mark.parametrize(("writer", "mover"), [("1", "2"), ("2", "1")])
def test_moving_on_saves_no_sentence_that_is_being_typed_at_another_screen(
    open_screen: Callable[[str], AppTest], own_example: str, writer: str, mover: str
) -> None:
    typing = open_screen(writer)
    typing = typing.text_area(key=TEXT).input("Half a sent").run()
    said = press_next(open_screen(mover))
    assert forces(own_example) == []
    assert "One text is not yet saved, and kept as typed" in said
    typing = typing.run()
    assert typing.text_area(key=TEXT).value == "Half a sent"
    typing = typing.text_area(key=TEXT).input("Half a sentence, and the rest.").run()
    assert "Saved: Half a sentence, and the rest." in press_next(typing)
    assert forces(own_example) == ["Half a sentence, and the rest."]


def test_what_was_typed_quickly_is_saved_and_its_field_emptied_in_one_write(
    open_screen: Callable[[str], AppTest], own_example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("the store is busy", where="own.db", remedy="Try again")

    monkeypatch.setattr("oba.ui.desk.forget", refuse)
    app = open_screen("1")
    field = next(one for one in app.text_input if one.label == "What hinders, in a sentence")
    assert "Saved: Rents rise (what hinders)" in press_next(field.input("Rents rise").run())
    assert forces(own_example) == ["Rents rise"]
    again = open_screen("1")
    assert [one.value for one in again.text_input if one.label == field.label] == [""]
