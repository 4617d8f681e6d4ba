"""The page that compares areas: what it shows of the example, what it leaves out, and what it says instead."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from oba.errors import NotFoundError, UsageError
from oba.store.engine import Store, open_store
from oba.tasks.compare_areas import Cut, compare_areas, cut_at
from oba.tasks.compare_changes import compare_changes, list_earlier, usual_start
from oba.tasks.compare_neighbours import compare_neighbours
from oba.tasks.draw_curve import gather_curve
from oba.tasks.open_compare import CompareView, list_periods, list_starts, open_compare
from oba.tasks.rank_areas import rank_areas
from oba.tasks.write_chart import ChartView, write_chart

OURS = "E06000002"
ENGLAND = "E92000001"
INJURIES = "injury_admissions"


@pytest.fixture
def store(example_url: str) -> Store:
    return open_store(example_url, read_only=True)


@pytest.fixture
def cut_of(store: Store) -> Callable[..., Cut]:
    def cut(key: str, *, area: str = OURS) -> Cut:
        found = gather_curve(store, indicator=key, area=area, published=True)
        latest = found.ours(key).latest
        assert latest is not None
        return cut_at(found, found.indicator(key), latest.period, published=True)

    return cut


def view_of(store: Store, key: str, *, area: str = OURS, period: str = "", since: str = "") -> CompareView:
    choices = list_periods(store, indicator=key, area=area, published=True)
    period = period or choices.usual
    starts = list_starts(store, indicator=key, area=area, period=period, published=True)
    return open_compare(
        store,
        indicator=key,
        area=area,
        period=period,
        since=since or starts.usual,
        zero=True,
        dark=False,
        published=True,
    )


def rows_of(chart: ChartView) -> dict[str, tuple[str, ...]]:
    assert chart.table is not None
    return {row[0]: row[1:] for row in chart.table.rows}


def test_each_area_has_its_figure_interval_and_word_against_england(store: Store) -> None:
    ranked = view_of(store, INJURIES).charts[0]
    rows = rows_of(ranked)
    assert rows["Middlesbrough"] == ("90.9", "80.0", "102.2", "worse", "this area")
    assert rows["Stoke-on-Trent"][3:] == ("better", "statistical neighbour")
    assert rows["Hartlepool"][3] == "similar"
    assert rows["England"] == ("72.7", "", "", "", "country")
    assert ranked.title.startswith(
        "Injury admissions, aged 0 to 14 in 2023/24: Middlesbrough (90.9) is worse than England"
    )


def test_an_interval_is_computed_from_counts_where_none_is_published(store: Store) -> None:
    rows = rows_of(view_of(store, "protection_plans").charts[0])
    value, lower, upper, word, _ = rows["Middlesbrough"]
    assert float(lower) < float(value) < float(upper)
    assert word in ("higher", "lower", "similar")


def test_without_intervals_no_area_is_judged(store: Store) -> None:
    ranked = view_of(store, "neet_16_17").charts[0]
    assert {row[1] for name, row in rows_of(ranked).items() if name not in ("England", "North East")} == {
        "not compared"
    }
    assert "no area is called better or worse" in ranked.sentences[0]


def test_a_country_whose_figures_cannot_be_right_is_left_out_and_named(store: Store) -> None:
    view = view_of(store, "first_time_entrants")
    assert len(view.doubts) == 1
    assert "England" in view.doubts[0]
    assert "look wrong" in view.doubts[0]
    for chart in view.charts:
        assert chart.files is not None
        assert "England" not in rows_of(chart)
        assert "England" not in chart.title
        assert "look wrong" in ElementTree.tostring(
            ElementTree.fromstring(chart.files.draw()), encoding="unicode", method="text"
        )


def test_an_earlier_period_shows_nothing_of_what_came_later(store: Store) -> None:
    view = view_of(store, INJURIES, period="2018/19")
    assert all("2018/19" in chart.title for chart in view.charts)
    curves = view.charts[2].table
    assert curves is not None
    assert curves.rows[-1][0] == "2018/19"


def test_changes_are_measured_from_the_period_that_was_asked_for(store: Store) -> None:
    chart = view_of(store, INJURIES, since="2010/11").charts[3]
    assert chart.table is not None
    assert [head.text for head in chart.table.heads[:4]] == ["Area", "2010/11", "2023/24", "Change"]
    assert rows_of(chart)["Middlesbrough"][:3] == ("172.5", "90.9", "−47.3%")


def test_the_usual_start_is_the_first_of_five_figures(cut_of: Callable[..., Cut]) -> None:
    start = usual_start(cut_of(INJURIES))
    assert start is not None
    assert start.label == "2019/20"


def test_pooled_years_are_compared_with_years_they_share_nothing_with(cut_of: Callable[..., Cut]) -> None:
    cut = cut_of("alcohol_admissions")
    earlier = list_earlier(cut)
    assert earlier
    assert not any(one.overlaps(cut.period) for one in earlier)


def test_a_start_that_leaves_most_areas_out_is_not_the_usual_one(
    store: Store, cut_of: Callable[..., Cut]
) -> None:
    """Of the neighbours' alcohol admissions the earliest three years are not held."""
    cut = cut_of("alcohol_admissions")
    start = usual_start(cut)
    assert start is not None
    assert start != list_earlier(cut)[-1]
    rows = rows_of(compare_changes(cut, start, dark=False))
    assert len(rows) > len(rows_of(compare_changes(cut, list_earlier(cut)[-1], dark=False)))


