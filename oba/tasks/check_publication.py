"""The checklist: what is looked at before a publication, in the store and in the copy that would be published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oba.errors import NotFoundError, ObaError
from oba.model.checklist import Checklist, Item, order_items
from oba.model.day import day_of
from oba.model.disclosure import Control
from oba.model.plan import PlanBook
from oba.model.story import KINDS, Part
from oba.settings import Settings
from oba.store.edits import read_edits
from oba.store.engine import Store, open_store, store_version
from oba.store.plans import read_plan
from oba.store.public_baselines import read_hidden_baselines
from oba.store.public_texts import list_public_texts
from oba.store.publications import next_number, read_publications, read_rules, read_ticks
from oba.store.revised import read_behind, read_revising
from oba.store.shelf import Shelf
from oba.store.story import read_parts, read_stories
from oba.store.successes import read_successes
from oba.tasks.check_again import check_again, find_again
from oba.tasks.checks_of_figures import (
    check_age,
    check_licences,
    check_reasons,
    check_revisions,
    check_sources,
    check_stories,
    check_waiting,
)
from oba.tasks.checks_of_plan import (
    check_contact,
    check_definitions,
    check_polarity,
    check_release_days,
    check_wording,
)
from oba.tasks.compare_publications import Differences, are_alike, compare_copies
from oba.tasks.gather import gather
from oba.tasks.keep_upload import list_waiting
from oba.tasks.make_copy import keep_back, make_copy
from oba.tasks.preview_upload import preview_upload
from oba.tasks.scan_texts import SuspectText, check_texts, scan
from oba.tasks.small_numbers import check_given_away, check_small_numbers, check_withheld
from oba.tasks.tell_quality import assess_all
from oba.words.few_children import USUAL
from oba.words.publishing import CHECKS

Progress = Callable[[str, int, int], None]
CHECKING, SCANNING, WAITING = "Checking", "Looking through texts", "Reading files that wait"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a store at one version. Ticks are looked up when the checklist is made: they come and go."""

    version: int
    items: tuple[Item, ...]
    texts: tuple[SuspectText, ...]
    again: tuple[SuspectText, ...] = ()
    """What was withdrawn last, to be answered with a tick too."""

    def checklist(self, ticks: Collection[str]) -> Checklist:
        """What blocks and what is advised, with the texts that nobody has ticked by now."""
        open_texts = check_texts(one for one in self.texts if one.waits(ticks))
        asked = check_again(one for one in self.again if one.digest not in ticks)
        return order_items([*asked, *self.items, *open_texts], checked=tuple(CHECKS))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found of what would be published now, and what it changes of publication `last`, None for the first."""

    checked: Checked
    last: int | None
    differences: Differences | None


def prepare_publication(settings: Settings, *, progress: Progress | None = None) -> Prepared:
    """Make the copy that would be published, look at it, compare it with the last one, and throw it away."""
    store = open_store(settings.store)
    try:
        with store.reading() as connection:
            number = next_number(connection)
        kept = keep_back(store, Shelf(settings.copies_folder))
        built = make_copy(
            settings,
            number=number,
            published_on=settings.date_today(),
            note="",
            progress=progress,
            kept=kept,
        )
        try:
            checked = check_built(settings, store, built.path, kept.control, progress=progress)
            last, differences = _compare(settings, store, built.path, progress)
            return Prepared(checked, last, differences)
        finally:
            built.path.unlink(missing_ok=True)
    finally:
        store.close()


def check_publication(settings: Settings, *, progress: Progress | None = None) -> Checklist:
    """The checklist of what would be published now."""
    prepared = prepare_publication(settings, progress=progress)
    return prepared.checked.checklist(list_ticked(settings))


def list_ticked(settings: Settings) -> frozenset[str]:
    """The digests of the texts that somebody has ticked by now."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return read_ticks(connection)
    finally:
        store.close()


def check_built(
    settings: Settings, store: Store, copy: Path, control: Control, *, progress: Progress | None = None
) -> Checked:
    """Every check of the store, of the texts of the copy that was made of it, and of what `control` could not hide."""
    tell = progress or (lambda what, done, of: None)
    tell(CHECKING, 0, 3)
    items = [*_check_store(store, today=settings.date_today())]
    tell(SCANNING, 1, 3)
    with store.reading() as connection:
        version, book, ticks = store_version(connection), read_plan(connection), read_ticks(connection)
        again = find_again(connection)
        few = max((USUAL, *(rule.threshold for rule in read_rules(connection).values())))
    titles = {one.key: one.title for one in book.indicators}
    items += check_given_away(control, titles=titles)
    items += check_withheld(_read_withheld(copy), titles=titles, area=book.plan.area)
    texts = _scan_copy(copy, book, ticks, few)
    tell(WAITING, 2, 3)
    items += [*_check_inbox(settings), *check_contact(settings.contact)]
    return Checked(version, tuple(items), texts, again)


