"""One figure against a benchmark, by the method that is asked for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from oba.analysis.benchmarks import (
    FAR,
    NEAR,
    Span,
    compare_intervals,
    find_place_in_range,
    find_side,
    limit_count,
    limit_proportion,
)
from oba.analysis.sides import compare_at_two_levels, compare_with_target, find_quintiles, name_side
from oba.model.finding import ComparisonWord
from oba.model.indicator import Polarity
from oba.tasks.compute.fields import MULTIPLIER, POLARITY, Field, FieldError, Kind
from oba.words import methods
from oba.words import methods_computed as computed
from oba.words.methods import Method

NAME = "compare"
ONE, TWO, BOTH = "one_interval", "two_levels", "both_intervals"
SPC_PROPORTION, SPC_RATE = "spc_proportion", "spc_rate"
QUINTILES, QUARTILES, TARGET = "quintiles", "quartiles", "target"
WAYS = (ONE, TWO, BOTH, SPC_PROPORTION, SPC_RATE, QUINTILES, QUARTILES, TARGET)
NUMBERS = (
    "lower", "upper", "benchmark", "lower99_8", "upper99_8", "benchmark_lower", "benchmark_upper", "target",
    "target_upper",
)  # fmt: skip
SPELLINGS = {one.replace("_", " "): one for one in WAYS} | {
    "95%": ONE, "one level": ONE, "99.8%": TWO, "two intervals": BOTH, "quintile": QUINTILES, "quartile": QUARTILES,
}  # fmt: skip
FIELDS = (
    Field("value", Kind.NUMBER),
    *(Field(name, Kind.NUMBER) for name in NUMBERS[:3]),
    POLARITY,
    Field("method", Kind.WORD, default=ONE, words=SPELLINGS, told=WAYS),
    *(Field(name, Kind.NUMBER) for name in NUMBERS[3:7]),
    Field("numerator", Kind.NUMBER, lowest=0),
    Field("denominator", Kind.NUMBER, above=0),
    MULTIPLIER,
    Field("areas", Kind.NUMBERS),
    Field("position", Kind.WHOLE, lowest=0),
    *(Field(name, Kind.NUMBER) for name in NUMBERS[7:]),
)
PAIRS = (
    ("lower", "upper"), ("lower99_8", "upper99_8"), ("benchmark_lower", "benchmark_upper"), ("target", "target_upper"),
)  # fmt: skip
LEVELS = {0: "", 1: "95%", 2: "99.8%"}
JUDGED = {5: ("best", "better", "middle", "worse", "worst"), 4: ("best", "better", "worse", "worst")}
PLAIN = {5: ("lowest", "low", "middle", "high", "highest"), 4: ("lowest", "low", "high", "highest")}
OWN = {
    ONE: {"lower", "upper", "benchmark"},
    TWO: {"lower", "upper", "benchmark", "lower99_8", "upper99_8"},
    BOTH: {"lower", "upper", "benchmark", "benchmark_lower", "benchmark_upper"},
    SPC_PROPORTION: {"lower", "upper", "benchmark", "numerator", "denominator"},
    SPC_RATE: {"lower", "upper", "benchmark", "numerator", "denominator"},
    QUINTILES: {"lower", "upper", "benchmark", "areas", "position"},
    QUARTILES: {"lower", "upper", "benchmark", "areas", "position"},
    TARGET: {"lower", "upper", "benchmark", "target", "target_upper"},
}
"""The fields that go with each method, besides value, polarity and multiplier."""


def prepare(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """FieldError for limits the wrong way round, a field of another method, or a need that only some lines can lack."""
    for low, high in PAIRS:
        if given[low] is not None and given[high] is not None and given[low] > given[high]:
            raise FieldError(
                low,
                f"{given[low]:g} above {high} {given[high]:g}",
                expected=f"a number no greater than {high}",
            )
    way = given["method"]
    every = set().union(*OWN.values())
    stray = next(
        (one.name for one in FIELDS if one.name in every - OWN[way] and given[one.name] is not None), None
    )
    if stray:
        owner = next(one for one in WAYS if stray in OWN[one])
        raise FieldError(
            stray, f"{stray} with the method {way}", expected=f"it only with methods such as {owner}",
            remedy=f'Say "method": "{owner}", or leave {stray} out',
        )  # fmt: skip
    if way in (SPC_PROPORTION, SPC_RATE):
        _check_counts(given)
    _check_position(given)
    needed = {QUINTILES: "areas", QUARTILES: "areas", TARGET: "target"}.get(way)
    if needed and given[needed] is None:
        raise FieldError(needed, "nothing", expected=f"it with the method {way}", remedy=f"Give {needed}")
    return given


def _check_position(given: Mapping[str, Any]) -> None:
    areas, place = given["areas"] or (), given["position"]
    if place is not None and (place >= len(areas) or areas[place] != given["value"]):
        raise FieldError(
            "position", str(place), expected="the place of the value among areas, the first being 0",
            remedy="Leave it out to take the first figure of that value",
        )  # fmt: skip


def answer(prepared: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_WAYS[one["method"]](one) for one in prepared]


def _check_counts(given: Mapping[str, Any]) -> None:
    if given["denominator"] is None:
        raise FieldError("denominator", "nothing", expected="a number above 0", remedy="Give denominator")
    if given["method"] == SPC_PROPORTION:
        if given["numerator"] is not None and given["numerator"] > given["denominator"]:
            raise FieldError(
                "numerator", f"{given['numerator']:g}", expected="a count no greater than denominator"
            )
        if given["benchmark"] is not None and not 0 <= given["benchmark"] <= given["multiplier"]:
            raise FieldError(
                "benchmark", f"{given['benchmark']:g}", expected=f"0 to {given['multiplier']:g}, the multiplier",
                remedy="For percentages give the multiplier 100",
            )  # fmt: skip
    elif given["benchmark"] is not None and given["benchmark"] < 0:
        raise FieldError("benchmark", f"{given['benchmark']:g}", expected="a rate of 0 or more")


def _tell(side: int, polarity: Polarity, method: Method) -> dict[str, Any]:
    """`side` is 2 or -2 beyond the 99.8% limits."""
    return {
        "comparison": name_side(side, polarity=polarity),
        "level": LEVELS[abs(side)],
        "method": method.name,
        "version": method.version,
        "reason": "",
    }


def _not_compared(reason: str, method: Method) -> dict[str, Any]:
    return {
        "comparison": ComparisonWord.NOT_COMPARED, "level": "", "method": method.name,
        "version": method.version, "reason": reason,
    }  # fmt: skip


def _lacks(one: Mapping[str, Any], *names: str) -> str:
    missing = [name for name in names if one[name] is None]
    return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not known" if missing else ""


def _by_interval(one: Mapping[str, Any]) -> dict[str, Any]:
    two = one["method"] == TWO
    method = computed.TWO_LEVELS if two else methods.COMPARISON
    wider = ("lower99_8", "upper99_8") if two else ()
    if lacking := _lacks(one, "value", "lower", "upper", *wider, "benchmark"):
        return _not_compared(lacking, method)
    ends = {
        name: np.array([math.nan if given is None else given])
        for name, given in (
            ("lower95", one["lower"]), ("upper95", one["upper"]), ("lower998", one["lower99_8"]),
            ("upper998", one["upper99_8"]),
        )
    }  # fmt: skip
    side = compare_at_two_levels(np.array([one["value"]]), **ends, benchmark=one["benchmark"])[0]
    return _tell(int(side), one["polarity"], method)


def _by_both(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("lower", "upper", "benchmark_lower", "benchmark_upper")
    if lacking := _lacks(one, *names):
        return _not_compared(lacking, computed.BOTH_INTERVALS)
    ours, theirs = Span(one["lower"], one["upper"]), Span(one["benchmark_lower"], one["benchmark_upper"])
    return _tell(compare_intervals(ours, theirs=theirs), one["polarity"], computed.BOTH_INTERVALS)


def _by_limits(one: Mapping[str, Any]) -> dict[str, Any]:
    share = one["method"] == SPC_PROPORTION
    method = computed.LIMITS_OF_PROPORTION if share else computed.LIMITS_OF_RATE
    times, size = one["multiplier"], one["denominator"]
    value = (
        one["value"]
        if one["value"] is not None or one["numerator"] is None
        else one["numerator"] / size * times
    )
    if value is None or one["benchmark"] is None:
        return _not_compared("benchmark, or value and numerator, are not known", method)
    limits = {
        level: limit_proportion(one["benchmark"] / times, denominator=size, level=level)
        if share
        else limit_count(one["benchmark"] / times * size, level=level)
        for level in (NEAR, FAR)
    }
    scale = times if share else times / size
    spans = {level: Span(limit.lower * scale, limit.upper * scale) for level, limit in limits.items()}
    near = find_side(value, limits=spans[NEAR])
    far = find_side(value, limits=spans[FAR])
    found = _tell(near + far * abs(near), one["polarity"], method)
    return found | {"lower_limit": spans[NEAR].lower, "upper_limit": spans[NEAR].upper}


def _by_group(one: Mapping[str, Any], *, groups: int) -> dict[str, Any]:
    """The value's own group; a value that is not among the areas is taken as one more."""
    method = computed.FIFTHS_OF_AREAS if groups == 5 else computed.QUARTERS_OF_AREAS
    if one["value"] is None:
        return _not_compared("value is not known", method)
    values = list(one["areas"]) if one["value"] in one["areas"] else [*one["areas"], one["value"]]
    sign = one["polarity"].sign
    place = values.index(one["value"]) if one["position"] is None else one["position"]
    group = int(find_quintiles(np.array(values), sign=sign, groups=groups)[place])
    if not group:
        return _not_compared(f"fewer than {groups} areas have a figure", method)
    label = (JUDGED if sign else PLAIN)[groups][group - 1]
    return {
        "comparison": label, "level": "", "fifth" if groups == 5 else "quarter": group,
        "of": sum(not math.isnan(each) for each in values), "method": method.name, "version": method.version,
        "reason": "",
    }  # fmt: skip


