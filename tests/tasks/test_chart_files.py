"""Charts that stand on other pages can be taken away too: a theme's small charts, the timeline, the strip of areas."""

from __future__ import annotations

import csv
import io
from datetime import date
from xml.etree import ElementTree

import pytest

from oba.store.engine import Store, open_store
from oba.tasks.open_indicator import open_indicator
from oba.tasks.open_plan import open_plan
from oba.tasks.open_theme import open_theme
from oba.tasks.write_chart import ChartFiles, write_chart

TODAY = date(2026, 12, 1)


@pytest.fixture
def store(example_url: str) -> Store:
    return open_store(example_url, read_only=True)


def rows_of(files: ChartFiles) -> list[list[str]]:
    return list(csv.reader(io.StringIO(write_chart(files, ending="csv").decode("utf-8-sig"))))


def words_of(files: ChartFiles) -> str:
    root = ElementTree.fromstring(write_chart(files, ending="svg"))
    return ElementTree.tostring(root, encoding="unicode", method="text")


def test_a_small_chart_of_a_theme_is_taken_away_with_its_title_source_and_numbers(store: Store) -> None:
    view = open_theme(store, theme="risk_taking", today=TODAY, dark=True)
    one = next(each for each in view.multiples if each.key == "under18_conceptions")
    words = words_of(one.files)
    assert "Under-18 conceptions" in words
    assert "Source" in words
    rows = rows_of(one.files)
    assert rows[0][:2] == ["Period", "Value"]
    assert next(row for row in rows if row[0] == "2022")[1] == "29.2"
    assert "#14181D" not in one.files.draw()  # on paper, whatever colours the page has


def test_the_timeline_is_taken_away_with_a_title_and_a_row_for_each_bar(store: Store) -> None:
    view = open_plan(store, theme="all", by_whom="all", status="all", today=TODAY, dark=True)
    assert view.timeline_files is not None
    rows = rows_of(view.timeline_files)
    assert rows[0][:4] == ["Action", "Starts", "Due", "Note"]
    picture = ElementTree.fromstring(view.timeline_files.draw())
    assert len(rows) - 1 == len(view.timeline_files.twin.rows) > 5
    words = words_of(view.timeline_files)
    assert f"Action plan: {len(rows) - 1} dated actions" in words
    assert "Source: " in words
    assert float(picture.attrib["height"]) > 30 * (len(rows) - 1)
    assert write_chart(view.timeline_files, ending="png").startswith(b"\x89PNG")


def test_a_plan_without_dates_offers_no_timeline(store: Store) -> None:
    view = open_plan(store, theme="all", by_whom="no such party", status="all", today=TODAY, dark=False)
    assert view.timeline_files is None


def test_the_strip_of_an_indicator_is_taken_away_with_every_area(store: Store) -> None:
    view = open_indicator(
        store, indicator="injury_admissions", area="E06000002", today=TODAY, dark=False, published=True
    )
    assert view.areas is not None
    assert view.areas.files is not None
    rows = rows_of(view.areas.files)
    assert {row[0] for row in rows[1:]} >= {"Middlesbrough", "England", "North East", "Blackpool"}
    assert "Injury admissions, aged 0 to 14 in 2023/24" in words_of(view.areas.files)
