"""An export is the whole store as files: loading them into an empty store gives the same store."""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oba.errors import ObaError, UsageError
from oba.load.fingerprint import sha256_of
from oba.load.plans.plan_book import read_plan as read_plan_file
from oba.load.source import build_source, read_source
from oba.model.action import Action
from oba.model.baseline import Baseline, PeerForecast, Scenario
from oba.model.editor import editor_of
from oba.model.indicator import Indicator
from oba.model.marker import Marker
from oba.model.plan import PlanBook
from oba.model.release import LEAVE_OUT, Source
from oba.settings import ROOT, Settings
from oba.store.baselines import freeze, read_baselines, supersede
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.store.releases import read_loads, read_releases
from oba.store.series import read_series
from oba.store.vault import vault_of
from oba.tasks import write_sidecar
from oba.tasks.agree_baseline import Agreement, agree
from oba.tasks.digest_store import describe_store, digest_store
from oba.tasks.export_store import export_store, list_files
from oba.tasks.keep_baselines import KEPT, read_records, restore_baselines, write_baselines
from oba.tasks.load_files import load_files
from oba.tasks.load_release import load_release
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.undo_load import undo
from oba.tasks.write_sidecar import say_source_file

AREA = "E06000002"
NOW = datetime(2026, 11, 30, tzinfo=UTC)
SAME = "gives the same plan, figures, markers, revisions, baselines and stories"


FILES = (
    "middlesbrough_plan.xlsx",
    "lait_health_2026.xlsx",
    "lait_schools_2026.xlsx",
    "lait_2025_earlier_points.csv",
    "child_protection_and_need_2013_to_2025.xlsx",
)


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example's plan and a few of its files."""
    path = tmp_path_factory.mktemp("part") / "part.db"
    chosen = Settings(store=f"sqlite:///{path.as_posix()}", user="ann", today="2026-12-01")
    migrate(chosen.store)
    reports = list(load_files(chosen, files=[ROOT / "data" / name for name in FILES]))
    assert all(report.written for report in reports), reports
    return path


@pytest.fixture
def store(part: Path, tmp_path: Path) -> Store:
    return copy_of(part, tmp_path)


def copy_of(part: Path, folder: Path) -> Store:
    path = folder / "own.db"
    shutil.copy(part, path)
    shutil.copytree(part.with_suffix(".files"), path.with_suffix(".files"))
    return open_store(f"sqlite:///{path.as_posix()}")


def load(store: Store, path: Path, content: str, **source: object) -> None:
    path.write_text(content, encoding="utf-8")
    said = Source(publisher="Department for Education", title="A test")
    report = load_release(store, path, source=replace(said, **source), user="ann", now=NOW)  # type: ignore[arg-type]
    assert report.written, report.problems


def export(store: Store, folder: Path) -> list[str]:
    return list(export_store(Settings(store=store.url, user="ann", today="2026-12-01"), folder))


def bring_in(folder: Path, place: Path) -> Store:
    """The folder loaded into an empty store, as the command does it."""
    chosen = Settings(store=f"sqlite:///{(place / 'again.db').as_posix()}", user="bob", today="2026-12-02")
    migrate(chosen.store)
    reports = list(load_files(chosen, files=[folder]))
    assert not [report for report in reports if report.refused], reports
    return open_store(chosen.store)


def change(store: Store, folder: Path) -> None:
    """A year in the life of a store: revisions, suppressed and withdrawn figures, breakdowns, an old release."""
    head = "indicator,area,period,value,lower,upper,marker,breakdown\n"
    rows = [
        f"under18_conceptions,{AREA},2021,33.90,30,38,,\n",
        f"under18_conceptions,{AREA},2022,30.1,,,p,\n",
        f"suspensions,{AREA},2023/24,*,,,,\n",
        f"suspensions,{AREA},2023/24,31.5,,,,Sex: Male\n",
        f"suspensions,{AREA},2023/24,[low],,,,Sex: Female\n",
    ]
    load(store, folder / "first.csv", head + "".join(rows), symbols={"*": "c"}, published=date(2026, 10, 1))
    load(
        store, folder / "second.csv", head + rows[1].replace("30.1", "30.4") + rows[3].replace("31.5", "[x]")
    )
    load(
        store,
        folder / "third.csv",
        head + rows[0].replace("2021", "2020"),
        accepted=("older release",),
        published=date(2020, 1, 1),
    )


def test_an_export_of_the_example_gives_the_example_again(example_url: str, tmp_path: Path) -> None:
    said = export(open_store(example_url, read_only=True), tmp_path / "out")
    assert any(SAME in line for line in said), said


