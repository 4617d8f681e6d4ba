"""Fingertips: its API's CSV, what its pages save, and the older extracts."""

from __future__ import annotations

import pytest

from oba.load.publishers.ages import is_other_age
from tests.load.formats.published import Published

HEADER = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,"
    "Value note,Recent Trend,Compared to England value or percentiles,Compared to Regions (statistical) value or percentiles,"
    "Time period Sortable,New data,Compared to goal,Time period range\n"
)
PLACES = {
    "E06000002": "E12000001,North East region (statistical),E06000002,Middlesbrough,Counties & UAs (from Apr 2023)",
    "E92000001": ",,E92000001,England,England",
    "E06000018": "E12000004,East Midlands region (statistical),E06000018,Nottingham,Counties & UAs (from Apr 2023)",
}


def row(
    area: str = "E06000002",
    *,
    number: str = "90284",
    sex: str = "Persons",
    age: str = "<15 yrs",
    category: str = ",",
    period: str = "2010/11",
    figures: str = "172.5454268,157.0029324,189.2101985,,,452,26196",
    note: str = "",
    years: str = "1y",
) -> str:
    name = "Hospital admissions caused by injuries in children (aged 0 to 14 years)"
    return f"{number},{name},{PLACES[area]},{sex},{age},{category},{period},{figures},{note},,Worse,Similar,20100000,,,{years}\n"


def test_the_headline_is_everyone_and_keeps_its_interval_and_counts(published: Published) -> None:
    decile = '"County & UA deprivation deciles in England (IMD2019)",Most deprived decile (IMD2019)'
    text = HEADER + row() + row(sex="Male", figures="200.5,,,,,,") + row(category=decile, figures="250,,,,,,")
    read = published(text, codes={"spending": "fingertips:90284"})
    assert read.reading.format == "Fingertips CSV"
    assert not read.stops
    assert read.value("spending", "E06000002", "2010/11") == pytest.approx(172.5454268)
    assert read.value("spending", "E06000002", "2010/11", "Sex: Male") == 200.5
    assert len(read.figures) == 3
    assert read.number("lower", "spending", "E06000002", "2010/11") == pytest.approx(157.0029324)
    assert read.number("numerator", "spending", "E06000002", "2010/11") == 452
    assert read.number("denominator", "spending", "E06000002", "2010/11") == 26196
    assert read.cell("spending", "E06000002", "2010/11") == "Value, line 2"


def test_a_sex_in_a_decile_of_a_long_name_is_read(published: Published) -> None:
    kind = "District & UA deprivation deciles in England (IMD2019, 4/23 geography)"
    decile = f'"{kind}",Second least deprived decile (IMD2019)'
    text = HEADER + row() + row(sex="Male") + row(sex="Male", category=decile, figures="107.11539,,,,,,")
    read = published(text, codes={"spending": "fingertips:90284"})
    assert not read.stops
    assert 107.11539 in read.figures["value"].tolist()


def test_the_sign_for_no_interval_is_never_an_interval(published: Published) -> None:
    text = HEADER + row(figures=",-1,-1,-1,-1,,") + row(period="2011/12", figures="12.5,-1,-1,-1,-1,,")
    read = published(text, codes={"change": "fingertips:90284"})
    assert read.value("change", "E06000002", "2010/11") == "blank"
    assert read.value("change", "E06000002", "2011/12") == 12.5
    assert read.figures["lower"].isna().all()
    assert any(said.startswith("-1 in the") for said in read.said)


def test_areas_outside_the_plan_are_left_out_with_their_notes(published: Published) -> None:
    noted = row("E06000018", figures=",-1,-1,-1,-1,,", note="Not presented due to coding")
    read = published(HEADER + row(note="Low counts") + noted, codes={"spending": "fingertips:90284"})
    assert len(read.figures) == 1
    assert "the publisher notes: 'Low counts'" in read.said
    assert not any("Not presented" in said for said in read.said)
    assert read.reading.accounted["other_area"] == 1


def test_england_given_twice_is_harmless(published: Published) -> None:
    same = row("E92000001", figures="115.2,114.5,115.9,,,107429,9324084")
    read = published(HEADER + same + same, codes={"spending": "fingertips:90284"})
    assert not read.stops
    assert len(read.figures) == 1


def test_an_indicator_of_one_sex_is_its_own_headline_where_its_code_names_the_sex(
    published: Published,
) -> None:
    read = published(HEADER + row(sex="Female"), codes={"spending": "fingertips:90284:Female"})
    assert read.value("spending", "E06000002", "2010/11") == pytest.approx(172.5454268)


def test_a_file_of_one_sex_never_stands_for_everyone(published: Published) -> None:
    read = published(HEADER + row(sex="Male"), codes={"spending": "fingertips:90284"})
    assert not read.stops
    assert read.value("spending", "E06000002", "2010/11", "Sex: Male") == pytest.approx(172.5454268)
    assert len(read.figures) == 1
    (note,) = [one for one in read.reading.problems if "only 'Male'" in one.found]
    assert "fingertips:90284:Male" in note.remedy


def test_a_new_indicator_of_one_sex_has_the_sex_in_its_code_and_name(published: Published) -> None:
    (measure,) = (one.measure for one in published(HEADER + row(sex="Female")).measures.values())
    assert measure.code == "fingertips:90284:Female"
    assert measure.name.endswith("(Female)")


