"""Stories go out with an export and come in again: parts, ranks, edits, files of evidence."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import NotFoundError, ObaError, UsageError
from oba.model.editor import Editor, NotAllowedError, Right, Role
from oba.settings import ROOT, Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.vault import vault_of
from oba.tasks.digest_store import digest_store
from oba.tasks.export_store import export_store
from oba.tasks.keep_evidence import MEGABYTES, fetch_evidence, keep_evidence, tidy_name
from oba.tasks.keep_stories import EVIDENCE, STORIES, Kept, gather_stories, restore_stories
from oba.tasks.load_files import load_files
from oba.tasks.record_story import add, change, move, send_gap, withdraw

KEY, OTHER = "under18_conceptions", "looked_after"
ANN = Editor("ann")
PDF = b"%PDF-1.7\nThe report"
FORCE = {"text": "Rents – rise", "direction": "hinders", "link": "https://example.org"}


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


def write_story(settings: Settings) -> str:
    """A year in the life of a story; the SHA-256 of its evidence."""
    name, sha256 = keep_evidence(settings, ANN, "report.pdf", PDF)
    first = add(settings, "force", FORCE, editor=ANN, indicator=KEY)
    second = add(
        settings, "force", {**FORCE, "file_name": name, "file_sha256": sha256}, editor=ANN, indicator=KEY
    )
    move(settings, second.key, editor=Editor("bob"), up=True, seen=[first.key, second.key])
    gone = add(
        settings, "voice", {"text": "No", "who": "schools", "where_from": "x"}, editor=ANN, indicator=KEY
    )
    withdraw(settings, "voice", gone.key, editor=ANN, version=1)
    voice = {"text": "They\nsay", "who": "parents", "where_from": "A survey", "said_on": "2026-11-03"}
    add(settings, "voice", voice, editor=ANN, indicator=OTHER)
    gap = add(settings, "gap", {"text": "Why", "kind": "research"}, editor=ANN, indicator=KEY)
    change(settings, "gap", gap.key, {"owner": "Cat", "due": "2027-03-31"}, editor=ANN, version=1)
    send_gap(settings, gap.key, editor=ANN, version=2)
    return sha256


@pytest.fixture(scope="module")
def exported(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a store with a story. Only to be copied."""
    folder = tmp_path_factory.mktemp("exported")
    shutil.copy(planned, folder / "own.db")
    settings = Settings(store=f"sqlite:///{(folder / 'own.db').as_posix()}", user="ann", today="2026-12-01")
    write_story(settings)
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


def gathered(settings: Settings):
    store = open_store(settings.store, read_only=True)
    found = gather_stories(store)
    digest = digest_store(store, baselines=True)
    store.close()
    return found, digest


def test_a_story_comes_back_whole_with_every_edit_and_its_evidence(
    settings: Settings, tmp_path: Path
) -> None:
    sha256 = write_story(settings)
    told = export(settings, tmp_path / "out")
    assert "gives the same plan, figures, markers, revisions, baselines and stories" in told
    again, said = bring_in(tmp_path / "out", tmp_path)
    (before, digest), (after, other) = gathered(settings), gathered(again)
    assert "5 parts of stories restored, with every edit" in said
    assert after.parts == before.parts
    assert [(e.at, e.by, e.kind, e.key, e.field, e.before, e.after) for e in after.edits] == [
        (e.at, e.by, e.kind, e.key, e.field, e.before, e.after) for e in before.edits
    ]
    assert len(before.edits) > 20
    assert other == digest
    assert fetch_evidence(again, sha256) == PDF
    assert add(again, "gap", {"text": "More", "kind": "data"}, editor=ANN, indicator=KEY).key == f"{KEY}/2"


def test_two_stores_with_other_stories_are_told_apart(settings: Settings) -> None:
    _, before = gathered(settings)
    write_story(settings)
    assert gathered(settings)[1] != before


def test_a_store_keeps_the_stories_that_were_written_in_it(settings: Settings, tmp_path: Path) -> None:
    write_story(settings)
    export(settings, tmp_path / "out")
    before = gathered(settings)
    store = open_store(settings.store)
    assert restore_stories(store, [tmp_path / "out" / STORIES]) == [
        "5 parts of stories.json left out: the store has its own of those curves"
    ]
    store.close()
    assert gathered(settings) == before


def test_a_story_of_an_indicator_that_the_plan_has_not_is_left_out_and_told_of(settings, tmp_path) -> None:
    write_story(settings)
    export(settings, tmp_path / "out")
    path = tmp_path / "out" / STORIES
    path.write_text(path.read_text(encoding="utf-8").replace(OTHER, "another"), encoding="utf-8")
    again, said = bring_in(tmp_path / "out", tmp_path)
    assert "1 part of stories.json left out: the plan has not all that they name" in said
    assert {one.indicator for one in gathered(again)[0].parts} == {KEY}
    assert {one.key.split("/")[0] for one in gathered(again)[0].edits} == {KEY}