def test_a_store_with_a_history_is_exported_and_imported_the_same(store: Store, tmp_path: Path) -> None:
    change(store, tmp_path)
    said = export(store, tmp_path / "out")
    again = bring_in(tmp_path / "out", tmp_path)
    assert list(describe_store(again)) == list(describe_store(store))
    assert any(SAME in line for line in said), said


def test_two_stores_that_differ_have_two_digests(store: Store, tmp_path: Path) -> None:
    before = digest_store(store)
    load(store, tmp_path / "a.csv", f"indicator,area,period,value\nsuspensions,{AREA},2023/24,31.51\n")
    assert digest_store(store) != before


def test_releases_are_numbered_in_the_order_of_their_loads_and_kept_byte_for_byte(
    store: Store, tmp_path: Path
) -> None:
    export(store, tmp_path / "out")
    with store.reading() as connection:
        loads = [one for one in read_loads(connection) if one.kind.value == "figures"]
    _, *files = list_files(tmp_path / "out")
    assert [path.name for path in files] == [
        f"{n:04}_{one.file_name}" for n, one in enumerate(loads, start=1)
    ]
    assert [sha256_of(path) for path in files] == [one.sha256 for one in loads]
    for path, one in zip(files, loads, strict=True):
        source = read_source(path)
        assert source is not None
        assert (source.publisher, source.title, source.published, source.sheets) == (
            one.release.source.publisher,
            one.release.source.title,
            one.release.source.published,
            one.release.source.sheets,
        )


def test_an_undone_load_is_left_out(store: Store, tmp_path: Path) -> None:
    before = digest_store(store)
    load(store, tmp_path / "a.csv", f"indicator,area,period,value\nsuspensions,{AREA},2023/24,31.51\n")
    with store.reading() as connection:
        newest = read_loads(connection)[-1].id
    undo(store, newest, user="ann", now=NOW)
    export(store, tmp_path / "out")
    assert not [path for path in list_files(tmp_path / "out") if path.name.endswith("a.csv")]
    assert digest_store(bring_in(tmp_path / "out", tmp_path)) == before


def test_a_release_whose_file_is_gone_is_made_anew_from_its_figures(store: Store, tmp_path: Path) -> None:
    change(store, tmp_path)
    shutil.rmtree(vault_of(store.url).folder)
    said = export(store, tmp_path / "out")
    assert sum("was made anew" in line for line in said) == 7
    again = bring_in(tmp_path / "out", tmp_path)
    with store.reading() as connection:
        here = read_series(connection, breakdown=None)
    with again.reading() as connection:
        there = read_series(connection, breakdown=None)

    def figures(found):  # type: ignore[no-untyped-def]
        return {
            (one.indicator, one.area, one.breakdown, each.period.label): (
                each.value,
                each.lower,
                each.upper,
                each.numerator,
                each.denominator,
                tuple(sorted(each.markers)),
            )
            for one in found
            for each in one.observations
        }

    assert figures(there) == figures(here)


