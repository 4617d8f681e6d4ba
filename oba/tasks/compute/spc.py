"""A control chart (XmR) of a line's figures, by the pages' own analysis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from oba.analysis.control import FEWEST, METHOD, VERSION, ControlledValue, control_of_values
from oba.analysis.control import IMPROVEMENT as WAYS
from oba.model.control import PointKind
from oba.tasks.compute.fields import MOST_FIGURES, Field, FieldError, Kind

NAME = "spc"
FIELDS = (
    Field("values", Kind.NUMBERS, needed=True),
    Field("improvement", Kind.WORD, default="neutral", words={one: one for one in WAYS}, told=tuple(WAYS)),
    Field("screen", Kind.SWITCH, default=True),
    Field("run_length", Kind.WHOLE, default=7, lowest=3, highest=MOST_FIGURES),
    Field("rebase_at", Kind.POSITIONS, default=()),
    Field("target", Kind.NUMBER),
)
SHORT = f"the newest phase has fewer than {FEWEST} figures: limits from so few say nothing"
TRIAL = "fewer than 12 figures: these are trial limits, not to be relied on"


def prepare(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """FieldError without any figure, and for a position that is not in the list."""
    if all(math.isnan(one) for one in given["values"]):
        raise FieldError("values", "no number", expected="at least one number", remedy="Give values")
    size = len(given["values"])
    for one in given["rebase_at"]:
        if not 0 <= one < size:
            raise FieldError(
                "rebase_at",
                str(one),
                expected=f"positions from 0 to {size - 1}",
                remedy="The first figure is 0",
            )
    return given


def answer(prepared: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_control(one) for one in prepared]


def _control(given: Mapping[str, Any]) -> dict[str, Any]:
    found = control_of_values(
        [None if math.isnan(one) else one for one in given["values"]],
        improvement=given["improvement"],
        screen=given["screen"],
        run_length=given["run_length"],
        rebase_at=given["rebase_at"],
        target=given["target"],
    )
    newest, last = next((at, one) for at, one in reversed(list(enumerate(found.points))) if one)
    begun = max((one for one in given["rebase_at"] if one <= newest), default=0)
    known = sum(one is not None for one in found.points[begun:])
    reason = SHORT if known < FEWEST else TRIAL if found.trial else ""
    return {
        "mean": last.mean,
        "lower_limit": last.lower,
        "upper_limit": last.upper,
        "points": [_tell(one) for one in found.points],
        "variation": found.variation,
        "assurance": found.assurance,
        "trial": found.trial,
        "dropped": found.dropped,
        "method": METHOD,
        "version": VERSION,
        "reason": reason,
    }


def _tell(one: ControlledValue | None) -> dict[str, Any]:
    if one is None:
        names = ("rule", "kind", "value", "mean", "lower_limit", "upper_limit")
        return {"special_cause": False} | dict.fromkeys(names)
    return {
        "special_cause": one.kind is not PointKind.COMMON_CAUSE,
        "rule": one.rule,
        "kind": one.kind,
        "value": one.value,
        "mean": one.mean,
        "lower_limit": one.lower,
        "upper_limit": one.upper,
    }
