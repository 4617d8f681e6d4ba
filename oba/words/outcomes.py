"""What came of a rule's example, in a few words: `increasing; judgement worse; statistic 12.02`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oba.words.numbers import say_number

ITSELF = ("trend", "comparison", "verdict")
"""Fields whose value is the decision itself, said without the name of the field."""
NAMES = {
    "lower": "from",
    "upper": "to",
    "lower80": "80% from",
    "upper80": "80% to",
    "lower95": "95% from",
    "upper95": "95% to",
    "points": "forecast",
    "when_will_we_know": "",
    "periods80": "further figures to an early sign",
    "periods95": "further figures to the 95% interval",
    "fifth": "fifth number",
}


INTERVAL = ("value", "lower", "upper")
"""Fields that are said together, as a figure is written: `20.00 (17.64 to 22.59)`."""
WORDS = {
    ("judgement", "better"): "getting better",
    ("judgement", "worse"): "getting worse",
    ("judgement", "none"): "no judgement",
    ("trial", True): "trial limits only",
    ("trial", False): "limits that can be relied on",
    ("level", "95%"): "beyond the 95% limits",
    ("level", "99.8%"): "beyond the 99.8% limits",
}


def say_outcome(outcome: Mapping[str, Any]) -> str:
    """The fields of a result in words, in their order. Text, numbers, lists of numbers, or one level of fields."""
    if tuple(outcome) == INTERVAL:
        value, lower, upper = (None if outcome[name] is None else _say(outcome[name]) for name in INTERVAL)
        return "not given" if value is None else f"{value} ({lower} to {upper})"
    return "; ".join(_say_field(name, value) for name, value in outcome.items())


def _say_field(name: str, value: Any) -> str:
    if isinstance(value, (str, bool)) and (name, value) in WORDS:
        return WORDS[name, value]
    said = _say(value)
    if name in ITSELF:
        return said
    return f"{NAMES.get(name, name.replace('_', ' '))} {said}".strip()


def _say(value: Any) -> str:
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return say_number(value, decimals=2)
    if isinstance(value, Mapping):
        return say_outcome(value)
    if isinstance(value, list):
        return ", ".join(_say(one) for one in value)
    return str(value).replace("_", " ")
