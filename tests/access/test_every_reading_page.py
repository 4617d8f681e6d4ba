"""Every reading page, from a disk and from a server, in light and dark, as wide as a phone, a tablet and a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.access.conftest import Example
from tests.access.looking import look_every_way, name_tool
from tests.access.record import DISK, SERVER, Looked

SHARES = 12
"""Tests that share the pages out, so that several workers look at once."""


def look_at_share(page: Page, looked: Looked, share: int, made: Example, where: Callable[[str], str]) -> None:
    looked.whole = made.addresses
    looked.wanted = made.addresses[share::SHARES]
    for address in looked.wanted:
        page.goto(where(address))
        looked.faults += look_every_way(page, address)
        looked.tool = looked.tool or name_tool(page)
        looked.pages.append(address)
    assert looked.pages
    assert looked.faults == []


@pytest.mark.part(DISK)
@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_read_from_a_disk_breaks_no_rule_in_any_way(
    share: int, made: Example, page: Page, looked: Looked
) -> None:
    look_at_share(page, looked, share, made, lambda one: (made.site / one).as_uri())


@pytest.mark.part(SERVER)
@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_of_the_published_instance_breaks_no_rule_in_any_way(
    share: int, made: Example, front_door: str, page: Page, looked: Looked
) -> None:
    look_at_share(page, looked, share, made, lambda one: f"{front_door}/{one}")
