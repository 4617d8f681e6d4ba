"""List what has changed since a moment, such as the end of the last meeting: figures, verdicts, actions, writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from oba.errors import NotFoundError
from oba.model.day import day_of
from oba.model.editor import Edit
from oba.model.meeting import Meeting
from oba.model.net_change import Name, group_edits
from oba.model.plan import PlanBook
from oba.model.release_time import find_moment
from oba.store.edits import read_edited, read_edits
from oba.store.engine import Store
from oba.store.meetings import (
    read_decisions,
    read_groups,
    read_last_meeting,
    read_meeting,
    read_meetings,
)
from oba.store.plans import read_plan
from oba.store.releases import read_releases
from oba.tasks.find import check_theme
from oba.tasks.since_actions import ActionSince, compare_actions
from oba.tasks.since_figures import CurveSince, compare_moments
from oba.tasks.since_items import Item, Lists, list_actions, list_curves, list_decisions, list_writing
from oba.tasks.since_writing import compare_writing, count_writing
from oba.words import since as words

MOST_SHOWN = 12
FEW_SHOWN = 3
"""How many things of a list a page shows; of those that are only called to mind, few."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: its key, its heading, and what stands in it. A page shows the first, and says how many `more`."""

    key: str
    title: str
    items: tuple[Item, ...]

    @property
    def shown(self) -> tuple[Item, ...]:
        return self.items[: FEW_SHOWN if self.key == "still_late" else MOST_SHOWN]

    @property
    def more(self) -> str:
        left = len(self.items) - len(self.shown)
        return words.say_more(left) if left else ""

    @property
    def address(self) -> str:
        """Where all of them stand."""
        return words.WHERE.get(self.key, "")


@dataclass(frozen=True, slots=True)
class SinceView:
    """`line` counts what changed, `counts` is the same for a program. Lists without anything are left out.

    `changed` tells whether anything did; what a meeting decided and which actions are late still is shown either way.
    `actions` are those that are new since (True) or were there and changed (False), by number.
    """

    since: datetime
    until: datetime | None
    line: str
    counts: Mapping[str, int]
    lists: tuple[Listed, ...]
    note: str = ""
    meeting: int | None = None
    actions: Mapping[int, bool] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        return any(self.counts.values())


def list_since(
    store: Store,
    *,
    since: datetime,
    until: datetime | None = None,
    theme: str = "",
    indicators: Sequence[str] = (),
    today: date,
    dark: bool,
    meeting: Meeting | None = None,
    start: str = "",
) -> SinceView:
    """What changed after `since`, up to `until` or now: of every curve, of a theme's, or of some.

    With a theme its actions and those of the whole plan count, else with `indicators` those that serve them. Decisions
    are those of `meeting`. NotFoundError for a theme or an indicator that the plan does not have.
    """
    with store.reading() as connection:
        book = read_plan(connection)
        shown = choose_curves(book, theme=theme, indicators=indicators)
        some = shown if theme or indicators else ()
        edits = group_edits(one for one in read_edits(connection, since=since) if one.at > since)
        known = read_edited(connection, edits, by=since)
        figures = compare_moments(connection, book, since=since, until=until, indicators=shown)
        actions = compare_actions(connection, edits, until=until, known=known, serves=some, theme=theme)
        writing = compare_writing(_until(edits, until), book, known=known, indicators=some)
        sources = {one.id: one.source for one in read_releases(connection)} if figures.curves else {}
        decided = read_decisions(connection, meeting_number=meeting.number) if meeting else ()
        lists: Lists = {"decisions": list_decisions(decided, book)}
        lists |= list_curves(figures.curves, book, sources, dark=dark)
        lists |= list_actions(actions, then=day_of(since), today=today)
        lists |= list_writing(connection, writing, book)
    counts = count_figures(figures.curves)
    counts |= {key: len(lists[key]) for key in (*words.COUNTED_LISTS, *words.ACTIONS)}
    counts |= {key: sum(map(count_writing, writing.get(key, {}).values())) for key in words.WRITTEN}
    of_plan = _count_of_plan(actions, then=day_of(since), today=today) if theme else 0
    started = start or words.say_since_day(day_of(since))
    return SinceView(
        since=since,
        until=until,
        line=words.say_line(started, counts, still_late=len(lists["still_late"]), of_plan=of_plan),
        counts=counts,
        lists=tuple(
            Listed(key, title, tuple(lists[key])) for key, title in words.LISTED.items() if lists.get(key)
        ),
        note=words.HELD_NOTHING if figures.without else "",
        meeting=meeting.number if meeting else None,
        actions={one.one.number: one.new for one in actions if one.touched},
    )


