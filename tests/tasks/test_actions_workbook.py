"""The action plan goes to a spreadsheet and comes back: cell by cell, with what was changed here meanwhile asked about."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settle
from hypothesis import strategies as st

from oba.errors import UsageError
from oba.model.action import Action, ActionStatus, Funding, SavedAction
from oba.model.action_fields import to_texts
from oba.model.editor import Editor, editor_of
from oba.model.plan import PlanBook
from oba.model.release import Answer, LoadReport, QuestionKind
from oba.settings import Settings
from oba.store.actions import read_action, read_saved
from oba.store.edits import read_edits
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.store.progress import read_progress
from oba.tasks.accept_upload import accept_upload
from oba.tasks.actions_workbook import make_actions_workbook, save_actions_workbook, write_actions_workbook
from oba.tasks.keep_upload import decide, keep_files, list_waiting
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.open_load import open_load
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.preview_upload import preview_upload
from oba.tasks.record_action import add_action, change_action, note_progress, withdraw_action
from oba.tasks.tell_load import as_json, as_text

ANN = Editor("ann")
Change = Callable[[Any, dict[str, int]], None]


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="olive", today="2026-12-01")


def download(settings: Settings, *, numbers: list[int] | None = None) -> bytes:
    store = open_store(settings.store, read_only=True)
    content = make_actions_workbook(store, numbers=numbers)
    store.close()
    return content


def edit(content: bytes, change: Change) -> bytes:
    """The workbook as somebody has edited it; `change` is given the sheet and its columns by heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Action plan"]
    change(sheet, {cell.value: cell.column for cell in sheet[1]})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(values: dict[tuple[int, str], Any]) -> Change:
    """Write values at an action's row, which is the one after its number, and a heading."""

    def change(sheet: Any, columns: dict[str, int]) -> None:
        for (number, head), value in values.items():
            sheet.cell(number + 1, columns[head]).value = value

    return change


def load(
    settings: Settings, content: bytes, folder: Path, *, dry_run: bool = False, answers=()
) -> LoadReport:
    path = folder / "edited.xlsx"
    path.write_bytes(content)
    wishes = Wishes(answers=tuple(answers))
    (report,) = load_files(settings, files=[path], dry_run=dry_run, wishes=wishes)
    return report


def read(settings: Settings, number: int) -> SavedAction:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_action(connection, number)
    store.close()
    return found


def told(report: LoadReport) -> list[tuple[str, str, str, str, str]]:
    return [(one.kind, one.key, one.field, one.was, one.becomes) for one in report.records]


def test_the_workbook_has_the_plans_own_columns_first_and_hides_number_and_version(
    settings: Settings,
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(download(settings)))["Action plan"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:6] == [
        "Scrutiny recommendation",
        "Proposed action",
        "By whom",
        "Budget cost",
        "Timescale",
        "Status",
    ]
    assert heads[6:9] == ["Progress so far", "New progress", "Indicators"]
    hidden = [one.value for one in sheet[1] if sheet.column_dimensions[one.column_letter].hidden]
    assert hidden[:2] == ["Action number", "Version"]
    assert hidden[2].startswith("Downloaded: 1=1 2=1 ")
    assert sheet.max_row >= 29
    assert [sheet.cell(29, column).value for column in (4, 5, 6)] == [
        "£45k",
        "April 10 - March 11",
        "not recorded",
    ]


def test_a_workbook_that_nobody_has_edited_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    report = load(settings, download(settings), tmp_path)
    assert (report.already_loaded, report.refused, report.problems) == (True, False, ())
    assert "Nothing to do" in as_text(report)


