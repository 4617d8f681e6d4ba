"""A data gap goes from a story to the agenda, and from the agenda into the plan and its workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from oba.errors import NotFoundError, ObaError
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.model.indicator import Indicator, Standing
from oba.model.story import Gap
from oba.settings import ROOT, Settings
from oba.store.choices import read_choice
from oba.store.engine import open_store
from oba.store.plans import read_plan
from oba.store.story import find_part
from oba.tasks.adopt_gap import adopt_gap, list_open_gaps
from oba.tasks.download_plan import save_plan_workbook
from oba.tasks.load_files import load_files
from oba.tasks.open_data import open_data
from oba.tasks.record_story import add, change, send_gap

ANN = Editor("ann", Role.OFFICER)
KEY = "under18_conceptions"
GAP = {
    "text": "How many young parents leave school early",
    "kind": "data",
    "owner": "Cleveland Police",
    "due": "2027-03-31",
    "next_step": "Ask the schools",
}
TEXTS = {"title": "Young parents who leave school early", "unit": "% of young parents"}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@pytest.fixture
def write(settings: Settings) -> Callable[..., Gap]:
    def make(**more: str) -> Gap:
        gap = add(settings, "gap", {**GAP, **more}, editor=ANN, indicator=KEY)
        return send_gap(settings, gap.key, editor=ANN, version=1)

    return make


def ask(settings: Settings, question):
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return question(connection)
    finally:
        store.close()


def indicators(settings: Settings) -> dict[str, Indicator]:
    return {one.key: one for one in ask(settings, read_plan).indicators}


def test_a_gap_stands_on_the_data_page_with_owner_day_and_next_step_and_can_be_changed(
    settings: Settings, write
) -> None:
    gap = write()
    change(settings, "gap", gap.key, {"next_step": "Ask again"}, editor=ANN, version=2)
    store = open_store(settings.store, read_only=True)
    (row,) = open_data(store, today=date(2026, 12, 1)).gaps
    (free,) = list_open_gaps(store)
    store.close()
    assert (row.text, row.owner, row.due, row.next_step) == (
        GAP["text"],
        "Cleveland Police",
        "31 March 2027",
        "Ask again",
    )
    assert (row.edit, row.became, free.key) == ("gap-1", "", gap.key)


def test_an_indicator_is_made_of_a_gap_with_its_owner_day_and_next_step(settings: Settings, write) -> None:
    gap = write()
    made = adopt_gap(settings, ANN, gap.key, TEXTS, version=2)
    curve = indicators(settings)[KEY]
    assert indicators(settings)["young_parents_who_leave_school_early"] == made
    assert (made.standing, made.theme, made.outcome) == (Standing.DEVELOPMENT, curve.theme, curve.outcome)
    assert (made.owner, made.lay_definition, made.unit) == (GAP["owner"], GAP["text"], "% of young parents")
    choice = ask(settings, lambda conn: read_choice(conn, made.key))
    assert (choice.owner, choice.due, choice.next_step) == (
        GAP["owner"],
        date(2027, 3, 31),
        "Ask the schools",
    )
    assert ask(settings, lambda conn: find_part(conn, Gap, gap.key)).became == made.key
    store = open_store(settings.store, read_only=True)
    view = open_data(store, today=date(2026, 12, 1))
    assert list_open_gaps(store) == ()
    store.close()
    assert made.title in [row[0] for row in view.development.rows]
    assert [one.became for one in view.gaps] == [made.title]


def test_it_stands_in_the_downloaded_workbook_and_survives_any_workbook(
    settings: Settings, write, tmp_path: Path
) -> None:
    before = tmp_path / "before.xlsx"
    save_plan_workbook(settings, before)
    made = adopt_gap(settings, ANN, write().key, TEXTS, version=2)
    rename(before, "A better title")
    assert load(settings, before).written
    assert indicators(settings)[made.key].title == made.title
    older = tmp_path / "older.xlsx"
    older.write_bytes((ROOT / "data" / "middlesbrough_plan.xlsx").read_bytes())
    assert load(settings, older).written  # the first title again
    assert made.key in indicators(settings)
    after = tmp_path / "after.xlsx"
    save_plan_workbook(settings, after)
    sheet = openpyxl.load_workbook(after)["Indicators"]
    assert made.key in [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert load(settings, after).already_loaded


def load(settings: Settings, path: Path):
    (report,) = load_files(settings, files=[path])
    return report


def rename(path: Path, title: str) -> None:
    book = openpyxl.load_workbook(path)
    book["Indicators"].cell(2, 2, title)
    book.save(path)


@pytest.mark.parametrize(
    ("gap", "texts", "said"),
    [
        ({"kind": "research"}, TEXTS, "it is a research gap"),
        ({}, {}, "a name of 0 characters"),
        ({}, {**TEXTS, "title": "Under-18 conceptions"}, "is an indicator of the plan"),
        ({}, {**TEXTS, "counted": "stars"}, "found 'stars'"),
        ({}, {**TEXTS, "counted": "a number", "unit": ""}, "no unit is named"),
        ({}, {**TEXTS, "polarity": "purple"}, "purple"),
        ({"next_step": ""}, TEXTS, "no next step is named"),
    ],
)
def test_what_can_be_no_indicator_of_the_agenda_is_refused_and_nothing_is_written(
    settings: Settings, write, gap, texts, said: str
) -> None:
    key, before = write(**gap).key, indicators(settings)
    with pytest.raises(ObaError, match=said):
        adopt_gap(settings, ANN, key, texts, version=2)
    assert indicators(settings) == before


def test_a_gap_is_adopted_once_by_an_officer_who_knows_how_it_stands(settings: Settings, write) -> None:
    gap = write()
    with pytest.raises(NotAllowedError):
        adopt_gap(settings, Editor("cat", Role.EDITOR), gap.key, TEXTS, version=2)
    with pytest.raises(NotFoundError):
        adopt_gap(replace(settings, mode="published"), ANN, gap.key, TEXTS, version=2)
    with pytest.raises(EditConflict):
        adopt_gap(settings, ANN, gap.key, TEXTS, version=1)
    adopt_gap(settings, ANN, gap.key, TEXTS, version=2)
    with pytest.raises(ObaError, match="it is an indicator already"):
        adopt_gap(settings, ANN, gap.key, {**TEXTS, "title": "Another"}, version=3)


def test_a_gap_that_was_not_sent_is_refused(settings: Settings) -> None:
    gap = add(settings, "gap", GAP, editor=ANN, indicator=KEY)
    with pytest.raises(ObaError, match="it is not on the data development agenda"):
        adopt_gap(settings, ANN, gap.key, TEXTS, version=1)
