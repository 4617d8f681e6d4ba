"""What the pages of services are made from: services, their measures, and a finding for each measure's own series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge
from oba.errors import NotFoundError
from oba.model.baseline import Baseline
from oba.model.finding import Finding
from oba.model.performance import PerformanceMeasure, Quadrant, Service, ServiceBook, series_of
from oba.model.plan import PlanBook
from oba.model.release import Source
from oba.model.series import Series
from oba.store.engine import Store
from oba.store.measure_baselines import read_measure_baselines
from oba.store.measure_figures import read_figures
from oba.store.plans import read_plan
from oba.store.services import read_sources


@dataclass(frozen=True, slots=True)
class Served:
    """Services with the series and the standing baselines of their measures, by the key of the measure."""

    book: PlanBook
    series: Mapping[str, Series]
    baselines: Mapping[str, Baseline]
    sources: Mapping[int, Source]

    @property
    def services(self) -> ServiceBook:
        return self.book.services

    def service(self, key: str) -> Service:
        """NotFoundError for a key that is no service's."""
        found = next((one for one in self.services.services if one.key == key), None)
        if found is None:
            raise NotFoundError(f"service '{key}'", expected="the key of a service of the plan")
        return found

    def measures(self, service: str, *cells: Quadrant) -> tuple[PerformanceMeasure, ...]:
        """The measures of a service in these cells of the quadrant, or all of them."""
        return tuple(
            one
            for one in self.services.measures
            if one.service == service and (not cells or one.cell in cells)
        )

    def partner(self, key: str) -> str:
        return next((one.name for one in self.book.partners if one.key == key), key)

    def find(self, measure: PerformanceMeasure) -> Finding:
        """The newest figure, the recent trend, and the verdict on the baseline that stands, if there is one."""
        series, curve = self.series[measure.key], measure.as_curve()
        baseline = self.baselines.get(measure.key)
        return Finding(
            indicator=measure.key,
            area="",
            latest=series.latest,
            trend=find_trends([series], {measure.key: curve})[0],
            baseline=baseline,
            verdict=judge(baseline, series, curve, word_only=True) if baseline else None,
        )

    def sources_of(self, measure: PerformanceMeasure) -> tuple[Source, ...]:
        """The returns that the figures came from, the newest first."""
        numbers = [one.release for one in reversed(self.series[measure.key].observations)]
        return tuple(self.sources[number] for number in dict.fromkeys(numbers) if number in self.sources)


def gather_services(store: Store, *, service: str = "", cells: Collection[Quadrant] = ()) -> Served:
    """Every service, or one, with the figures of its measures: those in `cells`, or all."""
    with store.reading() as connection:
        return read_served(connection, service=service, cells=cells)


def read_served(connection: Any, *, service: str = "", cells: Collection[Quadrant] = ()) -> Served:
    book = read_plan(connection)
    keys = [
        one.key
        for one in book.services.measures
        if service in ("", one.service) and (not cells or one.cell in cells)
    ]
    figures = read_figures(connection, keys)
    baselines = read_measure_baselines(connection, keys)
    return Served(
        book=book,
        series={key: series_of(key, tuple(one for one in figures if one.measure == key)) for key in keys},
        baselines={one.indicator: one for one in baselines},
        sources=read_sources(connection, {one.release for one in figures}),
    )


def list_services(store: Store) -> dict[str, str]:
    """Keys to names, in the order of the plan; empty where there are none."""
    with store.reading() as connection:
        return {one.key: one.name for one in read_plan(connection).services.services}
