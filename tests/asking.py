"""Asking an ASGI application without a server."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Asker:
    """Asks one application, each request in the same event loop as a server would have it."""

    def __init__(self, app: Any, runner: asyncio.Runner) -> None:
        self.app = app
        self.runner = runner

    def __call__(self, path: str, *, method: str = "GET", kind: str = "http", **headers: str) -> Answer:
        place, _, query = path.partition("?")
        sent: list[dict[str, Any]] = []
        given = {"host": "localhost", "accept": "text/html", **headers}
        scope = {
            "type": kind,
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": place,
            "raw_path": place.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        self.runner.run(self.app(scope, receive, send))
        start = next((one for one in sent if one["type"].endswith(".start")), {"status": sent[0].get("code")})
        found = {name.decode(): value.decode() for name, value in start.get("headers", [])}
        body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
        return Answer(start["status"], found, body)
