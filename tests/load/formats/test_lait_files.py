"""Tests of files that come with the figures and hold none: data dictionaries and lists of neighbours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oba.load.file import open_file
from oba.load.formats.lait_dictionary import read_dictionary
from oba.load.formats.lait_neighbours import read_neighbours
from oba.load.publishers.not_figures import Neighbour
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.indicator import ValueType
from oba.model.period import PeriodKind
from oba.model.release import Outcome
from tests.load.formats.books import read_plain, row, write_laid_out
from tests.load.formats.published import Published

DICTIONARY = """
"Measure_code","Topic","Measure","Chart_title","Measure_short","Polarity","y_axis_name","Description","Next Update","dps","Year_Type"
"2","Health","Under 18 Conception rates","Under 18 conception rates (15-17 yr olds)","Under18concep","Low","Rate per 1000 15 - 17 year olds","Conceptions
under 18","45809","NA","Calendar Year"
"9","Care","Children in care","Children in care","CLA","-","Rate per 10,000","Rate of children","TBC","0","Financial Year"
"""
NEIGHBOURS = {
    **row(1, "A", "B", "C", "D", "E", 3, 4, 5, 6),
    **row(2, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    **row(3, "LA num", "LA Name", "LA number", "GOInd", "GOReg", "SN1", "SNP", "SN2", "SNP", "SN10"),
    **row(4, 806, "Middlesbrough", 806, 1, "North East", 890, "Very Close", 805, "Close", 355),
    **row(5, 942, "Cumberland", 942, 5, "North West", "-", "-", "-", "-", "-"),
    "B7": "Old SNs:",
    **row(9, 835, "Dorset (Pre LG)", 835, 7, "South West", 893, "Close", 878, "Close", 916),
}
GLOBAL = """
AREACD,1,2,3,4,5,6,7,8,9,10
E06000002,E08000021,E07000123,W06000022,E08000031,E08000006,E08000005,E08000001,E06000031,E08000035,E06000021
"""


def test_a_dictionary_is_no_file_of_figures_and_says_where_it_goes(published: Published) -> None:
    read = published(DICTIONARY)
    assert [problem.outcome for problem in read.stops][-1] is Outcome.FILE
    assert "the data dictionary of the Local Authority Interactive Tool" in read.stops[-1].found
    assert read.figures.empty


def test_a_dictionary_gives_each_measure_its_unit_kind_and_the_polarity_that_is_said(
    published: Published,
) -> None:
    found = read_dictionary(published(DICTIONARY).reading.opened)
    conceptions, care = found["lait:Under18concep"], found["lait:CLA"]
    assert (conceptions.value_type, conceptions.multiplier, conceptions.period_kind) == (
        ValueType.CRUDE_RATE,
        1000.0,
        PeriodKind.CALENDAR_YEAR,
    )
    assert (conceptions.polarity_said, care.polarity_said) == ("Low", "")
    assert (conceptions.decimals, care.decimals) == (None, 0)
    assert conceptions.definition == "Conceptions under 18"
    assert (conceptions.next_update, care.next_update) == (date(2025, 6, 1), None)


def test_the_neighbours_of_the_tool_are_read_in_order_without_authorities_that_are_gone(
    tmp_path: Path, reference: Reference
) -> None:
    path = write_laid_out(tmp_path / "sn.xlsx", {"LA SN Groups": NEIGHBOURS})
    assert read_neighbours(open_file(path)) == [
        Neighbour("806", "890", 1, "Very close"),
        Neighbour("806", "805", 2, "Close"),
        Neighbour("806", "355", 10),
    ]
    read = read_plain(path, reference=reference)
    assert "a list of statistical neighbours" in read.stops[0].found


def test_the_neighbours_of_the_statistics_office_are_read_by_code(published: Published) -> None:
    read = published(GLOBAL)
    found = read_neighbours(read.reading.opened)
    assert found[0] == Neighbour("E06000002", "E08000021", 1)
    assert len(found) == 10
    assert read.reading.format == "statistical neighbours"


@pytest.mark.parametrize("reader", [read_dictionary, read_neighbours])
def test_another_file_is_refused_by_both(published: Published, reader: object) -> None:
    opened = published("Area,2010/11\nMiddlesbrough,1\n", sheets={"": "year6"}).reading.opened
    with pytest.raises(RefusedFile):
        reader(opened)  # type: ignore[operator]
