"""What a dictionary says of measures is kept until their figures come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oba.model.indicator import ValueType
from oba.model.measure import Measure
from oba.model.period import PeriodKind
from oba.model.release import Source
from oba.store.measure_notes import compare_measure_notes, read_measure_notes, write_measure_notes
from oba.store.releases import write_release

RATE = Measure(
    "lait:InfMort",
    "Infant Mortality",
    unit="Rate per 1000 live births",
    value_type=ValueType.CRUDE_RATE,
    period_kind=PeriodKind.CALENDAR_YEAR,
    multiplier=1000.0,
    decimals=1,
    definition="Deaths – under one year",
    publisher="Department for Education",
    polarity_said="Low",
    next_update=date(2026, 6, 1),
)
BARE = Measure("lait:Other", "Other")


def keep(conn, *measures):
    release = write_release(conn, Source("DfE", "Dictionary"), file_name="d.csv", sha256="1" * 64)
    write_measure_notes(conn, measures, release_id=release)


def test_what_is_kept_is_read_back_as_it_was(store):
    with store.writing() as conn:
        keep(conn, RATE, BARE)
        assert read_measure_notes(conn) == {RATE.code: RATE, BARE.code: BARE}


def test_a_newer_dictionary_changes_what_it_speaks_of_and_leaves_the_rest(store):
    newer = replace(RATE, next_update=date(2027, 6, 1))
    with store.writing() as conn:
        keep(conn, RATE, BARE)
        assert compare_measure_notes(conn, [RATE, BARE]) == []
        third = Measure("lait:New", "New")
        told = compare_measure_notes(conn, [newer, third])
        assert [(one.kind, one.key) for one in told] == [("changed", RATE.code), ("added", "lait:New")]
        keep(conn, newer, third)
        assert read_measure_notes(conn) == {BARE.code: BARE, RATE.code: newer, "lait:New": third}
