"""Charts that compare areas: each shows exactly the numbers it was given, and says in form what it says in colour."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from oba.charts import area_changes, neighbour_curves, ranked_areas
from oba.charts.description import Role
from oba.charts.palette import Theme
from oba.charts.ranked_areas import ComparedArea
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity
from oba.words.numbers import MINUS
from tests.charts.compared import (
    ENGLAND,
    LAST,
    change,
    changes,
    few_areas,
    indicator,
    many_areas,
    neighbours,
    series,
)

SVG = "{http://www.w3.org/2000/svg}"


def rows_of(picture: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(picture)
    return {one.attrib["data-name"]: one for one in root.iter(f"{SVG}g") if "data-word" in one.attrib}


def scale_of(picture: str) -> tuple[float, float]:
    """Slope and offset from pixels to values, from the upright rules and their labels."""
    root = ElementTree.fromstring(picture)
    labels = next(one for one in root.iter(f"{SVG}g") if one.get("data-kind") == "x")
    values = [float((t.text or "").rstrip("%").replace(MINUS, "-")) for t in labels]
    places = [float(t.attrib["x"]) for t in labels]
    slope = (values[-1] - values[0]) / (places[-1] - places[0])
    return slope, values[0] - slope * places[0]


def texts_of(picture: str, kind: str) -> list[str]:
    root = ElementTree.fromstring(picture)
    groups = [one for one in root.iter(f"{SVG}g") if one.get("data-kind") == kind]
    return [text.text or "" for group in groups for text in group.iter(f"{SVG}text")]


@pytest.mark.parametrize("areas", [few_areas(), many_areas(), few_areas(intervals=False)])
def test_every_row_carries_and_stands_at_its_numbers(areas: list[ComparedArea]) -> None:
    plot = ranked_areas.describe(areas, indicator=indicator(), period=LAST)
    picture = ranked_areas.draw(plot)
    rows = rows_of(picture)
    expected = {one.name: one for one in areas if one.role not in (Role.COUNTRY, Role.REGION)}
    assert set(rows) == set(expected)
    slope, offset = scale_of(picture)
    for name, row in rows.items():
        assert float(row.attrib["data-value"]) == expected[name].value
        bar = row.find(f"{SVG}line")
        if expected[name].lower is None:
            assert "data-lower" not in row.attrib
        elif bar is not None:
            limits = (float(row.attrib["data-lower"]), float(row.attrib["data-upper"]))
            assert limits == (expected[name].lower, expected[name].upper)
            drawn = [float(bar.attrib[end]) * slope + offset for end in ("x1", "x2")]
            assert drawn == pytest.approx(limits, abs=abs(slope) * 0.2)


def test_the_table_of_the_ranked_areas_holds_the_plotted_numbers_and_no_other() -> None:
    areas = few_areas()
    table = ranked_areas.tabulate(ranked_areas.describe(areas, indicator=indicator(), period=LAST))
    assert table.heads == ("Area", "Value", "Lower", "Upper", "Against England", "Note")
    assert {row[0]: row[1:4] for row in table.numbers} == {
        one.name: (one.value, one.lower, one.upper) for one in areas
    }
    assert {row[0]: row[4] for row in table.rows if row[4]} == {
        one.name: one.word.value for one in areas if one.role not in (Role.COUNTRY, Role.REGION)
    }
    assert [row[1] for row in table.numbers[:6]] == sorted(
        (row[1] for row in table.numbers[:6]), reverse=True
    )


def test_each_word_has_a_form_of_its_own_and_the_key_names_it() -> None:
    picture = ranked_areas.draw(ranked_areas.describe(few_areas(), indicator=indicator(), period=LAST))
    forms = {}
    for row in rows_of(picture).values():
        mark = list(row)[-1]
        form = mark.tag.removeprefix(SVG), mark.attrib.get("d", "").count("L")
        forms.setdefault(row.attrib["data-word"], set()).add(form)
    assert all(len(found) == 1 for found in forms.values())
    assert len({next(iter(found)) for found in forms.values()}) == len(forms) == 3
    key = texts_of(picture, "key")
    assert key == [
        "worse than England",
        "better than England",
        "similar to England",
        "Middlesbrough",
        "statistical neighbour",
    ]


def test_without_a_good_direction_nothing_is_called_better_and_no_colour_says_so() -> None:
    areas = [
        ComparedArea("Ours", 10.0, Role.OURS, 9.0, 11.0, ComparisonWord.HIGHER),
        ComparedArea("Other", 5.0, None, 4.0, 6.0, ComparisonWord.LOWER),
        ComparedArea("England", 8.0, Role.COUNTRY),
    ]
    plot = ranked_areas.describe(areas, indicator=indicator(Polarity.NO_JUDGEMENT), period=LAST)
    picture = ranked_areas.draw(plot)
    assert "better" not in picture
    assert "worse" not in picture
    for colour in ("#00625B", "#9A3B00"):
        assert colour not in picture


def test_few_areas_are_all_named_and_of_many_only_ours_those_compared_and_both_ends() -> None:
    few = texts_of(
        ranked_areas.draw(ranked_areas.describe(few_areas(), indicator=indicator(), period=LAST)), "name"
    )
    assert len(few) == 6
    plot = ranked_areas.describe(many_areas(), indicator=indicator(), period=LAST)
    many = texts_of(ranked_areas.draw(plot), "name")
    marked = [row.name for row in plot.rows if row.role]
    assert len(marked) == 5
    named = {one.rsplit("  ", 1)[0] for one in many}
    assert named == {*marked, plot.rows[0].name, plot.rows[-1].name}


@pytest.mark.parametrize("width", [300, 760])
@pytest.mark.parametrize("count", [0, 20, 60, 147, 320])
def test_names_lie_inside_the_picture_and_on_no_other_name(count: int, width: int) -> None:
    plot = ranked_areas.describe(many_areas(count), indicator=indicator(), period=LAST)
    root = ElementTree.fromstring(ranked_areas.draw(plot, width=width))
    places = []
    for group in root.iter(f"{SVG}g"):
        if group.get("data-kind") == "name":
            size = float(group.attrib["font-size"])
            places += [(float(text.attrib["y"]), size) for text in group.iter(f"{SVG}text")]
    places.sort()
    assert all(lower - upper >= size * 0.99 for (upper, size), (lower, _) in itertools.pairwise(places))
    assert places[0][0] > 0
    assert places[-1][0] < float(root.attrib["height"])


def test_the_title_says_how_ours_compares_and_how_many_are_which() -> None:
    plot = ranked_areas.describe(few_areas(), indicator=indicator(), period=LAST)
    assert plot.title == (
        "Injury admissions in 2023/24: Middlesbrough (90.9) is worse than England (72.7); "
        "of 6 areas 3 are worse, 1 is better and 2 are similar"
    )
    assert plot.title in plot.alt
    assert "Stoke-on-Trent 55.7 (better)" in plot.alt


def test_without_intervals_figures_are_given_and_nobody_is_called_worse() -> None:
    plot = ranked_areas.describe(few_areas(intervals=False), indicator=indicator(), period=LAST)
    assert (
        plot.title
        == "Injury admissions in 2023/24: Middlesbrough 90.9, England 72.7; 6 areas from 55.7 to 117.0"
    )
    assert plot.sentences[0].startswith("No 95% interval is published")
    assert not plot.marks


def test_marks_by_chance_are_mentioned_where_many_areas_are_tested() -> None:
    few, many = (
        " ".join(ranked_areas.describe(areas, indicator=indicator(), period=LAST).sentences)
        for areas in (few_areas(), many_areas())
    )
    assert "1 in 20" not in few
    assert "about 1 in 20 would still be marked, by chance alone" in many


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    plot = ranked_areas.describe(few_areas(), indicator=indicator(), period=LAST, zero_based=False)
    assert plot.axis.low > 0
    assert any("not at zero" in one for one in plot.sentences)


@given(
    some.lists(some.floats(min_value=-1e6, max_value=1e6, allow_subnormal=False), min_size=1, max_size=40),
    some.sampled_from([260, 320, 760, 1100]),
)
def test_any_figures_can_be_ranked_and_drawn(values: list[float], width: int) -> None:
    areas = [ComparedArea(f"Area {i}", value, Role.OURS if not i else None) for i, value in enumerate(values)]
    plot = ranked_areas.describe(areas, indicator=indicator(), period=LAST)
    assert [row.value for row in plot.rows] == sorted(values, reverse=True)
    root = ElementTree.fromstring(ranked_areas.draw(plot, width=width, theme=Theme.DARK))
    assert float(root.attrib["height"]) > 0


def test_the_change_of_every_area_stands_with_its_figures_in_chart_and_table() -> None:
    found = changes()
    plot = area_changes.describe(
        found, indicator=indicator(), our_name="Middlesbrough", our_limits=(-0.36, -0.12)
    )
    rows = rows_of(area_changes.draw(plot))
    assert {name: float(row.attrib["data-value"]) for name, row in rows.items()} == {
        "Middlesbrough": (90.9 / 120.9 - 1) * 100,
        **{one.name: one.change.theirs * 100 for one in found},
    }
    table = area_changes.tabulate(plot)
    assert table.heads[:4] == ("Area", "2019/20", "2023/24", "Change")
    told = {row[0]: row[1:4] for row in table.rows}
    assert told["England"] == ("93.6", "72.7", f"{MINUS}22.3%")
    assert told["Middlesbrough"] == ("120.9", "90.9", f"{MINUS}24.8%")
    assert {row[0]: row[-2] for row in table.rows} == {
        "Middlesbrough": "",
        "England": "similar",
        "Walsall": "worse",
        "Salford": "better",
        "Hartlepool": "not compared",
    }


def test_the_title_of_the_changes_says_both_and_whether_they_differ() -> None:
    def title(differs: bool | None) -> str:
        led = area_changes.AreaChange("England", change((93.6, 72.7), differs=differs), Role.COUNTRY)
        return area_changes.describe([led], indicator=indicator(), our_name="Middlesbrough").title

    said = "Injury admissions: England fell 22%, Middlesbrough fell 25% between 2019/20 and 2023/24"
    assert title(None) == (
        "Injury admissions, 2023/24 against 2019/20: England 22% lower, Middlesbrough 25% lower "
        "(not tested against chance)"
    )
    assert title(False) == f"{said}, no clear difference"
    assert title(True) == f"{said}, a clear difference"


def test_a_change_inside_its_margin_is_not_called_a_change_in_the_title() -> None:
    unclear = replace(change((93.6, 72.7), differs=False), ours_clear=False, theirs_clear=True)
    led = area_changes.AreaChange("England", unclear, Role.COUNTRY)
    plot = area_changes.describe([led], indicator=indicator(), our_name="Middlesbrough")
    assert "England fell 22%, Middlesbrough had no clear change" in plot.title


def test_no_change_is_a_line_of_the_picture_wherever_the_changes_lie() -> None:
    plot = area_changes.describe(changes(), indicator=indicator(), our_name="Middlesbrough")
    assert plot.axis.low <= 0.0 <= plot.axis.high
    assert "no change" in texts_of(area_changes.draw(plot), "end")


def test_the_small_curves_carry_every_value_and_part_at_gaps_and_breaks() -> None:
    found = neighbours()
    panels = neighbour_curves.describe(found)
    root = ElementTree.fromstring(neighbour_curves.draw(panels))
    drawn = [
        (
            one.attrib["data-name"],
            [float(v) for v in one.attrib["data-values"].split()],
            one.attrib["d"].count("M"),
        )
        for one in root.iter(f"{SVG}path")
        if one.attrib.get("data-values")
    ]
    values = {
        name: [one.value for one in each.observations if one.value is not None]
        for name, each in (found.ours, *found.neighbours, found.country)
        if name != "Walsall"
    }
    assert {name: numbers for name, numbers, _ in drawn} == values
    parts = {name: count for name, _, count in drawn}
    assert parts == {"Middlesbrough": 2, "Blackpool": 2, "Hartlepool": 1, "England": 1}
    assert Counter(name for name, *_ in drawn)["England"] == 4  # behind every chart
    assert texts_of(neighbour_curves.draw(panels), "empty") == ["no figures"]


def test_ours_comes_first_and_every_chart_has_the_same_scale() -> None:
    panels = neighbour_curves.describe(neighbours())
    assert panels.panels[0].name == "Middlesbrough"
    levels = re.findall(r'<g data-kind="y"[^>]*>(.*?)</g>', neighbour_curves.draw(panels, width=300))
    told = {tuple(re.findall(r">([^<]+)</text>", one)) for one in levels}
    assert len(told) == 1


def test_the_table_of_the_small_curves_has_a_column_an_area_and_says_why_a_cell_is_empty() -> None:
    table = neighbour_curves.tabulate(neighbour_curves.describe(neighbours()))
    assert table.heads == ("Period", "Middlesbrough", "Blackpool", "Hartlepool", "Walsall", "England", "Note")
    suppressed = next(row for row in table.rows if row[0] == "2019/20")
    assert suppressed[1] == ""
    assert "Middlesbrough: suppressed" in suppressed[-1]
    assert table.rows[-1][:4] == ("2023/24", "90.9", "111.4", "77.5")


def test_the_finding_of_the_small_curves_gives_figures_and_no_place_in_an_order() -> None:
    panels = neighbour_curves.describe(neighbours())
    assert panels.title == (
        "Injury admissions in 2023/24: Middlesbrough 90.9, its 2 neighbours from 77.5 to 111.4, England 72.7"
    )
    assert panels.alt.startswith("4 small line charts on one scale.")


@pytest.mark.parametrize("width", [240, 300, 700, 1200])
def test_small_curves_stand_inside_the_picture_at_any_width(width: int) -> None:
    found = neighbours()
    more = tuple(series(f"A rather long name of an area {i}", 5.0, 6.0) for i in range(9))
    root = ElementTree.fromstring(
        neighbour_curves.draw(
            neighbour_curves.describe(
                type(found)(found.indicator, found.period, found.ours, found.neighbours + more, found.country)
            ),
            width=width,
        )
    )
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.attrib["x"]) <= width
        assert 0 <= float(one.attrib["y"]) <= float(root.attrib["height"])


@pytest.mark.parametrize("theme", list(Theme))
def test_hostile_names_stay_text(theme: Theme, hostile_text: str) -> None:
    areas = [ComparedArea(hostile_text, 5.0, Role.OURS), ComparedArea("England", ENGLAND, Role.COUNTRY)]
    led = area_changes.AreaChange(hostile_text, change((9.0, 8.0)), Role.COUNTRY)
    found = neighbours()
    hostile = type(found)(found.indicator, LAST, (hostile_text, found.ours[1]), (series(hostile_text, 1.0),))
    pictures = [
        ranked_areas.draw(
            ranked_areas.describe(areas, indicator=indicator(), period=LAST), theme=theme, titled=True
        ),
        area_changes.draw(
            area_changes.describe([led], indicator=indicator(), our_name=hostile_text),
            theme=theme,
            titled=True,
        ),
        neighbour_curves.draw(neighbour_curves.describe(hostile), theme=theme, titled=True),
    ]
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert {one.tag.removeprefix(SVG) for one in root.iter()}.isdisjoint(
            {"script", "a", "b", "foreignObject"}
        )
