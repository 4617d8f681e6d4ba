"""Open the calendar of releases: which figures are awaited when, and which are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oba.model.plan import Plan
from oba.store.engine import Store
from oba.tasks.gather import gather
from oba.tasks.list_returns import Owed, find_all_owed
from oba.words.releases import say_due, say_summary


@dataclass(frozen=True, slots=True)
class Awaited:
    """One indicator of which new figures are awaited on a day. `newest` is the label of the newest period held, and
    `newest_key` its key; '' and 0 where there is none.
    """

    key: str
    title: str
    day: date
    due: str
    newest: str
    newest_key: int
    late: bool
    publisher: str


@dataclass(frozen=True, slots=True)
class Undated:
    """One indicator of which no day is known, or whose day has come with its figures."""

    key: str
    title: str
    newest: str


@dataclass(frozen=True, slots=True)
class ReleasesView:
    """`late` and `coming` in the order of their days."""

    plan: Plan
    summary: str
    late: tuple[Awaited, ...]
    coming: tuple[Awaited, ...]
    undated: tuple[Undated, ...]

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        return self.late + self.coming


def open_releases(store: Store, *, today: date) -> ReleasesView:
    """Of every indicator that has figures or a day on which it is to get some, in the plan's own area."""
    found = gather(store, whole=False)
    owed = [one for one in find_all_owed(store, found, today=today).values() if one.due or one.newest]
    publishers = {
        key: "; ".join(dict.fromkeys(one.publisher for one in found.sources(found.ours(key))))
        for key in found.findings
    }
    awaited = sorted(
        (
            _await(one, one.due, publishers.get(one.indicator.key, ""))
            for one in owed
            if one.due and not _came(one)
        ),
        key=lambda one: (one.day, one.title),
    )
    late = tuple(one for one in awaited if one.late)
    coming = tuple(one for one in awaited if not one.late)
    return ReleasesView(
        plan=found.book.plan,
        summary=say_summary(coming=len(coming), late=len(late), today=today),
        late=late,
        coming=coming,
        undated=tuple(
            Undated(one.indicator.key, one.indicator.title, one.newest.label if one.newest else "")
            for one in owed
            if not one.due or _came(one)
        ),
    )


def _came(one: Owed) -> bool:
    return one.past and not one.overdue


def _await(one: Owed, day: date, publisher: str) -> Awaited:
    return Awaited(
        key=one.indicator.key,
        title=one.indicator.title,
        day=day,
        due=say_due(day),
        newest=one.newest.label if one.newest else "",
        newest_key=one.newest.key if one.newest else 0,
        late=one.overdue,
        publisher=publisher,
    )
