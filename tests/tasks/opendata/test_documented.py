"""What the page on open data tells its reader to do, done as it is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from oba.store.engine import Store
from oba.tasks.opendata import OpenFile
from tests.tasks.opendata.test_load_back import read_figures

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "opendata.md").read_text(encoding="utf-8")
WITH_PANDAS, WITH_FRICTIONLESS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CHECK = "sha256sum --check --ignore-missing checksums.txt"


def follow(lines: str) -> dict[str, Any]:
    """What the lines of the page leave behind."""
    found: dict[str, Any] = {}
    exec(compile(lines, "docs/opendata.md", "exec"), found)
    return found


def test_pandas_reads_the_figures_as_numbers_and_days(
    downloaded: Path, copy_of_example: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloaded)
    found = follow(WITH_PANDAS)
    figures, held = found["figures"], read_figures(copy_of_example)
    assert len(figures) == len(held)
    assert figures["value"].dtype == float
    assert figures["value"].isna().sum() == sum(one[0] is None for one in held.values())
    everybody = sorted((*key, one[0]) for key, one in held.items() if not key[2] and one[0] is not None)
    newest = {(key, area): value for key, area, _, _, value in everybody}
    assert found["newest"].to_dict() == newest


def test_frictionless_reads_a_table_of_the_package(
    downloaded: Path, open_files: Mapping[str, OpenFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloaded)
    rows = follow(WITH_FRICTIONLESS)["verdicts"]
    assert len(rows) == open_files["data/verdicts.csv"].make().count(b"\r\n") - 1
    assert {"indicator", "verdict"} <= set(rows[0])


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_the_checksums_of_some_files_are_verified_and_a_spoilt_one_is_found(
    downloaded: Path, tmp_path: Path
) -> None:
    assert f"`{CHECK}`" in PAGE
    for name in ("checksums.txt", "figures.csv", "themes.csv"):
        shutil.copy(downloaded / name, tmp_path)
    checked = subprocess.run(CHECK.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.stdout.split("\n")[:2] == ["figures.csv: OK", "themes.csv: OK"]
    assert checked.returncode == 0
    with (tmp_path / "themes.csv").open("ab") as file:
        file.write(b" ")
    assert subprocess.run(CHECK.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 1
