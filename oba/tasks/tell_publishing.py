"""Tell at the command line of a checklist, of publications, and of what changed between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oba.model.checklist import Checklist, Item
from oba.model.publication import Publication, State
from oba.tasks.check_publication import Prepared
from oba.tasks.compare_publications import Differences, FigureChanges
from oba.words.publishing import (
    CHECKS,
    GROUPS,
    LONDON,
    NOTHING_PUBLISHED,
    SAME,
    say_figures,
    say_found,
    say_item,
    say_moment,
    say_publication,
    say_remedy,
    say_state,
    say_turn,
    say_written,
)

MOST = 12
"""Items of one check, and lines of one list, that are told at a prompt."""


def tell_checklist(found: Checklist, *, every: bool = True) -> Iterator[str]:
    """The state, then each check that found something, with its items; without `every` only what blocks."""
    yield say_state(found)
    items = found.items if every else found.blocking
    for code in dict.fromkeys(one.code for one in items):
        group = [one for one in items if one.code == code]
        yield f"{CHECKS[code].title} ({CHECKS[code].level.value}): {len(group):,}"
        yield from _cut(
            [say_item(one) for one in group] if _differ(group) else [say_found(one) for one in group]
        )
        if not _differ(group):
            yield f"  {say_remedy(group[0])}"


def tell_prepared(prepared: Prepared, checklist: Checklist) -> Iterator[str]:
    """The checklist, and what a publication would change of the last one."""
    yield from tell_checklist(checklist)
    if prepared.differences is None or prepared.last is None:
        yield NOTHING_PUBLISHED
    else:
        yield f"Since publication {prepared.last}:"
        yield from tell_differences(prepared.differences)


def tell_differences(found: Differences) -> Iterator[str]:
    if not found:
        yield f"  {SAME}"
    for group in GROUPS:
        lines = list_lines(found, group)
        if lines:
            yield f"{GROUPS[group]}: {len(lines):,}"
            yield from _cut(["\n    ".join((one.said, *one.below)) for one in lines])


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs, and what is told below it: the figures that were revised."""

    said: str
    below: tuple[str, ...] = ()


def list_lines(found: Differences, group: str) -> list[Line]:
    """A line for each thing of a group that differs."""
    if group == "figures":
        return [_tell_figures(one) for one in found.figures]
    return [Line(one) for one in _list_others(found, group)]


def _tell_figures(one: FigureChanges) -> Line:
    said = say_figures(one.title, added=one.added, revised=one.revised, withdrawn=one.withdrawn)
    more = one.revised - len(one.told)
    return Line(said, (*one.told, f"and {more:,} more") if more else one.told)


def _list_others(found: Differences, group: str) -> list[str]:
    if group == "verdicts":
        return [say_turn(one.title, one.before, one.after) for one in found.verdicts]
    return [
        say_written(one.noun, one.about, added=one.added, changed=one.changed, gone=one.gone)
        for one in found.written
        if one.group == group
    ]


def tell_list(found: Sequence[Publication]) -> Iterator[str]:
    if not found:
        yield NOTHING_PUBLISHED
        return
    yield from (say_publication(one) for one in found)
    yield LONDON


def tell_approved(one: Publication) -> str:
    """What became of what was approved."""
    if one.state is State.RELEASED:
        return f"Published as number {one.number} ({one.sha256[:12]})."
    moment = say_moment(one.release_at) if one.release_at else "the next look"
    return (
        f"Approved as number {one.number} ({one.sha256[:12]}). It is released at {moment}, by the working "
        "instance if it is running then, or by the command python -m oba publish --due."
    )


def tell_released(found: Sequence[Publication]) -> Iterator[str]:
    yield from ([f"Publication {one.number} was released." for one in found] or ["Nothing is due."])


def _differ(group: Sequence[Item]) -> bool:
    """Whether each is mended in its own way, so that it has to be said of each."""
    return len({one.remedy for one in group}) > 1


def _cut(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MOST])
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST:,} more"