def test_every_change_is_shown_cell_by_cell_and_only_then_written(settings: Settings, tmp_path: Path) -> None:
    def change(sheet: Any, columns: dict[str, int]) -> None:
        cells(
            {
                (1, "Status"): "under way",
                (2, "Budget cost"): 45000,
                (4, "Timescale"): "March 2012",
                (5, "Indicators"): "Persistent absence from school; neet_16_17",
                (6, "Lead partner"): "NHS Middlesbrough",
                (7, "New progress"): "Sent to the board",
                (29, "Proposed action"): "Meet the schools",
                (29, "Theme"): "Safeguarding",
            }
        )(sheet, columns)
        sheet.delete_rows(21)

    content = edit(download(settings), change)
    shown = load(settings, content, tmp_path, dry_run=True)
    assert told(shown) == [
        ("changed", "1", "Status", "not recorded", "under way"),
        ("changed", "2", "Budget cost", "£0", "£45,000"),
        ("changed", "4", "Timescale", "March 2011", "March 2012"),
        ("changed", "4", "Due", "2011-03-31", "2012-03-31"),
        ("changed", "5", "Indicators", "", "persistent_absence;neet_16_17"),
        ("changed", "6", "Lead partner", "", "nhs"),
        ("noted", "7", "Progress", "", "Sent to the board"),
        ("added", "new", "Proposed action", "", "Meet the schools"),
        ("withdrawn", "20", "Proposed action", read(settings, 20).action.proposed_action, ""),
    ]
    assert [one.cell for one in shown.records][:2] == ["Action plan!F2", "Action plan!D3"]
    assert read(settings, 1).version == 1
    done = load(settings, content, tmp_path)
    assert done.written
    assert told(done) == told(shown)
    assert read(settings, 1).action.status is ActionStatus.UNDER_WAY
    assert (read(settings, 4).action.timescale, read(settings, 4).action.due) == (
        "March 2012",
        date(2012, 3, 31),
    )
    assert (read(settings, 29).action.theme, read(settings, 29).action.status) == (
        "safeguarding",
        ActionStatus.NOT_STARTED,
    )
    assert read(settings, 20).action.withdrawn == date(2026, 12, 1)
    assert "1 action added, 5 changed, 1 withdrawn, 1 progress note" in as_text(done)
    assert '"kind": "withdrawn"' in as_json(done)
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert read_progress(connection, 7)[7][0].by == "olive"
        assert {one.by for one in read_edits(connection, kind="action", key="4") if one.field == "due"} >= {
            "olive"
        }
    store.close()
    again = load(settings, content, tmp_path)
    assert again.already_loaded


def test_what_was_changed_here_meanwhile_stays_and_is_shown(settings: Settings, tmp_path: Path) -> None:
    content = edit(download(settings), cells({(1, "Status"): "under way"}))
    change_action(settings, ANN, 1, {"budget_cost": "£900"}, version=1)
    change_action(settings, ANN, 2, {"status": "done"}, version=1)
    report = load(settings, content, tmp_path)
    assert report.written
    assert told(report) == [
        ("changed", "1", "Status", "not recorded", "under way"),
        ("kept", "1", "Budget cost", "£0", "£900"),
        ("kept", "2", "Status", "not recorded", "done"),
    ]
    one = read(settings, 1).action
    assert (one.status, one.budget_cost) == (ActionStatus.UNDER_WAY, "£900")
    assert "stays: action 2, Status: 'done', which the workbook has as 'not recorded'" in as_text(report)


@pytest.mark.parametrize(("answer", "stands"), [("page", "£900"), ("workbook", "£100")])
def test_what_both_changed_is_asked_and_the_answer_stands(
    settings: Settings, tmp_path: Path, answer: str, stands: str
) -> None:
    content = edit(download(settings), cells({(1, "Budget cost"): "£100", (2, "Note"): "Other"}))
    change_action(settings, ANN, 1, {"budget_cost": "£900"}, version=1)
    report = load(settings, content, tmp_path)
    assert (report.refused, report.written) == (True, False)
    (asked,) = [one.question for one in report.problems if one.question]
    assert asked.subject == "1 budget_cost 2"
    assert asked.choices == {
        "page": "Keep what stands on the page: Budget cost: '£900'",
        "workbook": "Take the workbook's: Budget cost: '£100'",
    }
    assert read(settings, 2).action.note == ""
    said = [Answer(QuestionKind.ACTION, asked.subject, answer)]
    assert load(settings, content, tmp_path, answers=said).written
    assert (read(settings, 1).action.budget_cost, read(settings, 2).action.note) == (stands, "Other")


def test_an_answer_about_an_earlier_text_settles_nothing(settings: Settings, tmp_path: Path) -> None:
    content = edit(download(settings), cells({(1, "Budget cost"): "£100"}))
    change_action(settings, ANN, 1, {"budget_cost": "£900"}, version=1)
    change_action(settings, ANN, 1, {"budget_cost": "£901"}, version=2)
    said = [Answer(QuestionKind.ACTION, "1 budget_cost 2", "workbook")]
    assert load(settings, content, tmp_path, answers=said).refused
    assert read(settings, 1).action.budget_cost == "£901"


def test_a_deleted_row_of_an_action_that_was_changed_meanwhile_is_asked_about(
    settings: Settings, tmp_path: Path
) -> None:
    content = edit(download(settings), lambda sheet, columns: sheet.delete_rows(4))
    change_action(settings, ANN, 3, {"status": "done"}, version=1)
    report = load(settings, content, tmp_path)
    assert [one.question.subject for one in report.problems if one.question] == ["3 withdrawn 2"]
    kept = [Answer(QuestionKind.ACTION, "3 withdrawn 2", "page")]
    load(settings, content, tmp_path, answers=kept)
    assert read(settings, 3).action.withdrawn is None
    gone = [Answer(QuestionKind.ACTION, "3 withdrawn 2", "workbook")]
    assert load(settings, content, tmp_path, answers=gone).written
    assert read(settings, 3).action.withdrawn is not None


