"""A store is made and upgraded whole, or left as it was."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from oba.errors import StoreError
from oba.store.baselines import read_baselines
from oba.store.engine import connect_store, open_store
from oba.store.location import locate
from oba.store.migrate import SCRIPTS, migrate, script_directory, state
from oba.store.schema import REVISIONS, metadata

STEP = '''"""A step for a test."""

from alembic import op

revision = "0901"
down_revision = "{before}"


def upgrade():
    op.execute("CREATE TABLE half_way (id INTEGER)")
    op.execute("UPDATE meta SET version = 77")
    {ending}
'''


@pytest.fixture
def bare_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return request.getfixturevalue("postgres_url")


both = pytest.mark.parametrize(
    "bare_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def with_step(tmp_path):
    """The migrations of the product and one more, which ends as asked."""

    def build(ending):
        folder = tmp_path / f"scripts{len(ending)}"
        shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "v0901_step.py").write_text(STEP.format(before=REVISIONS[-1], ending=ending))
        return folder

    return build


def look(store):
    with store.reading() as conn:
        version = conn.execute(text("SELECT version FROM meta")).scalar_one()
        revision = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    return version, revision


@both
def test_a_new_store_is_made_and_is_current(bare_url):
    assert state(bare_url) == "empty"
    report = migrate(bare_url)
    assert (report.before, report.after, report.applied) == ("", REVISIONS[-1], REVISIONS)
    assert state(bare_url) == "current"


@both
def test_migrating_a_current_store_does_nothing(bare_url):
    migrate(bare_url)
    assert migrate(bare_url).applied == ()


def test_the_migrations_end_in_exactly_the_tables_of_the_schema(store):
    with store.reading() as conn:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(conn, opts=options), metadata) == []


def test_the_schema_lists_the_migrations_in_their_order():
    found = [script.revision for script in script_directory().walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS


def test_a_migration_that_fails_leaves_the_store_as_it_was_and_can_be_tried_again(
    planned, load, figures, url, with_step
):
    with planned.writing() as conn:
        load(conn, figures((2009, 1.0)))
    before = look(planned)
    with pytest.raises(ZeroDivisionError):
        migrate(url, scripts=with_step("1 / 0"))
    assert look(planned) == before
    assert migrate(url, scripts=with_step("pass")).applied == ("0901",)
    assert look(planned) == (77, "0901")


@pytest.mark.parametrize("wait", [0.0, 0.1])
def test_a_migration_that_is_killed_leaves_the_store_as_it_was(planned, url, with_step, wait):
    before = look(planned)
    planned.close()
    folder = with_step("print('half way', flush=True); import time; time.sleep(60)")
    code = "import sys; from pathlib import Path; from oba.store.migrate import migrate; migrate(sys.argv[1], scripts=Path(sys.argv[2]))"
    child = subprocess.Popen(
        [sys.executable, "-c", code, url, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout.readline() == "half way\n"
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    opened = open_store(url)
    assert look(opened) == before
    opened.close()
    assert migrate(url, scripts=with_step("pass")).after == "0901"


def test_a_migration_that_breaks_a_reference_is_not_kept(sqlite_store, sqlite_url, with_step):
    orphan = "op.execute(\"INSERT INTO outcome VALUES ('o', 'nowhere', 's', 1, 1, 0)\")"
    before = look(sqlite_store)
    with pytest.raises(StoreError, match="did not pass its check"):
        migrate(sqlite_url, scripts=with_step(f"op.execute('PRAGMA defer_foreign_keys=ON'); {orphan}"))
    assert look(sqlite_store) == before


def test_a_store_of_a_newer_version_is_refused(store, url):
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert state(url) == "newer"
    with pytest.raises(StoreError, match="newer version of the dashboard"):
        migrate(url)


def test_an_older_store_is_told_apart(store, url):
    with store.writing() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert state(url) == "older"


def test_a_store_is_not_made_where_there_is_no_folder(tmp_path):
    with pytest.raises(StoreError, match="its folder does not exist"):
        migrate(str(tmp_path / "nowhere" / "oba.db"))


@both
def test_loads_from_before_undo_are_told_apart_by_what_is_known_of_them(bare_url, tmp_path):
    """One gave only new figures, one confirmed a figure that it does not name, one was a plan."""
    earlier = tmp_path / "earlier"
    shutil.copytree(SCRIPTS, earlier, ignore=shutil.ignore_patterns("__pycache__", "v000[4-9]*", "v001*"))
    migrate(bare_url, scripts=earlier)
    with connect_store(locate(bare_url), read_only=False, create=False).writing() as conn:
        for statement in EARLIER:
            conn.execute(text(statement))
    assert migrate(bare_url).applied == REVISIONS[3:]
    store = open_store(bare_url)
    with store.reading() as conn:
        loads = conn.execute(text("SELECT id, kind, withdraws FROM load ORDER BY id")).all()
        reach = conn.execute(text("SELECT * FROM coverage")).all()
        kept = conn.execute(
            text("SELECT series_id, replaced_by, happened, value FROM observation_history")
        ).all()
        origin = conn.execute(text("SELECT origin FROM indicator")).scalars().all()
    store.close()
    assert [tuple(row) for row in loads] == [(1, "plan", None), (2, "figures", 1), (3, "figures", None)]
    assert [tuple(row) for row in reach] == [(2, "poverty", 200901010101, 201001010101)]
    assert [tuple(row) for row in kept] == [(1, 3, "revised", 1.5)]
    assert origin == ["plan"]


EARLIER = (
    "INSERT INTO area VALUES ('E1', 'Town', 'local authority', '', '', NULL, NULL, 0, false)",
    "INSERT INTO indicator VALUES ('poverty', 'Poverty', NULL, NULL, 'headline', '%', 'proportion',"
    " 'no judgement', 'calendar year', 1, 1, 1, 0, NULL, '', '', '', '', NULL, '', 0, 0, false)",
    "INSERT INTO release VALUES (1, 'Office', 'Poverty', '', '', '', NULL, NULL, '', 'a.csv', 'a')",
    "INSERT INTO load VALUES (1, 1, '2026-05-01 12:00:00', 'ann', 'plan workbook', 0, 0, 0, 0)",
    "INSERT INTO load VALUES (2, 1, '2026-05-01 12:00:00', 'ann', 'tidy', 2, 0, 0, 0)",
    "INSERT INTO load VALUES (3, 1, '2026-05-01 12:00:00', 'ann', 'tidy', 0, 1, 0, 1)",
    "INSERT INTO sheet_column VALUES (1, 2, '', 'value'), (2, 3, '', 'value')",
    "INSERT INTO period VALUES (200901010101, '2009-01-01', '2009-12-31', '2009')",
    "INSERT INTO period VALUES (201001010101, '2010-01-01', '2010-12-31', '2010')",
    "INSERT INTO series VALUES (1, 'poverty', 'E1', '')",
    "INSERT INTO observation VALUES (1, 200901010101, 2, NULL, NULL, NULL, NULL, '', NULL, 2, 1)",
    "INSERT INTO observation VALUES (1, 201001010101, 3, NULL, NULL, NULL, NULL, '', NULL, 1, 2)",
    "INSERT INTO observation_history VALUES"
    " (1, 200901010101, 3, 'revised', 1.5, NULL, NULL, NULL, NULL, '', NULL, 1, 1)",
)


OF_BEFORE_PEERS = (
    EARLIER[0],
    EARLIER[1].removesuffix(")") + ", 'plan')",
    EARLIER[2],
    EARLIER[7],
    EARLIER[8],
    "INSERT INTO baseline_point VALUES (1, 201001010101, 2.5, 1, 4, 0, 5), (2, 201001010101, 3, NULL, NULL, NULL, NULL)",
    "INSERT INTO baseline_history VALUES (1, 200901010101, 2), (2, 200901010101, 2)",
    "INSERT INTO baseline_release VALUES (1, 0, 1)",
    "INSERT INTO baseline VALUES (1, 'poverty', 'E1', '', '2010-03-01', '2010-03-01 12:00:00', 200901010101, 2,"
    " 'carry on the trend', 'shrunken drift', 1, 1, 9, 0.5, 0.25, 7, 'Board', 'The course', false, NULL)",
    "INSERT INTO baseline VALUES (2, 'poverty', 'E1', '', '2011-03-01', '2011-03-01 12:00:00', 200901010101, 2,"
    " 'hold the level', 'hold the level', 1, 1, 9, 0, NULL, 7, 'Board', 'A steadier course', false, NULL)",
    "UPDATE baseline SET superseded_by = 2 WHERE id = 1",
)


@both
def test_baselines_frozen_before_peers_were_kept_stand_unchanged_and_stay_guarded(bare_url, tmp_path):
    earlier = tmp_path / "earlier"
    shutil.copytree(SCRIPTS, earlier, ignore=shutil.ignore_patterns("__pycache__", "v000[7-9]*", "v001*"))
    migrate(bare_url, scripts=earlier)
    with connect_store(locate(bare_url), read_only=False, create=False).writing() as conn:
        for statement in OF_BEFORE_PEERS:
            conn.execute(text(statement))
        before = kept_rows(conn)
    assert migrate(bare_url).applied[0] == "0007"
    store = open_store(bare_url)
    with store.reading() as conn:
        assert kept_rows(conn) == before
        found = read_baselines(conn, superseded=True)
    for statement in (
        "UPDATE baseline SET reason = ''",
        "UPDATE baseline SET moderated_by = 30",
        "UPDATE baseline SET superseded_by = NULL",
        "UPDATE baseline SET superseded_by = id WHERE id = 2",
        "DELETE FROM baseline_point",
        "INSERT INTO baseline_peer VALUES (1, 'E1', 1, '[1]')",
    ):
        with pytest.raises(StoreError, match="a frozen baseline is never altered"), store.writing() as conn:
            conn.execute(text(statement))
    store.close()
    assert [(one.id, one.superseded_by, one.moderated_by, one.peers) for one in found] == [
        (1, 2, 0, ()),
        (2, None, 0, ()),
    ]
    assert (found[0].reason, found[0].points[0].upper95, found[0].releases) == ("The course", 5.0, (1,))


def kept_rows(conn):
    """Every frozen row as it stood before there were peers, without the column that came with them."""
    tables = ("baseline", "baseline_point", "baseline_history", "baseline_release")
    columns = 20
    return [
        [tuple(row)[:columns] for row in conn.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2"))]
        for name in tables
    ]
