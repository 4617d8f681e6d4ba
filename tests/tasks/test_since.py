"""What has changed since a meeting or a day: every kind of change, as the store held it then and holds it now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from oba.errors import NotFoundError
from oba.model.editor import Editor
from oba.model.meeting import Decision, Group, Meeting
from oba.model.release import LoadReport, Source
from oba.settings import Settings
from oba.store.baselines import freeze, read_baselines, supersede
from oba.store.edits import record_edits
from oba.store.engine import Store, open_store
from oba.store.meetings import add_meeting, write_decision, write_group
from oba.store.releases import read_loads
from oba.tasks.find import find
from oba.tasks.list_since import SinceView, list_since, list_since_day, list_since_meeting
from oba.tasks.load_release import load_release
from oba.tasks.record_action import add_action, change_action, note_progress, restore_action, withdraw_action
from oba.tasks.record_contribution import change_contribution, contribute, withdraw_contribution
from oba.tasks.record_idea import add_idea, bring_back, change_idea, withdraw_idea
from oba.tasks.record_story import add, change, move, withdraw
from oba.tasks.undo_load import undo
from oba.words.status import status_of_trend, status_of_verdict

KEY, OTHER, AREA, COUNTRY = "under18_conceptions", "injury_admissions", "E06000002", "E92000001"
HEAD = "indicator,area,period,value,breakdown"
TODAY = date(2026, 12, 20)
THEN = datetime(2026, 12, 2, 16, 30, tzinfo=UTC)
"""The example was loaded on 1 December 2026 at noon."""
ANN = Editor("ann")


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


def on(url: str, day: int) -> Settings:
    """The settings on a day of December."""
    return Settings(store=url, user="ann", today=f"2026-12-{day:02d}")


def load(store: Store, folder: Path, *rows: str, at: datetime, name: str = "new.csv") -> int:
    """The number of the load."""
    path = folder / name
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    source = Source("Department for Education", "A return", published=at.date())
    report: LoadReport = load_release(store, path, source=source, user="ann", now=at)
    assert report.written, report.problems
    with store.reading() as connection:
        return read_loads(connection)[-1].id


def look(store: Store, since: datetime = THEN, **choices: object) -> SinceView:
    return list_since(store, since=since, today=TODAY, dark=False, **choices)  # type: ignore[arg-type]


def items(view: SinceView, key: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.lines) for each in view.lists if each.key == key for one in each.items]


def lines(view: SinceView, key: str) -> str:
    return "\n".join(line for _, some in items(view, key) for line in some)


def counts(view: SinceView) -> dict[str, int]:
    return {key: count for key, count in view.counts.items() if count}


LATER = THEN + timedelta(days=3)


def test_nothing_has_changed_since_now(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, f"{KEY},{AREA},2023,40.1,", at=LATER)
    view = look(store, LATER)
    assert (counts(view), view.changed) == ({}, False)
    assert view.line.startswith(
        "Since the end of 5 December 2026: nothing has changed; 17 actions are still late."
    )
    assert [one.key for one in view.lists] == ["still_late"]


def test_since_before_everything_all_of_it_is_new(store: Store) -> None:
    view = look(store, datetime(2020, 1, 1, tzinfo=UTC))
    found = find(store)
    held = sum(len(found.ours(key).observations) for key in found.findings)
    frozen = sum(one.baseline is not None for one in found.findings.values())
    actions = len(found.book.actions)
    late = sum(one.is_overdue(TODAY) for one in found.book.actions)
    told = counts(view)
    assert (told["added"], told["baselines"], told["new"], told["late"]) == (held, frozen, actions, late)
    assert not {"revised", "verdicts", "trends", "gone", "changed", "withdrawn"} & set(told)
    assert "This store held no figures then" in view.note
    assert look(store).note == ""


def test_new_and_revised_figures_are_told_with_their_release_and_the_finding(
    store: Store, tmp_path: Path
) -> None:
    rows = (f"{KEY},{AREA},2022,33.4,", f"{KEY},{AREA},2023,40.1,", f"{KEY},{COUNTRY},2022,19.9,")
    load(store, tmp_path, *rows, at=LATER)
    view = look(store)
    assert counts(view) == {"added": 1, "revised": 1, "beside": 1}
    assert "1 new figure, 1 revision, 1 revision elsewhere" in view.line
    assert items(view, "figures") == [
        (
            "Under-18 conceptions",
            (
                "40.1 per 1,000 in 2023, in line with the example forecast from data to 2019.",
                "New, 2023: 40.1 per 1,000.",
                "Revised, 2022: from 29.2 to 33.4 per 1,000.",
                "Source: Department for Education, A return, published 5 December 2026.",
                "England: 1 figure revised, 2022.",
            ),
        )
    ]


def test_figures_of_areas_that_are_not_shown_and_of_parts_are_no_news(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, f"{KEY},E06000001,2022,33.4,", f"{KEY},{AREA},2022,33.4,Sex: Female", at=LATER)
    assert not look(store).changed


def test_a_revision_that_is_taken_up_again_counts_from_what_was_known_then(
    store: Store, tmp_path: Path
) -> None:
    load(store, tmp_path, f"{KEY},{AREA},2022,33.4,", at=LATER, name="a.csv")
    load(store, tmp_path, f"{KEY},{AREA},2022,34.5,", at=LATER + timedelta(hours=1), name="b.csv")
    assert "Revised, 2022: from 29.2 to 34.5 per 1,000." in lines(look(store), "figures")
    assert "Revised, 2022: from 33.4 to 34.5 per 1,000." in lines(look(store, LATER), "figures")
    back = f"{KEY},{AREA},2022,29.2,"
    load(store, tmp_path, back, at=LATER + timedelta(hours=2), name="c.csv")
    assert not look(store).changed


def test_a_load_that_was_undone_since_is_no_news(store: Store, tmp_path: Path) -> None:
    number = load(store, tmp_path, f"{KEY},{AREA},2022,61.7,", f"{KEY},{AREA},2023,63.3,", at=LATER)
    undo(store, number, user="bob", now=LATER + timedelta(days=1))
    assert not look(store).changed


def test_what_the_group_saw_and_was_taken_back_since_is_told(store: Store, tmp_path: Path) -> None:
    number = load(store, tmp_path, f"{KEY},{AREA},2022,61.7,", f"{KEY},{AREA},2023,63.3,", at=LATER)
    undo(store, number, user="bob", now=LATER + timedelta(days=1))
    view = look(store, LATER)
    assert counts(view)["gone"] == 1
    assert "Taken out, 2023: 63.3 per 1,000 stood there." in lines(view, "figures")
    assert "Revised, 2022: from 61.7 to 29.2 per 1,000." in lines(view, "figures")


def test_between_two_moments_only_what_changed_between_them_counts(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, f"{KEY},{AREA},2023,40.1,", at=LATER, name="a.csv")
    load(
        store,
        tmp_path,
        f"{KEY},{AREA},2023,41.1,",
        f"{KEY},{AREA},2024,42,",
        at=LATER + timedelta(1),
        name="b.csv",
    )
    view = look(store, until=LATER)
    assert counts(view) == {"added": 1}
    assert "New, 2023: 40.1 per 1,000." in lines(view, "figures")
    assert not look(store, until=THEN).changed


def test_a_verdict_that_changed_is_what_findings_of_that_day_say_against_today(
    store: Store, tmp_path: Path
) -> None:
    found = find(store)
    rows = []
    for key, one in found.findings.items():
        if one.latest is not None and one.latest.value is not None:
            rows += [f"{key},{AREA},{one.latest.period.label},{one.latest.value * 3 + 1:.1f},"]
    accepted = [row for row in rows if row.split(",")[0] in (KEY, OTHER, "first_time_entrants")]
    load(store, tmp_path, *accepted, at=LATER)
    then = find(store, as_of=THEN.date(), basis="loaded").findings
    now = find(store).findings
    expected = {
        now[key].indicator: (status_of_verdict(then[key].verdict).word, status_of_verdict(one.verdict).word)
        for key, one in now.items()
        if one.verdict and then[key].verdict
        if status_of_verdict(one.verdict).word != status_of_verdict(then[key].verdict).word
    }
    turned = {
        key
        for key, one in now.items()
        if status_of_trend(one.trend).word != status_of_trend(then[key].trend).word
    }
    view = list_since_day(store, day=THEN.date(), today=TODAY, dark=False)
    told = {
        item.address.partition("=")[2]: (item.before.word.lower(), item.after.word.lower())
        for each in view.lists
        if each.key == "verdicts"
        for item in each.items
        if item.before and item.after
    }
    assert told == expected
    assert expected
    trends = {
        item.address.partition("=")[2] for each in view.lists if each.key == "trends" for item in each.items
    }
    assert trends == turned


@pytest.fixture
def superseded(store: Store) -> Store:
    """Two curves: a forecast that took the place of another, and one recorded in the name of an earlier day."""
    with store.writing() as connection:
        first, other = read_baselines(connection, indicators=[KEY, OTHER], areas=[AREA])
        again = replace(
            first, recorded_at=LATER, frozen_on=LATER.date(), replaces_because="The method is new"
        )
        supersede(connection, first.id, by=freeze(connection, again))
        early = replace(other, recorded_at=LATER, frozen_on=date(2019, 1, 1))
        supersede(connection, other.id, by=freeze(connection, early))
    return store


def test_forecasts_count_from_when_they_were_recorded(superseded: Store) -> None:
    view = look(superseded)
    assert counts(view) == {"baselines": 2}
    told = lines(view, "baselines")
    assert "It took the place of the one before. Reason: The method is new." in told
    assert "1 January 2019" in told
    assert not look(superseded, LATER).changed
    assert not look(superseded, until=LATER - timedelta(hours=1)).changed


def new_action(url: str, day: int, **texts: str) -> int:
    made = add_action(on(url, day), ANN, {"proposed_action": "Train <b>mentors</b>", **texts})
    return made.action.number


def edit(url: str, day: int, number: int, version: int, **texts: str) -> None:
    change_action(on(url, day), ANN, number, texts, version=version)


def test_actions_are_told_by_what_became_of_them(store: Store, own_example: str) -> None:
    url = own_example
    done, late, other, gone, back = (new_action(url, 2, due="2026-12-31") for _ in range(5))
    withdraw_action(on(url, 2), ANN, back, "Not now", version=1)
    edit(url, 5, done, 1, status="under way")
    edit(url, 6, done, 2, status="done")
    edit(url, 5, late, 1, due="2026-12-10")
    edit(url, 5, other, 1, by_whom="The Head of Service", status="under way")
    note_progress(on(url, 6), ANN, other, "First talks held")
    withdraw_action(on(url, 5), ANN, gone, "Done by others", version=1)
    restore_action(on(url, 5), ANN, back, version=2)
    fresh = new_action(url, 7)
    view = look(store)
    assert counts(view) == {"done": 1, "late": 1, "new": 2, "changed": 2, "withdrawn": 1}
    assert (
        "1 action done, 1 late, 2 new, 2 changed, 1 withdrawn; 17 more actions are still late." in view.line
    )
    named = {key: [int(text.partition(".")[0]) for text, _ in items(view, key)] for key in view.counts}
    assert named | {"new": sorted(named["new"])} == named | {
        "done": [done],
        "late": [late],
        "new": sorted([back, fresh]),
        "changed": [late, other],
        "withdrawn": [gone],
    }
    assert "Brought back into the plan." in lines(view, "new")
    told = lines(view, "changed")
    assert "Due: 31 December 2026 before, 10 December 2026 now." in told
    assert "Status: not started before, under way now." in told
    assert "Changed: by whom." in told
    assert "Noted: First talks held" in told


def test_what_was_turned_back_is_no_change(store: Store, own_example: str) -> None:
    number = new_action(own_example, 2)
    edit(own_example, 5, number, 1, by_whom="X")
    edit(own_example, 6, number, 2, by_whom="")
    short_lived = new_action(own_example, 5)
    withdraw_action(on(own_example, 6), ANN, short_lived, "A mistake", version=1)
    assert not look(store).changed


def test_an_action_that_was_late_then_is_late_still_and_no_news(store: Store, own_example: str) -> None:
    number = new_action(own_example, 2, due="2026-12-01")
    view = look(store)
    assert not view.changed
    assert str(number) in "".join(text for text, _ in items(view, "still_late"))
    edit(own_example, 5, number, 1, status="done")
    assert counts(look(store)) == {"done": 1}
    assert counts(look(store, until=datetime(2026, 12, 4, tzinfo=UTC))) == {}


def test_a_theme_counts_its_own_actions_those_of_the_whole_plan_and_those_that_serve_its_curves(
    store: Store, own_example: str
) -> None:
    with_theme = new_action(own_example, 5, theme="risk_taking")
    whole = new_action(own_example, 5)
    serving = new_action(own_example, 5, theme="safeguarding", indicators=KEY)

    def numbers(**choices: object) -> set[int]:
        return {int(text.partition(".")[0]) for text, _ in items(look(store, **choices), "new")}

    own = find(store).indicator(KEY).theme
    assert numbers() == {with_theme, whole, serving}
    assert numbers(indicators=[KEY]) == {serving}
    assert numbers(theme=own) >= {whole, serving}
    assert numbers(theme="safeguarding") == {whole, serving}


def test_edits_of_stories_are_told_by_curve(store: Store, own_example: str) -> None:
    url = own_example
    rents = add(
        on(url, 2), "force", {"text": "Rents rise", "direction": "hinders"}, editor=ANN, indicator=KEY
    )
    jobs = add(on(url, 2), "force", {"text": "Jobs go", "direction": "hinders"}, editor=ANN, indicator=KEY)
    asked = {"text": "Nobody asks us", "who": "parents", "where_from": "A visit"}
    voice = add(on(url, 2), "voice", asked, editor=ANN, indicator=KEY)
    change(on(url, 5), "force", rents.key, {"evidence": "A report"}, editor=Editor("bob"), version=1)
    move(on(url, 5), jobs.key, editor=ANN, up=True, seen=[rents.key, jobs.key])
    withdraw(on(url, 5), "voice", voice.key, editor=ANN, version=1)
    add(on(url, 6), "gap", {"text": "Who stays away?", "kind": "data"}, editor=ANN, indicator=OTHER)
    lost = add(on(url, 6), "gap", {"text": "A slip", "kind": "data"}, editor=ANN, indicator=OTHER)
    withdraw(on(url, 6), "gap", lost.key, editor=ANN, version=1)
    view = look(store)
    assert counts(view) == {"stories": 4}
    assert items(view, "stories") == [
        ("Injury admissions, aged 0 to 14", ("New gap: “Who stays away?” (ann)",)),
        (
            "Under-18 conceptions",
            (
                "Force changed, its evidence and rank: “Rents rise” (bob and ann)",
                "Voice withdrawn: “Nobody asks us” (ann)",
                "Forces ranked anew (ann)",
            ),
        ),
    ]


def test_what_was_withdrawn_or_brought_back_is_told_as_that(store: Store, own_example: str) -> None:
    url = own_example
    kept, turned, back = (
        add_idea(on(url, 2), ANN, {"text": text}, indicator=KEY) for text in ("Kept", "Turned", "Back")
    )
    withdraw_idea(on(url, 2), ANN, back.key, version=1)
    stays = contribute(on(url, 2), ANN, {"role": "Leads"}, indicator=KEY, partner="council")
    withdraw_idea(on(url, 5), ANN, turned.key, version=1)
    for day, one in ((6, turned), (6, back)):
        bring_back(on(url, day), ANN, one.key)
    change_idea(on(url, 6), ANN, kept.key, {"cost": "no cost"}, version=1)
    slip = contribute(on(url, 5), ANN, {"brings": "Nurses"}, indicator=KEY, partner="police")
    withdraw_contribution(on(url, 6), ANN, slip.key, "A slip", version=1)
    withdraw_contribution(on(url, 6), ANN, stays.key, "It has ended", version=1)
    view = look(store)
    assert counts(view) == {"ideas": 2, "contributions": 1}
    told = lines(view, "ideas").split("\n")
    assert sorted(told) == ["Idea brought back: “Back” (ann)", "Idea changed, its cost: “Kept” (ann)"]
    assert lines(view, "contributions") == "Contribution of Middlesbrough Council withdrawn (ann)"


def test_a_contribution_that_is_new_or_changed_is_told_with_the_name_of_its_partner(
    store: Store, own_example: str
) -> None:
    url = own_example
    first = contribute(on(url, 2), ANN, {"role": "Leads"}, indicator=KEY, partner="council")
    change_contribution(on(url, 5), Editor("bob"), first.key, {"role": "Chairs"}, version=1)
    contribute(on(url, 5), ANN, {"brings": "Officers"}, indicator=KEY, partner="police")
    assert lines(look(store), "contributions").split("\n") == [
        "Contribution of Middlesbrough Council changed, its role (bob)",
        "New contribution of Cleveland Police (ann)",
    ]


def test_a_kind_that_nobody_foresaw_is_told_by_its_name(store: Store) -> None:
    with store.writing() as connection:
        for kind, key, texts in (
            ("new_kind", f"{KEY}/1", {"text": (None, "A thing")}),
            ("new_kind", "elsewhere", {"text": (None, "Another")}),
            ("meeting", "1", {"note": (None, "x")}),
        ):
            record_edits(connection, kind=kind, key=key, by="ann", at=LATER, changes=texts)
    view = look(store)
    assert counts(view) == {"others": 2}
    assert items(view, "others") == [
        ("Under-18 conceptions", ("New new kind: “A thing” (ann)",)),
        ("New kind: 1 added.", ()),
    ]
    assert counts(look(store, indicators=[KEY])) == {"others": 1}
    assert not look(store, indicators=[OTHER]).changed


def test_an_indicator_or_theme_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError):
        look(store, indicators=["nothing"])
    with pytest.raises(NotFoundError):
        look(store, theme="nothing")


def hold(store: Store, number: int, *, group: str, theme: str, ended: datetime | None) -> Meeting:
    with store.writing() as connection:
        write_group(connection, Group(group, f"The {group} group", theme))
        return add_meeting(
            connection,
            Meeting(
                number,
                group,
                (ended or LATER).date(),
                ended or LATER,
                "ann",
                indicators=(KEY,),
                ended_at=ended,
            ),
        )


def since_meeting(store: Store, **choices: object) -> SinceView | None:
    return list_since_meeting(store, today=TODAY, dark=False, **choices)  # type: ignore[arg-type]


def test_the_last_meeting_that_ended_is_counted_from_with_what_it_decided(
    store: Store, own_example: str
) -> None:
    assert since_meeting(store) is None
    first = hold(store, 1, group="risk", theme="risk_taking", ended=THEN)
    other = hold(store, 2, group="executive", theme="", ended=THEN + timedelta(hours=1))
    on_now = hold(store, 3, group="risk", theme="risk_taking", ended=None)
    decision = Decision(f"{first.number}/1", first.number, "Ask the schools", KEY, "ann", THEN)
    with store.writing() as connection:
        write_decision(connection, decision)
        write_decision(connection, replace(decision, key=f"{first.number}/2", withdrawn=True))
    new_action(own_example, 5)
    for choices, expected in (
        ({}, other.number),
        ({"theme": "risk_taking"}, first.number),
        ({"before": on_now.number}, first.number),
        ({"before": first.number}, None),
        ({"before": other.number}, first.number),
        ({"theme": "safeguarding"}, None),
    ):
        view = since_meeting(store, **choices)
        assert (view.meeting if view else None) == expected, choices
    view = since_meeting(store, before=on_now.number, indicators=(KEY,))
    assert view is not None
    assert view.line.startswith("Since the meeting of 2 December 2026 (The risk group): 1 action new;")
    assert items(view, "decisions") == [("Under-18 conceptions: Ask the schools", ())]
