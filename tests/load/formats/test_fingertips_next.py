"""FingertipsNext: explicit dates, ages and deprivation in columns of their own."""

from __future__ import annotations

from tests.load.formats.published import Published

HEADER = (
    "area_code,date_from,date_to,period_type,sex,age_from_years_inclusive,age_to_years_inclusive,deprivation_decile,"
    "deprivation_category,count,value,denominator,lower_ci_95,upper_ci_95,lower_ci_99_8,upper_ci_99_8\n"
)


def test_the_dates_are_the_period(published: Published) -> None:
    text = (
        HEADER + "E06000002,2020-01-01,2020-12-31,Calendar,Persons,15,17,,,100,50,2000,45,55,44,56\n"
        "E06000002,2020-01-01,2020-12-31,Calendar,Female,15,17,,,60,51,1000,45,55,44,56\n"
    )
    read = published(
        text, name="under-18 conceptions.csv", codes={"conceptions": "fingertips-next:under-18 conceptions"}
    )
    assert read.reading.format == "FingertipsNext CSV"
    assert not [one for one in read.stops if "dates" in one.found]
    assert read.value("conceptions", "E06000002", "2020") == 50
    assert read.value("conceptions", "E06000002", "2020", "Sex: Female") == 51


def test_a_span_that_is_no_whole_months_is_told(published: Published) -> None:
    text = HEADER + "E06000002,2020-01-02,2020-12-31,Calendar,Persons,15,17,,,,50,,,,,\n"
    read = published(text, codes={"conceptions": "fingertips-next:figures"})
    assert [problem.where for problem in read.stops] == ["date_from, line 2"]


def test_several_ages_are_several_measures(published: Published) -> None:
    line = "E06000002,2020-01-01,2020-12-31,Calendar,Persons,{},,,,50,,,,,\n"
    read = published(HEADER + line.format("0,14") + line.format("15,24"))
    assert set(read.measures) == {"fingertips-next:figures:0 to 14", "fingertips-next:figures:15 to 24"}
