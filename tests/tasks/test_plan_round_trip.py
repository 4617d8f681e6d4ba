"""The whole plan's round trip: downloaded, edited in a spreadsheet, shown cell by cell, and only then written."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oba.load.plans.plan_mark import SHEET as ABOUT
from oba.model.choice import Choice
from oba.model.editor import Editor, Role
from oba.model.indicator import Standing
from oba.model.plan import PlanBook
from oba.model.release import Answer, LoadReport, Outcome, Problem, QuestionKind
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.choices import write_choice
from oba.store.engine import open_store, store_version
from oba.store.plans import read_plan, write_plan
from oba.tasks.download_plan import make_plan_workbook, save_plan_workbook
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.record_action import change_action
from oba.tasks.tell_load import as_json, as_text
from oba.tasks.tell_records import list_records

ANN = Editor("ann", Role.OFFICER)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
UNIT, TITLE = "Unit", "Indicator"


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="olive", today="2026-12-01")


@pytest.fixture
def path(settings: Settings, tmp_path: Path) -> Path:
    """The plan's workbook as an officer downloads it."""
    out = tmp_path / "plan.xlsx"
    save_plan_workbook(settings, out)
    return out


def plan_of(settings: Settings) -> PlanBook:
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return read_plan(connection)
    finally:
        store.close()


def version_of(settings: Settings) -> int:
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return store_version(connection)
    finally:
        store.close()


