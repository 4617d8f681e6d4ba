"""Partners in a real browser: within reach of all, on a phone and on a screen; two who write lose nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from oba.model.editor import Editor, Role
from oba.settings import Settings
from oba.tasks.record_action import change_action
from oba.tasks.record_contribution import contribute
from oba.tasks.record_partner import withdraw_partner
from tests.browser.conftest import serve, wait_until_drawn
from tests.browser.hands import check_wide_and_narrow
from tests.services_example import add_services

KEY = "under18_conceptions"
BOB = Editor("bob", Role.OFFICER)


@pytest.fixture(scope="module")
def served(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a store of its own with services, contributions, and a partner that has left."""
    path = tmp_path_factory.mktemp("partners") / "oba.db"
    shutil.copy(example_file, path)
    settings = Settings(store=add_services(f"sqlite:///{path.as_posix()}"), user="bob", today="2026-12-01")
    contribute(settings, BOB, {"role": "Runs the clinics", "brings": "Nurses"}, indicator=KEY, partner="nhs")
    change_action(settings, BOB, 1, {"lead": "nhs"}, version=1)
    withdraw_partner(settings, BOB, "police", "It merged", version=1)
    with serve(settings.store, mode="trust") as address:
        yield address


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("partners", "Partners that have left (1)"),
        ("partners?partner=nhs", "Money it puts into services"),
        ("partners?partner=police", "Let it take part again"),
        (f"partners?indicator={KEY}&edit=contribution-1", "Change what NHS Middlesbrough brings"),
    ],
)
def test_the_page_is_accessible_and_fits_the_screen(
    served: str, visit: Callable[..., Page], place: str, shown: str
) -> None:
    page = visit(f"{served}/{place}")
    page.get_by_text(shown, exact=True).first.wait_for()
    wait_until_drawn(page)
    check_wide_and_narrow(page)


def test_what_is_typed_is_there_again_after_a_reload_and_saved_with_a_button(
    served: str, visit: Callable[..., Page]
) -> None:
    page = visit(f"{served}/partners?indicator=looked_after", width=1280)
    label = "Its part in this curve"
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    field.fill("Finds foster homes")
    field.press("Tab")
    wait_until_drawn(page)
    page.wait_for_timeout(800)
    page.reload()
    expect(page.get_by_label(label, exact=True)).to_have_value("Finds foster homes")
    page.get_by_role("combobox", name="Partner", exact=True).last.click()
    page.get_by_role("option", name="Schools in Middlesbrough").click()
    wait_until_drawn(page)
    page.get_by_role("button", name="Save what it brings").click()
    page.get_by_text("Saved. It stands among the partners of this curve.").wait_for()
    expect(page.get_by_role("region", name="Schools in Middlesbrough")).to_contain_text("Finds foster homes")
