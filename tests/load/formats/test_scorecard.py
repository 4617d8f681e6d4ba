"""Clear Impact Scorecard: the columns that its help pages document for importing data values."""

from __future__ import annotations

from oba.model.release import QuestionKind
from tests.load.formats.published import Published

TEXT = """
id,measure_type,actual_value_date,target_value,actual_value,comment
4711,i,01/15/2013,20,18.5,
4711,i,06/30/2014,20,,target only
"""
AREA = {"the scorecard's area": "E06000002"}


def test_the_area_is_asked_once(published: Published) -> None:
    read = published(TEXT, publisher="The Trust")
    assert read.reading.format == "Clear Impact Scorecard CSV"
    (asked,) = read.stops
    assert asked.question is not None
    assert asked.question.kind is QuestionKind.AREA
    assert "E06000002" in asked.question.choices


def test_a_day_is_read_month_first_and_by_the_indicators_kind(published: Published) -> None:
    read = published(TEXT, publisher="The Trust", areas=AREA, codes={"change": "scorecard:4711"})
    assert not read.stops
    assert read.value("change", "E06000002", "2012/13") == 18.5
    by_month = published(TEXT, publisher="The Trust", areas=AREA, codes={"absence": "scorecard:4711"})
    assert by_month.value("absence", "E06000002", "January 2013") == 18.5


def test_a_target_alone_is_no_figure(published: Published) -> None:
    read = published(TEXT, publisher="The Trust", areas=AREA, codes={"change": "scorecard:4711"})
    assert len(read.figures) == 1
    assert any("hold a target only" in said for said in read.said)


def test_another_table_with_an_id_is_not_taken_for_it(published: Published) -> None:
    text = "id,actual_value_date,actual_value,area,period,value\n1,01/15/2013,2,Middlesbrough,2012/13,5\n2,01/15/2013,2,Hartlepool,2012/13,5\n"
    assert published(text, sheets={"": "change"}).reading.format == "tidy CSV"
