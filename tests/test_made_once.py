"""What is slow to make is made once in a run, whichever worker asks first, and a failure is told to all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.made_once import make_once

RUN = "PYTEST_XDIST_TESTRUNUID"


class Factory:
    """What a worker is given: a folder of its own beside those of the others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def getbasetemp(self) -> Path:
        return self.folder


@pytest.fixture
def workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Factory]:
    monkeypatch.setenv(RUN, "one-run")
    return [Factory(tmp_path / f"gw{number}") for number in range(4)]


def test_workers_that_ask_at_once_get_copies_of_one_making(workers: list[Factory]) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "said").write_text("hello", encoding="utf-8")

    with ThreadPoolExecutor(len(workers)) as pool:
        folders = list(pool.map(lambda one: make_once(one, "thing", make), workers))
    assert len(made) == 1
    assert [(one / "said").read_text("utf-8") for one in folders] == ["hello"] * len(workers)
    (folders[0] / "said").write_text("changed", encoding="utf-8")
    assert [(one / "said").read_text("utf-8") for one in folders[1:]] == ["hello"] * (len(workers) - 1)


def test_what_could_not_be_made_fails_for_every_worker_with_its_reason(workers: list[Factory]) -> None:
    def make(folder: Path) -> None:
        raise ValueError("no room")

    with pytest.raises(ValueError, match="no room"):
        make_once(workers[0], "thing", make)
    with pytest.raises(AssertionError, match="no room"):
        make_once(workers[1], "thing", make)


def test_a_run_without_workers_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUN, raising=False)
    only = Factory(tmp_path / "only")
    folder = make_once(only, "thing", lambda path: (path / "said").write_text("hello", encoding="utf-8"))
    assert folder == only.folder / "thing"
    assert (folder / "said").read_text("utf-8") == "hello"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["only"]
