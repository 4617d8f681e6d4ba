"""The static site from a disk, in a real browser: no server, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from oba.settings import Settings
from oba.site.writing import write_site
from tests.publishing import publish_for_test

PAGES = (
    "index.html",
    "themes/safeguarding.html",
    "indicators/injury_admissions.html",
    "indicators/injury_admissions-plain.html",
    "embed/injury_admissions.html",
)
OPEN = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def folder(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("static") / "below a folder"
    copies = str(publish_for_test(example_url))
    settings = Settings(store=example_url, mode="published", copies=copies, today="2026-12-01")
    list(write_site(settings, out))
    return out


@pytest.fixture
def look(profiles: Callable[..., BrowserContext], folder: Path) -> Callable[..., Page]:
    def open_page(address: str, *, width: int, scheme: str = "light") -> Page:
        page = profiles(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
        page.refused = []  # type: ignore[attr-defined]
        page.on("console", lambda said: page.refused.append(said.text))  # type: ignore[attr-defined]
        page.on(
            "request", lambda one: page.refused.append(one.url) if not one.url.startswith("file:") else None
        )  # type: ignore[attr-defined]
        page.goto((folder / address).as_uri())
        return page

    return open_page


def test_pages_read_from_a_disk_ask_for_nothing_and_scroll_one_way(look: Callable[..., Page]) -> None:
    for address in PAGES:
        page = look(address, width=320)
        assert page.refused == []  # type: ignore[attr-defined]
        page.evaluate(OPEN)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        page.close()


def test_the_style_sheet_counts_and_a_text_that_would_bring_its_own_does_not(
    look: Callable[..., Page],
) -> None:
    page = look("index.html", width=1280)
    page.evaluate(
        "document.querySelector('main').innerHTML += '<p id=\"x\" style=\"color: rgb(9, 9, 9)\">x</p>'"
    )
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("getComputedStyle(document.querySelector('#x')).color") != "rgb(9, 9, 9)"
    page.close()


def test_the_keyboard_reaches_the_content_first_and_each_link_is_seen_to_have_it(
    look: Callable[..., Page],
) -> None:
    page = look("indicators/injury_admissions.html", width=1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.close()


def test_a_report_on_paper_is_whole(look: Callable[..., Page]) -> None:
    """Nothing is wider than the sheet, and what is folded on the screen stands open."""
    page = look("indicators/injury_admissions.html", width=690)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    folded = "[...document.querySelectorAll('details:not(.screen) table')].map(one => one.getBoundingClientRect().height)"
    assert all(height > 20 for height in page.evaluate(folded))
    assert page.evaluate("getComputedStyle(document.querySelector('.top nav')).display") == "none"
    page.close()
