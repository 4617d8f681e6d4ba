"""Meetings are held, changed, ended and carried on both databases; two people at one meeting lose nothing."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oba.errors import NotFoundError, ObaError, UsageError
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.model.meeting import USUAL_MINUTES, Step
from oba.model.meeting_walk import CLOSING, Stop, find_running
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import figures_version, open_store, store_version
from oba.store.meetings import (
    read_decisions,
    read_groups,
    read_meeting,
    read_meetings,
    read_steps,
    write_meeting,
)
from oba.store.migrate import migrate
from oba.store.plans import write_plan
from oba.tasks.keep_meetings import (
    MEETINGS,
    describe_meetings,
    read_meetings_file,
    restore_meetings,
    write_meetings,
)
from oba.tasks.list_groups import (
    EXECUTIVE,
    add_group,
    bring_back_group,
    change_group,
    list_groups,
    read_minutes,
    withdraw_group,
)
from oba.tasks.record_decision import DECISION, change_decision, decide, withdraw_decision
from oba.tasks.record_meeting import (
    MEETING,
    GoingOnError,
    change_meeting,
    discard_meeting,
    end_meeting,
    move_clock,
    pause_clock,
    reopen_meeting,
    start_meeting,
)

ANN, BOB, READER = Editor("ann"), Editor("bob"), Editor("eve", Role.READER)
CURVES = ("in_care", "poverty_rate")
STORY = Stop("in_care", Step.STORY)


@pytest.fixture
def settings(url: str, planned) -> Settings:
    return Settings(store=url, user="ann", today="2026-12-01")


@pytest.fixture
def theme(book) -> str:
    return book.themes[0].key


@pytest.fixture
def ask(planned):
    def read(task, *arguments, **named):
        with planned.reading() as connection:
            return task(connection, *arguments, **named)

    return read


@pytest.fixture
def meeting(settings, theme):
    return start_meeting(settings, ANN, group=theme, indicators=CURVES, present=[" Ann ", "Bob", "Ann", ""])


def test_there_is_a_group_for_each_theme_and_one_for_all_before_anything_is_written(book):
    found = list_groups((), book)
    assert [(one.key, one.theme, one.version) for one in found] == [
        *((one.key, one.key, 0) for one in book.themes),
        (EXECUTIVE, "", 0),
    ]
    assert all(one.minutes == USUAL_MINUTES for one in found)


def test_a_group_is_changed_withdrawn_and_added_and_every_edit_is_kept(settings, theme, ask, book):
    texts = {"minutes": "4, 10, 5,10, 12", "members": " Ann  Lee \n\nBob\nBob"}
    changed = change_group(settings, ANN, theme, texts, version=0)
    assert (changed.minutes, changed.members, changed.version) == ((4, 10, 5, 10, 12), ("Ann Lee", "Bob"), 1)
    assert change_group(settings, ANN, theme, texts, version=1) == changed
    with pytest.raises(EditConflict) as conflict:
        change_group(settings, BOB, theme, {"members": "Cat"}, version=0)
    assert conflict.value.texts == {"members": ("Ann Lee\nBob", "Cat")}
    new = add_group(settings, ANN, {"name": "The Panel!", "theme": ""})
    assert (new.key, add_group(settings, ANN, {"name": "The panel"}).key) == ("the_panel", "the_panel_2")
    withdraw_group(settings, BOB, theme, version=1)
    assert theme not in {one.key for one in list_groups(ask(read_groups, withdrawn=True), book)}
    edits = ask(read_edits, kind="group", key=theme)
    assert [(one.by, one.field) for one in edits[-1:]] == [("bob", "name")]
    assert ("minutes", ", ".join(map(str, (4, 10, 5, 10, 12)))) in {(one.field, one.after) for one in edits}


def test_a_group_of_a_theme_or_of_all_that_was_withdrawn_is_brought_back_as_it_was(
    settings, theme, ask, book
):
    for key in (theme, EXECUTIVE):
        change_group(settings, ANN, key, {"members": "Ann"}, version=0)
        withdraw_group(settings, BOB, key, version=1)
        back = bring_back_group(settings, ANN, key)
        assert (back.key, back.members, back.version, back.withdrawn) == (key, ("Ann",), 3, False)
        assert bring_back_group(settings, BOB, key) == back
        assert back in list_groups(ask(read_groups, withdrawn=True), book)
        last = ask(read_edits, kind="group", key=key)[-1]
        assert (last.by, last.field, last.before, last.after) == ("ann", "name", None, back.name)
    with pytest.raises(NotFoundError, match="there is no group 'nobody'"):
        bring_back_group(settings, ANN, "nobody")


def test_those_who_begin_a_meeting_of_one_group_at_once_meet_in_one(settings, theme, ask):
    first = start_meeting(settings, ANN, group=theme, indicators=CURVES)
    with pytest.raises(
        GoingOnError, match="is going on since 1 December 2026, 12:00 UTC, begun by ann"
    ) as found:
        start_meeting(settings, BOB, group=theme, indicators=CURVES)
    assert found.value.meeting == first
    assert "Go on with that one" in str(found.value)
    assert len(ask(read_meetings)) == 1
    assert start_meeting(settings, BOB, group=EXECUTIVE, indicators=CURVES).number == 2
    assert start_meeting(settings, BOB, group=theme, indicators=CURVES, beside=[1]).number == 3
    with pytest.raises(GoingOnError):
        start_meeting(settings, ANN, group=theme, indicators=CURVES, beside=[1])
    end_meeting(settings, ANN, 1)
    end_meeting(settings, ANN, 3)
    assert start_meeting(settings, ANN, group=theme, indicators=CURVES).number == 4


def test_of_many_who_press_begin_in_one_moment_one_begins(settings, theme, ask):
    def press(name: str) -> bool:
        try:
            start_meeting(settings, Editor(name), group=theme, indicators=CURVES)
        except GoingOnError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(press, ("ann", "bob", "cat", "dee"))) == 1
    assert len(ask(read_meetings)) == 1


@pytest.mark.parametrize(
    "text", ["5", "5,5,5,5", "0,1,1,1,1", "1,1,1,1,181", "a,b,c,d,e", "1,1,1,1,1,1", "1,,1,1,1", "-1,1,1,1,1"]
)
def test_minutes_that_are_not_five_whole_numbers_are_refused(text):
    with pytest.raises(UsageError, match="5 whole numbers"):
        read_minutes(text)


def test_no_minutes_are_the_usual_ones():
    assert read_minutes(" ") == USUAL_MINUTES
    assert read_minutes("1;2; 3,4,180") == (1, 2, 3, 4, 180)


def test_a_meeting_begins_with_its_group_curves_and_people(settings, meeting, theme, ask):
    assert (meeting.number, meeting.group, meeting.indicators, meeting.present) == (
        1,
        theme,
        CURVES,
        ("Ann", "Bob"),
    )
    assert (meeting.held_on, meeting.started_by, meeting.ended_at) == (date(2026, 12, 1), "ann", None)
    assert [one.version for one in ask(read_groups) if one.key == theme] == [1]
    assert ask(read_meeting, 1) == meeting


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ({"group": "nobody", "indicators": CURVES}, NotFoundError),
        ({"group": EXECUTIVE, "indicators": ()}, UsageError),
        ({"group": EXECUTIVE, "indicators": ("in_care", "no_such")}, NotFoundError),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_and_nothing_is_written(settings, ask, named, error):
    with pytest.raises(error):
        start_meeting(settings, ANN, **named)
    assert ask(read_meetings) == ()
    assert ask(read_groups) == ()


def test_the_clock_follows_the_meeting_stops_at_its_end_and_is_no_new_version(settings, meeting, ask):
    before = ask(store_version)
    move_clock(settings, ANN, 1, STORY)
    move_clock(settings, BOB, 1, Stop("in_care", Step.PARTNERS))
    found = ask(read_steps, 1)
    assert {one.step: one.running_since is not None for one in found} == {
        Step.STORY: False,
        Step.PARTNERS: True,
    }
    pause_clock(settings, ANN, 1)
    assert find_running(ask(read_steps, 1)) is None
    move_clock(settings, ANN, 1, STORY)
    move_clock(settings, ANN, 1, CLOSING)
    assert find_running(ask(read_steps, 1)) is None
    assert ask(store_version) == before
    move_clock(settings, ANN, 1, STORY)
    end_meeting(settings, ANN, 1)
    assert find_running(ask(read_steps, 1)) is None
    move_clock(settings, ANN, 1, STORY)
    assert find_running(ask(read_steps, 1)) is None


def test_two_who_change_other_fields_both_stand_and_the_same_field_shows_both_texts(settings, meeting, ask):
    change_meeting(settings, ANN, 1, {"present": "Ann\nCat"}, version=1)
    found = change_meeting(settings, BOB, 1, {"apologies": "Dee", "note": "In the\nlibrary "}, version=1)
    assert (found.present, found.apologies, found.note, found.version) == (
        ("Ann", "Cat"),
        ("Dee",),
        "In the\nlibrary",
        3,
    )
    with pytest.raises(EditConflict) as conflict:
        change_meeting(settings, BOB, 1, {"present": "Bob"}, version=1)
    assert conflict.value.texts == {"present": ("Ann\nCat", "Bob")}
    assert (conflict.value.version, ask(read_meeting, 1)) == (3, found)
    assert change_meeting(settings, BOB, 1, {"present": "Bob"}, version=3).present == ("Bob",)
    assert change_meeting(settings, BOB, 1, {"present": "Bob"}, version=4).version == 4


def test_the_curves_of_a_meeting_change_while_it_goes_on(settings, meeting):
    assert change_meeting(settings, ANN, 1, {"indicators": "poverty_rate"}, version=1).indicators == (
        "poverty_rate",
    )
    with pytest.raises(UsageError, match="no curve"):
        change_meeting(settings, ANN, 1, {"indicators": ""}, version=2)
    with pytest.raises(NotFoundError):
        change_meeting(settings, ANN, 1, {"indicators": "no_such"}, version=2)


def test_a_meeting_whose_curves_have_all_left_the_plan_still_takes_a_note(settings, meeting, planned, ask):
    with planned.writing() as connection:
        write_meeting(connection, replace(meeting, indicators=()))
    found = change_meeting(settings, BOB, 1, {"note": "Looked back", "apologies": "Dee"}, version=1)
    assert (found.note, found.apologies, found.indicators) == ("Looked back", ("Dee",), ())
    assert ask(read_meeting, 1) == found


def test_a_meeting_ends_once_and_can_be_gone_on_with(settings, meeting, ask):
    ended = end_meeting(settings, ANN, 1)
    assert ended.ended_at == datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert end_meeting(settings, BOB, 1) == ended
    assert reopen_meeting(settings, BOB, 1).ended_at is None
    assert [one.by for one in ask(read_edits, kind="meeting", key="1") if one.field == "ended_at"] == [
        "ann",
        "bob",
    ]


def test_a_meeting_is_not_gone_on_with_while_its_group_is_in_another(settings, meeting, theme, ask):
    ended = end_meeting(settings, ANN, 1)
    start_meeting(settings, BOB, group=theme, indicators=CURVES)
    with pytest.raises(GoingOnError, match="or end it first: this one stays as it is"):
        reopen_meeting(settings, ANN, 1)
    assert ask(read_meeting, 1) == ended
    end_meeting(settings, BOB, 2)
    assert reopen_meeting(settings, ANN, 1).ended_at is None


def test_a_decision_is_kept_changed_and_withdrawn_with_every_wording(settings, meeting, ask):
    first = decide(settings, ANN, 1, " Ask  the schools ", indicator="in_care")
    assert (first.key, first.text, first.written_by) == ("1/1", "Ask the schools", "ann")
    changed = change_decision(settings, BOB, "1/1", "Ask every school", version=1)
    with pytest.raises(EditConflict) as conflict:
        change_decision(settings, ANN, "1/1", "Ask two schools", version=1)
    assert conflict.value.texts == {"text": ("Ask every school", "Ask two schools")}
    assert change_decision(settings, ANN, "1/1", "Ask every school", version=1) == changed
    withdraw_decision(settings, ANN, "1/1", version=2)
    assert ask(read_decisions) == ()
    assert [one.after for one in ask(read_edits, kind="decision")] == [
        "Ask the schools",
        "Ask every school",
        None,
    ]
    with pytest.raises(
        NotFoundError, match=r"the decision has been withdrawn since by ann\. Your text is kept"
    ):
        change_decision(settings, ANN, "1/1", "No", version=3)
    with pytest.raises(UsageError):
        decide(settings, ANN, 1, "  ")
    with pytest.raises(UsageError, match="not a curve of this meeting"):
        decide(settings, ANN, 1, "x", indicator="other")
    assert decide(settings, ANN, 1, "Of the whole").key == "1/2"


def test_nothing_that_a_meeting_writes_makes_a_finding_be_made_anew(settings, ask):
    before = ask(figures_version)
    change_group(settings, ANN, EXECUTIVE, {"members": "Ann"}, version=0)
    start_meeting(settings, ANN, group=EXECUTIVE, indicators=CURVES)
    change_meeting(settings, ANN, 1, {"note": "x"}, version=1)
    decide(settings, ANN, 1, "x")
    end_meeting(settings, ANN, 1)
    assert ask(figures_version) == before


DEEDS = {
    "start": lambda settings, who: start_meeting(settings, who, group=EXECUTIVE, indicators=CURVES),
    "change": lambda settings, who: change_meeting(settings, who, 1, {"note": "x"}, version=1),
    "end": lambda settings, who: end_meeting(settings, who, 1),
    "reopen": lambda settings, who: reopen_meeting(settings, who, 1),
    "move": lambda settings, who: move_clock(settings, who, 1, STORY),
    "pause": lambda settings, who: pause_clock(settings, who, 1),
    "decide": lambda settings, who: decide(settings, who, 1, "x"),
    "change decision": lambda settings, who: change_decision(settings, who, "1/1", "y", version=1),
    "withdraw decision": lambda settings, who: withdraw_decision(settings, who, "1/1", version=1),
    "add group": lambda settings, who: add_group(settings, who, {"name": "x"}),
    "change group": lambda settings, who: change_group(settings, who, EXECUTIVE, {"name": "x"}, version=0),
    "bring back group": lambda settings, who: bring_back_group(settings, who, EXECUTIVE),
    "withdraw group": lambda settings, who: withdraw_group(settings, who, EXECUTIVE, version=0),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_reader_holds_no_meeting_and_nobody_does_on_the_published_copy(settings, name):
    with pytest.raises(NotAllowedError, match="hold a meeting"):
        DEEDS[name](settings, READER)
    with pytest.raises(NotFoundError, match="nothing is written on the published copy"):
        DEEDS[name](replace(settings, mode="published"), ANN)


def fill(settings: Settings, theme: str) -> None:
    start_meeting(settings, ANN, group=theme, indicators=CURVES, present=["Ann – Lee"])
    move_clock(settings, ANN, 1, STORY)
    decide(settings, BOB, 1, "Ask", indicator="in_care")
    withdraw_decision(settings, ANN, decide(settings, ANN, 1, "Gone").key, version=1)
    end_meeting(settings, ANN, 1)
    start_meeting(settings, BOB, group=EXECUTIVE, indicators=("poverty_rate",))
    move_clock(settings, BOB, 2, Stop("poverty_rate", Step.PROPOSAL))
    withdraw_group(settings, ANN, EXECUTIVE, version=1)


def test_meetings_go_out_with_an_export_and_come_in_again_once(settings, theme, planned, tmp_path, book):
    fill(settings, theme)
    write_meetings(planned, tmp_path)
    other = f"sqlite:///{(tmp_path / 'other.db').as_posix()}"
    migrate(other)
    store = open_store(other)
    with store.writing() as connection:
        write_plan(connection, book)
    path = tmp_path / MEETINGS
    assert restore_meetings(store, [path]) == ["2 meetings restored, with every decision and edit"]
    assert list(describe_meetings(store)) == list(describe_meetings(planned))
    assert restore_meetings(store, [path]) == [f"2 meetings of {MEETINGS} left out: the store has its own"]
    store.close()


def test_a_meeting_comes_back_with_its_decisions_without_a_curve_that_the_plan_lacks(
    settings, theme, planned, tmp_path, book
):
    fill(settings, theme)
    write_meetings(planned, tmp_path)
    other = f"sqlite:///{(tmp_path / 'other.db').as_posix()}"
    migrate(other)
    store = open_store(other)
    fewer = tuple(one for one in book.indicators if one.key != "in_care")
    with store.writing() as connection:
        write_plan(connection, replace(book, indicators=fewer, actions=(), baselines=(), targets=()))
    assert restore_meetings(store, [tmp_path / MEETINGS]) == [
        "2 meetings restored, with every decision and edit",
        f"1 curve that meetings of {MEETINGS} talked of left out of their lists: not in the plan",
    ]
    with store.reading() as connection:
        assert {one.number: one.indicators for one in read_meetings(connection)} == {
            1: tuple(key for key in CURVES if key != "in_care"),
            2: ("poverty_rate",),
        }
        said = [(one.text, one.indicator) for one in read_decisions(connection, withdrawn=True)]
        assert said == [("Ask", "in_care"), ("Gone", "")]
        with planned.reading() as own:
            kinds = (MEETING, DECISION)
            assert len(read_edits(connection, kinds=kinds)) == len(read_edits(own, kinds=kinds))
    store.close()


def spoil(part: str, **values: object):
    return lambda found: found[part][0].update(values)


SPOILT = {
    "no groups": (lambda found: found.pop("groups"), ""),
    "groups of nothing": (lambda found: found.update(groups=None), ": 'groups', expected a list"),
    "a meeting of nothing": (
        lambda found: found.update(meetings=[[]]),
        ": number 1 of 'meetings', expected a",
    ),
    "a number of words": (spoil("meetings", number="x"), "'number', expected a whole number from 0 up"),
    "a number that is true": (spoil("meetings", number=True), "'number', expected a whole number"),
    "a number too large": (spoil("meetings", version=2**31), "'version', expected a whole number"),
    "no group of it": (spoil("meetings", group="none"), ""),
    "a note of nothing": (spoil("meetings", note=None), ": number 1 of 'meetings', 'note', expected a text"),
    "a note of numbers": (spoil("meetings", note=7), "'note', expected a text"),
    "names of nothing": (spoil("meetings", present=None), "'present', expected a list"),
    "names that are a text": (spoil("meetings", apologies="Ann"), "'apologies', expected a list"),
    "a name of numbers": (spoil("meetings", present=["Ann", 7]), "'present', expected a text"),
    "a day of lists": (spoil("meetings", held_on=[]), "'held_on', expected a day such as"),
    "no time zone": (spoil("meetings", ended_at="2026-12-01T12:00:00"), "'ended_at', expected a moment with"),
    "half a character": (spoil("decisions", text="\ud800"), "'text', expected a text"),
    "a text no database keeps": (spoil("decisions", text="a\x00b"), "'text', expected a text"),
    "withdrawn in words": (spoil("decisions", withdrawn="no"), "'withdrawn', expected true or false"),
    "minutes that are texts": (spoil("groups", minutes=["5"]), "'minutes', expected a whole number"),
    "minutes of none": (spoil("groups", minutes=[0]), ""),
    "another meeting's key": (spoil("decisions", key="9/1"), ""),
    "a decision of no meeting": (spoil("decisions", key="9/1", meeting=9), ""),
    "a key of words": (spoil("decisions", key="1/x"), ""),
    "a step of no meeting": (spoil("steps", meeting=9), ""),
    "no such step": (spoil("steps", step="x"), "'step', expected one of: how are we doing, story"),
    "two of one key": (
        lambda found: found["decisions"].append(found["decisions"][0]),
        ": the keys of 'decisions', expected each only once",
    ),
    "no moment": (lambda found: found["edits"][0].pop("at"), "of 'edits', 'at', expected that it is there"),
    "an edit of lists": (spoil("edits", after=[]), "of 'edits', 'after', expected a text"),
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, book) -> str:
    """What is kept of two meetings, as a file holds it."""
    folder = tmp_path_factory.mktemp("meetings")
    url = f"sqlite:///{(folder / 'own.db').as_posix()}"
    migrate(url)
    store = open_store(url)
    with store.writing() as connection:
        write_plan(connection, book)
    fill(Settings(store=url, user="ann", today="2026-12-01"), book.themes[0].key)
    write_meetings(store, folder)
    store.close()
    return (folder / MEETINGS).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_that_no_export_writes_is_refused_with_the_place_and_what_to_do(exported, tmp_path, name):
    path = tmp_path / MEETINGS
    found, (change, said) = json.loads(exported), SPOILT[name]
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(ObaError) as refused:
        read_meetings_file(path)
    assert f"{MEETINGS}: the file cannot be read as meetings" in str(refused.value)
    assert said in str(refused.value)
    assert "take the file out of the folder to go without its meetings." in str(refused.value)


def test_a_meeting_begun_by_mistake_is_in_no_list_and_is_kept_with_its_edits(settings, ask, theme) -> None:
    mistaken = start_meeting(settings, ANN, group=theme, indicators=CURVES)
    move_clock(settings, ANN, mistaken.number, STORY)
    discard_meeting(settings, ANN, mistaken.number)
    assert ask(read_meetings) == ()
    assert [one.number for one in ask(read_meetings, discarded=True)] == [mistaken.number]
    assert find_running(ask(read_steps, mistaken.number)) is None
    edits = ask(read_edits, kind=MEETING, key=str(mistaken.number))
    assert any(one.field == "indicators" and one.before == "\n".join(CURVES) for one in edits)
    assert start_meeting(settings, ANN, group=theme, indicators=CURVES).number == mistaken.number + 1


def test_a_meeting_with_a_decision_or_a_note_or_an_end_is_not_discarded(settings, ask, theme) -> None:
    decided = start_meeting(settings, ANN, group=theme, indicators=CURVES).number
    decide(settings, ANN, decided, "Meet again in May", indicator="")
    noted = start_meeting(settings, ANN, group=theme, indicators=CURVES, beside=[decided]).number
    change_meeting(settings, ANN, noted, {"note": "A good talk"}, version=1)
    ended = start_meeting(settings, ANN, group=theme, indicators=CURVES, beside=[decided, noted]).number
    end_meeting(settings, ANN, ended)
    for number in (decided, noted, ended):
        with pytest.raises(
            UsageError, match="something is written in it" if number != ended else "has ended"
        ):
            discard_meeting(settings, ANN, number)
    assert len(ask(read_meetings)) == 3
