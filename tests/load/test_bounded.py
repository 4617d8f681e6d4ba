"""Tests that a small hostile file takes little time: names beyond number, texts that are near to a name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oba.load.file import read_file
from oba.load.problem_log import SHOWN
from oba.load.reference import MOST_NEAR, NearNames, Reference
from oba.load.refusal import RefusedFile
from oba.model.release import Outcome, Source

Read = Callable[..., Any]
HEADER = "Indicator,Area,Period,Value\n"
SOON = 12.0
"""Seconds of this process's own work, many times what a slow machine needs; waiting for others does not count."""


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is compared with all names of the plan."""
    met: list[str] = []
    for name in ("nearest_indicator", "near_areas"):
        real = getattr(Reference, name)

        def spy(self: Reference, text: str, real: Any = real) -> Any:
            met.append(text)
            return real(self, text)

        monkeypatch.setattr(Reference, name, spy)
    return met


def test_thousands_of_names_of_one_key_are_read_soon(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "names.csv"
    names = [f"zz{'!' * (number % 40)}{chr(0x4E00 + number // 40)}" for number in range(6_000)]
    path.write_text(HEADER + "".join(f"{name},Middlesbrough,2010,1\n" for name in names), encoding="utf-8")
    begun = time.process_time()
    _, problems, reading = read(path)
    assert time.process_time() - begun < SOON
    assert len({one.indicator.key for one in reading.measures}) == 5_000
    assert any("more than 5,000 new indicators" in one.found for one in problems)
    assert reading.accounted["new_indicator"] + reading.accounted["left_out"] == 6_000


def test_only_so_many_names_are_compared_with_the_plans(
    tmp_path: Path, read: Read, looked_up: list[str]
) -> None:
    path = tmp_path / "near.csv"
    path.write_text(HEADER + "".join(f"conception {n},Middlesbrough,2010,1\n" for n in range(2_000)))
    _, problems, reading = read(path)
    assert len(looked_up) == MOST_NEAR
    assert any("were not compared" in one.found for one in problems)
    assert sum(one.question is not None for one in problems) == SHOWN
    assert reading.accounted["refused"] + reading.accounted["new_indicator"] == 2_000


def test_only_so_many_areas_are_compared_with_the_plans(
    tmp_path: Path, read: Read, looked_up: list[str]
) -> None:
    path = tmp_path / "near.csv"
    path.write_text(HEADER + "".join(f"year6,Midlesbrough {n},2009/10,1\n" for n in range(2_000)))
    figures, problems, reading = read(path)
    assert len(looked_up) <= MOST_NEAR
    assert figures.empty
    assert reading.accounted["refused"] == 2_000
    assert any("were not compared" in one.found for one in problems)
    said = [one for one in problems if one.stops]
    assert "Middlesbrough (E06000002)" in said[0].remedy
    assert any(one.outcome is Outcome.CELL and "nearest" not in one.remedy for one in said)


def test_a_text_is_compared_once_and_keeps_its_answer(reference: Reference, looked_up: list[str]) -> None:
    near = NearNames(reference)
    asked = [near.area("Midlesbrough") for _ in range(3)]
    for number in range(MOST_NEAR * 2):
        near.indicator(f"text {number}")
    assert [*asked, near.area("Midlesbrough")] == ["Middlesbrough (E06000002)"] * 4
    assert len(looked_up) == MOST_NEAR
    assert near.area("Hartlepol") == ""


def test_a_file_that_takes_too_long_to_read_is_refused_with_what_to_do(
    tmp_path: Path, reference: Reference
) -> None:
    path = tmp_path / "slow.csv"
    path.write_text(HEADER + "year6,Middlesbrough,2009/10,36.1\n")
    reading = read_file(path, reference=reference, source=Source("P", "T"))
    reading.seconds = 0.0
    with pytest.raises(RefusedFile, match="took longer than 0 seconds") as refused:
        list(reading.frames())
    assert "command line" in refused.value.problem.remedy
    reading.seconds = None
    assert sum(len(frame) for frame in reading.frames()) == 1


def test_the_time_in_which_the_figures_are_used_is_not_the_files(
    tmp_path: Path, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [0.0]
    monkeypatch.setattr("oba.load.reading.time.monotonic", lambda: passed[0])
    path = tmp_path / "long.csv"
    path.write_text(HEADER + "year6,Middlesbrough,2009/10,36.1\n" * 50_000)
    reading = read_file(path, reference=reference, source=Source("P", "T"))
    reading.seconds = 30.0
    for _ in reading.frames():
        passed[0] += 1000
    assert reading.rows == 50_000
