"""Make a published copy: work out which figures are kept back, with what was published before, and build the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from oba.analysis.disclosure import control, find_unprotected
from oba.model.area import AreaKind, ComparatorRole
from oba.model.disclosure import Cell, Control, Protected, Rule, Why
from oba.model.plan import PlanBook
from oba.model.publication import State
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.public_cells import read_cells, read_past_cells
from oba.store.public_copy import build_copy
from oba.store.publications import read_publications, read_rules
from oba.store.shelf import BuiltCopy, Shelf
from oba.store.successes import read_successes
from oba.tasks.gather import gather
from oba.words.successes import TURNING

Progress = Callable[[str, int, int], None]
Place = tuple[str, str, str, int]
STEPS = ("Reading the figures", "Keeping small numbers back", "Building the copy")


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What is kept back of a store's figures. `past` are small figures that no longer stand; their past is left out."""

    control: Control
    past: tuple[Protected, ...] = ()


def make_copy(
    settings: Settings,
    *,
    number: int,
    published_on: date,
    note: str,
    progress: Progress | None = None,
    kept: KeptBack | None = None,
) -> BuiltCopy:
    """Build the copy of what the store holds as publication `number`, in the folder of copies, not on the shelf yet.

    The caller puts it on the shelf, or deletes its file. The same content gives the same bytes.
    `kept` is what `keep_back` has found of this store already.
    """
    tell = progress or (lambda what, done, of: None)
    store = open_store(settings.store)
    try:
        tell(STEPS[0], 0, len(STEPS))
        tell(STEPS[1], 1, len(STEPS))
        kept = kept or keep_back(store, Shelf(settings.copies_folder))
        tell(STEPS[2], 2, len(STEPS))
        return build_copy(
            store,
            settings.copies_folder,
            number=number,
            published_on=published_on,
            note=note,
            protected=kept.control.protected,
            past=kept.past,
            untold=find_untold(store, kept.control.protected),
        )
    finally:
        store.close()


def keep_back(store: Store, shelf: Shelf) -> KeptBack:
    """Work out what is kept back, each indicator by its rule, and all of them with what was published before.

    Figures that were revised are published too, in the history: what is shown of them counts as published before.
    """
    with store.reading() as connection:
        book, rules = read_plan(connection), read_rules(connection)
        cells, editions = read_cells(connection), read_past_cells(connection)
        earlier = [list(read_copy(path)) for path in _list_earlier(store, shelf)]
    past = _find_small(cells, editions, rules, book)
    indicators = {one.key: one for one in book.indicators}
    work = partial(control, cells, rules, indicators=indicators, within=find_within(book))
    found = work(earlier=earlier)
    gone = {_place(one.cell) for one in (*found.protected, *past)}
    shown = [[one for one in edition if _place(one) not in gone] for edition in editions]
    if found.protected and any(shown):
        found = work(earlier=[*earlier, *filter(None, reversed(shown))])
    return KeptBack(found, past)


def find_within(book: PlanBook) -> dict[str, str]:
    """Which area lies in which, as far as the plan says: an area in its region, a region in its country."""
    kinds = {one.code: one.kind for one in book.areas}
    regions = {one.area: one.with_area for one in book.comparators if one.role is ComparatorRole.REGION}
    countries = [code for code, kind in kinds.items() if kind is AreaKind.COUNTRY]
    upper = {
        code: countries[0] for code, kind in kinds.items() if kind is AreaKind.REGION and len(countries) == 1
    }
    return {**upper, **regions}


def copy_cells(path: Path) -> list[Cell]:
    """The figures of a published copy, as it shows them."""
    return list(read_copy(path))


@lru_cache(maxsize=32)
def read_copy(path: Path) -> tuple[Cell, ...]:
    """A copy never changes, so it is read once."""
    store = open_store(f"sqlite:///{path.as_posix()}", read_only=True)
    try:
        with store.reading() as connection:
            return tuple(read_cells(connection))
    finally:
        store.close()


def find_untold(store: Store, protected: Sequence[Protected]) -> frozenset[str]:
    """The indicators whose success story the public is not shown, since their curve is not seen to have turned."""
    with store.reading() as connection:
        told = {one.indicator for one in read_successes(connection) if not one.withdrawn}
    if not told:
        return frozenset()
    found = gather(store, wanted=lambda one: one.key in told)
    turned = {key for key, one in found.findings.items() if one.verdict and one.verdict.word in TURNING}
    hidden = {
        one.cell.indicator
        for one in protected
        if one.cell.area == found.place.code and not one.cell.breakdown
    }
    return frozenset((told - turned) | (told & hidden))


def _list_earlier(store: Store, shelf: Shelf) -> list[Path]:
    """The copies of what was released and stands, the oldest first. Of what was withdrawn no file is kept.

    StoreError where one is missing: then nobody can say which figures it has shown.
    """
    with store.reading() as connection:
        released = [one for one in read_publications(connection) if one.state is State.RELEASED]
    return [shelf.verify(one.file) for one in released]


def _find_small(
    cells: Sequence[Cell], editions: Sequence[Sequence[Cell]], rules: Mapping[str, Rule], book: PlanBook
) -> tuple[Protected, ...]:
    """The replaced figures that the rule of their indicator hides for their own counts."""
    past, beside = _by_indicator(*editions), _by_indicator(cells)
    indicators = {one.key: one for one in book.indicators}
    found = []
    for key, own in past.items():
        rule = rules.get(key, Rule(key))
        if rule.threshold:
            small = find_unprotected([*own, *beside.get(key, ())], rule, indicators=indicators)
            ours = {id(one) for one in own}
            found += [Protected(one, Why.SMALL, hidden=True) for one in small if id(one) in ours]
    return tuple(found)


def _by_indicator(*editions: Sequence[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = defaultdict(list)
    for one in chain(*editions):
        found[one.indicator].append(one)
    return found


def _place(cell: Cell) -> Place:
    return cell.indicator, cell.area, cell.breakdown, cell.period.key
