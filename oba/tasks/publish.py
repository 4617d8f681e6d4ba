"""Publish: approve what stands, release it at once or when it is due, withdraw it with a reason. Each is one event.

A release is what the store has recorded, never a comparison with the clock alone: a clock that is set back publishes
nothing twice and takes nothing back. The pointer of the shelf follows the events; `settle` makes it follow, whoever
was cut off before.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from oba.errors import NotFoundError, ObaError, UsageError
from oba.model.checklist import Checklist
from oba.model.editor import Editor, Right
from oba.model.publication import Publication, State
from oba.model.release_time import in_london
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
from oba.store.shelf import BuiltCopy, Pointer, Shelf
from oba.tasks.check_publication import check_built
from oba.tasks.make_copy import KeptBack, keep_back, make_copy
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
            _check_waiting(read_publications(connection))
        if wish.shown not in (None, version):
            raise UsageError(
                "the store has changed since this was shown", remedy="Look again, and approve it then"
            )
        now = settings.now()
        published_on = in_london(wish.release_at or now).date()
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
            shelf.add(built)
            add_publication(connection, one)
            if one.release_at is None:
                record_release(connection, one.number, at=one.approved_at, by=one.approved_by)
    except ObaError:
        _take_off(store, shelf, one.file)
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
            due = _list_due(read_publications(connection), settings.now())
        if due:
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
    """Withdraw a publication for good: the one before it that stands is current again. UsageError without a reason."""
    editor.require(Right.PUBLISH)
    reason = read_note(because, of="why it is withdrawn")
    _check_name(editor)
    store = _open(settings)
    try:
        with store.writing() as connection:
            if find_publication(connection, number).state is State.WITHDRAWN:
                raise UsageError(f"publication {number} is withdrawn already", remedy="Choose another")
            record_withdrawal(connection, number, at=settings.now(), by=editor.name, because=reason)
        settle(store, settings)
        with store.reading() as connection:
            return find_publication(connection, number)
    finally:
        store.close()


def settle(store: Store, settings: Settings) -> None:
    """Make the shelf follow the events: the pointer to the newest that stands, no copy of what was withdrawn.

    It reads and switches as the one writer, so that two who settle at once leave the same.
    """
    shelf = Shelf(settings.copies_folder)
    with store.reading() as connection:
        if _is_settled(read_publications(connection), shelf):
            return
    with store.writing(quietly=True) as connection:
        found = read_publications(connection)
        try:
            _point(shelf, found)
        finally:
            for one in _list_gone(found, shelf):
                with suppress(ValueError):
                    shelf.remove(one.file)


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


def _take_off(store: Store, shelf: Shelf, file: str) -> None:
    """A copy that came to nothing; one that somebody else has approved, with the same bytes, stays."""
    with suppress(ObaError), store.writing(quietly=True) as connection:
        if all(each.file != file for each in read_publications(connection)):
            shelf.remove(file)


def _point(shelf: Shelf, found: tuple[Publication, ...]) -> None:
    """To the newest that stands. Where that cannot be shown, rather to nothing than to what was withdrawn."""
    wanted, pointed = _find_pointer(found), None
    with suppress(ObaError):
        pointed = shelf.current()
        if pointed == wanted:
            return
    try:
        shelf.switch(wanted)
    except ObaError:
        gone = {one.file for one in found if one.state is State.WITHDRAWN}
        if pointed is not None and pointed.file in gone:
            shelf.switch(None)
        raise


def _find_pointer(found: tuple[Publication, ...]) -> Pointer | None:
    standing = [one for one in found if one.state is State.RELEASED]
    return Pointer(standing[-1].number, standing[-1].file, standing[-1].sha256) if standing else None


def _list_gone(found: tuple[Publication, ...], shelf: Shelf) -> list[Publication]:
    kept = shelf.files()
    needed = {one.file for one in found if one.state is not State.WITHDRAWN}
    return [
        one for one in found if one.state is State.WITHDRAWN and one.file in kept and one.file not in needed
    ]


def _is_settled(found: tuple[Publication, ...], shelf: Shelf) -> bool:
    with suppress(ObaError):
        return shelf.current() == _find_pointer(found) and not _list_gone(found, shelf)
    return False
