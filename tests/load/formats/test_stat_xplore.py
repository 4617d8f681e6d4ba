"""Tests of tables saved from Stat-Xplore: a title of many lines, a header over two rows, names without codes."""

from __future__ import annotations

import pytest

from oba.load.file import open_file
from oba.load.recognise import propose_source, recognise
from oba.model.period import PeriodKind
from tests.load.formats.published import Published

TABLE = """
"Relative Low Income (I
II
III
IV
V
VI)",,,
National - Regional - LA - OAs by Year,,,
Counting: Relative Low Income,,,
,,,
Filters:,,,
Default Summation,Relative Low Income,,
,,,
Year,,2014/15,2015/16
,National - Regional - LA - OAs,,
,Middlesbrough,9091,10570
,Hartlepool,4500,..
,Unknown,..,..
,Total,2502740,2676159
"""
CODE = "stat-xplore:Relative Low Income"


def test_what_is_counted_is_the_measure_and_a_crossing_year_is_a_financial_year(published: Published) -> None:
    read = published(TABLE)
    found = read.measures[CODE]
    assert (found.measure.name, found.indicator.period_kind) == (
        "Relative Low Income",
        PeriodKind.FINANCIAL_YEAR,
    )
    assert (found.first, found.last) == ("2014/15", "2015/16")
    assert not read.stops


def test_figures_are_found_by_name_under_the_header_of_two_rows(published: Published) -> None:
    read = published(TABLE, codes={"year6": CODE})
    # the indicator of the plan counts by academic year, and the label is the same
    assert read.value("year6", "E06000002", "2015/16") == 10570.0
    assert read.cell("year6", "E06000002", "2015/16") == "2015/16, line 10"


def test_two_points_are_asked_about_for_an_area_of_the_plan_and_not_for_another(published: Published) -> None:
    read = published(TABLE, codes={"year6": CODE})
    assert [problem.where for problem in read.stops if "'..'" in problem.found] == ["2015/16, line 11"]


def test_the_total_and_the_unknown_are_other_areas(published: Published) -> None:
    assert published(TABLE).reading.accounted["other_area"] == 4


def test_a_filter_that_narrows_the_table_is_part_of_the_measure(published: Published) -> None:
    narrowed = TABLE.replace(
        "Default Summation,Relative Low Income,,",
        "Default Summation,Relative Low Income,,\nAge of Child,0-4,,",
    )
    assert set(published(narrowed).measures) == {f"{CODE}, Age of Child: 0-4"}


@pytest.mark.parametrize("line", ["Counting: Relative Low Income,,,\n", "Filters:,,,\n"])
def test_without_what_is_counted_or_its_filters_it_is_no_stat_xplore_table(
    published: Published, line: str
) -> None:
    assert published(TABLE.replace(line, "")).reading.format != "Stat-Xplore CSV"


def test_the_title_is_the_same_for_every_release(published: Published) -> None:
    opened = published(TABLE).reading.opened
    assert (
        propose_source(recognise(open_file(opened.path))[0], opened).title
        == "Stat-Xplore: Relative Low Income"
    )
