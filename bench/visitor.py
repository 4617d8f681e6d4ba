"""One visitor without a browser: asks a Streamlit server to run a page, and waits until it has."""

from __future__ import annotations

import time
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

TIMEOUT = 60


class Visitor:
    """An open session. Messages it was told it may keep are offered again, as a browser does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.kept: set[str] = set()
        self.socket = connect(
            f"ws://{urlsplit(address).netloc}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(address),
            compression=None,
            max_size=None,
            proxy=None,
            ping_interval=None,
        )

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def run(self, page: str) -> float:
        """Seconds from asking for a run of the page to `script finished`. RuntimeError when the page fails."""
        asked = self._ask(page)
        begun = time.perf_counter()
        self.socket.send(asked)
        while True:
            message = ForwardMsg.FromString(self.socket.recv(TIMEOUT))  # type: ignore[arg-type]
            if self._is_end(message, page=page):
                return time.perf_counter() - begun

    def _ask(self, page: str) -> bytes:
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name = page
        asked.context_info.timezone = "Europe/London"
        asked.context_info.locale = "en-GB"
        asked.context_info.url = f"{self.address}/{page}"
        asked.cached_message_hashes.extend(self.kept)
        asked.widget_states.SetInParent()
        return bytes(message.SerializeToString())

    def _is_end(self, message: ForwardMsg, *, page: str) -> bool:
        kind = message.WhichOneof("type")
        if kind == "page_not_found":
            raise RuntimeError(f"there is no page '{page}'")
        if kind == "delta":
            if message.metadata.cacheable and message.hash:
                self.kept.add(message.hash)
            shown = message.delta.new_element
            if shown.WhichOneof("type") == "exception" or 'role="alert"' in shown.html.body:
                raise RuntimeError(
                    f"the page '{page}' shows an error: {shown.exception.message or shown.html.body}"
                )
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
