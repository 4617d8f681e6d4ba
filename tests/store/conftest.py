"""A store of each kind for every test: a SQLite file, and a database of a private PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest
from sqlalchemy import Connection

from oba.model.action import Action, ActionStatus
from oba.model.area import Area, AreaKind, Comparator, ComparatorRole
from oba.model.baseline import Scenario
from oba.model.figures import FIGURE_COLUMNS
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.plan import BaselineRequest, Outcome, Partner, Plan, PlanBook, Theme
from oba.model.release import Source
from oba.store.comparison import Comparison
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.observations import load_figures
from oba.store.plans import write_plan
from oba.store.releases import record_load, write_release

TOWN, REGION, ENGLAND = "E06000002", "E12000001", "E92000001"
DATABASES = count(1)


class Server:
    """A PostgreSQL server on a socket in a folder of its own, for the length of the tests."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="oba-pg-"))
        self.user = self.unprivileged_user()
        if self.user:
            shutil.chown(self.folder, self.user)
        initdb = [
            "initdb",
            "-D",
            "data",
            "-U",
            "oba",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        ]
        self.run([str(binaries / initdb[0]), *initdb[1:]])
        settings = ["listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=40"]
        options = [part for setting in settings for part in ("-c", setting)]
        log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", "data", "-k", str(self.folder), *options],
            cwd=self.folder,
            user=self.user,
            stdout=log,
            stderr=log,
        )
        self.wait()

    @staticmethod
    def unprivileged_user() -> str | None:
        """The server refuses to run as root."""
        if not hasattr(os, "getuid") or os.getuid() != 0:
            return None
        import pwd

        names = {entry.pw_name for entry in pwd.getpwall()}
        return "postgres" if "postgres" in names else "nobody"

    def run(self, command: list[str]) -> None:
        subprocess.run(command, cwd=self.folder, user=self.user, check=True, capture_output=True)

    def wait(self) -> None:
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                psycopg.connect(host=str(self.folder), user="oba", dbname="postgres").close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def url(self, database: str) -> str:
        return f"postgresql://oba@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="oba", dbname="postgres", autocommit=True) as conn:
            conn.execute(statement)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(path) for path in [shutil.which("initdb")] if path
    ]
    if not found:
        pytest.fail(
            "These tests need PostgreSQL: install the package postgresql, or leave them out by -m 'not postgres'."
        )
    running = Server(found[-1].parent)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    migrate(str(path))
    return path


@pytest.fixture(scope="session")
def empty_database(server: Server) -> str:
    server.execute("CREATE DATABASE empty_store")
    migrate(server.url("empty_store"))
    return "empty_store"


@pytest.fixture
def sqlite_url(empty_file: Path, tmp_path: Path) -> str:
    shutil.copy(empty_file, tmp_path / "oba.db")
    return f"sqlite:///{tmp_path / 'oba.db'}"


@pytest.fixture
def postgres_url(server: Server) -> Iterator[str]:
    """A database of its own, with nothing in it."""
    name = f"bare_{next(DATABASES)}"
    server.execute(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store with the newest schema and nothing in it, on each database in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: Server = request.getfixturevalue("server")
    name = f"store_{next(DATABASES)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('empty_database')}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    opened = open_store(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def book() -> PlanBook:
    return PlanBook(
        plan=Plan(
            "Plan",
            "Trust",
            TOWN,
            "2010 to 2013",
            "A statement",
            True,
            {"outcome": "result", "indicator": "mark"},
        ),
        themes=(Theme("poverty", "Reducing Child Poverty", "partnership", 1), Theme("safe", "Safeguarding")),
        outcomes=(Outcome("means", "poverty", "Children grow up in families with enough", 1),),
        indicators=(
            indicator("poverty_rate", next_release=date(2011, 3, 1), upper_bound=100.0, notes="naïve – £"),
            indicator("in_care", polarity=Polarity.NO_JUDGEMENT, theme="safe", outcome="", lower_bound=None),
        ),
        areas=(
            Area(TOWN, "Middlesbrough", AreaKind.LOCAL_AUTHORITY, "806", "00EC", ("Middlesborough", "M'bro")),
            Area(REGION, "North East", AreaKind.REGION, began=date(1994, 4, 1)),
            Area(ENGLAND, "England", AreaKind.COUNTRY),
        ),
        comparators=(
            Comparator(TOWN, REGION, ComparatorRole.REGION, "Region", ended=date(2030, 1, 1)),
            Comparator(TOWN, ENGLAND, ComparatorRole.COUNTRY, "Country", 1),
        ),
        partners=(Partner("council", "Council", "lead", ("safe", "poverty")), Partner("nhs", "NHS")),
        actions=(
            Action(
                1, 1, "First", "Do this", "Ann", "£500", "March 2011", due=date(2011, 3, 31), theme="safe"
            ),
            Action(
                2,
                1,
                "First",
                "Do that",
                status=ActionStatus.UNDER_WAY,
                indicators=("in_care", "poverty_rate"),
            ),
        ),
        baselines=(
            BaselineRequest(
                "poverty_rate",
                TOWN,
                year(2009),
                Scenario.HOLD,
                5,
                date(2010, 7, 19),
                "Trust Executive",
                "Agreed",
            ),
        ),
    )


def indicator(key: str, **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "title": key.replace("_", " "),
        "theme": "poverty",
        "outcome": "means",
        "standing": Standing.HEADLINE,
        "unit": "%",
        "value_type": ValueType.PROPORTION,
        "polarity": Polarity.LOW_IS_GOOD,
        "period_kind": PeriodKind.CALENDAR_YEAR,
    }
    return Indicator(key, **{**fields, **changes})


def year(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.CALENDAR_YEAR)


@pytest.fixture(scope="session")
def period_of() -> Callable[[int], Period]:
    return year


@pytest.fixture
def planned(store: Store, book: PlanBook) -> Store:
    with store.writing() as conn:
        write_plan(conn, book)
    return store


@pytest.fixture(scope="session")
def figures() -> Callable[..., pd.DataFrame]:
    """A frame of figures: each row (year, value) and what differs from a plain one."""

    def build(*rows: tuple[Any, ...]) -> pd.DataFrame:
        plain = {
            "indicator": "poverty_rate",
            "area": TOWN,
            "breakdown": "",
            "lower": float("nan"),
            "upper": float("nan"),
            "numerator": float("nan"),
            "denominator": float("nan"),
            "marker": "",
            "sheet": "",
        }
        built = []
        for place, (first, value, *more) in enumerate(rows):
            text = {
                "source_text": "" if value != value else f"{value:.15g}",
                "cell": f"value, line {place + 2}",
            }
            extra: dict[str, Any] = more[0] if more else {}
            built.append({**plain, **text, "period": year(first).key, "value": value, **extra})
        return pd.DataFrame(built, columns=list(FIGURE_COLUMNS))

    return build


@pytest.fixture(scope="session")
def load() -> Callable[..., Comparison]:
    """Load frames as a new file of a publisher, as a task does."""
    files = count(1)

    def run(
        conn: Connection,
        *frames: pd.DataFrame,
        publisher: str = "Office",
        title: str = "Poverty",
        **more: Any,
    ) -> Comparison:
        number = next(files)
        frames = more.pop("stream", frames)
        release = write_release(
            conn, Source(publisher, title), file_name=f"file{number}.csv", sha256=f"{number:064x}"
        )
        load_id = record_load(
            conn,
            release_id=release,
            loaded_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
            loaded_by="ann",
            format_name="tidy",
        )
        return load_figures(conn, frames, load_id=load_id, source_key=(publisher, title), **more)

    return run
