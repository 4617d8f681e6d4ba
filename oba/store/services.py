"""Services, their measures and budgets: written with the plan and read with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, or_, select, update

from oba.model.performance import PerformanceMeasure, Service, ServiceBook, ServiceBudget
from oba.model.release import Source
from oba.store.records import PlanChange, from_row, replace_all, to_row, upsert
from oba.store.schema import (
    measure_baseline,
    measure_figure,
    performance_measure,
    release,
    service,
    service_budget,
    service_outcome,
    service_talk,
)

JOINER = ";"


def write_services(conn: Connection, book: ServiceBook) -> list[PlanChange]:
    """Make the services of the store these, and say what changed. A book that was not given changes nothing.

    What figures, baselines or a talk speak of is retired and kept, and its key brings it back.
    """
    if not book.given:
        return []
    changes: list[PlanChange] = []
    parts: tuple[tuple[Table, tuple[Any, ...]], ...] = (
        (service, book.services),
        (performance_measure, book.measures),
    )
    for table, things in parts:
        rows = [to_row(one, table=table, position=place, retired=False) for place, one in enumerate(things)]
        changes += upsert(conn, table, rows)
    links = [
        {"service": one.key, "position": place, "outcome": key}
        for one in book.services
        for place, key in enumerate(one.outcomes)
    ]
    if replace_all(conn, service_outcome, links):
        changes.append(PlanChange("changed", "service", "", "outcomes"))
    budgets = [
        to_row(one, table=service_budget, position=place, shared_with=JOINER.join(one.shared_with))
        for place, one in enumerate(book.budgets)
    ]
    if replace_all(conn, service_budget, budgets):
        changes.append(PlanChange("changed", "budget", ""))
    return changes + _take_out(conn, book)


def _take_out(conn: Connection, book: ServiceBook) -> list[PlanChange]:
    """Measures first, then the services that nothing speaks of any more."""
    changes: list[PlanChange] = []
    named: tuple[tuple[Table, list[str], tuple[Any, ...]], ...] = (
        (
            performance_measure,
            [one.key for one in book.measures],
            (measure_figure.c.measure, measure_baseline.c.measure),
        ),
        (
            service,
            [one.key for one in book.services],
            (performance_measure.c.service, service_talk.c.service),
        ),
    )
    for table, kept, references in named:
        spoken_of = or_(*(exists().where(column == table.c.key) for column in references))
        absent = table.c.key.not_in(kept)
        kept_back = conn.execute(select(table.c.key).where(absent, ~table.c.retired, spoken_of)).scalars()
        retired = list(kept_back)
        conn.execute(update(table).where(table.c.key.in_(retired)).values(retired=True))
        removed = list(conn.execute(select(table.c.key).where(absent, ~spoken_of)).scalars())
        conn.execute(delete(table).where(table.c.key.in_(removed)))
        noun = table.name.replace("_", " ")
        changes += [PlanChange("retired", noun, key, "what was said of it is kept") for key in retired]
        changes += [PlanChange("removed", noun, key) for key in removed]
    return changes


def read_services(conn: Connection) -> ServiceBook:
    """The services of the plan in the order of their sheets; empty where there are none."""
    links: dict[str, list[str]] = {}
    for row in conn.execute(
        select(service_outcome).order_by(service_outcome.c.service, service_outcome.c.position)
    ):
        links.setdefault(row.service, []).append(row.outcome)
    services = conn.execute(select(service).where(~service.c.retired).order_by(service.c.position))
    measures = conn.execute(
        select(performance_measure)
        .join(service, service.c.key == performance_measure.c.service)
        .where(~performance_measure.c.retired, ~service.c.retired)
        .order_by(performance_measure.c.position)
    )
    budgets = conn.execute(select(service_budget).order_by(service_budget.c.position))
    return ServiceBook(
        services=tuple(
            from_row(Service, row, table=service, outcomes=tuple(links.get(row.key, ()))) for row in services
        ),
        measures=tuple(from_row(PerformanceMeasure, row, table=performance_measure) for row in measures),
        budgets=tuple(
            from_row(
                ServiceBudget,
                row,
                table=service_budget,
                shared_with=tuple(part for part in row.shared_with.split(JOINER) if part),
            )
            for row in budgets
        ),
    )


@dataclass(frozen=True, slots=True)
class SentFile:
    """A return as it was sent: its name, its SHA-256, who sent it and under which title."""

    sha256: str
    file_name: str
    publisher: str
    title: str
    retrieved: str = ""

    @property
    def source(self) -> Source:
        day = date.fromisoformat(self.retrieved) if self.retrieved else None
        return Source(publisher=self.publisher, title=self.title, retrieved=day)

    def as_record(self) -> dict[str, str]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def read_files(conn: Connection, releases: Iterable[int]) -> dict[int, SentFile]:
    """The returns of these numbers, which are not loads and so are in no list of them."""
    rows = conn.execute(select(release).where(release.c.id.in_(list(releases))))
    return {
        row.id: SentFile(
            row.sha256,
            row.file_name,
            row.publisher,
            row.title,
            row.retrieved.isoformat() if row.retrieved else "",
        )
        for row in rows
    }


def read_sources(conn: Connection, releases: Iterable[int]) -> dict[int, Source]:
    """Who sent the returns of these numbers, and under which title."""
    return {number: one.source for number, one in read_files(conn, releases).items()}
