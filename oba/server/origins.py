"""Pages of other sites open no session here, and are told nothing that only pages of this one may read.

Streamlit would ask a service on the internet for this machine's address to see whether another site is this one, and
everybody would wait for its answer. So it is decided here, by the names in the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from oba.server.answers import refuse_session
from oba.server.named import asked_name


class SameOrigin:
    """Refuses sessions from pages of other sites, and tells nobody from where another request comes.

    `own` is the name by which the server is known from outside, '' where that is not set.
    """

    def __init__(self, app: ASGIApp, *, own: str) -> None:
        self.app = app
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = next((value for name, value in scope.get("headers", ()) if name == b"origin"), None)
        if origin is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self.app(_told(scope, ()), receive, send)
        elif _host_of(origin) in {asked_name(scope), self.own} - {""}:
            asked = next((value for name, value in scope["headers"] if name == b"host"), b"")
            same = origin.partition(b"//")[0] + b"//" + asked
            await self.app(_told(scope, ((b"origin", same),)), receive, send)
        else:
            await refuse_session(scope, send)


def _told(scope: Scope, origin: Iterable[tuple[bytes, bytes]]) -> Scope:
    """The same request, said to come from there. A name with and without its port is one name to us, two to others."""
    return {**scope, "headers": [*(pair for pair in scope["headers"] if pair[0] != b"origin"), *origin]}


def _host_of(origin: bytes) -> str:
    try:
        return (urlsplit(origin.decode("latin-1")).hostname or "").rstrip(".")
    except ValueError:
        return ""
