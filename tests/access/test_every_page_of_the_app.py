"""Every page of the explorer and of the working instance, in every way, with all unfolded and each layer opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.access.looking import SCHEMES, WIDTHS, find_violations, find_wide, look_now, name_tool
from tests.access.opening import MENU, open_layers, open_page, settle
from tests.access.record import EXPLORER, WORKING, Looked
from tests.browser.test_pages import PUBLIC, TRUST, WITH_CHOICES
from tests.browser.test_plain_words import IN_PLAIN_WORDS

EXPLORED = (*PUBLIC, *WITH_CHOICES, *IN_PLAIN_WORDS)
WORKED_ON = (*PUBLIC, *TRUST)


def look_in_colours(page: Page, address: str, scheme: str, looked: Looked) -> None:
    """The page at each width; then, on a desk and on a phone, all that opens over it."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        note(looked, address, f"{scheme} {width}", look_now(page, width=width))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        looked_at: set[str] = set()
        for layer, selector in open_layers(page):
            whole = width == 1280 and selector not in looked_at
            looked_at.add(selector)
            found = find_violations(page, within=None if whole else selector) + find_wide(page, width=width)
            note(looked, address, f"{scheme} {width}, {layer} open", found)
    page.locator(f"{MENU} summary").click()
    settle(page)
    note(looked, address, f"{scheme} 320, menu open", look_now(page, width=320))


def note(looked: Looked, address: str, way: str, found: list[dict[str, object]]) -> None:
    looked.faults += [{"page": address or "home", "way": way, **one} for one in found]


def look_at(server: str, address: str, page: Page, looked: Looked, *, whole: tuple[str, ...]) -> None:
    looked.whole, looked.wanted = [one or "home" for one in whole], [address or "home"]
    for scheme in SCHEMES:
        page.set_viewport_size({"width": 1280, "height": 900})
        open_page(page, f"{server}/{address}", scheme=scheme)
        look_in_colours(page, address, scheme, looked)
    looked.tool = name_tool(page)
    looked.pages = looked.wanted
    assert looked.faults == []


@pytest.mark.part(EXPLORER)
@pytest.mark.parametrize("address", EXPLORED)
def test_a_page_of_the_explorer_breaks_no_rule_in_any_way(
    address: str, front_door: str, page: Page, looked: Looked
) -> None:
    look_at(f"{front_door}/explore", address, page, looked, whole=EXPLORED)


@pytest.mark.part(WORKING)
@pytest.mark.parametrize("address", WORKED_ON)
def test_a_page_of_the_working_instance_breaks_no_rule_in_any_way(
    address: str, working: str, page: Page, looked: Looked
) -> None:
    look_at(working, address, page, looked, whole=WORKED_ON)
