"""The Baseline page in a real browser: a forecast frozen by keyboard, on a phone and on a screen, in reach of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve, unfold, wait_until_drawn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WHO = "Who agreed on it: name the group, not people (the public is shown it)"


@pytest.fixture
def own_server(own_example: str) -> Iterator[str]:
    """A server of its own: what is frozen here stays, and no other test may meet it."""
    with serve(own_example, mode="trust") as address:
        yield address


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits_the_screen(
    width: int, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/baseline?indicator=persistent_absence&data_to=2022/23", width=width)
    page.get_by_role("heading", name="Every forecast frozen for this curve").wait_for()
    unfold(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_a_forecast_is_frozen_without_a_mouse_and_a_reload_loses_no_word(
    own_server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{own_server}/baseline?indicator=looked_after&scenario=hold")
    for label, words in (
        (WHO, "Safeguarding group"),
        ("Why this scenario", "It fell, & may not go on"),
        ("Why the one that stands is superseded", "It was an example"),
    ):
        page.get_by_label(label).focus()
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.get_by_text("Before it can be frozen")).to_have_count(0)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label(WHO)).to_have_value("Safeguarding group")
    expect(page.get_by_label("Why this scenario")).to_have_value("It fell, & may not go on")
    page.get_by_role("button", name="Freeze this forecast").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Frozen as number").wait_for()
    expect(page.get_by_label(WHO)).to_have_value("")
    expect(page.locator("section.frozen")).to_have_count(2)
    page.get_by_role("link", name="See the curve on its own page").click()
    page.get_by_text("too early to tell against the 2026 forecast").first.wait_for()
