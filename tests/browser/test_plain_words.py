"""A parent on a phone reads a curve in plain words; a partner at a desk goes from page to page in them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from oba.words.pages import SECTIONS
from tests.browser.conftest import unfold, wait_until_drawn
from tests.browser.test_pages import violations

CURVE = "indicator?indicator=injury_admissions&plain=true"
IN_PLAIN_WORDS = ("?plain=true", "executive?plain=true", "theme?theme=safeguarding&plain=true", CURVE)
PLAIN = "It has gone down, from 120.9 in 2019/20 to 90.9 in 2023/24."


def title_of(page: str) -> str:
    """What the menu calls it."""
    return dict(one for pages in SECTIONS.values() for one in pages)[page]


@pytest.mark.parametrize("address", IN_PLAIN_WORDS)
def test_a_page_in_plain_words_has_no_violation_and_fits_a_phone_with_everything_opened(
    address: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/{address}", width=320)
    expect(page.get_by_text(re.compile("to the forecast to tell;|That is not clearly")).first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    unfold(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_in_dark_colours_the_plain_page_has_no_violation(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/{CURVE}", color_scheme="dark")
    assert violations(page) == []


def test_a_parent_on_a_phone_reads_what_is_counted_how_it_is_and_opens_the_workings(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/{CURVE}", width=320)
    expect(page.get_by_role("heading", name="What is counted")).to_be_visible()
    expect(page.get_by_text(PLAIN)).to_be_visible()
    technical = page.get_by_text("chi-squared 13.64")
    expect(technical).to_be_hidden()
    page.get_by_text("For those who want the workings").click()
    page.get_by_text("How the forecast and the verdict were made").click()
    expect(technical).to_be_visible()


def test_the_switch_goes_along_by_links_by_the_menu_and_back_to_the_full_reading(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/")
    page.get_by_text("Plain words").click()
    expect(page.get_by_text("What the marks mean")).to_be_visible()
    assert "plain=true" in page.url
    page.get_by_role("link", name="Injury admissions, aged 0 to 14").first.click()
    wait_until_drawn(page)
    expect(page.get_by_text(PLAIN)).to_be_visible()
    assert "plain=true" in page.url
    page.get_by_role("link", name=title_of("plan"), exact=True).first.click()
    page.wait_for_url("**/plan*")
    wait_until_drawn(page)
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_text("What the marks mean")).to_be_visible()
    page.get_by_text("Plain words").click()
    expect(page.get_by_text("What the marks mean")).to_have_count(0)
    assert "plain" not in page.url
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_text("What the marks mean")).to_have_count(0)