@pytest.mark.parametrize("place", range(4))
def test_every_chart_can_be_taken_away_with_the_numbers_of_its_table(place: int, store: Store) -> None:
    chart = view_of(store, INJURIES).charts[place]
    assert chart.files is not None
    assert chart.table is not None
    rows = list(csv.reader(io.StringIO(write_chart(chart.files, ending="csv").decode("utf-8-sig"))))
    heads = [head.text for head in chart.table.heads]
    assert rows[0][: len(heads)] == heads
    assert [row[0] for row in rows[1:]] == [row[0] for row in chart.table.rows]
    sheet = load_workbook(io.BytesIO(write_chart(chart.files, ending="xlsx"))).active
    assert sheet.max_row == len(rows)
    assert write_chart(chart.files, ending="png").startswith(b"\x89PNG")
    assert ElementTree.fromstring(write_chart(chart.files, ending="svg")).tag.endswith("svg")
    words = ElementTree.tostring(
        ElementTree.fromstring(chart.files.draw()), encoding="unicode", method="text"
    )
    assert "Source: " in words
    assert rows[0][-6:] == ["Source", "Chart", "Indicator", "Our area", "Up to", "Unit"]
    assert chart.files.stem.startswith("injury-admissions_E06000002_2023-24_")


def test_another_ending_is_refused(store: Store) -> None:
    files = view_of(store, INJURIES).charts[0].files
    assert files is not None
    with pytest.raises(UsageError):
        write_chart(files, ending="exe")


def test_dark_colours_bring_a_picture_for_paper(cut_of: Callable[..., Cut]) -> None:
    cut = cut_of(INJURIES)
    light, dark = (rank_areas(cut, dark=dark, zero=True) for dark in (False, True))
    assert light.paper_svg == ""
    assert dark.paper_svg == light.svg != dark.svg


def test_a_country_is_shown_among_the_areas_and_held_against_nothing(store: Store) -> None:
    view = view_of(store, INJURIES, area=ENGLAND)
    rows = rows_of(view.charts[0])
    assert rows["England"][-1] == "this area"
    assert "North East" not in rows
    assert {row[3] for row in rows.values()} == {"not compared"}
    assert view.charts[2].empty.startswith("No statistical neighbours of England are named in the plan.")


def test_alone_an_area_is_told_what_to_load(cut_of: Callable[..., Cut]) -> None:
    cut = cut_of(INJURIES)
    alone = replace(cut, series={OURS: cut.ours})
    public, working = (
        compare_areas(alone, dark=False).empty,
        rank_areas(replace(alone, published=False), dark=False, zero=True).empty,
    )
    start = "No other area has a figure in 2023/24 to set beside that of Middlesbrough."
    assert public == f"{start} Choose another period or indicator."
    assert working == f"{start} Load a file that holds other areas of the plan on the page Load."
    assert "none has figures" in compare_neighbours(alone, dark=False, zero=True).empty
    assert "No other area has comparable figures" in compare_changes(alone, None, dark=False).empty


def test_a_first_figure_has_no_change_and_says_what_is_missing(cut_of: Callable[..., Cut]) -> None:
    cut = cut_of(INJURIES)
    first = cut.ours.observations[0]
    only = replace(cut, period=first.period, series={OURS: replace(cut.ours, observations=(first,))})
    assert compare_changes(only, None, dark=False).empty.startswith(
        "There is no earlier figure of Middlesbrough"
    )


def test_an_area_without_figures_opens_with_what_to_do(store: Store) -> None:
    choices = list_periods(store, indicator="low_income_2022", area=ENGLAND, published=True)
    assert choices.periods == {}
    view = view_of(store, "low_income_2022", area=ENGLAND)
    assert view.charts == ()
    assert view.empty.endswith("loaded for England yet. Choose another indicator or area.")


def test_an_unknown_indicator_is_refused_by_name(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no_such"):
        list_periods(store, indicator="no_such", area=OURS, published=True)
