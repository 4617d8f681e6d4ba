"""Explore Local Statistics: two schemas, four codings of years, statuses and notes."""

from __future__ import annotations

import pytest

from tests.load.formats.published import Published

OLD = (
    "AREACD,AREANM,Geography,Variable Name,Indicator,Mission,Category,Period,Value,Measure,Unit,"
    "Lower Confidence Interval (95%),Upper Confidence Interval (95%),Observation Status,Polarity,Notes\n"
)
NEW = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
NAME = "Overweight children at reception age (aged four to five years)"


def old(
    period: str, value: str, *, status: str = "", notes: str = "", place: str = "E06000002,Middlesbrough"
) -> str:
    return (
        f"{place},County or Unitary Authority,Prevalence,{NAME},Mission 7,Spreading opportunity,{period},{value},"
        f"Percentage,%,,,{status},-1,{notes}\n"
    )


def test_the_old_schema_reads_values_intervals_and_statuses(published: Published) -> None:
    text = OLD + old("2007-08-01T00:00:00/P1Y", "24.73868") + old("2020-08-01T00:00:00/P1Y", "", status="u")
    read = published(text, codes={"year6": f"els:{NAME}"}, encoding="utf-8-sig")
    assert read.reading.format == "Explore Local Statistics CSV"
    assert not read.stops
    assert read.value("year6", "E06000002", "2007/08") == 24.73868
    assert "u" in str(read.value("year6", "E06000002", "2020/21"))
    measure = read.measures[f"els:{NAME}"].measure
    assert (measure.unit, measure.polarity_said) == ("%", "-1")


@pytest.mark.parametrize("period", ["2014/15", "2014-2015", "2014-08-01T00:00:00/P1Y", "2014-08-01/P1Y"])
def test_the_four_codings_of_a_year_are_one_year(published: Published, period: str) -> None:
    text = (
        NEW
        + f"E06000002,Middlesbrough,County or Unitary Authority,Absence,{period},12.5,Percentage,%,11,14,,\n"
    )
    read = published(text, codes={"year6": "els:Absence"})
    assert read.value("year6", "E06000002", "2014/15") == 12.5
    assert read.number("upper", "year6", "E06000002", "2014/15") == 14


def test_a_financial_year_is_not_taken_for_a_school_year(published: Published) -> None:
    text = (
        NEW
        + "E06000002,Middlesbrough,County or Unitary Authority,Absence,2014-04-01/P1Y,12.5,Percentage,%,,,,\n"
    )
    assert published(text, codes={"year6": "els:Absence"}).stops


def test_statuses_that_are_sentences_and_both_columns_of_notes_are_kept_as_notes(
    published: Published,
) -> None:
    head = NEW.strip() + ",notes\n"
    place = "E06000002,Middlesbrough,County or Unitary Authority,Absence"
    text = (
        f"{head}{place},2014-08-01/P1Y,12.5,Percentage,%,,,Value for two councils combined,First note,Second note\n"
        f"E06000012,North East Lincolnshire,County or Unitary Authority,Absence,2014-08-01/P1Y,9,Percentage,%,,,,Elsewhere,\n"
    )
    read = published(text, codes={"year6": "els:Absence"})
    assert not read.stops
    assert read.value("year6", "E06000002", "2014/15") == 12.5
    for words in ("Value for two councils combined", "First note", "Second note"):
        assert f"the publisher notes: '{words}'" in read.said
    assert not any("Elsewhere" in said for said in read.said)


def test_an_indicator_measured_in_two_ways_is_two_measures(published: Published) -> None:
    place = "E06000002,Middlesbrough,County or Unitary Authority,Pay"
    text = f"{NEW}{place},2014,12.5,Mean,£,,,,\n{place},2014,11.5,Median,£,,,,\n"
    assert set(published(text).measures) == {"els:Pay|measure=Mean", "els:Pay|measure=Median"}


def test_the_title_is_the_indicator(published: Published) -> None:
    source = published(OLD + old("2007-08-01T00:00:00/P1Y", "24.7")).reading.source
    assert (source.publisher, source.title) == (
        "Office for National Statistics",
        f"Explore Local Statistics: {NAME}",
    )
