"""A real server of either mode on the example's store, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.publishing import publish_for_test

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-12-01"
THOROUGH = os.environ.get("OBA_LOOKS") == "all"
"""Whether every page is looked at in every way, as `make access` does; otherwise each is looked at in one or two."""
OTHER_LOOKS = [("dark", 1280), ("dark", 320), ("light", 1280), ("light", 768), ("dark", 768)]
LOOKS = [("light", 320), *(OTHER_LOOKS if THOROUGH else [])]
"""Colours and width of a screen."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def example_store(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store that holds the example, with its vault, which the servers may write to."""
    folder = tmp_path_factory.mktemp("served") / "store"
    shutil.copytree(example_file.parent, folder)
    return f"sqlite:///{(folder / 'oba.db').as_posix()}"


@contextmanager
def serve(store: str, *, mode: str, user: str = "ann", today: str = TODAY) -> Iterator[str]:
    """The address of the pages of a fresh server, on which one person works. In the published mode it serves a copy.

    It is stopped by its own process id.
    """
    if mode == "published":
        with serve_copies(publish_for_test(store, today=today), today=today) as address:
            yield f"{address}/explore"
        return
    with run_server("--store", store, "--mode", mode, user=user, today=today) as address:
        yield address


@contextmanager
def serve_copies(copies: Path, *, today: str = TODAY, more: Sequence[str] = ()) -> Iterator[str]:
    """The address of the front door of a server that has nothing but a folder of copies."""
    nowhere = f"sqlite:///{(copies / 'none.db').as_posix()}"
    options = ("--store", nowhere, "--copies", str(copies), "--mode", "published", *more)
    with run_server(*options, user="nobody", today=today, health="/explore/_stcore/health") as address:
        yield address


@contextmanager
def run_server(*options: str, user: str, today: str, health: str = "/_stcore/health") -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "oba", "serve", *options, "--port", str(port)]
    environment = {**os.environ, "OBA_TODAY": today, "OBA_USER": user}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}{health}", process)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no server at {address}")


@pytest.fixture(scope="session")
def servers(example_store: str) -> Iterator[dict[str, str]]:
    """Addresses by mode, for tests that do not mind a server that has been used before."""
    with ExitStack() as stack:
        yield {mode: stack.enter_context(serve(example_store, mode=mode)) for mode in ("trust", "published")}


@pytest.fixture
def fresh_server(example_store: str) -> Callable[..., Any]:
    return lambda mode: serve(example_store, mode=mode)


@pytest.fixture
def visit(profiles: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open an address in a new tab, which is a visit of its own, and wait until the page has been drawn."""
    with ExitStack() as stack:

        def open_page(address: str, *, width: int = 1280, height: int = 900, **options: Any) -> Page:
            context = profiles(viewport={"width": width, "height": height}, **options)
            page = context.new_page()
            stack.callback(page.close)
            page.goto(address)
            wait_until_drawn(page)
            return page

        yield open_page


def wait_until_drawn(page: Page) -> None:
    """The heading is there, the script has stopped running, and charts have been drawn."""
    page.locator(".oba h1, .oba[role=alert], [data-testid=stException]").first.wait_for(timeout=30_000)
    page.wait_for_function(
        """() => {
          const app = document.querySelector('[data-testid=stApp]');
          if (!app || app.getAttribute('data-test-script-state') !== 'notRunning') return false;
          return [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((one) => one.querySelector('.main-svg'));
        }""",
        timeout=30_000,
    )


def unfold(page: Page) -> None:
    """Open all that is folded, as a reader does: what is opened otherwise stays inert, and nobody checks it."""
    page.evaluate(
        """() => [...document.querySelectorAll('details:not([open])')]
          .filter((one) => !one.closest('.menu'))
          .forEach((one) => one.querySelector('summary').click())"""
    )
    page.wait_for_function(
        "() => !document.querySelector('details [inert]') && !document.querySelector('details:not([open]):not(.menu *)')"
    )
