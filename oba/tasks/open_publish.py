"""Open the page Publish: the checklist, texts to read, rules, what has changed, and every publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oba.model.checklist import Checklist, Item, Level
from oba.model.day import day_of
from oba.model.disclosure import Rule
from oba.model.publication import Publication, State
from oba.store.engine import Store
from oba.store.plans import read_plan
from oba.store.publications import list_ticks, read_publications, read_set_rules, read_ticks
from oba.tasks.check_publication import Prepared
from oba.tasks.compare_publications import Differences
from oba.tasks.scan_texts import SuspectText
from oba.tasks.tell_publishing import Line, list_lines
from oba.words.disclosure import say_rule_briefly
from oba.words.numbers import say_date
from oba.words.publishing import (
    CHECKS,
    GROUPS,
    NOTHING_PUBLISHED,
    NOTHING_TO_COMPARE,
    say_fate,
    say_moment,
    say_same,
    say_since,
    say_state,
    say_suspects,
)

MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check: its name, why it is made, whether it blocks, and what it found."""

    code: str
    title: str
    why: str
    blocks: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text that somebody is to read. `said` is what it may hold, `page` where it is mended."""

    short: str
    place: str
    text: str
    said: str
    page: str
    found: SuspectText


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rule of one indicator. `by` says who set it and when, '' for one that nobody has set."""

    key: str
    title: str
    said: str
    by: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What changed of one kind: the first lines, and how many there are more."""

    title: str
    count: int
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PublicationRow:
    number: int
    fate: str
    state: str
    approved: str
    note: str
    file: str


@dataclass(frozen=True, slots=True)
class PublishView:
    """`now` says what the public sees. `waiting` is set while an approved publication waits for its release."""

    version: int
    state: str
    ready: bool
    now: str
    waiting: str
    checks: tuple[CheckView, ...]
    again: tuple[TextView, ...]
    texts: tuple[TextView, ...]
    ticked: tuple[tuple[str, str], ...]
    rules: tuple[RuleView, ...]
    since: str
    changes: tuple[ChangeView, ...]
    publications: tuple[PublicationRow, ...]


def open_publish(store: Store, prepared: Prepared) -> PublishView:
    """What the page shows of what was prepared, with the ticks, rules and publications as they stand now."""
    with store.reading() as connection:
        book, rules = read_plan(connection), read_set_rules(connection)
        ticks, kept = read_ticks(connection), list_ticks(connection)
        found = tuple(reversed(read_publications(connection)))
    checklist = prepared.checked.checklist(ticks)
    waiting = next((one for one in found if one.state is State.APPROVED), None)
    return PublishView(
        version=prepared.checked.version,
        state=say_state(checklist),
        ready=checklist.ready,
        now=_say_now(found),
        waiting=f"Publication {waiting.number}: {_inside(say_fate(waiting))}." if waiting else "",
        checks=_view_checks(checklist),
        again=tuple(_view_text(one) for one in prepared.checked.again if one.digest not in ticks),
        texts=tuple(_view_text(one) for one in prepared.checked.texts if one.waits(ticks)),
        ticked=tuple(
            (one.excerpt, f"{one.by}, {say_date(day_of(one.at))}: {one.note}")
            for one in reversed(kept)
            if one.digest in ticks
        ),
        rules=tuple(
            RuleView(
                key=one.key,
                title=one.title,
                said=say_rule_briefly(given.rule if (given := rules.get(one.key)) else None),
                by=f"{given.by}, {say_date(day_of(given.at))}" if given else "",
                rule=given.rule if given else Rule(one.key),
            )
            for one in book.indicators
        ),
        since=_say_since(prepared),
        changes=view_changes(prepared.differences),
        publications=tuple(_view_publication(one) for one in found),
    )


def view_changes(found: Differences | None) -> tuple[ChangeView, ...]:
    """The groups in which something differs."""
    if found is None:
        return ()
    lines: Mapping[str, list[Line]] = {group: list_lines(found, group) for group in GROUPS}
    return tuple(
        ChangeView(GROUPS[group], len(each), tuple(each[:MOST_LINES]), max(len(each) - MOST_LINES, 0))
        for group, each in lines.items()
        if each
    )


def _view_checks(checklist: Checklist) -> tuple[CheckView, ...]:
    return tuple(
        CheckView(
            code=code,
            title=words.title,
            why=words.why,
            blocks=words.level is Level.BLOCKS,
            items=tuple(one for one in checklist.items if one.code == code),
        )
        for code, words in CHECKS.items()
    )


def _inside(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _view_text(one: SuspectText) -> TextView:
    return TextView(one.short, one.place, one.text, say_suspects(one.suspects), one.page, one)


def _view_publication(one: Publication) -> PublicationRow:
    return PublicationRow(
        number=one.number,
        fate=say_fate(one),
        state=one.state.value,
        approved=f"{one.approved_by}, {say_moment(one.approved_at)}",
        note=one.note,
        file=one.sha256[:12],
    )


def _say_now(found: tuple[Publication, ...]) -> str:
    current = next((one for one in found if one.state is State.RELEASED), None)
    if current is None or current.released_at is None:
        return NOTHING_PUBLISHED
    return f"The public sees publication {current.number}, since {say_moment(current.released_at)}."


def _say_since(prepared: Prepared) -> str:
    if prepared.last is None or prepared.differences is None:
        return NOTHING_TO_COMPARE
    return say_since(prepared.last) if prepared.differences else say_same(prepared.last)
