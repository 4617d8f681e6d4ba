"""What is sent of published copies: each page and file made when it is first asked for, then only sent.

A copy never changes, so what was made of it is right for the day that its pages speak of.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from anyio import to_thread

from oba.errors import ObaError
from oba.server.answers import (
    FOR_ALL,
    FRAMED_BY_ALL,
    FRAMED_BY_US,
    KEPT,
    NOT_KEPT,
    STYLED_WITHIN,
    Headers,
    Ready,
    make_ready,
)
from oba.settings import Settings
from oba.site.missing_page import render_missing
from oba.site.open_files import files_of
from oba.site.pages import Site, list_addresses, render
from oba.tasks.find_published import Copy, find_copy, find_earlier, open_copy, peek_copy
from oba.tasks.opendata import OpenFile
from oba.words.labels import use_labels

HOME = "index.html"
EXPLORER = "explore/"
MOST_EDITIONS = 4
MOST_BYTES = 64 * 1024 * 1024
"""Of files of figures, which are large; pages are kept whatever they weigh."""
DEEPEST = 8


class Edition:
    """One published copy on one day: its addresses, and what was made of it so far."""

    def __init__(self, copy: Copy, settings: Settings, *, today: date, newest: Copy) -> None:
        self.copy = copy
        store, facts = open_copy(copy)
        self.store = store
        is_newest = copy.sha256 == newest.sha256
        self.site = Site(
            store,
            today,
            facts,
            address=settings.web_address,
            contact=settings.contact,
            explorer=EXPLORER if is_newest else "",
            newest=newest.number,
            newest_home="" if is_newest else "../../index.html",
        )
        self.addresses = frozenset(list_addresses(self.site))
        self.files: Mapping[str, OpenFile] = files_of(self.site)
        self._pages: dict[str, Ready] = {}
        self._large: OrderedDict[str, Ready] = OrderedDict()
        self._making: dict[str, asyncio.Task[Ready]] = {}

    async def find(self, address: str) -> Ready | None:
        """What stands at an address; None where nothing does."""
        ready = self._pages.get(address) or self._large.get(address)
        if ready is not None:
            return ready
        if address in self.addresses:
            return await self._make(address, self._make_page)
        if address in self.files:
            return await self._make(address, self._make_file)
        return None

    async def find_missing(self, depth: int) -> Ready:
        """The page that says that nothing is there, as seen from so many folders below the root."""
        depth = min(depth, DEEPEST)
        name = f"nothing, {depth} folders down"
        return self._pages.get(name) or await self._make(name, lambda _: self._make_missing(depth))

    async def _make(self, name: str, make: Callable[[str], Ready]) -> Ready:
        """Made once also where many ask at once."""
        if name not in self._making:
            self._making[name] = asyncio.create_task(to_thread.run_sync(make, name))
        try:
            ready = await asyncio.shield(self._making[name])
        finally:
            self._making.pop(name, None)
        if name in self.files:
            self._large[name] = ready
            while sum(one.size for one in self._large.values()) > MOST_BYTES and len(self._large) > 1:
                self._large.popitem(last=False)
        else:
            self._pages[name] = ready
        return ready

    def _make_page(self, address: str) -> Ready:
        sent = render(self.site, address)
        return make_ready(sent.body, sent.media_type, headers=_headers(address))

    def _make_file(self, address: str) -> Ready:
        one = self.files[address]
        return make_ready(one.make(), one.media_type, headers=_headers(address))

    def _make_missing(self, depth: int) -> Ready:
        use_labels(self.site.masthead.labels)
        sent = render_missing(self.site, root="../" * depth)
        return make_ready(sent.body, sent.media_type, headers=(*FRAMED_BY_US, *NOT_KEPT), status=404)

    def close(self) -> None:
        self.store.close()


def _headers(address: str) -> Headers:
    if address.startswith("embed/"):
        return (*FRAMED_BY_ALL, *KEPT)
    if address.startswith("cards/"):
        return (*STYLED_WITHIN, *KEPT)
    if address.startswith(("data/", "charts/", "images/")) or not address.endswith((".html", ".css")):
        return (*FRAMED_BY_US, *FOR_ALL, *KEPT)
    return (*FRAMED_BY_US, *KEPT)


class Editions:
    """The editions that were asked for, the newest always among them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open: OrderedDict[tuple[Any, ...], Edition] = OrderedDict()
        self._lock = asyncio.Lock()

    async def newest(self) -> Edition:
        """That of the copy that is published now. NothingPublishedError where none is, StoreError if it is damaged."""
        copy = peek_copy(self.settings)
        if copy is None:
            copy = await to_thread.run_sync(find_copy, self.settings)
        return await self._edition(copy, copy)

    async def warm(self) -> None:
        """Make the home page before the first reader asks for it."""
        with suppress(ObaError):
            await (await self.newest()).find(HOME)

    async def earlier(self, number: int) -> Edition:
        """That of a publication by its number. NotFoundError where it is not public, or is no more."""
        newest = await self.newest()
        if number == newest.copy.number:
            return newest
        copy = await to_thread.run_sync(find_earlier, self.settings, newest.site.facts, number)
        return await self._edition(copy, newest.copy)

    async def _edition(self, copy: Copy, newest: Copy) -> Edition:
        today = self.settings.date_today()
        key = (copy.sha256, newest.sha256, today)
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key]
        async with self._lock:
            if key not in self._open:
                make = partial(Edition, copy, self.settings, today=today, newest=newest)
                self._open[key] = await to_thread.run_sync(make)
                while len(self._open) > MOST_EDITIONS:
                    self._open.popitem(last=False)[1].close()
        return self._open[key]
