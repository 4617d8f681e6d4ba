"""The long table of the Local Authority Interactive Tool."""

from __future__ import annotations

from pathlib import Path

import pytest

from oba.load.publishers.lait_measures import write_year
from oba.load.publishers.publisher_text import label_year_ending
from oba.model.period import PeriodKind
from tests.load.formats.published import Published

HEAD = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"
CONCEPTIONS = (
    f"{HEAD}Under18concep,Under 18 conception rates/1000 girls,2016,Middlesbrough,36.5,806,North East\n"
    "Under18concep,Under 18 conception rates/1000 girls,2016,England,18.8,970,NA\n"
    "Under18concep,Under 18 conception rates/1000 girls,2016,North East,24.6,980,NA\n"
    "Under18concep,,2017,Middlesbrough,43.8,806.0,North East\n"
    "Under18concep,,2017,Bournemouth (Pre LG),-,837,South West\n"
)


def test_areas_are_known_by_number_or_by_name(published: Published) -> None:
    read = published(CONCEPTIONS, codes={"conceptions": "lait:Under18concep"})
    assert read.reading.format == "Local Authority Interactive Tool table"
    assert not read.stops
    assert read.value("conceptions", "E06000002", "2016") == 36.5
    assert read.value("conceptions", "E06000002", "2017") == 43.8
    assert read.value("conceptions", "E92000001", "2016") == 18.8
    assert read.value("conceptions", "E12000001", "2016") == 24.6
    assert read.reading.accounted["other_area"] == 1


def test_the_long_name_stands_in_the_first_year_only(published: Published) -> None:
    measure = published(CONCEPTIONS).measures["lait:Under18concep"].measure
    assert (measure.name, measure.unit, measure.multiplier) == (
        "Under 18 conception rates/1000 girls",
        "per 1,000 girls",
        1000.0,
    )


def test_a_theme_column_is_passed_over(published: Published) -> None:
    text = "\n".join(f"{line},Risk" for line in CONCEPTIONS.splitlines()).replace(",Risk", ",theme", 1) + "\n"
    read = published(text, codes={"conceptions": "lait:Under18concep"})
    assert read.value("conceptions", "E06000002", "2016") == 36.5
    assert "columns not read: theme" in read.said


def test_a_year_is_the_year_in_which_the_indicators_year_ends(published: Published) -> None:
    text = f"{HEAD}ExcessYr6,Percentage excess weight,2025 (prov),Middlesbrough,39.9,806,North East\n"
    read = published(text, codes={"year6": "lait:ExcessYr6"})
    assert read.value("year6", "E06000002", "2024/25") == 39.9
    assert read.figures["marker"].tolist() == ["p"]
    plans = text.replace("2025 (prov)", "2025").replace("39.9", "39")
    assert (
        published(plans, codes={"plans": "lait:ExcessYr6"}).value("plans", "E06000002", "31 March 2025") == 39
    )


def test_float_noise_goes_and_three_years_together_are_read(published: Published) -> None:
    text = f"{HEAD}Hosp_Adm_Alc_<18yrs,Rate / 100000,2013/14-15/16,Middlesbrough,68.099999999999994,806,North East\n"
    read = published(text, codes={"alcohol": "lait:Hosp_Adm_Alc_<18yrs"})
    assert read.value("alcohol", "E06000002", "2013/14 to 2015/16") == 68.1
    assert read.measures["lait:Hosp_Adm_Alc_<18yrs"].measure.years_pooled == 3


def test_a_dash_is_asked_about_and_the_answer_serves(published: Published) -> None:
    text = f"{HEAD}ExcessYr6,Excess weight,2025,Middlesbrough,-,806,North East\n"
    asked = published(text, codes={"year6": "lait:ExcessYr6"})
    assert [problem.where for problem in asked.stops] == ["Values, line 2"]
    assert "missing and for figures that were suppressed" in asked.stops[0].why
    answered = published(text, codes={"year6": "lait:ExcessYr6"}, symbols={"-": "x"})
    assert answered.value("year6", "E06000002", "2024/25") == "x"


def test_a_nought_for_a_year_is_refused_by_its_cell(published: Published) -> None:
    text = f"{HEAD}ExcessYr6,Excess weight,0,Middlesbrough,3,806,North East\n"
    read = published(text, codes={"year6": "lait:ExcessYr6"})
    assert [problem.where for problem in read.stops] == ["Years, line 2"]


def test_the_tools_dictionary_describes_what_it_came_with(published: Published, tmp_path: Path) -> None:
    dictionary = tmp_path / "lait_data_dictionary.csv"
    dictionary.write_text(
        "Measure_code,Measure_short,Polarity,y_axis_name,Description,dps,Year_Type\n"
        "12,ExcessYr6,Low,% of children,Children above the 85th centile.,1,Academic Year\n"
    )
    text = f"{HEAD}ExcessYr6,Excess weight,2025,Middlesbrough,39.9,806,North East\n"
    found = published(text, companions=(dictionary,)).measures["lait:ExcessYr6"]
    measure = found.measure
    assert (measure.unit, measure.decimals, measure.polarity_said) == ("%", 1, "Low")
    assert measure.definition.startswith("Children above")
    assert found.first == "2024/25"


@pytest.mark.parametrize("places", ["999999999", "9" * 5000, "²", "7"])
def test_decimals_that_cannot_be_are_ignored(places: str, published: Published, tmp_path: Path) -> None:
    dictionary = tmp_path / "lait_data_dictionary.csv"
    dictionary.write_text(
        "Measure_code,Measure_short,Polarity,y_axis_name,Description,dps,Year_Type\n"
        f"12,ExcessYr6,Low,% of children,Children above the 85th centile.,{places},Academic Year\n",
        encoding="utf-8",
    )
    text = f"{HEAD}ExcessYr6,Excess weight,2025,Middlesbrough,39.9,806,North East\n"
    found = published(text, companions=(dictionary,)).measures["lait:ExcessYr6"]
    assert found.measure.decimals is None


@pytest.mark.parametrize(
    ("text", "written"), [("2016-17 (OT)", "2016-17"), ("2020 (Final)", "2020"), ("2018 (Rev)", "2018 (Rev)")]
)
def test_remarks_that_say_nothing_of_the_year_go(text: str, written: str) -> None:
    assert write_year(text) == written


def test_only_a_bare_year_is_read_as_the_year_that_ends() -> None:
    kind = PeriodKind.FINANCIAL_YEAR
    assert [
        label_year_ending(text, kind=kind) for text in ("2016", "2016-17", "2016/17", "2014-16", "0")
    ] == [
        "2015/16",
        "2016-17",
        "2016/17",
        "2014-16",
        "0",
    ]
