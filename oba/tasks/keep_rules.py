"""Carry who set the rules for small numbers, and when, from one store to another; the plan workbook has them too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.model.disclosure import ROUND_BASES, THRESHOLDS, Rule
from oba.store.engine import Store
from oba.store.plans import read_front
from oba.store.publications import SetRule, read_set_rules, set_rule
from oba.store.retired import read_known
from oba.words.numbers import say_count

RULES = "rules.json"
"""The file of an export that holds them."""


def gather_rules(store: Store) -> tuple[SetRule, ...]:
    """Every rule that is set, also of indicators that have left the plan."""
    with store.reading() as connection:
        return tuple(read_set_rules(connection).values())


def describe_rules(store: Store) -> Iterator[str]:
    """One line for each rule."""
    yield from (json.dumps(_record(one), sort_keys=True) for one in gather_rules(store))


def write_rules(store: Store, folder: Path) -> None:
    """Write them into the folder of an export."""
    text = json.dumps({"rules": [_record(one) for one in gather_rules(store)]}, ensure_ascii=False, indent=1)
    (folder / RULES).write_text(text + "\n", encoding="utf-8")


def read_kept_rules(path: Path) -> tuple[SetRule, ...]:
    """What the file holds. ObaError when it is not what an export writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["rules"]
        return tuple(_build(one) for one in found)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ObaError(
            "the file cannot be read as rules for small numbers",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without them",
        ) from error


def restore_rules(store: Store, paths: Sequence[Path]) -> list[str]:
    """Set the rules of these files, where the store has no other; lines that say what was done."""
    return [line for path in paths for line in _restore(store, path)]


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_kept_rules(path)
    with store.writing() as connection:
        read_front(connection)
        known, stand = read_known(connection, "indicators"), read_set_rules(connection)
        wanted = [
            one
            for one in kept
            if one.rule.indicator in known
            and (one.rule.indicator not in stand or stand[one.rule.indicator].rule == one.rule)
        ]
        for one in wanted:
            set_rule(connection, one.rule, by=one.by, at=one.at)
    if wanted:
        yield f"{say_count(len(wanted), noun='rule')} for small numbers restored, with who set them"
    if left := len(kept) - len(wanted):
        yield f"{say_count(left, noun='rule')} of {path.name} left out: the store has its own, or the plan lacks them"


def _record(one: SetRule) -> dict[str, Any]:
    return {"rule": asdict(one.rule), "by": one.by, "at": one.at.isoformat()}


def _build(record: dict[str, Any]) -> SetRule:
    rule = Rule(**record["rule"])
    if rule.threshold not in THRESHOLDS or rule.round_base not in ROUND_BASES:
        raise ValueError("no rule that can be set")
    if not all(isinstance(text, str) for text in (rule.indicator, rule.reason, record["by"])):
        raise TypeError("a rule without its indicator")
    return SetRule(rule, record["by"], datetime.fromisoformat(record["at"]))
