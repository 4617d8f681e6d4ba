"""What the explorer's answers say of themselves, beside what Streamlit says."""

from __future__ import annotations

import asyncio

import pytest

from oba.server.guard import Guard
from tests.asking import Answer, Asker


async def page(_scope, _receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"a page"})


def ask(host: str, *, published: bool = True) -> Answer:
    with asyncio.Runner() as runner:
        return Asker(Guard(page, published=published), runner)("/", host=host)


@pytest.mark.parametrize(
    ("host", "calls"),
    [
        ("localhost:8501", "'self' ws://localhost:* wss://localhost:*"),
        ("Trust.example", "'self' ws://trust.example:* wss://trust.example:*"),
        ("[::1]:8501", "'self'"),
        ("x; script-src *", "'self'"),
        ("*", "'self'"),
        ("", "'self'"),
    ],
)
def test_a_page_of_the_explorer_calls_the_server_that_it_came_from_and_no_other(
    host: str, calls: str
) -> None:
    policy = ask(host).headers["content-security-policy"]
    assert f"; connect-src {calls}; " in policy
    assert policy.count("script-src") == 1


def test_a_search_leads_to_no_page_of_the_explorer() -> None:
    assert ask("localhost").headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in ask("localhost", published=False).headers
