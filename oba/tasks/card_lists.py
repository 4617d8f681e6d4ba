"""What a report card says under each heading, whole: it is fitted to its page later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oba.model.action import Action
from oba.model.finding import Finding
from oba.model.indicator import Indicator, Standing
from oba.store.contributions import read_contributions
from oba.store.engine import Store
from oba.tasks.choose_actions import names_by_key
from oba.tasks.draw_curve import actions_of
from oba.tasks.fit_paper import Entry, PaperList, PaperRow, PaperTable
from oba.tasks.gather import Gathered
from oba.tasks.open_ideas import IdeaView, find_ideas
from oba.tasks.open_partners import view_partners
from oba.tasks.open_story import ForceView, SaidView, find_story
from oba.words import cards as words
from oba.words.actions import say_status
from oba.words.comparisons import say_each_comparison
from oba.words.doubts import say_doubt
from oba.words.findings import say_movement, say_title
from oba.words.labels import in_words
from oba.words.markers import NOTHING_TO_JUDGE, all_suppressed
from oba.words.plain_reading import read_plainly
from oba.words.trends import say_trend
from oba.words.verdicts import say_verdict_working


@dataclass(frozen=True, slots=True)
class Spoken:
    """The finding in one of the two readings: its sentence, the verdict with its working, and the rest."""

    title: str
    verdict: str
    aside: str
    doing: PaperList


def speak_fully(found: Gathered, finding: Finding, *, published: bool) -> Spoken:
    """The public is not told the number of a test."""
    one = found.indicator(finding.indicator)
    lines = (
        say_trend(finding.trend, indicator=one, tested=not published),
        *say_each_comparison(finding.comparisons, indicator=one, names=found.name),
        *(say_doubt(each, indicator=one, name=found.name(each.area)) for each in finding.doubts),
    )
    none = NOTHING_TO_JUDGE if all_suppressed(found.ours(one.key)) else words.NO_FIGURES
    without = none if finding.latest is None else finding.withheld or words.NO_FORECAST
    return Spoken(
        title=f"{say_title(finding, indicator=one)}.",
        verdict=say_verdict_working(finding.verdict, indicator=one) if finding.verdict else without,
        aside=say_movement(finding, indicator=one),
        doing=PaperList(tuple(Entry(line) for line in lines if line)),
    )


def speak_plainly(found: Gathered, finding: Finding, *, today: date) -> Spoken:
    """The same facts in plain words; the official word of the verdict stands beside them."""
    one = found.indicator(finding.indicator)
    reading = read_plainly(finding, indicator=one, area_name=found.place.name, names=found.name, today=today)
    parts = (Entry(f"{part.heading} {' '.join(part.sentences)}") for part in reading.parts)
    counted = Entry(" ".join(reading.counted))
    return Spoken(
        title=" ".join(reading.headline),
        verdict=" ".join((*reading.verdict, *reading.together)) or reading.no_verdict,
        aside="",
        doing=PaperList((counted, *parts)),
    )


def say_over(found: Gathered, one: Indicator) -> str:
    """Where the curve stands in the plan."""
    theme = next((each.title for each in found.book.themes if each.key == one.theme), "")
    outcome = next((each.sentence for each in found.book.outcomes if each.key == one.outcome), "")
    developing = one.standing is Standing.DEVELOPMENT
    standing = one.standing.value if developing else in_words(f"{one.standing.value} indicator")
    return " · ".join(filter(None, (found.place.name, theme, standing, one.statutory_number, outcome)))


def list_story(store: Store, key: str, area: str, *, published: bool) -> dict[str, Any]:
    """Forces of either direction by rank, voices, gaps; without the names of those who wrote them."""
    story = find_story(store, indicator=key, area=area, published=published)

    def forces(some: tuple[ForceView, ...]) -> PaperList:
        entries = (Entry(one.text, words.say_force(one.depth, one.evidence)) for one in some)
        return PaperList(tuple(entries), empty=words.NOTHING_WRITTEN)

    def said(some: tuple[SaidView, ...]) -> PaperList:
        entries = (Entry(f"{one.head}: {one.text}", one.below) for one in some)
        return PaperList(tuple(entries), empty=words.NOTHING_WRITTEN)

    return {
        "helping": forces(story.helping),
        "hindering": forces(story.hindering),
        "voices": said(story.voices),
        "gaps": said(story.gaps),
    }


def list_partners(store: Store, found: Gathered, key: str, *, published: bool) -> PaperList:
    """What each brings to this curve; until somebody has written it, the names of those in its theme."""
    with store.reading() as connection:
        held = read_contributions(connection, indicator=key)
    view = view_partners(found.book, held, indicator=key, published=published)
    brought = (Entry(words.say_brought(one.name, one.role, one.brings), one.left) for one in view.brought)
    names = tuple(name for name, _ in view.others)
    return PaperList(tuple(brought), empty=words.say_partners_of_theme(names) if names else words.NO_PARTNERS)


def list_ideas(store: Store, key: str, area: str, *, published: bool, today: date) -> PaperList:
    """The ideas of what works in the group's order, each with its rating, its cost and how it is known.

    Where none costs nothing or little, the group's reason stands below them.
    """
    view = find_ideas(store, indicator=key, area=area, published=published, today=today)
    empty = "" if view.why_none else words.NO_IDEAS
    return PaperList(tuple(map(_tell_idea, view.ideas)), empty=empty, note=Entry(view.why_none))


def _tell_idea(one: IdeaView) -> Entry:
    ratings = tuple((name, rating.value) for name, rating in one.ratings)
    beside = words.say_idea(
        ratings, cost=one.cost, level=one.level, dissent=one.dissent, action=one.action_said
    )
    return Entry(f"To stop: {one.text}" if one.stops else one.text, beside)


def list_actions(found: Gathered, key: str, *, today: date) -> PaperTable:
    """The actions that name the curve; where none does, that is said."""
    actions = actions_of(found.book, key)
    shared = sum(not one.indicators for one in found.book.actions)
    names = names_by_key(found.book)
    rows = (
        PaperRow(tuple(map(Entry, tell_action(one, names=names, today=today))))
        for one in words.sort_actions(actions, today=today)
    )
    return PaperTable(words.ACTION_HEADS, tuple(rows), empty=words.say_no_actions(shared))


def tell_action(one: Action, *, names: Mapping[str, str], today: date) -> tuple[str, str, str, str, str]:
    """What, by whom, cost, timescale and status of an action."""
    return (
        words.say_what(one),
        words.say_by_whom(one, partners=names),
        one.budget_cost or words.NOT_STATED,
        words.say_timescale(one),
        say_status(one, today=today),
    )
