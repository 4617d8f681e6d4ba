"""Sessions are opened by pages of this site alone, and nobody is asked on the internet who that is."""

from __future__ import annotations

import asyncio

import pytest

from oba.server.origins import SameOrigin
from tests.asking import Asker


async def tell(scope, _receive, send) -> None:
    """Says from where it was told that the request comes."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000})
        return
    said = dict(scope["headers"]).get(b"origin", b"nowhere")
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": said})


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://localhost:8501", True),
        ("https://LOCALHOST", True),
        ("https://trust.example", True),
        ("https://evil.example", False),
        ("https://localhost.evil.example", False),
        ("https://localhost@evil.example", False),
        ("null", False),
        ("", False),
        ("http://[", False),
        ("http://8.8.8.8", False),
    ],
)
def test_a_page_of_another_site_opens_no_session_and_its_name_goes_no_further(origin: str, own: bool) -> None:
    with asyncio.Runner() as runner:
        ask = Asker(SameOrigin(tell, own="trust.example"), runner)
        assert ask("/", kind="websocket", origin=origin, host="localhost:8501").status == (
            4000 if own else 1008
        )
        assert ask("/", origin=origin, host="localhost:8501").text == "nowhere"


def test_a_request_that_names_no_page_is_let_through() -> None:
    with asyncio.Runner() as runner:
        ask = Asker(SameOrigin(tell, own=""), runner)
        assert ask("/", kind="websocket").status == 4000
        assert ask("/").text == "nowhere"


def test_a_proxy_that_leaves_out_the_port_makes_no_other_site_of_it() -> None:
    heard: list[bytes] = []

    async def listen(scope, _receive, send) -> None:
        heard.extend(value for name, value in scope["headers"] if name == b"origin")
        await send({"type": "websocket.close", "code": 4000})

    with asyncio.Runner() as runner:
        ask = Asker(SameOrigin(listen, own="trust.example"), runner)
        ask("/", kind="websocket", origin="https://trust.example:8443", host="trust.example")
        ask("/", kind="websocket", origin="https://trust.example", host="127.0.0.1:8601")
    assert heard == [b"https://trust.example", b"https://127.0.0.1:8601"]
