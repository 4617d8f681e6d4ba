"""Every reading page, from a disk and from a server, in light and dark, as wide as a phone, a tablet and a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.access.conftest import Example
from tests.access.looking import look_every_way, name_tool
from tests.access.record import Looked

SHARES = 12
"""Tests that share the pages out, so that several workers look at once."""


def look_at_share(page: Page, looked: Looked, addresses: list[str], where: Callable[[str], str]) -> None:
    for address in addresses:
        page.goto(where(address))
        looked.faults += look_every_way(page, address)
        looked.tool = looked.tool or name_tool(page)
        looked.pages.append(address)
    assert looked.pages
    assert looked.faults == []


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_read_from_a_disk_breaks_no_rule_in_any_way(
    share: int, made: Example, page: Page, looked: Looked
) -> None:
    looked.target = "reading pages from a disk"
    look_at_share(page, looked, made.addresses[share::SHARES], lambda one: (made.site / one).as_uri())


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_of_the_published_instance_breaks_no_rule_in_any_way(
    share: int, made: Example, front_door: str, page: Page, looked: Looked
) -> None:
    looked.target = "reading pages from a server"
    look_at_share(page, looked, made.addresses[share::SHARES], lambda one: f"{front_door}/{one}")
