"""A small plan in a store of its own for every case, and the one way in which all cases are tried."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator, ValueType
from oba.model.marker import write_markers
from oba.model.period import PeriodKind
from oba.model.plan import Outcome, Plan, PlanBook, Theme
from oba.model.release import LoadReport, Source
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.plans import write_plan
from oba.store.series import read_series
from oba.tasks.load_release import load_release
from tests.corpus.case import KNOWN, OK, Case, Stored
from tests.load.conftest import make_indicator

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)

RATE = {"value_type": ValueType.CRUDE_RATE, "unit": "per 1,000", "multiplier": 1000.0}
COUNT = {"value_type": ValueType.COUNT, "multiplier": 1.0}
INDICATORS: tuple[Indicator, ...] = (
    make_indicator("conceptions", title="Under-18 conceptions", period_kind=PeriodKind.CALENDAR_YEAR, **RATE),
    make_indicator("year6", title="Excess weight in Year 6", period_kind=PeriodKind.ACADEMIC_YEAR),
    make_indicator("alcohol", title="Alcohol admissions", years_pooled=3, **RATE),
    make_indicator("absence", title="Pupils away", period_kind=PeriodKind.MONTH),
    make_indicator("quarterly", title="Young offenders", period_kind=PeriodKind.QUARTER, **RATE),
    make_indicator(
        "plans", title="Protection plans", period_kind=PeriodKind.POINT_IN_TIME, unit="plans", **COUNT
    ),
    make_indicator("spending", title="Spending on services", unit="£m", **COUNT),
    make_indicator("grants", title="Grants given", unit="£", **COUNT),
    make_indicator(
        "change", title="Change in score", unit="points", value_type=ValueType.SCORE, lower_bound=None
    ),
)
AREAS = (
    Area(
        "E06000002",
        "Middlesbrough",
        AreaKind.LOCAL_AUTHORITY,
        dfe_number="806",
        old_code="00EC",
        aliases=("Middlesbrough UA",),
    ),
    Area("E06000001", "Hartlepool", AreaKind.LOCAL_AUTHORITY, dfe_number="805", old_code="00EB"),
    Area("E06000004", "Stockton-on-Tees", AreaKind.LOCAL_AUTHORITY, dfe_number="808"),
    Area("E06000057", "Northumberland", AreaKind.LOCAL_AUTHORITY, dfe_number="929"),
    Area("E12000001", "North East", AreaKind.REGION),
    Area("E92000001", "England", AreaKind.COUNTRY),
)
BOOK = PlanBook(
    plan=Plan("Plan", "Trust", "E06000002"),
    themes=(Theme("t", "A theme"),),
    outcomes=(Outcome("o", "t", "Children are well"),),
    indicators=INDICATORS,
    areas=AREAS,
    comparators=(),
    partners=(),
    actions=(),
)


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the small plan and no figures."""
    path = tmp_path_factory.mktemp("corpus") / "planned.db"
    url = f"sqlite:///{path.as_posix()}"
    migrate(url)
    store = open_store(url)
    with store.writing() as connection:
        write_plan(connection, BOOK)
    store.close()
    return path


@pytest.fixture
def try_case(planned: Path, tmp_path: Path) -> Callable[[Case], None]:
    """Try one case: first a dry run, then a real load, with the store looked at before and after."""

    def work(case: Case) -> None:
        copy = tmp_path / "oba.db"
        shutil.copy(planned, copy)
        wrong = _try(case, store=open_store(f"sqlite:///{copy.as_posix()}"), file=copy, folder=tmp_path)
        assert not wrong, f"{case.number}: {case.sentence}: {'; '.join(wrong)}"

    return work


def _try(case: Case, *, store: Store, file: Path, folder: Path) -> list[str]:
    try:
        if case.first:
            earlier = folder / "earlier"
            earlier.mkdir()
            source = case.first_source or Source(publisher="A publisher", title="A title")
            report = load_release(store, case.first(earlier), source=source, user="ann", now=NOW)
            assert report.written, report.problems
        given = folder / "given"
        given.mkdir()
        path = case.build(given)
        before = _dump(file)
        dry = _load(store, path, case=case, dry_run=True)
        wrong = _compare(case, dry)
        wrong += ["a dry run changed the store"] if _dump(file) != before else []
        wet = _load(store, path, case=case, dry_run=False)
        wrong += [] if wet.written is not (case.stops or case.outcome == KNOWN) else ["written is wrong"]
        if not wet.written:
            wrong += ["a file that was not written changed the store"] if _dump(file) != before else []
            return wrong
        return wrong + _compare_stored(case, store)
    finally:
        store.close()


def _load(store: Store, path: Path, *, case: Case, dry_run: bool) -> LoadReport:
    return load_release(
        store,
        path,
        source=case.source,
        user="ann",
        now=NOW,
        dry_run=dry_run,
        picks=frozenset(case.picks),
        answers=tuple(case.answers),
    )


def _compare(case: Case, report: LoadReport) -> list[str]:
    """What of the report is not as the case has it."""
    if case.outcome == KNOWN:
        return [] if report.already_loaded else ["not known as loaded"]
    told = [f"{one.outcome}: {one.where}: {one.found}" for one in report.problems]
    stopping = [one for one in report.problems if one.stops]
    wrong = []
    if case.stops:
        kinds = {one.outcome.value for one in stopping}
        wrong += [] if kinds == {case.outcome} else [f"expected {case.outcome}, told {told}"]
        asking = [one for one in stopping if one.outcome.value == "asked"]
        wrong += (
            [] if not case.asked or all(one.question for one in asking) else ["an ASK without a question"]
        )
        wrong += [] if all(one.remedy for one in stopping) else ["no word on what to do"]
    else:
        wrong += [f"stopped: {told}"] if stopping else []
        alike = [one for one in report.problems if one.outcome.value == case.outcome]
        wrong += [] if case.outcome == OK or alike else [f"nothing {case.outcome}: {told}"]
    relevant = [one for one in report.problems if case.outcome in (OK, one.outcome.value)]
    if case.where and not any(one.where == case.where for one in relevant):
        wrong.append(f"not at {case.where}: {told}")
    if case.says and not any(case.says in f"{one.found} {one.expected} {one.remedy}" for one in relevant):
        wrong.append(f"not said '{case.says}': {told} {[one.remedy for one in relevant]}")
    return wrong + _compare_account(case, report)


def _compare_account(case: Case, report: LoadReport) -> list[str]:
    """Every value cell of the file must have come to something."""
    if case.outcome == "refused file":
        return []
    account = dict(report.accounted)
    total = account.pop("total", 0)
    lost = total - sum(account.values())
    expected = total if case.cells is None else case.cells
    if lost or expected != total:
        return [f"{expected} value cells, {total} met, {account}"]
    return []


def _compare_stored(case: Case, store: Store) -> list[str]:
    held: dict[tuple[str, str, str, str], Stored] = {}
    with store.reading() as connection:
        for series in read_series(connection, breakdown=None):
            for one in series.observations:
                key = (series.indicator, series.area, series.breakdown, one.period.label)
                held[key] = (one.value, write_markers(one.markers))
    wrong = [
        f"{key} holds {held.get(key)}, not {expected}"
        for key, expected in case.stored.items()
        if held.get(key) != expected
    ]
    return wrong + [f"{key} should not be there" for key in case.absent if key in held]


def _dump(file: Path) -> str:
    """What a SQLite file holds, whatever its pages look like."""
    connection = sqlite3.connect(file)
    try:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
    finally:
        connection.close()
