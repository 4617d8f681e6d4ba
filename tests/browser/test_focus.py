"""The keyboard's focus where its button makes room for a form, and where the form makes room for the button again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea
from oba.tasks.record_meeting import start_meeting
from oba.tasks.record_story import add
from tests.browser.conftest import serve
from tests.browser.hands import wait_until_still

KEY = "under18_conceptions"
ANN = Editor("ann")
PLACES = (
    (f"story?indicator={KEY}", "Change 1", "What is it, in a sentence"),
    (f"what_works?indicator={KEY}", "Change 1", "What might work, in a sentence"),
    (f"meeting?meeting=1&indicator={KEY}&step=proposal", "Change decision 1", "Decision 1"),
)


@pytest.fixture
def server(own_example: str) -> Iterator[str]:
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    add(settings, "force", {"text": "Rents rise", "direction": "helps"}, editor=ANN, indicator=KEY)
    add_idea(settings, ANN, {"text": "Longer hours"}, indicator=KEY)
    start_meeting(settings, ANN, group="executive", indicators=[KEY])
    decide(settings, ANN, 1, "Ask the clinics", indicator=KEY)
    with serve(own_example, mode="trust") as address:
        yield address


def test_the_focus_goes_into_the_form_that_a_button_opens_and_stays_there_when_it_closes(
    server: str, visit: Callable[..., Page]
) -> None:
    for address, button, field in PLACES:
        page = visit(f"{server}/{address}")
        press_by_keyboard(page, button)
        page.get_by_role("textbox", name=field, exact=True).wait_for()
        expect(page.locator(":focus")).to_have_attribute("aria-label", field)
        press_by_keyboard(page, "Leave it as it was")
        page.get_by_role("button", name=button, exact=True).first.wait_for()
        expect(page.locator("body:focus, body:not(:has(:focus))")).to_have_count(0)


def press_by_keyboard(page: Page, name: str) -> None:
    """Once the page stands still: a button that is drawn anew loses the focus before the key is pressed."""
    wait_until_still(page)
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")
