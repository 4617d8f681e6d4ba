"""The confidence interval of one figure, from what it was computed from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oba.analysis.interval import EXACT_BELOW, dobson, mean_interval, rate_interval, wilson
from oba.tasks.compute.fields import MULTIPLIER, Field, FieldError, Kind
from oba.words import methods_computed as methods
from oba.words.methods import Method

NAME = "interval"
PROPORTION, RATE, STANDARDISED, MEAN = "proportion", "rate", "standardised_rate", "mean"
KINDS = {one.replace("_", " "): one for one in (PROPORTION, RATE, STANDARDISED, MEAN)} | {
    "crude rate": RATE,
    "percentage": PROPORTION,
    "percent": PROPORTION,
    "directly standardised rate": STANDARDISED,
    "dsr": STANDARDISED,
}
COUNT, OF, WEIGHT = ("numerator", "count"), ("denominator", "population"), "weight"
STRATUM = tuple(
    Field(name, Kind.NUMBER, lowest=0, above=0 if name in OF else None) for name in (*COUNT, *OF, WEIGHT)
)
FIELDS = (
    Field("kind", Kind.WORD, needed=True, words=KINDS, told=(PROPORTION, RATE, STANDARDISED, MEAN)),
    Field("numerator", Kind.NUMBER, lowest=0),
    Field("denominator", Kind.NUMBER, above=0),
    MULTIPLIER,
    Field("level", Kind.NUMBER, default=0.95),
    Field("strata", Kind.OBJECTS, parts=STRATUM),
    Field("weights", Kind.NUMBERS, lowest=0),
    Field("observations", Kind.NUMBERS),
    Field("mean", Kind.NUMBER),
    Field("sd", Kind.NUMBER, lowest=0),
    Field("n", Kind.WHOLE, lowest=1),
)
NEEDS = {
    PROPORTION: ("numerator", "denominator"),
    RATE: ("numerator", "denominator"),
    STANDARDISED: ("strata", "weights"),
    MEAN: ("observations", "mean", "sd", "n"),
}
WANTED = {
    kind: "observations, or mean, sd and n" if kind == MEAN else " and ".join(names)
    for kind, names in NEEDS.items()
}
SPECIAL = tuple(dict.fromkeys(name for names in NEEDS.values() for name in names))
EUROPEAN_2013 = (
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
    7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000,
)  # fmt: skip
"""The European Standard Population of 2013 (Eurostat): ages 0-4, 5-9, ... 85-89, 90 and over."""
TOO_FEW = "fewer than 10 events: no rate is given"
NEGATIVE = "the formula's lower limit would be negative"
WITHOUT_END = "at this level no limit can be given"
ALONE = "one measurement does not tell how much they scatter"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`numbers` are the count and its denominator, or mean, standard deviation and n; `bands` count, population and
    weight of each band."""

    kind: str
    level: float
    multiplier: float
    numbers: tuple[float, ...] = ()
    bands: tuple[tuple[float, float, float], ...] = ()


def prepare(given: Mapping[str, Any]) -> Prepared:
    """FieldError for a level that is out of range, and where the kind's own fields are missing or impossible."""
    kind, multiplier = given["kind"], given["multiplier"]
    level = read_level(given["level"])
    for name in SPECIAL:
        if given[name] is not None and name not in NEEDS[kind]:
            raise FieldError(
                name, f"{name} for a {kind}", expected=f"{WANTED[kind]} for a {kind}",
                remedy="Leave it out, or say another kind",
            )  # fmt: skip
    if kind == STANDARDISED:
        return Prepared(kind, level, multiplier, bands=_read_bands(given))
    if kind == MEAN:
        return Prepared(kind, level, multiplier, numbers=_read_mean(given))
    for name in NEEDS[kind]:
        if given[name] is None:
            raise FieldError(name, "nothing", expected=f"a number, for a {kind}", remedy=f"Give {name}")
    if kind == PROPORTION and given["numerator"] > given["denominator"]:
        raise FieldError(
            "numerator", f"{given['numerator']:g} out of {given['denominator']:g}",
            expected="a count no greater than the denominator", remedy="If events can recur, it is a rate",
        )  # fmt: skip
    return Prepared(kind, level, multiplier, (given["numerator"], given["denominator"]))


def read_level(level: float) -> float:
    """A level as a share of 1; 95 means 0.95."""
    share = level / 100 if level >= 90 else level
    if not 0.9 <= share <= 1:
        raise FieldError("level", f"{level:g}", expected="0.9 to 1, or 90 to 100")
    return share


def answer(prepared: Sequence[Prepared]) -> list[dict[str, Any]]:
    """Lines of one kind and level are computed together."""
    found: list[dict[str, Any]] = [{}] * len(prepared)
    groups: dict[tuple[str, float], list[int]] = {}
    for place, one in enumerate(prepared):
        groups.setdefault((one.kind, one.level), []).append(place)
    for (kind, _), places in groups.items():
        for place, each in zip(places, _ANSWERS[kind]([prepared[one] for one in places]), strict=True):
            found[place] = each
    return found


def _read_bands(given: Mapping[str, Any]) -> tuple[tuple[float, float, float], ...]:
    strata = given["strata"]
    if not strata:
        raise FieldError("strata", "nothing", expected="one object for each age band", remedy="Give strata")
    counts = [_either(one, COUNT, place) for place, one in enumerate(strata)]
    populations = [_either(one, OF, place) for place, one in enumerate(strata)]
    weights = _read_weights(given, [one[WEIGHT] for one in strata])
    return tuple(zip(counts, populations, weights, strict=True))


