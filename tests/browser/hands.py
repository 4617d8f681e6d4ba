"""What people do with a page, by keyboard and mouse, each awaited until the page has done it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import THOROUGH, unfold, wait_until_drawn
from tests.browser.test_pages import violations


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    wait_until_drawn(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def type_in(page: Page, label: str, text: str) -> Locator:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.click()
    page.keyboard.type(text)
    return field


def type_and_enter(page: Page, label: str, text: str) -> None:
    """A quick field: Enter adds what it says and leaves it empty."""
    field = type_in(page, label, text)
    page.keyboard.press("Enter")
    page.get_by_text(f"Saved: {text[:40]}").wait_for()
    expect(field).to_have_value("")


def open_form(page: Page, label: str) -> Locator:
    """Open what is folded under this label, and give back what is inside."""
    form = page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=label))
    form.locator("summary").click()
    settle(page)
    return form


def fill(form: Locator, label: str, text: str) -> None:
    """Until it is kept, after a pause in typing."""
    form.get_by_role("textbox", name=label, exact=True).fill(text)
    form.page.wait_for_timeout(700)
    wait_until_drawn(form.page)


def choose(inside: Page | Locator, label: str | re.Pattern[str], option: str) -> None:
    """By keyboard, in a field that is typed into to find what is meant."""
    page = inside.page if isinstance(inside, Locator) else inside
    box = inside.get_by_role("combobox", name=label, exact=isinstance(label, str))
    for _ in range(
        4
    ):  # a list that is open is shut when the page is drawn anew: whoever sees that types again
        wait_until_still(page)
        box.focus()
        box.select_text()
        page.keyboard.type(option)
        if _points_at(page, box, option):
            break
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Tab")
    expect(box).to_have_value(option)


def _points_at(page: Page, box: Locator, option: str) -> bool:
    """Is what is typed the one option left in the list, and the one that Enter takes?"""
    found = page.get_by_role("option", name=option, exact=True)
    try:
        expect(page.get_by_role("option")).to_have_count(1)
        expect(box).to_have_attribute("aria-activedescendant", str(found.get_attribute("id", timeout=5000)))
    except (AssertionError, TooLate):
        return False
    return True


def wait_until_still(page: Page) -> None:
    """What was typed has been sent on, which is done within a second, and nothing has been drawn since for half of one."""
    page.evaluate(
        """() => new Promise((done) => {
          const app = document.querySelector('[data-testid=stApp]');
          const still = () => app.getAttribute('data-test-script-state') === 'notRunning';
          let since = performance.now();
          const watch = setInterval(() => {
            if (!still()) since = performance.now();
            else if (performance.now() - since > 600) { clearInterval(watch); done(); }
          }, 20);
        })"""
    )


def check(page: Page) -> None:
    """With all that is folded unfolded, all of it is in reach of everyone and inside the screen; then as it was."""
    page.evaluate(
        """() => {
          const shut = [...document.querySelectorAll('details:not([open])')].filter((one) => !one.closest('.menu'));
          window.unfold = () => shut.forEach((one) => one.querySelector('summary').click());
          window.unfold();
        }"""
    )
    page.wait_for_function(
        "() => !document.querySelector('details [inert]') && !document.querySelector('details:not([open]):not(.menu *)')"
    )
    assert violations(page) == []
    for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        assert page.evaluate(f"({where} ?? document.body).scrollWidth") <= page.viewport_size["width"]
    page.evaluate("window.unfold()")
    page.wait_for_timeout(300)


def check_wide_and_narrow(page: Page) -> None:
    """With all unfolded, all of it is in reach of everyone and inside the screen of a desk and of a phone."""
    unfold(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        if THOROUGH or width == 320:
            assert violations(page) == []
        for where in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
            assert page.evaluate(f"{where}.scrollWidth") <= width


def part(page: Page, label: str) -> Locator:
    return page.get_by_role("region", name=label, exact=True)


def type_day(form: Locator, label: str, day: str) -> None:
    form.get_by_role("spinbutton", name=f"day, {label}").click()
    form.page.keyboard.type(day)
    settle(form.page)
