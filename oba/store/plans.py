"""The plan written and read whole. What figures or frozen baselines speak of is never deleted with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, exists, or_, select, update

from oba.errors import NotFoundError
from oba.model.action_row import ActionRows
from oba.model.indicator import Indicator
from oba.model.plan import BaselineRequest, Outcome, Plan, PlanBook, Theme
from oba.store.actions import read_saved, write_actions
from oba.store.areas import read_areas, read_comparators, write_areas, write_comparators
from oba.store.choices import keep_choices, settle_choices
from oba.store.codes import AGENDA, LOAD, PLAN, forget_codes, read_codes, write_plan_codes
from oba.store.comparators import keep_sets
from oba.store.numbers import add_periods
from oba.store.partners import Said, read_partners, take_out_partners, write_partners
from oba.store.records import PlanChange, from_row, replace_all, to_row, upsert
from oba.store.rules import read_plan_rules, write_rules
from oba.store.schema import (
    action,
    action_indicator,
    area,
    baseline,
    baseline_request,
    contribution,
    idea,
    idea_why_none,
    indicator,
    indicator_choice,
    meeting_indicator,
    observation,
    outcome,
    partner_theme,
    plan,
    plan_label,
    series,
    service_outcome,
    success,
    theme,
)
from oba.store.services import read_services, write_services
from oba.store.story import TABLES
from oba.store.targets import read_targets, write_targets


def write_plan(
    conn: Connection,
    book: PlanBook,
    *,
    by: str = "",
    at: datetime | None = None,
    workbook: Mapping[int, Mapping[str, str]] | None = None,
    partners: Said | None = None,
    merged: bool = False,
) -> list[PlanChange]:
    """Make the store's plan this one, and say what changed. `by`, `at` and `workbook` are those of `write_actions`;
    `partners` is the `workbook` of `write_partners`. `merged`: the book was put together with what was decided here.

    A theme, outcome, indicator or area that is no longer in the book is removed; where figures or
    baselines speak of it, it is retired: it leaves the plan, its figures stay, and its key brings it back.
    An indicator that came with figures that were loaded is not the workbook's to take out: it stays after the last.
    So does one that was put on the data development agenda here; and a set of neighbours that came from a publisher's
    file, with its areas; and an indicator's standing that was decided here since the workbook was written.
    """
    at = at or datetime.now(UTC)
    book, kept = keep_sets(conn, book)
    given = book.indicators
    book, decided = (book, []) if merged else keep_choices(conn, book)
    agenda = _list_agenda(conn) if merged else []
    changes = write_areas(conn, book.areas)
    for table, things in ((theme, book.themes), (outcome, book.outcomes), (indicator, book.indicators)):
        rows = [
            to_row(thing, table=table, position=place, retired=False, **_origin(table, thing, agenda))
            for place, thing in enumerate(things)
        ]
        changes += upsert(conn, table, rows)
    changes += write_plan_codes(conn, book.indicators)
    changes += write_comparators(conn, book.comparators)
    changes += write_partners(conn, book.partners, by=by, at=at, workbook=partners)
    changes += write_actions(conn, book.actions, by=by, at=at, workbook=workbook)
    changes += _write_front(conn, book)
    changes += write_targets(conn, book.targets)
    changes += write_services(conn, book.services)
    changes += write_rules(conn, book.rules, by=by, at=at)
    changes += take_out_partners(conn, [one.key for one in book.partners], by=by, at=at)
    changes += _take_out(conn, book, merged=merged)
    settle_choices(conn, given, by=by, at=at, merged=merged)
    own = [] if merged else _keep_own(conn, book)
    return [*changes, *_keep_added(conn, book), *own, *kept, *decided] if changes else []


def read_front(conn: Connection) -> Plan:
    """What the plan says of itself: title, trust, area, labels. NotFoundError before one is written."""
    row = conn.execute(select(plan)).first()
    if row is None:
        raise NotFoundError(
            "no plan has been loaded yet", remedy="Load one: python -m oba load your_plan.xlsx"
        )
    labels = conn.execute(select(plan_label.c.name, plan_label.c.word).order_by(plan_label.c.position))
    return from_row(Plan, row, table=plan, labels=dict(labels.tuples().all()))


def read_plan(conn: Connection) -> PlanBook:
    """The plan as its workbook holds it, each list in its order. NotFoundError before one is written."""
    front = read_front(conn)
    codes, indicators = read_codes(conn), _read(conn, Indicator, indicator)
    saved = read_saved(conn)
    return PlanBook(
        plan=front,
        themes=_read(conn, Theme, theme),
        outcomes=_read(conn, Outcome, outcome),
        indicators=tuple(replace(one, codes=codes.get(one.key, ())) for one in indicators),
        areas=read_areas(conn),
        comparators=read_comparators(conn),
        partners=read_partners(conn),
        actions=tuple(one.action for one in saved),
        baselines=_read(conn, BaselineRequest, baseline_request),
        targets=read_targets(conn),
        services=read_services(conn),
        rules=read_plan_rules(conn),
        action_rows=ActionRows(downloaded={one.action.number: one.version for one in saved}),
    )


def _write_front(conn: Connection, book: PlanBook) -> list[PlanChange]:
    labels = [
        {"name": name, "word": word, "position": place}
        for place, (name, word) in enumerate(book.plan.labels.items())
    ]
    add_periods(conn, [request.data_to.key for request in book.baselines])
    requests = [
        to_row(each, table=baseline_request, position=place) for place, each in enumerate(book.baselines)
    ]
    lists = (
        (plan, [to_row(book.plan, table=plan, id=1)]),
        (plan_label, labels),
        (baseline_request, requests),
    )
    return [PlanChange("changed", table.name, "") for table, rows in lists if replace_all(conn, table, rows)]


def _stories(column: str) -> list[Column[Any]]:
    """The column of that name in each table that people write of a curve in: the story, what works, how it turned."""
    return [table.c[column] for table in (*TABLES.values(), idea, idea_why_none, success)]


def _take_out(conn: Connection, book: PlanBook, *, merged: bool) -> list[PlanChange]:
    """What is no longer in the book goes, last what others refer to."""
    changes = []
    named = (
        (
            indicator,
            [each.key for each in book.indicators],
            (
                *(series.c.indicator, baseline.c.indicator, *_stories("indicator")),
                *(action_indicator.c.indicator, indicator_choice.c.indicator, meeting_indicator.c.indicator),
                contribution.c.indicator,
            ),
        ),
        (outcome, [each.key for each in book.outcomes], (indicator.c.outcome, service_outcome.c.outcome)),
        (
            theme,
            [each.key for each in book.themes],
            (outcome.c.theme, indicator.c.theme, action.c.theme, partner_theme.c.theme),
        ),
        (area, [each.code for each in book.areas], (series.c.area, baseline.c.area, *_stories("area"))),
    )
    for table, kept, references in named:
        key = next(iter(table.primary_key.columns))
        spoken_of = or_(*(exists().where(column == key) for column in references))
        if table is indicator:
            kept = [*kept, *_list_added(conn), *([] if merged else _list_agenda(conn))]
        absent = (key.not_in(kept), ~table.c.retired)
        changes += _retire(conn, table, key, where=(*absent, spoken_of))
        changes += _remove(conn, table, key, where=(key.not_in(kept), ~spoken_of))
    return changes


def _list_added(conn: Connection) -> list[str]:
    """The indicators that came with a load and have figures."""
    held = exists().where(series.c.indicator == indicator.c.key, observation.c.series_id == series.c.id)
    added = select(indicator.c.key).where(indicator.c.origin == LOAD, ~indicator.c.retired, held)
    return list(conn.execute(added.order_by(indicator.c.position)).scalars())


def _list_agenda(conn: Connection) -> list[str]:
    """The indicators that were put on the data development agenda here, and that no workbook has brought."""
    added = select(indicator.c.key).where(indicator.c.origin == AGENDA, ~indicator.c.retired)
    return list(conn.execute(added.order_by(indicator.c.position)).scalars())


def _origin(table: Table, thing: Any, agenda: Collection[str]) -> dict[str, str]:
    """Where an indicator of the workbook comes from; `agenda` are those that it had from here."""
    if table is not indicator:
        return {}
    return {"origin": AGENDA if thing.key in agenda else PLAN}


def _keep_own(conn: Connection, book: PlanBook) -> list[PlanChange]:
    """Put what was added to the agenda here after all others, and say that it stays."""
    own = _list_agenda(conn)
    for place, key in enumerate(own, start=len(book.indicators) + len(_list_added(conn))):
        conn.execute(update(indicator).where(indicator.c.key == key).values(position=place))
    said = "it was put on the data development agenda here"
    return [PlanChange("kept", "indicator", key, said) for key in own]


def _keep_added(conn: Connection, book: PlanBook) -> list[PlanChange]:
    """Put what came with loads after the workbook's own indicators, and say that it stays."""
    added = _list_added(conn)
    for place, key in enumerate(added, start=len(book.indicators)):
        conn.execute(update(indicator).where(indicator.c.key == key).values(position=place))
    return [PlanChange("kept", "indicator", key, "it came with figures that were loaded") for key in added]


def _retire(
    conn: Connection, table: Table, key: Any, *, where: tuple[ColumnElement[bool], ...]
) -> list[PlanChange]:
    gone = conn.execute(select(key).where(*where)).scalars().all()
    conn.execute(update(table).where(key.in_(gone)).values(retired=True))
    said = "its figures are kept" if table in (indicator, area) else "what it held is kept"
    return [PlanChange("retired", table.name, name, said) for name in gone]


def _remove(
    conn: Connection, table: Table, key: Any, *, where: tuple[ColumnElement[bool], ...]
) -> list[PlanChange]:
    gone = conn.execute(select(key).where(*where)).scalars().all()
    if table is indicator:
        forget_codes(conn, gone)
    conn.execute(delete(table).where(key.in_(gone)))
    return [PlanChange("removed", table.name, name) for name in gone]


def _read(conn: Connection, cls: type[Any], table: Table) -> tuple[Any, ...]:
    statement = select(table).order_by(table.c.position)
    if "retired" in table.c:
        statement = statement.where(~table.c.retired)
    return tuple(from_row(cls, row, table=table) for row in conn.execute(statement))
