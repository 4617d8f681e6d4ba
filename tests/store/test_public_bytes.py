"""The bytes of a published copy hold nothing but what may be published, whatever any column of the store holds."""

from __future__ import annotations

import json
import struct
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Boolean, Date, Double, Text, insert, update

from oba.model.disclosure import Cell, Protected, Why
from oba.model.idea import CostMark, EvidenceLevel
from oba.model.period import Period, PeriodKind
from oba.store import schema
from oba.store.engine import open_store
from oba.store.public_columns import COPIED
from oba.store.public_copy import build_copy
from oba.store.schema.columns import Moment

MOMENT, DAY = datetime(2026, 5, 1, 12, tzinfo=UTC), date(2026, 5, 1)
PERIOD = Period.year(2009, kind=PeriodKind.CALENDAR_YEAR)
SHOWN, HIDDEN = "shown", "hidden"
WORDS = {
    "action.status": "done",
    "action.also_serves": "",
    "area.kind": "local authority",
    "comparator.role": "region",
    "idea.cost": CostMark.NOT_SAID.value,
    "idea.evidence_level": EvidenceLevel.NONE_YET.value,
    **dict.fromkeys(
        ("idea.leverage", "idea.feasibility", "idea.specificity", "idea.values_fit"), "not rated"
    ),
    "indicator.standing": "headline",
    "indicator.value_type": "proportion",
    "indicator.polarity": "low is good",
    "indicator.period_kind": "calendar year",
    "load.given": "value lower upper numerator denominator",
    "load.kind": "figures",
    "observation.marker": "",
    "observation_history.marker": "",
    "observation_history.happened": "revised",
    "performance_measure.cell": "how much did we do",
    "service_budget.funding": "",
    "story_force.direction": "helps",
    "story_force.depth": "symptom",
    "story_voice.who": "parents",
    "story_gap.kind": "data",
}
"""What must be one of some words, and is no secret."""
NUMBERED = ("story_force.key", "story_voice.key", "story_gap.key", "idea.key", "contribution.key")
ONCE = ("plan", "plan_label", "meta", "comparator", "period", "hidden_baseline", "partner")
"""Tables of which nothing has left the plan."""
STAYS = ("load.undoes", "baseline.superseded_by", "measure_baseline.superseded_by", "partner.left_on")
FLAGGED = ("retired", "withdrawn")


def sentinel(table, column, group):
    return f"Zq {group} {table} {column} qZ"


def make_row(table, group, number):
    return {column.name: make_value(table, column, group, number) for column in table.c}


def make_value(table, column, group, number):
    name = f"{table.name}.{column.name}"
    if name in STAYS:
        return None
    if column.foreign_keys:
        parent = next(iter(column.foreign_keys)).column
        if parent.table.name == "period":
            return PERIOD.key
        return make_value(parent.table, parent, SHOWN if parent.table.name in ONCE else group, number)
    if column.name in FLAGGED and isinstance(column.type, Boolean | Date):
        flag = group == HIDDEN
        return flag if isinstance(column.type, Boolean) else (DAY if flag else None)
    return plain_value(table, column, group, number, name)


def plain_value(table, column, group, number, name):
    if name in WORDS:
        return WORDS[name]
    if isinstance(column.type, Text):
        return sentinel(table.name, column.name, group) + ("/1" if name in NUMBERED else "")
    if isinstance(column.type, Double):
        return 1.5
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Moment):
        return MOMENT
    if isinstance(column.type, Date):
        return DAY
    if name == "period.id":
        return PERIOD.key
    return {"threshold": 5, "round_base": 1}.get(column.name, number)


@pytest.fixture
def filled(sqlite_store):
    """Every table has a row that the public is shown, and one that it is not; each text says which column it is in."""
    with sqlite_store.engine.connect() as conn:
        driver = conn.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        triggers = driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            driver.execute(f"DROP TRIGGER {name}")
        conn.execute(schema.meta.delete())
        for table in schema.metadata.sorted_tables:
            groups = (SHOWN,) if table.name in ONCE else (SHOWN, HIDDEN)
            conn.execute(
                insert(table), [make_row(table, group, at) for at, group in enumerate(groups, start=1)]
            )
        undo = {**make_row(schema.load, HIDDEN, 2), "id": 3, "kind": "undo", "undoes": 2}
        conn.execute(insert(schema.load), [undo])
        # a done action tells its day, and an owner that was renamed its earlier name: both stand in the edits
        edits = [
            ("action", "1", "status", sentinel("edit", "before", HIDDEN), "done"),
            (
                "partner",
                "p",
                "name",
                sentinel("indicator", "owner", SHOWN),
                sentinel("edit", "after", HIDDEN),
            ),
            ("partner", "p", "name", sentinel("edit", "name before", HIDDEN), None),
        ]
        columns = ("kind", "key", "field", "before", "after")
        for number, row in enumerate(edits, start=10):
            told = dict(zip(columns, row, strict=True))
            by = sentinel("edit", "made_by", HIDDEN)
            conn.execute(insert(schema.edit), [{"id": number, "made_at": MOMENT, "made_by": by, **told}])
        conn.commit()
    return sqlite_store


def copy_of(store, tmp_path, **more):
    built = build_copy(
        store, tmp_path / "published", number=7, published_on=DAY, note="Zq the note qZ", **more
    )
    return built.path.read_bytes()


