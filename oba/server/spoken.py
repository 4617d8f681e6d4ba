"""What a visitor of the published instance may say in a session of the explorer.

Streamlit also takes messages that the explorer never sends: one empties the caches of all visitors, one asks for the
names of changed files, one for places to upload to. Those are not passed on.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from oba.settings import ROOT

ALLOWED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"})
"""Run a page, stop, be there still, and fetch a file that a button of the page offers."""
SCRIPT = "app.py"
LONGEST = 1 << 20
"""Bytes of one message. A page's whole state is a few thousand."""


def hear_only_reading(receive: Receive) -> Receive:
    """The same session, without what no reader says."""

    async def hear() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive" or _is_allowed(message.get("bytes")):
                return message

    return hear


def tell_no_place(send: Send) -> Send:
    """The same session, in which a visitor is not told in which folder of this machine the program stands."""
    place = str(ROOT / SCRIPT).encode()

    async def tell(message: Message) -> None:
        said = message.get("bytes")
        if message["type"] == "websocket.send" and said and place in said:
            message = {**message, "bytes": _without_place(said)}
        await send(message)

    return tell


def _without_place(said: bytes) -> bytes:
    message = ForwardMsg.FromString(said)
    if message.WhichOneof("type") == "new_session":
        message.new_session.main_script_path = SCRIPT
    return bytes(message.SerializeToString())


def _is_allowed(said: bytes | None) -> bool:
    if said is None or len(said) > LONGEST:
        return False
    try:
        return BackMsg.FromString(said).WhichOneof("type") in ALLOWED
    except DecodeError:
        return False
