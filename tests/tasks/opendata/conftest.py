"""The open data of the example's published copy, written once into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from oba.model.publication import PublicFacts, PublicNote
from oba.store.engine import Store, open_store
from oba.store.public_copy import build_copy
from oba.tasks.opendata import OpenFile, list_files

PUBLISHED = date(2026, 12, 1)
FACTS = PublicFacts(
    2, PUBLISHED, "Newer figures of absence.", (PublicNote(1, date(2026, 9, 1), "The first."),)
)


@pytest.fixture(scope="session")
def copy_of_example(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    working = open_store(example_url, read_only=True)
    folder = tmp_path_factory.mktemp("copy")
    try:
        built = build_copy(working, folder, number=2, published_on=PUBLISHED, note=FACTS.note)
    finally:
        working.close()
    return open_store(f"sqlite:///{built.path.as_posix()}", read_only=True)


@pytest.fixture(scope="session")
def open_files(copy_of_example: Store) -> Mapping[str, OpenFile]:
    """By address."""
    return {one.address: one for one in list_files(copy_of_example, facts=FACTS)}


@pytest.fixture(scope="session")
def downloaded(open_files: Mapping[str, OpenFile], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file, as somebody has downloaded it."""
    folder = tmp_path_factory.mktemp("downloaded")
    (folder / "data").mkdir()
    for one in open_files.values():
        (folder / one.address).write_bytes(one.make())
    return folder / "data"
