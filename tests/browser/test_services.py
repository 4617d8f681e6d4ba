"""Services and the choosing of indicators in a real browser: within reach of all, on a phone and on a screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve, wait_until_drawn
from tests.browser.hands import check, check_wide_and_narrow
from tests.services_example import add_services

STORY = "What is the story behind the figures: what helps, what hinders?"


@pytest.fixture(scope="module")
def served(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store of its own that has the example services of the tests."""
    path = tmp_path_factory.mktemp("services") / "oba.db"
    shutil.copy(example_file, path)
    with serve(add_services(f"sqlite:///{path.as_posix()}"), mode="trust") as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("services", "Where is it heading? Freeze a forecast"),
        ("services?look=outcomes", "What is spent on each outcome"),
        ("choosing", "Rate an indicator, and say what is to become of it"),
    ],
)
def test_the_pages_are_accessible_and_fit_the_screen(
    served: str, visit: Callable[..., Page], place: str, heading: str
) -> None:
    page = visit(f"{served}/{place}")
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    check_wide_and_narrow(page)


def test_a_story_is_typed_without_a_mouse_outlives_a_reload_and_is_saved(
    served: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{served}/services")
    page.get_by_label(STORY).focus()
    page.keyboard.type("Families move often")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1500)
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label(STORY)).to_have_value("Families move often")
    page.get_by_role("button", name="Save what was said").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Every edit is kept, with who made it and when.").wait_for()
    expect(page.get_by_label(STORY)).to_have_value("Families move often")


def test_without_services_the_page_says_what_to_do_and_is_accessible(
    servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/services", width=320)
    page.get_by_text("The plan has no services yet.").wait_for()
    check(page)
