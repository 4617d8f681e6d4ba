"""An attack on a publication: all that the public can get, used to work out the numbers that were hidden.

It is written apart from the product and shares no code with its disclosure control: it knows how the tables of a
publication add up, and what the product says of its rules. It turns rates and intervals back into counts, solves the
sums of breakdowns, areas and years by row reduction, and bounds what is left by propagation.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from oba.model.disclosure import Cell
from oba.model.indicator import Indicator, ValueType
from oba.model.period import Period

Key = tuple[str, str, str, Period]
"""Family (the indicator whose counts they are), area, breakdown, period."""
Row = dict[object, int]
Z2 = 1.959963984540054**2


def key_of(cell: Cell, family: Mapping[str, str]) -> Key:
    return (family.get(cell.indicator, cell.indicator), cell.area, cell.breakdown, cell.period)


def count_of(cell: Cell, indicator: Indicator) -> float | None:
    """A count from what is shown of a figure: numerator, rate x denominator, or its interval turned round."""
    numbers = cell.numbers
    if "numerator" in numbers:
        return numbers["numerator"]
    value, among = numbers.get("value"), numbers.get("denominator")
    if value is None:
        return None
    if indicator.value_type is ValueType.COUNT:
        return value
    if among is not None:
        return float(round(value * among / indicator.multiplier))
    lower, upper = numbers.get("lower"), numbers.get("upper")
    if lower is None or upper is None or value <= 0:
        return None
    if indicator.value_type is ValueType.PROPORTION:
        share, width = value / indicator.multiplier, (upper - lower) / indicator.multiplier
        among = _bisect(lambda n: math.sqrt(Z2 * (Z2 + 4 * n * share * (1 - share))) / (n + Z2), width)
        return float(round(share * among))
    return float(round(_bisect(lambda n: _byar(n) / n, upper / value)))


def _byar(number: float) -> float:
    more = number + 1
    return more * (1 - 1 / (9 * more) + math.sqrt(Z2) / (3 * math.sqrt(more))) ** 3


def _bisect(falling, wanted: float) -> float:
    low, high = 0.2, 1e8
    for _ in range(100):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if falling(middle) > wanted else (low, middle)
    return high


def parts_of(breakdown: str) -> dict[str, str]:
    return dict(part.split(": ") for part in breakdown.split(", ")) if breakdown else {}


def write_parts(parts: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {parts[name]}" for name in sorted(parts))


def sums_of(keys: Iterable[Key], within: Mapping[str, str]) -> list[Row]:
    """Every sum that a reader knows to hold: parts of a whole, areas of an area, years of a longer stretch."""
    keys = set(keys)
    groups: dict[object, list[Key]] = defaultdict(list)
    for family, area, breakdown, period in keys:
        parts = parts_of(breakdown)
        for name in parts:
            rest = {other: value for other, value in parts.items() if other != name}
            groups[(family, area, write_parts(rest), period), name].append((family, area, breakdown, period))
        if area in within:
            groups[(family, within[area], breakdown, period), "area"].append(
                (family, area, breakdown, period)
            )
    rows: list[Row] = [{total: -1, **dict.fromkeys(parts, 1)} for (total, _), parts in groups.items()]
    for (family, area, breakdown), periods in _lines(keys).items():
        starts = sorted({one.start.year for one in periods} | {one.end.year + 1 for one in periods})
        if any(one.years > 1 for one in periods):
            for one in periods:
                years = [year for year in starts[:-1] if one.start.year <= year <= one.end.year]
                rows.append(
                    {
                        (family, area, breakdown, one): -1,
                        **{(family, area, breakdown, year): 1 for year in years},
                    }
                )
    return rows


def _lines(keys: Iterable[Key]) -> dict[tuple[str, str, str], list[Period]]:
    lines: dict[tuple[str, str, str], list[Period]] = defaultdict(list)
    for family, area, breakdown, period in keys:
        lines[family, area, breakdown].append(period)
    return lines


def attack(
    shown: Sequence[Cell],
    hidden: Sequence[Cell],
    *,
    indicators: Mapping[str, Indicator],
    within: Mapping[str, str],
    earlier: Sequence[tuple[Sequence[Cell], Sequence[Cell]]] = (),
    bands: Mapping[Key, tuple[float, float]] | None = None,
    family: Mapping[str, str] | None = None,
    spread: float = 0.0,
) -> dict[Key, float]:
    """The hidden numbers that could be worked out. `earlier` has what other publications showed and hid.

    `bands` is what is known of hidden numbers beforehand, `spread` by how much a shown count may be rounded.
    A number that was hidden in another publication is sought as well, under the same key.
    """
    names = family or {}
    known, unknown = _read(shown, hidden, indicators, names)
    rows = sums_of(known | dict.fromkeys(unknown, 0.0), within)
    found = solve(rows, known, unknown, bands=bands or {}, spread=spread)
    for out, in_ in earlier:
        before, secret = _read(out, in_, indicators, names)
        # what was hidden then and is shown now is taken to be as it was; so is what was shown then and is hidden now
        rows = sums_of(before | dict.fromkeys(secret, 0.0), within)
        now = {key: known[key] for key in secret if key in known}
        then = solve(rows, {**now, **before}, secret - known.keys(), spread=spread)
        both = solve(
            [*_renamed(rows, before), *sums_of(known | dict.fromkeys(unknown, 0.0), within)],
            {**{("then", key): number for key, number in before.items()}, **known},
            unknown | (secret - known.keys()),
            bands=bands or {},
            spread=spread,
        )
        guessed = {key: number for key, number in before.items() if key in unknown}
        each = {} if spread else _one_by_one(rows, before, secret, known)
        found = {**each, **guessed, **both, **then, **found}
    return found


def _one_by_one(rows, before, secret, known) -> dict[Key, float]:
    """Numbers hidden then, of which all but one in a sum are shown today: the last of them as it was then."""
    found = {}
    for row in rows:
        hidden = [key for key in row if key in secret]
        if all(key in before or key in secret for key in row) and len(hidden) > 1:
            for one in hidden:
                rest = [key for key in row if key != one]
                if all(key in before or key in known for key in rest):
                    total = sum(row[key] * before.get(key, known.get(key, 0.0)) for key in rest)
                    found[("then", one)] = -total / row[one]
    return found


def _renamed(rows: Sequence[Row], before: Mapping[Key, float]) -> list[Row]:
    return [{(("then", key) if key in before else key): sign for key, sign in row.items()} for row in rows]


def _read(shown, hidden, indicators, names) -> tuple[dict[Key, float], set[Key]]:
    known: dict[Key, float] = {}
    for cell in shown:
        number = count_of(cell, indicators[cell.indicator])
        if number is not None:
            known[key_of(cell, names)] = number
    unknown = {key_of(cell, names) for cell in hidden} - known.keys()
    for cell in hidden:
        number = count_of(cell, indicators[cell.indicator])
        if number is not None:
            known.setdefault(key_of(cell, names), number)
    return known, unknown


def solve(
    rows: Sequence[Row],
    known: Mapping[object, float],
    wanted: set[Key],
    *,
    bands: Mapping[Key, tuple[float, float]] | None = None,
    spread: float = 0.0,
) -> dict[Key, float]:
    """The wanted numbers that could be nothing else; none where what is put together cannot all be true."""
    free = sorted({name for row in rows for name in row if name not in known or spread}, key=repr)
    place = {name: index for index, name in enumerate(free)}
    matrix, right = [], []
    for row in rows:
        if any(name in place for name in row):
            line = np.zeros(len(free))
            for name, sign in row.items():
                if name in place:
                    line[place[name]] = sign
            matrix.append(line)
            right.append(-sum(sign * known[name] for name, sign in row.items() if name not in place))
    found = {name: known[name] for name in wanted if name in known and not spread}
    if not matrix:
        return found
    low, high = np.zeros(len(free)), np.full(len(free), np.inf)
    for name, index in place.items():
        if name in known:
            low[index], high[index] = max(0.0, known[name] - spread), known[name] + spread
        elif bands and name in bands:
            low[index], high[index] = bands[name]
    table = np.column_stack([np.array(matrix), np.array(right)])
    table = np.vstack([table, reduce(table)])
    if not propagate(table, low, high):
        return found
    pinned = np.flatnonzero(low == high)
    return {**found, **{free[index]: float(low[index]) for index in pinned if free[index] in wanted}}


def reduce(table: np.ndarray) -> np.ndarray:
    """Row reduction to echelon form, each pivot alone in its column."""
    table = table.copy()
    pivot = 0
    for column in range(table.shape[1] - 1):
        candidates = np.flatnonzero(np.abs(table[pivot:, column]) > 1e-7)
        if not len(candidates):
            continue
        chosen = pivot + candidates[np.argmax(np.abs(table[pivot:, column][candidates]))]
        table[[pivot, chosen]] = table[[chosen, pivot]]
        table[pivot] /= table[pivot, column]
        others = np.flatnonzero(np.abs(table[:, column]) > 1e-9)
        others = others[others != pivot]
        table[others] -= np.outer(table[others, column], table[pivot])
        table[np.abs(table) < 1e-9] = 0.0
        pivot += 1
        if pivot == len(table):
            break
    return table[np.abs(table[:, :-1]).sum(axis=1) > 0]


def propagate(table: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    """Narrow whole-number bounds by every row until nothing changes; False where nothing is left for a number."""
    left, right = table[:, :-1], table[:, -1]
    rows, columns = np.nonzero(left)
    signs = left[rows, columns]
    for _ in range(60):
        least = np.where(signs > 0, signs * low[columns], signs * high[columns])
        most = np.where(signs > 0, signs * high[columns], signs * low[columns])
        least_row, most_row = _sum(rows, least, len(left)), _sum(rows, most, len(left))
        # a row with one unbounded number still bounds that number
        down = right[rows] - _without(most_row, most, rows, endless=np.inf)
        up = right[rows] - _without(least_row, least, rows, endless=-np.inf)
        bounds = np.stack([down / signs, up / signs])
        new_low = low.copy()
        new_high = high.copy()
        np.maximum.at(new_low, columns, np.ceil(np.minimum(*bounds) - 1e-6))
        np.minimum.at(new_high, columns, np.floor(np.maximum(*bounds) + 1e-6))
        if (new_low > new_high).any():
            return False
        if (new_low == low).all() and (new_high == high).all():
            return True
        low[:], high[:] = new_low, new_high
    return True


def _sum(rows, terms, count):
    finite = np.where(np.isfinite(terms), terms, 0.0)
    return np.bincount(rows, finite, count), np.bincount(rows, ~np.isfinite(terms), count)


def _without(sums, terms, rows, *, endless: float):
    """Each row's sum without one of its terms; endless where another of them is."""
    total, unbounded = sums
    own = ~np.isfinite(terms)
    rest = total[rows] - np.where(own, 0.0, terms)
    return np.where(unbounded[rows] - own > 0, endless, rest)
