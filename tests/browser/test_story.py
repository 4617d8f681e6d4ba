"""The Story page in real browsers: a reload in mid-sentence, two at one story, by keyboard alone, in reach of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.record_story import add, change
from tests.browser.conftest import LOOKS, serve, wait_until_drawn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "under18_conceptions"
WHAT = "What is it, in a sentence"
ANN = Editor("ann")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@pytest.fixture
def server(own_example: str, settings: Settings) -> Iterator[str]:
    """A server of its own, with a story of every kind of part."""
    link = {"evidence": "A survey", "link": "https://example.org/" + "a-long-address/" * 12}
    for direction, text in (
        ("hinders", "Rents rise"),
        ("hinders", "Fewer workers"),
        ("helps", "Clinics " * 30),
    ):
        add(settings, "force", {"text": text, "direction": direction, **link}, editor=ANN, indicator=KEY)
    heard = {"text": "Nobody asks us", "who": "young people", "where_from": "Youth council"}
    add(settings, "voice", heard, editor=ANN, indicator=KEY)
    gap = {"text": "Who moves away", "kind": "data", "owner": "Cat", "due": "2027-03-31"}
    add(settings, "gap", gap, editor=ANN, indicator=KEY)
    with serve(own_example, mode="trust") as address:
        yield address


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    wait_until_drawn(page)


def test_a_reload_in_mid_sentence_loses_nothing_that_was_there_half_a_second_before(
    server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/story?indicator=looked_after")
    page.get_by_text("Add what is hindering", exact=True).click()
    field = page.get_by_label(WHAT).nth(1)
    field.click()
    page.keyboard.type("More children come into care because", delay=30)
    page.wait_for_timeout(900)
    page.keyboard.type(" their par", delay=30)
    page.wait_for_timeout(1500)
    expect(field).to_be_focused()
    expect(field).to_have_value("More children come into care because their par")
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label(WHAT).nth(1)).to_have_value("More children come into care because their par")
    page.get_by_label(WHAT).nth(1).focus()
    page.keyboard.press("End")
    page.keyboard.type("ents fall ill", delay=30)
    page.get_by_role("button", name="Save: add what is hindering").click()
    page.get_by_text("Saved. It is part of the story now.").wait_for()
    expect(
        page.get_by_text("More children come into care because their parents fall ill").first
    ).to_be_visible()


def test_a_reload_while_typing_without_a_pause_loses_nothing(
    server: str, visit: Callable[..., Page], settings: Settings
) -> None:
    said = "Rents have risen faster than wages for six years, and families move into rooms that are too small"
    page = visit(f"{server}/story?indicator=looked_after")
    page.get_by_text("Add what is helping", exact=True).click()
    page.get_by_label(WHAT).first.click()
    page.keyboard.type(said, delay=25)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label(WHAT).first).to_have_value(said)
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Save: add what is helping").click()
    page.get_by_text("Saved. It is part of the story now.").wait_for()
    expect(page.get_by_text(said).first).to_be_visible()
    expect(page.get_by_label(WHAT).first).to_have_value("")
    page.reload()
    wait_until_drawn(page)
    page.get_by_text("Add what is helping", exact=True).click()
    expect(page.get_by_label(WHAT).first).to_have_value("")


def test_two_browsers_at_one_force_lose_nothing(
    server: str, settings: Settings, own_example: str, visit: Callable[..., Page]
) -> None:
    address = f"/story?indicator={KEY}&edit=force-1"
    with serve(own_example, mode="trust", user="bob") as other:
        ann, bob = visit(f"{server}{address}"), visit(f"{other}{address}")
        for page, words in ((ann, "Rents rise and wages do not"), (bob, "Rents rise every year")):
            field = page.get_by_label(WHAT).nth(1)
            expect(field).to_have_value("Rents rise")
            field.fill(words)
            page.wait_for_timeout(1000)
        bob.get_by_role("button", name="Save the change").click()
        bob.get_by_text("Saved. What stood there before").wait_for()
        ann.get_by_role("button", name="Save the change").click()
        alert = ann.locator(".oba[role=alert]")
        expect(alert).to_contain_text("bob saved this while you were writing.")
        expect(alert).to_contain_text("Rents rise every year")
        expect(alert).to_contain_text("Rents rise and wages do not")
        ann.reload()
        wait_until_drawn(ann)
        expect(ann.get_by_label(WHAT).nth(1)).to_have_value("Rents rise and wages do not")
        expect(ann.locator(".oba[role=alert]")).to_contain_text("Rents rise every year")
        ann.get_by_label(WHAT).nth(1).fill("Rents rise every year and wages do not")
        ann.wait_for_timeout(1000)
        ann.get_by_role("button", name="Save the change").click()
        ann.get_by_text("Saved. What stood there before").wait_for()
        ann.locator("summary", has_text="Every edit").click()
        history = ann.locator("table")
        for words in ("Rents rise", "Rents rise every year", "Rents rise every year and wages do not"):
            expect(history.get_by_text(words, exact=True).first).to_be_visible()


def test_a_force_is_added_ranked_and_changed_by_keyboard_alone(
    server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/story?indicator={KEY}", width=320)
    page.locator("summary", has_text="Add what is hindering").focus()
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_label(WHAT).nth(1).focus()
    page.keyboard.type("No bus after six")
    page.keyboard.press("Control+Enter")
    settle(page)
    page.get_by_role("button", name="Save: add what is hindering").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Saved. It is part of the story now.").wait_for()
    settle(page)
    page.get_by_role("button", name="Move 3 up").focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("region", name="Hinders, number 2")).to_contain_text("No bus after six")
    page.get_by_role("button", name="Change 2").focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_label(WHAT).nth(1)).to_have_value("No bus after six")


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_page_is_accessible_with_everything_open_and_a_conflict_shown(
    width: int, scheme: str, server: str, settings: Settings, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/story?indicator={KEY}&edit=force-1", width=width, color_scheme=scheme)
    field = page.get_by_label(WHAT).nth(1)
    expect(field).to_have_value("Rents rise")
    field.fill("Mine")
    page.wait_for_timeout(1000)
    change(settings, "force", f"{KEY}/1", {"text": "His"}, editor=Editor("bob"), version=1)
    page.get_by_role("button", name="Save the change").click()
    page.get_by_text("bob saved this while you were writing.").wait_for()
    for label in (
        "Add what is helping",
        "Add what is hindering",
        "Add what someone says",
        "Add a gap",
        "Every edit",
    ):
        page.locator("summary", has_text=label).click()
    settle(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []
    for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{where}.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_the_story_on_the_curves_own_page_is_accessible_and_fits(
    width: int, server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/indicator?indicator={KEY}", width=width)
    page.get_by_text("Nobody asks us").wait_for()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
