"""Loading a plan workbook undoes nothing that was changed of partners on their page, with a mark or without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oba.model.editor import Editor, Role
from oba.model.plan import Partner
from oba.model.release import Answer, LoadReport, QuestionKind
from oba.settings import ROOT, Settings
from oba.store.engine import open_store
from oba.store.partners import read_saved
from oba.tasks.download_plan import save_plan_workbook
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.record_action import change_action
from oba.tasks.record_contribution import contribute
from oba.tasks.record_partner import add_partner, change_partner, withdraw_partner

ANN = Editor("ann", Role.OFFICER)
HEAD = {"key": 1, "Partner": 2, "Role": 3, "Themes": 4}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="olive", today="2026-12-01")


@pytest.fixture(params=["downloaded", "as it came"])
def workbook(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Path:
    """The plan's workbook, which says what it was downloaded with, or the file that the plan came from."""
    path = tmp_path / "plan.xlsx"
    if request.param == "downloaded":
        save_plan_workbook(settings, path)
    else:
        path.write_bytes((ROOT / "data" / "middlesbrough_plan.xlsx").read_bytes())
    return path


def partners(settings: Settings) -> dict[str, Partner]:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = {one.partner.key: one.partner for one in read_saved(connection)}
    store.close()
    return found


def load(settings: Settings, path: Path, *answers: Answer) -> LoadReport:
    (report,) = load_files(settings, files=[path], wishes=Wishes(answers=answers))
    return report


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book["Partners"])
    book.save(path)
    return path


def row_of(sheet: Any, key: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def write(key: str, head: str, text: str | None) -> Callable[[Any], None]:
    return lambda sheet: sheet.cell(row_of(sheet, key), HEAD[head], text)


def drop(key: str) -> Callable[[Any], None]:
    return lambda sheet: sheet.delete_rows(row_of(sheet, key))


def test_what_was_changed_on_the_page_stays_and_what_the_workbook_changes_is_taken(
    settings: Settings, workbook: Path
) -> None:
    change_partner(settings, ANN, "nhs", {"role": "Commissions health services"}, version=1)
    report = load(settings, edit(workbook, write("nhs", "Partner", "NHS Tees Valley")))
    assert report.written, report.problems
    nhs = partners(settings)["nhs"]
    assert (nhs.name, nhs.role) == ("NHS Tees Valley", "Commissions health services")
    assert ("kept", "nhs", "Role") in [(one.kind, one.key, one.field) for one in report.records]


def test_loading_it_again_undoes_nothing_and_changes_nothing(settings: Settings, workbook: Path) -> None:
    change_partner(settings, ANN, "nhs", {"role": "Another", "themes": "safeguarding"}, version=1)
    add_partner(settings, ANN, {"name": "A new charity", "themes": "safeguarding"})
    withdraw_partner(settings, ANN, "police", "It was merged", version=1)
    before = partners(settings)
    report = load(settings, workbook)
    assert report.already_loaded, report.notes
    assert partners(settings) == before


def test_what_both_changed_is_asked_and_the_answer_stands(settings: Settings, workbook: Path) -> None:
    change_partner(settings, ANN, "nhs", {"role": "Here"}, version=1)
    edit(workbook, write("nhs", "Role", "There"))
    report = load(settings, workbook)
    (asked,) = [one.question for one in report.problems if one.question is not None]
    assert not report.written
    assert partners(settings)["nhs"].role == "Here"
    assert {"Here", "There"} <= {text.partition(": ")[2] for text in asked.choices.values()}
    for answer, stands in (("page", "Here"), ("workbook", "There")):
        load(settings, workbook, Answer(QuestionKind.PLAN, asked.subject, answer))
        assert partners(settings)["nhs"].role == stands


def test_a_partner_that_was_added_here_stays_though_no_workbook_has_it(
    settings: Settings, workbook: Path
) -> None:
    key = add_partner(settings, ANN, {"name": "A new charity"}).partner.key
    report = load(settings, edit(workbook, write("nhs", "Partner", "NHS Tees Valley")))
    assert report.written
    assert partners(settings)[key].takes_part
    assert ("kept", key) in [(one.kind, one.key) for one in report.records]


def test_a_row_that_is_gone_takes_the_partner_out_and_what_names_it_is_kept(
    settings: Settings, workbook: Path
) -> None:
    contribute(settings, ANN, {"brings": "Officers"}, indicator="under18_conceptions", partner="schools")
    report = load(settings, edit(workbook, drop("schools")))
    assert report.written, report.problems
    assert partners(settings)["schools"].left_because == "It is not in the plan any more"


def test_a_row_that_is_gone_of_a_partner_that_was_changed_here_is_asked_about(
    settings: Settings, workbook: Path
) -> None:
    change_partner(settings, ANN, "schools", {"role": "Here"}, version=1)
    report = load(settings, edit(workbook, drop("schools")))
    (asked,) = [one.question for one in report.problems if one.question is not None]
    load(settings, workbook, Answer(QuestionKind.PLAN, asked.subject, "page"))
    assert partners(settings)["schools"].role == "Here"
    load(settings, workbook, Answer(QuestionKind.PLAN, asked.subject, "workbook"))
    assert "schools" not in partners(settings)


def test_a_partner_that_has_left_goes_out_and_comes_back_with_the_workbook(
    settings: Settings, tmp_path: Path
) -> None:
    change_action(settings, ANN, 1, {"lead": "nhs"}, version=1)
    withdraw_partner(settings, ANN, "nhs", "It was abolished", version=1)
    path = tmp_path / "plan.xlsx"
    save_plan_workbook(settings, path)
    assert load(settings, path).already_loaded

    def back(sheet: Any) -> None:
        heads = {sheet.cell(1, column).value: column for column in range(1, sheet.max_column + 1)}
        for head in ("Left on", "Left because"):
            assert sheet.cell(row_of(sheet, "nhs"), heads[head]).value
            sheet.cell(row_of(sheet, "nhs"), heads[head]).value = None

    assert load(settings, edit(path, back)).written
    assert partners(settings)["nhs"].takes_part


def test_a_reason_without_a_day_is_refused_in_its_cell(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    save_plan_workbook(settings, path)
    report = load(settings, edit(path, lambda sheet: sheet.cell(2, 6, "Why")))
    assert any("though a reason is given" in one.found for one in report.problems)
    assert not report.written