def test_what_the_workbook_was_not_downloaded_with_is_never_withdrawn(
    settings: Settings, tmp_path: Path
) -> None:
    some = download(settings, numbers=[1, 2])
    add_action(settings, ANN, {"proposed_action": "Added meanwhile"})
    report = load(settings, edit(some, cells({(1, "Status"): "done"})), tmp_path)
    assert told(report) == [("changed", "1", "Status", "not recorded", "done")]
    assert read(settings, 29).action.withdrawn is None


def test_an_action_that_was_withdrawn_meanwhile_stays_withdrawn_and_keeps_what_the_workbook_says(
    settings: Settings, tmp_path: Path
) -> None:
    content = edit(download(settings), cells({(3, "Status"): "done"}))
    withdraw_action(settings, ANN, 3, "Not ours", version=1)
    report = load(settings, content, tmp_path)
    assert ("kept", "3", "Withdrawn because", "", "Not ours") in told(report)
    one = read(settings, 3).action
    assert (one.status, one.withdrawn_because) == (ActionStatus.DONE, "Not ours")


def test_rows_may_be_sorted_and_a_copied_row_is_refused_with_what_to_do(
    settings: Settings, tmp_path: Path
) -> None:
    def turn_round(sheet: Any, columns: dict[str, int]) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=29)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    assert load(settings, edit(download(settings), turn_round), tmp_path).already_loaded

    def copy(sheet: Any, columns: dict[str, int]) -> None:
        for column in range(1, sheet.max_column + 1):
            sheet.cell(30, column).value = sheet.cell(2, column).value

    report = load(settings, edit(download(settings), copy), tmp_path)
    assert report.refused
    assert "2 rows say that they are action 1" in as_text(report)
    assert "hidden" in as_text(report)


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("Status", "nearly", "not recorded, not started, under way, done, stopped"),
        ("Theme", "Magic", "the name or the key of a theme"),
        ("Indicators", "neet_16_17; nothing", "the name or the key of an indicator"),
        ("Lead partner", "NHS Middlesbrough; Cleveland Police", "one partner"),
        ("Due", "some day", "a date such as"),
        ("Also serves recommendations", "1; two", "numbers of recommendations"),
        ("Proposed action", None, "the proposed action"),
        ("Budget cost", "=1+1", "found a formula whose result is not saved"),
        ("Action number", 77, "found action 77, which there is not"),
    ],
)
def test_a_cell_that_cannot_be_is_named_and_nothing_is_written(
    settings: Settings, tmp_path: Path, head: str, value: Any, said: str
) -> None:
    content = edit(download(settings), cells({(1, head): value, (2, "Status"): "done"}))
    report = load(settings, content, tmp_path)
    assert report.refused
    assert said in as_text(report)
    assert "Action plan!" in as_text(report)
    assert read(settings, 2).version == 1


def test_words_that_look_like_a_formula_are_written_as_text_and_come_back(
    settings: Settings, tmp_path: Path
) -> None:
    change_action(
        settings, ANN, 1, {"note": "=HYPERLINK(1)", "by_whom": "@SUM", "budget_cost": "-1+1"}, version=1
    )
    note_progress(settings, ANN, 1, "+44")
    content = download(settings)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Action plan"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert load(settings, content, tmp_path).already_loaded


def test_the_published_action_plan_itself_can_be_loaded_and_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    """Its five columns, and no number or version: known by the words, as they were in 2010."""
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        actions = read_plan(connection).actions
    store.close()
    head = "recommendation_number,scrutiny_recommendation,proposed_action,by_whom,budget_cost,timescale"
    fields = (
        "recommendation_number",
        "recommendation",
        "proposed_action",
        "by_whom",
        "budget_cost",
        "timescale",
    )
    lines = [
        ",".join('"' + to_texts(one)[name].replace('"', '""') + '"' for name in fields) for one in actions
    ]
    path = tmp_path / "action_plan_2010.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    change_action(settings, ANN, 1, {"status": "done", "budget_cost": "£10"}, version=1)
    (report,) = load_files(settings, files=[path])
    assert report.format == "action plan"
    assert (report.already_loaded, told(report)) == (True, [("kept", "1", "Budget cost", "£0", "£10")])
    assert (read(settings, 1).action.status, read(settings, 1).version) == (ActionStatus.DONE, 2)


