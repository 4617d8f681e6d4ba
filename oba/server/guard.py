"""Security headers on every answer of the explorer, the language of its pages, and what the public must not reach."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oba.errors import StoreError
from oba.server.named import asked_name
from oba.ui.menu import page_names

POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'{sessions}; frame-ancestors 'self'; object-src 'none'; base-uri 'self'"
)
SCRIPTS = ("typing.js", "meeting.js")
"""The scripts of the working instance: one sends on what is typed, one counts a meeting's clock."""
PAPERS = "/print/"
"""The address of the papers, which have no script."""
CLOSED_TO_THE_PUBLIC = ("/_stcore/upload_file", "/_stcore/metrics", "/_stcore/agent")


_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")


class Guard:
    """Adds security headers, says `en-GB` in the page shell, and closes what the public must not reach."""

    def __init__(self, app: ASGIApp, *, published: bool) -> None:
        self.app = app
        self.closed = CLOSED_TO_THE_PUBLIC if published else ()
        self.scripts = () if published else SCRIPTS
        self.pages = page_names("published" if published else "trust")
        self.inline = _inline_script_hashes()
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "X-Frame-Options": "SAMEORIGIN",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            **({"X-Robots-Tag": "noindex"} if published else {}),
        }

    def _is_below_a_page(self, path: str) -> bool:
        """`/data/oba.db` is nothing: a page has no pages below it, and the shell would show an empty one."""
        first, _, rest = path.strip("/").partition("/")
        return first in self.pages and bool(rest) and not rest.startswith(("_stcore", "static", "media"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif any(closed in scope["path"] for closed in self.closed) or self._is_below_a_page(scope["path"]):
            await PlainTextResponse("Not here.", status_code=404)(scope, receive, send)
        else:
            scripts = () if scope["path"].startswith(PAPERS) else self.scripts
            policy = POLICY.format(scripts=self.inline, sessions=_sessions_of(scope))
            headers = {**self.headers, "Content-Security-Policy": policy}
            shell = _Shell(send, headers=headers, scripts=scripts, cookies=not self.closed)
            await self.app(_plain_page(scope), receive, shell.send)


def _sessions_of(scope: Scope) -> str:
    """Where a page may open its session: at the name that it was asked by. Not every browser takes that from 'self'."""
    name = asked_name(scope)
    return f" ws://{name}:* wss://{name}:*" if _NAME.fullmatch(name) else ""


def _plain_page(scope: Scope) -> Scope:
    """A request for a page, asking for it uncompressed so that its language can be put right."""
    headers = scope["headers"]
    if not any(name == b"accept" and b"text/html" in value for name, value in headers):
        return scope
    return {**scope, "headers": [pair for pair in headers if pair[0] != b"accept-encoding"]}


class _Shell:
    """Passes one response on, with our headers; rewrites the language of an HTML page and adds the scripts, if any.

    The public gets no cookie: the one of Streamlit's guards uploads, and there are none.
    """

    def __init__(
        self, send: Send, *, headers: dict[str, str], scripts: Sequence[str] = (), cookies: bool = True
    ) -> None:
        self._send = send
        self._cookies = cookies
        self._headers = headers
        self._scripts = scripts
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(self._headers)
            headers.setdefault("Cache-Control", "no-cache")
            if not self._cookies:
                del headers["Set-Cookie"]
            if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        body = re.sub(rb"<html lang=\"en\">", b'<html lang="en-GB">', self._body, count=1)
        added = "".join(f'<script defer src="./{name}"></script>' for name in self._scripts)
        body = body.replace(b"</head>", f"{added}</head>".encode(), 1)
        if "content-length" in (headers := MutableHeaders(scope=start)) and self._body:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _inline_script_hashes() -> str:
    """Content-policy hashes of the scripts that stand inline in Streamlit's own page shell."""
    shell = Path(st.__file__).parent / "static" / "index.html"
    if not shell.exists():
        raise StoreError("Streamlit's page is missing", remedy="Install the requirements again")
    scripts = re.findall(r"<script>(.*?)</script>", shell.read_text(encoding="utf-8"), flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    return " ".join(f"'sha256-{digest}'" for digest in digests)
