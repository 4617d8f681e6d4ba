"""The front door over a published copy of the example, with an explorer in its place that only says what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from oba.server.editions import Editions
from oba.server.front_door import FrontDoor
from oba.settings import Settings
from tests.asking import Asker
from tests.publishing import TODAY, publish_for_test


async def explorer(scope: Any, _receive: Any, send: Any) -> None:
    """Says what reached it."""
    said = f"{scope['type']} {scope.get('method', '')} {scope['path']} {scope['query_string'].decode()}"
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": said.encode()})


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as one:
        yield one


@pytest.fixture(scope="session")
def open_door(runner: asyncio.Runner) -> Callable[..., Asker]:
    """The front door to a folder of copies."""

    def start(copies: Path, **more: str) -> Asker:
        settings = Settings(mode="published", copies=str(copies), today=TODAY, **more)
        return Asker(FrontDoor(explorer, Editions(settings)), runner)

    return start


@pytest.fixture(scope="session")
def door(open_door: Callable[..., Asker], example_url: str) -> Asker:
    """The front door to the example's publication, for tests that only read."""
    return open_door(publish_for_test(example_url))
