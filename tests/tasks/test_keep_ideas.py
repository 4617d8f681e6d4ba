"""Ideas go out with an export and come in again: ratings, dissent, actions, edits, files of evidence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from oba.errors import ObaError
from oba.model.editor import Editor
from oba.settings import ROOT, Settings
from oba.store.actions import read_action
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.tasks.digest_store import digest_store
from oba.tasks.export_store import export_store
from oba.tasks.keep_evidence import fetch_evidence, keep_evidence
from oba.tasks.keep_ideas import IDEAS, KeptIdeas, gather_ideas, restore_ideas
from oba.tasks.load_files import load_files
from oba.tasks.record_action import withdraw_action
from oba.tasks.record_idea import (
    add_idea,
    change_idea,
    make_action,
    rate_idea,
    say_why_none,
    withdraw_idea,
)

KEY, OTHER = "under18_conceptions", "looked_after"
ANN, BOB = Editor("ann"), Editor("bob")
PDF = b"%PDF-1.7\nThe trial"
IDEA = {"text": "Clinics – after school", "cost": "no cost", "stops": "yes", "link": "https://example.org"}


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "oba.db"
    settings = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(settings.store)
    assert all(one.written for one in load_files(settings, files=[ROOT / "data" / "middlesbrough_plan.xlsx"]))
    return path


@pytest.fixture
def settings(planned: Path, tmp_path: Path) -> Settings:
    shutil.copy(planned, tmp_path / "own.db")
    return Settings(store=f"sqlite:///{(tmp_path / 'own.db').as_posix()}", user="ann", today="2026-12-01")


def write_all(settings: Settings) -> tuple[str, int]:
    """Ideas of every kind; the SHA-256 of the evidence, and the number of an action that was withdrawn since."""
    name, sha256 = keep_evidence(settings, ANN, "trial.pdf", PDF)
    first = add_idea(settings, ANN, IDEA, indicator=KEY)
    second = add_idea(settings, ANN, {"text": "Bus", "file_name": name, "file_sha256": sha256}, indicator=KEY)
    change_idea(settings, BOB, second.key, {"evidence_level": "tried here"}, version=1)
    rating = {"leverage": "high", "values_fit": "low", "dissent": "No", "dissenters": "Schools"}
    rate_idea(settings, BOB, second.key, rating, version=0)
    make_action(settings, ANN, first.key, version=1)
    number = make_action(settings, BOB, second.key, version=2)
    withdraw_action(settings, BOB, number, "Another does it", version=1)
    gone = add_idea(settings, ANN, {"text": "Gone"}, indicator=KEY)
    withdraw_idea(settings, ANN, gone.key, version=1)
    say_why_none(settings, ANN, OTHER, "Placements\ncost", version=0)
    return sha256, number


@pytest.fixture(scope="module")
def exported(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a store with ideas of every kind. Only to be copied."""
    folder = tmp_path_factory.mktemp("exported")
    shutil.copy(planned, folder / "own.db")
    settings = Settings(store=f"sqlite:///{(folder / 'own.db').as_posix()}", user="ann", today="2026-12-01")
    write_all(settings)
    export(settings, folder / "out")
    return folder / "out"


def export(settings: Settings, folder: Path) -> str:
    return "\n".join(export_store(settings, folder))


def bring_in(folder: Path, place: Path) -> tuple[Settings, str]:
    settings = Settings(store=f"sqlite:///{(place / 'again.db').as_posix()}", user="bob", today="2026-12-02")
    migrate(settings.store)
    reports = list(load_files(settings, files=[folder]))
    assert not [one for one in reports if one.refused], reports
    return settings, "\n".join(note for one in reports for note in one.notes)


def gathered(settings: Settings) -> tuple[KeptIdeas, str]:
    store = open_store(settings.store, read_only=True)
    found = gather_ideas(store)
    digest = digest_store(store, baselines=True)
    store.close()
    return found, digest


def restore(settings: Settings, path: Path) -> list[str]:
    store = open_store(settings.store)
    said = restore_ideas(store, [path])
    store.close()
    return said