def _check_store(store: Store, *, today: date) -> Iterator[Item]:
    found = gather(store, whole=False)
    book = found.book
    titles = {one.key: one.title for one in book.indicators}
    measured = [one.key for one in book.indicators if one.key in found.findings]
    qualities = assess_all(store, found, measured, today=today)
    with store.reading() as connection:
        rules = read_rules(connection)
        told = {one.indicator for one in read_successes(connection) if not one.withdrawn}
        yield from check_definitions(book)
        behind = read_behind(connection)
        yield from check_sources(behind, titles=titles)
        yield from check_licences(behind)
        yield from check_polarity(book, told=told)
        yield from check_small_numbers(connection, book, rules)
        yield from check_reasons(rules, titles=titles)
        yield from check_revisions(read_revising(connection), titles=titles)
        yield from check_wording(book)
        written = _list_written(connection)
    yield from check_age(qualities, titles=titles)
    came = {key: found.loaded_on(found.ours(key)) for key in measured}
    yield from check_stories(book, written=written, came=came)
    yield from check_release_days(book, measured=measured)


def _list_written(connection: Any) -> dict[str, date]:
    """By indicator, the day on which a part of its story that stands was last written or edited."""
    found: dict[str, date] = {}
    of_part: dict[tuple[str, str], Part] = {}
    for kind, cls in KINDS.items():
        for part in read_parts(connection, cls):
            if not part.withdrawn:
                of_part[kind, part.key] = part
                found[part.indicator] = max(part.written_on, found.get(part.indicator, date.min))
    for edit in read_edits(connection, kinds=KINDS):
        edited = of_part.get((edit.kind, edit.key))
        if edited is not None and edit.field != "rank":
            found[edited.indicator] = max(day_of(edit.at), found[edited.indicator])
    return found


def _read_withheld(copy: Path) -> dict[tuple[str, str], str]:
    store = open_store(f"sqlite:///{copy.as_posix()}", read_only=True)
    try:
        with store.reading() as connection:
            return read_hidden_baselines(connection)
    finally:
        store.close()


def _scan_copy(copy: Path, book: PlanBook, ticks: Collection[str], few: int) -> tuple[SuspectText, ...]:
    store = open_store(f"sqlite:///{copy.as_posix()}", read_only=True)
    try:
        with store.reading() as connection:
            stories = read_stories(connection, book.plan.area)
            return scan(list_public_texts(connection), book=book, ticks=ticks, few=few, stories=stories)
    finally:
        store.close()


def _check_inbox(settings: Settings) -> Iterator[Item]:
    """Files that describe another are read with it."""
    waiting = [one for one in list_waiting(settings) if not one.owners]
    yield from check_waiting([(one, preview_upload(settings, one).report) for one in waiting])


def _compare(
    settings: Settings, store: Store, copy: Path, progress: Progress | None
) -> tuple[int | None, Differences | None]:
    """With the publication that readers see now; nothing where there is none, or its file is not there."""
    shelf = Shelf(settings.copies_folder)
    current = shelf.current()
    if current is None:
        return None, None
    return current.number, compare_files(shelf.path(current.file), copy, progress=progress)


def compare_numbers(
    settings: Settings, first: int, second: int, *, progress: Progress | None = None
) -> Differences:
    """What changed from one publication to another. NotFoundError where one's file is not kept any more."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            files = {one.number: one.file for one in read_publications(connection)}
    finally:
        store.close()
    shelf = Shelf(settings.copies_folder)
    kept = shelf.files()
    for number in (first, second):
        if files.get(number) not in kept:
            raise NotFoundError(
                f"the copy of publication {number} is not kept",
                remedy="Choose two that stand: one that was withdrawn is deleted",
            )
    return compare_files(shelf.path(files[first]), shelf.path(files[second]), progress=progress)


def find_current(settings: Settings) -> int | None:
    """The publication that readers see now; None where there is none, or where that cannot be read."""
    with suppress(ObaError):
        current = Shelf(settings.copies_folder).current()
        return None if current is None else current.number
    return None


def changed_nothing(settings: Settings, before: int | None, after: int) -> bool:
    """Whether readers of one publication see the same as those of the one before it; False where one is not kept."""
    shelf = Shelf(settings.copies_folder)
    files = [shelf.find(one) for one in (before, after) if one is not None]
    if None in files or len(files) < 2:
        return False
    stores = [open_store(f"sqlite:///{shelf.path(str(one)).as_posix()}", read_only=True) for one in files]
    try:
        return are_alike(*stores)
    finally:
        for one in stores:
            one.close()


def compare_files(before: Path, after: Path, *, progress: Progress | None = None) -> Differences:
    """What changed from one copy's file to another's."""
    stores = [open_store(f"sqlite:///{one.as_posix()}", read_only=True) for one in (before, after)]
    try:
        return compare_copies(*stores, progress=progress)
    finally:
        for one in stores:
            one.close()
