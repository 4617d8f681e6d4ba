"""What a visitor says in a session of the explorer: what reads is passed on, all else is not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from oba.server.spoken import LONGEST, hear_only_reading, tell_no_place
from oba.settings import ROOT

KINDS = {field.name for field in BackMsg.DESCRIPTOR.oneofs[0].fields}
PASSED_ON = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}


def say(kind: str) -> bytes:
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    return bytes(message.SerializeToString())


def hear(*said: dict[str, Any]) -> list[dict[str, Any]]:
    """What is passed on of what was said, until the session ends."""
    waiting = iter([*said, {"type": "websocket.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(waiting)

    async def listen() -> list[dict[str, Any]]:
        hears, heard = hear_only_reading(receive), []
        while (message := await hears())["type"] != "websocket.disconnect":
            heard.append(message)
        return heard

    return asyncio.run(listen())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_messages_that_read_are_passed_on(kind: str) -> None:
    message = {"type": "websocket.receive", "bytes": say(kind)}
    assert hear(message) == ([message] if kind in PASSED_ON else [])


def test_the_messages_that_empty_caches_and_name_files_are_among_those_that_are_kept_back() -> None:
    assert {
        "clear_cache",
        "load_git_info",
        "file_urls_request",
        "debug_shutdown_runtime",
    } <= KINDS - PASSED_ON


@pytest.mark.parametrize("said", [b"", b"\xff" * 40, b"x" * (LONGEST + 1), None])
def test_noise_text_and_what_is_too_long_are_kept_back(said: bytes | None) -> None:
    assert hear({"type": "websocket.receive", "bytes": said, "text": "hello"}) == []


def test_a_session_still_begins() -> None:
    assert hear({"type": "websocket.connect"}) == [{"type": "websocket.connect"}]


@pytest.mark.parametrize(("path", "told"), [(str(ROOT / "app.py"), "app.py"), ("other.py", "other.py")])
def test_a_visitor_is_not_told_in_which_folder_the_program_stands(path: str, told: str) -> None:
    message = ForwardMsg()
    message.new_session.main_script_path = path
    message.new_session.name = "app"
    sent: list[dict[str, Any]] = []

    async def keep(one: dict[str, Any]) -> None:
        sent.append(one)

    asyncio.run(tell_no_place(keep)({"type": "websocket.send", "bytes": message.SerializeToString()}))
    found = ForwardMsg.FromString(sent[0]["bytes"]).new_session
    assert (found.main_script_path, found.name) == (told, "app")
