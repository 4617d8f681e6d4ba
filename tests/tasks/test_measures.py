"""Returns of performance measures: read cell by cell, shown before they are saved, never taken for the population's."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oba.errors import NotFoundError, StoreError, UsageError
from oba.load.refusal import RefusedFile
from oba.model.baseline import Scenario
from oba.model.editor import Editor, NotAllowedError, Role
from oba.model.marker import Marker
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import Store, open_store
from oba.store.measure_baselines import read_measure_baselines
from oba.store.measure_figures import read_figures
from oba.store.plans import read_plan, write_plan
from oba.store.series import read_series
from oba.store.vault import vault_of
from oba.tasks.freeze_measure import MeasureAgreement, agree_measure, draft_measure, list_measure_scenarios
from oba.tasks.gather_services import gather_services
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.load_measures import preview_measures, save_measures
from oba.tasks.measure_sheets import make_measure_sheet
from oba.tasks.open_commissioning import open_commissioning
from oba.tasks.record_service import record_talk
from oba.tasks.write_chart import write_chart
from tests.services_example import add_services

TODAY = date(2026, 12, 1)
ANN = Editor("ann", Role.EDITOR)
HEADS = ["Measure key", "Measure", "Period", "Value", "Numerator", "Denominator", "Marker", "Note"]


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=add_services(own_example), today=TODAY.isoformat(), user="ann")


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings.store)


def book_of(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEADS, *rows):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def row(key: str = "ex_cope", period: Any = "2025/26", value: Any = 55, marker: Any = None) -> list[Any]:
    return [key, None, period, value, None, None, marker, None]


def values(store: Store, key: str = "ex_cope") -> dict[str, float | None]:
    with store.reading() as connection:
        return {one.period.label: one.value for one in read_figures(connection, [key])}


def test_the_sheet_asks_for_what_is_due_and_what_is_filled_in_comes_back(
    store: Store, settings: Settings
) -> None:
    content = make_measure_sheet(store, service="ex_visits", today=TODAY)
    made = openpyxl.load_workbook(io.BytesIO(content))
    sheet = made["Measure figures"]
    asked = [(one[0].value, one[2].value, one[3].value) for one in sheet.iter_rows(min_row=2) if one[0].value]
    assert ("ex_cope", "2024/25", 53.5) in asked
    assert ("ex_cope", "2025/26", None) in asked
    assert preview_measures(store, name="f.xlsx", content=content).changed == 0
    for cells in sheet.iter_rows(min_row=2):
        if (cells[0].value, cells[2].value) == ("ex_cope", "2025/26"):
            cells[3].value = 61
    out = io.BytesIO()
    made.save(out)
    shown = preview_measures(store, name="f.xlsx", content=out.getvalue())
    assert (shown.changed, shown.problems) == (1, ())
    save_measures(settings, ANN, name="f.xlsx", content=out.getvalue(), shown=shown.digest)
    assert values(store)["2025/26"] == 61.0


def test_a_saved_figure_is_traced_to_its_file_and_who_gave_it(store: Store, settings: Settings) -> None:
    content = book_of(row(), row("ex_on_time", marker="[c]", value=None))
    shown = preview_measures(store, name="from partner.xlsx", content=content)
    save_measures(settings, ANN, name="from partner.xlsx", content=content, shown=shown.digest)
    found = gather_services(store)
    newest = found.series["ex_cope"].observations[-1]
    assert newest.cell == "Sheet!D2"
    assert found.sources[newest.release].title == "Performance measures: from partner.xlsx"
    assert found.series["ex_on_time"].observations[-1].markers == (Marker.CONFIDENTIAL,)
    with store.reading() as connection:
        edits = read_edits(connection, kind="measure figure", key="ex_cope/2025/26")
    assert [(one.by, one.before) for one in edits] == [("ann", None)]
    import hashlib

    assert vault_of(settings.store).find(hashlib.sha256(content).hexdigest()) is not None


WRONG = [
    (row("low_income_hmrc"), "Sheet!A2", "It is an indicator of the whole population"),
    (row("nothing"), "Sheet!A2", "Correct the key"),
    (row(period="2025"), "Sheet!C2", ""),
    (row(period=None), "Sheet!C2", "Write the period"),
    (row(value="about 5"), "Sheet!D2", ""),
    (row(value=101), "Sheet!D2", "Correct it"),
    (row("ex_visited", value=-1), "Sheet!D2", "Correct it"),
    (row(value=None, marker="[p]"), "Sheet!D2", "Write the value"),
    (row(marker="[c]"), "Sheet!G2", "Clear the number or the marker"),
    (row(marker="quite"), "Sheet!G2", "Write one such as"),
]


@pytest.mark.parametrize(("given", "where", "remedy"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    store: Store, settings: Settings, given: list[Any], where: str, remedy: str
) -> None:
    content = book_of(given, row("ex_on_time"))
    shown = preview_measures(store, name="f.xlsx", content=content)
    assert shown.stopped
    assert any(one.where == where and remedy in one.remedy for one in shown.problems), shown.problems
    with pytest.raises(RefusedFile):
        save_measures(settings, ANN, name="f.xlsx", content=content, shown=shown.digest)
    assert "2025/26" not in values(store, "ex_on_time")


def test_two_figures_for_one_period_are_refused_naming_both(store: Store) -> None:
    shown = preview_measures(store, name="f.xlsx", content=book_of(row(value=1), row(value=2)))
    assert [one.where for one in shown.problems] == ["Sheet!D2 and Sheet!D3"]


def test_counts_that_do_not_give_the_value_are_told_of(store: Store) -> None:
    given = ["ex_cope", None, "2025/26", 55.0, 50, 100, None, None]
    (told,) = preview_measures(store, name="f.xlsx", content=book_of(given)).problems
    assert not told.stops
    assert "its counts give 50.00" in told.found


def test_a_return_of_measures_is_never_read_as_the_populations_figures(
    settings: Settings, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "measures.xlsx"
    path.write_bytes(book_of(row()))
    (report,) = load_files(settings, files=[str(path)], wishes=Wishes())
    assert not report.written
    assert "load it on the page services" in str(report.problems).casefold()
    with store.reading() as connection:
        assert not [one for one in read_series(connection) if one.indicator.startswith("ex_")]


def test_what_changed_since_it_was_shown_is_not_saved(store: Store, settings: Settings) -> None:
    first, second = book_of(row(value=60)), book_of(row(value=61))
    old = preview_measures(store, name="a.xlsx", content=first)
    new = preview_measures(store, name="b.xlsx", content=second)
    save_measures(settings, ANN, name="b.xlsx", content=second, shown=new.digest)
    with pytest.raises(StoreError, match="changed since they were shown"):
        save_measures(settings, ANN, name="a.xlsx", content=first, shown=old.digest)
    assert values(store)["2025/26"] == 61.0


def freeze(settings: Settings, store: Store, **changes: Any) -> str:
    agreement = MeasureAgreement("ex_cope", Scenario.HOLD, 3, "Board", "No other course", **changes)
    draft = draft_measure(
        store, measure="ex_cope", scenario=Scenario.HOLD, horizon=3, today=TODAY, dark=False
    )
    return agree_measure(settings, ANN, agreement, shown=draft.digest)


def test_freezing_again_needs_a_reason_and_keeps_the_first(store: Store, settings: Settings) -> None:
    assert "Frozen: Share of parents" in freeze(settings, store)
    with pytest.raises(UsageError, match="replacing the one that stands"):
        freeze(settings, store)
    freeze(settings, store, replaces_because="The board changed its mind")
    with store.reading() as connection:
        found = read_measure_baselines(connection, ["ex_cope"], superseded=True)
    assert [one.superseded_by for one in found] == [2, None]
    assert list_measure_scenarios(store, measure="ex_cope") != {}


def test_a_forecast_that_is_no_longer_what_was_shown_is_not_frozen(store: Store, settings: Settings) -> None:
    agreement = MeasureAgreement("ex_cope", Scenario.HOLD, 3, "Board", "No other course")
    with pytest.raises(StoreError, match="changed since they were shown"):
        agree_measure(settings, ANN, agreement, shown="another")


DEEDS: dict[str, Callable[[Settings, Editor], object]] = {
    "talk": lambda given, who: record_talk(given, who, service="ex_visits", texts={}, version=0),
    "figures": lambda given, who: save_measures(given, who, name="f", content=b"", shown=""),
    "forecast": lambda given, who: agree_measure(given, who, MeasureAgreement("ex_cope"), shown=""),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reader_may_write_nothing_and_the_published_copy_takes_nothing(
    settings: Settings, deed: str
) -> None:
    with pytest.raises(NotAllowedError):
        DEEDS[deed](settings, Editor("eve", Role.READER))
    published = Settings(store=settings.store, mode="published")
    with pytest.raises(NotFoundError, match="published copy"):
        DEEDS[deed](published, ANN)


def test_the_money_and_its_chart_hold_the_same_numbers(store: Store) -> None:
    view = open_commissioning(store, year="2025/26", dark=False)
    assert view.chart is not None
    assert view.chart.files is not None
    amounts = [one[4] for one in view.chart.files.twin.numbers]
    assert amounts == [120000.0, 45000.0, None, 30000.0, 120000.0, 45000.0, None]
    drawn = view.chart.files.draw()
    for amount in {one for one in amounts if one is not None}:
        assert drawn.count(f'data-value="{amount!r}"') == amounts.count(amount)
    assert b"not known" not in write_chart(view.chart.files, ending="csv").split(b"\n")[3].split(b",")[4]
    assert view.partners is not None
    assert ("Cleveland Police", "none", "not known", "none", "1") in view.partners.rows


def test_money_of_which_no_amount_is_known_is_never_said_to_be_nought(store: Store) -> None:
    with store.writing() as connection:
        book = read_plan(connection)
        unknown = tuple(replace(one, amount=None) for one in book.services.budgets)
        write_plan(connection, replace(book, services=replace(book.services, budgets=unknown, given=True)))
    view = open_commissioning(store, year="2025/26", dark=False)
    said = {one.sentence: one.spent for one in view.outcomes}
    assert sorted(set(said.values())) == [
        "3 amounts, none of them known, in 2025/26 for one service.",
        "An amount that is not known in 2025/26 for one service.",
    ]
    assert view.chart is not None
    assert view.chart.title == "In 2025/26 4 partners put money into 2 services, and no amount of it is known"
    assert "£0 " not in view.chart.title + view.chart.alt
