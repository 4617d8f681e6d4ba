"""What was said of a curve is published as its readers see it: without the names of those who wrote it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import frictionless
import pytest

from oba.model.editor import Editor
from oba.model.partner import Contribution
from oba.settings import Settings
from oba.store.contributions import add_contribution
from oba.store.engine import open_store
from oba.tasks.opendata import list_files
from oba.tasks.record_action import note_progress
from oba.tasks.record_idea import add_idea, make_action, rate_idea
from oba.tasks.record_story import add
from tests.services_example import add_services
from tests.tasks.opendata.conftest import FACTS
from tests.tasks.opendata.test_workbooks import open_book

WRITER = Editor("Zelda Quill")
KEY = "repeat_plans"
SECRETS = ("Zelda Quill", "Quentin Dissenter", "evidence-of-zelda.pdf", "What was withdrawn")
FORCE = {"text": "=2+3 rents rise", "direction": "hinders", "depth": "root cause", "evidence": "Survey"}
IDEA = {"text": "@Walking bus", "cost": "no cost", "evidence_level": "tried here", "evidence": "Town, 2025"}


@pytest.fixture
def written(own_example: str) -> Iterator[Mapping[str, bytes]]:
    """Every file of a store in which a talk was written and services stand, read before it is copied."""
    settings = Settings(store=own_example, user="Zelda Quill", today="2026-12-01")
    add(settings, "force", FORCE, editor=WRITER, indicator=KEY)
    file = {"file_name": "evidence-of-zelda.pdf", "file_sha256": "a" * 64}
    add(
        settings,
        "force",
        {**FORCE, "text": "Second", "link": "https://a.example/b", **file},
        editor=WRITER,
        indicator=KEY,
    )
    add(
        settings,
        "voice",
        {"text": "We wait", "who": "parents", "where_from": "Survey, May"},
        editor=WRITER,
        indicator=KEY,
    )
    add(
        settings,
        "gap",
        {"text": "Who waits?", "kind": "data", "owner": "Council"},
        editor=WRITER,
        indicator=KEY,
    )
    idea = add_idea(settings, WRITER, {**IDEA, **file}, indicator=KEY)
    rated = {"leverage": "high", "dissent": "Too few would come", "dissenters": "Quentin Dissenter"}
    idea = rate_idea(settings, WRITER, idea.key, rated, version=idea.rating_version)
    number = make_action(settings, WRITER, idea.key, version=idea.version)
    note_progress(settings, WRITER, number, "First walk held")
    store = open_store(own_example)
    brought = Contribution(indicator=KEY, partner="schools", role="Hosts", brings="Rooms", key=f"{KEY}/1")
    gone = Contribution(
        indicator=KEY,
        partner="nhs",
        role="What was withdrawn",
        key=f"{KEY}/2",
        withdrawn=True,
        written_by="Zelda Quill",
    )
    with store.writing() as connection:
        add_contribution(connection, brought)
        add_contribution(connection, gone)
    store.close()
    add_services(own_example)
    store = open_store(own_example, read_only=True)
    yield {one.address: one.make() for one in list_files(store, facts=FACTS)}
    store.close()


def rows_of(written: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written[f"data/{table}.csv"].decode("utf-8-sig"), newline="")))


def test_story_ideas_partners_and_services_are_published_without_a_writer(
    written: Mapping[str, bytes], tmp_path: Path
) -> None:
    forces = [row for row in rows_of(written, "story") if row["part"] == "hinders"]
    assert [(row["place"], row["text"]) for row in forces] == [("1", "'=2+3 rents rise"), ("2", "Second")]
    assert forces[1]["link"] == "https://a.example/b"
    (idea,) = rows_of(written, "ideas")
    assert (idea["text"], idea["cost"], idea["leverage"]) == ("'@Walking bus", "no cost", "high")
    assert idea["dissent"] == "Too few would come"
    action = {row["action"]: row for row in rows_of(written, "actions")}[idea["action"]]
    assert action["progress"] == "First walk held"
    assert [(row["partner"], row["brings"]) for row in rows_of(written, "contributions")] == [
        ("schools", "Rooms")
    ]
    assert {row["service"] for row in rows_of(written, "services")} == {"ex_visits", "ex_clubs"}
    assert len(rows_of(written, "measure_figures")) > 5
    for address, body in written.items():
        text = " ".join(_texts(body)) if address.endswith(".xlsx") else body.decode("utf-8-sig")
        assert not [secret for secret in SECRETS if secret in text], address
    _check_tables(written, tmp_path)


def _check_tables(written: Mapping[str, bytes], folder: Path) -> None:
    """All tables but the figures are valid; those are looked at with the example's."""
    package = json.loads(written["data/datapackage.json"])
    package["resources"] = [one for one in package["resources"] if isinstance(one["schema"], dict)]
    assert len(package["resources"]) > 15
    for one in package["resources"]:
        (folder / one["path"]).write_bytes(written[f"data/{one['path']}"])
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, [error.message for task in report.tasks for error in task.errors][:5]


def _texts(body: bytes) -> Iterator[str]:
    for sheet in open_book(body).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell is not None)
