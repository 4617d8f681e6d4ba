"""Each kind of reading page used otherwise than with a mouse at a desk: by keyboard, enlarged, at rest, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.access.conftest import CURVE, Example
from tests.access.looking import OPEN_ALL
from tests.access.ways import MOVING, find_overflow, print_missing, set_apart, skip, walk

KINDS = (
    "index.html",
    "themes/safeguarding.html",
    f"indicators/{CURVE}.html",
    f"indicators/{CURVE}-plain.html",
    f"embed/{CURVE}.html",
    f"cards/{CURVE}.html",
    "plan.html",
    "data.html",
    "download.html",
    "about.html",
    "accessibility.html",
    "releases.html",
    "publications.html",
    "404.html",
    "publications/1/index.html",
    f"publications/1/indicators/{CURVE}.html",
)
every_kind = pytest.mark.parametrize("address", KINDS)


@every_kind
def test_every_control_is_reached_by_keyboard_in_order_and_in_sight(
    address: str, made: Example, page: Page
) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((made.site / address).as_uri())
        page.evaluate(OPEN_ALL)
        assert walk(page) == [], width


@pytest.mark.parametrize("address", [one for one in KINDS if not one.startswith(("embed/", "cards/"))])
def test_the_first_control_skips_to_the_content(address: str, made: Example, page: Page) -> None:
    page.goto((made.site / address).as_uri())
    assert skip(page) == []


@every_kind
def test_at_four_times_the_size_nothing_is_cut_off_or_scrolls_sideways(
    address: str, made: Example, profiles: Callable[..., BrowserContext]
) -> None:
    page = profiles(viewport={"width": 320, "height": 225}, device_scale_factor=4).new_page()
    page.goto((made.site / address).as_uri())
    page.evaluate(OPEN_ALL)
    found = find_overflow(page, width=320)
    page.close()
    assert found == []


@every_kind
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_text_can_be_twice_as_large_and_set_further_apart(
    width: int, address: str, made: Example, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((made.site / address).as_uri())
    page.evaluate(OPEN_ALL)
    set_apart(page)
    assert find_overflow(page, width=width) == []
    page.evaluate(
        "() => { document.adoptedStyleSheets = []; document.documentElement.style.fontSize = '200%' }"
    )
    if width > 320:
        assert find_overflow(page, width=width) == []


@every_kind
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves(motion: str, address: str, made: Example, page: Page) -> None:
    page.emulate_media(reduced_motion=motion)
    page.goto((made.site / address).as_uri())
    assert page.evaluate(MOVING) == []


@every_kind
def test_paper_holds_every_text_of_the_page(address: str, made: Example, page: Page) -> None:
    page.goto((made.site / address).as_uri())
    assert print_missing(page) == []
