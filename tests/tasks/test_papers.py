"""Cards and the Executive view fit one page; what paper leaves out is counted, and stands on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.errors import NotFoundError
from oba.model.editor import Editor
from oba.model.finding import Judgement
from oba.settings import Settings
from oba.store.engine import open_store
from oba.tasks.find import find
from oba.tasks.fit_paper import (
    LEVELS,
    Entry,
    Level,
    PaperList,
    PaperRow,
    PaperTable,
    choose_level,
    count_shortened,
    list_height,
    shorten_list,
    shorten_table,
    table_height,
)
from oba.tasks.open_action_paper import open_action_paper
from oba.tasks.open_card import CardView, open_card
from oba.tasks.open_executive import ExecutiveView, open_executive
from oba.tasks.open_masthead import open_masthead
from oba.tasks.record_idea import add_idea, change_idea, say_why_none
from oba.ui import html
from oba.words import executive as words
from tests.talk_making import write_talk

KEY, LATE = "under18_conceptions", "suspensions"
DAY = date(2026, 12, 1)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def card(settings: Settings, *, key: str = KEY, published: bool = False, plain: bool = False) -> CardView:
    store = open_store(settings.store, read_only=True)
    return open_card(store, indicator=key, area="", today=DAY, published=published, plain=plain)


def executive(settings: Settings) -> ExecutiveView:
    return open_executive(open_store(settings.store, read_only=True), today=DAY)


@given(st.lists(st.text(max_size=400), max_size=12), st.integers(0, 15), st.integers(0, 200))
def test_a_shortened_list_has_every_entry_and_counts_those_that_paper_leaves_out(
    texts: list[str], most: int, letters: int
) -> None:
    short = shorten_list(PaperList(tuple(map(Entry, texts))), Level(9, most=most, letters=letters))
    left = [one for one in short.entries if not one.on_paper]
    assert [one.text for one in short.entries] == texts
    assert len(left) == (max(len(texts) - most, 0) if most else 0)
    assert short.more == (f"and {len(left)} more, on the screen" if left else "")
    assert all(one.short.endswith(" …") for one in short.entries if one.short)


def test_shortened_texts_are_counted_only_where_they_are_printed() -> None:
    rows = tuple(PaperRow((Entry("word " * 100), Entry("short"))) for _ in range(4))
    table = shorten_table(PaperTable(("A", "B"), rows), Level(9, most=1, letters=50))
    assert (table.more, count_shortened(table)) == ("and 2 more, on the screen", 2)


def test_more_or_longer_entries_and_smaller_room_are_never_lower() -> None:
    one, two = PaperList((Entry("word " * 30),)), PaperList((Entry("word " * 30), Entry("word " * 60)))
    assert list_height(one, points=9) < list_height(two, points=9) < list_height(two, points=9, width=200)
    row = PaperRow((Entry("word " * 30), Entry("a")))
    short, long = PaperTable(("A", "B"), (row,)), PaperTable(("A", "B"), (row, row))
    assert table_height(short, points=9, shares=(50, 50)) < table_height(long, points=9, shares=(50, 50))


def test_the_levels_go_from_most_to_least_and_the_last_is_taken_where_nothing_fits() -> None:
    assert [one.points for one in LEVELS] == sorted((one.points for one in LEVELS), reverse=True)
    assert min(one.points for one in LEVELS) == 8
    assert choose_level(lambda _: 0.0) == LEVELS[0]
    assert choose_level(lambda _: 1e9) == LEVELS[-1]


def test_a_card_with_nothing_written_says_so_under_every_heading(settings: Settings) -> None:
    empty = card(settings)
    assert {one.empty for one in (empty.helping, empty.hindering, empty.voices, empty.gaps)} == {
        "Nothing has been written yet."
    }
    assert empty.works.empty == "No idea has been written yet."
    assert empty.actions.empty.startswith("No action is recorded for this curve. 28 actions serve")
    assert empty.title.startswith("Under-18 conceptions: 29.2 per 1,000 in 2022")
    assert empty.shortened == ""


def test_a_card_of_usual_length_is_whole(settings: Settings) -> None:
    write_talk(settings, KEY, entries=3, letters=110)
    whole = card(settings)
    assert whole.shortened == ""
    parts = (whole.helping, whole.hindering, whole.voices, whole.gaps)
    assert all(one.on_paper for part in parts for one in part.entries)
    assert all(row.on_paper for row in whole.actions.rows)


def test_a_card_that_is_much_too_long_says_how_much_of_it_paper_leaves_out(settings: Settings) -> None:
    write_talk(settings, KEY, entries=9, letters=900)
    long = card(settings)
    assert long.points == 8
    assert len(long.helping.entries) == 9
    assert long.helping.more.startswith("and ")
    assert "shortened on paper" in long.shortened


def test_a_card_says_why_no_idea_is_cheap_below_the_ideas_and_where_there_is_none(settings: Settings) -> None:
    why = "Buses are paid for by another authority until summer."
    say_why_none(settings, Editor("ann"), KEY, why, version=0)
    alone = card(settings, published=True)
    assert (alone.works.entries, alone.works.empty) == ((), "")
    assert alone.works.note.text == f"No idea here is marked no cost or low cost. {why}"
    idea = add_idea(settings, Editor("ann"), {"text": "A second bus"}, indicator=KEY)
    both = card(settings, published=True)
    assert [one.text for one in both.works.entries] == ["A second bus"]
    assert both.works.note.text == f"No idea here is marked no cost or low cost. {why}"
    change_idea(settings, Editor("ann"), idea.key, {"cost": "no cost"}, version=idea.version)
    assert card(settings).works.note.text == ""


@given(st.text(max_size=300), st.integers(0, 80))
def test_what_is_said_of_a_whole_list_is_counted_where_it_is_cut_and_takes_room(
    text: str, letters: int
) -> None:
    short = shorten_list(PaperList((), note=Entry(text)), Level(9, most=1, letters=letters))
    assert short.note.text == text
    cut = bool(letters) and len(" ".join(text.split())) > letters
    assert (bool(short.note.short), count_shortened(short)) == (cut, int(cut))
    entries = (Entry("an idea"),)
    alone = list_height(PaperList(entries), points=9)
    assert list_height(PaperList(entries, note=Entry("word " * 60)), points=9) > alone + 9


def test_the_card_for_the_public_names_nobody_who_wrote(settings: Settings) -> None:
    write_talk(settings, KEY, entries=1, letters=60)
    for published in (True, False):
        found = card(settings, published=published)
        texts = [one.text + one.beside for one in (*found.helping.entries, *found.voices.entries)]
        assert not [text for text in texts if "ann," in text or "ann " in text]


def test_the_plain_reading_keeps_the_word_of_the_verdict(settings: Settings) -> None:
    full, plain = card(settings), card(settings, plain=True)
    assert full.status.word == plain.status.word == "As forecast"
    assert full.title != plain.title
    assert "29.2" in plain.title


@pytest.mark.parametrize(("key", "area"), [("none", ""), (KEY, "E99")])
def test_a_card_of_what_the_plan_does_not_know_is_refused(settings: Settings, key: str, area: str) -> None:
    with pytest.raises(NotFoundError):
        open_card(open_store(settings.store), indicator=key, area=area, today=DAY, published=False)


def test_each_curve_that_goes_wrong_says_what_is_done_about_it_or_that_nothing_is(settings: Settings) -> None:
    write_talk(settings, LATE, entries=1, letters=60)
    alarms = {one.key: one for one in executive(settings).alarms}
    assert [one.status.word for one in alarms.values()] == ["Early warning"] * 3
    assert alarms[LATE].doing.entries[0].beside == "Under way; Head of rents; due 31 March 2027"
    assert alarms["permanent_exclusions"].doing.empty == "No action is recorded for this curve."


def test_every_action_past_its_date_is_counted_and_what_paper_leaves_out_too(settings: Settings) -> None:
    found = executive(settings)
    assert (
        found.overdue_sentence == "17 actions past their date. No progress has been recorded of any of them."
    )
    printed = [one for one in found.overdue.entries if one.on_paper]
    assert found.overdue.more == f"and {17 - len(printed)} more, in the action plan"
    assert printed[0].beside.endswith("due 31 January 2010; no progress recorded")


def test_in_plain_words_the_view_is_fitted_to_its_page_by_what_it_then_says(settings: Settings) -> None:
    store = open_store(settings.store, read_only=True)
    full, plain = (open_executive(store, today=DAY, plain=each) for each in (False, True))
    printed = [sum(one.on_paper for one in each.overdue.entries) for each in (full, plain)]
    assert plain.points == full.points
    assert printed[1] < printed[0]


def test_every_theme_stands_on_the_page_with_its_headline_curves(settings: Settings) -> None:
    themes = executive(settings).themes
    assert [len(one.rows) for one in themes] == [5, 5, 4, 4]
    assert themes[0].lead == "Middlesbrough Partnership"


def test_the_action_plan_says_what_was_chosen_of_it(settings: Settings) -> None:
    store = open_store(settings.store)
    found = open_action_paper(store, today=DAY, published=True, status="overdue", by="Board of NHS")
    assert found.chosen == ("By whom: Board of NHS", "Status: Past its date")
    assert len(found.again) == len(found.plan.groups)


@pytest.mark.parametrize("name", ["theme", "by", "status", "year", "order"])
def test_a_choice_that_is_none_is_refused_in_words(settings: Settings, name: str) -> None:
    with pytest.raises(NotFoundError, match="'<b>'"):
        open_action_paper(open_store(settings.store), today=DAY, published=True, **{name: "<b>"})


def test_what_paper_bears_of_a_text_stands_whole_on_the_screen_and_is_counted(settings: Settings) -> None:
    write_talk(settings, KEY, entries=12, letters=700)
    long = card(settings)
    assert long.on_paper["source"].endswith(" …")
    assert "…" not in long.source + long.title + long.over
    entries = [one for part in (long.helping, long.hindering, long.voices, long.gaps) for one in part.entries]
    lists = (long.doing, long.helping, long.hindering, long.voices, long.gaps, long.partners, long.works)
    count = count_shortened(*lists, long.actions) + len(long.on_paper)
    assert long.shortened.startswith(f"{count} texts shortened on paper")
    assert not [one.beside for one in entries if "…" in one.beside]


@given(st.text(max_size=300), st.integers(0, 80))
def test_what_is_said_beside_an_entry_is_kept_whole_and_counted_where_it_is_cut(
    beside: str, letters: int
) -> None:
    short = shorten_list(PaperList((Entry("a", beside),)), Level(9, most=1, letters=letters))
    (one,) = short.entries
    assert one.beside == beside
    cut = bool(letters) and len(" ".join(beside.split())) > letters
    assert (bool(one.beside_short), count_shortened(short)) == (cut, int(cut))


def test_the_executive_view_counts_the_texts_that_it_cuts_on_paper(settings: Settings) -> None:
    for key in (LATE, "permanent_exclusions", "excess_weight_year6_long"):
        write_talk(settings, key, entries=6, letters=900)
    found = executive(settings)
    lists = (found.overdue, *(one.doing for one in found.alarms if one.on_paper))
    assert (count := count_shortened(*lists)) > 0
    assert found.shortened.startswith(f"{count} texts shortened on paper")
    assert executive(settings).alarms[0].doing.entries[0].text.count("…") == 0


def test_a_view_without_alarms_leaves_room_for_curves_that_get_worse_as_was_forecast(
    settings: Settings,
) -> None:
    """No alarm is raised of them, so that the view may not say that there are none."""
    store = open_store(settings.store, read_only=True)
    worse = {
        one.indicator
        for one in find(store).findings.values()
        if one.trend.judgement is Judgement.WORSE and one.verdict
    }
    view = executive(settings)
    assert worse - {one.key for one in view.alarms}
    for calm in (replace(view, alarms=()), replace(view, alarms=(), overdue=PaperList(()))):
        text = html.fill(
            "paper_executive.html",
            view=calm,
            masthead=open_masthead(store),
            words=words,
            name="Executive view",
            hint="",
            plain=False,
        )
        assert words.NO_ALARM in text
        assert "or getting worse" not in text
        assert (words.ALL_WELL in text) is not bool(calm.overdue.entries)
