"""What came of a rule's example, in a few words: `rising; getting worse; test statistic 12.02`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oba.words.numbers import say_number

WORDS: dict[tuple[str, str | bool], str] = {
    ("trend", "increasing"): "rising",
    ("trend", "decreasing"): "falling",
    ("trend", "no_significant_change"): "no clear change",
    ("judgement", "better"): "getting better",
    ("judgement", "worse"): "getting worse",
    ("judgement", "none"): "no judgement",
    ("trial", True): "trial limits only",
    ("trial", False): "enough figures for limits",
    ("level", "95%"): "beyond the 95% limits",
    ("level", "99.8%"): "beyond the 99.8% limits",
    ("variation", "common_cause"): "the newest figure is one of the usual ups and downs",
    ("variation", "improvement_high"): "the newest figure stands out for the better: high",
    ("variation", "improvement_low"): "the newest figure stands out for the better: low",
    ("variation", "concern_high"): "the newest figure stands out for the worse: high",
    ("variation", "concern_low"): "the newest figure stands out for the worse: low",
    ("assurance", "consistently_pass"): "the target will be met",
    ("assurance", "consistently_fail"): "the target will not be met",
    ("assurance", "inconsistent"): "the target will be met at times",
}
NAMES = {
    "trend": "",
    "comparison": "",
    "verdict": "",
    "value": "",
    "when_will_we_know": "",
    "points": "forecast",
    "points_used": "figures used:",
    "statistic": "test statistic",
    "slope": "change a year",
    "weight": "share of the average change carried on",
    "fifth": "fifth number",
    "periods80": "further figures to an early sign:",
    "periods95": "further figures to the 95% interval:",
}
"""What stands before a value; '' where the value speaks for itself."""
RANGES = {
    "lower": ("upper", "interval"),
    "lower_limit": ("upper_limit", "limits"),
    "lower80": ("upper80", "80% interval"),
    "lower95": ("upper95", "95% interval"),
}


def say_outcome(outcome: Mapping[str, Any]) -> str:
    """The fields of a result in words, in their order. Text, numbers, lists of numbers, or one level of fields."""
    if outcome and all(value is None for value in outcome.values()):
        return "not given"
    upper = {high for low, (high, _) in RANGES.items() if low in outcome}
    return "; ".join(
        _say_field(name, value, outcome=outcome) for name, value in outcome.items() if name not in upper
    )


def _say_field(name: str, value: Any, *, outcome: Mapping[str, Any]) -> str:
    if isinstance(value, (str, bool)) and (name, value) in WORDS:
        return WORDS[name, value]
    high, called = RANGES.get(name, ("", ""))
    if high in outcome:
        return f"{called} {_say_range(value, outcome[high])}"
    return f"{NAMES.get(name, name.replace('_', ' '))} {_say(value)}".strip()


def _say_range(low: Any, high: Any) -> str:
    """`17.64 to 22.59`; of several, each."""
    if isinstance(low, list):
        return ", ".join(_say_range(*ends) for ends in zip(low, high, strict=True))
    return "not given" if low is None and high is None else f"{_say(low)} to {_say(high)}"


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
