"""The store's check-up says what is sound and what is not."""

from __future__ import annotations

import sqlite3

from oba.store.engine import open_store
from oba.store.health import check_health


def told(store):
    return {one.subject: (one.sound, one.said) for one in check_health(store)}


def test_a_sound_store_says_its_size_and_its_last_load(planned, load, figures):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0), (2010, 2.0)))
    found = told(planned)
    assert all(sound for sound, _ in found.values())
    assert found["size"][1].startswith("2 figures in 1 series, ")
    assert found["last load"][1] == "1 May 2026, 12:00 UTC"


def test_a_store_without_a_load_says_so(store):
    assert told(store)["last load"] == (True, "nothing has been loaded yet")


def test_a_published_copy_can_be_looked_over_too(sqlite_url):
    published = open_store(sqlite_url, read_only=True)
    found = told(published)
    published.close()
    assert found["file"] == (True, "every page of the file reads well")
    assert found["schema"][0]


def test_a_reference_that_leads_nowhere_is_found(sqlite_store, tmp_path):
    with sqlite3.connect(tmp_path / "oba.db") as conn:
        conn.execute("INSERT INTO outcome VALUES ('o', 'nowhere', 's', 1, 1, 0)")
    conn.close()
    assert told(sqlite_store)["references"] == (
        False,
        "1 records of outcome name something that is not there",
    )


def test_an_index_that_does_not_match_its_table_is_found(sqlite_url, tmp_path):
    with sqlite3.connect(tmp_path / "oba.db") as conn:
        conn.execute("INSERT INTO theme VALUES ('t', 'T', '', 1, 1, 0)")
        conn.execute("PRAGMA writable_schema=ON")
        elsewhere = "(SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_outcome_1')"
        conn.execute(
            f"UPDATE sqlite_schema SET rootpage = {elsewhere} WHERE name = 'sqlite_autoindex_theme_1'"
        )
    conn.close()
    opened = open_store(sqlite_url)
    assert told(opened)["file"][0] is False
    opened.close()
