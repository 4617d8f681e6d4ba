"""The story behind a baseline: forces that help and hinder, what people say, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = 1000
Fault = tuple[str, str]
"""What is wrong, and what to do."""


class Direction(StrEnum):
    HELPS = "helps"
    HINDERS = "hinders"


class Depth(StrEnum):
    """Whether the group takes a force for a cause or for what a cause brings with it."""

    ROOT_CAUSE = "root cause"
    SYMPTOM = "symptom"
    NOT_KNOWN = "not yet known"


class Who(StrEnum):
    """Whose voice it is."""

    CHILDREN = "children"
    YOUNG_PEOPLE = "young people"
    PARENTS = "parents"
    SCHOOLS = "schools"
    OTHERS = "others"


class GapKind(StrEnum):
    """Whether someone has to find out why, or to count what nobody counts yet."""

    RESEARCH = "research"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What every part of a story has. `key` is the indicator's and a number; `version` counts the saves.

    A part that is withdrawn leaves the story and stays in the store, with its edits.
    """

    indicator: str
    area: str
    text: str
    key: str = ""
    written_by: str = ""
    written_on: date = date.min
    version: int = 1
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Force(Part):
    """What pushes the curve. The group ranks the forces of each direction, 1 first; evidence is text, link or file."""

    direction: Direction
    depth: Depth = Depth.NOT_KNOWN
    rank: int = 0
    evidence: str = ""
    link: str = ""
    file_name: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Part):
    """What someone says of it: who, in which words, where it was heard or read, and when."""

    who: Who
    where_from: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Part):
    """What is not known, who finds out, by when; `sent_on` is when it went on the data development agenda.

    `became` is the key of the indicator that was made of it, '' for none.
    """

    kind: GapKind
    owner: str = ""
    due: date | None = None
    sent_on: date | None = None
    next_step: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Of one indicator in one area, the forces of each direction by rank, the rest in the order of writing."""

    forces: tuple[Force, ...] = ()
    voices: tuple[Voice, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def of(self, direction: Direction) -> tuple[Force, ...]:
        return tuple(one for one in self.forces if one.direction is direction)

    def __bool__(self) -> bool:
        return bool(self.forces or self.voices or self.gaps)


KINDS: Mapping[str, type[Part]] = {"force": Force, "voice": Voice, "gap": Gap}
"""What an edit calls each part."""

WRITABLE: Mapping[str, tuple[str, ...]] = {
    "force": ("text", "direction", "depth", "evidence", "link", "file_name", "file_sha256"),
    "voice": ("text", "who", "where_from", "said_on"),
    "gap": ("text", "kind", "owner", "due", "next_step"),
}
"""The fields that a person fills in."""


def is_web_link(text: str) -> bool:
    """An address of the web and nothing else: http or https, a host, no user's name, no space."""
    if any(one.isspace() or not one.isprintable() or one in "\"'<>\\" for one in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def find_faults(part: Part, *, today: date) -> tuple[Fault, ...]:
    """What must be put right before a part can be saved."""
    faults: list[Fault] = []
    if not part.text.strip():
        faults.append(("nothing is written", "Write it in a sentence"))
    texts = (
        part.text,
        *(getattr(part, name, "") for name in ("evidence", "link", "where_from", "owner", "next_step")),
    )
    if any(len(text) > LONGEST for text in texts):
        faults.append((f"a text is longer than {LONGEST:,} characters", "Shorten it, or attach it as a file"))
    if isinstance(part, Force) and part.link and not is_web_link(part.link):
        faults.append(
            (
                f"'{part.link[:60]}' is not an address of the web",
                "Give one that begins with https:// or http://",
            )
        )
    if isinstance(part, Voice) and not part.where_from.strip():
        faults.append(("it is not said where this was heard", "Name the survey, meeting, letter or visit"))
    if isinstance(part, Voice) and part.said_on and part.said_on > today:
        faults.append(("the day on which it was said lies ahead", "Give that day, or leave it empty"))
    return tuple(faults)


def find_unsendable(gap: Gap) -> tuple[Fault, ...]:
    """What a gap must have before it goes on the data development agenda: an owner and a date."""
    faults: list[Fault] = []
    if gap.sent_on is not None:
        faults.append(("it is on the data development agenda already", "nothing more is to be done"))
    if not gap.owner.strip():
        faults.append(("nobody is named who finds out", "name an owner"))
    if gap.due is None:
        faults.append(("no day is set by when", "set a day"))
    return tuple(faults)
