"""The lines of what has changed since a moment, list by list, as a page and the command line show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oba.model.meeting import Decision
from oba.model.net_change import NetChange
from oba.model.plan import PlanBook
from oba.model.release import Source
from oba.tasks.since_actions import ActionSince
from oba.tasks.since_figures import CurveSince, Turn
from oba.tasks.since_writing import say_writing
from oba.tasks.sketch import Badge, make_badge
from oba.words import since as words
from oba.words.numbers import begin
from oba.words.scenarios import say_name
from oba.words.sources import say_sources
from oba.words.status import Status


@dataclass(frozen=True, slots=True)
class Item:
    """What changed of one thing: its name, the address of its page, and a line for each change.

    `before` and `after` are the two statuses where one took the place of the other.
    """

    text: str
    address: str = ""
    lines: tuple[str, ...] = ()
    before: Badge | None = None
    after: Badge | None = None


Lists = dict[str, list[Item]]
"""By the keys of `words.LISTED`."""


def list_curves(
    curves: Sequence[CurveSince], book: PlanBook, sources: Mapping[int, Source], *, dark: bool
) -> Lists:
    names = {one.code: one.name for one in book.areas}
    found: Lists = {"verdicts": [], "figures": [], "trends": [], "baselines": []}
    for one in curves:
        name, address = one.indicator.title, f"indicator?indicator={one.indicator.key}"
        sentence = (words.say_finding(one.finding, indicator=one.indicator),)
        for key, turn in (("verdicts", one.verdict), ("trends", one.trend)):
            if turn is not None:
                before, after = _make_badges(turn, dark=dark)
                found[key].append(Item(name, address, sentence, before, after))
        if one.change or one.beside:
            lines = (*sentence, *_say_figures(one, sources), *_say_beside(one, names))
            found["figures"].append(Item(name, address, lines))
        if one.frozen:
            found["baselines"].append(Item(name, address, (*_say_frozen(one), *sentence)))
    return found


def list_actions(actions: Sequence[ActionSince], *, then: date, today: date) -> Lists:
    """An action stands in one list of what became of it, and beside that among the late ones when it is late."""
    found: Lists = {key: [] for key in ("done", "late", "still_late", "new", "changed", "withdrawn")}
    for one in actions:
        name, address = words.say_action(one.one), f"actions?action={one.one.number}"
        noted = words.say_progress(one.progress)
        if one.is_late(today):
            key = "still_late" if one.was_late(then) else "late"
            found[key].append(Item(name, address, (words.say_due(one.one),)))
        if one.done:
            found["done"].append(Item(name, address, noted))
        elif one.new:
            lines = (words.BACK,) if one.back else (words.say_due(one.one),)
            found["new"].append(Item(name, address, (*lines, *noted)))
        elif one.withdrawn:
            found["withdrawn"].append(Item(name, "actions"))
        elif one.fields or noted:
            found["changed"].append(Item(name, address, (*words.say_changed_fields(one.fields), *noted)))
    return found


def list_writing(
    connection: Any, written: Mapping[str, Mapping[str, Sequence[NetChange]]], book: PlanBook
) -> Lists:
    titles = {one.key: one.title for one in book.indicators}
    return {
        listed: [
            item
            for about, changes in by_curve.items()
            for item in (
                [Item(titles[about], _page(changes[0].kind, about), say_writing(connection, changes))]
                if about
                else _count_kinds(changes)
            )
        ]
        for listed, by_curve in written.items()
    }


def list_decisions(decisions: Sequence[Decision], book: PlanBook) -> list[Item]:
    titles = {one.key: one.title for one in book.indicators}
    return [Item(words.say_decision(one, title=titles.get(one.indicator, ""))) for one in decisions]


def _say_figures(one: CurveSince, sources: Mapping[int, Source]) -> Iterator[str]:
    """The newest first of what is new; where it all comes from."""
    change, indicator = one.change, one.indicator
    yield from words.cut([words.say_new_figure(each, indicator=indicator) for each in reversed(change.added)])
    yield from words.cut(
        [words.say_revised_figure(was, now, indicator=indicator) for was, now in reversed(change.revised)]
    )
    yield from words.cut([words.say_gone_figure(each, indicator=indicator) for each in change.gone])
    if change.adjusted:
        yield words.say_adjusted(change.adjusted)
    given = [each.release for each in (*change.added, *(now for _, now in change.revised))]
    named = tuple({number: sources[number] for number in reversed(given) if number in sources}.values())
    if named:
        yield say_sources(named)


def _say_beside(one: CurveSince, names: Mapping[str, str]) -> Iterator[str]:
    for code, change in one.beside.items():
        yield words.say_beside(change, name=names.get(code, code))


def _say_frozen(one: CurveSince) -> Iterator[str]:
    """Each forecast by its name, who agreed on it, and why it took the place of another."""
    for each in one.frozen:
        yield f"{say_name(each)}."
        if each.replaces_because:
            yield words.say_replaced(each)


def _make_badges(turn: Turn, *, dark: bool) -> tuple[Badge, Badge]:
    before, after = (_make_badge(one, dark=dark) for one in (turn.before, turn.after))
    return before, after


def _make_badge(status: Status | None, *, dark: bool) -> Badge:
    if status is None:
        return Badge(word=begin(words.NOT_JUDGED), icon="", meaning="")
    return make_badge(status, dark=dark)


def _page(kind: str, about: str) -> str:
    return f"{words.kind_of(kind).page or 'indicator'}?indicator={about}"


def _count_kinds(changes: Sequence[NetChange]) -> list[Item]:
    kinds = dict.fromkeys(one.kind for one in changes)
    return [
        Item(words.say_edits(kind, [one for one in changes if one.kind == kind]), words.kind_of(kind).page)
        for kind in kinds
    ]
