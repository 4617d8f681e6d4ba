"""One published copy on one day, and what was made of it: each page and file once, then only sent.

A copy never changes, so what was made of it is right for the day that its pages speak of.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from time import monotonic

from anyio import to_thread

from oba.server.answers import (
    FOR_ALL,
    FRAMED_BY_ALL,
    FRAMED_BY_US,
    KEPT,
    NOT_KEPT,
    STYLED_WITHIN,
    UNLISTED,
    Headers,
    Ready,
    make_ready,
)
from oba.settings import Settings
from oba.site.missing_page import render_missing
from oba.site.open_files import files_of
from oba.site.pages import Site, list_addresses, render
from oba.tasks.find_published import Copy, open_copy
from oba.tasks.opendata import OpenFile
from oba.words.labels import use_labels

EXPLORER = "explore/"
HOME = "index.html"
ONE_BY_ONE = ("indicators/",)
NOT_MADE_AHEAD = ("cards/", "charts/", "embed/", "images/")
"""Folders of pages that are made after all else, and of what is made when it is first asked for."""
MOST_BYTES = 64 * 1024 * 1024
"""Of files of figures, which are large; pages are kept whatever they weigh."""
DEEPEST = 8
LONGEST_PAUSE = 0.1


class Edition:
    """One published copy on one day: its addresses, and what was made of it so far.

    All but the making belongs to the event loop. `key` tells it from that of another copy or day.
    """

    def __init__(self, copy: Copy, settings: Settings, *, today: date, newest: Copy) -> None:
        self.copy = copy
        self.key = (copy, newest, today)
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
        self._readers = 0
        self.closed = self.is_warm = self._left = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps its store open for whoever reads, also where it is closed meanwhile."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            self._close_when_left()

    def close(self) -> None:
        """Close the store, once, when the last reader has gone and nothing is being made."""
        self.closed = True
        self._close_when_left()

    def _close_when_left(self) -> None:
        if self.closed and not (self._left or self._readers or self._making):
            self._left = True
            self.store.close()

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

    async def warm_first(self, *, wanted: Callable[[], bool]) -> None:
        """Make what readers come to first, and every file of figures once, of which a page tells the size.

        For as long as it is wanted, which is asked before each.
        """
        await self._warm([HOME], self.find, wanted=wanted)
        await self._warm(self.files, self._measure, wanted=wanted)
        await self._warm(self._pages_but(*ONE_BY_ONE, *NOT_MADE_AHEAD), self.find, wanted=wanted)

    async def warm_rest(self, *, wanted: Callable[[], bool]) -> None:
        """Make the page of each indicator, for as long as it is wanted."""
        await self._warm(self._pages_but(*NOT_MADE_AHEAD), self.find, wanted=wanted)
        self.is_warm = wanted()

    def _pages_but(self, *folders: str) -> list[str]:
        return sorted(one for one in self.addresses if not one.startswith(folders))

    async def _warm(
        self,
        names: Iterable[str],
        make: Callable[[str], Awaitable[object]],
        *,
        wanted: Callable[[], bool],
    ) -> None:
        """One after another, with a pause after each half as long as it took. Who asks is told what fails."""
        with self.held():
            for name in names:
                if self.closed or not wanted():
                    return
                began = monotonic()
                with suppress(Exception):
                    await make(name)
                await asyncio.sleep(min((monotonic() - began) / 2, LONGEST_PAUSE))

    async def _measure(self, address: str) -> None:
        await to_thread.run_sync(self.files[address].measure)

    async def _make(self, name: str, make: Callable[[str], Ready]) -> Ready:
        """Made once also where many ask at once, and kept also where who asked has gone."""
        if name not in self._making:
            self._making[name] = asyncio.create_task(self._make_and_keep(name, make))
        return await asyncio.shield(self._making[name])

    async def _make_and_keep(self, name: str, make: Callable[[str], Ready]) -> Ready:
        try:
            ready = await to_thread.run_sync(make, name)
        finally:
            del self._making[name]
            self._close_when_left()
        if name in self.files:
            self._large[name] = ready
            while sum(one.size for one in self._large.values()) > MOST_BYTES and len(self._large) > 1:
                self._large.popitem(last=False)
        else:
            self._pages[name] = ready
        return ready

    def _make_page(self, address: str) -> Ready:
        sent = render(self.site, address)
        return make_ready(sent.body, sent.media_type, headers=self._headers(address))

    def _make_file(self, address: str) -> Ready:
        one = self.files[address]
        return make_ready(one.make(), one.media_type, headers=self._headers(address))

    def _make_missing(self, depth: int) -> Ready:
        use_labels(self.site.masthead.labels)
        sent = render_missing(self.site, root="../" * depth)
        return make_ready(sent.body, sent.media_type, headers=(*FRAMED_BY_US, *NOT_KEPT), status=404)

    def _headers(self, address: str) -> Headers:
        """What is no longer the newest is not to be found by search, and neither is a part of a page."""
        listed = not self.site.newest_home and not address.startswith(("embed/", "cards/"))
        return headers_of(address) if listed else (*headers_of(address), *UNLISTED)


def headers_of(address: str) -> Headers:
    """Who may frame what stands at an address, who may read it, and how long it is kept."""
    if address.startswith("embed/"):
        return (*FRAMED_BY_ALL, *KEPT)
    if address.startswith("cards/"):
        return (*STYLED_WITHIN, *KEPT)
    if address.startswith(("data/", "charts/", "images/")) or not address.endswith((".html", ".css")):
        return (*FRAMED_BY_US, *FOR_ALL, *KEPT)
    return (*FRAMED_BY_US, *KEPT)
