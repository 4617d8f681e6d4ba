"""Opening a page of the dashboard as one visitor, for every test of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.navigation.page import StreamlitPage
from streamlit.testing.v1 import AppTest

from tests.publishing import publish_for_test

ROOT = Path(__file__).resolve().parents[2]
USUAL = {"mode": "trust", "user": "ann", "today": "2026-12-01"}
OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def made_once(packages_read_once: None, stores_made_quickly: None) -> None:
    """Every test here opens pages, and some of them on new stores."""


@contextmanager
def listing_only() -> Iterator[None]:
    """For the run that tells which pages there are: it would draw home, whatever page is asked for afterwards."""
    run = StreamlitPage.run

    def skip(page: StreamlitPage) -> None:
        if page._page == ROOT / "app.py":
            run(page)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StreamlitPage, "run", skip)
        yield


@pytest.fixture
def store_url(own_example: str) -> str:
    """The store that pages are opened on. A file of tests that only read says `example_url` in its place."""
    return own_example


@pytest.fixture
def open_page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, store_url: str) -> OpenPage:
    """Open a page at an address, by another `mode` or `user`, on another day or in another store.

    In the published mode it is opened on a copy that is published of the store as it is then.
    What a file of tests usually opens stands in its PAGE and in its OPENED.
    """
    usual = {**USUAL, "page": getattr(request.module, "PAGE", ""), **getattr(request.module, "OPENED", {})}

    def start(page: str = "", *, store: str = store_url, **given: str) -> AppTest:
        asked = {**usual, **({"page": page} if page else {}), **given}
        first = {name: asked.pop(name) for name in ("page", *USUAL)}
        for name in USUAL:
            monkeypatch.setenv(f"OBA_{name.upper()}", first[name])
        monkeypatch.setenv("OBA_STORE", store)
        if first["mode"] == "published":
            monkeypatch.setenv("OBA_COPIES", str(publish_for_test(store, today=first["today"])))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        with listing_only():
            app.run()
        app.query_params.update(asked)
        return app.switch_page(first["page"]).run()

    return start
