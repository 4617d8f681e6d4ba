"""Our curve and each neighbour's, small and on one scale."""

from __future__ import annotations

from functools import partial

from oba.charts import neighbour_curves
from oba.charts.description import Role
from oba.charts.neighbour_curves import Named, Neighbours
from oba.tasks.compare_areas import PHONE, Cut, observations_of
from oba.tasks.sketch import colours
from oba.tasks.write_chart import ChartFiles, ChartView, tabulate
from oba.words import nothing_to_compare as words

NAME = "The curves of the neighbours"


def compare_neighbours(cut: Cut, *, dark: bool, zero: bool) -> ChartView:
    """Empty, and saying what to do, when no neighbour is named or none has figures."""
    codes = cut.names(Role.NEIGHBOUR)
    neighbours = tuple(_named(cut, code) for code in codes if _has_figures(cut, code))
    if not neighbours:
        return ChartView(NAME, "", empty=_say_none(cut, count=len(codes)))
    country = next((_named(cut, code) for code in cut.names(Role.COUNTRY) if cut.at(code)), None)
    found = Neighbours(cut.indicator, cut.period, (cut.our_name, cut.ours), neighbours, country)
    shown = [cut.ours, *(series for _, series in neighbours), *([country[1]] if country else [])]
    source = cut.sources(observations_of(shown))
    panels = neighbour_curves.describe(found, source=source, zero_based=zero, notes=cut.doubts)
    twin = neighbour_curves.tabulate(panels)
    return ChartView(
        name=NAME,
        title=panels.title,
        short="Neighbours",
        sentences=cut.without_doubts(panels.sentences),
        alt=panels.alt,
        svg=neighbour_curves.draw(panels, theme=colours(dark)),
        phone_svg=neighbour_curves.draw(panels, width=PHONE, theme=colours(dark)),
        paper_svg=neighbour_curves.draw(panels) if dark else "",
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            cut.stem("neighbours"),
            twin,
            partial(neighbour_curves.draw, panels, titled=True),
            cut.about(NAME),
        ),
        wide=True,
    )


def _named(cut: Cut, code: str) -> Named:
    return cut.found.name(code), cut.series[code]


def _has_figures(cut: Cut, code: str) -> bool:
    return code in cut.series and any(one.measured for one in cut.series[code].observations)


def _say_none(cut: Cut, *, count: int) -> str:
    if not count:
        return words.say_no_neighbours(area_name=cut.our_name, published=cut.published)
    return words.say_neighbours_without_figures(count=count, area_name=cut.our_name, published=cut.published)
