"""Whatever the figures, a drawing is whole: no NaN, words inside the picture, labels not on one another."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.charts import plotly_figure, small_multiple, sparkline, svg, turn_the_curve
from oba.charts.axes import nice_step, thin, time_ticks, value_axis
from oba.charts.curve import Compared, Curve, Options
from oba.charts.description import Axis, Tick
from oba.charts.lettering import shorten, width_of, wrap
from oba.charts.palette import Theme
from oba.charts.placing import Box, spread, stack_rows
from oba.model.area import ComparatorRole
from oba.model.finding import Finding, Judgement, Trend, TrendWord
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(1200, 520), (920, 470), (720, 420), (480, 400), (360, 460), (320, 420)]
COORDINATES = ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "width", "height", "transform")
Placed = tuple[str, float, float, float, float]


def words_of(picture: str) -> list[Placed]:
    """(kind, left, top, right, bottom) of every line of text, from the widths the drawing reckons with."""
    found = []
    for group in ElementTree.fromstring(picture).iter(f"{SVG}g"):
        kind = group.get("data-kind", "")
        for text in group.findall(f"{SVG}text"):
            size, bold = float(group.attrib["font-size"]), group.get("font-weight") == "700"
            wide = width_of(text.text or "", size=size, bold=bold)
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            left = x - wide * {"middle": 0.5, "end": 1.0}.get(group.get("text-anchor", "start"), 0.0)
            found.append((kind, left, y - size * 0.75, left + wide, y + size * 0.2))
    return found


def check_whole(picture: str) -> None:
    root = ElementTree.fromstring(picture)
    placed = [element.get(name, "") for element in root.iter() for name in COORDINATES]
    assert not re.search("nan|inf", " ".join(placed))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for kind, left, top, right, bottom in words_of(picture):
        assert left >= -1, kind
        assert top >= -1, kind
        assert right <= width + 1, kind
        assert bottom <= height + 2, kind


def overlaps(placed: list[Placed]) -> list[tuple[Placed, Placed]]:
    return [
        (a, b)
        for i, a in enumerate(placed)
        for b in placed[i + 1 :]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 1 and b[2] < a[4] - 1
    ]


@pytest.mark.parametrize("size", SIZES)
def test_every_picture_keeps_its_words_inside_and_apart(curve: Curve, size: tuple[int, int]) -> None:
    picture = svg.draw(turn_the_curve.describe(curve), width=size[0], height=size[1])
    check_whole(picture)
    kinds = ("title", "subtitle", "status", "explanation", "key", "lane", "end", "x", "y", "note")
    assert overlaps([word for word in words_of(picture) if word[0] in kinds]) == []


@pytest.mark.parametrize("theme", list(Theme))
def test_a_drawing_is_named_described_and_the_same_every_time(curve: Curve, theme: Theme) -> None:
    description = turn_the_curve.describe(curve)
    picture = svg.draw(description, theme=theme)
    root = ElementTree.fromstring(picture)
    ids = root.attrib["aria-labelledby"].split()
    texts = {e.attrib["id"]: e.text for e in root if "id" in e.attrib}
    assert root.attrib["role"] == "img"
    assert all(texts[one] for one in ids)
    assert picture == svg.draw(turn_the_curve.describe(curve), theme=theme)


def test_two_pictures_on_one_page_share_no_id(curves: dict[str, Curve]) -> None:
    pictures = [svg.draw(turn_the_curve.describe(curves[name])) for name in ("injuries", "plans")]
    ids = [
        {e.attrib["id"] for e in ElementTree.fromstring(one).iter() if "id" in e.attrib} for one in pictures
    ]
    assert not ids[0] & ids[1]


def test_no_line_is_drawn_over_a_missing_period_or_a_break(curves: dict[str, Curve]) -> None:
    lines = turn_the_curve.describe(curves["everything"]).lines()
    ours = [line for line in lines if line.name == "Middlesbrough"]
    runs = [[p.label for p in segment] for line in ours for segment in line.segments]
    assert runs == [
        ["2010/11", "2011/12", "2012/13", "2013/14"],
        ["2014/15", "2015/16", "2016/17"],
        ["2016/17", "2017/18", "2018/19", "2019/20"],
        ["2021/22", "2022/23", "2023/24"],
    ]


def test_a_period_that_nobody_lists_parts_the_line_like_one_without_a_number(
    curves: dict[str, Curve],
) -> None:
    curve = curves["year 6"]
    listed = tuple(o for o in curve.series.observations if o.value is not None)
    unlisted = turn_the_curve.describe(replace(curve, series=replace(curve.series, observations=listed)))
    runs = [segment[-1].label for line in unlisted.lines() for segment in line.segments]
    assert "2019/20" in runs
    assert any(getattr(layer, "word", "") == "no figure" for layer in unlisted.layers)


def test_an_axis_that_does_not_start_at_zero_says_so(curves: dict[str, Curve]) -> None:
    cut = turn_the_curve.describe(curves["year 6"])
    whole = turn_the_curve.describe(replace(curves["year 6"], options=Options()))
    assert not cut.starts_at_zero
    assert "not at zero" in " ".join(cut.notes)
    assert whole.starts_at_zero
    assert "not at zero" not in " ".join(whole.notes)
    assert "not at zero" in svg.draw(cut, width=320, height=460)


def test_comparators_are_off_in_the_plain_view(curves: dict[str, Curve]) -> None:
    plain = turn_the_curve.describe(replace(curves["everything"], options=Options()))
    assert "England" not in {line.name for line in plain.lines()}
    assert "England" not in plain.alt


def test_a_chart_without_figures_says_what_will_come(curves: dict[str, Curve]) -> None:
    for name in ("no figures", "only missing"):
        description = turn_the_curve.describe(curves[name])
        assert description.empty
        assert "No figures yet" in svg.draw(description)


def test_small_multiples_of_a_page_share_their_years(curves: dict[str, Curve]) -> None:
    chosen = [curves["injuries"], curves["conceptions"], curves["no figures"]]
    years = small_multiple.years_of(chosen)
    drawn = [small_multiple.describe(curve, years=years) for curve in chosen[:2]]
    assert {(one.x.low, one.x.high) for one in drawn} == {years}
    assert years
    assert years[0] < 2011.25 < 2027.25 < years[1]
    assert small_multiple.years_of([curves["no figures"]]) is None


def test_a_small_multiple_leaves_out_what_lies_outside_its_years(curves: dict[str, Curve]) -> None:
    drawn = small_multiple.describe(curves["injuries"], years=(2015.0, 2021.0))
    points = [point.x for line in drawn.lines() for point in line.points]
    assert min(points) >= 2015.0
    assert max(points) <= 2021.0
    check_whole(small_multiple.draw(drawn))


values = st.one_of(
    st.none(),
    st.floats(0, 1e9, allow_nan=False),
    st.floats(0, 100, allow_nan=False),
    st.sampled_from([0.0, 1e-9, 1e12, 5.0]),
)


@settings(max_examples=60, deadline=None)
@given(
    found=st.lists(values, max_size=30),
    size=st.sampled_from(SIZES),
    zero_based=st.booleans(),
    today=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    compared=st.booleans(),
)
def test_any_series_can_be_drawn(
    found: list[float | None], size: tuple[int, int], zero_based: bool, today: date, compared: bool
) -> None:
    curve = any_curve(found, today=today, options=Options(zero_based=zero_based, show_comparators=compared))
    description = turn_the_curve.describe(curve)
    picture = svg.draw(description, width=size[0], height=size[1])
    check_whole(picture)
    assert overlaps([word for word in words_of(picture) if word[0] == "end"]) == []
    assert plotly_figure.draw(description)["layout"]["height"]
    spark = sparkline.describe(curve.series, indicator=curve.indicator, area_name="A")
    check_whole(sparkline.draw(spark))
    check_whole(small_multiple.draw(small_multiple.describe(curve)))


def any_curve(found: list[float | None], *, today: date, options: Options) -> Curve:
    """A yearly series, frozen at its first figure if it has one, with itself as a comparator."""
    kind = PeriodKind.CALENDAR_YEAR
    indicator = Indicator(
        "k",
        "An indicator of something",
        "t",
        "o",
        Standing.HEADLINE,
        "%",
        ValueType.PROPORTION,
        Polarity.LOW_IS_GOOD,
        kind,
    )
    series = Series(
        "k",
        "a",
        "",
        tuple(Observation(Period.year(2001 + i, kind=kind), value) for i, value in enumerate(found)),
    )
    trend = Trend(TrendWord.CANNOT_BE_CALCULATED, Judgement.NONE, "m", 1)
    finding = Finding("k", "a", series.latest, trend)
    other = Compared("A comparator with a long name", ComparatorRole.COUNTRY, series)
    return Curve(indicator, "A place", series, finding, today, compared=(other,), options=options)


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), max_size=20), st.booleans())
def test_a_value_axis_holds_every_value_and_has_round_ticks(found: list[float], zero_based: bool) -> None:
    axis = value_axis(found, zero_based=zero_based)
    assert axis.low < axis.high
    slack = axis.span * 1e-9
    assert all(axis.low - slack <= value <= axis.high + slack for value in found)
    assert all(axis.low - slack <= tick.at <= axis.high + slack for tick in axis.ticks)
    assert 2 <= len(axis.ticks) <= 12
    if zero_based and all(value >= 0 for value in found):
        assert axis.low == 0.0


@given(st.floats(1e-9, 1e12))
def test_a_nice_step_is_one_two_two_and_a_half_or_five(rough: float) -> None:
    step = nice_step(rough)
    lead = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert round(lead, 6) in (1.0, 2.0, 2.5, 5.0)
    assert rough * (1 - 1e-6) <= step <= rough * 2.6


@given(st.integers(1, 40), st.integers(1, 12), st.integers(0, 39))
def test_thinned_ticks_are_evenly_stepped_and_keep_the_one_that_matters(
    count: int, room: int, kept: int
) -> None:
    ticks = tuple(Tick(float(i), str(i)) for i in range(count))
    keep = float(kept % count)
    shown = thin(ticks, room=room, keep=keep)
    assert len(shown) <= room
    assert keep in {tick.at for tick in shown}
    assert len({b.at - a.at for a, b in pairwise(shown)}) <= 1


boxes = st.lists(
    st.builds(Box, wish=st.floats(-50, 450), height=st.floats(8, 60), weight=st.integers(0, 9)), max_size=12
)


@given(boxes)
def test_spread_labels_never_overlap_and_stay_between_the_bounds(found: list[Box]) -> None:
    places = spread(found, low=0.0, high=400.0)
    kept = sorted((p, b) for p, b in zip(places, found, strict=True) if p is not None)
    for place, box in kept:
        assert place - box.height / 2 >= -1e-6
        assert place + box.height / 2 <= 400 + 1e-6
    for (a, one), (b, other) in pairwise(kept):
        assert a + one.height / 2 <= b - other.height / 2 + 1e-6


@given(boxes)
def test_labels_are_left_out_only_for_want_of_room_and_the_least_weighty_first(found: list[Box]) -> None:
    places = spread(found, low=0.0, high=400.0)
    left_out = [b for p, b in zip(places, found, strict=True) if p is None]
    kept = [b for p, b in zip(places, found, strict=True) if p is not None]
    if sum(b.height for b in found) <= 400:
        assert not left_out
    assert all(a.weight <= b.weight for a in kept for b in left_out)


def test_a_label_that_is_alone_stands_where_it_wishes() -> None:
    assert spread([Box(100.0, 20.0, 0), Box(300.0, 20.0, 1)], low=0, high=400) == [100.0, 300.0]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 200)), max_size=10))
def test_labels_in_one_row_keep_their_distance(found: list[tuple[float, float]]) -> None:
    extents = [(left, left + wide) for left, wide in found]
    rows = stack_rows(extents, gap=8)
    for i, a in enumerate(extents):
        for j, b in enumerate(extents[:i]):
            assert rows[i] != rows[j] or a[0] >= b[1] + 8 or b[0] >= a[1] + 8


@given(st.text(max_size=200), st.floats(20, 400), st.integers(1, 5))
def test_wrapped_lines_fit_and_lose_nothing_without_saying_so(text: str, width: float, most: int) -> None:
    lines = wrap(text, width=width, size=12, most=most)
    assert len(lines) <= most
    assert all(width_of(line, size=12) <= width + 1 or len(line) <= 2 for line in lines)
    whole = "".join(text.split())
    assert "".join("".join(lines).split()) == whole or lines[-1].endswith("…")


@given(st.text(min_size=1, max_size=100), st.floats(10, 200))
def test_shortened_text_fits_or_is_only_an_ellipsis(text: str, width: float) -> None:
    short = shorten(text, width=width, size=12)
    assert short == text or short.endswith("…")
    assert width_of(short, size=12) <= width or short == "…"


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize("count", [3, 9, 14, 23])
def test_labels_of_periods_stay_apart_on_the_narrowest_page_that_shows_the_interactive_chart(
    curves: dict[str, Curve], years: int, count: int
) -> None:
    """At 641 pixels with its margins of 20; pooled years stand in two rows."""
    periods = [Period.year(2000 + at, kind=PeriodKind.FINANCIAL_YEAR, years=years) for at in range(count)]
    ticks = time_ticks(periods)
    described = turn_the_curve.describe(curves["everything"])
    drawn = plotly_figure.draw(
        replace(described, x=Axis(ticks[0].at - 0.5, ticks[-1].at + 2.5, ticks), layers=())
    )["layout"]
    axis, margin, size = drawn["xaxis"], drawn["margin"], drawn["font"]["size"]
    wide = (601 - margin["l"] - margin["r"]) / (axis["range"][1] - axis["range"][0])
    halves = [max(width_of(row, size=size) for row in one.split("<br>")) / 2 for one in axis["ticktext"]]
    middles = [at * wide for at in axis["tickvals"]]
    ends = list(zip(middles, halves, strict=True))
    assert len(ends) >= min(count, 3)
    assert all(one + half + 6 <= other - next_half for (one, half), (other, next_half) in pairwise(ends))
    assert margin["b"] == pytest.approx(34 if years == 1 else 34 + 1.2 * size)
    assert all(("<br>" in one) == (years > 1) for one in axis["ticktext"])
