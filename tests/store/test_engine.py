"""Who may read and write a store, and what is said when it cannot be done."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from oba.errors import ObaError, StoreError
from oba.store import sqlite
from oba.store.engine import open_store, store_version
from oba.store.schema import meta
from oba.store.series import read_panel, read_series

WRITES = {
    "insert": "INSERT INTO theme VALUES ('a', 'b', 'c', 1, 1, 0)",
    "update": "UPDATE meta SET version = 99",
    "delete": "DELETE FROM meta",
    "create": "CREATE TABLE mine (a)",
    "temporary table": "CREATE TEMP TABLE mine (a)",
    "attach": "ATTACH 'other.db' AS other",
    "attach in memory": "ATTACH ':memory:' AS other",
    "vacuum into": "VACUUM INTO 'copy.db'",
    "switch off query_only": "PRAGMA query_only=0",
    "switch the journal": "PRAGMA journal_mode=DELETE",
    "user version": "PRAGMA user_version=5",
    "writable schema": "PRAGMA writable_schema=ON",
    "load extension": "SELECT load_extension('x')",
    "drop": "DROP TABLE meta",
    "reindex": "REINDEX",
    "analyze": "ANALYZE",
}


def test_each_write_raises_the_version_by_one(store):
    with store.reading() as conn:
        before = store_version(conn)
    with store.writing():
        pass
    with store.reading() as conn:
        assert store_version(conn) == before + 1


def test_what_is_undone_by_hand_does_not_count_as_a_write(store):
    with store.writing() as conn:
        conn.execute(update(meta).values(version=500))
        conn.rollback()
    with store.reading() as conn:
        assert store_version(conn) == 0


def test_what_is_written_while_reading_is_not_kept(store):
    with store.reading() as conn:
        conn.execute(update(meta).values(version=500))
    with store.reading() as conn:
        assert store_version(conn) == 0


def test_reading_sees_one_picture_from_beginning_to_end(url):
    store, other = open_store(url), open_store(url)
    done = threading.Event()

    def write():
        with other.writing():
            pass
        done.set()

    with store.reading() as conn:
        before = store_version(conn)
        writer = threading.Thread(target=write)
        writer.start()
        done.wait(0.3)
        assert store_version(conn) == before
    writer.join()
    with store.reading() as conn:
        assert store_version(conn) == before + 1
    store.close()
    other.close()


def test_a_second_writer_waits_for_the_first(url):
    store, other = open_store(url), open_store(url)
    order = []
    inside = threading.Event()

    def write_second():
        inside.wait()
        with other.writing():
            order.append("second")

    second = threading.Thread(target=write_second)
    second.start()
    with store.writing():
        inside.set()
        time.sleep(0.3)
        order.append("first")
    second.join()
    assert order == ["first", "second"]
    store.close()
    other.close()


def test_a_writer_who_has_waited_too_long_is_told_that_someone_is_saving(url, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    store, other = open_store(url), open_store(url)
    with store.writing(), pytest.raises(StoreError, match=r"someone is saving.*try again"):
        enter(other.writing())
    store.close()
    other.close()


def test_a_mistake_of_ours_is_not_dressed_up_as_a_fault_of_the_store(store):
    with pytest.raises(Exception, match="no_such_table") as caught, store.reading() as conn:
        conn.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(caught.value, ObaError)


def test_the_settings_that_lose_nothing_are_on(sqlite_store):
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
    with sqlite_store.reading() as conn:
        found = [conn.execute(text(f"PRAGMA {name}")).scalar_one() for name in names]
    assert found == ["truncate", 2, 1, 5000, 0]


def test_a_record_that_names_what_is_not_there_is_refused(store):
    with pytest.raises(StoreError, match="names something that is not there"), store.writing() as conn:
        conn.execute(text("INSERT INTO outcome VALUES ('a', 'nowhere', 'b', 1, 1, false)"))


def test_a_published_copy_is_read(planned, load, figures, url):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
    published = open_store(url, read_only=True)
    with published.reading() as conn:
        assert store_version(conn) == 2
        assert read_series(conn)[0].latest.value == 1.0
        assert read_panel(conn).numbers["value"].tolist() == [[1.0]]
    published.close()


def test_a_published_copy_refuses_to_be_written(store, url):
    published = open_store(url, read_only=True)
    with pytest.raises(StoreError, match="for reading only"):
        enter(published.writing())
    published.close()


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("inside", [True, False], ids=["in a transaction", "outside"])
def test_no_sql_writes_to_a_published_copy_or_makes_a_file(
    sqlite_url, tmp_path, monkeypatch, statement, inside
):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "oba.db"
    before, files = path.read_bytes(), sorted(tmp_path.iterdir())
    published = open_store(sqlite_url, read_only=True)
    with published.engine.connect() as conn:
        driver = conn.connection.driver_connection
        if inside:
            driver.execute("BEGIN")
        with pytest.raises(sqlite3.Error):
            driver.execute(statement)
    published.close()
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (before, files)


def test_writing_by_sql_to_a_published_copy_is_said_in_words(sqlite_url):
    published = open_store(sqlite_url, read_only=True)
    with pytest.raises(StoreError, match="for reading only"), published.reading() as conn:
        conn.execute(update(meta).values(version=5))
    published.close()


@pytest.mark.parametrize(("name", "seconds"), [("read", "STATEMENT_SECONDS"), ("a" * 64, "COPY_SECONDS")])
def test_a_question_that_takes_too_long_is_stopped_in_a_published_copy_sooner(
    sqlite_url, tmp_path, monkeypatch, name, seconds
):
    assert sqlite.COPY_SECONDS < sqlite.STATEMENT_SECONDS
    monkeypatch.setattr(sqlite, seconds, 0.2)
    path = (tmp_path / "oba.db").rename(tmp_path / f"{name}.db")
    published = open_store(f"sqlite:///{path}", read_only=True)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(StoreError, match="took too long"), published.reading() as conn:
        conn.execute(text(endless))
    with published.reading() as conn:
        assert conn.execute(select(meta.c.version)).scalar_one() == 0
    published.close()


@pytest.mark.postgres
def test_a_published_database_of_postgresql_refuses_to_be_written(postgres_url):
    from oba.store.migrate import migrate

    migrate(postgres_url)
    published = open_store(postgres_url, read_only=True)
    with pytest.raises(StoreError, match="for reading only"), published.reading() as conn:
        conn.execute(update(meta).values(version=5))
    published.close()


def test_a_full_disk_is_said_in_words_and_loses_nothing(sqlite_store):
    def fill():
        with sqlite_store.writing() as conn:
            conn.execute(text("PRAGMA max_page_count=1")).close()
            for number in range(2000):
                conn.execute(
                    text("INSERT INTO theme VALUES (:key, 'a', 'b', 1, 1, 0)"), {"key": f"{number:0500d}"}
                )

    with pytest.raises(StoreError, match="the disk is full"):
        fill()
    with sqlite_store.reading() as conn:
        assert conn.execute(text("SELECT count(*) FROM theme")).scalar_one() == 0


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_not_there_is_not_made(tmp_path, read_only):
    with pytest.raises(StoreError, match="there is no store here yet"):
        open_store(str(tmp_path / "oba.db"), read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named_as_such(tmp_path):
    with pytest.raises(StoreError, match="its folder does not exist") as caught:
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'oba.db'}")
    assert str(tmp_path) not in str(caught.value)


def test_a_folder_is_not_a_store(tmp_path):
    with pytest.raises(StoreError, match="this is a folder"):
        open_store(str(tmp_path))


@pytest.mark.parametrize("content", [b"indicator,area,value\n", b"PK\x03\x04" + bytes(200)])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "oba.db").write_bytes(content)
    with pytest.raises(StoreError, match="not a store of this product"):
        open_store(str(tmp_path / "oba.db"))


def test_a_sqlite_file_of_another_program_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "oba.db") as conn:
        conn.execute("CREATE TABLE customers (name)")
    conn.close()
    with pytest.raises(StoreError, match="not a store of this product"):
        open_store(str(tmp_path / "oba.db"))


def test_a_damaged_file_is_said_to_be_damaged(sqlite_url, tmp_path):
    path = tmp_path / "oba.db"
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged.*last backup"):
        open_store(sqlite_url)


def test_a_store_of_a_newer_version_is_refused(store, url):
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of the dashboard"):
        open_store(url)


def test_a_store_of_an_older_version_asks_to_be_migrated(store, url):
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with pytest.raises(StoreError, match="earlier version"):
        open_store(url)


CUT_OFF = """
import os, signal, sys
from sqlalchemy import text
from oba.store.engine import open_store
with open_store(sys.argv[1]).writing() as conn:
    conn.execute(text("PRAGMA cache_size=5")).close()
    conn.execute(text("UPDATE meta SET version = 500"))
    for number in range(500):
        conn.execute(text("INSERT INTO theme VALUES (:key, 'a', 'b', 1, 1, 0)"), {"key": f"{number:0500d}"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_save_that_was_cut_off_is_undone_by_the_next_opening_for_writing(sqlite_url, tmp_path):
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", CUT_OFF, sqlite_url], cwd=root, check=False)
    assert (tmp_path / "oba.db-journal").stat().st_size > 0
    with pytest.raises(StoreError, match="cut off half way"):
        open_store(sqlite_url, read_only=True)
    for read_only in (False, True):
        opened = open_store(sqlite_url, read_only=read_only)
        with opened.reading() as conn:
            assert store_version(conn) == 0
            assert conn.execute(text("SELECT count(*) FROM theme")).scalar_one() == 0
        opened.close()


OPEN_AS_NOBODY = """
import sys
from oba.errors import StoreError
from oba.store.engine import open_store
import os
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("file_mode", "message"),
    [(0o000, "the file may not be read"), (0o444, "may not be read or written here")],
)
def test_a_file_without_permission_is_said_in_words(tmp_path_factory, empty_file, file_mode, message):
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="oba-permission-"))
    path = folder / "oba.db"
    shutil.copy(empty_file, path)
    folder.chmod(0o755)
    path.chmod(file_mode)
    run = subprocess.run(
        [sys.executable, "-c", OPEN_AS_NOBODY, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    shutil.rmtree(folder)
    assert message in run.stdout
    assert "/" not in run.stdout


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_said_without_its_password(server):
    address = server.url("nowhere").replace("oba@", "oba:secret@")
    with pytest.raises(StoreError, match="refuses this user") as caught:
        open_store(address)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_said_in_words(tmp_path):
    with pytest.raises(StoreError, match="does not answer") as caught:
        open_store(f"postgresql://oba:secret@/oba?host={tmp_path}")
    assert "secret" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def enter(context):
    with context:
        return
