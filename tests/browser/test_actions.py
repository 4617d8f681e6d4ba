"""The page Actions in a real browser: in reach of all, changed by keyboard, and two people at one action."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve, wait_until_drawn
from tests.browser.hands import check, check_wide_and_narrow


@pytest.fixture
def own_server(own_example: str) -> Iterator[str]:
    """A server of its own: what is changed here stays, and no other test may meet it."""
    with serve(own_example, mode="trust") as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize("address", ["actions", "actions?action=28", "actions?action=new", "plan?order=late"])
def test_the_pages_of_actions_are_accessible_and_fit_the_screen(
    address: str, servers: dict[str, str], visit: Callable[..., Page]
) -> None:
    page = visit(f"{servers['trust']}/{address}")
    page.locator(".oba footer").wait_for()
    check_wide_and_narrow(page)


def test_two_people_change_one_action_by_keyboard_and_neither_loses_a_word(
    own_example: str, visit: Callable[..., Page]
) -> None:
    with ExitStack() as stack:
        pages = {}
        for who in ("ann", "bob"):
            address = stack.enter_context(serve(own_example, mode="trust", user=who))
            pages[who] = visit(f"{address}/actions?action=28")
        for who, page in pages.items():
            page.get_by_label("Note", exact=True).focus()
            page.keyboard.type(f"{who} & others")
            page.keyboard.press("Tab")
        ann, bob = pages.values()
        bob.reload()
        wait_until_drawn(bob)
        expect(bob.get_by_label("Note", exact=True)).to_have_value("bob & others")
        save(ann)
        ann.get_by_text("Action 28 is saved.").wait_for()
        save(bob)
        bob.get_by_text("ann saved this while you were writing.").wait_for()
        both = bob.get_by_role("group", name="Note: both texts")
        expect(both).to_contain_text("ann & others")
        expect(both).to_contain_text("bob & others")
        check(bob)
        expect(bob.get_by_label("Note", exact=True)).to_have_value("bob & others")
        save(bob)
        bob.get_by_text("Action 28 is saved.").wait_for()
        ann.goto(f"{ann.url.partition('/actions')[0]}/actions?action=28")
        wait_until_drawn(ann)
        expect(ann.get_by_label("Note", exact=True)).to_have_value("bob & others")
        ann.get_by_text("Every edit").first.click()
        expect(ann.get_by_role("table", name="Every change of this action")).to_contain_text("ann & others")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")


def test_the_workbook_goes_to_a_spreadsheet_and_back_through_the_page_load(
    own_server: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{own_server}/actions?by=Board%20of%20NHS")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="The action plan as a workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    sheet = book["Action plan"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(29, columns["Status"]).value = "done"
    out = io.BytesIO()
    book.save(out)
    page.goto(f"{own_server}/load")
    wait_until_drawn(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "edited.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    )
    page.get_by_role("heading", name="edited.xlsx").wait_for()
    expect(page.get_by_role("table", name="What would change in the action plan")).to_contain_text("done")
    check(page)
    page.get_by_role("button", name="Change the actions as shown").click()
    page.get_by_text("The action plan was changed.").first.wait_for()
    page.goto(f"{own_server}/plan?status=done")
    wait_until_drawn(page)
    page.get_by_text("1 action of 28.").wait_for()
