"""By which names this server answers: a page elsewhere must not reach it under a name of its own."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from oba.server.answers import refuse, refuse_session
from oba.settings import Settings

OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
UNKNOWN = (
    "This server is not known by that name. Whoever runs it can say its name: --web-address https://name/"
)


def list_names(settings: Settings) -> frozenset[str]:
    """The names that it answers by; empty for any.

    A web address that was set is one. Without one, a server that only this machine reaches answers by the names of
    this machine, and one that others reach by any.
    """
    own = frozenset({urlsplit(settings.web_address).hostname or ""} if settings.web_address else ())
    if not own and not _is_this_machine(settings.host):
        return frozenset()
    return OF_THIS_MACHINE | own | {settings.host}


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Named:
    """Refuses what is asked of another name, pages and sessions alike."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or not self.names or asked_name(scope) in self.names:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await refuse_session(scope, send)
        else:
            await refuse(scope, send, 421, UNKNOWN)


def asked_name(scope: Scope) -> str:
    """The name that was asked, without its port; '' where none was."""
    asked = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    name = asked.partition("]")[0].removeprefix("[") if asked.startswith("[") else asked.partition(":")[0]
    return name.rstrip(".").lower()
