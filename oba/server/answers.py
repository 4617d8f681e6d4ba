"""Answers as bytes that only need sending, with their headers: made once, sent to everybody."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from starlette.types import Message, Scope, Send

Headers = tuple[tuple[bytes, bytes], ...]

READ_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
)
"""Of pages that need no script. Data in a page (JSON-LD) is not run, and needs no leave."""
SECURE: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
FRAMED_BY_US: Headers = (
    (b"content-security-policy", (READ_POLICY + "frame-ancestors 'self'").encode()),
    (b"x-frame-options", b"SAMEORIGIN"),
)
STYLED_WITHIN: Headers = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        b"frame-ancestors 'self'",
    ),
    (b"x-frame-options", b"SAMEORIGIN"),
)
"""Of a report card, whose style depends on how much is said on it. Nothing in it can run or fetch."""
FRAMED_BY_ALL: Headers = ((b"content-security-policy", (READ_POLICY + "frame-ancestors *").encode()),)
FOR_ALL: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
"""Of figures and pictures, which pages of others may use."""
KEPT: Headers = ((b"cache-control", b"public, no-cache"), (b"vary", b"Accept-Encoding"))
"""A browser keeps it, and asks each time whether it still stands: a publication can be withdrawn."""
NOT_KEPT: Headers = ((b"cache-control", b"no-store"),)
UNLISTED: Headers = ((b"x-robots-tag", b"noindex"),)
"""Of what nobody should be led to by a search. A file `robots.txt` counts at the root of a host only."""
PACKED_FROM = 500
ALREADY_PACKED = ("image/png", "image/x-icon", "application/vnd.openxmlformats", "application/zip")


@dataclass(frozen=True, slots=True)
class Ready:
    """One answer as it is, and packed for whoever takes that: each with its first message and its bytes."""

    tag: bytes
    plain: tuple[Message, bytes]
    packed: tuple[Message, bytes] | None
    same: Message

    @property
    def size(self) -> int:
        return len(self.plain[1]) + (len(self.packed[1]) if self.packed else 0)


def make_ready(body: bytes, media_type: str, *, headers: Headers, status: int = 200) -> Ready:
    """The answer with this body. Its tag is made of its content, so that every process gives the same."""
    tag = hashlib.sha256(body).hexdigest()[:32].encode()
    common = (*SECURE, *headers)
    shown = (*common, (b"content-type", media_type.encode()))
    kept = status == 200

    def start(length: int, mark: bytes, *more: tuple[bytes, bytes]) -> Message:
        tagged = ((b"etag", b'"' + tag + mark + b'"'),) if kept else ()
        sizes = ((b"content-length", str(length).encode()),)
        return {"type": "http.response.start", "status": status, "headers": [*shown, *tagged, *sizes, *more]}

    packed = None
    if len(body) >= PACKED_FROM and not media_type.startswith(ALREADY_PACKED):
        small = gzip.compress(body, compresslevel=9, mtime=0)
        packed = (start(len(small), b"-gz", (b"content-encoding", b"gzip")), small)
    same = {"type": "http.response.start", "status": 304, "headers": [*common, (b"etag", b'"' + tag + b'"')]}
    return Ready(tag, (start(len(body), b""), body), packed, same)


async def send_ready(ready: Ready, scope: Scope, send: Send) -> None:
    """Send it as this request takes it: packed or not, its headers alone, or only that it still stands."""
    accepts = known = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepts = value
        elif name == b"if-none-match":
            known = value
    if known and ready.plain[0]["status"] == 200 and _knows(known, ready.tag):
        start, body = ready.same, b""
    else:
        start, body = ready.packed if ready.packed and takes_gzip(accepts) else ready.plain
    await send(start)
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _knows(known: bytes, tag: bytes) -> bool:
    return known.strip() == b"*" or tag in known


@lru_cache(maxsize=256)
def takes_gzip(accepts: bytes) -> bool:
    """Whether a browser that says this of itself takes gzip."""
    for one in accepts.lower().split(b","):
        coding, _, quality = one.partition(b";")
        if coding.strip() in (b"gzip", b"*"):
            return quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


async def redirect(send: Send, to: str) -> None:
    """Send to another address, said as seen from this one: so it is right below any folder of a proxy."""
    await _send_text(send, 307, "", ((b"location", to.encode("ascii")), *FRAMED_BY_US, *NOT_KEPT))


async def refuse(
    scope: Scope, send: Send, status: int, said: str, *, more: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    """A refusal in one plain sentence."""
    await _send_text(
        send, status, "" if scope["method"] == "HEAD" else said, (*FRAMED_BY_US, *NOT_KEPT, *more)
    )


async def refuse_session(scope: Scope, send: Send) -> None:
    """No websocket is opened. Where the server can say so, it is an answer with the headers of every answer."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [*SECURE, *FRAMED_BY_US, *NOT_KEPT, (b"content-length", b"0")]
    await send({"type": "websocket.http.response.start", "status": 403, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})


async def _send_text(send: Send, status: int, said: str, headers: Headers) -> None:
    body = said.encode()
    own = ((b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": [*SECURE, *headers, *own]})
    await send({"type": "http.response.body", "body": body})
