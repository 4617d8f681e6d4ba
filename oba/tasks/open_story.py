"""Open the story behind a baseline: for readers on the indicator's page, for writers on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from oba.errors import NotFoundError
from oba.model.editor import Edit
from oba.model.story import (
    KINDS,
    Direction,
    Force,
    Gap,
    Part,
    Story,
    Voice,
    find_unsendable,
    is_web_link,
)
from oba.store.edits import read_edits
from oba.store.engine import Store
from oba.store.outline import read_outline
from oba.store.story import read_parts, read_story
from oba.tasks.tables import Table, make_table
from oba.words import story as words

HISTORY_HEADS = ("When", "Who", "What", "Before", "After")
SHORT = 60


@dataclass(frozen=True, slots=True)
class ForceView:
    """`place` is its rank among those of its direction. `link` is '' where it is no address of the web."""

    place: int
    text: str
    depth: str
    evidence: str
    link: str
    file_name: str
    written: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """A voice or a gap: its head, its words, and what is said of it below."""

    head: str
    text: str
    below: str
    written: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """The story as a page shows it. `there` tells whether anything is written, `note` what is to be known of it."""

    there: bool
    helping: tuple[ForceView, ...]
    hindering: tuple[ForceView, ...]
    voices: tuple[SaidView, ...]
    gaps: tuple[SaidView, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryDesk:
    """All that the page of the story shows: the parts as they are stored, and the history of their edits."""

    key: str
    title: str
    area_name: str
    story: Story
    lacking: dict[str, str]
    edits: int
    history: Table
    last_by: dict[str, str]


def find_story(store: Store, *, indicator: str, area: str, published: bool, note: str = "") -> StoryView:
    """The story of a curve for its readers."""
    with store.reading() as connection:
        found = tell_story(read_story(connection, indicator, area), published=published)
    return replace(found, note=note)


def tell_story(story: Story, *, published: bool) -> StoryView:
    """In the order of the talk, ranked. The public sees no name of whoever wrote it, and no file."""
    return StoryView(
        there=bool(story),
        helping=view_forces(story.of(Direction.HELPS), published=published),
        hindering=view_forces(story.of(Direction.HINDERS), published=published),
        voices=tuple(view_voice(one, published=published) for one in story.voices),
        gaps=tuple(view_gap(one, published=published) for one in story.gaps),
    )


def open_story(store: Store, *, indicator: str) -> StoryDesk:
    """The story of one indicator in the plan's own area, with every edit. NotFoundError for another indicator."""
    with store.reading() as connection:
        outline = read_outline(connection)
        if indicator not in outline.titles:
            raise NotFoundError(f"the plan has no indicator '{indicator}'")
        story = read_story(connection, indicator, outline.area)
        edits = read_edits(connection, kinds=KINDS, within=f"{indicator}/")
        texts = {
            (kind, part.key): part.text
            for kind, cls in KINDS.items()
            for part in read_parts(connection, cls, indicator=indicator)
        }
    return StoryDesk(
        key=indicator,
        title=outline.titles[indicator],
        area_name=outline.area_name,
        story=story,
        lacking={gap.key: _say_lacking(gap) for gap in story.gaps if gap.sent_on is None},
        edits=len(edits),
        history=_list_edits(edits, texts),
        last_by={f"{edit.kind}/{edit.key}": edit.by for edit in edits},
    )


def view_forces(forces: Sequence[Force], *, published: bool) -> tuple[ForceView, ...]:
    return tuple(
        ForceView(
            place=place,
            text=one.text,
            depth=words.DEPTHS[one.depth],
            evidence=one.evidence,
            link=one.link if is_web_link(one.link) else "",
            file_name="" if published else one.file_name,
            written=_written(one, published=published),
        )
        for place, one in enumerate(forces, start=1)
    )


def view_voice(one: Voice, *, published: bool) -> SaidView:
    return SaidView(
        words.SPEAKERS[one.who], one.text, words.say_where(one), _written(one, published=published)
    )


def view_gap(one: Gap, *, published: bool) -> SaidView:
    below = words.say_gap(one, published=published)
    return SaidView(words.GAPS[one.kind], one.text, below, _written(one, published=published))


def _written(part: Part, *, published: bool) -> str:
    return "" if published else words.say_written(part)


def _say_lacking(gap: Gap) -> str:
    return words.say_lacking([remedy for _, remedy in find_unsendable(gap)])


def _list_edits(edits: Sequence[Edit], texts: dict[tuple[str, str], str]) -> Table:
    """The newest first. What a part began with is one row."""
    told = [one for one in edits if one.field != "file_sha256"]
    rows = [
        words.say_edits(group, subject=_subject(group[0], texts.get((group[0].kind, group[0].key), "")))
        for group in (tuple(found) for _, found in groupby(told, key=_moment))
    ]
    return make_table(HISTORY_HEADS, rows[::-1])


def _moment(edit: Edit) -> tuple[object, ...]:
    """The same for the fields of one part that were written first, and for no other two edits."""
    return (edit.kind, edit.key, edit.before is None, 0 if edit.before is None else edit.id)


def _subject(edit: Edit, text: str) -> str:
    """Which part it is, by the beginning of its words."""
    short = text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
    return f"{words.PARTS[edit.kind]} “{short}”"
