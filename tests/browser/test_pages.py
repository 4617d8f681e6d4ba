"""Every page in a real browser, in both modes: drawn, accessible, inside the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.access.looking import ACROSS
from tests.browser.conftest import THOROUGH, unfold, wait_until_drawn

ROOT = Path(__file__).resolve().parents[2]


def addresses(folder: str) -> list[str]:
    """The address of each page of a folder; home stands at the root."""
    names = [path.stem.split("_", 1)[1] for path in sorted((ROOT / "pages" / folder).glob("[0-9]*.py"))]
    return ["" if name == "home" else name for name in names]


PUBLIC = addresses("public")
TRUST = addresses("trust")
WITH_CHOICES = [
    "theme?theme=risk_taking",
    "indicator?indicator=suspensions&compare=true",
    "indicator?indicator=good_development&area=E92000001",
    "compare?indicator=injury_admissions&period=2018/19&since=2010/11",
    "compare?indicator=first_time_entrants&zero=false",
    "compare?indicator=low_income_2022&area=E92000001",
    "signals?indicator=protection_plans&anew=31 March 2020&screen=false",
    "plan?by=Nobody&status=overdue",
]
EVERYWHERE = [("published", one) for one in [*PUBLIC, *WITH_CHOICES]] + [("trust", one) for one in TRUST]


def violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize(("mode", "address"), EVERYWHERE)
def test_a_page_is_titled_has_no_accessibility_violation_and_fits_a_desk_and_a_phone_unfolded(
    mode: str, address: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers[mode]}/{address}", width=1280)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    page.wait_for_function("document.title.includes(' - ')")
    assert page.title().startswith(f"{page.locator('.oba h1').inner_text()} - ")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        wait_until_drawn(page)
        assert page.evaluate(ACROSS) <= width
        if width > 320:
            assert violations(page) == []
            unfold(page)


@pytest.mark.parametrize("address", ["", "indicator", "download"])
def test_a_page_has_no_accessibility_violation_in_dark_colours_with_everything_opened(
    address: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/{address}", color_scheme="dark")
    unfold(page)
    assert violations(page) == []


@pytest.mark.thorough
@pytest.mark.parametrize("address", PUBLIC if THOROUGH else ["", "indicator", "download"])
def test_no_page_asks_a_foreign_host_for_anything(
    address: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    server = servers["published"]
    asked: list[str] = []
    page = visit(f"{server}/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/{address}")
    page.wait_for_timeout(1500)
    assert asked
    assert [
        one for one in asked if not one.startswith((server, "data:", "blob:", server.replace("http", "ws")))
    ] == []


def test_every_control_can_be_reached_by_keyboard_with_a_visible_focus(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['published']}/indicator")
    page.wait_for_timeout(1000)  # what is drawn late takes the focus with it
    wait_until_drawn(page)
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        one = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              const seen = (n) => { const s = getComputedStyle(n);
                return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
              let n = e, visible = false;
              for (let i = 0; n && i < 4; i++, n = n.parentElement) visible = visible || seen(n)
                || getComputedStyle(n).borderColor !== 'rgba(0, 0, 0, 0)' && e.tagName === 'INPUT';
              return [e.tagName, (e.innerText || e.getAttribute('aria-label') || '').slice(0, 40), visible];
            }"""
        )
        if one is None:
            break
        assert one[2], f"no visible focus on {one}"
        reached.append(f"{one[0]} {one[1]}")
    text = " | ".join(reached)
    for wanted in ("Home", "SUMMARY", "INPUT", "Table as CSV"):
        assert wanted in text, text