def test_an_indicator_that_came_later_is_left_out_of_earlier_files(store: Store, tmp_path: Path) -> None:
    with store.reading() as connection:
        book = read_plan(connection)
    assert not any(code.startswith("here:") for one in book.indicators for code in one.codes)
    from oba.store.plans import write_plan

    named = [replace(one, codes=(f"here:{one.key}",)) for one in book.indicators]
    with store.writing() as connection:
        write_plan(connection, replace(book, indicators=tuple(named)))
    export(store, tmp_path / "out")
    first = list_files(tmp_path / "out")[1]
    source = read_source(first)
    assert source is not None
    assert "here:excess_weight_year6" not in source.indicators
    assert source.indicators["here:children_in_need"] == LEAVE_OUT


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep me")
    with pytest.raises(UsageError, match="not empty"):
        export(store, tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "keep me"


@pytest.fixture(scope="module")
def example_book() -> PlanBook:
    book, _ = read_plan_file(ROOT / "data" / "middlesbrough_plan.xlsx")
    assert book is not None
    return book


def again(book: PlanBook, folder: Path) -> PlanBook:
    path = folder / "plan.xlsx"
    path.write_bytes(write_plan_workbook(book))
    found, problems = read_plan_file(path)
    assert found is not None, [problem for problem in problems if problem.stops]
    return found


def test_the_example_plan_is_written_and_read_the_same(example_book: PlanBook, tmp_path: Path) -> None:
    assert again(example_book, tmp_path) == example_book


def test_what_a_plan_may_hold_beside_the_example_is_written_and_read_the_same(
    example_book: PlanBook, tmp_path: Path
) -> None:
    one, *rest = example_book.indicators
    odd: list[Indicator] = [
        replace(one, codes=("fingertips:90284", "ees:CPP, per cent"), lower_bound=None, upper_bound=None),
        replace(one, key="added", theme="", outcome="", unit="", lay_definition="", technical_definition=""),
        replace(one, key="formula", title="=1+1", notes="@home\nsecond line", owner="+44"),
        replace(one, key="small", multiplier=0.3, lower_bound=-40.5, decimals=0),
    ]
    dated = replace(
        example_book.actions[0], timescale="2010-07-01 00:00:00", starts=None, due=date(2010, 7, 1)
    )
    actions: tuple[Action, ...] = (dated, *example_book.actions[1:])
    book = replace(example_book, indicators=(*odd, *rest), actions=actions)
    assert again(book, tmp_path) == book


WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
    .map(lambda text: text.replace("\xa0", " ").strip())
    .filter(lambda text: text and not text.startswith("_x"))
)
SOURCES = st.builds(
    Source,
    publisher=WORDS,
    title=WORDS,
    note=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    published=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    sheets=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), WORDS, max_size=3),
    indicators=st.dictionaries(WORDS, WORDS, max_size=3),
    symbols=st.dictionaries(WORDS, st.sampled_from([one.value for one in Marker]), max_size=3),
    areas=st.dictionaries(WORDS, WORDS, max_size=2),
    periods=st.dictionaries(WORDS, WORDS, max_size=2),
    accepted=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    leave_out_other_areas=st.none() | st.booleans(),
)


@given(SOURCES)
def test_a_sidecar_says_the_same_source_again(source: Source) -> None:
    assert build_source(tomllib.loads(say_source_file(source)), where="x") == source


@settings(deadline=None, max_examples=30)
@given(st.lists(WORDS, min_size=3, max_size=3))
def test_any_words_in_a_plan_are_written_and_read_the_same(words: list[str]) -> None:
    import tempfile

    book, _ = read_plan_file(ROOT / "data" / "middlesbrough_plan.xlsx")
    assert book is not None
    title, statement, owner = words
    one = replace(book.indicators[0], title=title, owner=owner)
    small = replace(
        book,
        plan=replace(book.plan, statement=statement),
        indicators=(one,),
        actions=(),
        comparators=(),
        baselines=(),
        partners=(),
    )
    with tempfile.TemporaryDirectory() as folder:
        assert again(small, Path(folder)) == small


def test_a_sidecar_has_a_place_for_all_that_a_source_can_say() -> None:
    told = {
        *write_sidecar.TEXTS,
        *write_sidecar.DAYS,
        *write_sidecar.TABLES,
        "accepted",
        "leave_out_other_areas",
    }
    assert told == {field.name for field in fields(Source)}


AGREED = Agreement(
    "under18_conceptions", "Board", "Its course", replaces_because="An example", data_to="2021", horizon=7
)


def agree_on(store: Store, *agreements: Agreement) -> list[Baseline]:
    chosen = Settings(store=store.url, user="ann", today="2026-12-01")
    for one in agreements:
        agree(chosen, editor_of(chosen), one)
    return baselines_of(store)


def baselines_of(store: Store) -> list[Baseline]:
    with store.reading() as connection:
        return read_baselines(connection, superseded=True)