def test_loading_the_plan_again_undoes_nothing_that_was_changed_on_the_page(
    settings: Settings, tmp_path: Path
) -> None:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        book = read_plan(connection)
    store.close()
    change_action(settings, ANN, 1, {"status": "done"}, version=1)
    added = add_action(settings, ANN, {"proposed_action": "Added here"}).action.number
    changed = replace(book, plan=replace(book.plan, years="2027 to 2030"), actions=book.actions[:-1])
    (tmp_path / "plan.xlsx").write_bytes(write_plan_workbook(changed))
    (report,) = load_files(settings, files=[tmp_path / "plan.xlsx"])
    assert report.written
    assert ("kept", "1", "Status", "not recorded", "done") in told(report)
    assert ("withdrawn", "28") in {one[:2] for one in told(report)}
    assert read(settings, 1).action.status is ActionStatus.DONE
    assert read(settings, added).action.withdrawn is None
    assert read(settings, 28).action.withdrawn is not None


def test_the_page_load_shows_both_texts_asks_and_writes_what_is_accepted(settings: Settings) -> None:
    content = edit(download(settings), cells({(1, "Budget cost"): "£100"}))
    change_action(settings, ANN, 1, {"budget_cost": "£900"}, version=1)
    keep_files(settings, [("actions.xlsx", content)])
    (upload,) = list_waiting(settings)
    view = open_load(preview_upload(settings, upload))
    assert (view.deed, view.said) == ("", "Needs you: 1 question.")
    (asked,) = view.questions
    assert "on the page Budget cost: '£900'; in the workbook Budget cost: '£100'" in asked.asked
    answered = replace(upload.decisions, answers=(Answer(asked.kind, asked.subject, "workbook"),))
    decide(settings, upload, answered)
    (upload,) = list_waiting(settings)
    preview = preview_upload(settings, upload)
    view = open_load(preview)
    assert view.deed == "Change the actions as shown"
    assert [title for title, _ in view.records] == ["What would change in the action plan"]
    change_action(settings, ANN, 2, {"note": "Another's"}, version=1)
    assert accept_upload(settings, editor_of(settings), preview).written is False
    accepted = accept_upload(settings, editor_of(settings), preview_upload(settings, upload))
    assert accepted.said == "The action plan was changed."
    assert read(settings, 1).action.budget_cost == "£100"
    assert read(settings, 2).action.note == "Another's"


def test_the_command_writes_a_new_file_and_never_over_one(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert save_actions_workbook(settings, path).startswith("out.xlsx: 28 actions.")
    with pytest.raises(UsageError, match="there is a file of this name"):
        save_actions_workbook(settings, path)
    with pytest.raises(UsageError, match=r"ends in \.xlsx"):
        save_actions_workbook(settings, tmp_path / "out.csv")


WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
    .map(lambda text: text.replace("\xa0", " ").strip())
    .filter(lambda text: not text.startswith("_x") and "\ufffe" not in text and "\uffff" not in text)
)
KEYS = ["neet_16_17", "persistent_absence", "looked_after"]
PARTNERS = ["council", "nhs", "police"]
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
ACTIONS = st.builds(
    Action,
    number=st.integers(1, 28),
    recommendation_number=st.integers(0, 99),
    recommendation=WORDS,
    proposed_action=WORDS.filter(bool),
    by_whom=WORDS,
    budget_cost=WORDS,
    timescale=WORDS,
    starts=DAYS,
    due=DAYS,
    status=st.sampled_from(ActionStatus),
    theme=st.sampled_from(["", "safeguarding", "child_poverty"]),
    indicators=st.lists(st.sampled_from(KEYS), unique=True).map(tuple),
    note=WORDS,
    lead=st.sampled_from(["", *PARTNERS]),
    supports=st.lists(st.sampled_from(PARTNERS), unique=True).map(tuple),
    funding=st.sampled_from(Funding),
    funded_with=WORDS,
    also_serves=st.lists(st.integers(1, 99), unique=True).map(tuple),
    stops=st.booleans(),
)


@pytest.fixture(scope="module")
def shared(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, PlanBook, Path]:
    folder = tmp_path_factory.mktemp("actions")
    shutil.copy(example_file, folder / "oba.db")
    settings = Settings(store=f"sqlite:///{(folder / 'oba.db').as_posix()}", user="olive", today="2026-12-01")
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        book = read_plan(connection)
    store.close()
    return settings, book, folder


@settle(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(action=ACTIONS)
def test_any_action_comes_back_from_the_workbook_as_it_was_written(shared, action: Action) -> None:
    settings, book, folder = shared
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        stands = {one.action.number: one for one in read_saved(connection)}
    store.close()
    wanted = replace(stands[action.number], action=action)
    content = write_actions_workbook(book, [wanted], notes={})
    report = load(settings, content, folder)
    assert not report.refused, as_text(report)
    found = to_texts(read(settings, action.number).action)
    before, after = to_texts(stands[action.number].action), to_texts(action)
    if after["timescale"] != before["timescale"]:
        # days that were left as they were, or empty, are read anew from the timescale
        for name in ("starts", "due"):
            if after[name] in ("", before[name]):
                found.pop(name)
                after.pop(name)
    assert found == after
