"""Explore Education Statistics: filters, measures, identifiers of time, levels of geography, metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.load.publishers.ees_periods import kind_of, write_label
from oba.model.period import PeriodKind
from tests.load.formats.published import Published

PLANS = """
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,CPP_start,CPP_subsequent,CPP_subsequent_percent
2025,Reporting year,National,E92000001,England,"","",,"","",Child Protection Plans which are a second or subsequent plan,61840,15130,24.5
2025,Reporting year,Regional,E92000001,England,E12000001,North East,,"","",Child Protection Plans which are a second or subsequent plan,4540,1240,27.2
2025,Reporting year,Local authority,E92000001,England,E12000001,North East,806,E06000002,Middlesbrough,Child Protection Plans which are a second or subsequent plan,485,127,26.2
2024,Reporting year,Local authority,E92000001,England,E12000001,North East,806,E06000002,Middlesbrough,Child Protection Plans which are a second or subsequent plan,c,c,c
2025,Reporting year,Local authority,E92000001,England,E12000001,North East,840,E06000047,County Durham,Child Protection Plans which are a second or subsequent plan,730,155,21.2
"""
GEOGRAPHY = "Local authority,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002"
HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "la_name,new_la_code,"
)
REPEAT = "ees:CPP_subsequent_percent"


def test_each_numeric_column_is_a_measure_named_by_its_one_filter(published: Published) -> None:
    read = published(PLANS, codes={"change": REPEAT})
    assert read.reading.format == "Explore Education Statistics CSV"
    assert set(read.measures) == {"ees:CPP_start", "ees:CPP_subsequent", REPEAT}
    measure = read.measures[REPEAT].measure
    assert (
        measure.name == "Child Protection Plans which are a second or subsequent plan: CPP subsequent percent"
    )
    assert (measure.unit, measure.multiplier, measure.publisher) == ("%", 100.0, "Department for Education")


def test_a_reporting_year_is_read_by_the_kind_of_the_plans_indicator(published: Published) -> None:
    read = published(PLANS, codes={"change": REPEAT})
    assert not read.stops
    assert read.value("change", "E06000002", "2024/25") == 26.2
    assert read.value("change", "E06000002", "2023/24") == "c"
    assert read.value("change", "E12000001", "2024/25") == 27.2
    assert read.cell("change", "E06000002", "2024/25") == "CPP_subsequent_percent, line 4"
    assert published(PLANS, codes={"conceptions": REPEAT}).value("conceptions", "E92000001", "2025") == 24.5


def test_the_count_that_a_share_is_named_after_goes_with_it(published: Published) -> None:
    read = published(PLANS, codes={"change": REPEAT})
    assert read.number("numerator", "change", "E06000002", "2024/25") == 127


def test_the_title_is_what_the_file_is_about(published: Published) -> None:
    title = published(PLANS).reading.source.title
    assert (
        title == "Explore education statistics: Child Protection Plans which are a second or subsequent plan"
    )


def test_six_digits_are_two_years_and_the_identifier_says_which_kind(published: Published) -> None:
    text = f"{HEAD}sess_overall_percent\n201819,Academic year,{GEOGRAPHY},4.9\n"
    read = published(text, codes={"year6": "ees:sess_overall_percent"})
    assert read.value("year6", "E06000002", "2018/19") == 4.9
    assert read.measures["ees:sess_overall_percent"].measure.period_kind is PeriodKind.ACADEMIC_YEAR


def test_a_filter_with_a_total_breaks_the_total_down(published: Published) -> None:
    text = f"{HEAD}sex,absence_percent\n" + "".join(
        f"202425,Academic year,{GEOGRAPHY},{sex},{value}\n"
        for sex, value in (("Total", 20), ("Boys", 21), ("Girls", 19))
    )
    read = published(text, codes={"year6": "ees:absence_percent"})
    assert read.value("year6", "E06000002", "2024/25") == 20
    assert read.value("year6", "E06000002", "2024/25", "Sex: Boys") == 21


def test_a_filter_without_a_total_makes_measures_of_its_values(published: Published) -> None:
    lines = "".join(
        f"2025,Reporting year,{GEOGRAPHY},{what},{number},{share}\n"
        for what, number, share in (("SDQ average score", 14.2, ""), ("SDQ normal", 120, 51))
    )
    read = published(f"{HEAD}characteristic,number,percentage\n{lines}")
    assert set(read.measures) == {
        "ees:number|characteristic=SDQ average score",
        "ees:number|characteristic=SDQ normal",
        "ees:percentage|characteristic=SDQ normal",
    }
    assert read.measures["ees:number|characteristic=SDQ average score"].measure.value_type is None


def test_markers_are_kept_and_older_signs_are_asked_about(published: Published) -> None:
    lines = "".join(
        f"20{year}{year + 1},Academic year,{GEOGRAPHY},{sign}\n"
        for year, sign in enumerate(("12", "c", "z", "x", "k", "low", "u", "~"), start=15)
    )
    read = published(f"{HEAD}share_percent\n{lines}", codes={"year6": "ees:share_percent"})
    assert [problem.where for problem in read.stops] == ["share_percent, line 9"]
    assert [read.value("year6", "E06000002", f"20{y}/{y + 1}") for y in range(16, 22)] == [
        "c",
        "z",
        "x",
        "low",
        "low",
        "u",
    ]


def test_rows_about_terms_are_counted_and_not_read(published: Published) -> None:
    text = (
        f"{HEAD}absence_percent\n202425,Academic year,{GEOGRAPHY},20\n202425,Autumn term,{GEOGRAPHY},18\n"
        f"202425,Week 12,{GEOGRAPHY},17\n"
    )
    read = published(text, codes={"year6": "ees:absence_percent"})
    assert not read.stops
    assert len(read.figures) == 1
    assert any("a term, a week" in said and "1 more" in said for said in read.said)


def test_schools_are_other_areas_even_with_a_towns_name(published: Published) -> None:
    text = (
        f"{HEAD}school_urn,school_name,absence_percent\n202425,Academic year,{GEOGRAPHY},,,20\n"
        "202425,Academic year,School,E92000001,England,E12000001,North East,806,Middlesbrough,E06000002,111654,Hartlepool,9\n"
    )
    read = published(text, codes={"year6": "ees:absence_percent"})
    assert not read.stops
    assert read.figures["value"].tolist() == [20]
    assert read.reading.accounted["other_area"] == 1


def test_metadata_beside_the_data_gives_labels_units_and_filters(
    published: Published, tmp_path: Path
) -> None:
    meta = tmp_path / "absence.meta.csv"
    meta.write_text(
        "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\n"
        "year_group,Filter,Year group,,,,,\npa_percent,Indicator,Persistent absence rate,,%,2,,\n"
    )
    text = f"{HEAD}year_group,pa_percent\n202425,Academic year,{GEOGRAPHY},7,20\n202425,Academic year,{GEOGRAPHY},8,22\n"
    read = published(text, companions=(meta,))
    assert set(read.measures) == {"ees:pa_percent|year_group=7", "ees:pa_percent|year_group=8"}
    measure = read.measures["ees:pa_percent|year_group=7"].measure
    assert (measure.name, measure.unit, measure.decimals) == ("7: Persistent absence rate", "%", 2)


def of_girls(share: str = "11.1", *, filters: str = "gender", said: str = "Female") -> str:
    return f"{HEAD}{filters},absence_percent\n202425,Academic year,{GEOGRAPHY},{said},{share}\n"


def test_a_file_of_one_group_is_a_part_and_never_the_headline(published: Published) -> None:
    read = published(of_girls(), codes={"year6": "ees:absence_percent"})
    assert not read.stops
    assert read.value("year6", "E06000002", "2024/25", "Sex: Female") == 11.1
    assert len(read.figures) == 1
    (note,) = [one for one in read.reading.problems if "only 'Female'" in one.found]
    assert "ees:absence_percent|gender=Female" in note.remedy


@pytest.mark.parametrize(
    ("filters", "said", "part"),
    [
        ("school_type", "State-funded primary", "School type: State-funded primary"),
        ("age_group", "10 to 15", "Age group: 10 to 15"),
        ("category", "Boys", "Category: Boys"),
    ],
)
def test_whatever_parts_people_is_a_group_and_so_is_a_topic_that_names_one(
    filters: str, said: str, part: str, published: Published
) -> None:
    text = of_girls(filters=filters, said=said)
    read = published(text, codes={"year6": "ees:absence_percent"})
    assert read.figures["breakdown"].tolist() == [part]


def test_the_plans_own_code_may_name_the_group(published: Published) -> None:
    read = published(of_girls(), codes={"year6": "ees:absence_percent|gender=Female"})
    assert read.value("year6", "E06000002", "2024/25") == 11.1
    assert not any("holds only" in said for said in read.said)


def test_of_two_groups_the_code_may_name_one(published: Published) -> None:
    text = of_girls(filters="gender,year_group", said="Female,Year 7")
    read = published(text, codes={"year6": "ees:absence_percent|gender=Female"})
    assert read.value("year6", "E06000002", "2024/25", "Year group: Year 7") == 11.1


def test_a_new_measure_of_one_group_says_so_in_its_code_and_name(published: Published) -> None:
    (found,) = published(of_girls()).measures.values()
    assert found.measure.code == "ees:absence_percent|gender=Female"
    assert found.measure.name == "Female: absence percent"


def test_a_topic_that_the_plan_names_is_found_in_a_file_of_that_topic_alone(published: Published) -> None:
    code = "ees:rate_per_10000|population_type=Looked after on 31 March"
    text = (
        f"{HEAD}population_type,rate_per_10000\n2025,Calendar year,{GEOGRAPHY},Looked after on 31 March,138\n"
    )
    assert published(text, codes={"conceptions": code}).value("conceptions", "E06000002", "2025") == 138


def numbers(topic: str, *, header: str = "number") -> str:
    return f"{HEAD}topic,{header}\n2025,Calendar year,{GEOGRAPHY},{topic},8\n"


@pytest.mark.parametrize("header", ["number", "Percentage", "headcount", "children_count", "rate", "value"])
def test_a_header_that_any_data_set_may_have_takes_the_topic_into_its_code(
    header: str, published: Published
) -> None:
    codes = {code for one in ("Custody", "SEN") for code in published(numbers(one, header=header)).measures}
    assert codes == {f"ees:{header}|topic=Custody", f"ees:{header}|topic=SEN"}


def test_where_nothing_says_of_what_a_number_is_the_release_is_asked_for_and_told_apart(
    published: Published,
) -> None:
    text = f"{HEAD}gender,number\n2025,Calendar year,{GEOGRAPHY},Total,8\n2025,Calendar year,{GEOGRAPHY},Female,3\n"
    asked = published(text)
    assert [one.question.subject for one in asked.stops if one.question] == ["title"]
    codes = {
        code
        for title in ("Children in custody 2024", "Children in custody: 2025", "Pupils with SEN")
        for code in published(text, title=title).measures
    }
    assert codes == {"ees:number|of=children in custody", "ees:number|of=pupils with sen"}


@pytest.mark.parametrize("places", ["999999999", "9" * 5000, "7", "²", "-1", "two"])
def test_decimals_that_cannot_be_are_ignored(places: str, published: Published, tmp_path: Path) -> None:
    meta = tmp_path / "absence.meta.csv"
    meta.write_text(
        "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\n"
        f"pa_percent,Indicator,Persistent,,%,{places},,\n",
        encoding="utf-8",
    )
    text = f"{HEAD}pa_percent\n202425,Academic year,{GEOGRAPHY},20\n"
    assert published(text, companions=(meta,)).measures["ees:pa_percent"].measure.decimals is None


@pytest.mark.parametrize(
    ("period", "identifier", "label"),
    [
        ("202425", "Financial year", "2024/25"),
        ("202425", "Tax year", "2024/25"),
        ("2025", "Calendar year", "2025"),
        ("202425", "Financial year Q4", "Jan to Mar 2025"),
        ("202425", "Academic year Q2", "Dec 2024 to Feb 2025"),
        ("2024", "Calendar year Q1", "Jan to Mar 2024"),
        ("2024", "January", "January 2024"),
        ("202499", "Academic year", "202499"),
        ("20x4", "Calendar year Q1", "20x4"),
        ("٢٠٢٤", "January", "٢٠٢٤"),
    ],
)
def test_time_is_written_as_our_grammar_reads_it(period: str, identifier: str, label: str) -> None:
    assert write_label(period, identifier=identifier, kind=None) == label


@given(st.integers(min_value=1950, max_value=2048))
def test_every_pair_of_years_comes_out_as_itself(first: int) -> None:
    text = f"{first}{(first + 1) % 100:02d}"
    assert write_label(text, identifier="Academic year", kind=None) == f"{first}/{(first + 1) % 100:02d}"


def test_terms_weeks_and_parts_have_no_kind() -> None:
    assert [kind_of(said) for said in ("Autumn term", "Week 12", "Part 1 (April to September)")] == [None] * 3
