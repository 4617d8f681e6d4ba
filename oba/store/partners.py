"""The records of partners: written with the plan, and one at a time by people. What others name is never deleted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, insert, or_, select, update

from oba.errors import NotFoundError
from oba.model.day import day_of
from oba.model.partner import FIELDS, SavedPartner, to_texts
from oba.model.plan import Partner
from oba.store.edits import read_edits, record_edits
from oba.store.records import PlanChange, from_row, to_row
from oba.store.schema import (
    action,
    action_support,
    contribution,
    partner,
    partner_theme,
    service,
    service_budget,
)

KIND = "partner"
"""What a partner is called in the history of edits."""
GONE = "It is not in the plan any more"
NEVER = ""
"""In the column `in_workbook`: no workbook has named the partner. NULL: one says what stands."""
Said = Mapping[str, Mapping[str, str]]


def read_partners(conn: Connection) -> tuple[Partner, ...]:
    """The partners in the order of the plan, those that have left too."""
    return tuple(one.partner for one in read_saved(conn))


def read_saved(conn: Connection) -> tuple[SavedPartner, ...]:
    """The partners in the order of the plan, as the store holds them."""
    rows = conn.execute(select(partner).order_by(partner.c.position, partner.c.key))
    links = select(partner_theme).order_by(partner_theme.c.partner, partner_theme.c.position)
    themes: dict[str, list[str]] = {}
    for row in conn.execute(links):
        themes.setdefault(row.partner, []).append(row.theme)
    formerly = _read_former_names(conn)
    return tuple(_build(row, themes.get(row.key, ()), formerly.get(row.key, ())) for row in rows)


def read_partner(conn: Connection, key: str) -> SavedPartner:
    """One partner, whether or not it has left. NotFoundError for a key that none has."""
    found = next((one for one in read_saved(conn) if one.partner.key == key), None)
    if found is None:
        raise NotFoundError(f"there is no partner '{key}'", remedy="Choose one of the plan's partners")
    return found


def save_partner(
    conn: Connection, changed: Partner, *, by: str, at: datetime, workbook: Mapping[str, str] | None = None
) -> SavedPartner:
    """Write one partner as it is now to stand, and record who changed which field; a new one comes last.

    `workbook` is what a plan workbook says of it, where it is one that writes. The caller has held the version that
    the change was made from against the one that stands, in the same transaction.
    """
    saved = next((one for one in read_saved(conn) if one.partner.key == changed.key), None)
    after = to_texts(changed)
    if saved is None:
        return _add(conn, changed, after, by=by, at=at, workbook=workbook)
    said = saved.in_workbook if workbook is None else workbook
    kept, before = _workbook(said, after), to_texts(saved.partner)
    if before == after:
        conn.execute(update(partner).where(partner.c.key == changed.key).values(in_workbook=kept))
        return replace(saved, in_workbook=said)
    row = to_row(changed, table=partner, version=saved.version + 1, in_workbook=kept)
    conn.execute(update(partner).where(partner.c.key == changed.key).values(**row))
    _write_themes(conn, changed)
    changes = {name: (before[name], after[name]) for name in after}
    record_edits(conn, kind=KIND, key=changed.key, by=by, at=at, changes=changes)
    return SavedPartner(changed, saved.version + 1, said)


def write_partners(
    conn: Connection,
    partners: Iterable[Partner],
    *,
    by: str = "",
    at: datetime | None = None,
    workbook: Said | None = None,
) -> list[PlanChange]:
    """Make the partners these, in this order. `workbook` is what the workbook says of each that it names, by key;
    None: what is to stand. `take_out_partners` sees to those that are no longer among them.
    """
    at = at or datetime.now(UTC)
    there = {one.partner.key: one.partner for one in read_saved(conn)}
    places = dict(conn.execute(select(partner.c.key, partner.c.position)).tuples().all())
    changes: list[PlanChange] = []
    for place, each in enumerate(partners):
        said = to_texts(each) if workbook is None else workbook.get(each.key)
        save_partner(conn, each, by=by, at=at, workbook=said)
        changes += _tell(there.get(each.key), each, moved=places.get(each.key) != place)
        conn.execute(update(partner).where(partner.c.key == each.key).values(position=place))
    return changes


def take_out_partners(
    conn: Connection, kept: Collection[str], *, by: str = "", at: datetime | None = None
) -> list[PlanChange]:
    """Those that are no longer in the plan: what nothing names is removed, the others have left."""
    at = at or datetime.now(UTC)
    changes: list[PlanChange] = []
    for saved in read_saved(conn):
        one = saved.partner
        if one.key in kept:
            continue
        if _is_named(conn, one):
            if one.takes_part:
                gone = replace(one, themes=(), left_on=day_of(at), left_because=GONE)
                save_partner(conn, gone, by=by, at=at, workbook=to_texts(gone))
                changes.append(PlanChange("retired", "partner", one.key, "what names it is kept"))
            continue
        conn.execute(delete(partner_theme).where(partner_theme.c.partner == one.key))
        conn.execute(delete(partner).where(partner.c.key == one.key))
        changes.append(PlanChange("removed", "partner", one.key))
    return changes


def _is_named(conn: Connection, one: Partner) -> bool:
    """Whether a contribution, an action, a service or a budget names it."""
    named: tuple[ColumnElement[bool], ...] = (
        contribution.c.partner == one.key,
        action.c.lead == one.key,
        action_support.c.partner == one.key,
        service.c.lead_partner == one.key,
        service_budget.c.partner == one.key,
    )
    return bool(conn.execute(select(or_(*(exists().where(each) for each in named)))).scalar())


def _read_former_names(conn: Connection) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in read_edits(conn, kind=KIND):
        if one.field == "name" and one.before:
            found.setdefault(one.key, []).append(one.before)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def _add(
    conn: Connection,
    new: Partner,
    texts: Mapping[str, str],
    *,
    by: str,
    at: datetime,
    workbook: Mapping[str, str] | None,
) -> SavedPartner:
    last = conn.execute(select(func.coalesce(func.max(partner.c.position), -1))).scalar_one()
    row = to_row(new, table=partner, version=1, position=last + 1, in_workbook=_workbook(workbook, texts))
    conn.execute(insert(partner).values(**row))
    _write_themes(conn, new)
    began: dict[str, tuple[str | None, str | None]] = {
        name: (None, text) for name, text in texts.items() if text
    }
    record_edits(conn, kind=KIND, key=new.key, by=by, at=at, changes=began)
    return SavedPartner(new, 1, workbook)


def _tell(before: Partner | None, now: Partner, *, moved: bool) -> list[PlanChange]:
    if before is None:
        return [PlanChange("added", "partner", now.key)]
    old, new = to_texts(before), to_texts(now)
    different = [name.replace("_", " ") for name in FIELDS if old[name] != new[name]]
    different += ["position"] if moved else []
    return [PlanChange("changed", "partner", now.key, ", ".join(different))] if different else []


def _write_themes(conn: Connection, one: Partner) -> None:
    conn.execute(delete(partner_theme).where(partner_theme.c.partner == one.key))
    rows = [{"partner": one.key, "position": at, "theme": key} for at, key in enumerate(one.themes)]
    if rows:
        conn.execute(insert(partner_theme), rows)


def _build(row: Row[Any], themes: Iterable[str], formerly: Iterable[str]) -> SavedPartner:
    others = tuple(one for one in formerly if one != row.name)
    one = from_row(Partner, row, table=partner, themes=tuple(themes), formerly=others)
    if row.in_workbook is None:
        return SavedPartner(one, row.version, to_texts(one))
    return SavedPartner(one, row.version, None if row.in_workbook == NEVER else _texts(row.in_workbook))


def _workbook(said: Mapping[str, str] | None, stands: Mapping[str, str]) -> str | None:
    if said is None:
        return NEVER
    return None if dict(said) == dict(stands) else json.dumps(dict(said), ensure_ascii=False)


def _texts(kept: str) -> dict[str, str]:
    """Fields that came later were empty then."""
    found: dict[str, str] = json.loads(kept)
    return dict.fromkeys(FIELDS, "") | found
