"""Open the page of rules: each as a sentence with what comes of it, and the line to work it out with."""

from __future__ import annotations

import json
from dataclasses import dataclass

from oba.store.engine import Store
from oba.tasks.tables import Table, make_table
from oba.words.decides import RuleTable, read_rules
from oba.words.outcomes import say_outcome

HEADS = ("The case", "What comes of it")


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """`key` names the command's method; `lines` are the cases as the command reads them."""

    key: str
    title: str
    text: str
    table: Table
    lines: str


@dataclass(frozen=True, slots=True)
class DecisionsView:
    tables: tuple[DecisionTable, ...]


def open_decisions(_store: Store) -> DecisionsView:
    return DecisionsView(tuple(_make_table(one) for one in read_rules()))


def _make_table(one: RuleTable) -> DecisionTable:
    rows = [(rule.says, say_outcome(rule.then)) for rule in one.rules]
    return DecisionTable(
        key=one.method,
        title=one.title,
        text=one.text,
        table=make_table(HEADS, rows),
        lines="\n".join(json.dumps(rule.given) for rule in one.rules),
    )
