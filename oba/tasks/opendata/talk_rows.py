"""What was said of each curve as rows: the story, the ideas, the partners' parts, as the public reads them."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.indicator import Indicator
from oba.model.open_table import OpenTable, Row
from oba.model.story import Direction, Story, is_web_link
from oba.tasks.open_ideas import tell_ideas
from oba.tasks.open_story import ForceView, SaidView, tell_story
from oba.tasks.opendata.gathered import Opened
from oba.words.open_plan import CONTRIBUTIONS, IDEAS, STORY

VOICE, GAP = "voice", "not known"


def tabulate_talk(opened: Opened) -> tuple[OpenTable, ...]:
    known = {one.key: place for place, one in enumerate(opened.indicators)}
    partners = {one.key for one in opened.found.book.partners}
    brought = sorted(
        (one for one in opened.contributions if one.indicator in known and one.partner in partners),
        key=lambda one: known[one.indicator],
    )
    return (
        OpenTable(
            "story",
            STORY.title,
            STORY,
            tuple(row for one in opened.indicators for row in _story_rows(opened, one)),
        ),
        OpenTable(
            "ideas",
            IDEAS.title,
            IDEAS,
            tuple(row for one in opened.indicators for row in _idea_rows(opened, one)),
        ),
        OpenTable(
            "contributions",
            CONTRIBUTIONS.title,
            CONTRIBUTIONS,
            tuple((one.indicator, one.partner, one.role, one.brings) for one in brought),
        ),
    )


def _story_rows(opened: Opened, indicator: Indicator) -> list[Row]:
    view = tell_story(opened.stories.get(indicator.key, Story()), published=True)
    return [
        *_forces(indicator, Direction.HELPS, view.helping),
        *_forces(indicator, Direction.HINDERS, view.hindering),
        *_said(indicator, VOICE, view.voices),
        *_said(indicator, GAP, view.gaps),
    ]


def _forces(indicator: Indicator, direction: Direction, forces: Sequence[ForceView]) -> list[Row]:
    return [
        (indicator.key, direction.value, one.place, one.text, one.depth, one.evidence, one.link)
        for one in forces
    ]


def _said(indicator: Indicator, part: str, listed: Sequence[SaidView]) -> list[Row]:
    return [
        (indicator.key, part, place, one.text, one.head, one.below, "")
        for place, one in enumerate(listed, start=1)
    ]


def _idea_rows(opened: Opened, indicator: Indicator) -> list[Row]:
    ideas = opened.ideas[indicator.key]
    actions = {one.number: one for one in opened.found.book.actions}
    views = tell_ideas(ideas, actions, published=True)
    return [
        (
            indicator.key,
            view.place,
            view.text,
            one.stops,
            one.cost.value,
            one.evidence_level.value,
            view.evidence,
            one.link if is_web_link(one.link) else "",
            *(rating.value for rating in one.ratings),
            one.dissent,
            one.action if one.action in actions else None,
        )
        for one, view in zip(ideas, views, strict=True)
    ]
