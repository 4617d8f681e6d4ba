"""Areas to compare, for the charts that do: published figures, and many made-up areas.

Figures: hospital admissions for injuries, ages 0 to 14, per 10,000, 2019/20 and 2023/24, with their 95% intervals
(OHID, Fingertips 90284). The intervals of 2019/20 are rounded here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oba.charts import area_changes, neighbour_curves, ranked_areas
from oba.charts.area_changes import AreaChange
from oba.charts.description import Role
from oba.charts.neighbour_curves import Neighbours
from oba.charts.palette import Theme
from oba.charts.ranked_areas import ComparedArea
from oba.model.finding import ChangeComparison, ComparedWith, ComparisonWord
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series

YEAR = PeriodKind.FINANCIAL_YEAR
FIRST, LAST = Period.year(2019, kind=YEAR), Period.year(2023, kind=YEAR)
ENGLAND = 72.7
FIGURES = (
    ("Newcastle upon Tyne", 117.0, 108.0, 127.2, Role.NEIGHBOUR),
    ("Blackpool", 111.4, 99.3, 126.5, Role.NEIGHBOUR),
    ("Middlesbrough", 90.9, 80.0, 102.2, Role.OURS),
    ("Hartlepool", 77.5, 65.3, 92.6, Role.NEIGHBOUR),
    ("Wolverhampton", 67.0, 60.6, 74.5, None),
    ("Stoke-on-Trent", 55.7, 49.4, 62.7, Role.NEIGHBOUR),
)


def indicator(polarity: Polarity = Polarity.LOW_IS_GOOD, *, unit: str = "per 10,000 children") -> Indicator:
    return Indicator(
        key="injuries",
        title="Injury admissions",
        theme="t",
        outcome="o",
        standing=Standing.HEADLINE,
        unit=unit,
        value_type=ValueType.CRUDE_RATE,
        polarity=polarity,
        period_kind=YEAR,
    )


def word_of(lower: float, upper: float) -> ComparisonWord:
    """Against England, where low is good."""
    if lower > ENGLAND:
        return ComparisonWord.WORSE
    return ComparisonWord.BETTER if upper < ENGLAND else ComparisonWord.SIMILAR


def few_areas(*, intervals: bool = True) -> list[ComparedArea]:
    """The areas of FIGURES, England and the region."""
    found = [
        ComparedArea(name, value, role, low, high, word_of(low, high))
        if intervals
        else ComparedArea(name, value, role)
        for name, value, low, high, role in FIGURES
    ]
    return [
        *found,
        ComparedArea("England", ENGLAND, Role.COUNTRY),
        ComparedArea("North East", 109.8, Role.REGION),
    ]


def many_areas(count: int = 147) -> list[ComparedArea]:
    """As `few_areas`, and `count` more, evenly spread."""
    more = []
    for index in range(count):
        value, half = 30 + 90 * index / count, 5 + (index * 7) % 9
        word = word_of(value - half, value + half)
        more.append(ComparedArea(f"Area {index}", value, None, value - half, value + half, word))
    return [*few_areas(), *more]


def change(theirs: tuple[float, float], *, differs: bool | None = None) -> ChangeComparison:
    """Another area's change from FIRST to LAST beside that of Middlesbrough."""
    ours = (120.9, 90.9)
    return ChangeComparison(
        with_area="x",
        first=FIRST,
        last=LAST,
        ours=ours[1] / ours[0] - 1,
        theirs=theirs[1] / theirs[0] - 1,
        our_first=ours[0],
        our_last=ours[1],
        their_first=theirs[0],
        their_last=theirs[1],
        method="m",
        version=1,
        differs=differs,
        ours_clear=None if differs is None else True,
        theirs_clear=None if differs is None else True,
        compared_with=ComparedWith.COUNTRY,
    )


def changes() -> list[AreaChange]:
    return [
        AreaChange(
            "England", change((93.6, 72.7), differs=False), Role.COUNTRY, ComparisonWord.SIMILAR, -0.23, -0.21
        ),
        AreaChange("Walsall", change((83.6, 82.1), differs=True), None, ComparisonWord.WORSE, -0.14, 0.12),
        AreaChange(
            "Salford",
            change((142.6, 71.3), differs=True),
            Role.NEIGHBOUR,
            ComparisonWord.BETTER,
            -0.56,
            -0.43,
        ),
        AreaChange("Hartlepool", change((110.4, 77.5)), Role.NEIGHBOUR),
    ]


def series(name: str, *values: float | None, first: int = 2017) -> tuple[str, Series]:
    """A yearly series; a missing value is suppressed."""
    return name, Series(
        "injuries",
        name,
        observations=tuple(
            Observation(
                Period.year(first + i, kind=YEAR), value, markers=() if value else (Marker.CONFIDENTIAL,)
            )
            for i, value in enumerate(values)
        ),
    )


def neighbours() -> Neighbours:
    """Ours with a suppressed year, one neighbour with a break, one that begins later, and one without figures."""
    name, broken = series("Blackpool", 150.0, 140.0, 171.0, 160.0, 111.4, 120.0, 111.4)
    observations = list(broken.observations)
    observations[2] = replace(observations[2], markers=(Marker.BREAK,))
    return Neighbours(
        indicator=indicator(),
        period=LAST,
        ours=series("Middlesbrough", 118.0, 120.9, None, 90.4, 108.4, 76.6, 90.9),
        neighbours=(
            (name, replace(broken, observations=tuple(observations))),
            series("Hartlepool", 110.4, 99.0, 88.2, 77.5, first=2020),
            series("Walsall", None, None),
        ),
        country=series("England", 98.1, 93.6, 78.2, 84.3, 75.4, 73.0, 72.7),
    )


def draw_ranked(areas: list[ComparedArea], *, width: int, theme: Theme = Theme.LIGHT) -> str:
    plot = ranked_areas.describe(areas, indicator=indicator(), period=LAST, source="Source: OHID.")
    return ranked_areas.draw(plot, width=width, theme=theme, titled=width > 400)


def draw_changes() -> str:
    plot = area_changes.describe(
        changes(),
        indicator=indicator(),
        our_name="Middlesbrough",
        our_limits=(-0.36, -0.12),
        source="Source: OHID.",
    )
    return area_changes.draw(plot, titled=True)


def draw_neighbours(*, width: int) -> str:
    panels = neighbour_curves.describe(neighbours(), source="Source: OHID.")
    return neighbour_curves.draw(panels, width=width, titled=width > 400)


PICTURES: dict[str, Callable[[object], str]] = {
    "ranked_areas-few": lambda _: draw_ranked(few_areas(), width=760),
    "ranked_areas-many-dark": lambda _: draw_ranked(many_areas(), width=760, theme=Theme.DARK),
    "ranked_areas-phone": lambda _: draw_ranked(few_areas(), width=300),
    "ranked_areas-no-intervals": lambda _: draw_ranked(few_areas(intervals=False), width=760),
    "area_changes": lambda _: draw_changes(),
    "neighbour_curves": lambda _: draw_neighbours(width=960),
    "neighbour_curves-phone": lambda _: draw_neighbours(width=300),
}
