"""A partner's return is read by its keys: what is filled in, from its cell; what is empty is not returned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from oba.load.file import open_file, read_file
from oba.load.formats import partner_return
from oba.load.formats.partner_return import owner_question
from oba.load.reading import Reading
from oba.load.recognise import Tier, recognise, tier_of
from oba.load.reference import Reference
from oba.load.returns.return_layout import HEADINGS
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome, Problem, QuestionKind, Source
from tests.load.conftest import make_indicator

Write = Callable[..., Path]
TOP = [["Return of", "Cleveland Police"], ["Partner key", "police"], [], list(HEADINGS)]
RATE = {"value_type": ValueType.CRUDE_RATE, "unit": "per 1,000", "multiplier": 1000.0}


@pytest.fixture
def plan(reference: Reference) -> Reference:
    areas = reference.areas.values()
    return Reference(
        indicators=[
            make_indicator("entrants", title="First time entrants", owner="Cleveland Police", **RATE),
            make_indicator("missing", owner="police", period_kind=PeriodKind.CALENDAR_YEAR, **RATE),
            make_indicator("absence", owner="Middlesbrough Council", **RATE),
        ],
        areas=areas,
    )


def row(key: str = "entrants", period: str = "2023/24", **cells: Any) -> list[Any]:
    usual = {
        "Key": key,
        "Indicator": key,
        "Area code": "E06000002",
        "Area": "Middlesbrough",
        "Period": period,
    }
    return [{**usual, **cells}.get(head) for head in HEADINGS]


@pytest.fixture
def read(write_book: Write, plan: Reference) -> Callable[..., tuple[pd.DataFrame, list[Problem], Reading]]:
    def work(*rows: list[Any], accepted: tuple[str, ...] = ()) -> tuple[pd.DataFrame, list[Problem], Reading]:
        path = write_book({"Return": [*TOP, *rows], "How to fill this in": [["Send it back"]]})
        source = Source(publisher="Cleveland Police", title="Return of Cleveland Police", accepted=accepted)
        reading = read_file(path, reference=plan, source=source)
        frames = list(reading.frames())
        return pd.concat(frames) if frames else pd.DataFrame(), reading.problems, reading

    return work


def test_a_return_is_recognised_before_every_other_layout_and_says_whose_it_is(write_book: Write) -> None:
    opened = open_file(write_book({"Return": [*TOP, row(Value=3.1)]}))
    module, why = recognise(opened)
    assert (module.NAME, tier_of(module)) == ("partner return", Tier.OURS)
    assert "Cleveland Police" in why
    said = partner_return.describe(opened)
    assert (said.publisher, said.title) == ("Cleveland Police", "Return of Cleveland Police")


@pytest.mark.parametrize(
    "sheets",
    [
        {"Figures": [*TOP, row(Value=3.1)]},
        {"Return": [["Return of", "Cleveland Police"], list(HEADINGS), row(Value=3.1)]},
        {"Return": [*TOP[:3], list(HEADINGS[:5]), row(Value=3.1)]},
    ],
    ids=["another sheet", "no partner", "headings missing"],
)
def test_what_lacks_the_sheet_the_partner_or_a_heading_is_no_return(sheets: Any, write_book: Write) -> None:
    assert partner_return.matches(open_file(write_book(sheets))) == ""


def test_a_return_withdraws_nothing() -> None:
    assert partner_return.WITHDRAWS is False


def test_each_figure_comes_with_all_that_stands_beside_it_and_its_cell(read: Any) -> None:
    figures, problems, reading = read(
        row(Value=3.1, Numerator=31, Denominator=10000, Marker="[p]", **{"Lower 95%": 2.0, "Upper 95%": 4.4})
    )
    assert not [one for one in problems if one.stops]
    (one,) = figures.to_dict("records")
    said = ("indicator", "area", "breakdown", "value", "lower", "upper", "numerator", "denominator", "marker")
    assert tuple(one[name] for name in said) == (
        "entrants",
        "E06000002",
        "",
        3.1,
        2.0,
        4.4,
        31.0,
        10000.0,
        "p",
    )
    assert (one["sheet"], one["cell"], one["source_text"]) == ("Return", "F5", "3.1")
    assert not reading.withdraws


def test_rows_left_empty_are_counted_as_not_returned_and_give_no_figure(read: Any) -> None:
    figures, problems, _ = read(row(Value=3.1), row(period="2022/23"), row(period="2021/22"))
    assert len(figures) == 1
    (note,) = [one for one in problems if "not returned" in one.found]
    assert note.outcome is Outcome.NOTE
    assert "(and 1 more)" in note.found


def test_a_return_without_any_figure_is_read_without_failing(read: Any) -> None:
    figures, problems, _ = read(row(), row(period="2022/23"))
    assert figures.empty
    assert not [one for one in problems if one.stops]


def test_a_marker_alone_stands_for_the_value_and_is_placed_where_it_stands(read: Any) -> None:
    figures, problems, _ = read(row(Marker="[c]"))
    (one,) = figures.to_dict("records")
    assert (one["marker"], one["cell"], one["source_text"]) == ("c", "K5", "[c]")
    assert pd.isna(one["value"])
    assert not [each for each in problems if "empty" in each.found]


def test_a_nought_is_a_nought(read: Any) -> None:
    figures, _, _ = read(row(Value=0, Numerator=0, Denominator=500))
    assert figures["value"].tolist() == [0.0]


def test_a_count_without_a_value_is_refused_at_its_cell(read: Any) -> None:
    _, problems, _ = read(row(Numerator=31))
    (one,) = [each for each in problems if each.stops]
    assert (one.outcome, one.where) == (Outcome.CELL, "Return!F5")
    assert "numerator" in one.found


@pytest.mark.parametrize(("missing", "where"), [("Key", "Return!A5"), ("Period", "Return!E5")])
def test_a_figure_that_does_not_say_what_it_is_of_is_refused(missing: str, where: str, read: Any) -> None:
    _, problems, _ = read(row(Value=3.1, **{missing: None}))
    assert [each.where for each in problems if each.stops] == [where]


def test_a_figure_of_another_partners_indicator_is_asked_about_once(read: Any) -> None:
    rows = [row("absence", Value=3.1), row("absence", "2022/23", Value=3.0)]
    _, problems, _ = read(*rows)
    (one,) = [each for each in problems if each.stops]
    assert (one.outcome, one.where) == (Outcome.ASK, "Return!A5")
    assert "Middlesbrough Council" in one.found
    assert one.question is not None
    assert (one.question.kind, one.question.subject) == (QuestionKind.ACCEPT, owner_question("absence"))
    figures, problems, _ = read(*rows, accepted=(owner_question("absence"),))
    assert len(figures) == 2
    assert not [each for each in problems if each.stops]


def test_the_owner_may_be_written_as_the_partners_key_or_name(read: Any) -> None:
    figures, problems, _ = read(row("entrants", Value=3.1), row("missing", "2023", Value=2.0))
    assert len(figures) == 2
    assert not [each for each in problems if each.stops]


def test_a_note_is_kept_with_its_cell_and_an_added_column_is_named(
    write_book: Write, plan: Reference
) -> None:
    top = [*TOP[:3], [*HEADINGS, "Our own column"]]
    path = write_book({"Return": [*top, [*row(Value=3.1, Note="Checked by the analyst"), "x"]]})
    reading = read_file(path, reference=plan, source=Source("Cleveland Police", "Return"))
    list(reading.frames())
    said = {one.where: one.found for one in reading.problems}
    assert said["Return!L5"] == "note: Checked by the analyst"
    assert "Our own column" in said["Return!M4"]


def test_a_bad_cell_is_named_where_it_stands(read: Any) -> None:
    _, problems, _ = read(row(Value="12,3"), row(period="2023", Value=2.0))
    assert {one.where for one in problems if one.stops} == {"Return!F5", "Return!E6"}
