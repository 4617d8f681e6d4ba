"""Lists without figures: statistical neighbours become a set of the plan, a dictionary is kept for later figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from oba.load.formats import action_plan, lait_dictionary, lait_neighbours
from oba.model.area import Comparator, ComparatorRole
from oba.model.editor import editor_of
from oba.model.load_event import LoadKind
from oba.model.release import LoadReport, QuestionKind
from oba.model.upload import Decisions
from oba.settings import Settings
from oba.store.engine import open_store, store_version
from oba.store.measure_notes import read_measure_notes
from oba.store.plans import read_plan, write_plan
from oba.store.releases import read_loads
from oba.store.series import read_series
from oba.store.vault import vault_of
from oba.tasks.accept_upload import accept_upload, is_clean
from oba.tasks.keep_upload import decide, find_waiting, keep_files
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.load_plan import load_plan
from oba.tasks.open_load import open_load, say_deed, say_result
from oba.tasks.open_loads import open_loads
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.preview_upload import preview_upload
from oba.tasks.tell_load import as_text
from oba.words.loading import LISTS
from tests.load.formats.books import row, write_laid_out

TOWN = "E06000002"
HEADS = [f"{name}{rank}" if name == "SN" else name for rank in range(1, 11) for name in ("SN", "SNP")]
MAY_2025 = (890, 805, 861, 354, 391, 336, 335, 393, 341, 355)
"""Blackpool, Hartlepool, Stoke-on-Trent ... Salford: the set that the example's workbook names."""
LATER = (805, 355, 876, 861, 357, 354, 890, 393, 810, 340)
DICTIONARY = """\
"Measure_code","Topic","Measure","Chart_title","Measure_short","Polarity","y_axis_name","Description","Last Update","Next Update","dps","Year_Type"
"2","Care","Care leavers in work","Care leavers in work","CareLeaversWork","High","% of care leavers","Care leavers aged 19
in work","45809","46478","1","Financial Year"
"3","Health","Under 18 conceptions","Under 18 conceptions","Under18concep","Low","Rate per 1000 girls","Conceptions","45809","TBC","NA","Calendar Year"
"""
LAIT = (
    "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
    "CareLeaversWork,Care leavers in work,2025,Middlesbrough,41.5,806,North East\n"
    "CareLeaversWork,,2024,Middlesbrough,40.5,806,North East\n"
)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def write_neighbours(folder: Path, *, name: str, numbers: tuple[int, ...], own: int = 806) -> Path:
    """The workbook as the department lays it out: two rows of letters and numbers above the header."""
    pairs = [each for number in numbers for each in (number, "Close")]
    cells = {
        **row(1, "A", "B", "C", "D", "E", 3, 4),
        **row(2, 1, 2, 3, 4, 5, 6, 7),
        **row(3, "LA num", "LA Name", "LA number", "GOInd", "GOReg", *HEADS),
        **row(4, own, "Somewhere", own, 4, "North East", *pairs),
        "B7": "Old SNs:",
        **row(9, 806, "Middlesbrough (Pre LG)", 806, 4, "North East", 301, "Close", 302, "Close"),
    }
    return write_laid_out(folder / name, {"LA SN Groups": cells})


def load(settings: Settings, path: Path, *, dry_run: bool = False, **more: object) -> LoadReport:
    (report,) = load_files(settings, files=[path], dry_run=dry_run, wishes=Wishes(**more))  # type: ignore[arg-type]
    return report


def sets(settings: Settings) -> dict[str, list[Comparator]]:
    with open_store(settings.store, read_only=True).reading() as connection:
        comparators = read_plan(connection).comparators
    found: dict[str, list[Comparator]] = {}
    for one in comparators:
        if one.role is ComparatorRole.NEIGHBOUR:
            found.setdefault(one.set_name, []).append(one)
    return found


def version(settings: Settings) -> int:
    with open_store(settings.store, read_only=True).reading() as connection:
        return store_version(connection)


def test_the_words_for_lists_are_those_of_their_layouts() -> None:
    assert set(LISTS) == {lait_neighbours.NAME, lait_dictionary.NAME, action_plan.NAME}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("sn_may_2025.xlsx", date(2025, 5, 1)),
        ("Neighbours September 2026", date(2026, 9, 1)),
        ("sn-2026-03.csv", date(2026, 3, 1)),
        ("SN Apr2021.xlsx", date(2021, 4, 1)),
        ("sn_2025.xlsx", None),
        ("market 2025", None),
        ("decile2024", None),
    ],
)
def test_a_month_is_read_only_where_it_stands(text: str, month: date | None) -> None:
    assert lait_neighbours.read_month(text) == month


def test_the_set_that_the_plan_has_already_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    before = version(settings)
    report = load(settings, write_neighbours(tmp_path, name="sn_may_2025.xlsx", numbers=MAY_2025))
    assert report.already_loaded
    assert version(settings) == before
    assert "these very areas already" in as_text(report)


