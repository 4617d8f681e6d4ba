"""Open a service: its seven performance questions in order, its quadrant with small curves, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from oba.charts import small_multiple, turn_the_curve
from oba.charts.curve import Curve, Options
from oba.charts.table import make_table as make_twin
from oba.model.performance import IN_ORDER, PerformanceMeasure, Quadrant, ServiceTalk
from oba.store.engine import Store
from oba.store.service_talk import read_talk
from oba.tasks.gather_services import Served, read_served
from oba.tasks.sketch import Badge, badge_of_verdict, colours, make_badge
from oba.tasks.tables import Table
from oba.tasks.write_chart import ChartFiles, tabulate
from oba.words.findings import say_title
from oba.words.services import CELL_NAMES, CELL_NOTES, QUESTIONS, PerformanceQuestion
from oba.words.sources import say_sources
from oba.words.status import status_of_trend

WIDTH, HEIGHT, TAKEN = 420, 230, (640, 400)


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure: its newest figure in a sentence, its curve, and what both can be taken away as."""

    key: str
    title: str
    sentence: str
    trend: Badge
    verdict: Badge
    definition: str
    svg: str
    alt: str
    table: Table
    source: str
    files: ChartFiles
    has_figures: bool


@dataclass(frozen=True, slots=True)
class CellView:
    name: str
    note: str
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """`cells` in the order of what matters most; `talk` is what was said, with its version."""

    key: str
    name: str
    lead: str
    customers: str
    does: str
    outcomes: tuple[str, ...]
    better_off: tuple[CellView, ...]
    delivery: tuple[CellView, ...]
    doing: tuple[str, ...]
    talk: ServiceTalk
    has_figures: bool
    questions: tuple[PerformanceQuestion, ...] = QUESTIONS

    @property
    def measures(self) -> tuple[MeasureView, ...]:
        return tuple(one for cell in (*self.better_off, *self.delivery) for one in cell.measures)


def open_service(store: Store, *, service: str, today: date, dark: bool) -> ServiceView:
    """NotFoundError for a key that is no service's."""
    with store.reading() as connection:
        found = read_served(connection, service=service)
        one = found.service(service)
        talk = read_talk(connection, service)
    sentences = {outcome.key: outcome.sentence for outcome in found.book.outcomes}
    cells = {cell: _open_cell(found, service, cell, today=today, dark=dark) for cell in IN_ORDER}
    better = (cells[Quadrant.BETTER_OFF_SHARE], cells[Quadrant.BETTER_OFF_NUMBER])
    delivery = (cells[Quadrant.HOW_WELL], cells[Quadrant.HOW_MUCH])
    told = [each for cell in (*better, *delivery) for each in cell.measures if each.has_figures]
    return ServiceView(
        key=one.key,
        name=one.name,
        lead=found.partner(one.lead_partner),
        customers=one.customers,
        does=one.does,
        outcomes=tuple(sentences[key] for key in one.outcomes if key in sentences),
        better_off=better,
        delivery=delivery,
        doing=tuple(f"{each.title}: {each.sentence}" for each in told),
        talk=talk,
        has_figures=bool(told),
    )


def _open_cell(found: Served, service: str, cell: Quadrant, *, today: date, dark: bool) -> CellView:
    return CellView(
        CELL_NAMES[cell],
        CELL_NOTES[cell],
        tuple(
            open_measure(found, one, service=found.service(service).name, today=today, dark=dark)
            for one in found.measures(service, cell)
        ),
    )


def open_measure(
    found: Served, measure: PerformanceMeasure, *, service: str, today: date, dark: bool
) -> MeasureView:
    """One measure with the curve of its own series, drawn as a population's small curve is."""
    curve, finding = measure.as_curve(), found.find(measure)
    series, sources = found.series[measure.key], found.sources_of(measure)
    title = say_title(finding, indicator=curve)
    given = Curve(
        curve, service, series, finding, today, sources=sources, options=Options(show_interval=False)
    )
    drawn = small_multiple.describe(given)
    twin = make_twin(turn_the_curve.describe(given))
    source = say_sources(sources)
    return MeasureView(
        key=measure.key,
        title=measure.text,
        sentence=title.removeprefix(f"{measure.text}: ") + ".",
        trend=make_badge(status_of_trend(finding.trend), dark=dark),
        verdict=badge_of_verdict(finding, dark=dark),
        definition=measure.definition,
        svg=small_multiple.draw(drawn, width=WIDTH, height=HEIGHT, theme=colours(dark)),
        alt=drawn.alt,
        table=tabulate(twin),
        source=source,
        files=ChartFiles(
            f"{measure.service}_{measure.key}",
            twin,
            partial(small_multiple.draw, drawn, width=TAKEN[0], height=TAKEN[1], titled=True),
            (("Measure", measure.text), ("Service", service), ("Unit", measure.unit), ("Publisher", source)),
        ),
        has_figures=series.latest is not None,
    )
