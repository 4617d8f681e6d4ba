"""The sheet Small numbers of the plan workbook: by which rule small numbers of an indicator are hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from oba.load.plans.record import Record
from oba.model.disclosure import ROUND_BASES, THRESHOLDS, Rule
from oba.model.release import Outcome, Problem
from oba.words.disclosure import HEADS, HIDDEN, NOTHING, SHOWN

SHEET = "Small numbers"


def read_rules(
    rows: Iterable[Record], *, indicators: Collection[str], problems: list[Problem]
) -> tuple[Rule, ...]:
    """The rules in the order of the sheet. One that cannot be read is told of and left out; so is a second one."""
    found: dict[str, Rule] = {}
    places: dict[str, str] = {}
    for row in rows:
        before = len(problems)
        rule = _read_rule(row, indicators)
        place = row.where(HEADS["indicator"])
        if rule.indicator in found:
            problems.append(_twice(rule, places[rule.indicator], place))
        elif len(problems) == before:
            found[rule.indicator] = rule
            places[rule.indicator] = place
    return tuple(found.values())


def _read_rule(row: Record, indicators: Collection[str]) -> Rule:
    key = row.key(HEADS["indicator"], known=indicators, of="an indicator")
    threshold = _choose(row, HEADS["threshold"], offered=THRESHOLDS, nothing=0, usual=Rule(key).threshold)
    base = _choose(row, HEADS["round_base"], offered=ROUND_BASES, nothing=1, usual=1)
    shown = row.text(HEADS["zero_shown"]).casefold()
    if shown not in (SHOWN, HIDDEN, ""):
        row.refuse(HEADS["zero_shown"], found=f"found '{shown}'", expected=f"{SHOWN} or {HIDDEN}")
    secondary = row.yes(HEADS["secondary"]) if row.text(HEADS["secondary"]) else True
    reason = row.text(HEADS["reason"])
    if not threshold and not reason:
        row.refuse(
            HEADS["reason"],
            found="found nothing",
            expected="why small numbers of this indicator are shown",
            remedy="Write who publishes them and by what rules, or choose 5 or 7",
        )
    return Rule(key, threshold, shown != HIDDEN, base, secondary, reason)


def _choose(row: Record, column: str, *, offered: Collection[int], nothing: int, usual: int) -> int:
    """One of the numbers offered; `nothing` is written as a word."""
    text = row.text(column).casefold()
    if not text:
        return usual
    if text == NOTHING:
        return nothing
    value = row.decimal(column, default=None)
    if value is not None and value in offered and value != nothing:
        return int(value)
    if value is not None:
        said = ", ".join([*(str(one) for one in offered if one != nothing), NOTHING])
        row.refuse(column, found=f"found '{text}'", expected=f"one of: {said}", remedy="Write one of these")
    return usual


def _twice(rule: Rule, first: str, second: str) -> Problem:
    return Problem(
        Outcome.CELL,
        f"{first} and {second}",
        f"both are the rule of '{rule.indicator}'",
        "one rule for each indicator",
        "Delete one of the two rows",
    )
