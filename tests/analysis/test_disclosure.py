"""Which figures are hidden, and which are not: single cases, and what holds for any table."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.analysis.disclosure import control, find_unprotected, protect
from oba.analysis.disclosure_counts import Kind, count
from oba.analysis.interval import rate_interval, wilson
from oba.model.disclosure import Cell, Protected, Rule, Why
from oba.model.indicator import ValueType
from tests.analysis.disclosure_tables import (
    COUNT,
    RATE,
    SHAPES,
    SHARE,
    Table,
    make_indicator,
    without_numbers,
    year,
)

RULE = Rule("i")


def cell(
    number: float, breakdown: str = "", *, area: str = "T", at: int = 2001, years: int = 1, **numbers: float
) -> Cell:
    return Cell("i", area, breakdown, year(at, years), {"value": number, **numbers})


def counts(**parts: float) -> list[Cell]:
    return [cell(number, "" if name == "all" else f"Group: {name}") for name, number in parts.items()]


def hidden(cells: list[Cell], rule: Rule = RULE, **more: object) -> dict[str, Why]:
    done = protect(cells, rule, **more)
    return {one.cell.breakdown.removeprefix("Group: ") or "all": one.why for one in done if one.hidden}


CASES = {
    "one part is small: the smallest other goes with it": (
        {"all": 40, "a": 3, "b": 9, "c": 28},
        {"a": Why.SMALL, "b": Why.SECONDARY},
    ),
    "two small parts cover each other": (
        {"all": 30, "a": 3, "b": 2, "c": 25},
        {"a": Why.SMALL, "b": Why.SMALL},
    ),
    "two parts of one each do not: their sum would tell": (
        {"all": 32, "a": 1, "b": 1, "c": 30},
        {"a": Why.SMALL, "b": Why.SMALL, "c": Why.SECONDARY},
    ),
    "nor do two of five each: no other count up to five adds up": (
        {"all": 40, "a": 5, "b": 5, "c": 30},
        {"a": Why.SMALL, "b": Why.SMALL, "c": Why.SECONDARY},
    ),
    "with two parts only the total is left to hide": (
        {"all": 10, "a": 5, "b": 5},
        {"all": Why.SECONDARY, "a": Why.SMALL, "b": Why.SMALL},
    ),
    "nought is shown and covers nothing": (
        {"all": 30, "a": 3, "b": 0, "c": 27},
        {"a": Why.SMALL, "c": Why.SECONDARY},
    ),
    "where nothing is small nothing is hidden": ({"all": 30, "a": 6, "b": 24, "c": 0}, {}),
    "parts of which many are missing give nothing away": ({"all": 400, "a": 3, "b": 24}, {"a": Why.SMALL}),
}


@pytest.mark.parametrize("case", CASES)
def test_parts_of_a_whole(case: str) -> None:
    parts, expected = CASES[case]
    assert hidden(counts(**parts)) == expected


def test_a_rule_without_threshold_hides_nothing_and_one_without_secondary_only_what_is_small() -> None:
    cells = counts(all=40, a=3, b=9, c=28)
    assert hidden(cells, Rule("i", 0)) == {}
    assert hidden(cells, Rule("i", secondary=False)) == {"a": Why.SMALL}


def test_nought_is_hidden_as_a_small_number_where_the_rule_says_so() -> None:
    assert hidden(counts(all=30, a=0, b=30), Rule("i", zero_shown=False)) == {
        "a": Why.SMALL,
        "b": Why.SECONDARY,
    }


@pytest.mark.parametrize(
    ("kind", "value", "small"),
    [
        (ValueType.PROPORTION, 0.0, True),
        (ValueType.CRUDE_RATE, 0.0, True),
        (ValueType.STANDARDISED_RATE, 0.0, True),
        (ValueType.PROPORTION, 100.0, True),
        (ValueType.CRUDE_RATE, 100.0, False),
        (ValueType.PROPORTION, 50.0, False),
        (ValueType.MEAN, 0.0, False),
    ],
)
def test_a_share_or_rate_of_nought_or_of_all_without_counts_is_hidden_where_nought_is(
    kind: ValueType, value: float, small: bool
) -> None:
    indicators = {"i": replace(make_indicator("i", SHARE), value_type=kind)}
    numbers = {"value": value, "upper": value + 2.5}
    for numbers_given in ({"value": value}, numbers):
        one = Cell("i", "T", "", year(2001), numbers_given)
        assert bool(protect([one], Rule("i", zero_shown=False), indicators=indicators)) is small
        assert not protect([one], RULE, indicators=indicators)


def test_a_share_is_hidden_where_few_are_left_over_and_where_it_is_a_share_of_few() -> None:
    shares = {"i": make_indicator("i", SHARE)}
    for number, among, small in (
        (97, 100, True),
        (50, 100, False),
        (100, 100, False),
        (0, 4, True),
        (0, 40, False),
    ):
        one = Cell(
            "i", "T", "", year(2001), {"value": number / among, "numerator": number, "denominator": among}
        )
        assert bool(protect([one], RULE, indicators=shares)) is small, (number, among)
    rate = {"i": make_indicator("i", RATE)}
    assert not protect(
        [Cell("i", "T", "", year(2001), {"numerator": 97, "denominator": 100})], RULE, indicators=rate
    )


@pytest.mark.parametrize("kind", [SHARE, RATE])
@given(number=st.integers(1, 60), among=st.integers(2_000, 60_000))
@settings(max_examples=40)
def test_a_count_is_found_from_a_rate_and_from_its_interval(kind: str, number: int, among: int) -> None:
    multiplier = 100.0 if kind == SHARE else 10_000.0
    limits = (wilson if kind == SHARE else rate_interval)(
        np.array([float(number)]), np.array([float(among)]), multiplier=multiplier
    )
    known = Kind(shared=kind == SHARE, multiplier=multiplier)
    value = multiplier * number / among
    by_rate = Cell("i", "T", "", year(2001), {"value": value, "denominator": float(among)})
    assert count(by_rate, known).number == number
    by_interval = replace(
        by_rate, numbers={"value": value, "lower": float(limits[0][0]), "upper": float(limits[1][0])}
    )
    found = count(by_interval, known).number
    assert found is not None
    assert abs(found - number) <= (1 if number < 10 else 0)


def test_areas_that_make_up_a_region_are_found_without_being_told() -> None:
    random_numbers = np.random.default_rng(3)
    cells = []
    for at in range(2001, 2007):
        numbers = random_numbers.integers(8, 60, 5)
        numbers[0] = 3 if at == 2004 else numbers[0]
        for place, number in enumerate(numbers):
            cells.append(cell(float(number), area=f"L{place}", at=at))
        cells.append(cell(float(numbers[:4].sum()), area="R", at=at))
    done = protect(cells, RULE)
    assert {one.cell.area for one in done if one.why is Why.SMALL} == {"L0"}
    (other,) = [one.cell for one in done if one.why is Why.SECONDARY]
    assert other.period == year(2004)
    assert other.area in {"L1", "L2", "L3"}


def test_a_small_year_is_not_given_away_by_pooled_years_and_the_years_around_it() -> None:
    years = [9, 8, 3, 12, 10, 11]
    cells = [cell(float(number), at=2001 + place) for place, number in enumerate(years)]
    pooled = [cell(float(sum(years[at : at + 3])), at=2001 + at, years=3) for at in range(4)]
    done = control([*cells, *pooled], {"i": RULE})
    assert not done.open
    assert {one.why for one in done.protected} == {Why.SMALL, Why.ROLLING}


def test_pooled_years_alone_do_not_give_away_a_year_that_nobody_shows() -> None:
    # none in 2001 to 2003, so 7 in 2004, and 10 - 7 = 3 in 2005
    pooled = [cell(number, at=2001 + at, years=3) for at, number in enumerate([0.0, 7.0, 10.0, 22.0, 21.0])]
    done = protect(pooled, RULE)
    assert {one.why for one in done} == {Why.ROLLING}


def test_an_indicator_on_the_same_counts_is_hidden_with_the_other() -> None:
    numbers = [3, 8, 15, 22, 9, 30, 41]
    first = [
        Cell("a", "T", "", year(2001 + at), {"numerator": float(n), "denominator": 900.0})
        for at, n in enumerate(numbers)
    ]
    second = [Cell("b", "T", "", year(2001 + at), {"value": float(n)}) for at, n in enumerate(numbers)]
    done = control([*first, *second], {"a": Rule("a"), "b": Rule("b", 0, reason="published elsewhere")})
    assert {(one.cell.indicator, one.cell.period) for one in done.protected} == {
        ("a", year(2001)),
        ("b", year(2001)),
    }


def test_what_was_published_before_is_told_of_and_covers_nothing() -> None:
    before = counts(all=41, a=3, b=9, c=29)
    now = counts(all=40, a=3, b=9, c=28)
    done = control(now, {"i": RULE}, earlier=[before])
    assert [one.breakdown for one in done.published_before] == ["Group: a"]
    first = [one.cell for one in protect(before, RULE)]
    shown = [without_numbers(one) if one in first else one for one in before]
    again = control(now, {"i": RULE}, earlier=[shown])
    assert not again.published_before
    assert {one.cell.breakdown for one in again.protected} == {"Group: a", "Group: b"}


def test_a_part_that_was_hidden_with_a_small_one_is_not_shown_once_that_has_been_revised() -> None:
    """Then a + b = 11; were both shown as 7 and 8 today, whoever took b to be as it was would know that a was 3."""
    before = [
        without_numbers(one) if one.breakdown in ("Group: a", "Group: b") else one
        for one in counts(all=40, a=3, b=8, c=29)
    ]
    now = counts(all=44, a=7, b=8, c=29)
    assert hidden(now) == {}
    assert hidden(now, earlier=[before]) == {"a": Why.EARLIER, "b": Why.EARLIER}


def test_a_small_number_that_was_hidden_stays_hidden_once_it_has_been_revised_to_nought() -> None:
    before = [cell(20), *map(without_numbers, counts(a=3, b=6)), *counts(c=11)]
    assert hidden(counts(all=17, a=0, b=6, c=11), earlier=[before]).keys() >= {"a", "b"}


def test_of_three_that_were_hidden_together_none_is_shown_once_one_has_been_revised() -> None:
    """a and c came to 14 - b, and come to 20 - b today: with b as 9 they are known to be 11, and b to have been 3."""
    before = [without_numbers(one) if one.breakdown else one for one in counts(all=14, a=6, b=3, c=5)]
    shown = hidden(counts(all=20, a=6, b=9, c=5), earlier=[before])
    assert shown.keys() == {"a", "b", "c"}


@pytest.mark.parametrize("named", [{}, {"indicator": "j"}])
def test_a_part_that_was_hidden_with_a_small_one_is_not_shown_once_that_does_not_stand_any_more(
    named: dict[str, str],
) -> None:
    """The sum of the two was 12, whatever stands today: were b shown as 9, whoever kept that would know that a was 3."""
    before = [
        without_numbers(one) if one.breakdown in ("Group: a", "Group: b") else one
        for one in counts(all=40, a=3, b=9, c=28)
    ]
    before = [replace(one, **named) if one.breakdown == "Group: a" else one for one in before]
    now = counts(all=40, b=9, c=28)
    assert hidden(now) == {}
    assert hidden(now, earlier=[before]) == {"b": Why.EARLIER}
    assert hidden(now, Rule("i", 0, reason="published elsewhere"), earlier=[before]) == {}


def test_what_nothing_can_cover_is_told() -> None:
    before = counts(all=40, b=9, c=28)
    done = control(counts(all=40, a=3, b=9, c=28), {"i": RULE}, earlier=[before])
    assert [one.breakdown for one in done.open] == ["Group: a"]


@pytest.mark.parametrize("base", [5, 10])
def test_rounded_figures_do_not_give_their_counts(base: int) -> None:
    rule = Rule("i", round_base=base)
    for kind in (SHARE, RATE):
        number, among = 123.0, 4_567.0
        multiplier = 100.0 if kind == SHARE else 10_000.0
        exact = Cell(
            "i",
            "T",
            "",
            year(2001),
            {
                "value": multiplier * number / among,
                "lower": 1.0,
                "upper": 900.0,
                "numerator": number,
                "denominator": among,
            },
        )
        (one,) = protect([exact], rule, indicators={"i": make_indicator("i", kind)})
        assert (one.why, one.hidden) == (Why.ROUNDED, False)
        assert one.numbers["numerator"] == (125 if base == 5 else 120)
        assert one.numbers["value"] * one.numbers["denominator"] / multiplier == pytest.approx(
            one.numbers["numerator"]
        )
        limits = (wilson if kind == SHARE else rate_interval)(
            np.array([one.numbers["numerator"]]),
            np.array([one.numbers["denominator"]]),
            multiplier=multiplier,
        )
        assert [one.numbers["lower"], one.numbers["upper"]] == pytest.approx(
            [float(limits[0][0]), float(limits[1][0])]
        )


def test_a_standardised_rate_is_given_as_roughly_as_its_count_and_a_mean_as_it_is() -> None:
    standardised = replace(make_indicator("i", RATE), value_type=ValueType.STANDARDISED_RATE)
    one = Cell(
        "i", "T", "", year(2001), {"value": 412.37, "lower": 340.0, "upper": 495.0, "numerator": 123.0}
    )
    (done,) = protect([one], Rule("i", round_base=5), indicators={"i": standardised})
    assert done.numbers == {"numerator": 125.0, "value": 400.0}
    mean = replace(make_indicator("i", RATE), value_type=ValueType.MEAN)
    assert not protect(
        [replace(one, numbers={"value": 14.2})], Rule("i", round_base=5), indicators={"i": mean}
    )


def test_figures_that_a_rule_would_hide_are_found_where_none_is_set() -> None:
    cells = counts(all=40, a=3, b=9, c=28)
    assert find_unprotected(cells, Rule("i", 0)) == (cells[1],)
    assert find_unprotected(cells, Rule("i", 7)) == (cells[1],)


SEEDS = st.integers(0, 10**6)
SHAPE = st.sampled_from(SHAPES)


def run(table: Table, cells: list[Cell], rule: Rule) -> tuple[Protected, ...]:
    return protect(cells, rule, indicators=table.indicators, within=table.within)


@given(seed=SEEDS, shape=SHAPE)
@settings(max_examples=40)
def test_the_order_of_cells_does_not_matter(seed: int, shape) -> None:
    table = shape(np.random.default_rng(seed))
    mixed = random.Random(seed).sample(table.cells, len(table.cells))
    assert run(table, table.cells, RULE) == run(table, mixed, RULE)


@given(seed=SEEDS, shape=SHAPE, base=st.sampled_from([1, 5, 10]))
@settings(max_examples=40)
def test_what_is_published_is_left_as_it_is_when_protected_again(seed: int, shape, base: int) -> None:
    table = shape(np.random.default_rng(seed))
    rule = Rule("i", 5 if base == 1 else 0, round_base=base)
    done = {id(one.cell): one for one in run(table, table.cells, rule)}
    published = []
    for one in table.cells:
        change = done.get(id(one))
        if change is None or not change.hidden:
            published.append(one if change is None else replace(one, numbers=change.numbers))
        else:
            published.append(without_numbers(one))
    again = run(table, published, rule)
    assert not [one for one in again if one.hidden and one.why is not Why.ROLLING]
    assert all(one.numbers == pytest.approx(one.cell.numbers) for one in again if not one.hidden)


@given(seed=SEEDS, shape=SHAPE)
@settings(max_examples=40)
def test_what_is_small_under_five_is_hidden_under_seven_too(seed: int, shape) -> None:
    table = shape(np.random.default_rng(seed))
    five, seven = (
        {id(one.cell) for one in run(table, table.cells, Rule("i", threshold)) if one.why is Why.SMALL}
        for threshold in (5, 7)
    )
    assert five <= seven


@given(parts=st.lists(st.integers(6, 90), min_size=2, max_size=6), years=st.integers(1, 4))
def test_nothing_is_hidden_where_nothing_is_small(parts: list[int], years: int) -> None:
    cells = [
        cell(float(number), f"Group: {place}", at=at)
        for at in range(2001, 2001 + years)
        for place, number in enumerate(parts)
    ]
    cells += [cell(float(sum(parts)), at=at) for at in range(2001, 2001 + years)]
    assert protect(cells, Rule("i", secondary=True), indicators={"i": make_indicator("i", COUNT)}) == ()


def test_categories_loaded_as_indicators_of_their_own_are_parts_of_their_total() -> None:
    random_numbers = np.random.default_rng(5)
    cells = []
    for at in range(2001, 2013):
        refused, took, other = (float(one) for one in random_numbers.integers(6, 40, 3))
        refused = 3.0 if at == 2007 else refused
        numbers = {
            "misuse": refused + took + other,
            "misuse_refused": refused,
            "misuse_took": took,
            "misuse_other": other,
        }
        numbers["elsewhere"] = float(random_numbers.integers(6, 90))
        cells += [Cell(key, "T", "", year(at), {"numerator": number}) for key, number in numbers.items()]
    done = control(cells, {})
    assert {(one.cell.indicator, one.why) for one in done.protected} > {("misuse_refused", Why.SMALL)}
    assert [one.why for one in done.protected].count(Why.SECONDARY) == 1
    assert {one.cell.period for one in done.protected} == {year(2007)}
    assert "elsewhere" not in {one.cell.indicator for one in done.protected}


def test_whole_numbers_that_the_plan_calls_a_score_are_protected_as_counts_and_a_true_score_is_not() -> None:
    score = {"i": replace(make_indicator("i", COUNT), value_type=ValueType.SCORE)}
    numbers = [3.0, 12.0, 40.0]
    whole = [cell(number, at=2001 + at) for at, number in enumerate(numbers)]
    assert len(protect(whole, RULE, indicators=score)) == 1
    assert not protect(
        [cell(number + 0.4, at=2001 + at) for at, number in enumerate(numbers)], RULE, indicators=score
    )
