"""The story behind a baseline, rule by rule (M9): forces, evidence, voices, gaps; ranked, dated, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oba.errors import ObaError
from oba.model.editor import EditConflict, Editor, NotAllowedError, Role
from oba.model.story import (
    KINDS,
    Depth,
    Direction,
    Force,
    Gap,
    GapKind,
    Part,
    Story,
    Voice,
    Who,
    find_faults,
    find_unsendable,
    is_web_link,
)
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import open_store
from oba.store.story import read_sent, read_story
from oba.tasks.open_story import tell_story
from oba.tasks.record_story import add, change, move, send_gap, withdraw

TOWN, KEY = "E06000002", "under18_conceptions"
TODAY = date(2026, 12, 1)
ANN, BOB = Editor("ann"), Editor("bob", Role.OFFICER)
HINDERS = {"text": "Rents rise faster than wages", "direction": "hinders"}
HEARD = {"text": "Nobody asks us", "who": "young people", "where_from": "Youth council"}
GAP = {"text": "How many move away", "kind": "data"}


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today=TODAY.isoformat())


@pytest.fixture
def write(settings: Settings) -> Callable[..., Part]:
    def run(kind: str, texts: dict[str, str], *, by: Editor = ANN, indicator: str = KEY) -> Part:
        return add(settings, kind, texts, editor=by, indicator=indicator)

    return run


def story(settings: Settings) -> Story:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_story(connection, KEY, TOWN)
    store.close()
    return found


def edits(settings: Settings) -> list[tuple[str, str, str, str | None, str | None]]:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = read_edits(connection, kinds=KINDS, within=f"{KEY}/")
    store.close()
    return [(one.by, one.key, one.field, one.before, one.after) for one in found]


# each rule: a part, and what is found amiss in it ('' for nothing)
ABOUT: dict[str, Any] = {"indicator": KEY, "area": TOWN, "text": "A sentence"}
FORCE = Force(**ABOUT, direction=Direction.HELPS)
VOICE = Voice(**ABOUT, who=Who.PARENTS, where_from="A survey")
LACKING = Gap(**ABOUT, kind=GapKind.RESEARCH)
WHOLE = replace(LACKING, owner="Public health", due=date(2027, 3, 31))
RULES = [
    ("a force needs no evidence to be written down", FORCE, ""),
    ("a force may be a symptom", replace(FORCE, depth=Depth.SYMPTOM), ""),
    ("a part without words is none", replace(FORCE, text="  \n"), "nothing is written"),
    ("a gap without words is none", replace(LACKING, text=""), "nothing is written"),
    ("a text has its limit", replace(FORCE, text="x" * 1001), "a text is longer than 1,000 characters"),
    ("a thousand characters are within it", replace(FORCE, text="x" * 1000), ""),
    (
        "evidence has its limit too",
        replace(FORCE, evidence="x" * 1001),
        "a text is longer than 1,000 characters",
    ),
    ("a link may be of the web", replace(FORCE, link="https://example.org/a?b=1#c"), ""),
    (
        "a link that runs a script is refused",
        replace(FORCE, link="javascript:alert(1)"),
        "'javascript:alert(1)' is not an address of the web",
    ),
    (
        "a voice says where it was heard",
        replace(VOICE, where_from=" "),
        "it is not said where this was heard",
    ),
    ("a voice needs no day", VOICE, ""),
    ("a voice may be of today", replace(VOICE, said_on=TODAY), ""),
    (
        "nobody has said anything tomorrow",
        replace(VOICE, said_on=date(2026, 12, 2)),
        "the day on which it was said lies ahead",
    ),
    ("a gap may be written down before anyone owns it", LACKING, ""),
]


@pytest.mark.parametrize(("part", "fault"), [pytest.param(*rest, id=says) for says, *rest in RULES])
def test_what_can_be_saved(part: Part, fault: str) -> None:
    assert [found for found, _ in find_faults(part, today=TODAY)] == ([fault] if fault else [])


AGENDA = [
    ("with an owner and a day it can be sent", WHOLE, []),
    ("without an owner it cannot", replace(WHOLE, owner=" "), ["nobody is named who finds out"]),
    ("without a day it cannot", replace(WHOLE, due=None), ["no day is set by when"]),
    ("lacking both it says both", LACKING, ["nobody is named who finds out", "no day is set by when"]),
    (
        "it is sent once",
        replace(WHOLE, sent_on=TODAY),
        ["it is on the data development agenda already"],
    ),
]


@pytest.mark.parametrize(("gap", "faults"), [pytest.param(*rest, id=says) for says, *rest in AGENDA])
def test_what_can_go_on_the_data_development_agenda(gap: Gap, faults: list[str]) -> None:
    assert [found for found, _ in find_unsendable(gap)] == faults


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("http://example.org", True),
        ("https://example.org:8443/a/b.pdf?x=1&y=2#z", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("", False),
        ("example.org", False),
        ("//example.org", False),
        ("https://", False),
        ("https:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("https://example.org/ onclick=x", False),
        ('https://example.org/"onclick="x', False),
        ("https://bank.example@evil.example/", False),
        ("https://example.org\\@evil.example", False),
        ("https://example.org/\nSet-Cookie: x", False),
        ("https://[::1", False),
        ("\u202ehttps://example.org", False),
    ],
)
def test_a_link_is_an_address_of_the_web_and_nothing_else(text: str, is_link: bool) -> None:
    assert is_web_link(text) is is_link


def test_a_part_keeps_who_wrote_it_when_and_where(settings: Settings, write) -> None:
    force = write("force", HINDERS)
    assert story(settings).forces == (force,)
    assert (force.written_by, force.written_on, force.area, force.key) == ("ann", TODAY, TOWN, f"{KEY}/1")
    assert (force.depth, force.rank, force.version) == (Depth.NOT_KNOWN, 1, 1)


def test_the_group_ranks_the_forces_of_each_direction_on_their_own(settings: Settings, write) -> None:
    one, two, three = (write("force", {**HINDERS, "text": text}) for text in ("1", "2", "3"))
    helping = write("force", {**HINDERS, "direction": "helps"})
    assert helping.rank == 1
    keys = [one.key, two.key, three.key]
    move(settings, three.key, editor=ANN, up=True, seen=keys)
    assert [each.text for each in story(settings).of(Direction.HINDERS)] == ["1", "3", "2"]
    move(settings, one.key, editor=ANN, up=False, seen=[one.key, three.key, two.key])
    assert [each.text for each in story(settings).of(Direction.HINDERS)] == ["3", "1", "2"]
    move(settings, three.key, editor=ANN, up=True, seen=[three.key, one.key, two.key])
    assert [each.text for each in story(settings).of(Direction.HINDERS)] == ["3", "1", "2"]
    assert story(settings).of(Direction.HELPS) == (helping,)
    assert edits(settings)[-4:-2] == [
        ("ann", three.key, "rank", "3", "2"),
        ("ann", two.key, "rank", "2", "3"),
    ]


def test_a_force_is_moved_only_in_the_order_that_was_seen(settings: Settings, write) -> None:
    one, two = write("force", HINDERS), write("force", HINDERS)
    move(settings, two.key, editor=BOB, up=True, seen=[one.key, two.key])
    with pytest.raises(ObaError, match="someone has ranked these forces otherwise"):
        move(settings, two.key, editor=ANN, up=False, seen=[one.key, two.key])
    assert [each.key for each in story(settings).forces] == [two.key, one.key]


def test_ranking_does_not_stand_in_the_way_of_who_writes(settings: Settings, write) -> None:
    one, two = write("force", HINDERS), write("force", HINDERS)
    move(settings, two.key, editor=BOB, up=True, seen=[one.key, two.key])
    assert change(settings, "force", one.key, {"depth": "symptom"}, editor=ANN, version=1).version == 2


def test_a_force_that_turns_out_to_help_goes_last_there(settings: Settings, write) -> None:
    write("force", {**HINDERS, "direction": "helps"})
    one = write("force", HINDERS)
    turned = change(settings, "force", one.key, {"direction": "helps"}, editor=ANN, version=1)
    assert [each.key for each in story(settings).of(Direction.HELPS)][-1] == turned.key
    assert turned.rank == 2


def test_every_edit_is_kept_with_who_before_and_after(settings: Settings, write) -> None:
    gap = write("gap", GAP)
    change(settings, "gap", gap.key, {"owner": "Cat", "due": "2027-03-31"}, editor=BOB, version=1)
    send_gap(settings, gap.key, editor=BOB, version=2)
    withdraw(settings, "gap", gap.key, editor=ANN, version=3)
    assert edits(settings) == [
        ("ann", gap.key, "text", None, "How many move away"),
        ("ann", gap.key, "kind", None, "data"),
        ("bob", gap.key, "owner", "", "Cat"),
        ("bob", gap.key, "due", "", "2027-03-31"),
        ("bob", gap.key, "sent_on", "", "2026-12-01"),
        ("ann", gap.key, "text", "How many move away", None),
    ]
    assert story(settings).gaps == ()


def test_saving_what_is_saved_already_is_no_edit(settings: Settings, write) -> None:
    force = write("force", HINDERS)
    before = edits(settings)
    assert change(settings, "force", force.key, {"text": HINDERS["text"]}, editor=ANN, version=1) == force
    assert edits(settings) == before


def test_who_saves_second_is_shown_both_texts_and_nothing_is_written(settings: Settings, write) -> None:
    force = write("force", HINDERS)
    change(settings, "force", force.key, {"text": "His"}, editor=BOB, version=1)
    with pytest.raises(EditConflict, match="bob saved this while you were writing") as raised:
        change(settings, "force", force.key, {"text": "Mine", "evidence": "A report"}, editor=ANN, version=1)
    assert raised.value.texts == {"text": ("His", "Mine"), "evidence": ("", "A report")}
    assert raised.value.version == 2
    assert story(settings).forces[0].text == "His"
    change(settings, "force", force.key, {"text": "Mine"}, editor=ANN, version=raised.value.version)
    assert story(settings).forces[0].text == "Mine"
    assert [after for *_, field, _, after in edits(settings) if field == "text"] == [
        HINDERS["text"],
        "His",
        "Mine",
    ]


def test_what_another_wrote_in_other_fields_stays(settings: Settings, write) -> None:
    force = write("force", HINDERS)
    change(settings, "force", force.key, {"evidence": "His evidence"}, editor=BOB, version=1)
    change(settings, "force", force.key, {"text": "Mine"}, editor=ANN, version=2)
    found = story(settings).forces[0]
    assert isinstance(found, Force)
    assert (found.text, found.evidence, found.version) == ("Mine", "His evidence", 3)


@pytest.mark.parametrize(
    "deed",
    [
        lambda settings, key: withdraw(settings, "gap", key, editor=ANN, version=1),
        lambda settings, key: send_gap(settings, key, editor=ANN, version=1),
    ],
    ids=["withdrawing", "sending"],
)
def test_what_has_been_saved_meanwhile_is_neither_withdrawn_nor_sent_unseen(settings, write, deed) -> None:
    gap = write("gap", {**GAP, "owner": "Cat", "due": "2027-03-31"})
    change(settings, "gap", gap.key, {"text": "His"}, editor=BOB, version=1)
    with pytest.raises(EditConflict):
        deed(settings, gap.key)
    assert [one.sent_on for one in story(settings).gaps] == [None]


def test_what_was_withdrawn_is_not_written_on(settings: Settings, write) -> None:
    voice = write("voice", HEARD)
    withdraw(settings, "voice", voice.key, editor=BOB, version=1)
    with pytest.raises(ObaError, match=r"this voice has been withdrawn since by bob\. Your text is kept"):
        change(settings, "voice", voice.key, {"text": "Mine"}, editor=ANN, version=1)


def test_a_gap_goes_on_the_agenda_in_one_step_once_it_has_an_owner_and_a_day(
    settings: Settings, write
) -> None:
    gap = write("gap", GAP)
    with pytest.raises(ObaError, match="nobody is named who finds out"):
        send_gap(settings, gap.key, editor=ANN, version=1)
    change(settings, "gap", gap.key, {"owner": "Cat", "due": "2027-03-31"}, editor=ANN, version=1)
    sent = send_gap(settings, gap.key, editor=ANN, version=2)
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        assert read_sent(connection) == (sent,)
    store.close()
    assert sent.sent_on == TODAY


REFUSED = [
    ("force", {**HINDERS, "text": " "}, "nothing is written"),
    ("force", {**HINDERS, "link": "ftp://example.org"}, "is not an address of the web"),
    ("force", {**HINDERS, "depth": "deep"}, "expected root cause, symptom, not yet known"),
    ("force", {**HINDERS, "rank": "1"}, "a field 'rank'"),
    ("force", {**HINDERS, "written_by": "bob"}, "a field 'written_by'"),
    ("voice", {**HEARD, "who": "councillors"}, "expected children, young people, parents, schools, others"),
    ("voice", {**HEARD, "said_on": "yesterday"}, "expected a day such as 2026-12-01"),
    ("gap", {**GAP, "sent_on": "2026-12-01"}, "a field 'sent_on'"),
]


@pytest.mark.parametrize(("kind", "texts", "said"), REFUSED)
def test_what_is_amiss_is_said_and_nothing_is_written(settings, write, kind, texts, said) -> None:
    with pytest.raises(ObaError, match=said):
        write(kind, texts)
    assert not story(settings)
    assert edits(settings) == []


def test_only_an_indicator_of_the_plan_has_a_story(write) -> None:
    with pytest.raises(ObaError, match="the plan has no indicator 'hope'"):
        write("force", HINDERS, indicator="hope")


@pytest.mark.parametrize("by", [Editor("eve", Role.READER)])
def test_a_reader_writes_nothing(settings: Settings, write, by: Editor) -> None:
    force = write("force", HINDERS)
    before = edits(settings)
    for deed in (
        lambda: write("force", HINDERS, by=by),
        lambda: change(settings, "force", force.key, {"text": "x"}, editor=by, version=1),
        lambda: move(settings, force.key, editor=by, up=True, seen=[force.key]),
        lambda: withdraw(settings, "force", force.key, editor=by, version=1),
        lambda: send_gap(settings, force.key, editor=by, version=1),
    ):
        with pytest.raises(
            NotAllowedError, match="as a reader you may not write the story behind a baseline"
        ):
            deed()
    assert edits(settings) == before


def test_nothing_is_written_on_the_published_copy(settings: Settings) -> None:
    with pytest.raises(ObaError, match="nothing is written on the published copy"):
        add(replace(settings, mode="published"), "force", HINDERS, editor=ANN, indicator=KEY)


def test_the_public_reads_the_story_without_the_names_of_its_writers_and_without_files(
    settings, write
) -> None:
    write(
        "force", {**HINDERS, "link": "https://example.org", "file_name": "ann.pdf", "file_sha256": "a" * 64}
    )
    write("voice", HEARD)
    write("gap", GAP)
    public = repr(tell_story(story(settings), published=True))
    assert "ann" not in public
    assert "https://example.org" in public
    own = tell_story(story(settings), published=False)
    assert own.hindering[0].written == "ann, 1 December 2026"
    assert own.hindering[0].file_name == "ann.pdf"