def _either(band: Mapping[str, Any], names: tuple[str, str], place: int) -> float:
    values = [float(band[name]) for name in names if band[name] is not None]
    if len(values) != 1:
        raise FieldError(
            "strata", f"{'nothing' if not values else 'both'} of {' and '.join(names)} in place {place + 1}",
            expected=f"{names[0]} as a number",
        )  # fmt: skip
    return values[0]


def _read_weights(given: Mapping[str, Any], own: list[float | None]) -> Sequence[float]:
    listed = given["weights"]
    held = [one for one in own if one is not None]
    if listed is not None and held:
        raise FieldError("weights", "weights beside strata that have their own", expected="one of the two")
    if listed is None and held and len(held) < len(own):
        raise FieldError("strata", "bands with a weight and bands without", expected="a weight for each")
    weights: Sequence[float] = listed if listed is not None else held
    if not weights and listed is None and len(own) == len(EUROPEAN_2013):
        return EUROPEAN_2013
    if len(weights) != len(own) or any(math.isnan(one) for one in weights):
        raise FieldError(
            "weights", f"{len(weights)} of them for {len(own)} bands", expected="a number for each band",
            remedy="Only 19 bands may go without: those of the 2013 European Standard Population",
        )  # fmt: skip
    if not sum(weights) > 0:
        raise FieldError("weights", "nought in all", expected="weights that are not all nought")
    return weights


def _read_mean(given: Mapping[str, Any]) -> tuple[float, ...]:
    observations = given["observations"]
    told = [name for name in ("mean", "sd", "n") if given[name] is not None]
    if observations is not None:
        if told:
            raise FieldError(told[0], "it beside observations", expected="observations, or mean, sd and n")
        if not observations or any(math.isnan(one) for one in observations):
            raise FieldError(
                "observations", "null among them" if observations else "an empty list",
                expected="at least one number, and no null",
            )  # fmt: skip
        size = len(observations)
        mean = math.fsum(observations) / size
        squares = math.fsum((one - mean) ** 2 for one in observations)
        return mean, math.sqrt(squares / (size - 1)) if size > 1 else math.nan, float(size)
    for name in ("mean", "sd", "n"):
        if given[name] is None:
            wanted = name if told else "observations"
            raise FieldError(
                wanted, "nothing", expected="observations, or mean, sd and n", remedy=f"Give {wanted}"
            )
    return given["mean"], given["sd"], float(given["n"])


def _column(lines: Sequence[Prepared], place: int) -> Any:
    return np.array([one.numbers[place] for one in lines], np.float64)


def _answer_proportions(lines: Sequence[Prepared]) -> list[dict[str, Any]]:
    counts, sizes = _column(lines, 0), _column(lines, 1)
    times = np.array([one.multiplier for one in lines], np.float64)
    lower, upper = wilson(counts, sizes, confidence=lines[0].level, multiplier=times)
    values = counts / sizes * times
    rows = zip(lines, values, lower, upper, strict=True)
    return [_tell(one, *row, method=methods.WILSON) for one, *row in rows]


def _answer_rates(lines: Sequence[Prepared]) -> list[dict[str, Any]]:
    counts, sizes = _column(lines, 0), _column(lines, 1)
    times = np.array([one.multiplier for one in lines], np.float64)
    lower, upper = rate_interval(counts, sizes, multiplier=times, confidence=lines[0].level)
    rows = zip(lines, counts / sizes * times, lower, upper, strict=True)
    return [
        _tell(one, *row, method=methods.EXACT_POISSON if one.numbers[0] < EXACT_BELOW else methods.BYAR)
        for one, *row in rows
    ]


def _answer_standardised(lines: Sequence[Prepared]) -> list[dict[str, Any]]:
    found = []
    for one in lines:
        counts, populations, weights = (
            np.array(column, np.float64) for column in zip(*one.bands, strict=True)
        )
        limits = dobson(
            counts[np.newaxis], populations[np.newaxis], weights=weights,
            multiplier=one.multiplier, confidence=one.level,
        )  # fmt: skip
        few = float(counts.sum()) < EXACT_BELOW
        found.append(_tell(one, *(float(each[0]) for each in limits), method=methods.DOBSON, few=few))
    return found


def _answer_means(lines: Sequence[Prepared]) -> list[dict[str, Any]]:
    means, deviations, sizes = (_column(lines, place) for place in range(3))
    times = np.array([one.multiplier for one in lines], np.float64)
    lower, upper = mean_interval(means, deviations=deviations, sizes=sizes, confidence=lines[0].level)
    rows = zip(lines, means * times, lower * times, upper * times, strict=True)
    return [_tell(one, *row, method=methods.STUDENT) for one, *row in rows]


def _tell(
    one: Prepared, value: float, lower: float, upper: float, *, method: Method, few: bool = False
) -> dict[str, Any]:
    reason = ""
    if few:
        reason = TOO_FEW
    elif one.kind == MEAN and one.numbers[2] < 2:
        reason = ALONE
    elif not math.isfinite(upper):
        reason = WITHOUT_END
    elif not math.isfinite(lower):
        reason = NEGATIVE
    return {
        "value": float(value), "lower": float(lower), "upper": float(upper),
        "level": one.level, "method": method.name, "version": method.version, "reason": reason,
    }  # fmt: skip


_ANSWERS = {
    PROPORTION: _answer_proportions,
    RATE: _answer_rates,
    STANDARDISED: _answer_standardised,
    MEAN: _answer_means,
}
