"""Publishers' files are loaded as they come: the example's indicators are found by code, other areas left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oba.model.release import Answer, ChangeKind, LoadReport, QuestionKind
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.series import read_series
from oba.tasks.load_files import Wishes, load_files
from oba.tasks.tell_load import as_text

FINGERTIPS = """\
Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to Regions (statistical) value or percentiles,Time period Sortable,New data,Compared to goal,Time period range
90284,Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years),E12000001,North East region (statistical),E06000002,Middlesbrough,Counties & UAs (from Apr 2023),Persons,<15 yrs,,,2010/11,172.5454268,157.0029324,189.2101985,,,452,26196,,,Worse,Similar,20100000,,,1y
90284,Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years),E12000001,North East region (statistical),E06000002,Middlesbrough,Counties & UAs (from Apr 2023),Male,<15 yrs,,,2010/11,200.5,180.1,222.2,,,270,13465,,,Worse,Similar,20100000,,,1y
90284,Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years),E12000001,North East region (statistical),E06000002,Middlesbrough,Counties & UAs (from Apr 2023),Persons,<15 yrs,,,2024/25,91.25,80.5,103.5,,,250,27397,,Cannot be calculated,Worse,Similar,20240000,,,1y
90284,Hospital admissions caused by unintentional and deliberate injuries in children (aged 0 to 14 years),E12000004,East Midlands region (statistical),E06000018,Nottingham,Counties & UAs (from Apr 2023),Persons,<15 yrs,,,2024/25,,-1,-1,-1,-1,,,Not presented,,,,20240000,,,1y
"""
EES = """\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000
2025,Reporting year,National,E92000001,England,,,,,,Children looked after on 31 March each year,12183016,81770,67
2025,Reporting year,Local authority,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002,Children looked after on 31 March each year,35641,493,138
2026,Reporting year,Local authority,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002,Children looked after on 31 March each year,35700,489,137
2026,Reporting year,Local authority,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002,Children starting to be looked after each year,35700,190,53
2026,Reporting year,Local authority,E92000001,England,E12000004,East Midlands,892,Nottingham,E06000018,Children looked after on 31 March each year,70000,640,91
"""
LAIT = """\
Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region
Under18concep,Under 18 conception rates/1000 girls,2022,Middlesbrough,29.2,806,North East
Under18concep,,2023,Middlesbrough,28.100000000000001,806,North East
Under18concep,,2023,North East,21.5,980,NA
Under18concep,,2023,Nottingham,22.4,892,East Midlands
Hosp_Adm_Alc_<18yrs,Under 18s alcohol-specific hospital admissions rate / 100000,2022/23-24/25,Middlesbrough,21.5,806,North East
"""
ELS = """\
areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes
E06000002,Middlesbrough,County or Unitary Authority,Persistent absences for all pupils,2023-08-01/P1Y,25.35437,Percentage,%,,,,
E06000002,Middlesbrough,County or Unitary Authority,Persistent absences for all pupils,2025-08-01/P1Y,21.5,Percentage,%,,,,
E06000018,Nottingham,County or Unitary Authority,Persistent absences for all pupils,2025-08-01/P1Y,24.1,Percentage,%,,,,
"""


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def load(settings: Settings, folder: Path, text: str) -> LoadReport:
    path = folder / "download.csv"
    path.write_text(text, encoding="utf-8-sig")
    (report,) = load_files(settings, files=[path])
    assert report.written, as_text(report)
    return report


def values(settings: Settings, key: str, *, breakdown: str = "") -> dict[str, float | None]:
    with open_store(settings.store, read_only=True).reading() as connection:
        (series,) = read_series(connection, indicators=[key], areas=["E06000002"], breakdown=breakdown)
    return {one.period.label: one.value for one in series.observations}


CASES = {
    "Fingertips": (FINGERTIPS, "injury_admissions", {"2010/11": 172.5454268, "2024/25": 91.25}, 1),
    "Explore Education Statistics": (
        EES,
        "looked_after",
        {"31 March 2025": 138.0, "31 March 2026": 137.0},
        3,
    ),
    "Local Authority Interactive Tool": (LAIT, "under18_conceptions", {"2022": 29.2, "2023": 28.1}, 1),
    "Explore Local Statistics": (ELS, "persistent_absence", {"2025/26": 21.5}, 1),
}


@pytest.mark.parametrize("case", CASES)
def test_a_publishers_file_is_loaded_without_a_question(
    case: str, settings: Settings, tmp_path: Path
) -> None:
    text, key, expected, elsewhere = CASES[case]
    before = values(settings, key)
    report = load(settings, tmp_path, text)
    after = values(settings, key)
    assert {period: after[period] for period in expected} == expected
    assert {period: value for period, value in after.items() if period in before} == before
    assert report.accounted["other_area"] == elsewhere
    assert key in [one.indicator.key for one in report.measures if one.known]


def test_what_is_held_already_is_unchanged_and_the_new_year_is_added(
    settings: Settings, tmp_path: Path
) -> None:
    counts = load(settings, tmp_path, LAIT).counts
    assert counts[ChangeKind.UNCHANGED] == 1
    assert counts[ChangeKind.ADDED] == 3
    assert counts[ChangeKind.REVISED] == counts[ChangeKind.WITHDRAWN] == 0
    assert values(settings, "alcohol_admissions")["2022/23 to 2024/25"] == 21.5


def test_a_sex_is_kept_beside_everyone_and_not_in_their_place(settings: Settings, tmp_path: Path) -> None:
    load(settings, tmp_path, FINGERTIPS)
    assert values(settings, "injury_admissions", breakdown="Sex: Male") == {"2010/11": 200.5}


def test_what_the_plan_does_not_have_is_shown_and_not_written(settings: Settings, tmp_path: Path) -> None:
    report = load(settings, tmp_path, EES)
    new = [one.measure.code for one in report.measures if not one.known]
    assert "ees:rate_per_10000|population_type=Children starting to be looked after each year" in new
    assert set(report.indicators) == {"looked_after"}
    assert report.accounted["new_indicator"] > 0


GIRLS = """\
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,gender,rereferral_percent
2024,Reporting year,Local authority,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002,Female,11.1
"""


@pytest.mark.parametrize(
    ("text", "key", "part"),
    [
        (GIRLS, "re_referrals", "Sex: Female"),
        (FINGERTIPS.replace("Persons", "Male"), "injury_admissions", "Sex: Male"),
    ],
)
def test_a_file_of_one_group_leaves_the_headline_as_it_was(
    text: str, key: str, part: str, settings: Settings, tmp_path: Path
) -> None:
    lines = [line for line in text.splitlines() if "200.5" not in line]
    before = values(settings, key)
    load(settings, tmp_path, "\n".join(lines) + "\n")
    assert values(settings, key) == before
    assert values(settings, key, breakdown=part)


def test_a_number_of_one_data_set_is_never_joined_to_that_of_another(
    settings: Settings, tmp_path: Path
) -> None:
    text = GIRLS.replace("gender,rereferral_percent", "topic,number")
    path = tmp_path / "custody.csv"
    path.write_text(text.replace("Female,11.1", "Children in custody,7"))
    (first,) = load_files(settings, files=[path], wishes=Wishes(picks=frozenset({"all"})))
    assert first.written, as_text(first)
    (key,) = first.indicators
    path.write_text(text.replace("Female,11.1", "Pupils with SEN,9"))
    (second,) = load_files(settings, files=[path])
    assert [one.known for one in second.measures] == [False]
    assert list(values(settings, key).values()) == [7]


def test_a_publishers_file_without_a_day_asks_before_it_replaces_what_was_published(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "download.csv"
    path.write_text(LAIT.replace("Middlesbrough,29.2,", "Middlesbrough,31.4,"), encoding="utf-8")
    (asked,) = load_files(settings, files=[path])
    (problem,) = [one for one in asked.problems if one.stops]
    assert "nothing says when it was published" in problem.found
    assert not asked.written
    (dated,) = load_files(settings, files=[path], wishes=Wishes(origin={"published": date(2026, 11, 30)}))
    assert dated.written
    assert values(settings, "under18_conceptions")["2022"] == 31.4


def test_a_publishers_code_that_a_person_has_matched_holds_for_its_other_files(
    settings: Settings, tmp_path: Path
) -> None:
    answer = Answer(QuestionKind.INDICATOR, "lait:Section_99", "section_47")
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    row = "Section_99,Section 99 enquiries,{},Middlesbrough,{},806,North East\n"
    head = LAIT.splitlines()[0] + "\n"
    first.write_text(head + row.format("2001", "155.5"), encoding="utf-8")
    second.write_text(head + row.format("2002", "166.5"), encoding="utf-8")
    assert next(load_files(settings, files=[first], wishes=Wishes(answers=(answer,)))).written
    other = Wishes(origin={"title": "Another title"})
    assert next(load_files(settings, files=[second], wishes=other)).written
    assert 166.5 in values(settings, "section_47").values()
