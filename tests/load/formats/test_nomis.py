"""Nomis: variables in triples, codes of geography, statuses."""

from __future__ import annotations

from tests.load.formats.published import Published

HEAD = (
    '"DATE","DATE_NAME","GEOGRAPHY","GEOGRAPHY_NAME","GEOGRAPHY_CODE","GENDER","GENDER_NAME","GENDER_CODE",'
    '"C_AGE","C_AGE_NAME","C_AGE_CODE","MEASURES","MEASURES_NAME","OBS_VALUE","OBS_STATUS","OBS_STATUS_NAME",'
    '"OBS_CONF","OBS_CONF_NAME","URN"\n'
)
TOWN = '"1811939361","Middlesbrough","E06000002"'


def row(
    value: str = "28117",
    *,
    sex: str = "Total",
    age: str = "All Ages",
    kind: str = "Value",
    year: str = "2021",
    status: str = '"A","Normal Value","F"',
    place: str = TOWN,
) -> str:
    return (
        f'"{year}","{year}",{place},"0","{sex}","0","200","{age}","200","20100","{kind}",{value},{status},'
        '"Free","Nm-2002d1d32336e0d2013265921d0d200d20100"\n'
    )


CODE = "nomis:NM_2002:Value"


def test_totals_are_the_headline_and_the_rest_break_them_down(published: Published) -> None:
    text = HEAD + row() + row("13900", sex="Male") + row("5600", age="Aged 0 to 15")
    read = published(text, codes={"conceptions": CODE})
    assert read.reading.format == "Nomis CSV"
    assert read.value("conceptions", "E06000002", "2021") == 28117
    assert read.value("conceptions", "E06000002", "2021", "Sex: Male") == 13900
    assert read.value("conceptions", "E06000002", "2021", "Age: Aged 0 to 15") == 5600


def test_the_code_of_geography_is_read_and_not_its_number(published: Published) -> None:
    region = '"2013265921","North East","E12000001"'
    read = published(HEAD + row() + row("2646772", place=region), codes={"conceptions": CODE})
    assert read.value("conceptions", "E12000001", "2021") == 2646772


def test_value_and_percent_are_two_measures(published: Published) -> None:
    read = published(HEAD + row() + row("12.5", kind="Percent"))
    assert set(read.measures) == {CODE, "nomis:NM_2002:Percent"}
    assert read.measures["nomis:NM_2002:Percent"].measure.unit == "%"


def test_a_variable_without_a_total_parts_measures(published: Published) -> None:
    read = published(HEAD + row(age="Aged 0 to 15") + row(age="Aged 16 to 24"))
    assert set(read.measures) == {f"{CODE}|C_AGE=Aged 0 to 15", f"{CODE}|C_AGE=Aged 16 to 24"}


def test_statuses_and_confidentiality_are_markers(published: Published) -> None:
    text = (
        HEAD
        + row(year="2020", status='"P","Provisional","F"')
        + row("", year="2021", status='"A","Normal Value","C"')
        + row("", year="2022", status='"M","Missing value","F"')
    )
    read = published(text, codes={"conceptions": CODE})
    assert not read.stops
    assert [marker.split()[-1] for marker in read.figures["marker"]] == ["p", "c", "x"]


def test_a_status_that_is_not_known_is_asked_about(published: Published) -> None:
    read = published(HEAD + row(status='"Q","Something else","F"'), codes={"conceptions": CODE})
    assert [problem.where for problem in read.stops] == ["OBS_STATUS, line 2"]


def test_a_file_of_one_sex_is_a_part_and_never_the_headline(published: Published) -> None:
    read = published(HEAD + row("490", sex="Male"), codes={"conceptions": CODE})
    assert read.value("conceptions", "E06000002", "2021", "Sex: Male") == 490
    assert len(read.figures) == 1
    assert any("only 'Male'" in said for said in read.said)


def test_the_plans_own_code_may_name_the_sex(published: Published) -> None:
    read = published(HEAD + row("490", sex="Male"), codes={"conceptions": f"{CODE}|GENDER=Male"})
    assert read.value("conceptions", "E06000002", "2021") == 490


def test_a_new_measure_of_one_sex_says_so(published: Published) -> None:
    assert set(published(HEAD + row("490", sex="Male")).measures) == {f"{CODE}|GENDER=Male"}


def test_without_the_number_of_the_data_set_its_title_is_asked_for_and_tells_it_apart(
    published: Published,
) -> None:
    text = HEAD.replace(',"URN"', "") + row().replace(',"Nm-2002d1d32336e0d2013265921d0d200d20100"', "")
    asked = published(text)
    assert [one.question.subject for one in asked.stops if one.question] == ["title"]
    titled = published(text, title="Population estimates 2021")
    assert set(titled.measures) == {"nomis:Value|of=population estimates"}
