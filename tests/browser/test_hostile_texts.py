"""Hostile texts in every field that the public can see, on every page of the public, in a real browser."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from oba.settings import Settings
from oba.site.pages import Site, list_addresses
from oba.site.writing import write_site
from oba.tasks.find_published import find_copy, open_copy
from tests.browser.conftest import THOROUGH, serve_copies, wait_until_drawn
from tests.browser.hostile_pages import Watcher, open_all
from tests.browser.test_pages import PUBLIC
from tests.hostile_store import HOSTILE, WRITTEN_OF, make_hostile
from tests.made_once import make_once

TODAY = "2026-12-01"
KEY = WRITTEN_OF
FEW, MORE = 3, 9
MANY = ("themes", "indicators", "indicators, plain", "embed", "plan.html", "data.html", "download.html")
"""Kinds of pages with so many fields that every text must stand on one of them."""
EXPLORED = [
    *PUBLIC,
    "theme?theme=risk_taking",
    f"indicator?indicator={KEY}",
    f"indicator?indicator={KEY}&plain=true",
    "indicator?indicator=good_development&area=E92000001",
    f"compare?indicator={KEY}",
    f"signals?indicator={KEY}&screen=false",
]
PAPERS = (
    f"card?indicator={KEY}",
    f"card?indicator={KEY}&plain=true",
    "executive",
    "actions",
    "success?indicator=breastfeeding",
)


@pytest.fixture(scope="module")
def copies(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return (
        make_once(tmp_path_factory, "hostile", lambda folder: make_hostile(example_file, folder))
        / "published"
    )


@pytest.fixture(scope="module")
def server(copies: Path) -> Iterator[str]:
    with serve_copies(copies) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(copies: Path) -> tuple[str, ...]:
    """Of every reading page and drawing."""
    settings = Settings(mode="published", copies=str(copies), today=TODAY)
    store, facts = open_copy(find_copy(settings))
    found = list_addresses(Site(store, date.fromisoformat(TODAY), facts))
    store.close()
    return tuple(one for one in found if one.endswith((".html", ".svg")))


def kind_of(address: str) -> str:
    first = address.partition("/")[0]
    return f"{first}, plain" if address.endswith("-plain.html") else first


def few_of_each(addresses: tuple[str, ...], *, few: int) -> tuple[str, ...]:
    """Some pages of each kind, and that of the curve of which people have written; all where all is looked at."""
    counted: Counter[str] = Counter()
    return tuple(
        one
        for one in addresses
        if THOROUGH or KEY in one or counted.update([kind_of(one)]) or counted[kind_of(one)] <= few
    )


def say(what: str) -> None:
    sys.stdout.write(f"\nhostile texts, {what}")


def read_all(watcher: Watcher, addresses: tuple[str, ...], root: str) -> None:
    for address in addresses:
        watcher.page.goto(f"{root}/{address}")
        if address.endswith(".html"):
            open_all(watcher.page)
            watcher.check(kind_of(address), strict=True)
        else:
            assert not watcher.page.evaluate("typeof window.__hit !== 'undefined'")
            assert set(
                watcher.page.evaluate("[...document.querySelectorAll('*')].map(one => one.localName)")
            ) <= set("svg title desc rect g path circle line text defs pattern clipPath".split())


def has_all(watcher: Watcher) -> None:
    for kind in MANY:
        assert len(watcher.seen[kind].whole) == len(HOSTILE), kind
    assert len(watcher.seen["index.html"].whole) >= 30


@pytest.mark.thorough
def test_reading_pages_show_every_text_and_do_nothing_that_it_says(
    browser: Browser, server: str, addresses: tuple[str, ...]
) -> None:
    watcher = Watcher(browser, own=server)
    small = tuple(one for one in addresses if one.startswith("embed/"))
    """Pages with so few texts that only all of them have every one."""
    read_all(watcher, tuple(dict.fromkeys((*few_of_each(addresses, few=MORE), *small))), server)
    has_all(watcher)
    say(f"read: {watcher.conclude()}")


@pytest.mark.thorough
def test_the_static_site_from_a_disk_does_nothing_that_it_says(
    browser: Browser, copies: Path, addresses: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "site"
    list(write_site(Settings(mode="published", copies=str(copies), today=TODAY), out))
    watcher = Watcher(browser, own=out.as_uri())
    read_all(watcher, few_of_each(addresses, few=FEW), out.as_uri())
    say(f"static: {watcher.conclude()}")


def test_papers_and_pages_of_the_explorer_show_every_text_and_do_nothing_that_it_says(
    browser: Browser, server: str
) -> None:
    watcher = Watcher(browser, own=server)
    for paper in PAPERS:
        watcher.page.goto(f"{server}/explore/print/{paper}")
        open_all(watcher.page)
        watcher.check("papers", strict=False)
    for address in EXPLORED:
        watcher.page.goto(f"{server}/explore/{address}")
        wait_until_drawn(watcher.page)
        assert watcher.page.locator("[data-testid=stException], .oba[role=alert]").count() == 0, address
        open_all(watcher.page)
        watcher.check("explorer", strict=False)
    say(f"explored: {watcher.conclude()}")
    assert len(watcher.seen["papers"].whole) == len(HOSTILE)
    assert len(watcher.seen["explorer"].whole) == len(HOSTILE)
