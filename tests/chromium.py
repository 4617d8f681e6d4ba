"""One real browser for every test of a process: a second one could not be started beside it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    specification = importlib.util.spec_from_file_location("prepare", ROOT / "tests" / "prepare.py")
    assert specification
    assert specification.loader
    prepare = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(prepare)
    path = prepare.find_browser()
    assert path, "No Chromium found. `make tools` installs one."
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser's profile for each kind of screen: what one page has fetched of a server, the next need not fetch."""
    known: dict[str, BrowserContext] = {}

    def find(**options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in known:
            known[key] = browser.new_context(locale="en-GB", **options)
        return known[key]

    yield find
    for one in known.values():
        one.close()
