"""What a card and the papers of a meeting say of whom and of when: they are handed on, and read after the meeting."""

from __future__ import annotations

from datetime import date

import pytest

from oba.model.action import SavedAction
from oba.model.editor import Editor
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.list_groups import add_group
from oba.tasks.open_card import open_card
from oba.tasks.open_meeting_paper import MeetingPaper, open_meeting_paper
from oba.tasks.record_action import add_action, change_action
from oba.tasks.record_idea import add_idea, rate_idea, say_why_none
from oba.tasks.record_meeting import end_meeting, start_meeting

KEY = "under18_conceptions"
DAY = date(2026, 12, 1)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def test_a_card_is_handed_on_and_never_names_who_sees_an_idea_otherwise(settings: Settings) -> None:
    zebedee = Editor("zebedee")
    idea = add_idea(settings, zebedee, {"text": "Open earlier"}, indicator=KEY)
    against = {"dissent": "too few would come", "dissenters": "Cat Example"}
    rate_idea(settings, zebedee, idea.key, against, version=idea.rating_version)
    say_why_none(settings, zebedee, KEY, "Buses are dear.", version=0)
    store = open_store(settings.store, read_only=True)
    for published in (True, False):
        works = open_card(store, indicator=KEY, area="", today=DAY, published=published).works
        assert "zebedee" not in str(works)
        (told,) = works.entries
        assert "too few would come" in told.beside
        assert "Cat Example" not in told.beside


def test_the_papers_of_a_meeting_that_has_ended_say_what_of_them_is_newer(own_example: str) -> None:
    before, after = (
        Settings(store=own_example, user="ann", today=day) for day in ("2026-12-22", "2026-12-23")
    )
    ann = Editor("ann")

    def paper() -> MeetingPaper:
        store = open_store(own_example, read_only=True)
        return open_meeting_paper(store, number=held.number, today=date(2026, 12, 23), published=False)

    def act(settings: Settings, text: str) -> SavedAction:
        texts = {"proposed_action": text, "status": "under way", "indicators": KEY}
        return add_action(settings, ann, texts)

    old, kept = act(before, "Old"), act(before, "Kept")
    group = add_group(before, ann, {"name": "Risk group"})
    held = start_meeting(before, ann, group=group.key, indicators=[KEY])
    assert paper().as_of == ""
    assert "ended" not in " ".join(paper().cards[0].foot)
    end_meeting(before, ann, held.number)
    printed = "Printed 23 December 2026. The meeting ended on 22 December 2026; "
    stand = f"{printed}cards and actions are as they stand today."
    assert paper().as_of == f"{stand} Nothing has changed since."
    assert "the meeting ended on 22 December 2026" in paper().cards[0].foot[1]
    change_action(after, ann, old.action.number, {"status": "done"}, version=old.version)
    act(after, "Brand new")
    assert paper().as_of == f"{stand} Since it ended: 1 action done, 1 new."
    status = {row.cells[0].text: row.cells[4].text for row in paper().actions.rows}
    assert status["Old"].endswith("(changed since the meeting)")
    assert status["Brand new"].endswith("(new since the meeting)")
    assert "since" not in status[kept.action.proposed_action]
