"""By which names the server answers, so that a page elsewhere cannot reach it under a name of its own."""

from __future__ import annotations

import asyncio

import pytest

from oba.server.named import OF_THIS_MACHINE, Named, list_names
from oba.settings import Settings
from tests.asking import Asker


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        (Settings(), OF_THIS_MACHINE),
        (Settings(host="localhost"), OF_THIS_MACHINE),
        (Settings(host="127.0.0.2"), OF_THIS_MACHINE | {"127.0.0.2"}),
        (Settings(host="0.0.0.0"), frozenset()),
        (Settings(web_address="https://Trust.example:8443/outcomes/"), OF_THIS_MACHINE | {"trust.example"}),
        (
            Settings(host="0.0.0.0", web_address="https://trust.example/"),
            OF_THIS_MACHINE | {"trust.example", "0.0.0.0"},
        ),
    ],
)
def test_the_names_are_this_machines_and_the_one_that_was_set(
    settings: Settings, names: frozenset[str]
) -> None:
    assert list_names(settings) == names


async def greet(scope, _receive, send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True),
        ("LOCALHOST:8501", True),
        ("localhost.:8501", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("trust.example", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_another_name_is_refused_for_pages_and_sessions(host: str, known: bool) -> None:
    with asyncio.Runner() as runner:
        ask = Asker(Named(greet, names=list_names(Settings())), runner)
        assert ask("/", host=host).status == (200 if known else 421)
        assert ask("/", kind="websocket", host=host).status == (4000 if known else 1008)
        assert Asker(Named(greet, names=frozenset()), runner)("/", host=host).status == 200
