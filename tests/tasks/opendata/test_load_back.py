"""What is published loads back: into an empty store with the plan, by the product's own loader."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from oba.model.release import QuestionKind, Source
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.series import read_series
from oba.tasks.load_plan import load_plan
from oba.tasks.load_release import load_release

PLAN = Path(__file__).resolve().parents[3] / "data" / "middlesbrough_plan.xlsx"
NOW = datetime(2026, 12, 2, tzinfo=UTC)
OPEN_DATA = Source("Middlesbrough Children and Young People's Trust", "Open data", "Publication 2")


def read_figures(store: Store, *, breakdown: str | None = None) -> dict[Any, Any]:
    with store.reading() as connection:
        held = read_series(connection, breakdown=breakdown)
    return {
        (one.indicator, one.area, one.breakdown, each.period): (
            *(each.value, each.lower, each.upper, each.numerator, each.denominator),
            tuple(sorted(each.markers)),
        )
        for one in held
        for each in one.observations
    }


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the plan and no figure."""
    path = tmp_path_factory.mktemp("planned") / "planned.db"
    migrate(f"sqlite:///{path.as_posix()}")
    store = open_store(f"sqlite:///{path.as_posix()}")
    assert not load_plan(store, PLAN, user="officer", now=NOW).refused
    store.close()
    return path


def load_all(paths: Sequence[Path], planned: Path, folder: Path) -> dict[Any, Any]:
    """What an officer would have, who says once of a doubtful comparator that it is to be kept."""
    again = shutil.copy(planned, folder / "again.db")
    store = open_store(f"sqlite:///{again.as_posix()}")
    try:
        for path in paths:
            source = replace(OPEN_DATA, title=path.name)
            report = load_release(store, path, source=source, user="officer", now=NOW)
            asked = {one.question.subject: "yes" for one in report.problems if one.stops and one.question}
            kinds = {one.question and one.question.kind for one in report.problems if one.stops}
            if report.refused and kinds == {QuestionKind.AREA}:
                source = replace(source, areas=asked)
                report = load_release(store, path, source=source, user="officer", now=NOW)
            assert not report.refused, [one for one in report.problems if one.stops][:3]
        return read_figures(store)
    finally:
        store.close()


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx"])
def test_every_figure_marker_period_and_area_comes_back_from_one_file(
    name: str, downloaded: Path, copy_of_example: Store, planned: Path, tmp_path: Path
) -> None:
    published = read_figures(copy_of_example)
    assert len(published) > 4000
    assert load_all([downloaded / name], planned, tmp_path) == published


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_of_single_indicators_load_back_too(
    kind: str, downloaded: Path, copy_of_example: Store, planned: Path, tmp_path: Path
) -> None:
    keys = ("repeat_plans", "alcohol_admissions")
    published = read_figures(copy_of_example)
    paths = [downloaded / f"{key}.{kind}" for key in keys]
    assert load_all(paths, planned, tmp_path) == {
        name: one for name, one in published.items() if name[0] in keys
    }
