"""Keep what was handed in, what was decided about it, and take out what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oba.errors import NotFoundError
from oba.load.proposal import find_value_type
from oba.model.indicator import Indicator, ValueType
from oba.model.measure import Measure
from oba.model.upload import Decisions, Upload
from oba.settings import Settings
from oba.store import inbox as store_inbox
from oba.store.inbox import Inbox, open_inbox
from oba.words.loading import say_time


def keep_files(settings: Settings, files: Sequence[tuple[str, bytes]]) -> list[Upload]:
    """Each file, by its sender's name and content, as it now waits in the inbox."""
    inbox = open_for_work(settings)
    kept: dict[int, Upload] = {}
    # what describes another file comes after it, to be bound to the one it was handed in with
    for number in sorted(range(len(files)), key=lambda each: store_inbox.describes(files[each][0])):
        name, content = files[number]
        kept[number] = store_inbox.keep_upload(
            inbox,
            name=name,
            content=content,
            at=settings.now(),
            by=settings.user,
            beside=tuple(kept.values()),
        )
    return [kept[number] for number in range(len(files))]


def list_waiting(settings: Settings) -> list[Upload]:
    """What waits and is a file of its own; files that only describe another come with that one."""
    waiting = store_inbox.list_uploads(open_for_work(settings))
    return [one for one in waiting if store_inbox.companion_of(one, waiting) is None]


def find_waiting(settings: Settings, prefix: str) -> Upload | None:
    """The file that an address names, waiting or loaded before."""
    return store_inbox.find_upload(open_for_work(settings), prefix)


def decide(settings: Settings, upload: Upload, decisions: Decisions) -> None:
    """Remember what a person has said of a file, until it is loaded."""
    store_inbox.save_decisions(open_for_work(settings), upload.sha256, decisions)


def refuse_upload(settings: Settings, upload: Upload) -> None:
    """Take a file out of the inbox, with the files that came along only to describe it."""
    inbox = open_for_work(settings)
    remove_along(settings, upload)
    store_inbox.remove_upload(inbox, upload)


def remove_along(settings: Settings, upload: Upload) -> None:
    """Take out the files that describe this one, and no other that still waits."""
    inbox = open_for_work(settings)
    others = [one for one in store_inbox.list_uploads(inbox) if one.sha256 != upload.sha256]
    for one in store_inbox.companions_of(inbox, upload):
        if store_inbox.companion_of(one, others) is None:
            store_inbox.remove_upload(inbox, one)


def say_bound(settings: Settings, kept: Sequence[Upload]) -> str:
    """To which file each of them belongs that only describes another; '' where none does."""
    waiting = store_inbox.list_uploads(open_for_work(settings))
    bound = {one.name: store_inbox.companion_of(one, waiting) for one in kept}
    return " ".join(
        f"{name} goes with {owner.name}, handed in on {say_time(owner.uploaded_at)} by {owner.uploaded_by}."
        for name, owner in bound.items()
        if owner is not None
    )


def settle_record(
    proposed: Indicator, *, title: str, unit: str, value_type: ValueType, **others: Any
) -> Indicator:
    """A new indicator's record as a person has put it right; its multiplier follows from unit and kind of value."""
    said = Measure(code="", name=title, unit=unit, value_type=value_type)
    same = (proposed.unit, proposed.value_type) == (unit, value_type)
    multiplier = proposed.multiplier if same else find_value_type(said)[1]
    return replace(
        proposed,
        title=title or proposed.title,
        unit=unit,
        value_type=value_type,
        multiplier=multiplier,
        **others,
    )


def open_for_work(settings: Settings) -> Inbox:
    """The inbox, on the working instance only."""
    if settings.published:
        raise NotFoundError("this page is not part of the published copy", remedy="Go to the home page")
    return open_inbox(settings.store)
