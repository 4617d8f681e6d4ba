"""The editions of published copies that readers are shown: the newest, made ready beforehand, and earlier ones.

Where a new publication is released, the one before it is shown until the new one is warm. One that was withdrawn is
shown no more from that moment on.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from contextlib import suppress
from datetime import date
from functools import partial

from anyio import to_thread

from oba.errors import ObaError
from oba.model.publication import PublicFacts
from oba.server.edition import HOME, Edition
from oba.settings import Settings
from oba.tasks.find_published import Copy, find_copy, find_earlier, open_copy, peek_copy

MOST_EARLIER = 3
EVERY_SECONDS = 1.0
"""Between two looks at which publication is the newest."""
PATIENCE_SECONDS = 15.0
"""For which a new publication is made ready at most, before it is shown as it is."""
Key = tuple[Copy, Copy, date]
_log = logging.getLogger(__name__)


class Editions:
    """The newest edition, and the earlier ones that were asked for last."""

    def __init__(self, settings: Settings, *, patience: float = PATIENCE_SECONDS) -> None:
        self.settings = settings
        self.patience = patience
        self._shown: Edition | None = None
        self._earlier: OrderedDict[Key, Edition] = OrderedDict()
        self._opening, self._opening_earlier = asyncio.Lock(), asyncio.Lock()
        self._preparing = False
        self._refused: Key | None = None
        self._told: PublicFacts | None = None
        self._highest = 0

    async def newest(self) -> Edition:
        """That of the copy that is published now. NothingPublishedError where none is, StoreError if it is damaged.

        While that is made ready it is the one before it, where that is still public.
        """
        copy = await self._look()
        shown = self._shown
        if shown is not None and (shown.key == self._key(copy) or await self._may_stay(shown, copy)):
            return shown
        return await self._open_newest(copy)

    async def warm(self) -> None:
        """Make the home page before the first reader asks for it."""
        with suppress(ObaError):
            await (await self.newest()).find(HOME)

    async def keep_warm(self, *, every: float = EVERY_SECONDS) -> None:
        """Look again and again, until it is cancelled, and make ready what has become the newest."""
        self._preparing = True
        try:
            while True:
                with suppress(ObaError):
                    await self._prepare(await self._look())
                await asyncio.sleep(every)
        finally:
            self._preparing = False

    async def earlier(self, number: int) -> Edition:
        """That of a publication by its number. NotFoundError where it is not public, or is no more."""
        newest = await self.newest()
        if number == newest.copy.number:
            return newest
        copy = await to_thread.run_sync(find_earlier, self.settings, newest.site.facts, number)
        key = (copy, *newest.key[1:])
        async with self._opening_earlier:
            if key not in self._earlier:
                self._earlier[key] = await self._open(copy, newest.copy)
            self._earlier.move_to_end(key)
            while len(self._earlier) > MOST_EARLIER:
                self._earlier.popitem(last=False)[1].close()
            return self._earlier[key]

    def was_withdrawn(self, number: int, newest: Edition) -> bool:
        """Whether the newest tells so; or it was shown here, and what is the newest now came before it."""
        told = any(one.number == number and one.withdrawn for one in newest.site.facts.earlier)
        return told or newest.copy.number < number <= self._highest

    async def _look(self) -> Copy:
        copy = peek_copy(self.settings)
        return copy if copy is not None else await to_thread.run_sync(find_copy, self.settings)

    def _key(self, copy: Copy) -> Key:
        return copy, copy, self.settings.date_today()

    def _is_newest(self, key: Key) -> bool:
        """Whether nothing else was released or withdrawn since, and it is still that day."""
        with suppress(ObaError):
            copy = peek_copy(self.settings)
            return copy is not None and self._key(copy) == key
        return False

    async def _may_stay(self, shown: Edition, copy: Copy) -> bool:
        """Whether it may be shown still, while that of another copy, or of another day, is made ready."""
        if not self._preparing or self._refused == self._key(copy):
            return False
        with suppress(ObaError):
            stands = shown.copy.sha256 == copy.sha256 or await to_thread.run_sync(
                self._still_stands, shown.copy, copy
            )
            return stands and not shown.closed
        return False

    def _still_stands(self, shown: Copy, copy: Copy) -> bool:
        """Whether the new copy names the one that is shown as public, and that is still there. NotFoundError if not."""
        if self._told is None or self._told.sha256 != copy.sha256:
            store, self._told = open_copy(copy)
            store.close()
        return find_earlier(self.settings, self._told, shown.number).sha256 == shown.sha256

    async def _prepare(self, copy: Copy) -> None:
        """Show it once it is warm; where it cannot be opened, whoever asks is told so."""
        key, before = self._key(copy), self._shown
        wanted = partial(self._is_newest, key)
        if before is not None and before.key == key:
            if not before.is_warm:
                await before.warm_first(wanted=wanted)
                await before.warm_rest(wanted=wanted)
            return
        if self._refused == key or (coming := await self._open_unseen(copy)) is None:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(coming.warm_first(wanted=wanted), self.patience)
        if self._shown is before and wanted():
            self._show(coming)
        else:
            coming.close()

    async def _open_unseen(self, copy: Copy) -> Edition | None:
        """None where it fails, once: what failed is told to whoever asks for it then."""
        self._refused = None
        try:
            return await self._open(copy, copy)
        except Exception as error:  # noqa: BLE001 as whoever asks is to see it
            _log.info("publication %d could not be made ready: %s", copy.number, error)
            self._refused = self._key(copy)
        return None

    async def _open_newest(self, copy: Copy) -> Edition:
        async with self._opening:
            if self._shown is None or self._shown.key != self._key(copy):
                self._show(await self._open(copy, copy))
            assert self._shown is not None
            return self._shown

    async def _open(self, copy: Copy, newest: Copy) -> Edition:
        make = partial(Edition, copy, self.settings, today=self.settings.date_today(), newest=newest)
        return await to_thread.run_sync(make)

    def _show(self, edition: Edition) -> None:
        """In the place of the one before, and of those that name that as the newest."""
        before = [*self._earlier.values(), *([self._shown] if self._shown else [])]
        self._shown = edition
        self._highest = max(self._highest, edition.copy.number)
        self._earlier.clear()
        for one in before:
            one.close()
