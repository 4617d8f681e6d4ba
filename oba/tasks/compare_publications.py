"""Compare two published copies: figures, verdicts, stories, actions and wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from oba.errors import NotFoundError
from oba.model.finding import VerdictWord
from oba.model.indicator import Indicator
from oba.store.engine import Store
from oba.store.side_by_side import (
    GROUPS,
    Named,
    about,
    each_figure,
    list_read_through,
    read_place_names,
    read_rows,
)
from oba.tasks.gather import Gathered, gather
from oba.words.numbers import begin
from oba.words.publishing import NOT_JUDGED, say_revised
from oba.words.text_places import PLACES

Progress = Callable[[str, int, int], None]
ADDED, REVISED, WITHDRAWN = "added", "revised", "withdrawn"
MOST_TOLD = 20
"""Revised figures of one indicator that are told one by one."""
Row = tuple[Named, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """How many figures of one indicator are new, revised and gone, in every area and breakdown."""

    indicator: str
    title: str
    added: int
    revised: int
    withdrawn: int
    told: tuple[str, ...] = ()
    """The first of those that are revised: area, period, what it was and what it is."""


@dataclass(frozen=True, slots=True)
class Turned:
    """An indicator of which the verdict is another."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the rows of one kind that are about one thing: `Force of a story`, its indicator's title."""

    group: str
    noun: str
    about: str
    added: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Differences:
    """From the earlier copy to the later one."""

    figures: tuple[FigureChanges, ...] = ()
    verdicts: tuple[Turned, ...] = ()
    written: tuple[Written, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.verdicts or self.written)

    @property
    def counts(self) -> Counter[str]:
        """Figures by what became of them, verdicts, and rows of each group of texts."""
        counts: Counter[str] = Counter(
            {
                ADDED: sum(one.added for one in self.figures),
                REVISED: sum(one.revised for one in self.figures),
                WITHDRAWN: sum(one.withdrawn for one in self.figures),
                "verdicts": len(self.verdicts),
            }
        )
        for one in self.written:
            counts[one.group] += one.added + one.changed + one.gone
        return counts


@dataclass(slots=True)
class _Titles:
    """What things are called: as in the later copy, else as in the earlier one."""

    names: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def of(self, key: str) -> str:
        return self.names.get(key, key)


def compare_copies(before: Store, after: Store, *, progress: Progress | None = None) -> Differences:
    """Read both through, side by side. What is the same in both is not mentioned."""
    tell = progress or (lambda what, done, of: None)
    steps = 2 + len(GROUPS)
    titles = _Titles()
    earlier, later = _gather(before), _gather(after)
    for found in (earlier, later):
        if found is not None:
            titles.names |= {one.key: one.title for one in found.book.indicators}
            titles.indicators |= {one.key: one for one in found.book.indicators}
    tell("Comparing figures", 0, steps)
    figures = _compare_figures(before, after, titles)
    tell("Comparing verdicts", 1, steps)
    verdicts = _compare_verdicts(earlier, later, titles)
    written: list[Written] = []
    for place, (group, tables) in enumerate(GROUPS.items()):
        tell("Comparing texts", 2 + place, steps)
        for table in tables:
            written += _compare_table(before, after, group, table, titles)
    return Differences(tuple(figures), tuple(verdicts), tuple(written))


def are_alike(before: Store, after: Store) -> bool:
    """Whether every figure and every row is the same, but for what tells of publications themselves."""
    if next(_compare_figures(before, after, _Titles()), None) is not None:
        return False
    with before.reading() as old, after.reading() as new:
        return all(read_rows(old, one) == read_rows(new, one) for one in list_read_through())


def _gather(store: Store) -> Gathered | None:
    """What is found in a copy; None for one without a plan."""
    try:
        return gather(store, whole=False, published=True)
    except NotFoundError:
        return None


def _compare_figures(before: Store, after: Store, titles: _Titles) -> Iterator[FigureChanges]:
    counts: dict[str, Counter[str]] = {}
    told: dict[str, list[str]] = {}
    with before.reading() as old, after.reading() as new:
        areas, periods = read_place_names(new)
        for (key, area, breakdown, period), happened, was, now in _walk(each_figure(old), each_figure(new)):
            counts.setdefault(key, Counter())[happened] += 1
            if happened == REVISED and len(lines := told.setdefault(key, [])) < MOST_TOLD:
                where = ", ".join(one for one in (areas.get(area, area), breakdown, periods[period]) if one)
                lines.append(say_revised(where, was[0], now[0], indicator=titles.indicators.get(key)))
    for key in sorted(counts):
        found, lines = counts[key], told.get(key, [])
        yield FigureChanges(key, titles.of(key), found[ADDED], found[REVISED], found[WITHDRAWN], tuple(lines))


def _walk(
    old: Iterator[Row], new: Iterator[Row]
) -> Iterator[tuple[Named, str, tuple[Any, ...], tuple[Any, ...]]]:
    """Both in the order of their names, so that no more than one row of each is held at once."""
    was, now = next(old, None), next(new, None)
    while was is not None or now is not None:
        if now is None or (was is not None and was[0] < now[0]):
            yield was[0], WITHDRAWN, was[1], ()  # type: ignore[index]
            was = next(old, None)
        elif was is None or now[0] < was[0]:
            yield now[0], ADDED, (), now[1]
            now = next(new, None)
        else:
            if was[1] != now[1]:
                yield now[0], REVISED, was[1], now[1]
            was, now = next(old, None), next(new, None)


def _compare_verdicts(earlier: Gathered | None, later: Gathered | None, titles: _Titles) -> Iterator[Turned]:
    old, new = _list_words(earlier), _list_words(later)
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, ""), new.get(key, "")
        if was != now:
            yield Turned(titles.of(key), begin(was or NOT_JUDGED), begin(now or NOT_JUDGED))


def _list_words(found: Gathered | None) -> dict[str, VerdictWord]:
    if found is None:
        return {}
    return {key: one.verdict.word for key, one in found.findings.items() if one.verdict is not None}


def _compare_table(before: Store, after: Store, group: str, table: Any, titles: _Titles) -> Iterator[Written]:
    with before.reading() as conn:
        old = read_rows(conn, table)
    with after.reading() as conn:
        new = read_rows(conn, table)
    counts: dict[str, Counter[str]] = {}
    for key in (*old, *(one for one in new if one not in old)):
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        happened = "added" if was is None else "gone" if now is None else "changed"
        counts.setdefault(about(table, now or was or {}), Counter())[happened] += 1
    for named, found in counts.items():
        noun = PLACES.get(table.name, table.name)
        yield Written(group, noun, titles.of(named), found["added"], found["changed"], found["gone"])
