"""Publish: approve what stands, release it at once or when it is due, withdraw it with a reason. Each is one event.

A release is what the store has recorded, never a comparison with the clock alone: a clock that is set back publishes
nothing twice and takes nothing back. The pointer of the shelf follows the events (`settle_shelf`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from oba.errors import NotFoundError, ObaError, UsageError
from oba.model.checklist import Checklist
from oba.model.day import day_of
from oba.model.editor import Editor, Right
from oba.model.publication import Publication, State
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.engine import Store, open_store, store_version
from oba.store.publications import (
    add_publication,
    find_publication,
    next_number,
    read_publications,
    read_ticks,
    record_release,
    record_withdrawal,
)
from oba.store.shelf import BuiltCopy, Shelf
from oba.tasks.check_publication import check_built
from oba.tasks.make_copy import KeptBack, keep_back, make_copy
from oba.tasks.settle_shelf import check_ours, check_owner, owner_of, settle
from oba.words.publishing import say_moment, say_state

LONGEST = 1000
Progress = Callable[[str, int, int], None]


class BlockedError(ObaError):
    """Something of the checklist blocks the publication."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        super().__init__(
            say_state(checklist).rstrip("."),
            remedy="See each with its remedy: python -m oba publish --check",
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks to be published: what has changed, as the public reads it, and when; None for at once.

    `shown` is the version of the store that the person was shown; None where nothing was.
    """

    note: str
    release_at: datetime | None = None
    shown: int | None = None


def approve_publication(
    settings: Settings, editor: Editor, wish: Wish, *, progress: Progress | None = None
) -> Publication:
    """Approve what the store holds, and release it where it is to be at once. The bytes approved are those released.

    NotAllowedError for who may not; BlockedError with the checklist; UsageError without a name or a note, or while an
    approved publication waits; StoreError where somebody changed the store meanwhile.
    """
    editor.require(Right.PUBLISH)
    note = read_note(wish.note, of="what has changed, for the public")
    _check_name(editor)
    store = _open(settings)
    try:
        settle(store, settings)
        with store.reading() as connection:
            version, number = store_version(connection), next_number(connection)
            found = read_publications(connection)
        _check_waiting(found)
        check_ours(found, Shelf(settings.copies_folder))
        if wish.shown not in (None, version):
            raise UsageError(
                "the store has changed since this was shown", remedy="Look again, and approve it then"
            )
        now = settings.now()
        published_on = day_of(wish.release_at or now)
        kept = keep_back(store, Shelf(settings.copies_folder))
        built = make_copy(
            settings, number=number, published_on=published_on, note=note, progress=progress, kept=kept
        )
        try:
            _check(settings, store, built, kept, progress=progress)
            one = Publication(
                number=number,
                approved_at=now,
                approved_by=editor.name,
                note=note,
                file=built.file,
                sha256=built.sha256,
                store_version=version,
                release_at=wish.release_at,
            )
            return _record(store, settings, built, one)
        finally:
            built.path.unlink(missing_ok=True)
    finally:
        store.close()


def _check(
    settings: Settings, store: Store, built: BuiltCopy, kept: KeptBack, *, progress: Progress | None
) -> None:
    found = check_built(settings, store, built.path, kept.control, progress=progress)
    with store.reading() as connection:
        checklist = found.checklist(read_ticks(connection))
    if not checklist.ready:
        raise BlockedError(checklist)


def _record(store: Store, settings: Settings, built: BuiltCopy, one: Publication) -> Publication:
    """The copy on the shelf, then the event, then the pointer; the shelf is written to by the one writer alone."""
    shelf = Shelf(settings.copies_folder)
    try:
        with store.writing() as connection:
            if store_version(connection) != one.store_version or next_number(connection) != one.number:
                raise UsageError(
                    "somebody has changed the store while the copy was made, so nothing was approved",
                    remedy="Look at what has changed, and approve it again",
                )
            shelf.add(built, owner=owner_of(store, shelf))
            add_publication(connection, one)
            if one.release_at is None:
                record_release(connection, one.number, at=one.approved_at, by=one.approved_by)
    except ObaError:
        with suppress(ObaError):
            settle(store, settings)
        raise
    settle(store, settings)
    with store.reading() as connection:
        return find_publication(connection, one.number)


def release_due(settings: Settings, editor: Editor) -> tuple[Publication, ...]:
    """Release what is due, once, whoever else is doing so, and finish what was cut off. What was released now."""
    editor.require(Right.PUBLISH)
    store = _open(settings)
    try:
        numbers: list[int] = []
        with store.reading() as connection:
            found = read_publications(connection)
        if _list_due(found, settings.now()):
            shelf = Shelf(settings.copies_folder)
            check_owner(found, shelf, owner_of(store, shelf))
            check_ours(found, shelf)
            with suppress(ObaError):
                settle(store, settings)
            with store.writing() as connection:
                for one in _list_due(read_publications(connection), settings.now()):
                    _release(connection, settings, one, editor)
                    numbers.append(one.number)
        settle(store, settings)
        with store.reading() as connection:
            return tuple(find_publication(connection, number) for number in numbers)
    finally:
        store.close()


def withdraw_publication(settings: Settings, editor: Editor, number: int, *, because: str) -> Publication:
    """Withdraw a publication for good: the one before it that stands is current again. UsageError without a reason.

    StoreError, and nothing recorded, where another store keeps the copy of what this one has published.
    """
    editor.require(Right.PUBLISH)
    reason = read_note(because, of="why it is withdrawn")
    _check_name(editor)
    store, shelf = _open(settings), Shelf(settings.copies_folder)
    try:
        with store.writing() as connection:
            check_owner(read_publications(connection), shelf, owner_of(store, shelf))
            if find_publication(connection, number).state is State.WITHDRAWN:
                raise UsageError(f"publication {number} is withdrawn already", remedy="Choose another")
            record_withdrawal(connection, number, at=settings.now(), by=editor.name, because=reason)
        settle(store, settings)
        with store.reading() as connection:
            return find_publication(connection, number)
    finally:
        store.close()


def list_publications(settings: Settings) -> tuple[Publication, ...]:
    """Every publication, newest first."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            return tuple(reversed(read_publications(connection)))
    finally:
        store.close()


