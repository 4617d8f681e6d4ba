"""Actions are added, changed, noted, withdrawn and brought back by those who may; two people at once lose nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from oba.errors import NotFoundError, UsageError
from oba.model.action import Action, ActionStatus, Funding, SavedAction
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role, WithdrawnError
from oba.settings import Settings
from oba.store.actions import read_action, read_actions
from oba.store.edits import read_edits
from oba.store.engine import open_store
from oba.store.progress import read_progress
from oba.tasks.open_actions import say_read
from oba.tasks.record_action import (
    add_action,
    change_action,
    note_progress,
    restore_action,
    withdraw_action,
)

ANN, BOB = Editor("ann"), Editor("bob")


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def read(settings: Settings, number: int):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_action(connection, number), read_progress(connection, number).get(number, ())
    store.close()
    return found


def test_a_new_action_has_what_was_said_and_its_days_are_read_from_the_timescale(settings: Settings) -> None:
    saved = add_action(
        settings,
        ANN,
        {
            "proposed_action": " Close the second form ",
            "by_whom": "DCS; Lead Member",
            "budget_cost": "£45k",
            "timescale": "April 2027 - March 2028",
            "stops": "yes",
            "lead": "council",
            "supports": "nhs;police",
            "funding": "pooled",
            "funded_with": "NHS",
            "theme": "safeguarding",
            "indicators": "persistent_absence",
            "also_serves": "3;8",
        },
        idea="persistent_absence/2",
    )
    one = saved.action
    assert (one.number, saved.version, one.proposed_action) == (29, 1, "Close the second form")
    assert (str(one.starts), str(one.due), one.status) == (
        "2027-04-01",
        "2028-03-31",
        ActionStatus.NOT_STARTED,
    )
    assert (one.stops, one.lead, one.supports, one.funding) == (
        True,
        "council",
        ("nhs", "police"),
        Funding.POOLED,
    )
    assert (one.also_serves, one.idea) == ((3, 8), "persistent_absence/2")
    assert read(settings, 29)[0] == saved


def test_a_changed_timescale_changes_the_days_unless_another_day_is_said(settings: Settings) -> None:
    one = change_action(settings, ANN, 28, {"timescale": "March 2027"}, version=1).saved
    assert (one.action.starts, str(one.action.due)) == (None, "2027-03-31")
    said = {"timescale": "By summer", "due": "2027-07-01"}
    two = change_action(settings, ANN, 28, said, version=2).saved
    assert (two.action.timescale, str(two.action.due)) == ("By summer", "2027-07-01")
    assert change_action(settings, ANN, 28, {"timescale": "Ongoing"}, version=3).saved.action.due is None


def test_what_two_people_change_apart_stands_from_both(settings: Settings) -> None:
    change_action(settings, ANN, 1, {"status": "done"}, version=1)
    done = change_action(settings, BOB, 1, {"budget_cost": "£500"}, version=1)
    assert (done.saved.action.status, done.saved.action.budget_cost) == (ActionStatus.DONE, "£500")
    assert done.meanwhile == ("status",)
    assert done.saved.version == 3


def test_what_two_people_change_otherwise_is_told_with_both_texts_and_nothing_is_overwritten(
    settings: Settings,
) -> None:
    change_action(settings, ANN, 1, {"status": "done", "note": "Ann's"}, version=1)
    with pytest.raises(EditConflict) as caught:
        change_action(settings, BOB, 1, {"note": "Bob's", "budget_cost": "£1"}, version=1)
    assert caught.value.texts == {"note": ("Ann's", "Bob's")}
    assert (caught.value.version, caught.value.by) == (2, "ann")
    assert (read(settings, 1)[0].action.note, read(settings, 1)[0].version) == ("Ann's", 2)
    done = change_action(settings, BOB, 1, {"note": "Bob's"}, version=caught.value.version).saved
    assert (done.action.note, done.action.status) == ("Bob's", ActionStatus.DONE)
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        notes = [one for one in read_edits(connection, kind="action", key="1") if one.field == "note"]
    store.close()
    assert [(one.by, one.before, one.after) for one in notes] == [
        ("ann", "", "Ann's"),
        ("bob", "Ann's", "Bob's"),
    ]


def test_two_people_who_change_the_timescale_and_its_day_are_both_told(settings: Settings) -> None:
    change_action(settings, ANN, 1, {"due": "2027-01-01"}, version=1)
    with pytest.raises(EditConflict) as caught:
        change_action(settings, BOB, 1, {"timescale": "March 2028"}, version=1)
    assert caught.value.texts == {
        "timescale": ("July 2010", "March 2028"),
        "due": ("2027-01-01", "2028-03-31"),
    }


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"proposed_action": "  "}, "Proposed action: found nothing"),
        ({"status": "nearly"}, "one of: done, not recorded"),
        ({"status": ""}, "Status"),
        ({"theme": "magic"}, "Theme: found 'magic'"),
        ({"indicators": "persistent_absence;nothing"}, "Indicators: found 'nothing'"),
        ({"lead": "nobody"}, "Lead partner: found 'nobody'"),
        ({"supports": "nhs;x"}, "Supporting partners: found 'x'"),
        ({"funding": "shared"}, "one of: aligned, pooled"),
        ({"due": "tomorrow"}, "Due: found 'tomorrow', expected a day"),
        ({"also_serves": "1;b"}, "expected whole numbers"),
        ({"starts": "2027-05-01", "due": "2027-04-01"}, "expected a day after 2027-05-01"),
        ({"note": "x" * 4001}, "at most 4,000"),
        ({"withdrawn": "2027-01-01"}, "not changed in this way"),
        ({"colour": "blue"}, "no field 'colour'"),
    ],
)
def test_what_cannot_be_is_refused_with_the_name_of_the_field(
    settings: Settings, texts: dict[str, str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        change_action(settings, ANN, 1, texts, version=1)
    assert read(settings, 1)[0].version == 1


def test_progress_is_added_with_its_author_and_the_same_words_at_once_are_one_note(
    settings: Settings,
) -> None:
    one = note_progress(settings, ANN, 2, " First talks held \n and agreed ")
    assert (one.by, one.text) == ("ann", "First talks held\nand agreed")
    assert note_progress(settings, ANN, 2, "First talks held\nand agreed") == one
    two = note_progress(settings, BOB, 2, "First talks held\nand agreed")
    saved, notes = read(settings, 2)
    assert notes == (one, two)
    assert saved.version == 1
    with pytest.raises(UsageError, match="a note of 0 characters"):
        note_progress(settings, ANN, 2, "  ")
    with pytest.raises(NotFoundError):
        note_progress(settings, ANN, 99, "Where?")


def test_a_withdrawn_action_leaves_the_plan_with_its_reason_and_comes_back_whole(settings: Settings) -> None:
    before = read(settings, 3)[0].action
    gone = withdraw_action(settings, ANN, 3, " Another does it ", version=1)
    assert (str(gone.action.withdrawn), gone.action.withdrawn_because) == ("2026-12-01", "Another does it")
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert 3 not in {one.number for one in read_actions(connection)}
    store.close()
    assert restore_action(settings, BOB, 3, version=2).action == before
    with pytest.raises(UsageError, match="no reason is given"):
        withdraw_action(settings, ANN, 3, "  ", version=3)


def test_an_action_that_was_changed_meanwhile_is_not_withdrawn_unseen(settings: Settings) -> None:
    change_action(settings, BOB, 3, {"status": "done"}, version=1)
    with pytest.raises(EditConflict) as caught:
        withdraw_action(settings, ANN, 3, "Not needed", version=1)
    assert caught.value.texts == {"status": ("done", "not recorded")}


@pytest.mark.parametrize("published", [True, False])
def test_a_reader_and_the_published_copy_write_nothing(settings: Settings, published: bool) -> None:
    where = Settings(store=settings.store, mode="published" if published else "trust")
    editor = ANN if published else Editor("eve", Role.READER)
    for write in (
        lambda: add_action(where, editor, {"proposed_action": "x"}),
        lambda: change_action(where, editor, 1, {"note": "x"}, version=1),
        lambda: note_progress(where, editor, 1, "x"),
        lambda: withdraw_action(where, editor, 1, "x", version=1),
        lambda: restore_action(where, editor, 1, version=1),
    ):
        with pytest.raises(NotFoundError if published else NotAllowedError):
            write()
    assert read(settings, 1)[0].version == 1


def test_words_that_look_like_sql_or_html_are_words(settings: Settings, tmp_path: Path) -> None:
    hostile = "'); DROP TABLE action;-- <script>alert(1)</script> =1+1"
    change_action(settings, ANN, 1, {"note": hostile}, version=1)
    note_progress(settings, ANN, 1, hostile)
    saved, notes = read(settings, 1)
    assert saved.action.note == notes[0].text == hostile
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM action")).scalar_one() == 28
    store.close()


@pytest.mark.parametrize("seen", [1, 2])
def test_an_action_that_was_withdrawn_meanwhile_is_not_changed_until_it_is_brought_back(
    settings: Settings, seen: int
) -> None:
    gone = withdraw_action(settings, BOB, 28, "Another body does it.", version=1)
    with pytest.raises(WithdrawnError) as found:
        change_action(settings, ANN, 28, {"by_whom": "Schools"}, version=seen)
    assert str(found.value) == (
        "action 28 has been withdrawn since by bob: “Another body does it”. Your text is kept. "
        "Bring the action back into the plan, and save it then."
    )
    assert read(settings, 28)[0] == gone
    restore_action(settings, ANN, 28, version=2)
    assert (
        change_action(settings, ANN, 28, {"by_whom": "Schools"}, version=seen).saved.action.by_whom
        == "Schools"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("£o", "£0: a letter o is written for the nought. Write £0"),
        ("£1o,ooo", "not added up: a letter o is written for a nought. If £10,000 is meant, write that"),
        ("£10 or so", "no one amount in pounds, so it is not added up"),
        ("£10", "£10"),
    ],
)
def test_a_letter_for_a_nought_is_told_of_beside_what_is_added_up(written: str, said: str) -> None:
    action = Action(1, 1, "R", "Buses", budget_cost=written)
    assert dict(say_read(SavedAction(action, 1)))["Budget cost, as it is added up"] == said
