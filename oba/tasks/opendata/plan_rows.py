"""The plan and what stands behind it as rows: no name of whoever wrote anything, and no file."""

from __future__ import annotations

import re

from oba.model.action import Action
from oba.model.day import day_of
from oba.model.indicator import Indicator
from oba.model.open_table import OpenTable, Row, Shape
from oba.model.publication import PublicNote
from oba.tasks.opendata.gathered import Opened
from oba.words import open_plan as words

SHA256 = re.compile("[0-9a-f]{64}")


def tabulate_plan(opened: Opened) -> tuple[OpenTable, ...]:
    book = opened.found.book
    return (
        _table(words.THEMES, [(one.key, one.title, one.lead_partner, one.order) for one in book.themes]),
        _table(words.OUTCOMES, [(one.key, one.theme, one.sentence, one.order) for one in book.outcomes]),
        _table(words.INDICATORS, [_indicator(one) for one in book.indicators]),
        _table(words.AREAS, _areas(opened)),
        _table(
            words.COMPARATORS,
            [
                (one.area, one.with_area, one.role.value, one.set_name, one.rank, one.began, one.ended)
                for one in book.comparators
            ],
        ),
        _table(
            words.PARTNERS,
            [
                (one.key, one.name, one.role, _join(one.themes), one.left_on, one.left_because)
                for one in book.partners
            ],
        ),
        _table(words.ACTIONS, [_action(opened, one) for one in book.actions]),
    )


def tabulate_services(opened: Opened) -> tuple[OpenTable, ...]:
    services = opened.found.book.services
    return (
        _table(
            words.SERVICES,
            [
                (one.key, one.name, one.lead_partner, one.customers, one.does, _join(one.outcomes), one.order)
                for one in services.services
            ],
        ),
        _table(
            words.MEASURES,
            [
                (
                    one.key,
                    one.service,
                    one.text,
                    one.cell.value,
                    one.unit,
                    one.polarity.value,
                    one.definition,
                    one.order,
                )
                for one in services.measures
            ],
        ),
    )


def tabulate_origins(opened: Opened) -> tuple[OpenTable, ...]:
    """The releases that figures are from, and the publications."""
    facts = opened.facts
    return (
        _table(
            words.RELEASES,
            [
                (
                    one.id,
                    one.source.publisher,
                    one.source.title,
                    one.source.release,
                    one.source.address,
                    one.source.licence,
                    one.source.published,
                    one.source.retrieved,
                    one.sha256 if SHA256.fullmatch(one.sha256) else "",
                    one.source.note,
                )
                for one in opened.releases
            ],
        ),
        _table(
            words.PUBLICATIONS,
            [
                (facts.number, facts.published_on, facts.note, False),
                *(_publication(one) for one in facts.earlier),
            ],
        ),
    )


def _table(shape: Shape, rows: list[Row]) -> OpenTable:
    return OpenTable(shape.name, shape.title, shape, tuple(rows))


def _join(parts: tuple[str, ...] | tuple[int, ...]) -> str:
    return ";".join(map(str, parts))


def _publication(one: PublicNote) -> Row:
    """Without the note of one that was withdrawn, whatever a copy made before still has of it."""
    return (one.number, one.published_on, "" if one.withdrawn else one.note, one.withdrawn)


def _indicator(one: Indicator) -> Row:
    return (
        one.key,
        one.title,
        one.theme,
        one.outcome,
        one.standing.value,
        one.unit,
        one.value_type.value,
        one.multiplier,
        one.decimals,
        one.polarity.value,
        one.period_kind.value,
        one.years_pooled,
        one.lower_bound,
        one.upper_bound,
        one.statutory_number,
        one.lay_definition,
        one.technical_definition,
        one.owner,
        one.next_release,
        one.notes,
        _join(one.codes),
        one.order,
    )


def _areas(opened: Opened) -> list[Row]:
    home = opened.found.book.plan.area
    return [
        (
            one.code,
            one.name,
            one.kind.value,
            one.dfe_number,
            one.old_code,
            one.began,
            one.ended,
            one.code == home,
        )
        for one in opened.found.book.areas
    ]


def _action(opened: Opened, one: Action) -> Row:
    notes = opened.progress.get(one.number, ())
    partners = {each.key for each in opened.found.book.partners}
    return (
        one.number,
        one.recommendation_number,
        one.recommendation,
        one.proposed_action,
        one.by_whom,
        one.budget_cost,
        one.timescale,
        one.starts,
        one.due,
        one.status.value,
        one.theme,
        one.lead if one.lead in partners else "",
        _join(one.supports),
        one.funding.value,
        one.funded_with,
        _join(one.indicators),
        _join(one.also_serves),
        one.stops,
        one.note,
        notes[-1].text if notes else "",
        day_of(notes[-1].at) if notes else None,
    )
