"""Open the loads page of the working instance: everything that was loaded, and the store's health."""

from __future__ import annotations

from dataclasses import dataclass

from oba.store.engine import Store
from oba.store.health import check_health
from oba.store.releases import read_releases
from oba.tasks.tables import Table, make_table
from oba.words.numbers import begin, say_date


@dataclass(frozen=True, slots=True)
class LoadsView:
    loads: Table
    health: tuple[str, ...]


def open_loads(store: Store) -> LoadsView:
    with store.reading() as connection:
        releases = read_releases(connection)
    rows = [
        (
            f"{say_date(one.loaded_at.date())}, {one.loaded_at:%H:%M}",
            one.file_name,
            f"{one.source.publisher}: {one.source.title}",
            one.format,
            one.loaded_by,
            one.sha256[:12],
        )
        for one in sorted(releases, key=lambda one: (one.loaded_at, one.id), reverse=True)
    ]
    heads = ("Loaded (UTC)", "File", "Publisher and title", "Layout", "By", "SHA-256 begins")
    return LoadsView(
        loads=make_table(heads, rows),
        health=tuple(f"{begin(one.subject)}: {one.said}." for one in check_health(store)),
    )
