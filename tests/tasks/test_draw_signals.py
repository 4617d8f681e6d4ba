"""The two charts of what stands out, from the store to the files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from oba.errors import NotFoundError
from oba.model.period import Period, PeriodKind
from oba.model.target import Target
from oba.store.engine import Store, open_store
from oba.tasks.draw_signals import SignalChoices, draw_control, draw_signals, draw_trend, find_target
from oba.tasks.gather import Gathered, gather
from oba.tasks.write_chart import write_chart

KEY = "injury_admissions"


@pytest.fixture(scope="module")
def store(example_url: str) -> Store:
    return open_store(example_url, read_only=True)


@pytest.fixture(scope="module")
def found(store: Store) -> Gathered:
    return gather(store)


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def test_both_charts_come_with_their_sentences_tables_and_pictures(store: Store) -> None:
    for view in draw_signals(store, indicator=KEY, area=None, dark=False, published=True):
        assert view.title
        assert view.alt
        assert all(view.sentences)
        assert view.svg.startswith("<svg")
        assert view.phone_svg.startswith("<svg")
        assert view.table
        assert len(view.table.rows) == 14
        assert view.source.startswith("Source: Office for Health Improvement and Disparities")
        assert view.empty == ""


def test_the_files_hold_the_numbers_of_the_series(store: Store, found: Gathered) -> None:
    values = {one.period.label: one.value for one in found.ours(KEY).observations}
    for view in draw_signals(store, indicator=KEY, area=None, dark=True, published=False):
        assert view.files
        rows = list(csv.DictReader(io.StringIO(write_chart(view.files, ending="csv").decode("utf-8-sig"))))
        assert {row["Period"]: float(row["Value"]) for row in rows} == values
        assert {row["Area"] for row in rows} == {"Middlesbrough"}
        assert write_chart(view.files, ending="png").startswith(b"\x89PNG")
        assert write_chart(view.files, ending="xlsx").startswith(b"PK")
        assert view.title.split(":")[0].encode() in write_chart(view.files, ending="svg")
        assert view.files.stem == f"{KEY}_E06000002_{view.name}"


def test_every_indicator_of_the_example_can_be_shown(found: Gathered) -> None:
    for indicator in found.book.indicators:
        for view in (
            draw_trend(found, indicator.key, dark=False),
            draw_control(found, indicator.key, dark=False),
        ):
            assert view.title.startswith(indicator.title)
            assert bool(view.svg) != bool(view.empty)
            assert view.sentences


def test_a_finding_holds_the_chart_that_is_drawn(found: Gathered) -> None:
    chart = found.findings[KEY].control
    assert chart is not None
    drawn = draw_control(found, KEY, dark=False)
    assert drawn.table
    assert [row[1] for row in drawn.table.rows] == [f"{point.value:.1f}" for point in chart.points]
    assert found.findings["low_income_2026_ahc"].control is None  # two figures


def test_the_choices_of_the_reader_reach_the_chart(found: Gathered) -> None:
    plain = draw_control(found, KEY, dark=False)
    split = draw_control(found, KEY, dark=False, choices=SignalChoices(rebase_at=(year(2017),), target=80.0))
    assert plain.table
    assert split.table
    assert "Target" not in [head.text for head in plain.table.heads]
    assert "Target" in [head.text for head in split.table.heads]
    assert "too few figures" in split.title
    assert len({row[2] for row in split.table.rows}) == 2


TARGETS = [
    ([], None),
    ([(2022, 70.0)], 70.0),
    ([(2022, 70.0), (2025, 60.0), (2027, 50.0)], 60.0),
    ([(2027, 50.0), (2023, 65.0)], 65.0),
]


@pytest.mark.parametrize(("path", "target"), TARGETS)
def test_the_target_is_the_next_from_the_newest_figure_on(
    path: list[tuple[int, float]], target: float | None, found: Gathered
) -> None:
    targets = tuple(Target(KEY, "E06000002", year(first), value, "agreed") for first, value in path)
    elsewhere = Target(KEY, "E06000001", year(2024), 1.0, "another's")
    book = replace(found.book, targets=(*targets, elsewhere))
    assert find_target(replace(found, book=book), KEY) == target


def test_an_indicator_that_the_plan_does_not_know_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="unheard_of"):
        draw_signals(store, indicator="unheard_of", area=None, dark=False, published=False)
