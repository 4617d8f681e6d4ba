"""The front door of the published instance: reading pages and figures for everyone, the explorer behind `/explore/`.

Reading pages need no script and no session. What the explorer would answer with an empty shell is answered here with
a page that says that nothing is there.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from oba.errors import NotFoundError, ObaError
from oba.server.addresses import EXPLORER, LONGEST, STREAM, Asked, Kind, understand
from oba.server.answers import (
    FRAMED_BY_US,
    NOT_KEPT,
    make_ready,
    redirect,
    refuse,
    refuse_session,
    send_ready,
)
from oba.server.edition import Edition
from oba.server.editions import Editions
from oba.server.spoken import hear_only_reading, tell_no_place
from oba.site.icon import ADDRESS as FAVICON
from oba.site.icon import ICO, make_icon
from oba.site.kinds import CSS, HTML
from oba.site.notice import make_notice
from oba.site.style import make_style
from oba.tasks.find_published import NothingPublishedError
from oba.words.reading_pages import NOTICE, say_gone

READING = ("GET", "HEAD")
ALLOWED = ((b"allow", b"GET, HEAD"),)
STYLE = "style.css"


class FrontDoor:
    """Lets each request through to what it asks for."""

    def __init__(self, explorer: ASGIApp, editions: Editions) -> None:
        self.explorer = explorer
        self.editions = editions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.explorer(scope, receive, send)
            return
        asked = understand(scope["path"], scope["query_string"].decode("latin-1"))
        if scope["type"] == "websocket":
            await self._talk(asked, scope, receive, send)
        elif scope["method"] not in READING:
            await refuse(scope, send, 405, "Only reading is possible here.", more=ALLOWED)
        elif asked.kind is Kind.EXPLORE and asked.address != STREAM:
            await self.explorer(_below(scope), receive, send)
        elif len(scope["path"]) > LONGEST:
            await refuse(scope, send, 414, "This address is too long.")
        elif asked.kind is Kind.MOVED:
            await redirect(send, asked.address)
        else:
            await self._read(asked, scope, send)

    async def _talk(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        if asked == Asked(Kind.EXPLORE, STREAM):
            await self.explorer(_below(scope), hear_only_reading(receive), tell_no_place(send))
        else:
            await refuse_session(scope, send)

    async def _read(self, asked: Asked, scope: Scope, send: Send) -> None:
        try:
            newest = await self.editions.newest()
            with newest.held():
                await self._send_page(asked, newest, scope, send)
        except ObaError as error:
            await _send_notice(error, scope, send)

    async def _send_page(self, asked: Asked, newest: Edition, scope: Scope, send: Send) -> None:
        edition = newest
        if asked.publication:
            try:
                edition = await self.editions.earlier(asked.publication)
            except NotFoundError:
                if self.editions.was_withdrawn(asked.publication, newest):
                    await _send_gone(asked.publication, scope, send)
                    return
                asked = Asked(Kind.NOTHING)
        ready = await edition.find(asked.address) if asked.kind is Kind.READ else None
        if ready is None and f"{asked.address}.html" in edition.addresses:
            await redirect(send, f"{asked.address.rpartition('/')[2]}.html")
            return
        await send_ready(ready or await newest.find_missing(scope["path"].count("/") - 1), scope, send)


async def _send_notice(error: ObaError, scope: Scope, send: Send) -> None:
    """A page that needs no copy: nothing is published yet, or what is cannot be used."""
    depth = scope["path"].count("/") - 1
    if scope["path"] == f"/{STYLE}":
        ready = make_ready(make_style().encode(), CSS, headers=(*FRAMED_BY_US, *NOT_KEPT))
    elif scope["path"] == f"/{FAVICON}":
        ready = make_ready(make_icon(), ICO, headers=(*FRAMED_BY_US, *NOT_KEPT))
    else:
        title = (
            "Nothing is published yet" if isinstance(error, NothingPublishedError) else "Not available now"
        )
        page = make_notice(title, str(error), root="../" * depth)
        ready = make_ready(page.encode(), HTML, headers=(*FRAMED_BY_US, *NOT_KEPT), status=503)
    await send_ready(ready, scope, send)


async def _send_gone(number: int, scope: Scope, send: Send) -> None:
    """That it was withdrawn, at each of its addresses: those that led to its pages once are not all known any more."""
    said = say_gone(number, withdrawn=True)
    page = make_notice(NOTICE, said, root="../" * (scope["path"].count("/") - 1), link=True)
    ready = make_ready(page.encode(), HTML, headers=(*FRAMED_BY_US, *NOT_KEPT), status=410)
    await send_ready(ready, scope, send)


def _below(scope: Scope) -> Scope:
    """The same request as the explorer is to see it, which stands at the root of its own addresses."""
    raw = scope.get("raw_path") or b""
    return {**scope, "path": scope["path"][len(EXPLORER) :], "raw_path": raw[len(EXPLORER) :]}
