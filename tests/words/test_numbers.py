from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.words import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567.891, 1, "1,234,567.9"),
        (29.2, 1, "29.2"),
        (29.0, 0, "29"),
        (-7.1, 1, "−7.1"),
        (-0.04, 1, "0.0"),
        (0.0, 2, "0.00"),
        (999.95, 1, "1,000.0"),
    ],
)
def test_a_number_has_thousands_commas_its_decimals_and_a_true_minus(
    value: float, decimals: int, text: str
) -> None:
    assert numbers.say_number(value, decimals=decimals) == text


def test_a_signed_number_shows_a_plus_but_not_before_zero() -> None:
    assert numbers.say_number(3.21, signed=True) == "+3.2"
    assert numbers.say_number(0.01, signed=True) == "0.0"


@pytest.mark.parametrize(
    ("unit", "bare", "short", "whole", "difference"),
    [
        ("%", "12.3%", "12.3%", "12.3%", "12.3 percentage points"),
        ("% of pupils", "12.3%", "12.3%", "12.3% of pupils", "12.3 percentage points"),
        (
            "per 1,000 girls aged 15 to 17",
            "12.3",
            "12.3 per 1,000",
            "12.3 per 1,000 girls aged 15 to 17",
            "12.3 per 1,000",
        ),
        ("children", "12.3", "12.3 children", "12.3 children", "12.3 children"),
        ("", "12.3", "12.3", "12.3", "12.3"),
    ],
)
def test_a_value_carries_its_unit_in_words_and_its_percent_sign_glued(
    unit: str, bare: str, short: str, whole: str, difference: str, conceptions: Indicator
) -> None:
    indicator = replace(conceptions, unit=unit)
    assert numbers.say_bare_value(12.3, indicator=indicator) == bare
    assert numbers.say_short_value(12.3, indicator=indicator) == short
    assert numbers.say_value(12.3, indicator=indicator) == whole
    assert numbers.say_difference(-12.3, indicator=indicator) == difference


def test_decimals_are_those_of_the_indicator(conceptions: Indicator) -> None:
    assert numbers.say_bare_value(1240.6, indicator=replace(conceptions, decimals=0)) == "1,241"
    assert numbers.say_range(1.234, 5.678, indicator=replace(conceptions, decimals=2)) == "1.23 to 5.68"


def test_dates_are_written_out() -> None:
    assert numbers.say_date(date(2019, 3, 12)) == "12 March 2019"
    assert numbers.say_month(date(2026, 3, 1)) == "March 2026"


def test_a_point_in_time_is_at_its_day_and_a_year_is_in_it() -> None:
    assert numbers.say_when(Period.point(date(2025, 3, 31))) == "at 31 March 2025"
    assert numbers.say_when(Period.year(2023, kind=PeriodKind.FINANCIAL_YEAR)) == "in 2023/24"


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_reads_as_one(words: tuple[str, ...], text: str) -> None:
    assert numbers.say_list(words) == text


def test_one_is_singular_and_everything_else_is_not() -> None:
    assert [numbers.say_count(n, noun="figure") for n in (0, 1, 1400)] == [
        "0 figures",
        "1 figure",
        "1,400 figures",
    ]


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 4))
def test_a_written_number_reads_back_as_itself_rounded(value: float, decimals: int) -> None:
    text = numbers.say_number(value, decimals=decimals)
    read = float(text.replace(",", "").replace(numbers.MINUS, "-"))
    assert read == pytest.approx(round(value, decimals), abs=10.0**-decimals / 2 + abs(value) * 1e-12)
    assert "-" not in text
