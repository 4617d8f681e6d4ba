"""How the dashboard decides: every rule as a sentence, an example, and what must come of it.

The tables beside this file are read twice: the page prints them, and the tests work out each example with the
product's own methods. So what the page says is what the product does.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = ("interval", "trend", "compare", "spc", "forecast", "verdict")


@dataclass(frozen=True, slots=True)
class Rule:
    """`given` is a line for `python -m oba compute`, `then` what the result must hold at least; both JSON objects."""

    says: str
    given: dict[str, Any]
    then: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules of one method of `compute`, with what they have in common."""

    method: str
    title: str
    text: str
    rules: tuple[Rule, ...]


def read_rules() -> tuple[RuleTable, ...]:
    """Every table, in the order in which a reader needs them."""
    return tuple(_read(name) for name in TABLES)


def _read(name: str) -> RuleTable:
    raw = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    rules = tuple(
        Rule(one["says"], json.loads(one["given"]), json.loads(one["then"])) for one in raw["rules"]
    )
    return RuleTable(method=raw["method"], title=raw["title"], text=raw["text"], rules=rules)
