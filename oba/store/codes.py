"""Publishers' codes of indicators: those that the plan workbook names, and those decided when files were loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from oba.errors import StoreError
from oba.model.indicator import Indicator
from oba.store.records import PlanChange, to_row
from oba.store.schema import indicator, indicator_code

PLAN, LOAD, AGENDA = "plan", "load", "agenda"


def read_codes(conn: Connection) -> dict[str, tuple[str, ...]]:
    """The codes of each indicator that has some: the plan's first, then those decided since."""
    found: dict[str, list[str]] = {}
    order = (indicator_code.c.origin.desc(), indicator_code.c.position, indicator_code.c.code)
    for row in conn.execute(select(indicator_code.c.indicator, indicator_code.c.code).order_by(*order)):
        found.setdefault(row.indicator, []).append(row.code)
    return {key: tuple(codes) for key, codes in found.items()}


def remember_code(conn: Connection, *, code: str, indicator: str, by: str, at: datetime) -> None:
    """Let the indicator answer to a publisher's code from now on, and no other indicator."""
    known = conn.execute(select(indicator_code).where(indicator_code.c.code == code)).first()
    if known is not None and known.indicator == indicator:
        return
    conn.execute(delete(indicator_code).where(indicator_code.c.code == code))
    conn.execute(
        insert(indicator_code).values(
            code=code, indicator=indicator, origin=LOAD, position=0, decided_by=by, decided_at=at
        )
    )


def write_plan_codes(conn: Connection, indicators: Sequence[Indicator]) -> list[PlanChange]:
    """Make the plan's codes these. What was decided since stays, but where the plan says otherwise."""
    wanted = _list_codes(indicators)
    known = {row.code: row for row in conn.execute(select(indicator_code))}
    changed: set[str] = set()
    for code, row in known.items():
        if (row.origin == PLAN and code not in wanted) or (
            code in wanted and wanted[code][0] != row.indicator
        ):
            conn.execute(delete(indicator_code).where(indicator_code.c.code == code))
            changed.add(row.indicator)
    for code, (key, place) in wanted.items():
        standing = known.get(code)
        if standing is None or standing.indicator != key:
            values = {"code": code, "indicator": key, "origin": PLAN, "position": place, "decided_by": ""}
            conn.execute(insert(indicator_code).values(**values, decided_at=None))
            changed.add(key)
        elif standing.origin == PLAN and standing.position != place:
            conn.execute(update(indicator_code).where(indicator_code.c.code == code).values(position=place))
            changed.add(key)
    return [PlanChange("changed", "indicator", key, "codes") for key in sorted(changed)]


def _list_codes(indicators: Sequence[Indicator]) -> dict[str, tuple[str, int]]:
    wanted: dict[str, tuple[str, int]] = {}
    for one in indicators:
        for place, code in enumerate(one.codes):
            other = wanted.setdefault(code, (one.key, place))[0]
            if other != one.key:
                raise StoreError(
                    f"both {other} and {one.key} answer to it",
                    where=f"code {code}",
                    expected="one indicator for one code",
                    remedy="Take the code away from one of them",
                )
    return wanted


def forget_codes(conn: Connection, indicators: Iterable[str]) -> None:
    """Take their codes from indicators that are about to go."""
    conn.execute(delete(indicator_code).where(indicator_code.c.indicator.in_(list(indicators))))


def add_indicators(
    conn: Connection, added: Sequence[Indicator], *, by: str, at: datetime, origin: str = LOAD
) -> list[PlanChange]:
    """Write records of new indicators after the last, with their codes; a retired one comes back as it is given.
    `origin` says whether they came with a load, or were put on the data development agenda here.

    StoreError for a key that the plan has already.
    """
    place = conn.execute(select(func.coalesce(func.max(indicator.c.position), -1))).scalar_one()
    standing = {row.key: row.retired for row in conn.execute(select(indicator.c.key, indicator.c.retired))}
    changes = []
    for number, one in enumerate(added, start=place + 1):
        if standing.get(one.key) is False:
            raise StoreError(
                "the plan has an indicator of this key already", where=one.key, remedy="Give it another key"
            )
        row = to_row(one, table=indicator, position=number, retired=False, origin=origin)
        back = one.key in standing
        if back:
            conn.execute(update(indicator).where(indicator.c.key == one.key).values(**row))
        else:
            conn.execute(insert(indicator).values(**row))
        standing[one.key] = False
        for code in one.codes:
            remember_code(conn, code=code, indicator=one.key, by=by, at=at)
        changes.append(PlanChange("restored" if back else "added", "indicator", one.key))
    return changes
