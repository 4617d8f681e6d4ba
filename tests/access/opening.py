"""A page of the app, opened: all that folds unfolded, and each list, calendar and hint that lies over the page in turn."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Locator, Page

from tests.browser.conftest import unfold, wait_until_drawn

GROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 29)"}
"""The paper of each pair of colours, as the app's settings have it."""
STILL = """(quiet) => new Promise((done, fail) => {
  const began = performance.now(), app = document.querySelector('[data-testid=stApp]');
  let since = began;
  const watched = new MutationObserver(() => { since = performance.now(); });
  watched.observe(document.body, { subtree: true, childList: true, attributes: true });
  const drawing = () => app.getAttribute('data-test-script-state') !== 'notRunning'
    || [...document.querySelectorAll('[data-testid=stSkeleton]')].some(one => one.checkVisibility())
    || document.getAnimations().some(one => one.playState === 'running' && isFinite(one.effect.getComputedTiming().endTime));
  const look = setInterval(() => {
    if (drawing()) since = performance.now();
    const still = performance.now() - since > quiet, late = performance.now() - began > 60000;
    if (!still && !late) return;
    clearInterval(look); watched.disconnect(); still ? done() : fail(new Error('the page does not come to rest'));
  }, 20);
})"""
LAYERS = {
    "list": ("[role=combobox]", "[role=listbox]"),
    "calendar": ("[data-testid=stDateInputCalendarButton]", "[role=dialog]"),
    "hint": ("[data-testid=stTooltipHoverTarget] button", "[role=tooltip]"),
}
"""What opens a layer over the page, and the layer."""
MENU = ".oba.menu"


def settle(page: Page, *, milliseconds: int = 200) -> None:
    """Nothing is being fetched or drawn, and nothing has changed for so long."""
    wait_until_drawn(page)
    page.evaluate(STILL, milliseconds)


def open_page(page: Page, address: str, *, scheme: str) -> None:
    """In a pair of colours, with all that folds unfolded."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    settle(page)
    unfold(page)
    settle(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == GROUND[scheme]


def open_layers(page: Page) -> Iterator[tuple[str, str]]:
    """Open each layer of the page and shut it again: what it is, such as `list 2`, and its selector."""
    for kind, (opener, layer) in LAYERS.items():
        openers = page.locator(f"[data-testid=stMain] {opener}")
        for place in range(openers.count()):
            open_layer(openers.nth(place), layer)
            yield f"{kind} {place + 1}", layer
            shut_layer(page, layer)


def open_layer(opener: Locator, layer: str) -> None:
    opener.scroll_into_view_if_needed()
    settle(opener.page, milliseconds=80)  # a page that is still scrolling shuts what is opened
    if layer == LAYERS["hint"][1]:
        opener.hover()
    else:
        opener.click()
    opener.page.locator(layer).first.wait_for()
    settle(opener.page)


def shut_layer(page: Page, layer: str) -> None:
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")
    page.locator(layer).first.wait_for(state="hidden")
