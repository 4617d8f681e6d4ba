"""Tests of single value cells, one row for each way of writing them, and that no text is lost in silence."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.cells import CellRule, read_cell, read_text
from oba.load.sheet import Cell
from oba.model.marker import Marker
from oba.model.release import Outcome, QuestionKind

PERCENT, RATE = CellRule(percent=True), CellRule()
POUNDS, MILLIONS = CellRule(pounds="£"), CellRule(pounds="m")


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("12.3", RATE, 12.3),
        ("0", RATE, 0.0),
        ("-12.3", RATE, -12.3),
        ("−12.3", RATE, -12.3),
        ("1,234", RATE, 1234.0),
        ("74,588", RATE, 74588.0),
        ("1,234,567.8", RATE, 1234567.8),
        ("1.2%", PERCENT, 1.2),
        ("1.2 %", PERCENT, 1.2),
        ("7.1 ", RATE, 7.1),
        ("7.1\u00a0", RATE, 7.1),
        ("7\u200b.1", RATE, 7.1),
        ("\u200f7.1", RATE, 7.1),
        ("£12", POUNDS, 12.0),
        ("£1.2m", MILLIONS, 1.2),
        ("£1,200", POUNDS, 1200.0),
        ("'12.3", RATE, 12.3),
        ("12 [note 3]", RATE, 12.0),
        ("0.30000000000000004", RATE, 0.30000000000000004),
        ("68.099999999999994", RATE, 68.099999999999994),
    ],
)
def test_a_number_however_it_is_dressed_is_the_number(text: str, rule: CellRule, value: float) -> None:
    reading = read_text(text, rule=rule)
    assert (reading.value, reading.markers) == (value, ())


@pytest.mark.parametrize("text", ["12.3", "0", "-12.3", "0.30000000000000004"])
def test_a_plain_number_is_not_called_tidied(text: str) -> None:
    assert read_text(text, rule=RATE).outcome is None


def test_an_invisible_character_is_named_by_its_code_point() -> None:
    reading = read_text("7\u200b.1", rule=RATE)
    assert reading.outcome is Outcome.FIX
    assert "U+200B" in reading.said


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("", Marker.BLANK),
        (" ", Marker.BLANK),
        ("\u00a0", Marker.BLANK),
        ("[c]", Marker.CONFIDENTIAL),
        ("c", Marker.CONFIDENTIAL),
        ("[x]", Marker.NOT_AVAILABLE),
        ("x", Marker.NOT_AVAILABLE),
        ("[z]", Marker.NOT_APPLICABLE),
        ("z", Marker.NOT_APPLICABLE),
        ("[Z]", Marker.NOT_APPLICABLE),
        ("[low]", Marker.LOW),
        ("k", Marker.LOW),
        ("[u]", Marker.UNRELIABLE),
        ("[u1]", Marker.UNRELIABLE),
        ("u", Marker.UNRELIABLE),
        ("[w]", Marker.NONE_RECORDED),
        ("<5", Marker.CONFIDENTIAL),
        ("≤5", Marker.CONFIDENTIAL),
        (">95%", Marker.CONFIDENTIAL),
        ("fewer than 5", Marker.CONFIDENTIAL),
    ],
)
def test_a_marker_stands_for_a_value_and_is_never_a_number(text: str, marker: Marker) -> None:
    reading = read_text(text, rule=PERCENT)
    assert (reading.value, reading.markers, reading.outcome) == (None, (marker,), Outcome.MARK)


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("12.3 [p]", (Marker.PROVISIONAL,)),
        ("12.3[p]", (Marker.PROVISIONAL,)),
        ("12.3p", (Marker.PROVISIONAL,)),
        ("12.3r", (Marker.REVISED,)),
        ("12.3 [r][e]", (Marker.REVISED, Marker.ESTIMATED)),
        ("12.3 [b] [u]", (Marker.BREAK, Marker.UNRELIABLE)),
    ],
)
def test_a_number_keeps_the_flags_beside_it(text: str, markers: tuple[Marker, ...]) -> None:
    reading = read_text(text, rule=RATE)
    assert (reading.value, reading.markers) == (12.3, markers)


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("12,3", PERCENT, "12.3 or 123"),
        ("1.2%", RATE, "not a percentage"),
        ("#DIV/0!", RATE, "formula failed"),
        ("#N/A", RATE, "formula failed"),
        ("TRUE", RATE, "Write the number"),
        ("1e3", RATE, "in full"),
        ("inf", RATE, "in full"),
        ("-Infinity", RATE, "in full"),
        ("1.0E+400", RATE, "in full"),
        ("٣٤", RATE, "plain digits"),
        ("１２", RATE, "plain digits"),
        ("£12", RATE, "unit"),
        ("£12", MILLIONS, "unit"),
        ("£1.2m", POUNDS, "unit"),
        ("123456789012345678", RATE, "names something"),
        ("1-4", RATE, "plain digits"),
        ("12 345", RATE, "plain digits"),
        ("12.3.4", RATE, "plain digits"),
        ("12.3 [c]", RATE, "Keep one"),
        ("[q]", RATE, "[c]"),
        ("12.3p", POUNDS, "plain digits"),
    ],
)
def test_what_is_no_plain_number_is_refused_with_what_to_do(text: str, rule: CellRule, said: str) -> None:
    reading = read_text(text, rule=rule)
    assert (reading.value, reading.outcome) == (None, Outcome.CELL)
    assert said in reading.remedy


@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A", "NA", "null", "None", "NaN", "*", "..", ".", ":", "~", "-", "p", "[p]", "w", "suppressed"],
)
def test_a_sign_that_could_mean_several_things_is_asked_about(text: str) -> None:
    reading = read_text(text, rule=RATE)
    assert (reading.value, reading.markers, reading.outcome) == (None, (), Outcome.ASK)
    assert "[c]" in reading.remedy


def test_a_sign_the_source_has_explained_is_its_marker() -> None:
    rule = CellRule(symbols={"*": "c", "-": "x"})
    assert read_text("*", rule=rule).markers == (Marker.CONFIDENTIAL,)
    assert read_text(" - ", rule=rule).markers == (Marker.NOT_AVAILABLE,)


def test_a_share_shown_as_a_percentage_is_the_percentage() -> None:
    assert read_cell(Cell(0.012, "0.0%"), rule=PERCENT).value == 1.2
    assert read_cell(Cell(1, "0%"), rule=PERCENT).value == 100


def test_a_percentage_format_on_more_than_the_whole_is_asked_about() -> None:
    assert read_cell(Cell(1.2, "0%"), rule=PERCENT).outcome is Outcome.ASK


def test_a_percentage_format_on_a_rate_is_refused() -> None:
    assert read_cell(Cell(0.012, "0.0%"), rule=RATE).outcome is Outcome.CELL


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(True), "TRUE"),
        (Cell(datetime.fromisoformat("2010-04-01")), "date 01/04/2010"),
        (Cell(time(1, 30)), "time 01:30"),
        (Cell(uncached=True), "never saved"),
        (Cell(123456789012345678), "15 digits"),
        (Cell(float("inf")), "inf"),
    ],
)
def test_a_cell_of_another_type_is_refused(cell: Cell, said: str) -> None:
    reading = read_cell(cell, rule=RATE)
    assert reading.outcome is Outcome.CELL
    assert said in reading.said


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_any_number_comes_back_from_its_plain_text(number: float) -> None:
    text = f"{number:.6f}"
    assert read_text(text, rule=RATE).value == float(text)


MIXED = st.text(alphabet="0123456789.,-%£<[]cpxz e'\u00a0\u200b*", max_size=12)


@given(st.text(max_size=12) | MIXED, st.sampled_from([PERCENT, RATE, POUNDS, MILLIONS]))
def test_any_text_is_a_number_or_a_marker_or_a_problem(text: str, rule: CellRule) -> None:
    reading = read_text(text, rule=rule)
    if reading.value is not None:
        assert math.isfinite(reading.value)
        digits = [sign for sign in text if sign in "0123456789"]
        assert digits
        assert reading.value == 0 or f"{abs(reading.value):.15f}".replace(".", "").strip("0") in "".join(
            digits
        )
    elif reading.readable:
        assert reading.markers
    else:
        assert reading.said
        assert reading.remedy


@given(st.text(alphabet="'\u200b 1", min_size=500, max_size=3000))
def test_a_very_long_text_is_refused_at_once(text: str) -> None:
    reading = read_text(text, rule=RATE)
    assert reading.value is None or len(text.strip()) <= 80


@pytest.mark.parametrize(
    ("text", "value"), [("4.7980000000000002E-2", 0.04798), ("-1.5e-05", -0.000015), ("9.9E-10", 9.9e-10)]
)
def test_a_small_number_in_powers_of_ten_is_written_out_and_told(text: str, value: float) -> None:
    reading = read_text(text, rule=CellRule())
    assert reading.value == pytest.approx(value, rel=1e-12)
    assert reading.outcome is Outcome.FIX


@pytest.mark.parametrize("text", ["1e3", "1E-3", "3E10", "1.2e3", "1.0E+400", "1.5e-400"])
def test_what_may_be_a_mangled_code_is_never_a_number(text: str) -> None:
    assert read_text(text, rule=CellRule()).outcome is Outcome.CELL


def test_a_sign_is_asked_about_with_the_markers_that_it_may_stand_for() -> None:
    asked = read_text("*", rule=RATE).question
    assert asked is not None
    assert (asked.kind, asked.subject) == (QuestionKind.SYMBOL, "*")
    assert {"c", "x", "z", "low"} <= set(asked.choices)
    assert "p" not in asked.choices


def test_a_sign_after_a_number_is_asked_about_with_the_markers_that_go_with_one() -> None:
    reading = read_text("12.3*", rule=RATE)
    assert (reading.value, reading.outcome) == (None, Outcome.ASK)
    assert reading.question is not None
    assert reading.question.subject == "*"
    assert {"p", "r", "e"} <= set(reading.question.choices)
    assert "c" not in reading.question.choices
    answered = read_text("12.3*", rule=CellRule(symbols={"*": "p"}))
    assert (answered.value, answered.markers) == (12.3, (Marker.PROVISIONAL,))


def test_what_is_shown_above_the_whole_keeps_the_number_that_may_be_accepted() -> None:
    assert read_cell(Cell(1.2, "0%"), rule=PERCENT).shown == 120


@given(st.text(max_size=12) | MIXED, st.sampled_from([PERCENT, RATE, POUNDS, MILLIONS]))
def test_whatever_is_asked_about_a_sign_is_read_once_it_is_answered(text: str, rule: CellRule) -> None:
    reading = read_text(text, rule=rule)
    if reading.outcome is not Outcome.ASK or reading.question is None:
        return
    for answer in reading.question.choices:
        told = replace(rule, symbols={reading.question.subject: answer})
        assert read_text(text, rule=told).outcome is not Outcome.ASK


@pytest.mark.parametrize(
    ("shape", "value"), [("0.0%", 80.0), ('0.0"%"', 0.8), (r"0.0\%", 0.8), ("0.0_%", 0.8), ("[Red]0%", 80.0)]
)
def test_a_per_cent_sign_that_a_format_only_writes_is_no_percentage(shape: str, value: float) -> None:
    reading = read_cell(Cell(0.8, shape), rule=CellRule(percent=True))
    assert reading.value == pytest.approx(value)
