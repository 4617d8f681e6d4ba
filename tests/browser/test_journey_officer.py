"""An officer's morning: the whole plan to Excel and back while a colleague works, the actions, a partner's return."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from oba.store.engine import open_store
from oba.tasks.digest_store import describe_store
from tests.browser.conftest import serve, unfold, wait_until_drawn
from tests.browser.test_pages import violations

KEY = "suspensions"
LAY = "For every 100 pupils, how many times a school sent one home for some days."
NEW = "Ask pupils who came back what helped them to stay"
ROLE_BEFORE = "Among those the panel asked the Trust to hear, with children, young people and parents."
ROLE = "Every head teacher answers for what is agreed here."
OFFICER, COLLEAGUE = "Olive Officer", "Bob Colleague"


@pytest.fixture
def store(example_file: Path, tmp_path: Path) -> str:
    folder = tmp_path / "store"
    shutil.copytree(example_file.parent, folder)
    return f"sqlite:///{(folder / 'oba.db').as_posix()}"


@pytest.fixture
def desk(store: str) -> Iterator[str]:
    with serve(store, mode="trust", user=OFFICER) as address:
        yield address


def check(page: Page) -> None:
    """With everything opened all of it is in reach of everyone, and nothing is wider than the screen."""
    unfold(page)
    assert violations(page) == []
    width = page.viewport_size["width"]
    for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"{where}.scrollWidth") <= width


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    wait_until_drawn(page)


def go(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_drawn(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    settle(page)


def download(page: Page, name: str) -> Any:
    """The workbook behind a button, opened as a spreadsheet opens it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))


def hand_in(page: Page, server: str, book: Any, name: str) -> None:
    out = io.BytesIO()
    book.save(out)
    go(page, f"{server}/load")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    )
    page.get_by_role("heading", name=name).wait_for()
    settle(page)


def cell(sheet: Any, key: object, head: str, *, column: str = "Key") -> Any:
    """The cell under a heading in the row that has this key under another."""
    heads = {one.value: one.column for one in sheet[1]}
    row = next(
        one[0].row
        for one in sheet.iter_rows(min_col=heads[column], max_col=heads[column])
        if one[0].value == key
    )
    return sheet.cell(row=row, column=heads[head])


def add_row(sheet: Any, **texts: str) -> None:
    heads = {str(one.value).lower().replace(" ", "_"): one.column for one in sheet[1]}
    row = max(one.row for one in sheet["C"] if one.value) + 1
    for head, text in texts.items():
        sheet.cell(row=row, column=heads[head]).value = text


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def lines_of(store: str) -> list[str]:
    opened = open_store(store, read_only=True)
    try:
        return list(describe_store(opened, baselines=True))
    finally:
        opened.close()


def row_of(page: Page, table: str, text: str) -> Locator:
    return page.get_by_role("table", name=table).get_by_role("row").filter(has_text=text)