def test_an_answer_gives_an_indicator_of_one_sex_to_the_plans(published: Published) -> None:
    answers = {"fingertips:90284:Female": "spending"}
    read = published(HEADER + row(sex="Female"), indicators=answers)
    assert read.value("spending", "E06000002", "2010/11") == pytest.approx(172.5454268)


def test_a_file_of_another_age_than_the_name_says_is_another_measure(published: Published) -> None:
    read = published(HEADER + row(age="15-24 yrs"), codes={"spending": "fingertips:90284"})
    assert set(read.measures) == {"fingertips:90284:15-24 yrs"}
    assert not read.measures["fingertips:90284:15-24 yrs"].known


@pytest.mark.parametrize(
    ("age", "name", "other"),
    [
        ("<15 yrs", "Injuries in children (aged 0 to 14 years)", False),
        ("<18 yrs", "Under 18s conception rate / 1,000", False),
        ("10-24 yrs", "Admissions (10-24 years)", False),
        ("15-24 yrs", "Under 18s conception rate / 1,000", True),
        ("4-5 yrs", "Year 6 prevalence of obesity (10-11 yrs)", True),
        ("All ages", "Under 18s conception rate / 1,000", False),
        ("<18 yrs", "Infant mortality 2001-03", False),
    ],
)
def test_ages_are_compared_by_their_years(age: str, name: str, other: bool) -> None:
    assert is_other_age(age, name=name) is other


def test_a_range_of_absurdly_many_years_is_no_range(published: Published) -> None:
    read = published(HEADER + row(years="9" * 5000 + "y"), codes={"spending": "fingertips:90284"})
    assert read.measures["fingertips:90284"].measure.years_pooled == 1


def test_two_sexes_without_everyone_are_two_measures(published: Published) -> None:
    read = published(HEADER + row(sex="Female") + row(sex="Male"))
    assert set(read.measures) == {"fingertips:90284:Female", "fingertips:90284:Male"}


def test_several_ages_are_several_measures(published: Published) -> None:
    read = published(HEADER + row() + row(age="15-24 yrs"))
    assert set(read.measures) == {"fingertips:90284:<15 yrs", "fingertips:90284:15-24 yrs"}


def test_three_years_together_are_read_from_the_range(published: Published) -> None:
    text = HEADER + row(period="2006/07 - 08/09", years="3y", figures="50.5,,,,,,")
    read = published(text, codes={"alcohol": "fingertips:90284"})
    assert read.value("alcohol", "E06000002", "2006/07 to 2008/09") == 50.5
    assert read.measures["fingertips:90284"].measure.years_pooled == 3


def test_a_quarter_without_a_financial_year_is_a_calendar_quarter(published: Published) -> None:
    read = published(HEADER + row(period="2006 Q2"))
    assert read.measures["fingertips:90284"].first == "Apr to Jun 2006"


def test_a_page_download_has_its_own_header_and_commas_in_counts(published: Published) -> None:
    text = HEADER.replace("Area Name", "AreaName") + row(figures='172.5,157.0,189.2,,,"74,588","926,196"')
    read = published(text, codes={"change": "fingertips:90284"}, encoding="utf-8-sig")
    assert read.reading.format == "Fingertips page download"
    assert not read.stops
    assert read.number("numerator", "change", "E06000002", "2010/11") == 74588


def test_what_the_publisher_concludes_is_said_not_to_be_read(published: Published) -> None:
    read = published(HEADER + row())
    (said,) = [one for one in read.said if one.startswith("columns not read")]
    assert "Recent Trend" in said
    assert "worked out here" in said


def test_the_source_says_publisher_title_and_licence(published: Published) -> None:
    source = published(HEADER + row()).reading.source
    assert source.publisher == "Office for Health Improvement and Disparities"
    assert source.title.startswith("Fingertips indicator 90284: Hospital admissions")
    assert source.licence == "Open Government Licence v3.0"


def test_the_unit_is_what_the_counts_show(published: Published) -> None:
    lines = [
        row(period=f"20{year}/{year + 1}", figures=f"{10_000 * count / 26_000!r},,,,,{count},26000")
        for year, count in zip(range(10, 16), range(400, 520, 20), strict=True)
    ]
    measure = published(HEADER + "".join(lines)).measures["fingertips:90284"].measure
    assert (measure.unit, measure.multiplier) == ("per 10,000", 10_000)


EXTRACT = """
area_code,area_name,period,value,indicator,measure,unit,significance
E92000001,England,2006/07,22.9,Children aged 4-5 years who have excess weight,Percentage,Persons,Not compared
E06000002,Middlesbrough,2006/07,NA,Children aged 4-5 years who have excess weight,Percentage,Persons,Not compared
E06000002,Middlesbrough,2007/08,24.6,Children aged 4-5 years who have excess weight,Percentage,Persons,Similar
"""
EXCESS = "fingertips:Children aged 4-5 years who have excess weight"


def test_an_older_extract_asks_what_na_means(published: Published) -> None:
    read = published(EXTRACT, codes={"year6": EXCESS})
    assert read.reading.format == "Fingertips extract"
    assert [problem.where for problem in read.stops] == ["value, line 3"]
    assert "NA" in read.stops[0].found


def test_an_older_extract_is_read_once_na_is_answered(published: Published) -> None:
    read = published(EXTRACT, codes={"year6": EXCESS}, symbols={"NA": "x"})
    assert not read.stops
    assert read.value("year6", "E06000002", "2006/07") == "x"
    assert read.value("year6", "E06000002", "2007/08") == 24.6
    assert (read.measures[EXCESS].measure.unit, read.measures[EXCESS].measure.multiplier) == ("%", 100.0)
