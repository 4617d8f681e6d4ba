"""The Load page in a real browser: a file from the desk to the curve and back, by keyboard, on a phone, in the dark."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, serve, unfold, wait_until_drawn
from tests.browser.test_pages import violations

HEAD = "indicator,area,period,value"
HOSTILE = "<img src=x onerror=alert(1)> [a](http:b) *c* `d` :red[e] $f$ https://x.org ![g](h) &lt;"


@pytest.fixture
def server(example_store: str, tmp_path: Path) -> Iterator[str]:
    """A working instance on a copy of the example that may be written to."""
    copy = tmp_path / "oba.db"
    shutil.copy(Path(example_store.removeprefix("sqlite:///")), copy)
    with serve(f"sqlite:///{copy.as_posix()}", mode="trust") as address:
        yield address


def write(folder: Path, *rows: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return path


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    wait_until_drawn(page)


def hand_in(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])
    page.wait_for_url("**/load?*")
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    settle(page)


def name_source(page: Page) -> None:
    page.get_by_role("textbox", name="Publisher (needed)").fill("Office for National Statistics")
    page.get_by_role("textbox", name="Title (needed)").fill("Conceptions, monthly return")
    press(page, "Save this and read the file again")


def overflow(page: Page) -> int:
    script = (
        "document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth"
    )
    return int(page.evaluate(script))


def test_a_file_goes_from_the_desk_to_the_curve_and_is_undone(
    server: str, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server}/load")
    hand_in(page, write(tmp_path, "under18_conceptions,Middlesbrough,2023,28.4"))
    address = page.url
    page.reload()
    settle(page)
    assert page.get_by_role("heading", name="figures.csv").count() == 1
    name_source(page)
    press(page, "Write 1 new figure")
    expect(page.locator(".oba .lead")).to_have_text("Wrote 1 new figure.", timeout=20_000)
    page.get_by_role("link", name="Under-18 conceptions").click()
    page.wait_for_url("**/indicator?*")
    settle(page)
    assert "2023" in page.locator(".oba .lead").first.inner_text()
    colleague = visit(address)
    assert "Wrote 1 new figure." in colleague.inner_text("body")
    page.goto(f"{server}/load")
    settle(page)
    page.get_by_role("link", name="Undo … load").first.click()
    page.wait_for_url("**/load?load=*")
    settle(page)
    press(page, "Undo load")
    expect(page.get_by_text("was undone")).to_be_visible(timeout=20_000)


def test_a_question_is_answered_by_keyboard_alone(
    server: str, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server}/load")
    hand_in(page, write(tmp_path, "under18_conceptions,Middlesbrough,2023,*"))
    box = page.get_by_role("combobox", name="expected a number or a marker")
    box.focus()
    page.keyboard.type("confid")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Answer and read the file again":
            break
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("Answered so far: 1")).to_be_visible(timeout=20_000)


def test_the_copy_with_the_problems_marked_opens_and_names_the_cell(
    server: str, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server}/load")
    hand_in(page, write(tmp_path, "under18_conceptions,Middlesbrough,2023,-4"))
    with page.expect_download() as download:
        page.get_by_role("button", name="A copy with the problems marked").click()
    assert download.value.suggested_filename == "figures with problems marked.xlsx"
    copy = tmp_path / "copy.xlsx"
    download.value.save_as(copy)
    book = load_workbook(copy)
    assert any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_hostile_name_is_only_text(server: str, visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit(f"{server}/load")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    path = write(tmp_path, f'"{HOSTILE}",Middlesbrough,2023,1', f'under18_conceptions,"{HOSTILE}",2023,1')
    files = [
        {"name": f"{HOSTILE}.csv".replace("/", "|"), "mimeType": "text/csv", "buffer": path.read_bytes()}
    ]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    page.wait_for_url("**/load?file=*")
    settle(page)
    assert page.locator(".oba h2").first.inner_text() == f"{HOSTILE}.csv".replace("/", "|")
    page.get_by_text("All of them", exact=True).click()
    press(page, "Read the file again with these")
    shown = page.locator("[data-testid=stExpander] summary", has_text="Record of").inner_text()
    assert shown.replace("\u2060", "").endswith(f"Record of {HOSTILE}")
    main = page.locator("[data-testid=stMain]")
    assert main.locator("img[src=x], img[src=h], a[href^=http], .katex").count() == 0


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_of_the_page_is_accessible_and_fits_the_screen(
    width: int, scheme: str, server: str, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server}/load", width=width, color_scheme=scheme)
    rows = [
        "under18_conceptions,Middlesbrough,2022,30.1",
        "under18_conceptions,Middlesborough,2023,28.4",
        "under18_conceptions,England,2023,*",
        "a_measure_with_a_name_that_is_longer_than_a_phone_is_wide_and_has_no_place_to_break,Middlesbrough,2023,1",
        "excess_weight_year6,Middlesbrough,2023/24,140",
    ]
    seen = []
    hand_in(
        page,
        write(tmp_path, *rows, name="a_file_with_a_name_that_is_longer_than_a_phone_is_wide_2026_06.csv"),
    )
    page.get_by_text("All of them", exact=True).click()
    press(page, "Read the file again with these")
    file_address = page.url
    for address in (
        file_address,
        f"{server}/load?look=all",
        f"{server}/load?load=19",
        f"{server}/load?load=1",
    ):
        page.goto(address)
        settle(page)
        unfold(page)
        page.wait_for_timeout(300)
        seen += [f"{address}: {one}" for one in violations(page)]
        if overflow(page) > 0:
            seen.append(f"{address}: {overflow(page)} pixels too wide")
    assert seen == []


def test_a_click_on_what_has_changed_meanwhile_writes_nothing(
    server: str, visit: Callable[..., Page], tmp_path: Path
) -> None:
    first, second = visit(f"{server}/load"), visit(f"{server}/load")
    hand_in(first, write(tmp_path, "under18_conceptions,Middlesbrough,2023,28.4", name="one.csv"))
    name_source(first)
    hand_in(second, write(tmp_path, "under18_conceptions,Middlesbrough,2023,27.1", name="two.csv"))
    name_source(second)
    press(second, "Write 1 new figure")
    press(first, "Write 1 new figure")
    expect(first.get_by_text("Nothing was written")).to_be_visible(timeout=20_000)
    expect(first.get_by_role("button", name="Write 1 revised figure")).to_be_visible(timeout=20_000)