@pytest.fixture(scope="module")
def superseded(part: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """A store in which a baseline was superseded twice, one of them with peers, and its export. Only to be read."""
    place = tmp_path_factory.mktemp("superseded")
    store = copy_of(part, place)
    agree_on(store, AGREED, replace(AGREED, scenario=Scenario.HOLD, data_to="", reason="Another"))
    first, *_ = baselines_of(store)
    beside = PeerForecast("E92000001", 0.1 + 0.2, (1 / 3, 2.5))
    with store.writing() as connection:
        again = replace(first, peers=(beside,), moderated_by=24, recorded_at=NOW, example=False)
        supersede(connection, first.id, by=freeze(connection, again))
    export(store, place / "out")
    return store, place / "out"


@pytest.fixture
def folder(superseded: tuple[Store, Path], tmp_path: Path) -> Path:
    """A copy of that export, which a test may write to."""
    return Path(shutil.copytree(superseded[1], tmp_path / "out"))


def load_into(path: Path, folder: Path) -> tuple[Store, str]:
    chosen = Settings(store=f"sqlite:///{path.as_posix()}", user="bob", today="2027-05-05")
    migrate(chosen.store)
    reports = list(load_files(chosen, files=[folder]))
    assert all(report.written or report.already_loaded for report in reports), reports
    return open_store(chosen.store), "\n".join(note for report in reports for note in report.notes)


def test_frozen_baselines_come_back_from_an_export_as_they_were(
    superseded: tuple[Store, Path], tmp_path: Path
) -> None:
    store, folder = superseded
    again, said = load_into(tmp_path / "again.db", folder)
    before, after = baselines_of(store), baselines_of(again)
    with store.reading() as here, again.reading() as there:
        named = {one.id: one.sha256 for one in read_releases(here)}
        named_again = {one.id: one.sha256 for one in read_releases(there)}
    assert [replace(one, releases=()) for one in after] == [replace(one, releases=()) for one in before]
    assert [{named_again[one] for one in each.releases} for each in after] == [
        {named[one] for one in each.releases} for each in before
    ]
    assert sum(one.superseded_by is not None for one in after) == 3
    assert any(one.peers for one in after)
    assert f"{len(before)} frozen baselines restored, unchanged" in said
    assert digest_store(again, baselines=True) == digest_store(store, baselines=True)


def test_an_export_is_tried_with_its_baselines(store: Store, tmp_path: Path) -> None:
    agree_on(store, AGREED)
    assert SAME in "\n".join(export(store, tmp_path / "out"))


def test_two_stores_that_froze_otherwise_are_told_apart(store: Store) -> None:
    before = digest_store(store, baselines=True), digest_store(store)
    agree_on(store, AGREED)
    after = digest_store(store, baselines=True), digest_store(store)
    assert (before[0] == after[0], before[1] == after[1]) == (False, True)


def test_a_store_keeps_the_baselines_that_it_froze_itself(folder: Path, tmp_path: Path) -> None:
    again, _ = load_into(tmp_path / "again.db", folder)
    own = agree_on(again, AGREED)
    assert restore_baselines(again, [folder / KEPT]) == [
        f"{len(own) - 1} baselines of baselines.json left out: the store has its own of those curves"
    ]
    assert baselines_of(again) == own


def test_baselines_of_an_indicator_that_the_plan_has_not_are_left_out_and_told_of(
    folder: Path, tmp_path: Path
) -> None:
    record = (folder / KEPT).read_text(encoding="utf-8").replace('"under18_conceptions"', '"another"')
    (folder / KEPT).write_text(record, encoding="utf-8")
    again, said = load_into(tmp_path / "again.db", folder)
    assert "baselines of baselines.json left out: the plan has not all that they name" in said
    assert [one.example for one in baselines_of(again) if one.indicator == "under18_conceptions"] == [True]


@pytest.mark.parametrize("content", ["", "[{}]", "{", '[{"id": "x"}]', "[1]", "\x00"])
def test_a_file_of_baselines_that_cannot_be_read_stops_the_load_before_anything_is_written(
    folder: Path, tmp_path: Path, content: str
) -> None:
    (folder / KEPT).write_text(content, encoding="utf-8")
    chosen = Settings(store=f"sqlite:///{(tmp_path / 'again.db').as_posix()}", user="bob")
    migrate(chosen.store)
    with pytest.raises(ObaError, match=r"baselines.json: the file cannot be read as frozen baselines"):
        list(load_files(chosen, files=[folder]))
    again = open_store(chosen.store)
    with again.reading() as connection:
        assert read_loads(connection) == []


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("recorded_at", "2026-01-01T00:00:00"),
        ("weight", "heavy"),
        ("se1", [1]),
        ("se1", float("nan")),
        ("agreed_by", {"a": 1}),
        ("example", "yes"),
        ("area", ["E06000002"]),
        ("horizon", None),
        ("points", []),
        ("points", [[202201010101, "a", None, None, None, None]]),
        ("points", [[202201010101, 1]]),
        ("points", [[202201010101, float("inf"), None, None, None, None]]),
        ("peers", [[3, 1, [1]]]),
    ],
)
def test_a_value_of_the_wrong_kind_in_a_file_of_baselines_is_refused(
    store: Store, tmp_path: Path, wrong: str, value: object
) -> None:
    path = tmp_path / KEPT
    records = json.loads(write_baselines(store))
    path.write_text(json.dumps(records), encoding="utf-8")
    assert [baseline.id for baseline, _ in read_records(path)] == [one["id"] for one in records]
    path.write_text(json.dumps([records[0] | {wrong: value}]), encoding="utf-8")
    with pytest.raises(ObaError, match=r"baselines.json: the file cannot be read as frozen baselines"):
        read_records(path)
