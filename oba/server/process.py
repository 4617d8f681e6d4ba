"""One process: the Streamlit app under uvicorn, with headers, refusals and warm-up.

Why not `streamlit run`: it never sets TCP_NODELAY, which costs 44 ms on every interaction. Uvicorn does.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.types import ASGIApp
from streamlit.runtime.pages_manager import PagesManager

from oba.errors import UsageError
from oba.server.editions import Editions
from oba.server.front_door import FrontDoor
from oba.server.guard import Guard
from oba.server.named import Named, list_names
from oba.server.origins import SameOrigin
from oba.server.papers import list_routes
from oba.server.sheltered import shelter, tell_failure
from oba.server.spoken import LONGEST
from oba.settings import ROOT, Settings, hand_on
from oba.tasks.release_while_open import releasing
from oba.tasks.warm_up import check_store, warm_up
from oba.ui.frame import report_failure
from oba.ui.html import offer_papers, offer_reading_pages
from oba.words.publishing import CONTACT_MISSING


def serve(settings: Settings) -> None:
    """Serve until stopped. StoreError when there is no store to serve, UsageError when the port is taken."""
    check_store(settings)
    _check_port(settings)
    hand_on(settings)
    st.config.set_option("browser.serverAddress", settings.host)
    st.config.set_option("server.address", settings.host)
    st.config.set_option("server.port", settings.port)
    options = uvicorn.Config(
        make_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        ws="websockets-sansio",
        ws_max_size=LONGEST if settings.published else 16 * LONGEST,
        proxy_headers=False,
        server_header=False,
    )
    logging.getLogger("uvicorn.error").addFilter(is_worth_telling)
    uvicorn.Server(options).run()


def is_worth_telling(record: logging.LogRecord) -> bool:
    """Uvicorn logs a session that was refused with an answer as an error: anybody could fill the log with them."""
    return "without completing handshake" not in record.getMessage()


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise UsageError(
                f"port {settings.port} of {settings.host} cannot be used ({error.strerror})",
                remedy=f"Stop what uses it, or choose another: --port {settings.port + 1}",
            ) from error


def make_app(settings: Settings) -> ASGIApp:
    """The application for any ASGI server. Settings must have been handed on to the environment.

    Streamlit takes a folder named `pages` for its older kind of many-paged app until a script has called
    `st.navigation` once, and tells the first visitor of a deep link "Page not found". This says it beforehand.
    """
    PagesManager.uses_pages_directory = False
    offer_papers()
    editions = Editions(settings) if settings.published else None
    if editions:
        offer_reading_pages()

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncGenerator[dict[str, Any]]:
        warm_up(settings)
        if editions:
            await editions.warm()
        gc.collect()
        gc.freeze()
        _say_where(settings)
        with releasing(settings):
            async with _kept_warm(editions):
                yield {}

    explorer = st.App(
        ROOT / "app.py",
        lifespan=lifespan,
        routes=list_routes(settings),
        middleware=[
            Middleware(ServerErrorMiddleware, handler=tell_failure),
            Middleware(Guard, published=settings.published),
        ],
        on_script_error=report_failure,
    )
    front = FrontDoor(explorer, editions) if editions else explorer
    own = urlsplit(settings.web_address).hostname or ""
    return Named(shelter(SameOrigin(front, own=own)), names=list_names(settings))


@asynccontextmanager
async def _kept_warm(editions: Editions | None) -> AsyncGenerator[None]:
    """While readers are served, what they come to first is made before they ask, of each publication anew."""
    if editions is None:
        yield
        return
    keeping = asyncio.create_task(editions.keep_warm())
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


def _say_where(settings: Settings) -> None:
    kind = "published, read-only" if settings.published else "working"
    place = "localhost" if settings.host == "127.0.0.1" else settings.host
    sys.stdout.write(f"The {kind} instance is open on http://{place}:{settings.port} (stop it with Ctrl+C)\n")
    if settings.published and not settings.contact.strip():
        sys.stdout.write(f"{CONTACT_MISSING}\n")
    sys.stdout.flush()
