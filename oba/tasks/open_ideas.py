"""Open the ideas of what works: for readers on the indicator's page, for writers on a page of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from oba.errors import NotFoundError
from oba.model.action import Action
from oba.model.editor import Edit
from oba.model.idea import CostMark, Idea, Rating, WhyNone, lacks_cheap
from oba.model.story import is_web_link
from oba.store import ideas as stored
from oba.store.actions import read_saved
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.tasks.tables import Table, make_table
from oba.words import ideas as words
from oba.words.numbers import begin
from oba.words.story import say_edits, say_written

HISTORY_HEADS = ("When", "Who", "What", "Before", "After")
SHORT = 60
MARKS: Mapping[CostMark, str] = {
    CostMark.NO_COST: "high",
    CostMark.LOW_COST: "high",
    CostMark.NOT_SAID: "notrated",
}
"""How strongly a cost stands out where it is shown."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What the words mean, each with its explanation, and in which order ideas stand."""

    ratings: tuple[tuple[str, str], ...] = tuple(
        (name, words.RATING_ASKS[key]) for key, name in words.RATING_NAMES.items()
    )
    levels: tuple[tuple[str, str], ...] = tuple((begin(one), said) for one, said in words.LEVELS.items())
    costs: tuple[tuple[str, str], ...] = tuple((begin(one), said) for one, said in words.COSTS.items())
    order: str = words.ORDER


@dataclass(frozen=True, slots=True)
class IdeaView:
    """`place` is that in the group's order. `link` is '' where it is no address of the web, `action` 0 for none.

    `ratings` are empty until it is rated in any way. `action_address` is the page where its action is read.
    """

    place: int
    text: str
    stops: str
    cost: str
    cost_mark: str
    level: str
    evidence: str
    link: str
    file_name: str
    lacks_evidence: bool
    ratings: tuple[tuple[str, Rating], ...]
    unrated: str
    dissent: str
    action: int
    action_said: str
    action_address: str
    written: str


@dataclass(frozen=True, slots=True)
class IdeasView:
    """The ideas as a page shows them. `there` tells whether anything is written; `why_none`, why none is cheap."""

    there: bool
    ideas: tuple[IdeaView, ...]
    why_none: str = ""
    note: str = ""
    explained: Explained = Explained()


@dataclass(frozen=True, slots=True)
class IdeasDesk:
    """All that the page What works shows: the ideas as they are stored and as they are read, and their edits.

    `lacks_cheap` asks why no idea costs nothing or little; `why` is what was answered, of version 0 where nothing was.
    """

    key: str
    title: str
    area_name: str
    ideas: tuple[Idea, ...]
    views: tuple[IdeaView, ...]
    withdrawn: tuple[Idea, ...]
    lacks_cheap: bool
    why: WhyNone
    why_said: str
    edits: int
    history: Table
    last_by: Mapping[str, str]
    explained: Explained = Explained()


def find_ideas(
    store: Store,
    *,
    indicator: str,
    area: str,
    published: bool,
    today: date | None = None,
    note: str = "",
) -> IdeasView:
    """The ideas of a curve for its readers. The public sees neither who wrote them, nor who dissents, nor a file."""
    with store.reading() as connection:
        found = [one for one in stored.read_ideas(connection, indicator, area) if not one.withdrawn]
        why = stored.find_why_none(connection, indicator, area)
        actions = actions_of_ideas(connection, found)
    return view_ideas(found, why, actions, published=published, today=today, note=note)


def view_ideas(
    found: Sequence[Idea],
    why: WhyNone | None,
    actions: Mapping[int, Action],
    *,
    published: bool,
    today: date | None = None,
    note: str = "",
) -> IdeasView:
    """The ideas that stand for a curve, what they became, and why none is cheap where that was asked and answered."""
    views = tell_ideas(found, actions, published=published, today=today)
    said = words.say_why(why, published=published) if why and lacks_cheap(found) else ""
    return IdeasView(there=bool(views or said), ideas=views, why_none=said, note=note)


