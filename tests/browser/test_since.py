"""What has changed since the last meeting, in a real browser: opened by keyboard, in reach of all, with a day to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from oba.model.editor import Editor
from oba.model.meeting import Decision, Group, Meeting
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.meetings import add_meeting, write_decision, write_group
from oba.tasks.record_action import add_action
from oba.tasks.record_story import add
from tests.browser.conftest import LOOKS, serve, wait_until_drawn

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEY = "under18_conceptions"
ENDED = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHRASE = "Since the meeting of 20 November 2026"


@pytest.fixture
def server(own_example: str) -> Iterator[str]:
    """A server of its own, with a meeting that ended before the example was loaded, and what was written since."""
    store = open_store(own_example)
    with store.writing() as connection:
        write_group(connection, Group("risk", "Risk taking group", "risk_taking"))
        add_meeting(connection, Meeting(1, "risk", ENDED.date(), ENDED, "ann", (KEY,), ended_at=ENDED))
        decided = "Ask the schools " * 12
        write_decision(connection, Decision("1/1", 1, decided, KEY, "ann", ENDED))
    store.close()
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    add_action(settings, Editor("ann"), {"proposed_action": "Train mentors", "due": "2026-11-30"})
    force = {"text": "Rents rise", "direction": "hinders"}
    add(settings, "force", force, editor=Editor("ann"), indicator=KEY)
    with serve(own_example, mode="trust") as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_line_opens_by_keyboard_and_all_of_it_is_in_reach(
    width: int, scheme: str, server: str, visit: Callable[..., Page]
) -> None:
    page = visit(server, width=width, color_scheme=scheme)
    line = page.locator("summary", has_text=PHRASE)
    line.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decided then")).to_be_visible()
    expect(page.get_by_text("New force: “Rents rise” (ann)")).to_be_visible()
    page.wait_for_timeout(600)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_day_is_chosen_and_stands_in_the_address(server: str, visit: Callable[..., Page]) -> None:
    page = visit(f"{server}/?since=2026-11-25")
    expect(page.locator("summary", has_text="Since the end of 25 November 2026")).to_be_visible()
    day = page.get_by_role("spinbutton", name="day, See what has changed since the end of any day")
    expect(day).to_have_text("25")
    day.press("Alt+ArrowDown")
    page.get_by_role("button", name="Thursday, 26 November 2026").click()
    expect(page.locator("summary", has_text="Since the end of 26 November 2026")).to_be_visible()
    wait_until_drawn(page)
    assert page.url.endswith("?since=2026-11-26")