def test_each_column_of_each_table_is_published_only_where_the_list_says_so(filled, tmp_path):
    content = copy_of(filled, tmp_path)
    wrong, met = [], 0
    for table in schema.metadata.sorted_tables:
        allowed = COPIED.get(table, "").split()
        for column in table.c:
            name = f"{table.name}.{column.name}"
            if not isinstance(column.type, Text) or column.foreign_keys or name in WORDS:
                continue
            expected = column.name in allowed and name not in NEVER_THERE
            for group in (SHOWN, HIDDEN):
                found = sentinel(table.name, column.name, group).encode() in content
                met += found
                if found != (expected and group == SHOWN):
                    wrong.append((name, group, "is there" if found else "is not there"))
    assert wrong == []
    assert met > 80
    assert b"Zq the note qZ" in content
    assert content.count(b"Zq hidden") == 0


NEVER_THERE = (
    "edit.kind",
    "edit.key",
    "edit.field",
    "edit.before",
    "edit.after",
    "publication.note",
    "publication.sha256",
    "hidden_baseline.indicator",
    "hidden_baseline.area",
    "hidden_baseline.breakdown",
    "hidden_baseline.because",
    "story_gap.became",
    "action.idea",
)
"""What a row must answer to before it is published at all; of each the tests below show one that does or does not."""


def test_a_publication_that_was_released_is_told_of_without_its_people(filled, tmp_path):
    content = copy_of(filled, tmp_path)
    names = ("approved_by", "released_by", "withdrawn_by", "withdrawn_because", "file", "note")
    for name in names:
        assert sentinel("publication", name, SHOWN).encode() not in content
    driver_update(
        filled, update(schema.publication).where(schema.publication.c.number == 1).values(withdrawn_at=None)
    )
    content = copy_of(filled, tmp_path)
    assert sentinel("publication", "note", SHOWN).encode() in content
    for name in names[:-1]:
        assert sentinel("publication", name, SHOWN).encode() not in content


def driver_update(store, *statements):
    with store.engine.connect() as conn:
        driver = conn.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        for one in statements:
            conn.execute(one)
        conn.commit()


def test_why_no_idea_is_cheap_and_what_became_of_a_gap_are_told_where_the_public_reads_them(filled, tmp_path):
    key = sentinel("indicator", "key", SHOWN)
    driver_update(filled, update(schema.story_gap).values(became=key))
    content = copy_of(filled, tmp_path)
    assert sentinel("idea_why_none", "text", SHOWN).encode() in content
    driver_update(
        filled, update(schema.idea).where(schema.idea.c.indicator == key).values(cost=CostMark.NO_COST.value)
    )
    assert sentinel("idea_why_none", "text", SHOWN).encode() not in copy_of(filled, tmp_path)


COUNTS = {"value": 0.123456789, "lower": 0.0987654321, "upper": 0.234567891, "numerator": 48271913.0}
"""Numbers that no other bytes of a store look like."""


def test_a_hidden_figure_is_in_no_bytes_of_the_copy_as_number_or_text(filled, tmp_path):
    key, area = sentinel("indicator", "key", SHOWN), sentinel("area", "code", SHOWN)
    breakdown = sentinel("series", "breakdown", SHOWN)
    driver_update(
        filled,
        update(schema.observation)
        .where(schema.observation.c.series_id == 1)
        .values(**COUNTS, source_text="48271913"),
        update(schema.observation_history).values(**COUNTS),
        update(schema.baseline)
        .where(schema.baseline.c.id == 1)
        .values(origin_value=COUNTS["value"], breakdown=breakdown),
        update(schema.baseline_history).values(value=COUNTS["numerator"]),
        update(schema.baseline_point).values(value=COUNTS["lower"], upper95=COUNTS["upper"]),
        update(schema.baseline_peer).values(
            typical_change=COUNTS["value"], forecast=json.dumps([COUNTS["numerator"]])
        ),
    )
    shown = copy_of(filled, tmp_path)
    cell = Cell(key, area, breakdown, PERIOD, COUNTS)
    hidden = copy_of(filled, tmp_path, protected=[Protected(cell, Why.SMALL, hidden=True)])
    past = copy_of(filled, tmp_path, past=[Protected(cell, Why.SMALL, hidden=True)])
    forms = [form for number in COUNTS.values() for form in forms_of(number)]
    assert sum(form in shown for form in forms) >= len(COUNTS)
    assert [form for form in forms if form in hidden] == []
    assert past.count(struct.pack(">d", COUNTS["value"])) < shown.count(struct.pack(">d", COUNTS["value"]))


def forms_of(number):
    """A number as SQLite writes it in a record, and as texts."""
    found = [
        struct.pack(">d", number),
        struct.pack("<d", number),
        repr(number).encode(),
        f"{number:.15g}".encode(),
    ]
    if number.is_integer():
        found += [struct.pack(">i", int(number)), int(number).to_bytes(6, "big"), str(int(number)).encode()]
    return found


def test_a_copy_that_was_published_holds_no_figure_or_name_of_a_load_that_was_undone(filled, tmp_path):
    """The second load was undone: it has given the figure that an earlier one had given otherwise."""
    driver_update(
        filled,
        update(schema.observation_history)
        .where(schema.observation_history.c.series_id == 1)
        .values(**COUNTS, sheet_column_id=2, replaced_by=3, happened="undone"),
        update(schema.sheet_column).where(schema.sheet_column.c.id == 2).values(load_id=2),
        update(schema.load).where(schema.load.c.id == 3).values(undoes=2),
    )
    content = copy_of(filled, tmp_path)
    assert [form for number in COUNTS.values() for form in forms_of(number) if form in content] == []
    assert sentinel("sheet_column", "sheet", HIDDEN).encode() not in content
    assert sentinel("sheet_column", "sheet", SHOWN).encode() in content


def test_a_copy_opens_as_any_store_does(filled, tmp_path):
    built = build_copy(filled, tmp_path / "published", number=7, published_on=DAY, note="")
    open_store(f"sqlite:///{built.path}", read_only=True).close()
