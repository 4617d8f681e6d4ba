"""What every part of the tests shares: the example in a store of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.chromium import browser, profiles
from tests.made_once import make_once

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

    from oba.store.engine import Store

__all__ = ["browser", "profiles"]
ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-12-01"

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def init_example(folder: Path) -> None:
    """Make the example by the product's own first command."""
    command = [sys.executable, "-m", "oba", "init", "--store", f"sqlite:///{(folder / 'oba.db').as_posix()}"]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OBA_TODAY": TODAY}
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file that holds the example, with its vault beside it."""
    return make_once(tmp_path_factory, "example", init_example) / "oba.db"


@pytest.fixture(scope="session")
def example_url(example_file: Path) -> str:
    """The URL of the shared example. Only for tests that read."""
    return f"sqlite:///{example_file.as_posix()}"


@pytest.fixture
def own_example(example_file: Path, tmp_path: Path) -> str:
    """The URL of a copy of the example that a test may write to."""
    copy = tmp_path / "oba.db"
    shutil.copy(example_file, copy)
    return f"sqlite:///{copy.as_posix()}"


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory, example_file: Path) -> Path:
    """A folder with a store that has published once, and the copy beside it. Only to be copied."""
    from tests.tasks.publishing_rehearsed import publish_once

    return make_once(tmp_path_factory, "published-once", lambda folder: publish_once(folder, example_file))


@pytest.fixture(scope="session")
def packages_read_once() -> Iterator[None]:
    """Each page that is opened in a test would read of every installed package whether it brings Streamlit a component.

    That takes longer than most pages, and what is installed stays the same.
    """
    from streamlit.components.v2 import manifest_scanner

    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: list(found))
        yield


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A new store as the migrations make it, and what they report. Only to be copied."""
    from oba.store.migrate import migrate

    path = tmp_path_factory.mktemp("new") / "oba.db"
    return path, migrate(str(path))


@pytest.fixture
def stores_made_quickly(new_store: tuple[Path, object], monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that make many new stores, as every export does: all migrations in turn make the same file each time.

    Nor does anything wait until it has reached the disk: no power is cut in these tests, as in those of faults.
    """
    from oba.store import migrate, sqlite
    from oba.store.location import locate

    path, report = new_store
    upgrade = migrate._upgrade

    def copy_or_upgrade(store: Store, scripts: ScriptDirectory) -> object:
        file = locate(store.url).path
        if file is None or file.stat().st_size:
            return upgrade(store, scripts)
        shutil.copyfile(path, file)
        return report

    monkeypatch.setattr(migrate, "_upgrade", copy_or_upgrade)
    monkeypatch.setattr(sqlite, "DURABLE", ("PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=OFF"))