def read_note(text: str, *, of: str) -> str:
    """What a person has written, tidied. UsageError for nothing, or for more than is read."""
    note = tidy(text)
    if not note:
        raise UsageError(f"nothing says {of}", remedy="Say it in a sentence or two")
    if len(note) > LONGEST:
        raise UsageError(f"{len(note):,} characters", where="note", expected=f"at most {LONGEST:,}")
    return note


def _open(settings: Settings) -> Store:
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    return open_store(settings.store)


def _check_name(editor: Editor) -> None:
    if not editor.name.strip():
        raise UsageError("nobody is named who approves it", remedy="Say --by NAME")


def _check_waiting(found: tuple[Publication, ...]) -> None:
    waiting = next((one for one in found if one.state is State.APPROVED), None)
    if waiting is not None and waiting.release_at is not None:
        raise UsageError(
            f"publication {waiting.number} waits for its release, {say_moment(waiting.release_at)}",
            remedy="Wait for it, or withdraw it with a reason, and then approve another",
        )


def _list_due(found: tuple[Publication, ...], now: datetime) -> list[Publication]:
    return [
        one
        for one in found
        if one.state is State.APPROVED and (one.release_at is None or one.release_at <= now)
    ]


def _release(connection: object, settings: Settings, one: Publication, editor: Editor) -> None:
    """The bytes are looked at first: what is not as it was approved is not released."""
    Shelf(settings.copies_folder).verify(one.file)
    record_release(connection, one.number, at=settings.now(), by=editor.name)  # type: ignore[arg-type]
