"""Stages of the benchmark are tried, at a tiny size, before they measure: `make bench` runs these tests first."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "stages: runs a stage of the benchmark; only run by -m stages")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that asks for `quick` runs a stage."""
    stages = [one for one in items if "quick" in getattr(one, "fixturenames", ())]
    for one in stages:
        one.add_marker(pytest.mark.stages)
    if stages and "stages" not in config.option.markexpr:
        config.hook.pytest_deselected(items=stages)
        items[:] = [one for one in items if one not in stages]
