"""Answers that only need sending: packed or plain, headers alone, or that what is known still stands."""

from __future__ import annotations

import asyncio
import gzip

import pytest

from oba.server.answers import (
    FRAMED_BY_US,
    KEPT,
    Ready,
    make_ready,
    refuse_session,
    send_ready,
    takes_gzip,
)

BODY = b"<p>The same words, again and again.</p>" * 50


def send(ready: Ready, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent = []

    async def keep(message):
        sent.append(message)

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(send_ready(ready, {"type": "http", "method": method, "headers": asked}, keep))
    start, body = sent
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body["body"]


@pytest.fixture
def page() -> Ready:
    return make_ready(BODY, "text/html", headers=(*FRAMED_BY_US, *KEPT))


def test_a_page_is_sent_packed_to_whoever_takes_that(page: Ready) -> None:
    status, headers, body = send(page, accept_encoding="br, gzip")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert int(headers["content-length"]) == len(body) < len(BODY)
    assert gzip.decompress(body) == BODY


def test_a_page_is_sent_as_it_is_to_whoever_does_not(page: Ready) -> None:
    status, headers, body = send(page)
    assert (status, body, int(headers["content-length"])) == (200, BODY, len(BODY))
    assert "content-encoding" not in headers


def test_headers_alone_say_the_length_of_what_would_come(page: Ready) -> None:
    status, headers, body = send(page, method="HEAD")
    assert (status, body, int(headers["content-length"])) == (200, b"", len(BODY))


@pytest.mark.parametrize("accepts", ["", "gzip"])
def test_what_a_browser_has_is_not_sent_again(page: Ready, accepts: str) -> None:
    tag = send(page, accept_encoding=accepts)[1]["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        status, headers, body = send(page, accept_encoding=accepts, if_none_match=known)
        assert (status, body) == (304, b"")
        assert "content-length" not in headers
        assert headers["x-content-type-options"] == "nosniff"
    assert send(page, if_none_match='"other"')[0] == 200


def test_the_same_content_has_the_same_tag_in_every_process_and_another_content_another() -> None:
    first, second, other = (make_ready(one, "text/css", headers=KEPT) for one in (BODY, BODY, BODY + b" "))
    assert first == second
    assert first.tag != other.tag


def test_a_page_that_says_that_nothing_is_there_is_never_known() -> None:
    missing = make_ready(BODY, "text/html", headers=FRAMED_BY_US, status=404)
    status, headers, _ = send(missing, if_none_match="*")
    assert (status, "etag" in headers) == (404, False)


def test_a_session_is_refused_with_the_headers_of_every_answer_where_the_server_can_say_so() -> None:
    sent = []

    async def keep(message):
        sent.append(message)

    asyncio.run(refuse_session({"type": "websocket", "extensions": {"websocket.http.response": {}}}, keep))
    asyncio.run(refuse_session({"type": "websocket"}, keep))
    said = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert [one["type"].rpartition(".")[2] for one in sent] == ["start", "body", "close"]
    assert (sent[0]["status"], said["cache-control"]) == (403, "no-store")
    assert said["content-security-policy"].startswith("default-src 'none'")
    assert (said["x-content-type-options"], said["x-frame-options"]) == ("nosniff", "SAMEORIGIN")


def test_what_is_small_or_packed_already_is_not_packed() -> None:
    assert make_ready(b"short", "text/plain", headers=KEPT).packed is None
    assert make_ready(BODY, "image/png", headers=KEPT).packed is None


@pytest.mark.parametrize(
    ("accepts", "takes"),
    [
        (b"gzip", True),
        (b"GZIP, deflate", True),
        (b"deflate, gzip;q=0.5", True),
        (b"*", True),
        (b"", False),
        (b"br", False),
        (b"gzip;q=0", False),
        (b"gzip; q=0.0", False),
        (b"identity", False),
    ],
)
def test_who_takes_packed_answers_says_so(accepts: bytes, takes: bool) -> None:
    assert takes_gzip(accepts) is takes