def test_the_whole_plan_goes_to_a_spreadsheet_and_back_while_a_colleague_changes_the_same_action(
    store: str, desk: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{desk}/plan")
    check(page)
    book = download(page, "The whole plan as a workbook")
    cell(book["Indicators"], KEY, "Lay definition").value = LAY
    cell(book["Indicators"], KEY, "Standing").value = "headline"
    cell(book["Partners"], "schools", "Role").value = ROLE
    cell(book["Actions"], 28, "Status", column="Action number").value = "under way"
    cell_of = {
        head: f"Indicators!{cell(book['Indicators'], KEY, head).coordinate}"
        for head in ("Lay definition", "Standing")
    }
    add_row(
        book["Actions"], proposed_action=NEW, by_whom="Schools forum", budget_cost="£0", status="not started"
    )

    with serve(store, mode="trust", user=COLLEAGUE) as other:
        bob = visit(f"{other}/actions?action=28")
        choose(bob, "Status", "Done")
        bob.get_by_label("Note", exact=True).fill("Signed in May")
        bob.get_by_label("Note", exact=True).press("Tab")
        press(bob, "Save")
        bob.get_by_text("Action 28 is saved.").wait_for()
    before = lines_of(store)

    hand_in(page, desk, book, "plan edited.xlsx")
    expect(page.get_by_text("Needs you: 1 question.")).to_be_visible()
    for where, was, becomes in (
        ("Lay definition", "For every 100 school pupils", LAY),
        ("Standing", "secondary", "headline"),
    ):
        row = row_of(page, "Sheet Indicators: 2 cells changed", where)
        expect(row).to_contain_text(was)
        expect(row).to_contain_text(becomes)
        expect(row.get_by_role("cell").last).to_have_text(cell_of[where])
    expect(row_of(page, "Sheet Partners: 1 cell changed", "schools")).to_contain_text(ROLE)
    expect(row_of(page, "What would change in the action plan", NEW)).to_contain_text("Added")
    expect(row_of(page, "Changed here since the workbook was made", "Note")).to_contain_text("Signed in May")
    expect(page.get_by_role("button", name="Change the plan as shown")).to_have_count(0)
    question = page.get_by_role("combobox", name="Question 1: Action 28 was changed on both sides")
    question.click()
    for words in ("Keep what stands on the page: Status: 'done'", "Take the workbook's: Status: 'under way'"):
        expect(page.get_by_role("option", name=words)).to_be_visible()
    page.get_by_role("option", name="Take the workbook's").click()
    settle(page)
    check(page)
    assert lines_of(store) == before

    press(page, "Answer and read the file again")
    expect(row_of(page, "What would change in the action plan", "under way")).to_contain_text("done")
    expect(page.locator(".oba .lead")).to_have_text(
        "Indicators: 2 cells changed; Partners: 1 cell changed; 1 action added, 1 changed."
    )
    check(page)
    press(page, "Change the plan as shown")
    expect(page.locator(".oba .lead")).to_have_text("The plan was changed.")
    check(page)

    after = lines_of(store)
    gone, come = (
        [one for one in each if one not in other] for each, other in ((before, after), (after, before))
    )
    assert [name_line(one) for one in gone] == [
        "Partner(key='schools'",
        "Action(number=28",
        "Indicator(key='suspensions'",
    ]
    assert [name_line(one) for one in come] == [
        "Partner(key='schools'",
        "Action(number=28",
        "Action(number=29",
        "Indicator(key='suspensions'",
        "status of 28: done, then under way",
        f"role of schools: {ROLE_BEFORE}, then {ROLE}",
    ]
    assert come[0] == re.sub("role='[^']*'", f"role='{ROLE}'", gone[0])
    assert (
        re.sub("lay_definition='[^']*'", f"lay_definition='{LAY}'", gone[2]).replace(
            "<Standing.SECONDARY: 'secondary'>", "<Standing.HEADLINE: 'headline'>"
        )
        == come[3]
    )

    go(page, f"{desk}/indicator?indicator={KEY}")
    expect(page.get_by_text(LAY)).to_be_visible()
    expect(page.get_by_text("headline indicator")).to_be_visible()
    go(page, f"{desk}/partners?partner=schools")
    expect(page.get_by_text(ROLE).first).to_be_visible()
    go(page, f"{desk}/actions?action=29")
    expect(page.get_by_label("Proposed action")).to_have_value(NEW)
    go(page, f"{desk}/actions?action=28")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Signed in May")
    page.locator("summary", has_text="Every edit").click()
    history = page.get_by_role("table", name="Every change of this action").get_by_role("row")
    expect(history.nth(1)).to_contain_text(re.compile(f"{OFFICER}.*Status.*done.*under way"))
    expect(history.filter(has_text=COLLEAGUE).filter(has_text="done")).to_have_count(1)

    hand_in(page, desk, book, "plan edited again.xlsx")
    expect(page.locator(".oba .lead")).to_have_text("Nothing to do: the plan stands so already.")
    expect(page.get_by_role("button", name="Change the plan as shown")).to_have_count(0)
    check(page)
    go(page, f"{desk}/load")
    loaded = (
        page.get_by_role("table", name="Earlier loads").get_by_role("row").filter(has_text="plan edited.xlsx")
    )
    expect(loaded).to_contain_text("Changed the plan")
    expect(loaded.get_by_role("link")).to_have_count(0)
    number = re.search("Load ([0-9]+)", loaded.inner_text()).group(1)
    go(page, f"{desk}/load?load={number}")
    expect(
        page.get_by_text("what a load changed in the plan cannot be undone. Load the plan as it was")
    ).to_be_visible()
    assert lines_of(store) == after


def name_line(line: str) -> str:
    """What a line of the store's description is of; of an edit, what it changed."""
    if not line.startswith("{"):
        return line.partition(",")[0]
    edit = json.loads(line)
    return f"{edit['field']} of {edit['key']}: {edit['before']}, then {edit['after']}"


def test_what_a_colleague_did_meanwhile_stands_where_the_officer_says_so_and_the_rest_is_taken(
    store: str, desk: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{desk}/actions")
    book = download(page, "The action plan as a workbook")
    sheet = book["Action plan"]
    number = next(one.column_letter for one in sheet[1] if one.value == "Action number")
    rows = {one.value: one.row for one in sheet[number]}
    columns = {one.value: one.column for one in sheet[1]}
    sheet.cell(rows[28], columns["Status"]).value = "under way"
    sheet.cell(rows[28], columns["Budget cost"]).value = "£40k"
    sheet.cell(rows[27], columns["New progress"]).value = "Two practices have signed"
    with serve(store, mode="trust", user=COLLEAGUE) as other:
        bob = visit(f"{other}/actions?action=28")
        choose(bob, "Status", "Done")
        press(bob, "Save")
        bob.get_by_text("Action 28 is saved.").wait_for()
    hand_in(page, desk, book, "actions edited.xlsx")
    page.get_by_role("combobox", name="Question 1: Action 28 was changed on both sides").click()
    page.get_by_role("option", name="Keep what stands on the page: Status: 'done'").click()
    settle(page)
    press(page, "Answer and read the file again")
    changes = "What would change in the action plan"
    expect(row_of(page, changes, "£40k")).to_contain_text("£45k")
    expect(row_of(page, changes, "Two practices have signed")).to_contain_text("Noted")
    expect(row_of(page, "Changed here since the workbook was made", "Status")).to_contain_text("done")
    check(page)
    press(page, "Change the actions as shown")
    page.get_by_text("The action plan was changed.").first.wait_for()
    go(page, f"{desk}/actions?action=28")
    expect(page.get_by_role("textbox", name="Budget cost")).to_have_value("£40k")
    go(page, f"{desk}/plan?status=done")
    expect(page.get_by_text("1 action of 28.")).to_be_visible()
    hand_in(page, desk, book, "actions edited again.xlsx")
    before = lines_of(store)
    expect(page.get_by_text("Needs you: 1 question.")).to_be_visible()
    expect(page.get_by_role("table", name=changes)).to_have_count(0)
    check(page)
    assert lines_of(store) == before


def test_a_partners_return_goes_out_as_a_template_and_comes_back_to_the_curve_and_is_undone(
    store: str, desk: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{desk}/data")
    check(page)
    before = lines_of(store)
    book = download(page, "Template for Cleveland Police")
    sheet = book["Return"]
    rows = {row[4].value: row for row in sheet.iter_rows(min_row=7) if row[0].value == "first_time_entrants"}
    assert list(rows) == ["2022", "2023", "2024", "2025"]
    rows["2024"][5].value, rows["2025"][5].value = 251, 233
    hand_in(page, desk, book, "police return.xlsx")
    expect(page.get_by_role("textbox", name="Publisher (needed)")).to_have_count(0)
    expect(page.get_by_role("table", name="By indicator")).to_contain_text(
        "First-time entrants to youth justice"
    )
    check(page)
    press(page, "Write 1 new and 1 revised figures")
    expect(page.locator(".oba .lead")).to_have_text("Wrote 1 new and 1 revised figures.")
    page.get_by_role("link", name="First-time entrants to youth justice").click()
    page.wait_for_url("**/indicator?*")
    settle(page)
    expect(page.locator(".oba .lead").first).to_contain_text("233 per 100,000 in 2025")
    check(page)
    go(page, f"{desk}/data")
    expect(
        row_of(page, "Figures that are expected, the earliest first", "First-time entrants")
    ).to_contain_text("2025")
    go(page, f"{desk}/load")
    page.get_by_role("link", name="police return.xlsx: see first what would change back").click()
    page.wait_for_url("**/load?load=*")
    settle(page)
    check(page)
    press(page, "Undo load")
    expect(page.get_by_text("was undone")).to_be_visible()
    go(page, f"{desk}/indicator?indicator=first_time_entrants")
    expect(page.locator(".oba .lead").first).to_contain_text("247 per 100,000 in 2024")
    assert [one for one in lines_of(store) if one not in before and " was " not in one] == []