def test_ideas_come_back_whole_with_their_actions_every_edit_and_evidence(
    settings: Settings, tmp_path: Path
) -> None:
    sha256, number = write_all(settings)
    export(settings, tmp_path / "out")
    again, said = bring_in(tmp_path / "out", tmp_path)
    (before, digest), (after, other) = gathered(settings), gathered(again)
    assert "3 ideas and 1 reason for having no cheap one restored, with every edit" in said
    assert (after.ideas, after.whys) == (before.ideas, before.whys)
    assert [(e.at, e.by, e.kind, e.key, e.field, e.before, e.after) for e in after.edits] == [
        (e.at, e.by, e.kind, e.key, e.field, e.before, e.after) for e in before.edits
    ]
    assert len(before.edits) > 12
    assert other == digest
    assert fetch_evidence(again, sha256) == PDF
    store = open_store(again.store, read_only=True)
    with store.reading() as connection:
        assert read_action(connection, number).action.idea == f"{KEY}/2"
    store.close()
    assert add_idea(again, ANN, {"text": "More"}, indicator=KEY).key == f"{KEY}/4"


def test_two_stores_with_other_ideas_are_told_apart(settings: Settings) -> None:
    _, before = gathered(settings)
    say_why_none(settings, ANN, OTHER, "Placements cost", version=0)
    assert gathered(settings)[1] != before


def test_a_store_keeps_the_ideas_that_were_written_in_it(settings: Settings, tmp_path: Path) -> None:
    write_all(settings)
    export(settings, tmp_path / "out")
    before = gathered(settings)
    assert restore(settings, tmp_path / "out" / IDEAS) == [
        "4 parts of ideas.json left out: the store has its own of those curves"
    ]
    assert gathered(settings) == before


def test_what_the_plan_has_not_is_left_out_and_told_of(settings: Settings, tmp_path: Path) -> None:
    write_all(settings)
    export(settings, tmp_path / "out")
    path = tmp_path / "out" / IDEAS
    path.write_text(path.read_text(encoding="utf-8").replace(OTHER, "another"), encoding="utf-8")
    again, said = bring_in(tmp_path / "out", tmp_path)
    assert "1 part of ideas.json left out: the plan has not all that they name" in said
    assert gathered(again)[0].whys == ()
    assert {one.key.split("/")[0] for one in gathered(again)[0].edits} == {KEY}


def test_an_idea_whose_action_is_not_in_the_plan_comes_without_it(settings: Settings, tmp_path: Path) -> None:
    write_all(settings)
    export(settings, tmp_path / "out")
    path = tmp_path / "out" / IDEAS
    record = json.loads(path.read_text(encoding="utf-8"))
    for one in record["ideas"]:
        one["action"] = one["action"] and 9_999
    path.write_text(json.dumps(record), encoding="utf-8")
    again, said = bring_in(tmp_path / "out", tmp_path)
    assert "2 ideas restored without the action that the plan has not" in said
    assert {one.action for one in gathered(again)[0].ideas} == {0}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("whys"),
        lambda record: record["ideas"][0].pop("dissent"),
        lambda record: record["ideas"][0].update(cost="cheap"),
        lambda record: record["ideas"][0].update(leverage="3"),
        lambda record: record["ideas"][0].update(key="1"),
        lambda record: record["ideas"][0].update(action="1"),
        lambda record: record["whys"][0].update(written_on="yesterday"),
        lambda record: record["edits"][0].update(at="then"),
        lambda record: record["ideas"][0].update(key=1),
        lambda record: record["edits"][0].update(at="2026-12-01T10:00:00"),
        lambda record: record["edits"][0].update(after=["Clinics"]),
        lambda record: record["ideas"][0].update(text=7),
        lambda record: record["whys"][0].update(text=None),
        lambda record: record["ideas"][0].update(stops="no"),
        lambda record: record["ideas"].append(record["ideas"][0]),
    ],
    ids=[
        "no whys",
        "no dissent",
        "no cost",
        "no rating",
        "no key",
        "no number",
        "no day",
        "no moment",
        "a number as key",
        "no time zone",
        "no text",
        "a number as text",
        "nothing as reason",
        "words for what is so or not",
        "two of one key",
    ],
)
def test_a_file_that_no_export_wrote_is_refused_before_anything_is_written(
    settings: Settings, exported: Path, tmp_path: Path, spoil
) -> None:
    shutil.copytree(exported, tmp_path / "out")
    path = tmp_path / "out" / IDEAS
    record = json.loads(path.read_text(encoding="utf-8"))
    spoil(record)
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ObaError, match="the file cannot be read as ideas"):
        list(load_files(settings, files=[tmp_path / "out"]))
    assert gathered(settings)[0] == KeptIdeas((), (), ())


def test_evidence_that_is_gone_is_told_of(settings: Settings, tmp_path: Path) -> None:
    add_idea(settings, ANN, {"text": "Bus", "file_name": "a.pdf", "file_sha256": "a" * 64}, indicator=KEY)
    assert "1 file of evidence left out: not kept here any more." in export(settings, tmp_path / "out")
