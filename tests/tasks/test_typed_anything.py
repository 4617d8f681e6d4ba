"""Whatever is typed into any field is stored, exported and loaded again as the same text."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as settle
from hypothesis import strategies as st

from oba.model.editor import Editor, Role
from oba.model.typed_text import tidy
from oba.settings import ROOT, Settings
from oba.store.drafts import read_drafts
from oba.store.edits import read_edits
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.tasks import keep_drafts
from oba.tasks.export_store import export_store
from oba.tasks.list_groups import EXECUTIVE, change_group
from oba.tasks.load_files import load_files
from oba.tasks.record_action import add_action, note_progress, withdraw_action
from oba.tasks.record_choice import record_choice
from oba.tasks.record_contribution import contribute
from oba.tasks.record_decision import decide
from oba.tasks.record_idea import add_idea, rate_idea, say_why_none
from oba.tasks.record_meeting import change_meeting, start_meeting
from oba.tasks.record_partner import change_partner
from oba.tasks.record_story import add
from oba.tasks.record_success import tell_success

KEY = "under18_conceptions"
ANN = Editor("ann", Role.OFFICER)
AWKWARD = "a\x00b\x07 \x1b\x7f\x85\x9f\ud800\udfff\ufffe\uffff\r\n\x0b\u2028=1+1"
ANY = st.text(st.characters(exclude_categories=[]), max_size=60)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planned") / "oba.db"
    settings = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(settings.store)
    assert all(one.written for one in load_files(settings, files=[ROOT / "data" / "middlesbrough_plan.xlsx"]))
    return path


def write_everywhere(settings: Settings, typed: str) -> None:
    """The text in a field of each kind; what the plan's own workbook carries begins with a letter."""
    said = f"Said {typed}"
    add(settings, "force", {"text": said, "direction": "helps", "evidence": typed}, editor=ANN, indicator=KEY)
    add(settings, "voice", {"text": said, "who": "schools", "where_from": said}, editor=ANN, indicator=KEY)
    gap = {"text": said, "kind": "data", "owner": typed, "next_step": typed}
    add(settings, "gap", gap, editor=ANN, indicator=KEY)
    idea = add_idea(settings, ANN, {"text": said, "evidence": typed}, indicator=KEY)
    rate_idea(settings, ANN, idea.key, {"dissent": said, "dissenters": typed}, version=0)
    say_why_none(settings, ANN, KEY, said, version=0)
    contribute(settings, ANN, {"role": said, "brings": typed}, indicator=KEY, partner="police")
    change_partner(settings, ANN, "police", {"role": "Leads"}, version=1)
    tell_success(settings, said, editor=ANN, indicator=KEY, version=0)
    record_choice(settings, ANN, indicator=KEY, fields={"rated_by": typed}, version=0)
    note_progress(settings, ANN, 28, said)
    gone = add_action(settings, ANN, {"proposed_action": said, "by_whom": typed, "note": typed})
    withdraw_action(settings, ANN, gone.action.number, said, version=1)
    change_group(settings, ANN, EXECUTIVE, {"members": typed}, version=0)
    meeting = start_meeting(settings, ANN, group=EXECUTIVE, indicators=[KEY], present=[typed])
    change_meeting(settings, ANN, meeting.number, {"note": typed, "apologies": typed}, version=1)
    decide(settings, ANN, meeting.number, said, indicator=KEY)


@settle(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY)
@example(AWKWARD)
def test_whatever_is_typed_comes_out_of_an_export_as_it_was_stored(planned: Path, typed: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.db"
        shutil.copy(planned, path)
        settings = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
        write_everywhere(settings, typed)
        said = "\n".join(export_store(settings, Path(folder) / "out"))
        assert "gives the same plan, figures, markers, revisions, baselines and stories" in said
        store = open_store(settings.store, read_only=True)
        with store.reading() as connection:
            texts = [one.after or "" for one in read_edits(connection)]
        store.close()
        assert tidy(f"Said {typed}") in texts
        assert all(tidy(one) == one for one in texts)


def test_a_draft_keeps_the_space_at_its_end_and_nothing_that_cannot_be_held(
    planned: Path, tmp_path: Path
) -> None:
    shutil.copy(planned, tmp_path / "own.db")
    store = open_store(f"sqlite:///{(tmp_path / 'own.db').as_posix()}")
    at = Settings(today="2026-12-01").now()
    keep_drafts.keep(store, ANN, place="story/x/text", text="I think\x00\ud800 ", at=at)
    with store.reading() as connection:
        (found,) = read_drafts(connection, by="ann", within="story/").values()
    assert found.text == "I think \ufffd "
    store.close()
