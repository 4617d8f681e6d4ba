"""What the open data is made from: one reading of the published copy, in a few batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oba.model.action import ProgressNote
from oba.model.idea import Idea
from oba.model.indicator import Indicator
from oba.model.partner import Contribution
from oba.model.performance import MeasureFigure
from oba.model.publication import PublicFacts
from oba.model.release import Release, Source
from oba.model.series import Series
from oba.model.story import Story
from oba.store.contributions import read_contributions
from oba.store.engine import Store
from oba.store.ideas import read_ideas
from oba.store.measure_figures import read_figures
from oba.store.progress import read_progress
from oba.store.series import read_series
from oba.store.story import read_stories
from oba.tasks.gather import Gathered, gather
from oba.tasks.standing_releases import list_standing


@dataclass(frozen=True, slots=True)
class Opened:
    """All that is published. `series` are of the plan's areas, the own one first, headlines before breakdowns.

    `names` are those of areas by code, `origins` say where a figure is from by the number of its release.
    """

    found: Gathered
    facts: PublicFacts
    series: Mapping[str, tuple[Series, ...]]
    releases: tuple[Release, ...]
    measure_figures: tuple[MeasureFigure, ...]
    contributions: tuple[Contribution, ...]
    stories: Mapping[str, Story]
    ideas: Mapping[str, tuple[Idea, ...]]
    progress: Mapping[int, tuple[ProgressNote, ...]]
    names: Mapping[str, str]
    origins: Mapping[int, str]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.found.book.indicators

    def name(self, area: str) -> str:
        return self.names.get(area, area)


def open_all(store: Store, *, facts: PublicFacts, found: Gathered | None = None) -> Opened:
    found = found or gather(store, every_area=True)
    book, home = found.book, found.place.code
    with store.reading() as connection:
        held = read_series(connection, breakdown=None)
        figures = read_figures(connection, [one.key for one in book.services.measures])
        contributions = read_contributions(connection)
        stories = read_stories(connection, home)
        ideas = read_ideas(connection, area=home)
        progress = read_progress(connection)
    return Opened(
        found=found,
        facts=facts,
        series=_by_indicator(held, found),
        releases=list_standing(store, found),
        measure_figures=figures,
        contributions=contributions,
        stories=stories,
        ideas={
            one.key: tuple(each for each in ideas if each.indicator == one.key and not each.withdrawn)
            for one in book.indicators
        },
        progress=progress,
        names={one.code: one.name for one in book.areas},
        origins={number: _say_origin(one.source) for number, one in found.releases.items()},
    )


def _by_indicator(held: list[Series], found: Gathered) -> dict[str, tuple[Series, ...]]:
    """The plan's own area first, then the others in the plan's order."""
    order = {one.code: place for place, one in enumerate(found.book.areas, start=1)} | {found.place.code: 0}
    kept: dict[str, list[Series]] = {one.key: [] for one in found.book.indicators}
    for one in held:
        if one.indicator in kept and one.area in order:
            kept[one.indicator].append(one)
    return {
        key: tuple(sorted(listed, key=lambda one: (one.breakdown != "", order[one.area], one.breakdown)))
        for key, listed in kept.items()
    }


def _say_origin(source: Source) -> str:
    return f"{source.publisher}: {source.title}" + (f", {source.release}" if source.release else "")
