"""The past as it was known: a curve, its findings and its revisions on an earlier day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from oba.errors import UsageError
from oba.model.baseline import Baseline
from oba.model.release import LoadReport, Source
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.public_past import read_public_as_of, read_public_vintages
from oba.store.releases import read_loads
from oba.store.vintage import read_series_as_of, read_vintages
from oba.tasks.draw_curve import draw_curve
from oba.tasks.gather import frozen_by, gather
from oba.tasks.load_release import load_release
from oba.tasks.open_indicator import IndicatorView, open_indicator
from oba.tasks.tell_findings import tell_findings
from oba.tasks.undo_load import undo

KEY, AREA = "under18_conceptions", "E06000002"
HEAD = "indicator,area,period,value,breakdown"
TODAY = date(2026, 12, 1)


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


def revise(store: Store, folder: Path, *rows: str, published: date, name: str, note: str = "") -> LoadReport:
    path = folder / name
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    source = Source("Department for Education", "A revision", published=published, note=note)
    report = load_release(store, path, source=source, user="ann", now=datetime(2026, 11, 30, tzinfo=UTC))
    assert report.written, report.problems
    return report


@pytest.fixture
def revised(store: Store, tmp_path: Path) -> Store:
    revise(store, tmp_path, f"{KEY},{AREA},2022,30.1,", published=date(2026, 10, 1), name="a.csv")
    revise(store, tmp_path, f"{KEY},{AREA},2022,33.4,", published=date(2026, 11, 20), name="b.csv")
    return store


def look(
    store: Store, as_of: date | None = None, *, key: str = KEY, published: bool = False
) -> IndicatorView:
    return open_indicator(
        store, indicator=key, area=AREA, today=TODAY, dark=False, published=published, as_of=as_of
    )


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 5, 1), 29.2),
        (date(2026, 9, 30), 29.2),
        (date(2026, 10, 1), 30.1),
        (date(2026, 11, 19), 30.1),
        (date(2026, 11, 20), 33.4),
        (None, 33.4),
    ],
)
def test_a_figure_has_the_value_that_had_been_published_by_that_day(
    day: date | None, value: float, revised: Store
) -> None:
    latest = gather(revised, as_of=day).findings[KEY].latest
    assert latest is not None
    assert (latest.period.label, latest.value) == ("2022", value)
    assert f"{value} per 1,000" in look(revised, day).title_sentence


def test_a_forecast_frozen_later_is_not_shown_and_there_is_no_verdict(revised: Store) -> None:
    before, after = look(revised, date(2026, 11, 21)), look(revised, date(2026, 11, 22))
    assert before.verdict == ""
    assert "had been frozen for this curve by that day" in before.no_verdict
    assert after.working


def test_a_day_before_the_first_figure_says_so(revised: Store) -> None:
    view = look(revised, date(2003, 3, 1))
    assert "On 1 March 2003 no figure of this indicator was known for Middlesbrough" in view.as_of
    assert "There were no figures for this area on that day" in view.no_verdict
    drawn = draw_curve(
        revised,
        indicator=KEY,
        area=AREA,
        compare=False,
        intervals=True,
        zero=True,
        today=TODAY,
        dark=False,
        published=False,
        as_of=date(2003, 3, 1),
    )
    assert drawn.figure is None


def test_an_earlier_view_says_that_it_is_not_todays_and_todays_says_nothing(revised: Store) -> None:
    assert "how the curve stood on 1 May 2026" in look(revised, date(2026, 5, 1)).as_of
    assert look(revised).as_of == ""


def test_the_chart_and_its_files_name_the_day(revised: Store) -> None:
    drawn = draw_curve(
        revised,
        indicator=KEY,
        area=AREA,
        compare=True,
        intervals=True,
        zero=True,
        today=TODAY,
        dark=False,
        published=False,
        as_of=date(2026, 5, 1),
    )
    assert drawn.file_stem.endswith("_as_of_2026-05-01")
    assert ("As it stood on", "2026-05-01") in drawn.about
    assert "29.2" in " ".join(cell for row in drawn.table.rows for cell in row)


def test_findings_of_an_earlier_day_say_which_and_hold_what_stood(revised: Store, own_example: str) -> None:
    settings = Settings(store=own_example, today="2026-12-01")
    told = json.loads(tell_findings(settings, theme=None, area=None, as_json=True, as_of=date(2026, 10, 15)))
    ours = next(one for one in told if one["indicator"] == KEY)
    assert (ours["as_of"], ours["latest"]["value"], ours["baseline"]) == ("2026-10-15", 30.1, None)
    said = tell_findings(settings, theme=None, area=None, as_json=False, as_of=date(2003, 1, 1))
    assert said == "No figure was known on 1 January 2003."
    some = tell_findings(settings, theme=None, area=None, as_json=False, as_of=date(2025, 8, 1)).splitlines()
    assert some[0].startswith("As it stood on 1 August 2025")
    assert len(some) > 2
    assert some[-1] == f"{34 - (len(some) - 2)} of 34 indicators had no figure by then."
    assert not any("getting worse. Getting worse" in line or "rising. Rising" in line for line in some)
    assert any(", getting worse: rising between " in line for line in some)


def test_findings_by_the_days_of_loading_are_what_this_store_held(revised: Store, own_example: str) -> None:
    settings = Settings(store=own_example, today="2026-12-01")
    said = tell_findings(
        settings, theme=None, area=None, as_json=False, as_of=date(2026, 10, 15), basis="loaded"
    )
    assert said == "No figure was known on 15 October 2026."


def test_a_day_that_lies_ahead_is_answered_in_words(own_example: str) -> None:
    settings = Settings(store=own_example, today="2026-12-01")
    with pytest.raises(UsageError, match="does not lie ahead"):
        tell_findings(settings, theme=None, area=None, as_json=False, as_of=date(2027, 1, 1))


def test_a_baseline_that_was_superseded_later_stands_again_on_an_earlier_day(store: Store) -> None:
    with store.reading() as connection:
        first: Baseline = read_baselines(connection, indicators=[KEY])[0]
    second = replace(first, id=first.id + 1000, frozen_on=first.frozen_on + timedelta(days=10))
    both = [replace(first, superseded_by=second.id), second]
    (stood,) = frozen_by(both, as_of=first.frozen_on)
    assert (stood.id, stood.superseded_by) == (first.id, None)
    assert frozen_by(both, as_of=second.frozen_on) == both
    assert frozen_by(both, as_of=first.frozen_on - timedelta(days=1)) == []


def test_a_baseline_recorded_later_for_an_earlier_day_supersedes_nothing_that_stood_on_it(
    store: Store,
) -> None:
    with store.reading() as connection:
        made: Baseline = read_baselines(connection, indicators=[KEY])[0]
    day = made.recorded_at.date()
    first = replace(made, frozen_on=day, superseded_by=made.id + 1)
    second = replace(made, id=made.id + 1, frozen_on=day, recorded_at=made.recorded_at + timedelta(days=400))
    third = replace(second, id=made.id + 2)
    chain = [first, replace(second, superseded_by=third.id), third]
    assert [(one.id, one.superseded_by) for one in frozen_by(chain, as_of=day)] == [(first.id, None)]
    assert frozen_by(chain, as_of=second.recorded_at.date()) == chain
    assert frozen_by([second], as_of=day) == [second]


def test_every_value_that_was_held_is_told_with_its_release_day_and_fate(revised: Store) -> None:
    view = look(revised).revisions
    assert [(row[0], row[1].split()[0]) for row in view.revised.rows] == [
        ("2022", "29.2"),
        ("2022", "30.1"),
        ("2022", "33.4"),
    ]
    assert [row[3] for row in view.revised.rows] == ["8 April 2026", "1 October 2026", "20 November 2026"]
    assert [row[6].split()[0] for row in view.revised.rows] == ["revised", "revised", "stands"]
    assert view.revised.rows[1][4].endswith("by ann")
    assert len(view.every.rows) > len(view.revised.rows)
    assert "1 revised" in view.summary
    assert "The largest was 3.3 per 1,000 (2022: 30.1 to 33.4)" in view.summary


def test_a_revision_stands_beside_what_its_release_says_of_it(store: Store, tmp_path: Path) -> None:
    rows = [f"{KEY},{AREA},{year},{year - 1990}.1," for year in range(2019, 2023)]
    revise(store, tmp_path, *rows, published=date(2026, 10, 1), name="a.csv", note="Late\nbirths were added.")
    revise(store, tmp_path, f"{KEY},{AREA},2022,33.4,", published=date(2026, 11, 20), name="b.csv")
    (why,) = look(store, published=True).revisions.reasons
    assert why.endswith(
        "2022: 29.2 to 32.1; and 1 more. The note of the release that changed them: Late births were added."
    )
    assert why.startswith("2020: ")


def test_the_public_sees_no_names_of_officers_among_revisions(revised: Store) -> None:
    rows = look(revised, published=True).revisions.every.rows
    assert rows
    assert not [row for row in rows if " by " in row[4]]


@pytest.fixture
def taken_back(store: Store, tmp_path: Path) -> Store:
    """A figure of a new year and a revision of an old one, both of a load that was undone some days later."""
    revise(
        store,
        tmp_path,
        f"{KEY},{AREA},2022,61.7,",
        f"{KEY},{AREA},2025,63.3,",
        f"{KEY},{AREA},2025,64.4,Sex: Female",
        published=date(2026, 10, 1),
        name="secret.csv",
    )
    with store.reading() as connection:
        number = read_loads(connection)[-1].id
    undo(store, number, user="bob", now=datetime(2026, 12, 1, 12, tzinfo=UTC))
    return store


@pytest.mark.parametrize("day", [None, date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1)])
def test_the_public_sees_nothing_of_a_load_that_was_undone(day: date | None, taken_back: Store) -> None:
    public = look(taken_back, day, published=True)
    drawn = draw_curve(
        taken_back,
        indicator=KEY,
        area=AREA,
        compare=True,
        intervals=True,
        zero=True,
        today=TODAY,
        dark=False,
        published=True,
        as_of=day,
    )
    said = repr((public, drawn.table, drawn.alt))
    for secret in ("61.7", "63.3", "64.4", "A revision", "secret.csv", "undo", "bob"):
        assert secret not in said, secret
    assert public.revisions.summary.startswith("No figure of this indicator in this area has been revised")
    assert {row[-1] for row in public.revisions.every.rows} == {"stands"}
    assert public.breakdowns is None


def test_the_working_instance_still_tells_what_was_undone(taken_back: Store) -> None:
    view = look(taken_back)
    assert any("63.3" in row[1] and "undone" in row[-1] for row in view.revisions.every.rows)
    assert "63.3" in look(taken_back, date(2026, 11, 30)).title_sentence


def test_where_nothing_was_undone_the_public_sees_the_same_past(revised: Store) -> None:
    with revised.reading() as connection:
        for one in read_plan(connection).indicators:
            for code in (AREA, "E92000001"):
                assert read_public_vintages(connection, one.key, code) == read_vintages(
                    connection, one.key, code
                )
            for day in (date(2003, 3, 1), date(2026, 5, 1), date(2026, 10, 1), date(2026, 12, 1)):
                asked = {"indicators": [one.key], "areas": None, "breakdown": None}
                assert read_public_as_of(connection, day, **asked) == read_series_as_of(
                    connection, day, **asked
                )


def test_a_curve_that_was_never_revised_says_so(store: Store) -> None:
    view = look(store, key="injury_admissions").revisions
    assert view.revised.rows == ()
    assert view.summary.startswith("No figure of this indicator in this area has been revised")


def test_parts_of_the_population_stand_apart_from_the_headline(store: Store, tmp_path: Path) -> None:
    assert look(store, key="injury_admissions").breakdowns is None
    rows = [
        f"injury_admissions,{AREA},{year},{value},Sex: {sex}"
        for year, sex, value in (
            ("2022/23", "Male", 99.5),
            ("2023/24", "Male", 98.5),
            ("2023/24", "Female", 82.0),
        )
    ]
    headline = look(store, key="injury_admissions").title_sentence
    revise(store, tmp_path, *rows, published=date(2026, 11, 20), name="sexes.csv")
    view = look(store, key="injury_admissions")
    assert view.title_sentence == headline
    assert view.breakdowns is not None
    assert [(row[0], row[1], row[2].split()[0]) for row in view.breakdowns.table.rows] == [
        ("Sex: Female", "2023/24", "82.0"),
        ("Sex: Male", "2023/24", "98.5"),
    ]
    assert view.breakdowns.summary.startswith("2 parts of the population, 3 figures.")
    assert look(store, date(2026, 11, 1), key="injury_admissions").breakdowns is None
