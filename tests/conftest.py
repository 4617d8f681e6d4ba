"""What every part of the tests shares: the example in a store of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-12-01"


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store file that holds the example, made once by the product's own first command."""
    path = tmp_path_factory.mktemp("example") / "oba.db"
    command = [sys.executable, "-m", "oba", "init", "--store", f"sqlite:///{path.as_posix()}"]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OBA_TODAY": TODAY}
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return path


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