def list_since_meeting(
    store: Store,
    *,
    theme: str = "",
    indicators: Sequence[str] = (),
    before: int | None = None,
    today: date,
    dark: bool,
) -> SinceView | None:
    """What changed since the last meeting ended, None where none has.

    Of the group of the meeting `before`, with the actions of its theme; or else of the groups of the theme, or of any.
    """
    with store.reading() as connection:
        groups = {one.key: one for one in read_groups(connection, withdrawn=True)}
        if before is not None:
            own = groups[read_meeting(connection, before).group].theme
            theme = theme or (own if own in {one.key for one in read_plan(connection).themes} else "")
        last = find_last_meeting(connection, theme=theme, before=before)
    if last is None or last.ended_at is None:
        return None
    return list_since(
        store,
        since=last.ended_at,
        theme=theme,
        indicators=indicators,
        today=today,
        dark=dark,
        meeting=last,
        start=words.say_since_meeting(last.held_on, group=groups[last.group].name),
    )


def list_since_day(
    store: Store,
    *,
    day: date,
    theme: str = "",
    indicators: Sequence[str] = (),
    today: date,
    dark: bool,
) -> SinceView:
    """What changed since the end of a day, as `findings --as-of` of that day knows it."""
    end = find_moment(day, time.max)
    return list_since(store, since=end, theme=theme, indicators=indicators, today=today, dark=dark)


def find_last_meeting(connection: Any, *, theme: str = "", before: int | None = None) -> Meeting | None:
    """The last meeting that has ended: of the same group, where the meeting `before` had an earlier one."""
    if before is not None:
        group = read_meeting(connection, before).group
        own = [
            one
            for one in read_meetings(connection, group=group)
            if one.ended_at is not None and one.number < before
        ]
        if own:
            return max(own, key=lambda one: (one.ended_at, one.number))
    return read_last_meeting(connection, theme=theme, before=before)


def choose_curves(book: PlanBook, *, theme: str, indicators: Sequence[str]) -> tuple[str, ...]:
    """The keys of those that are looked at, in the plan's order. NotFoundError for one that is not there."""
    keys = [one.key for one in book.indicators]
    unknown = [key for key in indicators if key not in keys]
    if unknown:
        raise NotFoundError(f"indicator '{unknown[0]}'", expected="the key of an indicator of the plan")
    if theme:
        check_theme(book, theme)
    wanted = set(indicators) or {one.key for one in book.indicators if theme in ("", one.theme)}
    return tuple(key for key in keys if key in wanted)


def count_figures(curves: Sequence[CurveSince]) -> dict[str, int]:
    """Figures of the plan's own area. Those of which only the interval was revised count as revisions."""
    changes = [one.change for one in curves]
    return {
        "added": sum(len(one.added) for one in changes),
        "revised": sum(len(one.revised) + len(one.adjusted) for one in changes),
        "gone": sum(len(one.gone) for one in changes),
        "beside": sum(len(one.revised) + len(one.gone) for each in curves for one in each.beside.values()),
    }


def _count_of_plan(actions: Sequence[ActionSince], *, then: date, today: date) -> int:
    """Of the actions that were late and still are, those of no one theme."""
    return sum(one.is_late(today) and one.was_late(then) and not one.one.theme for one in actions)


def _until(edits: Mapping[Name, Sequence[Edit]], until: datetime | None) -> dict[Name, list[Edit]]:
    kept = {name: [one for one in some if until is None or one.at <= until] for name, some in edits.items()}
    return {name: some for name, some in kept.items() if some}
