"""Every area in a row with its interval, and how each compares with the country."""

from __future__ import annotations

from functools import partial

from oba.analysis.limits import find_limits
from oba.analysis.sides import name_side
from oba.charts import ranked_areas
from oba.charts.description import Role
from oba.charts.ranked_areas import ComparedArea
from oba.model.finding import ComparisonWord
from oba.model.series import Observation
from oba.tasks.compare_areas import FEWEST, PHONE, Cut, say_alone
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate

NAME = "All areas in order"


def rank_areas(cut: Cut, *, dark: bool, zero: bool) -> ChartView:
    """Empty, and saying what to do, when no other area has a figure."""
    shown = cut.areas()
    if len(shown) < FEWEST:
        return ChartView(NAME, "", empty=say_alone(cut))
    source = cut.sources(shown.values())
    plot = ranked_areas.describe(
        compare_each(cut, shown),
        indicator=cut.indicator,
        period=cut.period,
        source=source,
        zero_based=zero,
        notes=cut.doubts,
    )
    twin = ranked_areas.tabulate(plot)
    return ChartView(
        name=NAME,
        title=plot.title,
        short="In order",
        sentences=cut.without_doubts(plot.sentences),
        alt=plot.alt,
        svg=ranked_areas.draw(plot, theme=colours(dark)),
        phone_svg=ranked_areas.draw(plot, width=PHONE, theme=colours(dark)),
        paper_svg=ranked_areas.draw(plot) if dark else "",
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            cut.stem("ranked"),
            twin,
            partial(ranked_areas.draw, plot, width=860, titled=True),
            cut.about(NAME),
        ),
    )


def compare_each(cut: Cut, shown: dict[str, Observation]) -> list[ComparedArea]:
    """Each area's figure, its 95% interval, and its word against the country, else against the region."""
    code = next((one for role in (Role.COUNTRY, Role.REGION) for one in cut.names(role) if one in shown), "")
    benchmark = shown[code].value if code else None
    return [
        _compare_one(cut, one, name=cut.found.name(area), role=cut.roles.get(area), benchmark=benchmark)
        for area, one in shown.items()
    ]


def _compare_one(
    cut: Cut, one: Observation, *, name: str, role: Role | None, benchmark: float | None
) -> ComparedArea:
    limits = find_limits(one, indicator=cut.indicator)
    value = one.value or 0.0
    if limits is None:
        return ComparedArea(name, value, role)
    word = ComparisonWord.NOT_COMPARED
    if benchmark is not None:
        side = (benchmark < limits.lower95) - (benchmark > limits.upper95)
        word = name_side(side, polarity=cut.indicator.polarity)
    return ComparedArea(name, value, role, limits.lower95, limits.upper95, word)
