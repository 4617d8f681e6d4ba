"""Open what was loaded before, newest first, and the store's health; of one load, what undoing it would change."""

from __future__ import annotations

from dataclasses import dataclass

from oba.model.load_event import Load, LoadKind
from oba.store.engine import Store
from oba.store.health import check_health
from oba.store.releases import read_loads
from oba.words.loading import LISTS, say_counts, say_time
from oba.words.numbers import begin


@dataclass(frozen=True, slots=True)
class LoadRow:
    """`may_undo`: it is a load of figures that stands."""

    number: int
    file_name: str
    loaded: str
    by: str
    source: str
    layout: str
    did: str
    sha256: str
    may_undo: bool


@dataclass(frozen=True, slots=True)
class LoadsView:
    loads: tuple[LoadRow, ...]
    health: tuple[str, ...]


def open_loads(store: Store) -> LoadsView:
    return LoadsView(
        loads=list_load_rows(store),
        health=tuple(f"{begin(one.subject)}: {one.said}." for one in check_health(store)),
    )


def list_load_rows(store: Store) -> tuple[LoadRow, ...]:
    """Every load, newest first."""
    with store.reading() as connection:
        loads = read_loads(connection)
    names = {one.id: one.file_name for one in loads}
    return tuple(_row(one, names) for one in reversed(loads))


def _row(one: Load, names: dict[int, str]) -> LoadRow:
    source = one.release.source
    did = begin(say_counts(one.counts))
    if one.kind is LoadKind.PLAN:
        did = LISTS[one.format][1].removesuffix(".") if one.format in LISTS else "Changed the plan"
    if one.undoes is not None:
        did = f"Undid load {one.undoes} of {names.get(one.undoes, 'a file')}"
    if one.undone_by is not None:
        did = f"{did}. Undone since"
    return LoadRow(
        number=one.id,
        file_name=one.file_name,
        loaded=say_time(one.loaded_at),
        by=one.loaded_by,
        source=f"{source.publisher}: {source.title}",
        layout=one.format,
        did=did,
        sha256=one.sha256[:12],
        may_undo=one.kind is LoadKind.FIGURES and one.undone_by is None,
    )
