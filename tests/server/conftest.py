"""The front door over a published copy of the example, with an explorer in its place that only says what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def without_another_loop() -> Iterator[None]:
    """A browser of tests that this process ran before leaves its event loop running, and no other could be run."""
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)


@pytest.fixture(autouse=True)
def no_other_loop() -> Iterator[None]:
    with without_another_loop():
        yield


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    one = asyncio.Runner()
    yield one
    with without_another_loop():
        one.close()


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
