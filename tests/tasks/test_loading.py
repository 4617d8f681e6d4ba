"""Loading files as an officer does, with the store watched before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from oba.model.release import Answer, ChangeKind, LoadReport
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import open_store, store_version
from oba.store.history import read_history
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.store.releases import find_release
from oba.store.series import read_series
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.start_store import list_example_files, start_store
from oba.tasks.tell_load import as_text

ORIGIN = {"publisher": "Department for Education", "title": "A test"}
HEAD = "indicator,area,period,value"


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def write(folder: Path, *rows: str, name: str = "new.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def load(settings: Settings, path: Path, *, dry_run: bool = False, **origin: str) -> LoadReport:
    wishes = Wishes(origin={**ORIGIN, **origin})
    (report,) = load_files(settings, files=[path], dry_run=dry_run, wishes=wishes)
    return report


def values(settings: Settings, key: str) -> dict[str, float | None]:
    with open_store(settings.store, read_only=True).reading() as connection:
        (series,) = read_series(connection, indicators=[key], areas=["E06000002"])
    return {one.period.label: one.value for one in series.observations}


def version(settings: Settings) -> int:
    with open_store(settings.store, read_only=True).reading() as connection:
        return store_version(connection)


def test_a_revised_figure_keeps_its_earlier_value_with_both_releases(
    settings: Settings, tmp_path: Path
) -> None:
    report = load(settings, write(tmp_path, "under18_conceptions,E06000002,2022,30.1"))
    assert report.counts[ChangeKind.REVISED] == 1
    assert values(settings, "under18_conceptions")["2022"] == 30.1
    with open_store(settings.store, read_only=True).reading() as connection:
        (revision,) = read_history(connection, "under18_conceptions", "E06000002")
    assert (revision.old_value, revision.new_value, revision.replaced_by) == (29.2, 30.1, "ann")
    assert revision.old_release != revision.new_release


def test_a_load_changes_the_version_that_pages_are_cached_by(settings: Settings, tmp_path: Path) -> None:
    before = version(settings)
    load(settings, write(tmp_path, "under18_conceptions,E06000002,2023,28"))
    assert version(settings) > before


def test_a_dry_run_tells_the_same_as_the_load_and_leaves_no_trace(settings: Settings, tmp_path: Path) -> None:
    path = write(tmp_path, "under18_conceptions,E06000002,2022,30.1", "under18_conceptions,E06000002,2023,28")
    file = Path(settings.store.removeprefix("sqlite:///"))
    before = file.read_bytes()
    dry = load(settings, path, dry_run=True)
    assert file.read_bytes() == before
    wet = load(settings, path)
    assert replace(dry, written=True) == wet


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("under18_conceptions,Middlesborough,2023,28", "Middlesbrough (E06000002)"),
        ("under18_conception,E06000002,2023,28", "under18_conception"),
        ("under18_conceptions,E06000002,2023/24,28", "2023/24"),
        ('under18_conceptions,E06000002,2023,"12,3"', "12,3"),
        ("under18_conceptions,E06000002,2023,-4", "-4"),
        ("excess_weight_year6,E06000002,2023/24,140", "140"),
    ],
)
def test_one_bad_row_stops_the_whole_file_and_is_told_with_its_place(
    row: str, said: str, settings: Settings, tmp_path: Path
) -> None:
    before = version(settings)
    report = load(settings, write(tmp_path, "under18_conceptions,E06000002,2024,27", row))
    assert report.refused
    assert not report.written
    assert version(settings) == before
    assert "2024" not in values(settings, "under18_conceptions")
    text = as_text(report)
    assert said in text
    assert "line 3" in text
    assert "Nothing was written" in text


def test_suppressed_missing_low_not_applicable_and_zero_stay_five_things(
    settings: Settings, tmp_path: Path
) -> None:
    rows = [
        f"under18_conceptions,E06000002,{year},{text}"
        for year, text in [(2023, "[c]"), (2024, ""), (2025, "[low]"), (2026, "[z]"), (2021, "0")]
    ]
    report = load(settings, write(tmp_path, *rows))
    assert not report.refused, as_text(report)
    with open_store(settings.store, read_only=True).reading() as connection:
        (series,) = read_series(connection, indicators=["under18_conceptions"], areas=["E06000002"])
    stored = {
        one.period.label: (one.value, [mark.value for mark in one.markers]) for one in series.observations
    }
    assert [stored[year] for year in ("2023", "2024", "2025", "2026", "2021")] == [
        (None, ["c"]),
        (None, ["blank"]),
        (None, ["low"]),
        (None, ["z"]),
        (0.0, []),
    ]


def test_the_same_file_twice_is_said_and_not_loaded_again(settings: Settings, tmp_path: Path) -> None:
    path = write(tmp_path, "under18_conceptions,E06000002,2023,28")
    load(settings, path)
    before = version(settings)
    assert load(settings, path).already_loaded
    assert version(settings) == before


def test_what_is_wrong_with_one_file_does_not_stop_the_next(settings: Settings, tmp_path: Path) -> None:
    bad = write(tmp_path, "under18_conceptions,E06000002,2023,?", name="a_bad.csv")
    good = write(tmp_path, "under18_conceptions,E06000002,2023,28", name="b_good.csv")
    reports = list(
        load_files(settings, files=[bad, tmp_path / "missing.xlsx", good], wishes=Wishes(origin=ORIGIN))
    )
    assert [report.written for report in reports] == [False, False, True]
    assert "there is no such file" in as_text(reports[1])


def test_a_table_without_an_indicator_column_takes_the_indicator_from_the_caller(
    settings: Settings, tmp_path: Path
) -> None:
    path = write(tmp_path, "E06000002,2023,28", head="area,period,value")
    (report,) = load_files(
        settings, files=[path], wishes=Wishes(origin=ORIGIN, indicator="under18_conceptions")
    )
    assert report.written, as_text(report)
    assert values(settings, "under18_conceptions")["2023"] == 28.0


def test_a_mistake_that_fills_a_column_is_told_once_with_its_number(
    settings: Settings, tmp_path: Path
) -> None:
    rows = [f"under18_conceptions,E06000002,{year},?" for year in range(2001, 2031)]
    text = as_text(load(settings, write(tmp_path, *rows)))
    assert "(and 29 more like it)" in text
    assert len(text.splitlines()) < 12


@pytest.mark.parametrize(("value", "period"), [("330", "2024/25"), ("0.3", "2024/25")])
def test_a_slipped_point_in_a_single_new_year_is_asked_about(
    value: str, period: str, settings: Settings, tmp_path: Path
) -> None:
    report = load(settings, write(tmp_path, f"suspensions,E06000002,{period},{value}"))
    assert report.refused
    assert "tenfold or more" in as_text(report)


def test_a_period_that_has_not_begun_is_refused(settings: Settings, tmp_path: Path) -> None:
    report = load(settings, write(tmp_path, "suspensions,E06000002,2031/32,33"))
    assert report.refused
    assert "2031/32, which has not begun" in as_text(report)


def test_an_older_release_does_not_replace_a_newer_one_unasked(settings: Settings, tmp_path: Path) -> None:
    path = write(tmp_path, "persistent_absence,E06000002,2023/24,11.1")
    sidecar = path.with_name(path.name + ".source.toml")
    sidecar.write_text('publisher = "Test"\ntitle = "Old"\npublished = 2020-01-01\n')
    (asked,) = load_files(settings, files=[path])
    assert asked.refused
    assert "published on 1 January 2020, but it would replace figures published on" in as_text(asked)
    sidecar.write_text(sidecar.read_text() + 'accepted = ["older release"]\n')
    (accepted,) = load_files(settings, files=[path])
    assert accepted.written


def test_floating_point_dust_is_no_revision(settings: Settings, tmp_path: Path) -> None:
    now = values(settings, "persistent_absence")["2023/24"]
    assert now is not None
    dusty = repr(now + 4e-15) if repr(now + 4e-15) != repr(now) else f"{now!r}00000000000004"
    report = load(settings, write(tmp_path, f"persistent_absence,E06000002,2023/24,{dusty}"))
    assert report.counts[ChangeKind.REVISED] == 0, as_text(report)


def test_a_file_whose_figures_were_replaced_is_not_called_loaded_but_asked_about(
    settings: Settings, tmp_path: Path
) -> None:
    first = write(tmp_path, "suspensions,E06000002,2023/24,31", name="first.csv")
    load(settings, first)
    load(settings, write(tmp_path, "suspensions,E06000002,2023/24,32", name="second.csv"))
    assert load(settings, first).counts[ChangeKind.REVISED] == 1
    assert values(settings, "suspensions")["2023/24"] == 31.0


def test_a_new_plan_is_shown_by_a_dry_run_and_an_old_one_can_come_back(
    settings: Settings, tmp_path: Path
) -> None:
    original = Path(__file__).parents[2] / "data" / "middlesbrough_plan.xlsx"
    book = openpyxl.load_workbook(original)
    book["Themes"]["B2"] = "Children who have enough"
    changed = tmp_path / "changed.xlsx"
    book.save(changed)

    def theme() -> str:
        with open_store(settings.store, read_only=True).reading() as connection:
            return read_plan(connection).themes[0].title

    (dry,) = load_files(settings, files=[changed], dry_run=True)
    assert "changed: Themes child_poverty, Theme" in as_text(dry)
    assert theme() == "Reducing Child Poverty"
    (wet,) = load_files(settings, files=[changed])
    assert (wet.written, theme()) == (True, "Children who have enough")
    (again,) = load_files(settings, files=[changed])
    assert again.already_loaded
    (back,) = load_files(settings, files=[original])
    assert (back.written, theme()) == (True, "Reducing Child Poverty")


def test_an_example_that_was_interrupted_is_completed(tmp_path: Path) -> None:
    settings = Settings(
        store=f"sqlite:///{(tmp_path / 'half.db').as_posix()}", user="ann", today="2026-12-01"
    )
    migrate(settings.store)
    list(load_files(settings, files=list_example_files()[-3:]))
    plan = next(path for path in list_example_files() if path.name.endswith("plan.xlsx"))
    list(load_files(settings, files=[plan, list_example_files()[0]]))
    said = [line for line, _ in start_store(settings)]
    assert any("Loading the example" in line for line in said)
    with open_store(settings.store, read_only=True).reading() as connection:
        assert len(read_baselines(connection)) == 30
    assert [line for line, _ in start_store(settings)] == ["The store holds a plan already; changed nothing."]


def test_a_refused_plan_in_an_empty_store_still_gives_every_file_its_report(tmp_path: Path) -> None:
    settings = Settings(
        store=f"sqlite:///{(tmp_path / 'empty.db').as_posix()}", user="ann", today="2026-12-01"
    )
    migrate(settings.store)
    book = openpyxl.load_workbook(Path(__file__).parents[2] / "data" / "middlesbrough_plan.xlsx")
    book["Indicators"]["J2"] = "rather good"
    bad = tmp_path / "bad.xlsx"
    book.save(bad)
    reports = list(
        load_files(
            settings,
            files=[bad, write(tmp_path, "suspensions,E06000002,2023/24,31")],
            wishes=Wishes(origin=ORIGIN),
        )
    )
    assert [report.refused for report in reports] == [True, True]
    assert "rather good" in as_text(reports[0])


def test_numbers_that_a_file_has_no_column_for_are_kept(settings: Settings, tmp_path: Path) -> None:
    head = "indicator,area,period,value,numerator,denominator"
    full = tmp_path / "full.csv"
    full.write_text(f"{head}\nrepeat_plans,Middlesbrough,2001/02,25,25,100\n")
    assert load(settings, full).written
    bare = tmp_path / "bare.csv"
    bare.write_text("indicator,area,period,value\nrepeat_plans,Middlesbrough,2001/02,25\n")
    assert load(settings, bare).counts[ChangeKind.UNCHANGED] == 1
    empty = tmp_path / "empty.csv"
    empty.write_text(f"{head}\nrepeat_plans,Middlesbrough,2001/02,25,,\n")
    assert load(settings, empty).counts[ChangeKind.REVISED] == 1


def test_a_load_that_fills_the_page_cache_never_waits_for_itself(settings: Settings, tmp_path: Path) -> None:
    rows = [
        f"{key},Middlesbrough,{year}/{(year + 1) % 100:02},{10 + year % 7},part {part}"
        for key in ("excess_weight_year6", "suspensions")
        for part in range(1_500)
        for year in range(2000, 2024)
    ]
    path = tmp_path / "many.csv"
    path.write_text("indicator,area,period,value,breakdown\n" + "\n".join(rows) + "\n")
    report = load(settings, path)
    assert report.written, report.problems[:3]
    assert report.observations == len(rows)


def test_what_is_said_anew_of_a_file_takes_the_place_of_what_was_said(
    settings: Settings, tmp_path: Path
) -> None:
    path = write(tmp_path, "under18_conceptions,E06000002,2001,28")
    assert load(settings, path, publisher="Wrong Office", title="Typo").written
    wishes = Wishes(origin={"publisher": "ONS", "title": "Right", "published": date(2026, 1, 5)}, again=True)
    (again,) = load_files(settings, files=[path], wishes=wishes)
    assert again.written
    with open_store(settings.store, read_only=True).reading() as connection:
        found = find_release(connection, again.sha256)
    assert found is not None
    assert (found.source.publisher, found.source.title, found.source.published) == (
        "ONS",
        "Right",
        date(2026, 1, 5),
    )


def test_an_older_release_accepted_once_does_not_let_in_another(settings: Settings, tmp_path: Path) -> None:
    def release(value: int, published: str, *answers: Answer) -> LoadReport:
        path = tmp_path / f"{published}.csv"
        path.write_text(f"indicator,area,period,value\nunder18_conceptions,Middlesbrough,2001,{value}\n")
        origin = {**ORIGIN, "published": date.fromisoformat(published)}
        wishes = Wishes(origin=origin, answers=answers)
        (report,) = load_files(settings, files=[path], wishes=wishes)
        return report

    assert release(28, "2026-05-01").written
    asked = release(27, "2026-04-01")
    (question,) = [one.question for one in asked.problems if one.stops]
    assert question is not None
    assert release(27, "2026-04-01", Answer(question.kind, question.subject, "yes")).written
    assert release(29, "2026-06-01").written
    assert release(10, "2020-01-01").refused


@pytest.mark.parametrize("said", ["under18_conceptions", "Under-18 conceptions"])
def test_an_indicator_given_by_key_or_title_holds_for_the_one_table_of_a_workbook(
    settings: Settings, tmp_path: Path, said: str
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Return of the clinic"], [], ["Area", "2001", "2002"], ["Middlesbrough", 41.5, 42.5]):
        book.active.append(row)
    path = tmp_path / "clinic.xlsx"
    book.save(path)
    (report,) = load_files(settings, files=[path], wishes=Wishes(origin=ORIGIN, indicator=said))
    assert report.written, report.problems
    assert report.indicators == ("under18_conceptions",)
