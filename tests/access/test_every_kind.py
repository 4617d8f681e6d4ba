"""Each kind of reading page used otherwise than with a mouse at a desk: by keyboard, enlarged, at rest, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.access.conftest import Example
from tests.access.kinds import KINDS, KINDS_OF_OLD
from tests.access.looking import OPEN_ALL
from tests.access.record import ENLARGED, KEYBOARD, MOTION, PAPER, Looked
from tests.access.ways import MOVING, Motion, enlarge, find_overflow, print_missing, set_apart, skip, walk

LOOKED_AT = (*KINDS, *KINDS_OF_OLD)
RULES = {
    "keyboard": ("All is reached by keyboard in order, and seen to be", ["2.1.1", "2.1.2", "2.4.3", "2.4.7"]),
    "bypass": ("The first control skips to the content", ["2.4.1"]),
    "reflow": ("At 400% nothing is cut off, and a page scrolls one way only", ["1.4.10"]),
    "text-spacing": ("Text can be set further apart", ["1.4.12"]),
    "resize-text": ("Text can be twice as large", ["1.4.4"]),
    "moving": ("Nothing moves", ["2.2.2"]),
    "paper": ("Every text of a page is on its paper", []),
}
every_kind = pytest.mark.parametrize("address", LOOKED_AT)


def begin(looked: Looked, address: str) -> None:
    looked.whole, looked.wanted = list(LOOKED_AT), [address]


def note(looked: Looked, rule: str, way: str, found: Iterable[str]) -> None:
    says, criteria = RULES[rule]
    page = looked.wanted[0]
    looked.faults += [
        {"page": page, "way": way, "rule": rule, "says": says, "criteria": criteria, "where": one}
        for one in found
    ]


def end(looked: Looked) -> None:
    looked.pages = looked.wanted
    assert looked.faults == []


@pytest.mark.part(KEYBOARD)
@every_kind
def test_every_control_is_reached_by_keyboard_in_order_and_in_sight(
    address: str, made: Example, page: Page, looked: Looked
) -> None:
    begin(looked, address)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((made.site / address).as_uri())
        if not address.startswith(("embed/", "cards/")):  # these have nothing to skip
            note(looked, "bypass", f"{width}", skip(page))
            page.goto((made.site / address).as_uri())
        page.evaluate(OPEN_ALL)
        note(looked, "keyboard", f"{width}", walk(page))
    end(looked)


@pytest.mark.part(ENLARGED)
@every_kind
def test_enlarged_and_set_further_apart_nothing_is_cut_off_or_scrolls_sideways(
    address: str, made: Example, page: Page, profiles: Callable[..., BrowserContext], looked: Looked
) -> None:
    begin(looked, address)
    near = profiles(viewport={"width": 320, "height": 225}, device_scale_factor=4).new_page()
    near.goto((made.site / address).as_uri())
    near.evaluate(OPEN_ALL)
    note(looked, "reflow", "400%", find_overflow(near, width=320))
    near.close()
    page.goto((made.site / address).as_uri())
    page.evaluate(OPEN_ALL)
    for width in (320, 640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        with set_apart(page):
            note(looked, "text-spacing", f"{width}", find_overflow(page, width=width))
        if width > 320:
            with enlarge(page):
                note(looked, "resize-text", f"{width}", find_overflow(page, width=width))
    end(looked)


@pytest.mark.part(MOTION)
@every_kind
def test_nothing_moves_whether_or_not_less_motion_is_asked_for(
    address: str, made: Example, page: Page, looked: Looked
) -> None:
    begin(looked, address)
    page.goto((made.site / address).as_uri())
    for motion in get_args(Motion):
        page.emulate_media(reduced_motion=motion)
        note(looked, "moving", motion, page.evaluate(MOVING))
    page.emulate_media(reduced_motion="null")
    end(looked)


@pytest.mark.part(PAPER)
@every_kind
def test_paper_holds_every_text_of_the_page(address: str, made: Example, page: Page, looked: Looked) -> None:
    begin(looked, address)
    page.goto((made.site / address).as_uri())
    note(looked, "paper", "print", print_missing(page))
    end(looked)