def load(settings: Settings, path: Path, *answers: Answer, dry_run: bool = False) -> LoadReport:
    wishes = Wishes(answers=answers) if answers else Wishes()
    (report,) = load_files(settings, files=[path], dry_run=dry_run, wishes=wishes)
    return report


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    """Open the workbook as a spreadsheet does, change it and save it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def cell(sheet: Any, key: str, head: str) -> Any:
    """The cell of the row with this key under this heading."""
    column = next(one.column for one in sheet[1] if one.value == head)
    row = next(one.row for one in sheet["A"] if one.value == key)
    return sheet.cell(row=row, column=column)


def put(path: Path, sheet: str, key: str, head: str, value: Any) -> str:
    """Write one cell, and say where it stands."""
    place = ""

    def change(book: Any) -> None:
        nonlocal place
        found = cell(book[sheet], key, head)
        found.value = value
        place = f"{sheet}!{found.coordinate}"

    edit(path, change)
    return place


def delete(path: Path, sheet: str, *keys: str, column: str = "A") -> Path:
    def change(book: Any) -> None:
        rows = [one.row for one in book[sheet][column] if one.value in keys]
        for row in reversed(rows):
            book[sheet].delete_rows(row)

    return edit(path, change)


def rewrite(settings: Settings, change: Callable[[PlanBook], PlanBook]) -> None:
    """What a colleague does to the plan meanwhile."""
    store = open_store(settings.store)
    try:
        with store.writing() as connection:
            write_plan(connection, change(read_plan(connection)), by="bob", at=NOW)
    finally:
        store.close()


def retitle(settings: Settings, key: str, **fields: Any) -> None:
    def change(book: PlanBook) -> PlanBook:
        made = [replace(one, **fields) if one.key == key else one for one in book.indicators]
        return replace(book, indicators=tuple(made))

    rewrite(settings, change)


def told(report: LoadReport) -> list[tuple[str, ...]]:
    return [(one.kind, one.sheet, one.key, one.field, one.was, one.becomes) for one in report.records]


def asked(report: LoadReport) -> list[Problem]:
    return [one for one in report.problems if one.outcome is Outcome.ASK]


def test_a_workbook_that_nobody_has_edited_would_change_nothing(settings: Settings, path: Path) -> None:
    before = plan_of(settings)
    report = load(settings, path)
    assert report.already_loaded
    assert not report.written
    assert report.records == ()
    assert plan_of(settings) == before


def test_every_change_is_shown_with_its_cell_and_only_then_written(settings: Settings, path: Path) -> None:
    first = plan_of(settings).indicators[0]
    where = put(path, "Indicators", first.key, UNIT, "children in 100")
    report = load(settings, path, dry_run=True)
    (change,) = report.records
    assert (change.kind, change.sheet, change.key, change.field) == (
        "changed",
        "Indicators",
        first.key,
        "Unit",
    )
    assert (change.was, change.becomes, change.cell) == (first.unit, "children in 100", where)
    assert plan_of(settings).indicators[0] == first
    text = as_text(report)
    assert (
        f"changed: Indicators {first.key}, Unit: '{first.unit}' becomes 'children in 100' ({where})" in text
    )
    assert "Indicators: 1 cell changed" in text
    assert where in as_json(report)
    (title, table), *_ = list_records(report)
    assert title == "Sheet Indicators: 1 cell changed"
    assert list(table.rows[0][-3:]) == [first.unit, "children in 100", where]
    assert load(settings, path).written
    assert plan_of(settings).indicators[0] == replace(first, unit="children in 100")
    assert load(settings, path).already_loaded


def test_rows_that_come_and_go_are_shown_whole(settings: Settings, path: Path) -> None:
    book = plan_of(settings)
    theme = book.themes[0].key
    sentence = "Children in Middlesbrough have a warm home."

    def add(sheets: Any) -> None:
        sheets["Outcomes"].append(["warm_home", theme, sentence])

    edit(path, add)
    delete(path, "Targets", *[one.indicator for one in book.targets])
    report = load(settings, path, dry_run=True)
    added = next(one for one in report.records if one.kind == "added")
    assert (added.sheet, added.key, added.name) == ("Outcomes", "warm_home", sentence)
    assert f"Theme: {theme}" in added.becomes
    assert added.cell == f"Outcomes!A{len(book.outcomes) + 2}"
    assert load(settings, path).written
    assert [one.key for one in plan_of(settings).outcomes][-1] == "warm_home"
    delete(path, "Outcomes", "warm_home")
    report = load(settings, path, dry_run=True)
    assert told(report) == [("kept", "Outcomes", "warm_home", "the row", "not there", "added here")]


def test_what_has_figures_is_retired_and_said_so(settings: Settings, path: Path) -> None:
    key = plan_of(settings).baselines[0].indicator
    for sheet in ("Indicators", "Baselines", "Targets"):
        delete(path, sheet, key)
    edit(path, lambda book: _forget(book["Actions"], key))
    report = load(settings, path)
    assert report.written, as_text(report)
    assert f"indicator '{key}' retired: its figures are kept" in report.notes
    assert ("removed", "Indicators", key) in {one[:3] for one in told(report)}
    assert any("takes nothing back" in note for note in report.notes)
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert [one for one in read_baselines(connection) if one.indicator == key]
    store.close()


def _forget(sheet: Any, key: str) -> None:
    for row in sheet.iter_rows(min_row=2):
        for one in row:
            if isinstance(one.value, str) and key in one.value.split(";"):
                one.value = ";".join(part for part in one.value.split(";") if part != key)


def test_what_names_a_row_that_is_gone_is_refused_at_its_cell(settings: Settings, path: Path) -> None:
    key = plan_of(settings).baselines[0].indicator
    report = load(settings, delete(path, "Indicators", key))
    assert not report.written
    assert any(one.where.startswith("Baselines!A") and key in one.found for one in report.problems)


def test_a_key_that_is_changed_is_refused_because_its_figures_would_be_left_behind(
    settings: Settings, path: Path
) -> None:
    one = plan_of(settings).indicators[0]

    def rename(book: Any) -> None:
        for sheet in ("Indicators", "Baselines", "Targets", "Actions"):
            for row in book[sheet].iter_rows():
                for found in row:
                    if found.value == one.key:
                        found.value = "a_new_key"

    report = load(settings, edit(path, rename))
    assert not report.written
    (problem,) = [one for one in report.problems if one.outcome is Outcome.CELL]
    assert problem.where == "Indicators!A2"
    assert one.key in problem.found
    assert "figures" in problem.expected


def test_what_a_colleague_changed_meanwhile_stays_and_is_shown(settings: Settings, path: Path) -> None:
    first, second = plan_of(settings).indicators[:2]
    retitle(settings, first.key, unit="per cent, as bob has it")
    put(path, "Indicators", second.key, UNIT, "as olive has it")
    report = load(settings, path)
    assert report.written
    assert set(told(report)) == {
        ("changed", "Indicators", second.key, UNIT, second.unit, "as olive has it"),
        ("kept", "Indicators", first.key, UNIT, first.unit, "per cent, as bob has it"),
    }
    units = [one.unit for one in plan_of(settings).indicators[:2]]
    assert units == ["per cent, as bob has it", "as olive has it"]


@pytest.mark.parametrize("answer", ["page", "workbook"])
def test_what_both_changed_is_asked_and_the_answer_stands(
    answer: str, settings: Settings, path: Path
) -> None:
    key = plan_of(settings).indicators[0].key
    retitle(settings, key, unit="bob's")
    where = put(path, "Indicators", key, UNIT, "olive's")
    report = load(settings, path)
    assert not report.written
    (problem,) = asked(report)
    assert problem.where == where
    assert "bob's" in problem.found
    assert "olive's" in problem.found
    assert problem.question is not None
    said = Answer(QuestionKind.PLAN, problem.question.subject, answer)
    report = load(settings, path, said)
    assert report.written is (answer == "workbook") or report.already_loaded
    assert plan_of(settings).indicators[0].unit == ("bob's" if answer == "page" else "olive's")


def test_an_answer_about_an_earlier_text_settles_nothing(settings: Settings, path: Path) -> None:
    key = plan_of(settings).indicators[0].key
    retitle(settings, key, unit="bob's")
    put(path, "Indicators", key, UNIT, "olive's")
    question = asked(load(settings, path, dry_run=True))[0].question
    assert question is not None
    retitle(settings, key, unit="bob's second")
    report = load(settings, path, Answer(QuestionKind.PLAN, question.subject, "workbook"))
    assert not report.written
    assert "bob's second" in asked(report)[0].found


def test_a_row_that_was_changed_here_and_deleted_there_is_asked_about(settings: Settings, path: Path) -> None:
    one = plan_of(settings).services.services or plan_of(settings).comparators
    assert one
    area = plan_of(settings).areas[-1]

    def rename(book: PlanBook) -> PlanBook:
        return replace(book, areas=(*book.areas[:-1], replace(area, aliases=("Another name",))))

    rewrite(settings, rename)
    delete(path, "Areas", area.code)
    delete(path, "Comparators", area.code, column="B")
    report = load(settings, path)
    assert not report.written
    assert any("its row is deleted" in problem.found for problem in asked(report))


def test_what_was_added_here_keeps_what_it_belongs_to(settings: Settings, path: Path) -> None:
    book = plan_of(settings)
    outcome = book.outcomes[-1]

    def add(sheets: Any) -> None:
        sheets["Outcomes"].append(["warm_home", outcome.theme, "Children in Middlesbrough have a warm home."])

    edit(path, add)
    assert load(settings, path).written
    fresh = path.with_name("again.xlsx")
    save_plan_workbook(settings, fresh)
    new = replace(book.indicators[-1], key="brand_new", title="Brand new", outcome="warm_home", codes=())
    new = replace(new, theme=outcome.theme)
    rewrite(settings, lambda one: replace(one, indicators=(*one.indicators, new)))
    report = load(settings, delete(fresh, "Outcomes", "warm_home"))
    assert not report.written
    (problem,) = [one for one in report.problems if one.stops]
    assert "brand_new" in problem.found
    assert "warm_home" in problem.found


def test_a_standing_that_was_decided_here_is_not_undone_and_can_be_changed_back(
    settings: Settings, path: Path, tmp_path: Path
) -> None:
    one = next(one for one in plan_of(settings).indicators if one.standing is Standing.HEADLINE)
    store = open_store(settings.store)
    with store.writing() as connection:
        write_choice(connection, Choice(one.key, standing=Standing.SECONDARY), by="bob", at=NOW)
    store.close()
    put(path, "Indicators", one.key, UNIT, "as olive has it")
    report = load(settings, path)
    assert ("kept", "Indicators", one.key, "Standing", "headline", "secondary") in told(report)
    assert standing_of(settings, one.key) is Standing.SECONDARY
    fresh = tmp_path / "fresh.xlsx"
    save_plan_workbook(settings, fresh)
    put(fresh, "Indicators", one.key, "Standing", "headline")
    report = load(settings, fresh)
    assert ("changed", "Indicators", one.key, "Standing", "secondary", "headline") in told(report)
    assert standing_of(settings, one.key) is Standing.HEADLINE
    assert load(settings, fresh).already_loaded


def standing_of(settings: Settings, key: str) -> Standing:
    return next(one.standing for one in plan_of(settings).indicators if one.key == key)


def test_actions_are_merged_by_the_versions_that_were_downloaded(settings: Settings, path: Path) -> None:
    change_action(settings, ANN, 1, {"status": "done"}, version=1)
    delete(path, "Actions", plan_of(settings).actions[1].proposed_action, column="C")
    report = load(settings, path)
    assert report.written, as_text(report)
    assert ("kept", "", "1", "Status", "not recorded", "done") in told(report)
    assert ("withdrawn", "", "2") in {one[:3] for one in told(report)}
    assert plan_of(settings).actions[0].status.value == "done"


def test_a_workbook_without_its_mark_says_so_and_is_held_against_what_stands(
    settings: Settings, path: Path
) -> None:
    key = plan_of(settings).indicators[0].key
    put(path, "Indicators", key, UNIT, "olive's")
    edit(path, lambda book: book.remove(book[ABOUT]))
    report = load(settings, path, dry_run=True)
    assert any("does not say what it was downloaded from" in note for note in report.notes)
    assert [one.kind for one in report.records] == ["changed"]


def test_a_mark_that_was_typed_over_is_not_believed(settings: Settings, path: Path) -> None:
    def spoil(book: Any) -> None:
        for row in book[ABOUT].iter_rows():
            if row[0].value == "Mark":
                row[1].value = row[1].value[:-8] + "AAAAAAA="

    edit(path, spoil)
    put(path, "Indicators", plan_of(settings).indicators[0].key, UNIT, "olive's")
    report = load(settings, path, dry_run=True)
    assert any("cannot be read" in note for note in report.notes)
    assert not report.refused


def test_a_workbook_of_another_dashboard_is_held_against_what_stands(settings: Settings, path: Path) -> None:
    def other(book: Any) -> None:
        for row in book[ABOUT].iter_rows():
            if row[0].value == "Dashboard":
                row[1].value = "0123456789abcdef"

    key = plan_of(settings).indicators[0].key
    retitle(settings, key, unit="bob's")
    report = load(settings, edit(path, other), dry_run=True)
    assert any("another dashboard" in note for note in report.notes)
    assert ("changed", "Indicators", key, UNIT) in {one[:4] for one in told(report)}


def test_a_sheet_or_a_column_that_was_deleted_takes_nothing_out(settings: Settings, path: Path) -> None:
    def drop(book: Any) -> None:
        book.remove(book["Comparators"])
        notes = next(one.column for one in book["Indicators"][1] if one.value == "Notes")
        book["Indicators"].delete_cols(notes)

    report = load(settings, edit(path, drop))
    assert report.already_loaded
    assert "The sheet Comparators is not in the workbook: what it held stays as it is" in report.notes


def test_a_spreadsheets_ways_with_a_workbook_change_nothing(settings: Settings, path: Path) -> None:
    """Sheets and columns in another order, spaces, dates as text, blank rows, filters, numbers as text."""
    shuffled = random.Random(20261201)

    def touch(book: Any) -> None:
        book._sheets.reverse()
        for sheet in book:
            if sheet.title == ABOUT:
                continue
            rows = [[one.value for one in row] for row in sheet.iter_rows()]
            order = list(range(len(rows[0])))
            shuffled.shuffle(order)
            sheet.delete_rows(1, sheet.max_row)
            for number, row in enumerate(rows):
                if number == 2:
                    sheet.append([None] * len(row))
                sheet.append([_touched(row[place]) for place in order])
            sheet.auto_filter.ref = sheet.dimensions

    report = load(settings, edit(path, touch))
    assert report.already_loaded, as_text(report)
    assert report.records == ()


def _touched(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and value:
        return f" {value} "
    return value


def test_rows_that_were_sorted_are_said_to_stand_in_another_order(settings: Settings, path: Path) -> None:
    def turn(book: Any) -> None:
        sheet = book["Themes"]
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, len(rows))
        for row in reversed(rows):
            sheet.append(row)

    keys = [one.key for one in plan_of(settings).themes]
    report = load(settings, edit(path, turn))
    assert [one.kind for one in report.records] == ["moved"]
    assert "Themes: the rows in another order" in report.notes
    assert [one.key for one in plan_of(settings).themes] == keys[::-1]


def test_a_bad_cell_writes_nothing_of_the_rest(settings: Settings, path: Path) -> None:
    key = plan_of(settings).indicators[0].key
    put(path, "Indicators", key, UNIT, "olive's")
    where = put(path, "Indicators", plan_of(settings).indicators[1].key, "Polarity", "sideways")
    before = version_of(settings)
    report = load(settings, path)
    assert not report.written
    assert [one.where for one in report.problems if one.stops] == [where]
    assert version_of(settings) == before


def test_the_download_of_an_export_holds_no_mark(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "bare.xlsx"
    out.write_bytes(write_plan_workbook(plan_of(settings)))
    assert ABOUT not in openpyxl.load_workbook(out).sheetnames
    store = open_store(settings.store, read_only=True)
    out.write_bytes(make_plan_workbook(store, now=NOW))
    store.close()
    assert openpyxl.load_workbook(out).sheetnames[-1] == ABOUT


def test_an_earlier_workbook_without_its_mark_takes_the_plan_back(
    settings: Settings, path: Path, tmp_path: Path
) -> None:
    before = plan_of(settings)
    earlier = tmp_path / "earlier.xlsx"
    earlier.write_bytes(path.read_bytes())
    put(path, "Indicators", before.indicators[0].key, UNIT, "olive's")
    put(path, "Partners", before.partners[0].key, "Role", "Another role")
    put(path, "Themes", before.themes[0].key, "Theme", "Another theme")
    assert load(settings, path).written
    assert plan_of(settings) != before
    assert load(settings, earlier).already_loaded
    edit(earlier, lambda book: book.remove(book[ABOUT]))
    assert load(settings, earlier).written
    after = plan_of(settings)
    assert after.indicators == before.indicators
    assert after.themes == before.themes
    assert [(one.key, one.role) for one in after.partners] == [(one.key, one.role) for one in before.partners]


def test_a_partner_that_was_changed_on_its_page_is_merged_with_the_workbook(
    settings: Settings, path: Path
) -> None:
    first, second = plan_of(settings).partners[:2]

    def change(book: PlanBook) -> PlanBook:
        return replace(book, partners=(replace(first, role="bob's"), *book.partners[1:]))

    rewrite(settings, change)
    put(path, "Partners", second.key, "Role", "olive's")
    report = load(settings, path)
    assert ("kept", "Partners", first.key, "Role", first.role, "bob's") in told(report)
    assert [one.role for one in plan_of(settings).partners[:2]] == ["bob's", "olive's"]
