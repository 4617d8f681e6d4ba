"""What the pages of one publication show, gathered once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oba.charts import svg
from oba.charts.curve import Options
from oba.charts.description import ChartDescription
from oba.model.page_name import name_page
from oba.model.quality import Quality
from oba.site.kinds import Site
from oba.tasks.draw_curve import describe_gathered, nothing_found, tabulate_curve
from oba.tasks.gather import Gathered, gather
from oba.tasks.gather_written import Written, gather_written
from oba.tasks.open_home import HomeView, view_home
from oba.tasks.open_indicator import IndicatorView, view_indicator
from oba.tasks.open_theme import ThemeView, view_theme
from oba.tasks.tables import Table
from oba.tasks.tell_plainly import tell_plainly
from oba.tasks.tell_quality import assess_all
from oba.words.plain_reading import PlainReading

WIDE, NARROW = (920, 470), (330, 430)
SMALL = (340, 215)
"""Pixels across and down of a chart on a broad and on a narrow screen, and of one of many on a page."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """The turn-the-curve chart of one indicator: what it shows, both drawings, and exactly its numbers as a table."""

    description: ChartDescription
    wide: str
    narrow: str
    table: Table

    @property
    def source(self) -> str:
        """What the file of the drawing says, with its title and its source."""
        return svg.draw(self.description, width=WIDE[0], height=WIDE[1])


def found_of(site: Site) -> Gathered:
    """Every curve of the plan, in every area."""
    return site.keep("found", lambda: gather(site.store, every_area=True, published=True))


def home_of(site: Site) -> HomeView:
    return view_home(site.store, found_of(site), today=site.today, dark=False)


def theme_of(site: Site, key: str) -> ThemeView:
    return view_theme(found_of(site), key, today=site.today, dark=False, size=SMALL)


def indicator_of(site: Site, key: str) -> IndicatorView:
    """Of the plan's own area."""
    return site.keep(f"indicator {key}", lambda: _view(site, key))


def chart_of(site: Site, key: str) -> DrawnChart:
    return site.keep(f"chart {key}", lambda: _draw(site, key))


def themes_by_name(site: Site) -> Mapping[str, str]:
    """The keys of the themes, by their names in an address."""
    return site.keep("themes", lambda: {name_page(one.key): one.key for one in found_of(site).book.themes})


def indicators_by_name(site: Site) -> Mapping[str, str]:
    return site.keep("names", lambda: {name_page(one.key): one.key for one in found_of(site).book.indicators})


def _view(site: Site, key: str) -> IndicatorView:
    return view_indicator(
        found_of(site),
        key,
        _written_of(site)[key],
        quality=_qualities_of(site)[key],
        today=site.today,
        dark=False,
        published=True,
        brief=True,
    )


def plain_of(site: Site, key: str) -> PlainReading:
    """The same in plain words."""
    found = found_of(site)
    finding = found.findings.get(key) or nothing_found(key, found.place.code)
    return tell_plainly(finding, found, today=site.today, quality=_qualities_of(site)[key])


def _draw(site: Site, key: str) -> DrawnChart:
    description = describe_gathered(
        found_of(site), key, options=Options(), today=site.today, quality=_qualities_of(site)[key]
    )
    return DrawnChart(
        description=description,
        wide=svg.draw(description, width=WIDE[0], height=WIDE[1], titled=False),
        narrow=svg.draw(description, width=NARROW[0], height=NARROW[1], titled=False),
        table=tabulate_curve(description),
    )


def _written_of(site: Site) -> Mapping[str, Written]:
    keys = [one.key for one in found_of(site).book.indicators]
    return site.keep("written", lambda: gather_written(site.store, found_of(site), keys, published=True))


def _qualities_of(site: Site) -> Mapping[str, Quality]:
    held = {key: one.vintages for key, one in _written_of(site).items()}
    return site.keep(
        "qualities",
        lambda: assess_all(site.store, found_of(site), held, today=site.today, published=True, held=held),
    )
