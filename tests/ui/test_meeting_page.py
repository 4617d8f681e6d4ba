"""The page Meeting: begin, walk, type, move on without losing a word, close; two browsers; nothing in public."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from oba.model.editor import Editor
from oba.model.meeting import Step
from oba.model.meeting_walk import Stop, find_running
from oba.settings import Settings
from oba.store.actions import read_saved
from oba.store.drafts import read_drafts
from oba.store.engine import open_store
from oba.store.ideas import read_ideas
from oba.store.meetings import read_decisions, read_groups, read_meeting, read_meetings, read_steps
from oba.store.story import read_story
from oba.tasks.list_groups import withdraw_group
from oba.tasks.record_action import add_action
from oba.tasks.record_decision import change_decision, decide
from oba.tasks.record_meeting import change_meeting, end_meeting, move_clock, start_meeting
from oba.tasks.record_story import add
from oba.ui import html

PAGE = "pages/trust/79_meeting.py"
ONE, TWO, TOWN = "under18_conceptions", "looked_after", "E06000002"
ANN, BOB = Editor("ann"), Editor("bob")
GROUP = "executive"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


@pytest.fixture
def meeting(settings: Settings):
    return start_meeting(settings, ANN, group=GROUP, indicators=[ONE, TWO], present=["Ann"])


@pytest.fixture
def ask(own_example: str):
    def read(task, *arguments, **named):
        store = open_store(own_example, read_only=True)
        with store.reading() as connection:
            found = task(connection, *arguments, **named)
        store.close()
        return found

    return read


def text_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def field(app: AppTest, label: str):
    fields = (*app.text_input, *app.text_area, *app.selectbox, *app.multiselect, *app.date_input)
    return next(one for one in fields if one.label == label)


def at(app: AppTest) -> tuple[str, str]:
    found = (app.query_params.get(name, "") for name in ("indicator", "step"))
    return tuple(one if isinstance(one, str) else one[0] for one in found)


def test_a_meeting_is_begun_with_the_themes_headlines_and_its_members(open_page, ask) -> None:
    app = open_page()
    assert "No meeting has ended yet." in text_of(app)
    first = ask(read_groups)
    assert first == ()
    curves = field(app, "Curves to talk through, in their order")
    assert curves.value
    field(app, "Who is here, one name a line").input("Ann\nBob").run()
    app = open_page()  # a reload
    assert field(app, "Who is here, one name a line").value == "Ann\nBob"
    app = press(app, "Begin the meeting")
    (meeting,) = ask(read_meetings)
    assert (meeting.present, list(meeting.indicators)) == (("Ann", "Bob"), curves.value)
    assert "The curves of today" in text_of(app)
    assert "Here: <span>Ann,</span> <span>Bob.</span>" in text_of(app)
    assert "Going on now" in text_of(open_page())


def test_next_and_previous_walk_through_two_curves_and_the_clock_goes_along(open_page, meeting, ask) -> None:
    app = open_page(meeting="1")
    assert ask(read_steps, 1) == ()
    app = press(app, "Start")
    places = [at(app)]
    while any(one.label == "Next" for one in app.button):
        app = press(app, "Next")
        places.append(at(app))
    steps = [one.name.lower() for one in Step]
    assert places == [*((key, step) for key in (ONE, TWO) for step in steps), ("", "close")]
    assert "Before we close" in text_of(app)
    assert len(ask(read_steps, 1)) == 10
    assert find_running(ask(read_steps, 1)) is None
    app = press(app, "Previous")
    assert at(app) == (TWO, "proposal")
    assert find_running(ask(read_steps, 1)).step is Step.PROPOSAL


def test_a_group_may_read_its_curves_in_plain_words_and_reads_them_in_full_unless_it_asks(
    open_page, meeting
) -> None:
    curve = {"meeting": "1", "indicator": ONE, "step": "how_are_we_doing"}
    full, plain = text_of(open_page(**curve)), text_of(open_page(**curve, plain="true"))
    assert "independent figures" in full
    assert "independent figures" not in plain
    assert "for every 1,000 girls aged 15 to 17" in plain
    assert "Flag: " in full
    assert "Flag: " in plain
    assert any(one.label == "Plain words" and not one.value for one in open_page(meeting="1").toggle)


def test_a_meeting_begun_by_mistake_is_discarded_at_its_start_and_not_listed(open_page, meeting, ask) -> None:
    app = press(open_page(meeting="1"), "Discard this meeting")
    assert "The meeting is discarded." in text_of(app)
    assert "No meeting has ended yet." in text_of(app)
    assert ask(read_meetings) == ()


def test_a_meeting_with_a_decision_is_not_offered_to_be_discarded(open_page, meeting, settings) -> None:
    decide(settings, ANN, 1, "Meet again in May", indicator=ONE)
    assert "Discard this meeting" not in [one.label for one in open_page(meeting="1").button]


def test_each_person_who_is_here_stands_apart_with_the_post_beside_the_name(
    open_page, meeting, settings
) -> None:
    change_meeting(settings, ANN, 1, {"present": "Ann Smith, School Nursing\nBob"}, version=1)
    apart = "<span>Ann Smith, School Nursing;</span> <span>Bob.</span>"
    assert apart in text_of(open_page(meeting="1"))
    assert apart in text_of(open_page(meeting="1", step="close"))
    end_meeting(settings, ANN, 1)
    assert apart in text_of(open_page(meeting="1", step="close"))


@pytest.mark.parametrize(
    ("step", "shown", "left"),
    [
        ("how_are_we_doing", "The figures of this chart as a table", "5:00"),
        ("story", "Nothing has been written yet", "15:00"),
        ("partners", "Partners", "5:00"),
        ("what_works", "idea", "15:00"),
        ("proposal", "What we decide of this curve", "15:00"),
    ],
)
def test_each_step_shows_its_own(open_page, meeting, monkeypatch, step, shown, left) -> None:
    monkeypatch.setattr(Settings, "clock", lambda _: NOON)
    app = open_page(meeting="1", indicator=ONE, step=step)
    assert shown in text_of(app)
    assert "Curve 1 of 2" in text_of(app)
    assert f'<span class="clock">{left} left</span>' in text_of(app)


QUICK = {
    "story": [
        ("What helps, in a sentence", "Clinics", "Add what helps"),
        ("What hinders, in a sentence", "Rents", "Add what hinders"),
    ],
    "what_works": [("What might work, in a sentence", "Later buses", "Add this idea")],
    "proposal": [
        ("What we will do, in a sentence", "Ask for buses", "Add this action"),
        ("What we decide, in a sentence", "Meet in May", "Keep this decision"),
    ],
}


@pytest.mark.parametrize("step", QUICK)
def test_one_line_and_its_button_add_what_it_says_and_empty_the_field(open_page, meeting, ask, step) -> None:
    app = open_page(meeting="1", indicator=ONE, step=step)
    for label, said, button in QUICK[step]:
        app = field(app, label).input(said).run()
        app = press(app, button)
        assert f"Saved: {said}" in text_of(app)
        assert field(app, label).value == ""
    story = ask(read_story, ONE, TOWN)
    found = [
        *(one.text for one in story.forces),
        *(one.text for one in ask(read_ideas, ONE)),
        *(one.text for one in ask(read_decisions)),
        *(one.action.proposed_action for one in ask(read_saved) if ONE in one.action.indicators),
    ]
    assert set(found) >= {said for _, said, _ in QUICK[step]}
    assert ask(read_drafts, by="ann") == {}


def test_moving_on_saves_what_was_typed_where_it_can_be_and_lists_the_rest_at_the_end(
    open_page, meeting, ask
) -> None:
    app = open_page(meeting="1", indicator=ONE, step="story")
    app = field(app, "What hinders, in a sentence").input("Rents rise").run()
    app = field(app, "What do they say, in their own words").input("Nobody asks us").run()
    app = press(app, "Next")
    assert at(app) == (ONE, "partners")
    assert "Saved: Rents rise (what hinders)." in text_of(app)
    assert "One text is not yet saved, and kept as typed" in text_of(app)
    assert [one.text for one in ask(read_story, ONE, TOWN).forces] == ["Rents rise"]
    app = press(app, "End the meeting")
    assert "Not yet saved" in text_of(app)
    assert "Nobody asks us" in text_of(app)


def test_a_new_voice_that_is_whole_is_saved_on_the_way(open_page, meeting, ask) -> None:
    app = open_page(meeting="1", indicator=ONE, step="story")
    app = field(app, "What do they say, in their own words").input("Nobody asks us").run()
    app = field(app, "Where it was heard or read (needed)").input("Youth council").run()
    app = press(app, "Next")
    assert "Saved: Nobody asks us" in text_of(app)
    (voice,) = ask(read_story, ONE, TOWN).voices
    assert (voice.text, voice.where_from, voice.who.value) == ("Nobody asks us", "Youth council", "children")


def test_a_reload_leaves_the_clock_and_a_pause_stands(open_page, meeting, ask) -> None:
    app = open_page(meeting="1", indicator=ONE, step="story")
    (begun,) = ask(read_steps, 1)
    open_page(meeting="1", indicator=ONE, step="story")
    assert ask(read_steps, 1) == (begun,)
    app = press(app, "Pause")
    assert find_running(ask(read_steps, 1)) is None
    assert "paused" in text_of(open_page(meeting="1", indicator=ONE, step="story"))
    assert find_running(ask(read_steps, 1)) is None
    press(app, "Go on")
    assert find_running(ask(read_steps, 1)).step is Step.STORY


def test_a_second_screen_goes_its_own_way_and_leaves_the_clock_and_the_others_fields(
    open_page, meeting, ask
) -> None:
    chair = open_page(meeting="1", indicator=ONE, step="story")
    chair = field(chair, "What helps, in a sentence").input("Half a sent").run()
    scribe = open_page(meeting="1", indicator=ONE, step="story", screen="2")
    assert field(scribe, "What helps, in a sentence").value == ""
    scribe = field(scribe, "What helps, in a sentence").input("Clinics").run()
    scribe = press(scribe, "Next")
    assert at(scribe) == (ONE, "partners")
    assert find_running(ask(read_steps, 1)).step is Step.STORY
    assert "The meeting is at story of" in text_of(scribe)
    assert [one.text for one in ask(read_story, ONE, TOWN).forces] == ["Clinics"]
    assert field(chair.run(), "What helps, in a sentence").value == "Half a sent"


def test_a_decision_is_changed_in_place_and_both_texts_are_shown(open_page, settings, meeting, ask) -> None:
    decide(settings, ANN, 1, "Meet in May", indicator=ONE)
    app = press(open_page(meeting="1", indicator=ONE, step="proposal"), "Change decision 1")
    app = field(app, "Decision 1").input("Meet in June").run()
    change_decision(settings, BOB, "1/1", "Meet in <July>", version=1)
    app = press(app, "Save the decision")
    assert "bob saved this while you were writing." in text_of(app)
    assert "Meet in &lt;July&gt;" in text_of(app)
    app = press(app, "Save the decision")
    assert [one.text for one in ask(read_decisions)] == ["Meet in June"]
    app = press(press(app, "Change decision 1"), "Withdraw this decision")
    assert ask(read_decisions) == ()


def test_an_action_of_the_curve_is_changed_in_place_and_the_meeting_stays_where_it_is(
    open_page, settings, meeting, ask
) -> None:
    app = open_page(meeting="1", indicator=ONE, step="proposal")
    app = field(app, "What we will do, in a sentence").input("Ask for buses").run()
    app = field(app, "Who does it").input("The council").run()
    app = press(app, "Add this action")
    new = next(one.action for one in ask(read_saved) if one.action.proposed_action == "Ask for buses")
    assert (new.by_whom, new.indicators) == ("The council", (ONE,))
    app = press(app, f"Change action {new.number}")
    app = field(app, "Proposed action").input("Ask for night buses").run()
    app = press(app, "Save")
    assert at(app) == (ONE, "proposal")
    assert "Ask for night buses" in text_of(app)


def test_the_end_asks_for_the_cheap_idea_of_the_curves_that_were_reached_and_leads_to_the_papers(
    open_page, settings, meeting, ask, monkeypatch
) -> None:
    app = open_page(meeting="1", step="close")
    assert "Why there is none" not in [one.label for one in (*app.text_area, *app.text_input)]
    move_clock(settings, ANN, 1, Stop(ONE, Step.STORY))
    app = open_page(meeting="1", step="close")
    assert [one.label for one in (*app.text_area, *app.text_input)].count("Why there is none") == 1
    assert "Looked-after children. Nothing is asked of what was not talked of" in text_of(app)
    field(app, "Apologies").input("Cat").run()
    app = press(app, "Save names and notes")
    app = press(app, "End the meeting now")
    shown = text_of(app)
    assert 'href="print/' not in shown
    assert "Every report card and the action table: start the dashboard with" in shown
    monkeypatch.setitem(html._environment().globals, "papers", True)
    shown = text_of(open_page(meeting="1", step="close"))
    assert 'href="print/meeting?meeting=1" target="_blank"' in shown
    assert f'href="print/card?indicator={ONE}" target="_blank"' in shown
    found = ask(read_meeting, 1)
    assert found.apologies == ("Cat",)
    assert found.ended_at is not None
    assert "This meeting has ended" in shown
    assert "Before we close" not in shown
    app = open_page(meeting="1", indicator=ONE, step="story")
    labels = [one.label for one in app.button]
    assert "End the meeting" not in labels
    assert at(press(app, "Its papers")) == ("", "close")
    assert 'href="print/meeting?meeting=1" target="_blank"' in text_of(open_page())
    monkeypatch.setitem(html._environment().globals, "papers", False)
    earlier = text_of(open_page())
    assert 'href="print/' not in earlier
    assert "Cards and action table of each meeting: start the dashboard with" in earlier


def test_the_whole_time_is_told_before_a_meeting_and_at_its_start(open_page, meeting) -> None:
    app = open_page(group=GROUP)
    curves = field(app, "Curves to talk through, in their order")
    assert "That is over two hours. Choose fewer curves" in text_of(app)
    app = curves.set_value(curves.value[:2]).run()
    assert "2 curves of 55 minutes: 1 hour 50 minutes." in text_of(app)
    assert "That is over two hours" not in text_of(app)
    assert "2 curves of 55 minutes: 1 hour 50 minutes." in text_of(open_page(meeting="1"))


def test_below_quick_fields_the_whole_forms_are_folded_and_say_what_they_are_for(open_page, meeting) -> None:
    story, works = (open_page(meeting="1", indicator=ONE, step=step) for step in ("story", "what_works"))
    folded = {one.label: one.proto.expanded for one in (*story.expander, *works.expander)}
    for label in (
        "Add one that helps, with its evidence",
        "Add one that hinders, with its evidence",
        "Add an idea with its details",
    ):
        assert folded[label] is False
    alone = open_page(page="pages/trust/83_what_works.py", indicator=ONE)
    assert {one.label: one.proto.expanded for one in alone.expander}["Add an idea"] is True


def test_two_who_note_who_is_here_see_both_texts(open_page, settings, meeting, ask) -> None:
    app = open_page(meeting="1", step="close")
    app = field(app, "Who is here").input("Ann\nBob").run()
    change_meeting(settings, BOB, 1, {"present": "Ann\nCat"}, version=1)
    app = press(app, "Save names and notes")
    assert "Ann\nCat" in text_of(app)
    assert ask(read_meeting, 1).present == ("Ann", "Cat")
    press(app, "Save names and notes")
    assert ask(read_meeting, 1).present == ("Ann", "Bob")


def test_a_group_is_changed_and_its_minutes_count(open_page, ask) -> None:
    app = open_page(group=GROUP)
    key = f"draft_group/{GROUP}/minutes"
    app = next(one for one in app.text_input if one.key == key).input("1, 2, 3, 4, 5").run()
    place = [one for one in app.button if one.key == f"press_group_{GROUP}"]
    app = place[0].click().run()
    assert "The group is saved." in text_of(app)
    assert [one.minutes for one in ask(read_groups)] == [(1, 2, 3, 4, 5)]


def test_a_group_that_is_meeting_is_gone_on_with_unless_another_is_wanted(open_page, settings, ask) -> None:
    app = open_page(user="bob", group=GROUP)
    start_meeting(settings, ANN, group=GROUP, indicators=[ONE], present=["Ann"])
    app = press(app, "Begin the meeting")  # as it was shown before ann began
    assert "begun by ann" in text_of(app)
    assert '<a href="meeting?meeting=1">Go on with it</a>' in text_of(app)
    assert len(ask(read_meetings)) == 1
    assert "Begin the meeting" not in {one.label for one in app.button}
    press(app, "Begin another meeting all the same")
    assert [one.started_by for one in ask(read_meetings)] == ["bob", "ann"]


def test_a_meeting_that_ended_is_not_gone_on_with_while_its_group_is_in_another(
    open_page, settings, meeting, ask
) -> None:
    end_meeting(settings, ANN, 1)
    app = open_page(meeting="1", step="close")
    start_meeting(settings, BOB, group=GROUP, indicators=[TWO])
    said = text_of(press(app, "Go on with this meeting"))
    assert "a meeting is going on since 1 December 2026, 12:00 UTC, begun by bob" in said
    assert "Go on with that one, or end it first: this one stays as it is." in said
    assert ask(read_meeting, 1).ended_at is not None


def test_a_group_that_was_withdrawn_is_brought_back(open_page, settings, ask) -> None:
    withdraw_group(settings, ANN, GROUP, version=0)
    app = press(open_page(), "Bring back Trust Executive")
    assert "The group is back" in text_of(app)
    assert [one.withdrawn for one in ask(read_groups, withdrawn=True)] == [False]
    assert "Bring back Trust Executive" not in {one.label for one in app.button}


def write_all(settings: Settings) -> None:
    """A story, an action and a decision of the first curve, and the end of the meeting."""
    add(settings, "force", {"text": "Clinics close", "direction": "hinders"}, editor=ANN, indicator=ONE)
    add_action(
        settings,
        ANN,
        {"proposed_action": "Ask for buses", "theme": "risk_taking", "indicators": ONE},
    )
    decide(settings, ANN, 1, "Meet in May", indicator=ONE)
    end_meeting(settings, ANN, 1)


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("how_are_we_doing", "The figures of this chart as a table"),
        ("story", "Clinics close"),
        ("partners", "Middlesbrough Council"),
        ("what_works", "No idea has been written."),
        ("proposal", "Ask for buses"),
    ],
)
def test_a_meeting_that_has_ended_is_read_and_not_written(open_page, settings, meeting, step, shown) -> None:
    write_all(settings)
    app = open_page(meeting="1", indicator=ONE, step=step)
    said = text_of(app)
    assert shown in said
    assert "This meeting ended on 1 December 2026" in said
    assert 'href="meeting?meeting=1&amp;step=close"' in said
    assert f'href="meeting?group={GROUP}"' in said
    assert not (*app.text_input, *app.text_area, *app.selectbox, *app.multiselect, *app.date_input)
    ways = {"Previous", "Next", "Its papers"}
    deeds = [one.label for one in app.button if one.label not in ways and ". " not in one.label]
    assert deeds == (["Change decision 1"] if step == "proposal" else [])


def test_of_a_meeting_that_has_ended_notes_names_and_wordings_can_still_be_put_right(
    open_page, settings, meeting, ask
) -> None:
    write_all(settings)
    app = open_page(meeting="1", step="close")
    assert "Who is here" in [one.label for one in app.text_area]
    assert not {"Add a group", "Keep this decision", "Why there is none"} & {one.label for one in app.button}
    assert "Why there is none" not in [one.label for one in (*app.text_area, *app.text_input)]
    app = field(app, "Notes of the meeting").input("Late note").run()
    press(app, "Save names and notes")
    assert ask(read_meeting, 1).note == "Late note"
    app = press(open_page(meeting="1", indicator=ONE, step="proposal"), "Change decision 1")
    press(field(app, "Decision 1").input("Meet in June").run(), "Save the decision")
    assert [one.text for one in ask(read_decisions)] == ["Meet in June"]
    start = open_page(meeting="1")
    assert not (*start.text_input, *start.text_area, *start.multiselect)
    app = press(open_page(meeting="1", step="close"), "Go on with this meeting")
    assert "This meeting ended on" not in text_of(app)
    app = open_page(meeting="1", indicator=ONE, step="story")
    assert field(app, "What helps, in a sentence").value == ""


def test_what_was_being_typed_at_another_screen_when_a_meeting_ended_is_kept_and_listed(
    open_page, settings, meeting, ask
) -> None:
    scribe = open_page(meeting="1", indicator=ONE, step="proposal", screen="2")
    scribe = field(scribe, "What we decide, in a sentence").input("Meet in May").run()
    end_meeting(settings, BOB, 1)
    said = text_of(open_page(meeting="1", step="close", screen="2"))
    assert "Meet in May" in said
    assert "To save them, press Go on with this meeting" in said
    press(scribe, "Keep this decision")
    assert [one.text for one in ask(read_decisions)] == ["Meet in May"]


def test_keys_that_were_switched_off_stay_off_behind_every_link(open_page, meeting) -> None:
    app = open_page(meeting="1", indicator=ONE, step="story", keys="false")
    assert 'href="meeting?keys=false">All meetings' in text_of(app)
    field(app, "What do they say, in their own words").input("Nobody asks us").run()
    close = text_of(open_page(meeting="1", step="close", keys="false"))
    assert f'meeting=1&amp;indicator={ONE}&amp;step=story&amp;keys=false"' in close
    assert 'screen=2&amp;keys=false"' in text_of(open_page(meeting="1", keys="false"))
    assert 'href="meeting?meeting=1&amp;keys=false"' in text_of(open_page(keys="false"))
    app = press(open_page(keys="false"), "Begin the meeting")
    assert app.query_params["keys"] in ("false", ["false"])
    for address in ({}, {"meeting": "1"}, {"meeting": "1", "step": "close"}):
        assert "keys=false" not in text_of(open_page(**address))


@pytest.mark.parametrize(
    "address", [{"meeting": "7"}, {"meeting": "x"}, {"meeting": "1e3"}, {"meeting": "-1"}]
)
def test_a_meeting_that_is_not_there_is_said(open_page, address) -> None:
    assert "meeting" in text_of(open_page(**address))


def test_the_published_copy_has_no_such_page(open_page, settings, meeting) -> None:
    end_meeting(settings, ANN, 1)
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        open_page(mode="published")
