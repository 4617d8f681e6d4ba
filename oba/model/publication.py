"""A publication: what the Trust approved on one day, as one numbered event that is never unwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """How far a publication is. An approved one waits for its release."""

    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication as the working store keeps it. Moments are in UTC.

    `file` is the name of the published copy, which is `sha256` of its content and `.db`. `store_version` is that of the
    store when it was approved. `note` is public and says what has changed; the names of staff are not public.
    `release_at` is when it is to be released, None for at once; `released_at` is when it was.
    """

    number: int
    approved_at: datetime
    approved_by: str
    note: str
    file: str
    sha256: str
    store_version: int
    release_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""

    @property
    def state(self) -> State:
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        return State.APPROVED if self.released_at is None else State.RELEASED


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done so that the shelf of copies follows what is recorded. Publications by their numbers.

    `listed` were put on the list of copies, `lost` stand and have no sound copy there. `shown` is what the public is
    shown now, and `moved` says whether that is new. `cut_off` and `deleted` count the copies that were deleted: of
    publications that were never recorded, and of withdrawn ones. `strange` are those of which this store knows nothing,
    `taken` those that another store kept.
    """

    listed: tuple[int, ...] = ()
    pointer_unreadable: bool = False
    moved: bool = False
    shown: int | None = None
    cut_off: int = 0
    deleted: int = 0
    lost: tuple[int, ...] = ()
    strange: int = 0
    taken: tuple[int, ...] = ()

    @property
    def mended(self) -> bool:
        """Whether anything was not as the last publication, or withdrawal, should have left it."""
        return bool(self.listed or self.pointer_unreadable or self.cut_off)


@dataclass(frozen=True, slots=True)
class PublicNote:
    """What the public is told of one publication: its number, its day and what has changed. No name of anyone.

    `sha256` is that of its copy's file, '' where it is not known.
    """

    number: int
    published_on: date
    note: str
    withdrawn: bool = False
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What a published copy says of itself. `earlier` has the publications before it, newest first.

    `sha256` is that of the copy's file, which its own content cannot hold; '' where it is not known.
    """

    number: int
    published_on: date
    note: str
    earlier: tuple[PublicNote, ...] = ()
    sha256: str = ""
