"""A partner's record with its versions, and what a partner contributes to a curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oba.model.plan import Partner

LONGEST, LONGEST_NAME = 1000, 120
FIELDS = ("name", "role", "themes", "left_on", "left_because")
"""All but the key, which never changes."""
TOGETHER = (("left_on", "left_because"),)
"""Fields that say one thing: two people who change one of each have said two things of it."""
TYPED = ("name", "role", "themes")
"""What a form asks of a partner that takes part."""
SAID = ("role", "brings")
"""What people write of a contribution."""
Fault = tuple[str, str]
"""What is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class SavedPartner:
    """A partner as the store holds it. `version` counts its saves. `in_workbook` is what a plan workbook last said
    of it, by field, so that loading that workbook again undoes nothing that was changed since; None: none named it.
    """

    partner: Partner
    version: int
    in_workbook: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one partner brings to one curve, and which part it has in it.

    `key` is the indicator's and a number; `version` counts the saves. What is withdrawn stays in the store, with its
    edits and the reason. A partner brings something to a curve that all bend together; the curve is not its own.
    """

    indicator: str
    partner: str
    role: str = ""
    brings: str = ""
    key: str = ""
    written_by: str = ""
    written_on: date = date.min
    version: int = 1
    withdrawn: bool = False
    withdrawn_because: str = ""


def to_texts(partner: Partner) -> dict[str, str]:
    """Every field but the key as a text, '' for nothing. `from_texts` gives the same partner again."""
    return {name: _write(getattr(partner, name)) for name in FIELDS}


def from_texts(partner: Partner, texts: Mapping[str, str]) -> Partner:
    """The partner with these fields. ValueError for a day that is none."""
    return replace(partner, **{name: _read(name, text) for name, text in texts.items()})


def find_faults(one: Contribution) -> tuple[Fault, ...]:
    """What must be put right before a contribution can be saved."""
    faults: list[Fault] = []
    if not one.role and not one.brings:
        faults.append(
            ("nothing is written", "Say which part the partner has in this curve, or what it brings")
        )
    if max(len(one.role), len(one.brings)) > LONGEST:
        faults.append((f"a text is longer than {LONGEST:,} characters", "Shorten it"))
    return tuple(faults)


def _write(value: Any) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _read(name: str, text: str) -> Any:
    if name == "themes":
        return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
    if name == "left_on":
        return date.fromisoformat(text) if text else None
    return text
