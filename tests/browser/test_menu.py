"""The menu in a real browser: every page is found, by mouse, keyboard or thumb, and nothing in it keeps anyone out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import THOROUGH, wait_until_drawn
from tests.browser.test_pages import PUBLIC, TRUST, violations

SECTION = "[data-testid=stTopNavSection]"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 800), ("dark", 1280)] if THOROUGH else [("dark", 800)]
)
def test_no_open_section_of_a_wide_menu_has_an_accessibility_violation(
    scheme: str, width: int, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/about", width=width, color_scheme=scheme)
    sections = page.locator(SECTION)
    count = sections.count()
    assert count >= 1
    for place in range(count):
        sections.nth(place).click()
        expect(page.get_by_role("menuitem").first).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("menuitem")).to_have_count(0)


@pytest.mark.parametrize("mode", ["published", "trust"])
def test_a_wide_menu_shows_every_section_without_folding_any(
    mode: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers[mode]}/about")
    shown = page.locator(f"[data-testid=stTopNavLink], {SECTION}").all_inner_texts()
    assert not [one for one in shown if "more" in one], shown
    assert len(shown) <= 9


def test_a_page_is_reached_by_keyboard_alone(servers: dict[str, str], visit: Callable[..., Page]) -> None:
    page = visit(f"{servers['trust']}/about")
    page.get_by_role("button", name="The talk").focus()
    page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name="Story")
    expect(item).to_be_visible()
    for _ in range(8):
        if item.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".oba h1")).to_have_text("The story behind the baseline")
    assert page.url.split("?")[0].endswith("/story")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_of_a_phone_opens_names_every_page_and_has_no_accessibility_violation(
    scheme: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/story", width=320, color_scheme=scheme)
    links = page.locator(".oba.menu a")
    assert links.count() == len(PUBLIC) + len(TRUST)
    expect(links.first).to_be_hidden()
    page.locator(".oba.menu summary").focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".oba.menu [aria-current=page]").all_inner_texts() == ["Story"]


def test_the_menu_of_a_phone_goes_on_with_the_curve_that_was_chosen(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/indicator?indicator=suspensions", width=320)
    page.locator(".oba.menu summary").click()
    page.locator(".oba.menu").get_by_role("link", name="Compare areas").click()
    page.wait_for_url("**/compare?**")
    wait_until_drawn(page)
    assert "indicator=suspensions" in page.url
    expect(page.locator(".oba h1")).to_contain_text("uspensions")


def test_a_wide_screen_and_paper_show_no_second_menu(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/about")
    expect(page.locator(".oba.menu")).to_be_hidden()
    page.set_viewport_size({"width": 600, "height": 900})
    expect(page.locator(".oba.menu")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".oba.menu")).to_be_hidden()
