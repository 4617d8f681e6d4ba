"""What partners bring goes out with an export and comes in again, with who changed what of partners."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from oba.errors import NotFoundError, ObaError
from oba.model.editor import Editor, Role
from oba.settings import ROOT, Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.tasks.digest_store import digest_store
from oba.tasks.export_store import export_store
from oba.tasks.keep_partners import PARTNERS, gather_partners, read_kept_partners, restore_partners
from oba.tasks.load_files import load_files
from oba.tasks.record_contribution import change_contribution, contribute, withdraw_contribution
from oba.tasks.record_partner import add_partner, change_partner, withdraw_partner

ANN, BOB = Editor("ann", Role.OFFICER), Editor("bob", Role.OFFICER)
KEY, OTHER = "under18_conceptions", "looked_after"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A store in which people have worked on partners; no test changes it."""
    path = tmp_path_factory.mktemp("partners") / "own.db"
    found = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(found.store)
    assert all(one.written for one in load_files(found, files=[ROOT / "data" / "middlesbrough_plan.xlsx"]))
    one = contribute(found, ANN, {"role": "Leads", "brings": "Two – nurses"}, indicator=KEY, partner="nhs")
    change_contribution(found, BOB, one.key, {"brings": "One nurse"}, version=1)
    gone = contribute(found, ANN, {"brings": "Officers"}, indicator=OTHER, partner="police")
    withdraw_contribution(found, BOB, gone.key, "They moved", version=1)
    change_partner(found, BOB, "nhs", {"name": "The care board"}, version=1)
    withdraw_partner(found, BOB, "police", "It merged", version=1)
    add_partner(found, ANN, {"name": "A charity"})
    return found


@pytest.fixture(scope="module")
def folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its export; no test changes it."""
    found = tmp_path_factory.mktemp("exported") / "export"
    lines = list(export_store(settings, found))
    assert any("gives the same plan" in line for line in lines), lines
    return found


def test_an_export_gives_the_same_partners_and_contributions_with_every_edit(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    again = replace(settings, store=f"sqlite:///{(tmp_path / 'again.db').as_posix()}")
    migrate(again.store)
    notes = [note for report in load_files(again, files=[folder]) for note in report.notes]
    assert "2 contributions of partners restored, with every edit" in notes
    one, other = open_store(settings.store), open_store(again.store)
    assert digest_store(one, baselines=True) == digest_store(other, baselines=True)
    with other.reading() as connection:
        partners = {each.key: each for each in read_plan(connection).partners}
    assert partners["nhs"].formerly == ("NHS Middlesbrough",)
    assert partners["police"].left_because == "It merged"
    assert gather_partners(one).contributions == gather_partners(other).contributions
    before = digest_store(other, baselines=True)
    assert restore_partners(other, [folder / PARTNERS]) == [
        "2 contributions of partners.json left out: the store has its own of those curves"
    ]
    assert digest_store(other, baselines=True) == before
    one.close()
    other.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda said: said.pop("edits"),
        lambda said: said["contributions"][0].pop("brings"),
        lambda said: said["contributions"][0].update(brings=3),
        lambda said: said["contributions"][0].update(key="looked_after/1/.."),
        lambda said: said["contributions"][0].update(version="2"),
        lambda said: said["edits"][0].update(at="2026-12-01T12:00:00"),
        lambda said: said["edits"][0].update(kind="force"),
        lambda said: said["edits"][0].update(after=3),
        lambda said: said.update(contributions=None),
        lambda said: said["contributions"][0].update(role=None),
        lambda said: said["contributions"][0].update(written_by=[]),
        lambda said: said["contributions"][0].update(partner=7),
        lambda said: said["contributions"][0].update(version=True),
        lambda said: said["contributions"][0].update(written_on=20261201),
        lambda said: said["edits"][0].update(by=None),
        lambda said: said["edits"][0].update(field=[]),
        lambda said: said["contributions"].append(said["contributions"][0]),
    ],
)
def test_a_file_that_a_hand_has_spoilt_is_refused(folder: Path, tmp_path: Path, spoil) -> None:
    said = json.loads((folder / PARTNERS).read_text("utf-8"))
    spoil(said)
    (tmp_path / PARTNERS).write_text(json.dumps(said), "utf-8")
    with pytest.raises(ObaError, match="cannot be read as what partners contribute"):
        read_kept_partners(tmp_path / PARTNERS)


def test_a_load_that_finds_one_says_where_and_writes_nothing(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "spoilt")
    said = json.loads((folder / PARTNERS).read_text("utf-8"))
    said["contributions"][1]["brings"] = []
    (tmp_path / "spoilt" / PARTNERS).write_text(json.dumps(said), "utf-8")
    again = replace(settings, store=f"sqlite:///{(tmp_path / 'again.db').as_posix()}")
    migrate(again.store)
    with pytest.raises(ObaError, match="number 2 of 'contributions', 'brings', expected a text"):
        list(load_files(again, files=[tmp_path / "spoilt"]))
    store = open_store(again.store)
    with store.reading() as connection, pytest.raises(NotFoundError):
        read_plan(connection)
    store.close()
