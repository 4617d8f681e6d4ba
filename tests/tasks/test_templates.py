"""Templates: what a partner is asked for, how it is filled in, and what comes back when it is loaded."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from oba.errors import NotFoundError, UsageError
from oba.load.file import open_file
from oba.load.plans.plan_book import read_plan
from oba.load.recognise import recognise
from oba.load.returns.return_layout import HEADINGS
from oba.model.indicator import Indicator
from oba.model.period import Period, PeriodKind
from oba.model.plan import Partner
from oba.model.series import Observation, Series
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan as read_stored_plan
from oba.store.series import read_series
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.return_periods import last_ended, list_choices, periods_due
from oba.tasks.save_templates import save_templates
from oba.tasks.write_template import make_template, owned_by, write_template
from tests.load.conftest import make_indicator

TODAY = date(2026, 12, 1)
HEADER = 6


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


@pytest.fixture
def police(store: Store) -> bytes:
    return make_template(store, partner="police", today=TODAY)


def sheet_of(content: bytes, name: str = "Return") -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(content))[name]
    assert isinstance(found, Worksheet)
    return found


def rows_of(content: bytes) -> list[dict[str, Any]]:
    rows = sheet_of(content).iter_rows(min_row=HEADER + 1, values_only=True)
    return [dict(zip(HEADINGS, row, strict=True)) for row in rows if row[0]]


def test_a_partner_is_asked_for_its_own_indicators_and_no_others(store: Store) -> None:
    with store.reading() as connection:
        book = read_stored_plan(connection)
    for partner in book.partners:
        owned = {one.key for one in owned_by(book, partner)}
        if owned:
            rows = rows_of(make_template(store, partner=partner.key, today=TODAY))
            assert {row["Key"] for row in rows} == owned, partner.name


def test_the_newest_periods_stand_as_they_are_held_and_the_ended_ones_wait(
    police: bytes, store: Store
) -> None:
    rows = [row for row in rows_of(police) if row["Key"] == "first_time_entrants"]
    with store.reading() as connection:
        (ours,) = read_series(connection, indicators=["first_time_entrants"], areas=["E06000002"])
    held = ours.observations[-3:]
    assert [(row["Period"], row["Value"]) for row in rows] == [
        *((one.period.label, one.value) for one in held),
        ("2025", None),
    ]
    assert {row["Area code"] for row in rows} == {"E06000002"}


def test_what_names_a_row_is_locked_and_what_is_asked_for_is_not(police: bytes) -> None:
    sheet = sheet_of(police)
    assert sheet.protection.sheet
    last = HEADER + len(rows_of(police))
    assert [sheet.cell(last, column).protection.locked for column in (1, 5, 6, 12)] == [
        True,
        True,
        False,
        False,
    ]
    assert [sheet.cell(last + 1, column).protection.locked for column in (1, 5, 6)] == [False, False, False]
    assert sheet.cell(HEADER, 1).protection.locked


def test_held_rows_are_grey_and_due_rows_are_not(police: bytes) -> None:
    sheet = sheet_of(police)
    fills = {
        row[4].value: row[5].fill.fgColor.rgb
        for row in sheet.iter_rows(min_row=HEADER + 1)
        if row[0].value == "first_time_entrants"
    }
    assert fills["2024"] != fills["2025"]


def test_areas_periods_and_markers_drop_down_and_numbers_are_checked(police: bytes) -> None:
    rules = sheet_of(police).data_validations.dataValidation
    listed = {str(one.sqref)[0] for one in rules if one.type == "list"}
    assert listed >= set("ACDEK")
    checked = {str(one.sqref)[0]: one for one in rules if one.type == "custom"}
    assert set(checked) == set("FGHIJ")
    (ours,) = [one for one in rules if (one.promptTitle or "").startswith("First-time entrants")]
    assert "per 100,000" in ours.prompt
    assert ">=0" in ours.formula1


def test_headings_say_how_a_suppressed_figure_is_written(police: bytes) -> None:
    comment = sheet_of(police).cell(HEADER, HEADINGS.index("Value") + 1).comment
    assert comment is not None
    assert "[c]" in comment.text


def test_the_partner_stands_in_a_cell_and_in_the_properties(police: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(police))
    assert book["Return"]["B2"].value == "police"
    assert {one.name: one.value for one in book.custom_doc_props.props} == {"Partner key": "police"}


def test_how_to_fill_it_in_gives_each_indicators_unit_and_definition(police: bytes) -> None:
    texts = [
        cell
        for row in sheet_of(police, "How to fill this in").iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert any("per 100,000" in str(text) for text in texts)
    assert any("Nothing is deleted by a return" in str(text) for text in texts)


def load(store_url: str, path: Path, **more: Any) -> Any:
    settings = Settings(store=store_url, user="ann", today="2026-12-01")
    origin = {"publisher": "Cleveland Police", "title": "Return of Cleveland Police"}
    (report,) = load_files(settings, files=[path], wishes=Wishes(origin=origin), **more)
    return report


def test_a_template_sent_back_untouched_changes_nothing(
    police: bytes, own_example: str, tmp_path: Path
) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(police)
    report = load(own_example, path, dry_run=True)
    counts = {kind.value: count for kind, count in report.counts.items()}
    assert not report.refused, report.problems
    assert (counts["added"], counts["revised"], counts["withdrawn"]) == (0, 0, 0)
    assert counts["unchanged"] == len([row for row in rows_of(police) if row["Value"] is not None])


def test_a_filled_in_row_comes_into_the_store_with_its_cell(
    police: bytes, own_example: str, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(police))
    sheet = book["Return"]
    place = next(
        row[4].row
        for row in sheet.iter_rows()
        if (row[0].value, row[4].value) == ("first_time_entrants", "2025")
    )
    sheet.cell(place, HEADINGS.index("Value") + 1).value = 230.5
    sheet.cell(place, HEADINGS.index("Marker") + 1).value = "[p]"
    path = tmp_path / "return.xlsx"
    book.save(path)
    report = load(own_example, path)
    assert report.written, report.problems
    with open_store(own_example, read_only=True).reading() as connection:
        (ours,) = read_series(connection, indicators=["first_time_entrants"], areas=["E06000002"])
    newest = ours.observations[-1]
    assert (newest.period.label, newest.value, newest.provisional) == ("2025", 230.5, True)
    assert newest.cell == f"Return!F{place}"


def test_the_templates_own_comments_and_colours_are_not_told_but_the_partners_are(
    police: bytes, own_example: str, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(police))
    book["Return"].cell(HEADER + 1, 6).comment = Comment("We doubt this one", "police")
    path = tmp_path / "return.xlsx"
    book.save(path)
    said = [problem.found for problem in load(own_example, path, dry_run=True).problems]
    assert [text for text in said if "comment" in text] == ["a comment says: We doubt this one"]
    assert not [text for text in said if "coloured" in text]


def test_an_unknown_partner_and_one_that_owns_nothing_are_answered_in_words(store: Store) -> None:
    with pytest.raises(NotFoundError, match="police"):
        make_template(store, partner="the moon", today=TODAY)
    with store.reading() as connection:
        book = read_stored_plan(connection)
    idle = next(one for one in book.partners if not owned_by(book, one))
    with pytest.raises(NotFoundError, match="owns no indicator"):
        make_template(store, partner=idle.name, today=TODAY)


def test_a_text_that_looks_like_a_formula_is_written_as_text(store: Store) -> None:
    with store.reading() as connection:
        book = read_stored_plan(connection)
    content = write_template(book, Partner("police", "=HYPERLINK(1)"), series=[], today=TODAY)
    assert sheet_of(content)["B1"].data_type == "s"


@pytest.mark.parametrize(
    ("kind", "years", "expected"),
    [
        (PeriodKind.CALENDAR_YEAR, 1, "2025"),
        (PeriodKind.FINANCIAL_YEAR, 1, "2025/26"),
        (PeriodKind.ACADEMIC_YEAR, 1, "2025/26"),
        (PeriodKind.CALENDAR_YEAR, 3, "2023 to 2025"),
        (PeriodKind.QUARTER, 1, "Jul to Sep 2026"),
        (PeriodKind.MONTH, 1, "November 2026"),
    ],
)
def test_the_last_period_that_has_ended_is_known_for_every_kind(
    kind: PeriodKind, years: int, expected: str
) -> None:
    one = make_indicator("one", period_kind=kind, years_pooled=years)
    last = last_ended(one, today=TODAY)
    assert last is not None
    assert last.label == expected


def series_to(year: int, one: Indicator) -> Series:
    period = Period.year(year, kind=one.period_kind)
    return Series(one.key, "E06000002", "", (Observation(period, 1.0),))


def test_periods_are_due_once_they_have_ended_and_not_before() -> None:
    one = make_indicator("one", period_kind=PeriodKind.CALENDAR_YEAR)
    due = periods_due(series_to(2023, one), indicator=one, today=date(2025, 12, 31))
    assert [period.label for period in due] == ["2024"]
    due = periods_due(series_to(2023, one), indicator=one, today=date(2026, 1, 1))
    assert [period.label for period in due] == ["2024", "2025"]
    assert len(periods_due(series_to(1990, one), indicator=one, today=TODAY)) == 6


def test_without_figures_nobody_guesses_the_day_of_a_point_in_time() -> None:
    one = make_indicator("one", period_kind=PeriodKind.POINT_IN_TIME)
    assert periods_due(Series("one", "E06000002"), indicator=one, today=TODAY) == ()
    assert list_choices([], indicator=one, today=TODAY) == ()


@pytest.fixture
def save(own_example: str, tmp_path: Path) -> Callable[..., Path]:
    def write(**chosen: Any) -> Path:
        out = tmp_path / "out.xlsx"
        list(save_templates(Settings(store=own_example, today="2026-12-01"), out=out, **chosen))
        return out

    return write


def test_the_blank_tidy_template_is_read_as_a_tidy_workbook_once_it_is_filled(
    save: Callable[..., Path],
) -> None:
    path = save(tidy=True)
    book = openpyxl.load_workbook(path)
    for column, content in enumerate(("suspensions", "E06000002", "", "", "2025/26", 31.5), start=1):
        book["Figures"].cell(2, column).value = content
    book.save(path)
    module, _ = recognise(open_file(path))
    assert module.NAME == "tidy workbook"
    listed = {row[0] for row in book["Lists"].iter_rows(min_row=2, values_only=True)}
    assert "suspensions" in listed


def test_the_blank_plan_is_a_plan_workbook_that_says_what_it_still_lacks(save: Callable[..., Path]) -> None:
    path = save(plan=True)
    assert open_file(path).is_plan
    book, problems = read_plan(path)
    assert book is None
    assert all(problem.where.startswith("Plan!") for problem in problems)


def test_a_file_that_is_there_is_not_written_over(save: Callable[..., Path], tmp_path: Path) -> None:
    before = save(partner="police").read_bytes()
    with pytest.raises(UsageError, match="there already"):
        save(tidy=True)
    assert (tmp_path / "out.xlsx").read_bytes() == before


@pytest.mark.parametrize("chosen", [{"tidy": True, "plan": True}, {"partner": "police", "plan": True}])
def test_only_one_kind_of_template_is_written_at_a_time(
    chosen: dict[str, Any], save: Callable[..., Path]
) -> None:
    with pytest.raises(UsageError, match="more than one template"):
        save(**chosen)


def test_without_a_name_each_partner_that_owns_something_has_its_template(
    own_example: str, store: Store, tmp_path: Path, save: Callable[..., Path]
) -> None:
    with store.reading() as connection:
        book = read_stored_plan(connection)
    owners = [one.key for one in book.partners if owned_by(book, one)]
    list(save_templates(Settings(store=own_example, today="2026-12-01"), out=tmp_path / "all"))
    assert {path.name for path in (tmp_path / "all").iterdir()} == {
        f"return_{key}_2026-12-01.xlsx" for key in owners
    }
    with pytest.raises(UsageError, match="expected a folder"):
        save()
