"""What is looked at: the example with a talk written, published twice, served, written for a disk, and worked on.

What was found of the reading pages is written where the accessibility statement is made from it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from oba.settings import Settings
from oba.site.writing import write_site
from tests.access.kinds import CURVE, EARLIER, is_of_kinds
from tests.access.record import Looked, write_results
from tests.browser.conftest import TODAY, serve_copies
from tests.browser.conftest import run_server as run_server
from tests.made_once import make_once
from tests.publishing import publish_as_event
from tests.talk_making import write_talk

BEFORE = "2026-11-30"


@dataclass(frozen=True)
class Example:
    """Folders that every worker reads."""

    folder: Path

    @property
    def store(self) -> str:
        return f"sqlite:///{(self.folder / 'store' / 'oba.db').as_posix()}"

    @property
    def copies(self) -> Path:
        return self.folder / "copies"

    @property
    def site(self) -> Path:
        return self.folder / "a site"

    @property
    def addresses(self) -> list[str]:
        """Of the newest publication's pages, and one of each kind of the one before."""
        every = sorted(one.relative_to(self.site).as_posix() for one in self.site.rglob("*.html"))
        newest = [one for one in every if not one.startswith("publications/")]
        return newest + [one for one in every if one.startswith(EARLIER) and is_of_kinds(one)]


@pytest.fixture(scope="session")
def made(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Example:
    def make(folder: Path) -> None:
        found = Example(folder)
        shutil.copytree(example_file.parent, folder / "store")
        settings = Settings(store=found.store, user="ann", today=TODAY)
        write_talk(settings, CURVE, entries=2, letters=120)
        found.copies.mkdir()
        publish_as_event(found.copies, found.store, today=BEFORE, number=1)
        publish_as_event(found.copies, found.store, today=TODAY, number=2, note="A talk was written.")
        served = Settings(store=found.store, mode="published", copies=str(found.copies), today=TODAY)
        list(write_site(served, found.site))

    return Example(make_once(tmp_path_factory, "access", make))


@pytest.fixture(scope="session")
def front_door(made: Example) -> Iterator[str]:
    with serve_copies(made.copies) as address:
        yield address


@pytest.fixture(scope="session")
def working(made: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    own = tmp_path_factory.mktemp("worked on") / "store"
    shutil.copytree(made.folder / "store", own)
    store = f"sqlite:///{(own / 'oba.db').as_posix()}"
    with run_server("--store", store, "--mode", "trust", user="ann", today=TODAY) as address:
        yield address


@pytest.fixture
def page(profiles: Callable[..., BrowserContext]) -> Iterator[Page]:
    opened = profiles(viewport={"width": 1280, "height": 900}).new_page()
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def looked(
    record_property: Callable[[str, object], None], request: pytest.FixtureRequest
) -> Iterator[Looked]:
    """What this test has looked at and found; it goes into the results, also when the test fails."""
    found = Looked(find_part(request.node))
    yield found
    record_property("looked", found.as_plain())


def find_part(item: pytest.Item) -> str:
    """The part of the results that a test's findings belong to."""
    marker = item.get_closest_marker("part")
    assert marker, item.nodeid
    return str(marker.args[0])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """These take many minutes, so they are run when they are asked for."""
    here = f"{Path(__file__).parent}{os.sep}"
    ours = [item for item in items if str(item.path).startswith(here)]
    for item in ours:
        item.add_marker(pytest.mark.access)
        item.user_properties.append(("part", find_part(item)))
    if "access" not in config.option.markexpr:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if not str(item.path).startswith(here)]


FOUND: list[dict[str, Any]] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Of a test that could not begin it is known which part it belongs to."""
    said: dict[str, Any] = dict(report.user_properties)
    if report.when == "teardown" and "part" in said:
        FOUND.append(said.get("looked", Looked(said["part"]).as_plain()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if FOUND and not hasattr(session.config, "workerinput"):
        write_results(FOUND, day=datetime.now(UTC).date())