def test_a_new_set_ends_the_one_before_it_and_adds_its_areas(settings: Settings, tmp_path: Path) -> None:
    path = write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=LATER)
    before = version(settings)
    dry = load(settings, path, dry_run=True)
    assert version(settings) == before
    report = load(settings, path)
    assert replace(dry, written=True) == report
    told = "\n".join(report.notes)
    assert "10 neighbours of Middlesbrough from 1 June 2026: 1 Hartlepool; 2 Salford; 3 Halton" in told
    assert "New in it: Halton, Tameside, Kingston upon Hull, City of and Knowsley" in told
    assert "no longer in it: Newcastle upon Tyne, Wolverhampton, Walsall and Liverpool" in told
    assert "Statistical neighbours, May 2025 ends on 1 June 2026 and is kept" in told
    assert "4 areas come into the plan: Halton (E06000006)" in told
    assert "--again" in told
    found = sets(settings)
    assert {one.ended for one in found["Statistical neighbours, May 2025"]} == {date(2026, 6, 1)}
    new = found["Statistical neighbours, June 2026"]
    assert [(one.rank, one.began, one.ended) for one in new[:2]] == [
        (1, date(2026, 6, 1), None),
        (2, date(2026, 6, 1), None),
    ]
    assert [one.with_area for one in new[:3]] == ["E06000001", "E08000006", "E06000006"]


def test_the_load_is_recorded_with_its_file_in_the_vault(settings: Settings, tmp_path: Path) -> None:
    report = load(settings, write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=LATER))
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        newest = read_loads(connection)[-1]
    assert (newest.kind, newest.format, newest.loaded_by) == (LoadKind.PLAN, "statistical neighbours", "ann")
    assert vault_of(settings.store).find(report.sha256) is not None
    (shown, *_) = open_loads(store).loads
    assert (shown.did, shown.may_undo) == ("The plan compares with these neighbours", False)
    assert load(settings, tmp_path / "sn_june_2026.xlsx").already_loaded


def test_an_older_set_leaves_the_newer_one_standing(settings: Settings, tmp_path: Path) -> None:
    report = load(settings, write_neighbours(tmp_path, name="sn_april_2021.xlsx", numbers=LATER))
    assert "from 1 April 2021 to 1 May 2025" in report.notes[0]
    assert "A later set, Statistical neighbours, May 2025, stands" in report.notes[1]
    found = sets(settings)
    assert {one.ended for one in found["Statistical neighbours, April 2021"]} == {date(2025, 5, 1)}
    assert {one.ended for one in found["Statistical neighbours, May 2025"]} == {None}


def test_figures_of_a_new_neighbour_come_in_with_later_loads(settings: Settings, tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "indicator,area,period,value\nunder18_conceptions,Halton,2023,31.5\n", encoding="utf-8"
    )
    origin = {"publisher": "Office for National Statistics", "title": "Conceptions"}
    assert not load(settings, figures, origin=origin).written
    load(settings, write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=LATER))
    assert load(settings, figures, origin=origin, again=True).written
    with open_store(settings.store, read_only=True).reading() as connection:
        (series,) = read_series(connection, indicators=["under18_conceptions"], areas=["E06000006"])
    assert series.latest is not None
    assert series.latest.value == 31.5


def test_a_set_survives_the_plan_workbook_that_does_not_name_it(settings: Settings, tmp_path: Path) -> None:
    store = open_store(settings.store)
    with store.reading() as connection:
        book = read_plan(connection)
    workbook = tmp_path / "plan.xlsx"
    workbook.write_bytes(write_plan_workbook(replace(book, plan=replace(book.plan, years="2027 to 2030"))))
    load(settings, write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=LATER))
    before = sets(settings)
    report = load_plan(store, workbook, user="ann", now=settings.now())
    assert report.written, as_text(report)
    assert sets(settings) == before
    assert any("'Statistical neighbours, June 2026' kept" in note for note in report.notes)


def test_a_list_without_a_month_asks_for_its_name(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "global-neighbours.csv"
    heads, codes = (
        ",".join(str(rank) for rank in range(1, 11)),
        [f"E0600000{digit}" for digit in (1, 3, 4, 5, 6, 7, 8, 9)],
    )
    path.write_text(
        f"\ufeffAREACD,{heads}\n{TOWN},{','.join([*codes, 'E06000010', 'W06000022'])}\n", encoding="utf-8"
    )
    report = load(settings, path)
    (asked,) = report.problems
    assert asked.question is not None
    assert asked.question.kind is QuestionKind.TITLE
    assert not report.written
    report = load(settings, path, origin={"title": "Nearest neighbours of the ONS"})
    assert report.written, as_text(report)
    told = "\n".join(report.notes)
    assert "Statistical neighbours, May 2025 stays open beside it" in told
    (first, *_, last) = sets(settings)["Nearest neighbours of the ONS"]
    assert (first.with_area, first.began, last.with_area) == ("E06000001", date(2026, 12, 1), "W06000022")


@pytest.mark.parametrize(
    ("own", "numbers", "said"),
    [
        (807, LATER, "no neighbours of Middlesbrough"),
        (806, (*LATER[:-1], 199), "found '199'"),
    ],
)
def test_a_list_that_cannot_be_read_for_the_plans_area_writes_nothing(
    own: int, numbers: tuple[int, ...], said: str, settings: Settings, tmp_path: Path
) -> None:
    before = version(settings)
    report = load(settings, write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=numbers, own=own))
    assert report.refused
    assert not report.written
    assert version(settings) == before
    assert said in as_text(report)


