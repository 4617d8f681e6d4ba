"""Make the shelf of copies follow what the store has recorded, whoever was cut off before, and mend its lists.

Only what this store keeps is touched: another store may keep its copies in the same folder, and the list says whose
each copy is. A store is known by where it stands, for the copy of a store's file holds all that the file itself holds.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from oba.errors import NotFoundError, ObaError, StoreError
from oba.model.day import day_of
from oba.model.editor import Editor, Right
from oba.model.publication import Publication, Settled, State
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.location import locate
from oba.store.publications import read_publications
from oba.store.shelf import Kept, Pointer, Shelf
from oba.words.settled import (
    OF_FOREIGN,
    OF_KEPT,
    say_foreign,
    say_kept_by_another,
    say_not_deleted,
    say_settled,
)

_log = logging.getLogger("oba")
Found = Sequence[Publication]


def repair_shelf(settings: Settings, editor: Editor) -> Settled:
    """Look at every copy of this store, and write the list and the pointer anew from what is recorded. What was done.

    A pointer that names another store's publication gives way, and what this one has published is its own from then on.
    """
    editor.require(Right.PUBLISH)
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    store, shelf = open_store(settings.store), Shelf(settings.copies_folder)
    try:
        with store.writing(quietly=True) as connection:
            return _settle(read_publications(connection), shelf, owner_of(store, shelf), whole=True)
    finally:
        store.close()


def settle(store: Store, settings: Settings) -> None:
    """The pointer to the newest that stands, every copy on the list, none of what was withdrawn or cut off.

    It reads and switches as the one writer, so that two who settle at once leave the same. StoreError where the folder
    shows what this store has not published, or another store keeps what it has.
    """
    shelf = Shelf(settings.copies_folder)
    owner = owner_of(store, shelf)
    with store.reading() as connection:
        found = read_publications(connection)
    check_owner(found, shelf, owner)
    if _is_settled(found, shelf, owner):
        return
    with store.writing(quietly=True) as connection:
        done = _settle(read_publications(connection), shelf, owner)
    if done.mended:
        _log.warning(" ".join(say_settled(done)))


def owner_of(store: Store, shelf: Shelf) -> str:
    """What stands for a store in the folder: where it is as seen from there, so that both can be moved together.

    No address, for the folder is copied to other machines.
    """
    found, place = locate(store.url), store.url
    if found.path is not None:
        with suppress(ValueError):  # Windows: they stand on two drives
            place = Path(os.path.relpath(found.path.resolve(), shelf.folder.resolve())).as_posix()
    elif found.server is not None:
        place = f"{found.server.host}:{found.server.port}/{found.server.database}"
    return hashlib.sha256(place.encode()).hexdigest()[:16]


def check_owner(found: Found, shelf: Shelf, owner: str) -> None:
    """StoreError where another store keeps a copy of what this one has recorded: one of them is a copy of the other."""
    if others := _list_kept_by_others(found, shelf, owner):
        raise StoreError(say_kept_by_another(others), remedy=OF_KEPT)


def check_ours(found: Found, shelf: Shelf) -> None:
    """StoreError where the folder shows a publication of another store, or of a later state of this one."""
    pointer = _read_pointer(shelf)
    if pointer is not None and _is_foreign(pointer, found):
        raise StoreError(say_foreign(pointer.number), remedy=OF_FOREIGN)


def _settle(found: Found, shelf: Shelf, owner: str, *, whole: bool = False) -> Settled:
    """What is withdrawn is shown to nobody any more before anything else is looked at, and deleted whatever fails."""
    if not whole:
        check_owner(found, shelf, owner)
    taken = _list_kept_by_others(found, shelf, owner)
    unreadable = not _is_readable(shelf)
    before = _read_pointer(shelf)
    try:
        _leave_withdrawn(shelf, found)
        listed, lost = _relist(found, shelf, owner, whole=whole)
        _point(shelf, found, whole=whole, lost=lost)
    finally:
        gone = [
            one
            for one in _list_gone(found, shelf)
            if _delete(shelf, one.file, of=f"publication {one.number}")
        ]
        cut = [file for file in shelf.marked(owner) if _end_mark(shelf, file, found)]
    now = _read_pointer(shelf)
    return Settled(
        listed=tuple(listed),
        pointer_unreadable=unreadable,
        moved=_shown(before) != _shown(now),
        shown=now.number if now else None,
        cut_off=len(cut),
        deleted=len(gone),
        lost=tuple(lost),
        strange=len(set(shelf.names()) - {one.file for one in found}) if whole else 0,
        taken=tuple(taken),
    )


def _leave_withdrawn(shelf: Shelf, found: Found) -> None:
    pointed, standing = _read_pointer(shelf), {one.file for one in _standing(found)}
    if pointed is None or pointed.file in standing or _is_foreign(pointed, found):
        return
    try:
        shelf.switch(_find_pointer(found))
    except ObaError:
        shelf.switch(None)


def _relist(found: Found, shelf: Shelf, owner: str, *, whole: bool) -> tuple[list[int], list[int]]:
    """The numbers that the list did not name as it should, and of those looked at, those whose copy is lost."""
    known: dict[str, Kept] | None = None
    with suppress(ObaError):
        known = dict(shelf.files())
    wanted, listed, lost = dict(known or {}), [], []
    for one in _standing(found):
        kept = wanted.get(one.file)
        right = kept is not None and kept.number == one.number
        sound = kept if right and not whole else _measure(shelf, one)
        if sound is None:
            lost.append(one.number)
        elif kept is None or sound != replace(kept, owner=sound.owner):
            listed.append(one.number)
        if (known_of := sound or kept) is not None:
            wanted[one.file] = replace(known_of, owner=owner)
    if wanted != known and (found or whole):
        shelf.relist(wanted)
    return listed, lost


def _measure(shelf: Shelf, one: Publication) -> Kept | None:
    """What cannot be read is as lost as what is not there."""
    with suppress(StoreError):
        return shelf.measure(one.file, number=one.number)
    return None


def _point(shelf: Shelf, found: Found, *, whole: bool, lost: Sequence[int]) -> None:
    """To the newest that stands. What was withdrawn is not pointed to by now, whether that can be shown or not."""
    wanted, pointed = _find_pointer(found), _read_pointer(shelf)
    if not whole and _is_foreign(pointed, found):
        if wanted is not None:
            check_ours(found, shelf)
        return
    if pointed == wanted and _is_readable(shelf):
        return
    try:
        shelf.switch(wanted)
    except ObaError:
        if not (whole and lost):
            raise


def _delete(shelf: Shelf, file: str, *, of: str) -> bool:
    """Whether it is gone. A system that keeps what somebody has open is asked again at the next look."""
    try:
        shelf.remove(file)
    except (ValueError, StoreError) as error:
        _log.warning(say_not_deleted(of, error))
        return False
    return True


def _end_mark(shelf: Shelf, file: str, found: Found) -> bool:
    """Whether the copy was cut off, and is deleted. Nobody is making it: this is the one writer of its store."""
    cut_off = all(one.file != file for one in found)
    if cut_off and not _delete(shelf, file, of="a publication that was cut off"):
        return False
    shelf.unmark(file)
    return cut_off


def _find_pointer(found: Found) -> Pointer | None:
    """With the day of the release as it was recorded, which may be later than the planned one."""
    released = [one for one in found if one.state is State.RELEASED]
    if not released or released[-1].released_at is None:
        return None
    newest = released[-1]
    return Pointer(newest.number, newest.file, newest.sha256, day_of(released[-1].released_at))


def _read_pointer(shelf: Shelf) -> Pointer | None:
    with suppress(ObaError):
        return shelf.current()
    return None


def _shown(pointer: Pointer | None) -> tuple[int, str] | None:
    return (pointer.number, pointer.file) if pointer else None


def _is_readable(shelf: Shelf) -> bool:
    with suppress(ObaError):
        shelf.current()
        return True
    return False


def _is_foreign(pointer: Pointer | None, found: Found) -> bool:
    return pointer is not None and all(one.file != pointer.file for one in found)


def _list_kept_by_others(found: Found, shelf: Shelf, owner: str) -> list[int]:
    """A copy of which the list does not say whose it is (of an earlier version) is nobody else's."""
    listed: Mapping[str, Kept] = {}
    with suppress(ObaError):
        listed = shelf.files()
    return [one.number for one in found if one.file in listed and listed[one.file].owner not in ("", owner)]


def _standing(found: Found) -> list[Publication]:
    return [one for one in found if one.state is not State.WITHDRAWN]


def _list_gone(found: Found, shelf: Shelf) -> list[Publication]:
    """What was withdrawn and is still there, or on the list."""
    listed: Mapping[str, Kept] = {}
    with suppress(ObaError):
        listed = shelf.files()
    needed = {one.file for one in _standing(found)}
    return [
        one
        for one in found
        if one.state is State.WITHDRAWN
        and one.file not in needed
        and (one.file in listed or shelf.path(one.file).exists())
    ]


def _is_settled(found: Found, shelf: Shelf, owner: str) -> bool:
    """A store that has never published mends nobody's folder."""
    with suppress(ObaError):
        listed, pointer, wanted = shelf.files(), shelf.current(), _find_pointer(found)
        return (
            (pointer == wanted or (wanted is None and _is_foreign(pointer, found)))
            and not shelf.marked(owner)
            and not _list_gone(found, shelf)
            and all(
                listed[one.file].owner == owner if one.file in listed else not shelf.path(one.file).exists()
                for one in _standing(found)
            )
        )
    return not found
