"""Every page of the explorer and of the working instance, in every way, with all that folds unfolded and lists opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.access.looking import SCHEMES, WIDTHS, find_violations, look_now, name_tool
from tests.access.record import Looked
from tests.browser.conftest import unfold, wait_until_drawn
from tests.browser.test_pages import PUBLIC, TRUST, WITH_CHOICES

LISTS = 3
"""Lists of choices that are opened on each page."""


def look_in_colours(page: Page, address: str, scheme: str, looked: Looked) -> None:
    wait_until_drawn(page)
    unfold(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        wait_until_drawn(page)
        way = f"{scheme} {width}"
        looked.faults += [{"page": address, "way": way, **one} for one in look_now(page, width=width)]
    boxes = page.get_by_role("combobox")
    for place in range(min(boxes.count(), LISTS)):
        boxes.nth(place).click()
        page.get_by_role("listbox").first.wait_for()
        way = f"{scheme}, list {place + 1} open"
        looked.faults += [{"page": address, "way": way, **one} for one in find_violations(page)]
        page.keyboard.press("Escape")


def look_at(server: str, address: str, profiles: Callable[..., BrowserContext], looked: Looked) -> None:
    for scheme in SCHEMES:
        page = profiles(viewport={"width": 1280, "height": 900}, color_scheme=scheme).new_page()
        page.goto(f"{server}/{address}")
        look_in_colours(page, address, scheme, looked)
        looked.tool = looked.tool or name_tool(page)
        page.close()
    looked.pages.append(address or "home")
    assert looked.faults == []


@pytest.mark.parametrize("address", [*PUBLIC, *WITH_CHOICES])
def test_a_page_of_the_explorer_breaks_no_rule_in_any_way(
    address: str, front_door: str, profiles: Callable[..., BrowserContext], looked: Looked
) -> None:
    looked.target = "explorer"
    look_at(f"{front_door}/explore", address, profiles, looked)


@pytest.mark.parametrize("address", [*PUBLIC, *TRUST])
def test_a_page_of_the_working_instance_breaks_no_rule_in_any_way(
    address: str, working: str, profiles: Callable[..., BrowserContext], looked: Looked
) -> None:
    looked.target = "working instance"
    look_at(working, address, profiles, looked)