def test_the_load_page_shows_a_set_and_accepts_it(settings: Settings, tmp_path: Path) -> None:
    path = write_neighbours(tmp_path, name="sn_june_2026.xlsx", numbers=LATER)
    (upload,) = keep_files(settings, [(path.name, path.read_bytes())])
    preview = preview_upload(settings, upload)
    view = open_load(preview)
    assert is_clean(preview)
    assert view.is_list
    assert say_deed(preview) == "Compare with these neighbours"
    assert say_result(preview).startswith("Statistical neighbours, June 2026: 10 neighbours")
    assert view.notes == preview.report.notes
    accepted = accept_upload(settings, editor_of(settings), preview)
    assert accepted.said == "The plan compares with these neighbours."
    assert "Statistical neighbours, June 2026" in sets(settings)


def test_the_load_page_asks_for_the_name_of_a_set(settings: Settings, tmp_path: Path) -> None:
    path = write_neighbours(tmp_path, name="neighbours.xlsx", numbers=LATER)
    (upload,) = keep_files(settings, [(path.name, path.read_bytes())])
    assert "publisher and title" in say_result(preview_upload(settings, upload))
    decide(settings, upload, Decisions(title="Statistical neighbours, July 2026"))
    waiting = find_waiting(settings, upload.short)
    assert waiting is not None
    assert accept_upload(settings, editor_of(settings), preview_upload(settings, waiting)).written
    assert sets(settings)["Statistical neighbours, July 2026"][0].began == date(2026, 7, 1)


def write_text(folder: Path, text: str, *, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dictionary_is_kept_and_proposes_the_measures_that_come_without_it(
    settings: Settings, tmp_path: Path
) -> None:
    alone = load(settings, write_text(tmp_path, LAIT, name="lait.csv"), dry_run=True)
    (bare,) = alone.measures
    assert (bare.indicator.unit, bare.indicator.next_release) == ("", None)
    report = load(settings, write_text(tmp_path, DICTIONARY, name="dictionary.csv"))
    assert report.written, as_text(report)
    assert report.notes[0] == "2 measures described: 2 new, 0 changed, 0 as before"
    with open_store(settings.store, read_only=True).reading() as connection:
        kept = read_measure_notes(connection)
    assert kept["lait:CareLeaversWork"].next_update == date(2027, 4, 1)
    assert kept["lait:Under18concep"].next_update is None
    (found,) = load(settings, tmp_path / "lait.csv", dry_run=True).measures
    one = found.indicator
    assert not found.known
    assert (one.unit, one.period_kind.value, one.next_release) == ("%", "financial year", date(2027, 4, 1))
    assert one.technical_definition.startswith("Care leavers aged 19 in work")
    assert (found.first, found.last, found.measure.polarity_said) == ("2023/24", "2024/25", "High")


def test_a_day_that_has_passed_is_no_next_release(settings: Settings, tmp_path: Path) -> None:
    load(settings, write_text(tmp_path, DICTIONARY.replace("46478", "46100"), name="dictionary.csv"))
    (found,) = load(settings, write_text(tmp_path, LAIT, name="lait.csv"), dry_run=True).measures
    assert (found.indicator.unit, found.indicator.next_release) == ("%", None)


def test_a_dictionary_tells_what_the_plans_records_lack_and_writes_none_of_it(
    settings: Settings, tmp_path: Path
) -> None:
    store = open_store(settings.store)
    with store.reading() as connection:
        book = read_plan(connection)
    mine = next(one for one in book.indicators if "lait:Under18concep" in one.codes)
    bare = replace(mine, next_release=None, technical_definition="")
    others = [bare if one is mine else one for one in book.indicators]
    with store.writing() as connection:
        write_plan(connection, replace(book, indicators=tuple(others)))
    said = DICTIONARY.replace('"TBC"', '"46478"')
    report = load(settings, write_text(tmp_path, said, name="dictionary.csv"))
    (told,) = report.notes[1:]
    assert told == (
        f"{mine.title}: the plan does not say its next release, the dictionary says 1 April 2027"
        " or its technical definition, the dictionary says 'Conceptions'"
    )
    with store.reading() as connection:
        after = next(one for one in read_plan(connection).indicators if one.key == mine.key)
    assert after == bare


def test_the_same_dictionary_again_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    path = write_text(tmp_path, DICTIONARY, name="dictionary.csv")
    load(settings, path)
    before = version(settings)
    assert load(settings, path).already_loaded
    assert load(settings, path, again=True).already_loaded
    assert version(settings) == before
