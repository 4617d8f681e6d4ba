"""A labelled example of services for the tests, written into a copy of the shipped example, which has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from oba.model.action import Funding
from oba.model.indicator import Polarity, ValueType
from oba.model.marker import Marker
from oba.model.performance import (
    MeasureFigure,
    PerformanceMeasure,
    Quadrant,
    Service,
    ServiceBook,
    ServiceBudget,
)
from oba.model.period import Period, PeriodKind
from oba.model.release import Source
from oba.store.engine import open_store
from oba.store.measure_figures import write_figures
from oba.store.plans import read_plan, write_plan
from oba.store.releases import write_release

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def measure(
    key: str, service: str, words: str, cell: Quadrant, unit: str, *, share: bool, decimals: int = 0
) -> PerformanceMeasure:
    effort = cell is Quadrant.HOW_MUCH
    return PerformanceMeasure(
        key,
        service,
        words,
        cell,
        unit,
        ValueType.PROPORTION if share else ValueType.COUNT,
        Polarity.NO_JUDGEMENT if effort else Polarity.HIGH_IS_GOOD,
        PeriodKind.FINANCIAL_YEAR,
        multiplier=100.0 if share else 1.0,
        decimals=decimals,
        definition="Made up for a test.",
    )


SERVICES = ServiceBook(
    services=(
        Service(
            "ex_visits",
            "Example service: home visits",
            "nhs",
            "Parents of babies under two who ask for help",
            "Two visits a month at home",
            ("enough_to_live_on", "healthy"),
            1,
        ),
        Service(
            "ex_clubs", "Example service: homework clubs", "schools", outcomes=("ready_for_life",), order=2
        ),
    ),
    measures=(
        measure("ex_visited", "ex_visits", "Families visited", Quadrant.HOW_MUCH, "families", share=False),
        measure(
            "ex_on_time",
            "ex_visits",
            "Visits made on the day agreed",
            Quadrant.HOW_WELL,
            "% of visits",
            share=True,
        ),
        measure(
            "ex_cope_number",
            "ex_visits",
            "Parents who say they cope better",
            Quadrant.BETTER_OFF_NUMBER,
            "parents",
            share=False,
        ),
        measure(
            "ex_cope",
            "ex_visits",
            "Share of parents who say they cope better",
            Quadrant.BETTER_OFF_SHARE,
            "% of parents",
            share=True,
            decimals=1,
        ),
    ),
    budgets=(
        ServiceBudget("ex_visits", "2025/26", "nhs", 120000.0, Funding.POOLED, ("council",)),
        ServiceBudget("ex_visits", "2025/26", "council", 45000.0, Funding.POOLED, ("nhs",)),
        ServiceBudget("ex_visits", "2025/26", "police", None, Funding.ALIGNED, ("nhs",), "to be agreed"),
        ServiceBudget("ex_clubs", "2025/26", "schools", 30000.0),
        ServiceBudget("ex_visits", "2024/25", "nhs", 110000.0),
    ),
    given=True,
)
VALUES: dict[str, tuple[float | None, ...]] = {
    "ex_visited": (180, 190, 210, 205, 220, 240, 230, 250),
    "ex_on_time": (71, 74, None, 73, 75, 78, 77, 80),
    "ex_cope": (52.0, 53.5, 51.0, 52.5, 54.0, 53.0, 52.0, 53.5),
    "ex_cope_number": (94, 102, 107, 108, 119, 127, 120, 134),
}


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def add_services(url: str, *, figures: bool = True) -> str:
    """Write the example services into a store, and their figures."""
    store = open_store(url)
    with store.writing() as connection:
        write_plan(connection, replace(read_plan(connection), services=SERVICES))
        if figures:
            source = Source(publisher="Example", title="Performance measures: made up for a test")
            number = write_release(connection, source, file_name="example.xlsx", sha256="e" * 64)
            rows = [
                MeasureFigure(
                    key,
                    year(2017 + place),
                    value,
                    markers=() if value is not None else (Marker.CONFIDENTIAL,),
                    cell=f"Measure figures!D{place + 2}",
                    release=number,
                )
                for key, values in VALUES.items()
                for place, value in enumerate(values)
            ]
            write_figures(connection, rows, by="example", at=AT)
    store.close()
    return url
