"""What changed from one copy to another: figures by indicator, verdicts, stories, actions, wording; and what did not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from oba.settings import Settings
from oba.store.shelf import Shelf
from oba.tasks.check_publication import compare_files, prepare_publication
from oba.tasks.compare_publications import ADDED, MOST_TOLD, REVISED, WITHDRAWN, Differences
from oba.tasks.tell_publishing import list_lines
from tests.tasks.publishing_rehearsed import change, on

SERIES = "(SELECT id FROM series WHERE indicator = 'persistent_absence' AND area = 'E06000002')"
LAST = f"(SELECT max(period_id) FROM observation WHERE series_id = {SERIES})"
ONE = f"series_id = {SERIES} AND period_id = {LAST}"
Compared = Callable[..., Differences]


@pytest.fixture(scope="module")
def settings(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return on(Path(shutil.copytree(published_once, tmp_path_factory.mktemp("compared") / "own")))


@pytest.fixture
def changed(settings: Settings, tmp_path: Path) -> Compared:
    """Change a copy of the copy, and compare the two."""

    def compare(statement: str, **values: object) -> Differences:
        pointer = Shelf(settings.copies_folder).current()
        assert pointer is not None
        before, after = settings.copies_folder / pointer.file, tmp_path / "after.db"
        shutil.copy(before, after)
        after.chmod(0o644)
        if statement:
            change(Settings(store=f"sqlite:///{after.as_posix()}"), statement, **values)
        return compare_files(before, after)

    return compare


def test_two_copies_of_the_same_differ_in_nothing(changed: Compared) -> None:
    found = changed("")
    assert not found
    assert sum(found.counts.values()) == 0


@pytest.mark.parametrize(
    ("statement", "happened"),
    [
        (f"UPDATE observation SET value = value + 1 WHERE {ONE}", REVISED),
        (f"UPDATE observation SET value = NULL, marker = 'c' WHERE {ONE}", REVISED),
        (f"DELETE FROM observation WHERE {ONE}", WITHDRAWN),
        (
            f"INSERT INTO observation (series_id, period_id, value, marker, sheet_column_id) SELECT {SERIES},"
            f" (SELECT min(id) FROM period WHERE id NOT IN (SELECT period_id FROM observation WHERE series_id ="
            f" {SERIES})), 9.9, '', min(sheet_column_id) FROM observation",
            ADDED,
        ),
    ],
)
def test_figures_are_counted_by_indicator_and_by_what_became_of_them(
    changed: Compared, statement: str, happened: str
) -> None:
    found = changed(statement)
    (one,) = found.figures
    assert one.indicator == "persistent_absence"
    assert {ADDED: one.added, REVISED: one.revised, WITHDRAWN: one.withdrawn} == {
        **dict.fromkeys((ADDED, REVISED, WITHDRAWN), 0),
        happened: 1,
    }
    assert found.counts[happened] == 1


def test_each_revised_figure_is_told_with_its_area_period_and_both_values(changed: Compared) -> None:
    found = changed(f"UPDATE observation SET value = 10 WHERE series_id = {SERIES}")
    (line,) = list_lines(found, "figures")
    assert line.said == f"Persistent absence from school: {found.figures[0].revised} revised"
    assert line.below[0].startswith("Middlesbrough, ")
    assert line.below[0].endswith(" now")
    assert " before, 10.0%" in line.below[0]
    assert len(line.below) == found.figures[0].revised


def test_of_many_revised_figures_the_first_are_told_and_the_rest_counted(changed: Compared) -> None:
    found = changed("UPDATE observation SET lower = -1")
    line = next(one for one in list_lines(found, "figures") if len(one.below) > MOST_TOLD)
    assert len(line.below) == MOST_TOLD + 1
    assert line.below[-1].startswith("and ")
    assert "as before, with other limits, counts or notes" in line.below[0]


def test_a_verdict_that_is_another_is_told_before_and_after(changed: Compared) -> None:
    found = changed(f"UPDATE observation SET value = 95 WHERE {ONE}")
    (turned,) = found.verdicts
    assert turned.title == "Persistent absence from school"
    assert turned.before != turned.after
    assert turned.after == "Worse than forecast"


@pytest.mark.parametrize(
    ("statement", "group", "noun"),
    [
        ("UPDATE action SET timescale = 'July' WHERE number = 1", "actions", "Action"),
        ("UPDATE outcome SET sentence = sentence || '!' WHERE position = 0", "wording", "Outcome"),
        (
            "UPDATE release SET title = 'Another' WHERE id = (SELECT min(id) FROM release)",
            "sources",
            "Release",
        ),
        ("UPDATE plan SET statement = 'Another'", "wording", "The plan"),
        (
            "INSERT INTO story_voice (key, indicator, area, text, written_by, written_on, version, withdrawn, who,"
            " where_from) VALUES ('looked_after/1', 'looked_after', 'E06000002', 'Said', '', '2026-01-01', 1, false,"
            " 'children', 'A survey')",
            "story",
            "Voice in a story",
        ),
    ],
)
def test_texts_are_told_by_what_they_are(changed: Compared, statement: str, group: str, noun: str) -> None:
    found = changed(statement)
    assert not found.figures
    (written,) = found.written
    assert (written.group, written.noun) == (group, noun)
    assert written.added + written.changed + written.gone == 1


def test_what_would_be_published_is_compared_with_what_is(settings: Settings) -> None:
    prepared = prepare_publication(settings)
    assert (prepared.last, bool(prepared.differences)) == (1, False)
