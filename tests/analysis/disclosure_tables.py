"""Tables with small numbers, made up from a seed, as publications have them: breakdowns, areas, years, two editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from oba.analysis.interval import rate_interval, wilson
from oba.model.disclosure import Cell
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind

COUNT, SHARE, RATE = "count", "share", "rate"
Axes = Mapping[str, tuple[str, ...]]


def make_indicator(key: str, kind: str) -> Indicator:
    value_type = {COUNT: ValueType.COUNT, SHARE: ValueType.PROPORTION, RATE: ValueType.CRUDE_RATE}[kind]
    multiplier = {COUNT: 1.0, SHARE: 100.0, RATE: 10_000.0}[kind]
    return Indicator(
        key,
        key,
        "t",
        "o",
        Standing.HEADLINE,
        "",
        value_type,
        Polarity.NO_JUDGEMENT,
        PeriodKind.CALENDAR_YEAR,
        multiplier=multiplier,
    )


@dataclass
class Table:
    """The figures of a publication before anything is hidden, and those that another one before had."""

    cells: list[Cell]
    indicators: dict[str, Indicator]
    within: dict[str, str] = field(default_factory=dict)
    before: list[Cell] | None = None
    family: dict[str, str] = field(default_factory=dict)


def year(first: int, years: int = 1) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR, years=years)


def write(
    key: str, kind: str, area: str, breakdown: str, period: Period, count: int, among: int, *, counts: bool
) -> Cell:
    """A figure as a publisher writes it: with its counts, or as a rate with its interval alone, to four decimals."""
    if kind == COUNT:
        return Cell(key, area, breakdown, period, {"value": float(count)})
    multiplier = 100.0 if kind == SHARE else 10_000.0
    number, of = np.array([float(count)]), np.array([float(among)])
    limits = (
        wilson(number, of, multiplier=multiplier)
        if kind == SHARE
        else rate_interval(number, of, multiplier=multiplier)
    )
    numbers = {"value": round(multiplier * count / among, 4), "denominator": float(among)}
    for name, limit in zip(("lower", "upper"), limits, strict=True):
        numbers[name] = round(float(limit[0]), 4)
    if counts:
        numbers["numerator"] = float(count)
    return Cell(key, area, breakdown, period, numbers)


def cross(
    random: np.random.Generator,
    *,
    axes: Axes,
    years: int,
    mean: float,
    kind: str,
    key: str = "i",
    area_axis: str = "",
    whole: str = "T",
    margins: bool = True,
    counts: bool = True,
    table: np.ndarray | None = None,
) -> tuple[list[Cell], np.ndarray]:
    """Every cell of a crossing with its totals; sparse, with areas and parts of uneven size."""
    shape = (years, *(len(names) for names in axes.values()))
    if table is None:
        sizes = np.ones(())
        for names in axes.values():
            sizes = np.multiply.outer(sizes, random.dirichlet(np.full(len(names), 2.0)) * len(names))
        table = random.poisson(mean * np.broadcast_to(sizes, shape))
    made = []
    for place in range(years):
        choices = [(*range(len(names)), None) for names in axes.values()]
        for chosen in product(*choices):
            if not margins and 0 < sum(one is None for one in chosen) < len(chosen):
                continue
            cut = tuple(slice(None) if one is None else slice(one, one + 1) for one in chosen)
            count = int(table[place][cut].sum())
            size = int(
                np.prod(
                    [
                        len(names) if one is None else 1
                        for one, names in zip(chosen, axes.values(), strict=True)
                    ]
                )
            )
            among = count + 40 * size if kind == SHARE else 3000 * size
            named = {
                name: names[one]
                for (name, names), one in zip(axes.items(), chosen, strict=True)
                if one is not None
            }
            area = named.pop(area_axis, whole)
            breakdown = ", ".join(f"{name}: {named[name]}" for name in sorted(named))
            made.append(write(key, kind, area, breakdown, year(2001 + place), count, among, counts=counts))
    return made, table


def names(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{place}" for place in range(count))


def one_breakdown(random: np.random.Generator) -> Table:
    kind = [COUNT, SHARE, RATE][random.integers(3)]
    parts = names("p", int(random.integers(2, 6)))
    cells, _ = cross(
        random,
        axes={"Group": parts},
        years=int(random.integers(1, 4)),
        mean=random.uniform(2, 12),
        kind=kind,
        counts=bool(random.integers(2)),
    )
    return Table(cells, {"i": make_indicator("i", kind)})


def two_breakdowns(random: np.random.Generator) -> Table:
    kind = [COUNT, SHARE, RATE][random.integers(3)]
    axes = {"Sex": names("s", 2), "Age": names("a", int(random.integers(2, 6)))}
    cells, _ = cross(
        random,
        axes=axes,
        years=int(random.integers(1, 3)),
        mean=random.uniform(3, 12),
        kind=kind,
        counts=bool(random.integers(2)),
        margins=bool(random.integers(4)),
    )
    return Table(cells, {"i": make_indicator("i", kind)})


def areas(random: np.random.Generator) -> Table:
    kind = [COUNT, RATE][random.integers(2)]
    places = names("L", int(random.integers(2, 7)))
    axes: Axes = {"Area": places} if random.integers(2) else {"Area": places, "Sex": names("s", 2)}
    cells, _ = cross(
        random,
        axes=axes,
        years=int(random.integers(1, 4)),
        mean=random.uniform(3, 12),
        kind=kind,
        area_axis="Area",
        counts=bool(random.integers(2)),
    )
    return Table(cells, {"i": make_indicator("i", kind)}, dict.fromkeys(places, "T"))


def three_ways(random: np.random.Generator) -> Table:
    places = names("L", int(random.integers(2, 4)))
    axes = {"Area": places, "Sex": names("s", 2), "Age": names("a", int(random.integers(2, 4)))}
    cells, _ = cross(random, axes=axes, years=1, mean=random.uniform(4, 14), kind=COUNT, area_axis="Area")
    return Table(cells, {"i": make_indicator("i", COUNT)}, dict.fromkeys(places, "T"))


def rolling(random: np.random.Generator) -> Table:
    """Pooled years, with or without the single years, in one indicator or in two, with or without two sexes."""
    length, span = int(random.integers(5, 12)), int(random.integers(2, 5))
    two = bool(random.integers(2))
    sexes = ("", "Sex: s0", "Sex: s1") if random.integers(3) == 0 else ("",)
    mean = random.uniform(0.5, 7)
    tables = {sex: random.poisson(mean, length) for sex in sexes if sex}
    tables[""] = sum(tables.values()) if tables else random.poisson(mean, length)
    shown = random.random(length) < [0.0, 1.0, 0.6][random.integers(3)]
    cells = []
    for sex in sexes:
        line = tables[sex]
        for place in range(length - span + 1):
            count = int(line[place : place + span].sum())
            cells.append(
                write(
                    "pooled" if two else "i",
                    RATE,
                    "T",
                    sex,
                    year(2001 + place, span),
                    count,
                    30_000,
                    counts=True,
                )
            )
        for place in np.flatnonzero(shown):
            cells.append(
                write("i", RATE, "T", sex, year(2001 + int(place)), int(line[place]), 10_000, counts=True)
            )
    keys = {cell.indicator for cell in cells}
    # two indicators are known to count the same children only where enough of their figures show it
    return Table(cells, {key: make_indicator(key, RATE) for key in keys}, family={})


def two_editions(random: np.random.Generator) -> Table:
    """A table, and what it was before some of its numbers were revised."""
    axes: Axes = {"Group": names("p", int(random.integers(3, 6)))}
    if random.integers(2):
        axes = {**axes, "Sex": names("s", 2)}
    years, mean = int(random.integers(1, 3)), random.uniform(3, 12)
    before, old = cross(random, axes=axes, years=years, mean=mean, kind=COUNT)
    changed = old + (random.random(old.shape) < 0.2) * random.integers(-3, 6, old.shape)
    cells, _ = cross(random, axes=axes, years=years, mean=mean, kind=COUNT, table=np.maximum(changed, 0))
    return Table(cells, {"i": make_indicator("i", COUNT)}, before=before)


def same_counts(random: np.random.Generator) -> Table:
    """Two indicators on the same counts: a share, and the number itself."""
    axes = {"Group": names("p", int(random.integers(3, 5)))}
    years, mean = 3, random.uniform(3, 10)
    cells, table = cross(random, axes=axes, years=years, mean=mean, kind=SHARE, key="a")
    more, _ = cross(random, axes=axes, years=years, mean=mean, kind=COUNT, key="b", table=table)
    return Table(
        [*cells, *more], {"a": make_indicator("a", SHARE), "b": make_indicator("b", COUNT)}, family={"b": "a"}
    )


SHAPES: tuple[Callable[[np.random.Generator], Table], ...] = (
    one_breakdown,
    two_breakdowns,
    areas,
    three_ways,
    rolling,
    two_editions,
    same_counts,
)


def make_tables(count: int, *, seed: int) -> Iterator[Table]:
    for place in range(count):
        yield SHAPES[place % len(SHAPES)](np.random.default_rng([seed, place]))


def make_of(shape: Callable[[np.random.Generator], Table], count: int, *, seed: int) -> Iterator[Table]:
    """Those of the first `count` tables that are of one shape."""
    for place in range(SHAPES.index(shape), count, len(SHAPES)):
        yield shape(np.random.default_rng([seed, place]))


def revised_areas(random: np.random.Generator) -> Table:
    """Two breakdowns of some areas and their region, and what they were before an eighth of the inmost were revised."""
    places = names("L", int(random.integers(2, 4)))
    ages = names("a", int(random.integers(2, 4)))
    axes = {"Area": places, "Sex": names("s", 2), "Age": ages}
    mean = random.uniform(1, 8)
    before, old = cross(random, axes=axes, years=1, mean=mean, kind=COUNT, area_axis="Area")
    changed = old + (random.random(old.shape) < 0.125) * random.choice([-3, -2, -1, 1, 2, 3, 6], old.shape)
    cells, _ = cross(
        random, axes=axes, years=1, mean=mean, kind=COUNT, area_axis="Area", table=np.maximum(changed, 0)
    )
    return Table(cells, {"i": make_indicator("i", COUNT)}, dict.fromkeys(places, "T"), before=before)


def without_numbers(cell: Cell) -> Cell:
    return replace(cell, numbers={}, marker="c")
