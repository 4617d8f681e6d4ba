"""A release is known by its SHA-256, with its source and its newest load."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oba.errors import StoreError
from oba.model.release import Source
from oba.store.releases import find_release, read_releases, record_load, write_release

SOURCE = Source(
    publisher="Department for Work and Pensions",
    title="Children in low income families",
    release="2025",
    address="https://example.org/a?b=1",
    licence="Open Government Licence v3.0",
    published=date(2025, 3, 4),
    retrieved=date(2026, 5, 1),
    note="naïve – £",
    sheets={"Year 6": "excess_weight", "": "poverty_rate", "A": "in_care"},
)
MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def record(conn, release, *, by="ann", moment=MOMENT):
    return record_load(conn, release_id=release, loaded_at=moment, loaded_by=by, format_name="tidy")


def test_a_release_is_found_by_its_sha256_with_all_that_its_sidecar_says(store):
    with store.writing() as conn:
        release = write_release(conn, SOURCE, file_name="poverty.xlsx", sha256="a" * 64)
        record(conn, release)
        found = find_release(conn, "a" * 64)
    assert found.source == SOURCE
    assert list(found.source.sheets) == list(SOURCE.sheets)
    assert (found.id, found.file_name, found.sha256, found.format) == (
        release,
        "poverty.xlsx",
        "a" * 64,
        "tidy",
    )
    assert (found.loaded_at, found.loaded_by) == (MOMENT, "ann")


def test_a_file_that_was_never_loaded_is_not_found(store):
    with store.reading() as conn:
        assert find_release(conn, "a" * 64) is None


def test_the_same_file_again_is_the_same_release(store):
    with store.writing() as conn:
        first = write_release(conn, SOURCE, file_name="a.xlsx", sha256="a" * 64)
        assert write_release(conn, SOURCE, file_name="renamed.xlsx", sha256="a" * 64) == first
        assert write_release(conn, SOURCE, file_name="b.xlsx", sha256="b" * 64) == first + 1


def test_releases_come_in_the_order_in_which_they_first_came_with_their_newest_load(store):
    later = datetime(2026, 6, 1, tzinfo=UTC)
    with store.writing() as conn:
        one = write_release(conn, SOURCE, file_name="a.xlsx", sha256="a" * 64)
        record(conn, one)
        two = write_release(conn, SOURCE, file_name="b.xlsx", sha256="b" * 64)
        record(conn, two)
        record(conn, one, by="bob", moment=later)
        found = read_releases(conn)
    assert [(each.id, each.loaded_by, each.loaded_at) for each in found] == [
        (one, "bob", later),
        (two, "ann", MOMENT),
    ]


def test_a_load_of_no_release_is_refused(store):
    with pytest.raises(StoreError, match="names something that is not there"), store.writing() as conn:
        record(conn, 9)
