"""Every edit is read back as it was made, and nothing can alter it; drafts are each person's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from oba.errors import StoreError
from oba.model.editor import Edit
from oba.store.drafts import Draft, forget_drafts, keep_draft, read_drafts
from oba.store.edits import read_edits, record_edits
from oba.store.engine import open_store, store_version
from oba.store.migrate import migrate

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
REFUSED = "an edit is kept as it was made, and is never altered"


def record(conn, *, key="poverty_rate/1", at=NOW, **changes):
    return record_edits(conn, kind="force", key=key, by="ann", at=at, changes=changes)


def test_an_edit_is_read_back_as_it_was_made(store):
    with store.writing() as conn:
        assert record(conn, text=(None, "naïve – £"), depth=("symptom", "root cause")) == 2
        assert read_edits(conn) == [
            Edit(1, NOW, "ann", "force", "poverty_rate/1", "text", None, "naïve – £"),
            Edit(2, NOW, "ann", "force", "poverty_rate/1", "depth", "symptom", "root cause"),
        ]


def test_what_did_not_change_is_not_recorded(store):
    with store.writing() as conn:
        assert record(conn, text=("a", "a"), depth=(None, None), link=(None, "")) == 1
        assert [(one.field, one.before, one.after) for one in read_edits(conn)] == [("link", None, "")]


def test_edits_are_chosen_by_kind_key_and_day_and_stand_in_their_order(store):
    with store.writing() as conn:
        record(conn, text=(None, "1"))
        record(conn, key="poverty_rate/2", at=NOW - timedelta(days=1), text=(None, "2"))
        record(conn, key="povertyXrate/1", at=NOW + timedelta(days=1), text=(None, "3"))
        record_edits(conn, kind="gap", key="poverty_rate/1", by="bob", at=NOW, changes={"text": (None, "4")})

        def found(**chosen):
            return [one.after for one in read_edits(conn, **chosen)]

        assert found() == ["1", "2", "3", "4"]
        assert found(kind="force", key="poverty_rate/1") == ["1"]
        assert found(kinds=("gap", "voice")) == ["4"]
        assert found(since=NOW) == ["1", "3", "4"]
        assert found(within="poverty_rate/") == ["1", "2", "4"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edit SET after = 'another'",
        "UPDATE edit SET made_by = 'bob'",
        "UPDATE edit SET id = 7",
        "DELETE FROM edit",
        "DELETE FROM edit WHERE id = 1",
    ],
)
def test_no_sql_alters_an_edit(store, statement):
    with store.writing() as conn:
        record(conn, text=("a", "b"))
        before = read_edits(conn)
    with pytest.raises(StoreError, match=REFUSED), store.writing() as conn:
        conn.execute(text(statement))
    with store.reading() as conn:
        assert read_edits(conn) == before


@pytest.mark.parametrize("statement", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
def test_sqlite_does_not_replace_an_edit_either(sqlite_store, statement):
    with sqlite_store.writing() as conn:
        record(conn, text=("a", "b"))
    with pytest.raises(StoreError, match=REFUSED), sqlite_store.writing() as conn:
        conn.execute(text(f"{statement} edit SELECT * FROM edit"))


@pytest.mark.postgres
def test_postgresql_does_not_empty_the_table_of_edits(postgres_url):
    migrate(postgres_url)
    store = open_store(postgres_url)
    with pytest.raises(StoreError, match=REFUSED), store.writing() as conn:
        conn.execute(text("TRUNCATE edit"))
    store.close()


def test_a_draft_is_kept_by_place_and_person_and_the_last_write_wins(store):
    later = NOW + timedelta(seconds=1)
    with store.writing() as conn:
        for by, said, at in (("ann", "half a", NOW), ("ann", "half a sentence", later), ("bob", "his", NOW)):
            keep_draft(conn, place="force/1/text", by=by, text=said, at=at)
        keep_draft(conn, place="gap/1/text", by="ann", text="", at=NOW, version=4)
        assert read_drafts(conn, by="ann") == {
            "force/1/text": Draft("force/1/text", "half a sentence", 0, later),
            "gap/1/text": Draft("gap/1/text", "", 4, NOW),
        }
        assert list(read_drafts(conn, by="ann", within="gap/")) == ["gap/1/text"]
        assert read_drafts(conn, by="bob")["force/1/text"].text == "his"


def test_a_draft_remembers_the_version_that_it_began_from(store):
    with store.writing() as conn:
        keep_draft(conn, place="p", by="ann", text="a", at=NOW, version=2)
        keep_draft(conn, place="p", by="ann", text="ab", at=NOW, version=3)
        assert read_drafts(conn, by="ann")["p"].version == 2


def test_a_draft_that_is_forgotten_leaves_those_of_others(store):
    with store.writing() as conn:
        for by in ("ann", "bob"):
            keep_draft(conn, place="p", by=by, text="a", at=NOW)
        forget_drafts(conn, by="ann", places=["p", "q"])
        assert read_drafts(conn, by="ann") == {}
        assert list(read_drafts(conn, by="bob")) == ["p"]


def test_a_draft_leaves_the_version_under_which_pages_keep_what_they_show(store):
    with store.reading() as conn:
        before = store_version(conn)
    with store.writing(quietly=True) as conn:
        keep_draft(conn, place="p", by="ann", text="a", at=NOW)
    with store.reading() as conn:
        assert store_version(conn) == before
        assert read_drafts(conn, by="ann")["p"].text == "a"
