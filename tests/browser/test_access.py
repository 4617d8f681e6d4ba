"""Each kind of reading page of the published instance, as a phone and a desk show it. `make access` looks at every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.access.kinds import CURVE, KINDS
from tests.access.looking import look_every_way
from tests.access.ways import find_overflow, walk

LOOKS = (("light", 320), ("dark", 1280))
"""The two ways that differ most."""


@pytest.fixture(scope="module")
def front_door(servers: dict[str, str]) -> str:
    return servers["published"].removesuffix("/explore")


@pytest.mark.parametrize("address", KINDS)
def test_a_reading_page_breaks_no_rule_on_a_phone_in_light_and_a_desk_in_dark_colours(
    address: str, front_door: str, profiles: Callable[..., BrowserContext]
) -> None:
    page = profiles(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{front_door}/{address.replace('404', 'no-such-page')}")
    found = look_every_way(page, address, ways=LOOKS)
    page.close()
    assert found == []


@pytest.mark.parametrize("address", ["index.html", f"indicators/{CURVE}.html"])
def test_home_and_a_report_are_walked_by_keyboard_and_read_at_four_times_the_size(
    address: str, front_door: str, profiles: Callable[..., BrowserContext]
) -> None:
    page = profiles(viewport={"width": 320, "height": 225}, device_scale_factor=4).new_page()
    page.goto(f"{front_door}/{address}")
    overflow, faults = find_overflow(page, width=320), walk(page)
    page.close()
    assert overflow == []
    assert faults == []
