"""Open SDG: blank dimensions are totals, and an authority's code can be its region's."""

from __future__ import annotations

from tests.load.formats.published import Published

HEAD = "Year,Region,Local authority,Age,Observation status,Unit multiplier,Unit measure,GeoCode,Value\n"
NAME = "indicator_3-7-1.csv"
CODE = "open-sdg:3-7-1"


def test_the_code_of_a_region_is_not_believed_for_an_authority(published: Published) -> None:
    text = (
        f"{HEAD}2018,North East,Middlesbrough,,Normal value,Units,Percentage (%),E12000001,93.3\n"
        "2018,North East,,,Normal value,Units,Percentage (%),E12000001,90.1\n"
    )
    read = published(text, name=NAME, codes={"conceptions": CODE})
    assert read.reading.format == "Open SDG CSV"
    assert not read.stops
    assert read.value("conceptions", "E06000002", "2018") == 93.3
    assert read.value("conceptions", "E12000001", "2018") == 90.1


def test_an_authoritys_own_code_is_believed(published: Published) -> None:
    text = f"{HEAD}2018,North East,M'brough,,Normal value,Units,Number,E06000002,93.3\n2019,North East,,,Normal value,Units,Number,E12000001,9\n"
    assert (
        published(text, name=NAME, codes={"conceptions": CODE}).value("conceptions", "E06000002", "2018")
        == 93.3
    )


def test_a_blank_dimension_is_the_total(published: Published) -> None:
    text = (
        f"{HEAD}2018,North East,,,Normal value,Units,Number,E12000001,100\n"
        "2018,North East,,16 to 17,Normal value,Units,Number,E12000001,30\n"
    )
    read = published(text, name=NAME, codes={"conceptions": CODE})
    assert read.value("conceptions", "E12000001", "2018") == 100
    assert read.value("conceptions", "E12000001", "2018", "Age: 16 to 17") == 30


def test_rows_without_an_area_are_counted_as_other_areas(published: Published) -> None:
    text = f"{HEAD}2018,,,,Normal value,Units,Number,,500\n2018,North East,,,Normal value,Units,Number,E12000001,9\n"
    read = published(text, name=NAME, codes={"conceptions": CODE})
    assert not read.stops
    assert read.reading.accounted["other_area"] == 1


def test_units_are_part_of_the_measure_and_part_measures_where_they_differ(published: Published) -> None:
    text = (
        f"{HEAD}2018,North East,,,Normal value,Thousands,Number,E12000001,1.6\n"
        "2018,North East,,,Normal value,Units,Percentage (%),E12000001,30\n"
    )
    read = published(text, name=NAME)
    assert {code: one.measure.unit for code, one in read.measures.items()} == {
        f"{CODE}|unit=Number, Thousands": "number, Thousands",
        f"{CODE}|unit=Percentage (%)": "%",
    }


def test_a_file_of_one_age_is_a_part_and_never_the_headline(published: Published) -> None:
    text = f"{HEAD}2018,North East,,16 to 17,Normal value,Units,Number,E12000001,30\n"
    read = published(text, name=NAME, codes={"conceptions": CODE})
    assert read.value("conceptions", "E12000001", "2018", "Age: 16 to 17") == 30
    assert set(published(text, name=NAME).measures) == {f"{CODE}|Age=16 to 17"}
