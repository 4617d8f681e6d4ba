"""What is slow to make is made by one of the processes that run the tests, and copied by the others."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

PATIENCE_SECONDS = 600


class TempFolders(Protocol):
    """What is needed of pytest's TempPathFactory."""

    def getbasetemp(self) -> Path: ...


def make_once(factory: TempFolders, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this process's own with what `make` writes into it; `make` runs once in the whole test run.

    Under xdist the workers of one run share a folder beside their own ones. The first to claim the name there
    makes it and the others wait, so that a run of many workers costs no more than a run of one. Everyone gets
    a copy, so that no worker can see what another writes.
    """
    own = factory.getbasetemp() / name
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        own.mkdir()
        make(own)
        return own
    shared = factory.getbasetemp().parent / f"made-once-{run}"
    shared.mkdir(exist_ok=True)
    if _claim(shared / f"{name}.claimed"):
        _make(shared, name, make)
    else:
        _wait_for(shared, name)
    shutil.copytree(shared / name, own)
    return own


def _claim(path: Path) -> bool:
    """Whether this process is the first to ask."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def _make(shared: Path, name: str, make: Callable[[Path], object]) -> None:
    """Make the folder under another name and rename it, so that no one sees half of it."""
    part = shared / f"{name}.part"
    part.mkdir()
    try:
        make(part)
    except BaseException as error:
        (shared / f"{name}.failed").write_text(repr(error), encoding="utf-8")
        raise
    part.rename(shared / name)


def _wait_for(shared: Path, name: str) -> None:
    failed = shared / f"{name}.failed"
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (shared / name).is_dir():
        assert not failed.exists(), f"{name} could not be made by another worker: {failed.read_text('utf-8')}"
        assert time.monotonic() < ends, f"{name} was not made by another worker in {PATIENCE_SECONDS} seconds"
        time.sleep(0.1)
