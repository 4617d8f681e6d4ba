"""The page What works in real browsers: a reload in mid-sentence, two who press at once, by keyboard, in reach of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.actions import read_saved
from oba.store.engine import open_store
from oba.tasks.record_idea import add_idea, rate_idea, withdraw_idea
from tests.browser.conftest import LOOKS, serve, unfold, wait_until_drawn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "under18_conceptions"
WHAT = "What might work, in a sentence"
ANN = Editor("ann")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@pytest.fixture
def server(own_example: str, settings: Settings) -> Iterator[str]:
    """A server of its own, with ideas of every kind, none of them cheap."""
    link = {"evidence": "A study", "link": "https://example.org/" + "a-long-address/" * 12}
    for text, level in (("Longer hours", "shown elsewhere"), ("A bus " * 30, "tried here")):
        add_idea(settings, ANN, {"text": text, "evidence_level": level, **link}, indicator=KEY)
    stops = add_idea(settings, ANN, {"text": "Fewer leaflets", "stops": "yes"}, indicator=KEY)
    rating = {"leverage": "high", "values_fit": "low", "dissent": "Nobody reads them", "dissenters": "GPs"}
    rate_idea(settings, ANN, stops.key, rating, version=0)
    gone = add_idea(settings, ANN, {"text": "Gone"}, indicator=KEY)
    withdraw_idea(settings, ANN, gone.key, version=1)
    with serve(own_example, mode="trust") as address:
        yield address


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    wait_until_drawn(page)


def made(url: str) -> list[str]:
    store = open_store(url, read_only=True)
    with store.reading() as connection:
        found = [one.action.idea for one in read_saved(connection) if one.action.idea]
    store.close()
    return found


def test_a_reload_in_mid_sentence_loses_nothing_and_the_idea_is_saved_and_rated_by_keyboard(
    server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/what_works?indicator=looked_after", width=320)
    field = page.get_by_label(WHAT)
    field.click()
    page.keyboard.type("Ask families first, and", delay=30)
    page.wait_for_timeout(1500)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label(WHAT)).to_have_value("Ask families first, and")
    page.get_by_label(WHAT).focus()
    page.keyboard.press("End")
    page.keyboard.type(" listen", delay=30)
    page.keyboard.press("Control+Enter")
    settle(page)
    page.get_by_role("button", name="Save the idea").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Saved. Rate it together").wait_for()
    expect(page.locator(".part", has_text="Ask families first, and listen")).to_be_visible()
    page.get_by_role("button", name="Rate 1").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Rate idea 1 together").wait_for()
    settle(page)
    page.get_by_role("combobox", name="Leverage").focus()
    page.keyboard.type("High")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Save the rating").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Saved. The ideas stand in the order of the rating.").wait_for()
    expect(page.locator(".part")).to_contain_text("Rated in 1 of 4 ways.")


def test_two_browsers_that_make_one_idea_an_action_at_once_make_one_action(
    server: str, own_example: str, visit: Callable[..., Page]
) -> None:
    address = f"/what_works?indicator={KEY}"
    with serve(own_example, mode="trust", user="bob") as other:
        pages = [visit(f"{server}{address}"), visit(f"{other}{address}")]
        for page in pages:
            page.get_by_role("button", name="Make 1 an action").dispatch_event("click")
        for page in pages:
            page.get_by_text("Say on the page Actions who does it").wait_for()
            expect(page.get_by_role("link", name=": not started")).to_have_count(1)
    assert made(own_example) == [f"{KEY}/3"]


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_page_is_in_reach_of_all_with_everything_open(
    server: str, visit: Callable[..., Page], width: int, scheme: str
) -> None:
    for edit in ("", "&edit=rate-1", "&edit=idea-3"):
        page = visit(f"{server}/what_works?indicator={KEY}{edit}", width=width, color_scheme=scheme)
        unfold(page)
        settle(page)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert [one["id"] for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