def _by_target(one: Mapping[str, Any]) -> dict[str, Any]:
    polarity, sign = one["polarity"], one["polarity"].sign
    bounded = one["lower"] is not None and one["upper"] is not None
    method = methods.TARGET if bounded else methods.TARGET_BY_VALUE
    if one["target_upper"] is not None:
        method = computed.TARGET_RANGE
    if lacking := _lacks(one, "value"):
        return _not_compared(lacking, method)
    if one["target_upper"] is not None:
        target = Span(one["target"], one["target_upper"])
        side = find_place_in_range(one["value"], target=target, sign=sign)
    else:
        lower, upper = (np.array([one[name] if bounded else math.nan]) for name in ("lower", "upper"))
        side = int(
            compare_with_target(
                np.array([one["value"]]), lower=lower, upper=upper, target=one["target"], sign=sign
            )[0]
        )
    found = _tell(side * (sign or 1), polarity, method)
    return found if method is methods.TARGET else found | {"level": ""}


_WAYS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    ONE: _by_interval,
    TWO: _by_interval,
    BOTH: _by_both,
    SPC_PROPORTION: _by_limits,
    SPC_RATE: _by_limits,
    QUINTILES: partial(_by_group, groups=5),
    QUARTILES: partial(_by_group, groups=4),
    TARGET: _by_target,
}