def test_evidence_that_is_not_what_its_name_says_is_left_out(settings: Settings, tmp_path: Path) -> None:
    sha256 = write_story(settings)
    export(settings, tmp_path / "out")
    (tmp_path / "out" / EVIDENCE / sha256).write_bytes(b"another")
    again, _ = bring_in(tmp_path / "out", tmp_path)
    assert vault_of(again.store).find(sha256) is None


def test_evidence_that_somebody_has_taken_away_is_told_of(settings: Settings, tmp_path: Path) -> None:
    sha256 = write_story(settings)
    found = vault_of(settings.store).find(sha256)
    assert found is not None
    found.unlink()
    assert "1 file of evidence left out: not kept here any more." in export(settings, tmp_path / "out")
    with pytest.raises(NotFoundError, match="the file is not kept here"):
        fetch_evidence(settings, sha256)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"parts": [{}], "edits": []}',
        '{"parts": [], "edits": [{}]}',
        "\x00",
        '{"parts": 1, "edits": []}',
    ],
)
def test_a_file_of_stories_that_cannot_be_read_stops_the_load_before_anything_is_written(
    settings: Settings, exported: Path, tmp_path: Path, content: str
) -> None:
    shutil.copytree(exported, tmp_path / "out")
    (tmp_path / "out" / STORIES).write_text(content, encoding="utf-8")
    with pytest.raises(ObaError, match=r"stories\.json: the file cannot be read as stories"):
        list(load_files(settings, files=[tmp_path / "out"]))
    assert gathered(settings)[0] == Kept((), ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "another/1"),
        ("key", f"{KEY}/x"),
        ("direction", "pulls"),
        ("text", 7),
        ("evidence", []),
        ("rank", "1"),
        ("withdrawn", 0),
    ],
)
def test_a_part_with_a_false_name_or_a_field_of_another_type_is_not_read(
    settings: Settings, exported: Path, tmp_path: Path, name: str, value: object
) -> None:
    shutil.copytree(exported, tmp_path / "out")
    path = tmp_path / "out" / STORIES
    record = json.loads(path.read_text(encoding="utf-8"))
    record["parts"][0][name] = value
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ObaError, match="cannot be read as stories"):
        list(load_files(settings, files=[tmp_path / "out"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"MZ\x90\x00\x03", "this kind of file is not kept as evidence"),
        (b"\x7fELF\x00", "this kind of file is not kept as evidence"),
        (b"%PDF" + b"x" * (MEGABYTES << 20), "the file is larger than 10 MB"),
    ],
)
def test_what_is_no_document_is_not_kept_as_evidence(settings: Settings, content: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        keep_evidence(settings, ANN, "a.pdf", content)
    assert not vault_of(settings.store).folder.exists()


@pytest.mark.parametrize(
    "content", [PDF, b"PK\x03\x04docx", b"\x89PNG\r\n\x1a\n", "naïve".encode(), b"\xef\xbb\xbfa"]
)
def test_a_document_a_picture_or_text_is_kept_whole(settings: Settings, content: bytes) -> None:
    name, sha256 = keep_evidence(settings, ANN, "a.bin", content)
    assert (name, fetch_evidence(settings, sha256)) == ("a.bin", content)
    assert keep_evidence(settings, ANN, "again.bin", content) == ("again.bin", sha256)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\a.pdf", "a.pdf"),
        ("a\nb\u202e.pdf", "ab.pdf"),
        ("..", "file"),
        ("", "file"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_and_never_a_path(given: str, shown: str) -> None:
    assert tidy_name(given) == shown


def test_no_file_is_kept_as_evidence_by_who_may_not_write_or_on_the_published_copy(
    settings: Settings,
) -> None:
    with pytest.raises(NotAllowedError, match="you may not write the story"):
        keep_evidence(settings, Editor("eve", Role.READER), "a.pdf", PDF)
    with pytest.raises(NotAllowedError, match="you may not write actions and ideas"):
        keep_evidence(settings, Editor("eve", Role.READER), "a.pdf", PDF, right=Right.WRITE_ACTIONS)
    with pytest.raises(NotFoundError, match="published"):
        keep_evidence(replace(settings, mode="published"), ANN, "a.pdf", PDF)
    assert not vault_of(settings.store).folder.exists()


def test_the_published_copy_gives_no_evidence(settings: Settings) -> None:
    _, sha256 = keep_evidence(settings, ANN, "a.pdf", PDF)
    with pytest.raises(NotFoundError):
        fetch_evidence(replace(settings, mode="published"), sha256)
