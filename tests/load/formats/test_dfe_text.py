"""Tests of the CSVs under the first releases of 2010 to 2017, whose columns are named by codes."""

from __future__ import annotations

from oba.model.period import PeriodKind
from tests.load.formats.published import Published

OF_2011 = """
New_geog_code,geog_l,geog_c,geog_n,CLA_Mar2011,CLA_2011,CLA_male
,NATIONAL,,ENGLAND,65520,91170,36470
,REGION,,NORTH EAST,3900,5510,2140
E06000002,LA,806,Middlesbrough,320,x,170
E06000005,LA,841,Darlington,195,260,x
"""
OF_2010 = """
geog_l,geog_c,geog_n,MarTotal_2010,MarTotal_2009
NATIONAL,,ENGLAND,64400,60900
LA,806,Middlesbrough,300,305
LA,841,Darlington,185,170
"""


def test_a_column_of_march_is_counted_on_the_day_and_one_of_the_year_over_the_year(
    published: Published,
) -> None:
    read = published(OF_2011)
    assert read.reading.format == "DfE first release CSV"
    assert {code: (one.first, one.indicator.period_kind) for code, one in read.measures.items()} == {
        "dfe-sfr:csv|cla at 31 march": ("31 March 2011", PeriodKind.POINT_IN_TIME),
        "dfe-sfr:csv|cla": ("2010/11", PeriodKind.FINANCIAL_YEAR),
    }


def test_years_side_by_side_are_periods_of_one_measure(published: Published) -> None:
    read = published(OF_2010, codes={"plans": "dfe-sfr:csv|martotal"})
    assert read.value("plans", "E06000002", "31 March 2010") == 300.0
    assert read.value("plans", "E06000002", "31 March 2009") == 305.0
    assert read.cell("plans", "E06000002", "31 March 2009") == "MarTotal_2009, line 3"


def test_a_cross_stands_for_a_suppressed_count(published: Published) -> None:
    # a year that ends in March has the label of an academic year, by which the indicator counts
    read = published(OF_2011, codes={"year6": "dfe-sfr:csv|cla"})
    assert read.figures.set_index("area")["marker"].get("E06000002") == "c"


def test_a_column_that_names_no_period_is_counted_and_not_read(published: Published) -> None:
    said = published(OF_2011).said
    assert "the heading of a column names no period: it was not read, such as 'CLA_male'" in said
    assert any(
        "leave their measure or period open" in text and text.endswith("(and 3 more)") for text in said
    )


def test_areas_are_found_by_number_and_name_where_there_is_no_code(published: Published) -> None:
    read = published(OF_2010)
    assert read.reading.accounted["new_indicator"] == 4
    assert read.reading.accounted["other_area"] == 2


def test_a_column_that_any_release_may_have_is_told_apart_by_the_release(published: Published) -> None:
    text = OF_2010.replace("MarTotal_", "Number_")
    codes = {
        code
        for title in ("Children looked after 2010", "Exclusions from schools 2010")
        for code in published(text, title=title).measures
    }
    assert codes == {
        "dfe-sfr:csv|number|of=children looked after",
        "dfe-sfr:csv|number|of=exclusions from schools",
    }
