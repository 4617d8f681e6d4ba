"""Tell how far the figures of one curve can be trusted: the mark, each reason, and both for a program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oba.analysis.doubts import find_tested
from oba.analysis.quality import assess_quality
from oba.model.area import AreaKind, ComparatorRole
from oba.model.quality import Quality, Reason
from oba.model.vintage import Vintage
from oba.store.engine import Store
from oba.store.public_past import read_public_vintages_of
from oba.store.vintage import read_vintages_of
from oba.tasks.beside import tested_roles
from oba.tasks.gather import Gathered
from oba.tasks.list_returns import day_came, find_owed
from oba.tasks.sketch import Badge, make_badge
from oba.tasks.tables import Table, make_table
from oba.words.numbers import begin
from oba.words.quality import say_aspect, say_reason, say_reason_mark, status_of_mark

OWN_LAYOUTS = frozenset(
    (
        "partner return",
        "tidy CSV",
        "tidy workbook",
        "titled CSV",
        "titled sheets",
        "wide CSV",
        "wide workbook",
    )
)
"""Layouts that anybody may type figures into: a file in one of them need not be the publisher's own."""
HEADS = ("Aspect", "Mark", "What was found")


@dataclass(frozen=True, slots=True)
class QualityView:
    """The mark as a badge, None where there is no figure to mark, and a row for each reason."""

    badge: Badge | None
    reasons: Table


def assess(store: Store, found: Gathered, key: str, *, today: date, published: bool = False) -> Quality:
    """Every aspect of the figures of `found.place`. What it says of comparators needs every area to be gathered.

    As the figures stood on an earlier day, nothing is said of the releases and revisions that came later.
    """
    return assess_all(store, found, [key], today=today, published=published)[key]


def assess_all(
    store: Store,
    found: Gathered,
    keys: Collection[str],
    *,
    today: date,
    published: bool = False,
    held: Mapping[str, Sequence[Vintage]] | None = None,
) -> dict[str, Quality]:
    """What `assess` finds of each indicator, with one read of what was ever held of them, where it is not given."""
    if found.as_of is not None:
        return {key: _judge(found, key, today=found.as_of, overdue=False) for key in keys}
    vintages = held
    if vintages is None:
        read = read_public_vintages_of if published else read_vintages_of
        with store.reading() as connection:
            vintages = read(connection, keys, found.place.code)
    judged = {}
    for key in keys:
        owed = find_owed(found, found.indicator(key), came=day_came(vintages[key]), today=today)
        judged[key] = _judge(found, key, today=today, overdue=owed.overdue, vintages=vintages[key])
    return judged


def _judge(
    found: Gathered, key: str, *, today: date, overdue: bool, vintages: Sequence[Vintage] | None = None
) -> Quality:
    indicator, finding = found.indicator(key), found.findings.get(key)
    areas = found.by_area(key)
    return assess_quality(
        found.ours(key),
        indicator=indicator,
        today=today,
        overdue=overdue,
        vintages=vintages,
        releases=found.releases,
        own_layouts=OWN_LAYOUTS,
        doubts=finding.doubts if finding else (),
        tested=find_tested(areas, _roles(found), indicator, authorities=_authorities(found)),
    )


def view_quality(quality: Quality, *, name: Callable[[str], str], dark: bool) -> QualityView:
    rows = [
        (say_aspect(one.aspect), begin(say_reason_mark(one)), say_reason(one, name=name))
        for one in quality.reasons
    ]
    badge = make_badge(status_of_mark(quality.mark), dark=dark) if quality.reasons else None
    return QualityView(badge=badge, reasons=make_table(HEADS, rows))


def describe_quality(quality: Quality, *, name: Callable[[str], str]) -> dict[str, Any]:
    """The mark and its reasons as plain JSON values, each with its sentence; no mark without figures."""
    return {
        "mark": quality.mark.value if quality.reasons else None,
        "newest": quality.latest.label if quality.latest else None,
        "age_months": quality.age_months,
        "figures": quality.figures,
        "reasons": [_describe_reason(one, name=name) for one in quality.reasons],
    }


def _describe_reason(one: Reason, *, name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "aspect": one.aspect.value,
        "found": one.cause.value,
        "mark": say_reason_mark(one),
        "says": say_reason(one, name=name),
        "count": one.count,
        "of": one.of,
        "typical": one.typical,
        "largest": one.largest,
        "period": one.period.label if one.period else None,
        "since": one.since,
        "not_stated": list(one.facts),
        "areas": list(one.areas),
    }


def _roles(found: Gathered) -> dict[str, ComparatorRole]:
    return tested_roles(found.book, found.place.code)


def _authorities(found: Gathered) -> frozenset[str]:
    return frozenset(one.code for one in found.book.areas if one.kind is AreaKind.LOCAL_AUTHORITY)
