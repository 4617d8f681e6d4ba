"""A short meeting in a real browser: keys, the clock in words, a reload in mid-sentence, two curves, in reach of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oba.model.editor import Editor
from oba.settings import Settings
from oba.tasks.list_groups import change_group
from oba.tasks.record_decision import decide
from oba.tasks.record_meeting import start_meeting
from tests.browser.conftest import LOOKS, serve, wait_until_drawn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONE, TWO = "under18_conceptions", "looked_after"
ANN = Editor("ann")
HINDERS = "What hinders, in a sentence"


@pytest.fixture
def server(own_example: str) -> Iterator[str]:
    """A server of its own, with a meeting of two curves that has begun."""
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    change_group(settings, ANN, "executive", {"minutes": "5, 1, 5, 15, 15"}, version=0)
    start_meeting(settings, ANN, group="executive", indicators=[ONE, TWO], present=["Ann", "Bob"])
    decide(settings, ANN, 1, "Meet again in May", indicator=ONE)
    with serve(own_example, mode="trust") as address:
        yield address


def at(page: Page, indicator: str, step: str) -> None:
    page.wait_for_url(re.compile(f"indicator={indicator}&step={step}$"))
    page.locator(f"[data-stop='{indicator} {step}']").wait_for()
    wait_until_drawn(page)


def left(page: Page) -> int:
    """Seconds that the clock says are left."""
    said = page.locator("[role=timer] .clock").text_content() or ""
    minutes, seconds = said.removesuffix(" left").split(":")
    return int(minutes) * 60 + int(seconds)


def test_a_meeting_of_two_curves_by_keys_with_a_reload_in_mid_sentence(
    server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/meeting?meeting=1", height=720)
    page.get_by_role("heading", name="The curves of today").wait_for()
    page.keyboard.press("PageDown")
    at(page, ONE, "how_are_we_doing")
    began = left(page)
    page.wait_for_timeout(2200)
    assert began - left(page) >= 2
    page.keyboard.press("ArrowRight")
    at(page, ONE, "story")
    field = page.get_by_label(HINDERS)
    field.click()
    page.keyboard.type("Rents rise because", delay=20)
    page.keyboard.press("ArrowLeft")  # in the field it moves in the field
    page.wait_for_timeout(1200)
    before = left(page)
    page.reload()
    at(page, ONE, "story")
    expect(field).to_have_value("Rents rise because")
    assert left(page) <= before
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(" wages do not", delay=20)
    page.keyboard.press("Enter")
    page.get_by_text("Saved: Rents rise because wages do not").wait_for()
    expect(field).to_have_value("")
    page.keyboard.type("Fewer workers", delay=20)
    page.get_by_role("button", name="Next").click()
    at(page, ONE, "partners")
    page.get_by_text("Saved: Fewer workers (what hinders).").wait_for()
    for step in ("what_works", "proposal"):
        page.keyboard.press("PageDown")
        at(page, ONE, step)
    page.keyboard.press("PageDown")
    at(page, TWO, "how_are_we_doing")
    page.keyboard.press("PageUp")
    at(page, ONE, "proposal")
    page.get_by_role("button", name="End the meeting").click()
    page.get_by_role("button", name="End the meeting now").click()
    page.get_by_role("link", name="Every report card and the action table").wait_for()


def test_the_clock_says_when_it_is_over_in_words_and_shape_and_tells_it_once(
    server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server}/meeting?meeting=1&indicator={ONE}&step=story")
    timer = page.locator("[role=timer]")
    expect(timer.locator(".clock")).to_have_text(re.compile("left$"))
    timer.evaluate("one => { one.dataset.spent = '59'; one.dataset.now = 'again'; }")
    expect(timer.locator(".clock")).to_have_text(re.compile("over$"), timeout=5000)
    expect(timer).to_have_class(re.compile("over"))
    expect(page.locator("#meeting-said")).to_have_text("Time is up for this step")


@pytest.mark.parametrize("width", [320, 768])
def test_on_a_narrow_screen_what_was_saved_is_a_line_at_its_foot_and_hides_nothing_else(
    server: str, visit: Callable[..., Page], width: int
) -> None:
    page = visit(f"{server}/meeting?meeting=1&indicator={ONE}&step=story", width=width)
    page.get_by_label(HINDERS).fill("Rents rise")
    page.get_by_role("button", name="Add what hinders").click()
    said = page.get_by_text("Saved: Rents rise (what hinders)")
    said.wait_for()
    wait_until_drawn(page)
    box = said.bounding_box()
    assert box
    covers = page.evaluate(
        """(said) => [.1, .3, .5, .7].filter((part) => {
          const over = document.elementFromPoint(innerWidth / 2, innerHeight * part);
          return over && over.contains(said) && getComputedStyle(over).position === 'fixed';
        })""",
        said.element_handle(),
    )
    assert covers == []
    assert box["y"] > 900 * 0.7
    page.get_by_label(HINDERS).click(timeout=3000)


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_step_is_accessible_and_fits(
    width: int, scheme: str, server: str, visit: Callable[..., Page]
) -> None:
    for address in (
        "meeting",
        "meeting?meeting=1",
        *(
            f"meeting?meeting=1&indicator={ONE}&step={step}"
            for step in ("how_are_we_doing", "story", "proposal")
        ),
        *(f"meeting?meeting=1&indicator={ONE}&step={step}" for step in ("partners", "what_works")),
        "meeting?meeting=1&step=close",
    ):
        page = visit(f"{server}/{address}", width=width, height=720, color_scheme=scheme)
        page.wait_for_timeout(400)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        assert [f"{address} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] == []
        for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
            assert page.evaluate(f"{where}.scrollWidth") <= width
        page.close()
