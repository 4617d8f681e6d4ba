"""An action as texts by field, as it is compared, merged and kept in the history, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from oba.model.action import Action, ActionStatus, Funding

PARTED = ("supports", "indicators")
DAYS = ("starts", "due", "withdrawn")
WORDS = (
    "recommendation",
    "proposed_action",
    "by_whom",
    "lead",
    "budget_cost",
    "funded_with",
    "timescale",
    "theme",
    "note",
    "idea",
    "withdrawn_because",
)
FIELDS = (
    "recommendation_number",
    "recommendation",
    "also_serves",
    "proposed_action",
    "stops",
    "by_whom",
    "lead",
    "supports",
    "budget_cost",
    "funding",
    "funded_with",
    "timescale",
    "starts",
    "due",
    "status",
    "theme",
    "indicators",
    "note",
    "idea",
    "withdrawn",
    "withdrawn_because",
)
"""All but the number, which never changes."""
TOGETHER = (
    ("recommendation_number", "recommendation"),
    ("timescale", "starts", "due"),
    ("funding", "funded_with"),
    ("withdrawn", "withdrawn_because"),
)
"""Fields that say one thing: two people who change one of each have said two things of it."""


def to_texts(action: Action) -> dict[str, str]:
    """Every field but the number as a text, '' for nothing. `from_texts` gives the same action again."""
    return {name: _write(getattr(action, name)) for name in FIELDS}


def from_texts(action: Action, texts: Mapping[str, str]) -> Action:
    """The action with these fields. ValueError for a status, day or number that is none."""
    return replace(action, **{name: _read(name, text) for name, text in texts.items()})


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ";".join(str(one) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _read(name: str, text: str) -> Any:
    if name in WORDS:
        return text
    if name in PARTED:
        return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
    if name in DAYS:
        return date.fromisoformat(text) if text else None
    if name == "also_serves":
        return tuple(dict.fromkeys(int(part) for part in text.split(";") if part.strip()))
    if name == "recommendation_number":
        return int(text or "0")
    if name == "stops":
        return text == "yes"
    return ActionStatus(text) if name == "status" else Funding(text)
