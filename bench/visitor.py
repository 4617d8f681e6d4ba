"""A visitor without a browser: asks a Streamlit server to run a page, and waits until it has."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

TIMEOUT = 60
PROTOCOL = Subprotocol("streamlit")
PLAIN: dict[str, Any] = {"compression": None, "max_size": None, "proxy": None, "ping_interval": None}


class Talk:
    """What one session says to a server and hears of it. Messages it was told it may keep are offered again, as a
    browser does. The server stands at `address`, which may end in a folder below which it stands.

    `query` is what the address says after the page, which a page may change; `widgets` are the ids of the fields and
    buttons that were shown, by their labels, and `typed` what stands in the fields by their ids.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.kept: set[str] = set()
        self.query = ""
        self.widgets: dict[str, str] = {}
        self.typed: dict[str, str] = {}

    @property
    def stream(self) -> str:
        parts = urlsplit(self.address)
        return f"ws://{parts.netloc}{parts.path}/_stcore/stream"

    @property
    def origin(self) -> str:
        return f"http://{urlsplit(self.address).netloc}"

    def ask(self, page: str, *, pressed: str = "") -> bytes:
        """The message that asks for a run of a page."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_name = page
        asked.context_info.timezone = "Europe/London"
        asked.context_info.locale = "en-GB"
        asked.context_info.url = f"{self.address}/{page}"
        asked.cached_message_hashes.extend(self.kept)
        asked.query_string = self.query
        asked.widget_states.SetInParent()
        for one, text in self.typed.items():
            asked.widget_states.widgets.add(id=one, string_value=text)
        if pressed:
            asked.widget_states.widgets.add(id=pressed, trigger_value=True)
        return bytes(message.SerializeToString())

    def is_end(self, message: ForwardMsg, *, page: str) -> bool:
        """Whether this message, which is remembered, is the last of a run. RuntimeError when the page fails."""
        kind = message.WhichOneof("type")
        if kind == "page_not_found":
            raise RuntimeError(f"there is no page '{page}'")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind == "delta":
            if message.metadata.cacheable and message.hash:
                self.kept.add(message.hash)
            shown = message.delta.new_element
            self._note(shown)
            if shown.WhichOneof("type") == "exception" or 'role="alert"' in shown.html.body:
                raise RuntimeError(
                    f"the page '{page}' shows an error: {shown.exception.message or shown.html.body}"
                )
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _note(self, shown: Element) -> None:
        """Remember a field or a button; one that the server gives another text has that text."""
        kind = shown.WhichOneof("type")
        if kind not in ("button", "text_input", "text_area"):
            return
        widget = getattr(shown, kind)
        self.widgets[widget.label] = widget.id
        if kind != "button" and widget.set_value:
            self.typed[widget.id] = widget.value


class Visitor(Talk):
    """An open session."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.socket = connect(
            self.stream,
            subprotocols=[PROTOCOL],
            origin=Origin(self.origin),
            **PLAIN,
        )

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def type(self, page: str, label: str, text: str) -> float:
        """Type into a field, and wait as `run` does."""
        self.typed[self._find(label)] = text
        return self.run(page)

    def press(self, page: str, label: str) -> float:
        """Press a button, and wait as `run` does."""
        return self.run(page, pressed=self._find(label))

    def _find(self, label: str) -> str:
        if label not in self.widgets:
            raise RuntimeError(f"the page shows no '{label}'")
        return self.widgets[label]

    def run(self, page: str, *, pressed: str = "") -> float:
        """Seconds from asking for a run of the page to `script finished`. RuntimeError when the page fails."""
        asked = self.ask(page, pressed=pressed)
        begun = time.perf_counter()
        self.socket.send(asked)
        while True:
            message = ForwardMsg.FromString(self.socket.recv(TIMEOUT))  # type: ignore[arg-type]
            if self.is_end(message, page=page):
                return time.perf_counter() - begun
