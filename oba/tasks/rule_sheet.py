"""The sheet of a plan workbook that says how small numbers of each indicator are protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oba.load.plans.plan_rules import SHEET
from oba.model.disclosure import ROUND_BASES, THRESHOLDS, Rule
from oba.tasks.book_writing import Content
from oba.words.disclosure import HEADS, HIDDEN, NOTHING, SHOWN

RULE_SHEETS: Mapping[str, tuple[str, ...]] = {SHEET: tuple(HEADS.values())}
RULE_KEYS: Mapping[tuple[str, str], str] = {(SHEET, HEADS["indicator"]): "Indicators"}
RULE_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    (SHEET, HEADS["threshold"]): (*(str(one) for one in THRESHOLDS if one), NOTHING),
    (SHEET, HEADS["zero_shown"]): (SHOWN, HIDDEN),
    (SHEET, HEADS["round_base"]): (*(str(one) for one in ROUND_BASES if one > 1), NOTHING),
    (SHEET, HEADS["secondary"]): ("yes", "no"),
}


def rows_of_rules(rules: Sequence[Rule]) -> dict[str, Sequence[Sequence[Content]]]:
    return {SHEET: [_row(one) for one in rules]}


def _row(rule: Rule) -> tuple[Content, ...]:
    return (
        rule.indicator,
        rule.threshold or NOTHING,
        SHOWN if rule.zero_shown else HIDDEN,
        rule.round_base if rule.round_base > 1 else NOTHING,
        "yes" if rule.secondary else "no",
        rule.reason,
    )
