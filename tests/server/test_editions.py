"""Which publication is shown when, what is made of it beforehand, and that nobody's reading is cut off."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from oba.errors import NotFoundError, StoreError
from oba.model.publication import PublicFacts, PublicNote
from oba.server import edition, editions
from oba.server.answers import Ready, make_ready
from oba.server.edition import Edition
from oba.server.editions import Editions
from oba.server.front_door import FrontDoor
from oba.settings import Settings
from oba.site.kinds import Sent
from oba.tasks.find_published import Copy

DAY = date(2026, 12, 1)
PAGES = ("index.html", "download.html", "themes/a.html", "indicators/b.html", "cards/b.html", "404.html")


class Shelf:
    """Publications without copies: what is current, which are withdrawn, and what was made of each."""

    def __init__(self) -> None:
        self.current = 1
        self.withdrawn: set[int] = set()
        self.broken: set[int] = set()
        self.slow: dict[str, Event] = {}
        self.made: list[str] = []
        self.open: list[int] = []

    def find(self, _: Settings) -> Copy:
        return self.copy(self.current)

    def find_earlier(self, _: Settings, facts: PublicFacts, number: int) -> Copy:
        if number not in {one.number for one in facts.earlier if not one.withdrawn} - self.withdrawn:
            raise NotFoundError("there is no such publication", remedy="Go home")
        return self.copy(number)

    def copy(self, number: int) -> Copy:
        return Copy(number, f"{number:064}", Path(f"{number}.db"))

    def open_copy(self, copy: Copy) -> tuple[Any, PublicFacts]:
        if copy.number in self.broken:
            raise StoreError("broken", remedy="Mend it")
        earlier = tuple(
            PublicNote(one, DAY, "", withdrawn=one in self.withdrawn) for one in range(copy.number - 1, 0, -1)
        )
        store = SimpleNamespace(number=copy.number, close=lambda: self.open.remove(copy.number))
        self.open.append(copy.number)
        return store, PublicFacts(copy.number, DAY, "", earlier, copy.sha256)

    def render(self, site: Any, address: str) -> Sent:
        name = f"{site.store.number} {address}"
        if name in self.slow:
            assert self.slow[name].wait(5)
        assert site.store.number in self.open, "the store was closed while it was read"
        self.made.append(name)
        return Sent(name.encode())

    def files(self, site: Any) -> dict[str, Any]:
        return {"data/all.csv": SimpleNamespace(measure=lambda: self.made.append("size"))}


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    one = Shelf()
    for module, name, to in (
        (editions, "peek_copy", one.find),
        (editions, "find_copy", one.find),
        (editions, "find_earlier", one.find_earlier),
        (editions, "open_copy", one.open_copy),
        (edition, "open_copy", one.open_copy),
        (edition, "list_addresses", lambda _: PAGES),
        (edition, "files_of", one.files),
        (edition, "render", one.render),
    ):
        monkeypatch.setattr(module, name, to)
    return one


def editions_on(day: str = DAY.isoformat(), **more: float) -> Editions:
    return Editions(Settings(mode="published", today=day), **more)


async def until(true: Callable[[], object]) -> None:
    ends = time.monotonic() + 5
    while not true():
        assert time.monotonic() < ends
        await asyncio.sleep(0.001)


class Warming:
    """Editions that are kept warm, as a server does it."""

    def __init__(self, kept: Editions) -> None:
        self.kept = kept

    async def __aenter__(self) -> Editions:
        await self.kept.warm()
        self.task = asyncio.create_task(self.kept.keep_warm(every=0.001))
        await until(lambda: self.kept._shown.is_warm)
        return self.kept

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


async def shown(kept: Editions) -> int:
    return (await kept.newest()).copy.number


@contextmanager
def held_up(shelf: Shelf, page: str) -> Iterator[Event]:
    """The making of a page takes until it is let go."""
    shelf.slow[page] = Event()
    try:
        yield shelf.slow[page]
    finally:
        shelf.slow[page].set()


def test_reading_an_old_publication_goes_on_while_five_others_are_opened_and_its_store_closes_after(
    shelf: Shelf,
) -> None:
    shelf.current = 9

    async def go() -> None:
        kept = editions_on()
        with held_up(shelf, "1 themes/a.html") as let_go:
            first = await kept.earlier(1)
            slow = asyncio.create_task(first.find("themes/a.html"))
            for number in range(2, 7):
                await (await kept.earlier(number)).find("index.html")
            assert 1 in shelf.open
            let_go.set()
            assert (await slow).plain[1] == b"1 themes/a.html"
        assert 1 not in shelf.open
        assert len(shelf.open) == 4

    asyncio.run(go())


def test_a_store_closes_with_the_last_of_those_who_read_it_and_not_before(shelf: Shelf) -> None:
    async def go() -> None:
        one = await editions_on().newest()
        with one.held():
            with one.held():
                one.close()
            assert shelf.open == [1]
        assert shelf.open == []

    asyncio.run(go())


def test_a_store_stays_open_for_a_page_that_is_asked_for_and_not_begun_and_closes_once(shelf: Shelf) -> None:
    async def go() -> None:
        one = await editions_on().newest()
        asked = asyncio.create_task(one.find("index.html"))
        await asyncio.sleep(0)
        one.close()
        assert (await asked).plain[1] == b"1 index.html"
        assert shelf.open == []
        one.close()
        await one.warm_first(wanted=lambda: True)
        await one.warm_rest(wanted=lambda: True)
        assert shelf.made == ["1 index.html"]

    asyncio.run(go())


def test_the_newest_stays_open_for_who_is_told_that_nothing_is_there_while_another_takes_its_place(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, goes_on, sent = Event(), Event(), []

    def find_earlier(*_: object) -> Copy:
        looked.set()
        assert goes_on.wait(5)
        raise NotFoundError("there is no such publication", remedy="Go home")

    def make_missing(one: Edition, _: int) -> Ready:
        assert one.copy.number in shelf.open, "the store was closed while it was read"
        return make_ready(b"Nothing", "text/plain", headers=(), status=404)

    async def send(message: Any) -> None:
        sent.append(message)

    async def go() -> None:
        kept = editions_on()
        await kept.newest()
        scope = {"type": "http", "method": "GET", "path": "/publications/7/index.html", "query_string": b""}
        asked = asyncio.create_task(FrontDoor(None, kept)({**scope, "headers": []}, None, send))
        await until(looked.is_set)
        shelf.current = 2
        await kept.newest()
        assert shelf.open == [1, 2]
        goes_on.set()
        await asked
        assert (sent[0]["status"], shelf.open) == (404, [2])

    monkeypatch.setattr(editions, "find_earlier", find_earlier)
    monkeypatch.setattr(Edition, "_make_missing", make_missing)
    asyncio.run(go())


def test_a_page_is_kept_also_where_the_one_who_asked_first_has_gone(shelf: Shelf) -> None:
    async def go() -> None:
        one = await editions_on().newest()
        with held_up(shelf, "1 index.html") as let_go:
            gone = asyncio.create_task(one.find("index.html"))
            await asyncio.sleep(0.01)
            gone.cancel()
            waits = asyncio.create_task(one.find("index.html"))
            await asyncio.sleep(0.01)
            let_go.set()
            await waits
        assert shelf.made == ["1 index.html"]

    asyncio.run(go())


def test_what_readers_come_to_is_made_before_they_ask_the_home_page_first_and_sizes_before_their_list(
    shelf: Shelf,
) -> None:
    async def go() -> None:
        async with Warming(editions_on()):
            assert shelf.made == [
                "1 index.html",
                "size",
                "1 404.html",
                "1 download.html",
                "1 themes/a.html",
                "1 indicators/b.html",
            ]

    asyncio.run(go())


def test_the_publication_before_is_shown_until_the_new_one_is_warm(shelf: Shelf) -> None:
    async def go() -> None:
        async with Warming(editions_on()) as kept:
            with held_up(shelf, "2 download.html") as let_go:
                shelf.current = 2
                await until(lambda: "2 index.html" in shelf.made)
                assert await shown(kept) == 1
                let_go.set()
                await until(lambda: kept._shown.copy.number == 2)
            assert await shown(kept) == 2
            await until(lambda: shelf.open == [2])

    asyncio.run(go())


def test_a_new_publication_that_takes_long_to_make_is_shown_as_it_is(shelf: Shelf) -> None:
    async def go() -> None:
        async with Warming(editions_on(patience=0.02)) as kept:
            with held_up(shelf, "2 download.html"):
                shelf.current = 2
                await until(lambda: kept._shown.copy.number == 2)
                assert await shown(kept) == 2

    asyncio.run(go())


def test_the_pages_of_a_publication_that_is_no_longer_the_newest_are_made_no_further(shelf: Shelf) -> None:
    async def go() -> None:
        kept = editions_on()
        one = await kept.newest()
        await one.warm_rest(wanted=lambda: False)
        assert (shelf.made, one.is_warm) == ([], False)
        await one.warm_rest(wanted=lambda: True)
        assert ("1 indicators/b.html" in shelf.made, one.is_warm) == (True, True)

    asyncio.run(go())


@pytest.mark.parametrize("at_once", [True, False])
def test_a_release_waits_no_longer_for_the_pages_of_one_that_is_shown_already(
    shelf: Shelf, at_once: bool
) -> None:
    """Shown at the start of the server, or because the patience with it ran out."""

    async def go() -> None:
        kept = editions_on(patience=0.02)
        await kept.warm()
        number = 1 if at_once else 2
        with held_up(shelf, f"{number} download.html") as let_go:
            shelf.current = number
            warming = asyncio.create_task(kept.keep_warm(every=0.001))
            await until(lambda: kept._shown.copy.number == number and f"{number} 404.html" in shelf.made)
            await asyncio.sleep(0.03)
            shelf.current += 1
            let_go.set()
            await until(lambda: kept._shown.copy.number == shelf.current)
        warming.cancel()
        with suppress(asyncio.CancelledError):
            await warming
        assert f"{number} themes/a.html" not in shelf.made

    asyncio.run(go())


def test_a_publication_that_another_follows_before_it_is_warm_is_not_shown(shelf: Shelf) -> None:
    async def go() -> None:
        async with Warming(editions_on()) as kept:
            with held_up(shelf, "2 download.html") as let_go:
                shelf.current = 2
                await until(lambda: "2 404.html" in shelf.made)
                shelf.current = 3
                let_go.set()
                await until(lambda: kept._shown.copy.number != 1)
            assert await shown(kept) == 3
            assert "2 themes/a.html" not in shelf.made
            await until(lambda: shelf.open == [3])

    asyncio.run(go())


def test_what_a_reader_had_opened_is_not_replaced_by_the_same_that_was_made_ready_meanwhile(
    shelf: Shelf,
) -> None:
    async def go() -> None:
        shelf.current = 2
        async with Warming(editions_on()) as kept:
            with held_up(shelf, "3 download.html") as let_go:
                shelf.current = 3
                await until(lambda: "3 index.html" in shelf.made)
                shelf.withdrawn.add(2)
                opened = await kept.newest()
                let_go.set()
                await until(lambda: shelf.open == [3])
            assert kept._shown is opened

    asyncio.run(go())


def test_an_address_of_a_publication_that_the_newest_calls_withdrawn_says_so(shelf: Shelf) -> None:
    shelf.current, shelf.withdrawn = 3, {2}
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask(path: str) -> tuple[int, bytes]:
        sent.clear()
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        await FrontDoor(None, editions_on())(scope, None, send)
        return sent[0]["status"], sent[1]["body"]

    status, said = asyncio.run(ask("/publications/2/themes/a.html"))
    assert status == 410
    assert b"Publication 2 has been withdrawn." in said
    assert b'href="../../../index.html"' in said


def test_a_publication_that_is_withdrawn_is_shown_no_more_while_another_is_made_ready(shelf: Shelf) -> None:
    async def go() -> None:
        shelf.current = 2
        async with Warming(editions_on()) as kept:
            with held_up(shelf, "3 download.html"):
                shelf.current = 3
                await until(lambda: "3 index.html" in shelf.made)
                assert await shown(kept) == 2
                shelf.withdrawn.add(2)
                assert await shown(kept) == 3

    asyncio.run(go())


def test_a_publication_that_was_taken_back_gives_way_at_once_to_the_one_before(shelf: Shelf) -> None:
    async def go() -> None:
        shelf.current = 2
        async with Warming(editions_on()) as kept:
            shelf.current, shelf.withdrawn = 1, {2}
            assert await shown(kept) == 1

    asyncio.run(go())


def test_a_new_publication_that_cannot_be_opened_is_told_of_and_not_hidden_behind_the_old_one(
    shelf: Shelf,
) -> None:
    async def go() -> None:
        async with Warming(editions_on()) as kept:
            shelf.broken, shelf.current = {2}, 2
            await until(lambda: kept._refused)
            with pytest.raises(StoreError, match="broken"):
                await kept.newest()
            shelf.broken = set()
            assert await shown(kept) == 2

    asyncio.run(go())


def test_where_nothing_is_made_ready_the_new_publication_is_shown_at_once(shelf: Shelf) -> None:
    async def go() -> None:
        kept = editions_on()
        assert await shown(kept) == 1
        shelf.current = 2
        assert await shown(kept) == 2

    asyncio.run(go())


def test_yesterdays_pages_are_shown_until_those_of_today_are_warm(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [DAY]
    monkeypatch.setattr(Settings, "date_today", lambda _: days[-1])

    async def go() -> None:
        async with Warming(editions_on()) as kept:
            with held_up(shelf, "1 download.html") as let_go:
                days.append(date(2026, 12, 2))
                await until(lambda: shelf.open == [1, 1])
                assert (await kept.newest()).site.today == DAY
                let_go.set()
                await until(lambda: kept._shown.site.today == days[-1])
            assert (await kept.newest()).site.today == days[-1]

    asyncio.run(go())
