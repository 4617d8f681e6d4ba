"""What is said of one statistical method: its name, its version, and what it does in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """`name` and `version` stand with every finding; `text` says what the method does and its limits."""

    name: str
    version: int
    text: str