def open_ideas(store: Store, *, indicator: str, today: date | None = None) -> IdeasDesk:
    """The ideas of one indicator in the plan's own area, with every edit. NotFoundError for another indicator."""
    with store.reading() as connection:
        title, area, area_name = _find_curve(connection, indicator)
        everything = stored.read_ideas(connection, indicator, area)
        why = stored.find_why_none(connection, indicator, area)
        edits = read_edits(connection, kinds=stored.KINDS, within=f"{indicator}/")
        standing = tuple(each for each in everything if not each.withdrawn)
        actions = actions_of_ideas(connection, standing)
    history = _list_edits(edits, {each.key: each.text for each in everything})
    return IdeasDesk(
        key=indicator,
        title=title,
        area_name=area_name,
        ideas=standing,
        views=tell_ideas(standing, actions, published=False, today=today),
        withdrawn=tuple(each for each in everything if each.withdrawn),
        lacks_cheap=lacks_cheap(standing),
        why=why or WhyNone(indicator=indicator, area=area),
        why_said=words.say_why(why, published=False) if why else "",
        edits=len(history.rows),
        history=history,
        last_by={f"{edit.key}/{edit.field}": edit.by for edit in edits},
    )


def lacks_cheap_idea(store: Store, indicator: str) -> bool:
    """Whether no idea that stands for this curve, in the plan's own area, costs nothing or little.

    Finishing its talk then asks why: `IdeasDesk.why` is what was answered, `say_why_none` writes it.
    """
    with store.reading() as connection:
        _, area, _ = _find_curve(connection, indicator)
        return lacks_cheap(stored.read_ideas(connection, indicator, area))


def tell_ideas(
    ideas: Sequence[Idea], actions: Mapping[int, Action], *, published: bool, today: date | None = None
) -> tuple[IdeaView, ...]:
    """The ideas in the order in which they are given."""
    return tuple(
        IdeaView(
            place=place,
            text=one.text,
            stops=words.STOPS if one.stops else "",
            cost=one.cost.value,
            cost_mark=MARKS.get(one.cost, ""),
            level=one.evidence_level.value,
            evidence=one.evidence,
            link=one.link if is_web_link(one.link) else "",
            file_name="" if published else one.file_name,
            lacks_evidence=one.lacks_evidence,
            ratings=words.name_ratings(one) if any(each.points for each in one.ratings) else (),
            unrated=words.say_standing(one),
            dissent=words.say_dissent(one, published=published),
            action=one.action,
            action_said=_say_action(actions.get(one.action), today),
            action_address="plan" if published else f"actions?action={one.action}",
            written="" if published else say_written(one),
        )
        for place, one in enumerate(ideas, start=1)
    )


def _find_curve(connection: Any, indicator: str) -> tuple[str, str, str]:
    found = stored.find_curve(connection, indicator)
    if found is None:
        raise NotFoundError(f"the plan has no indicator '{indicator}'", remedy="Choose one of its indicators")
    return found


def actions_of_ideas(connection: Any, ideas: Sequence[Idea]) -> dict[int, Action]:
    """The actions that these ideas became, by number, also those withdrawn."""
    numbers = {one.action for one in ideas} - {0}
    if not numbers:
        return {}
    saved = read_saved(connection, withdrawn=True)
    return {one.action.number: one.action for one in saved if one.action.number in numbers}


def _say_action(action: Action | None, today: date | None) -> str:
    return words.say_action(action, late=bool(action and today and action.is_overdue(today)))


def _list_edits(edits: Sequence[Edit], texts: Mapping[str, str]) -> Table:
    """The newest first. What an idea began with is one row."""
    told = [one for one in edits if one.field != "file_sha256"]
    rows = [
        say_edits(group, subject=_subject(group[0], texts), fields=words.FIELDS)
        for group in (tuple(found) for _, found in groupby(told, key=_moment))
    ]
    return make_table(HISTORY_HEADS, rows[::-1])


def _moment(edit: Edit) -> tuple[object, ...]:
    """The same for the fields of one idea that were written first, and for no other two edits."""
    return (edit.kind, edit.key, edit.before is None, 0 if edit.before is None else edit.id)


def _subject(edit: Edit, texts: Mapping[str, str]) -> str:
    """Which idea it is, by the beginning of its words."""
    if edit.kind == stored.WHY:
        return words.THE_WHY
    text = texts.get(edit.key, "")
    short = text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
    return f"idea “{short}”"
