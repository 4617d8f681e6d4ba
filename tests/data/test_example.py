"""The figures of the example are those that were published. The expected values are typed in by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Plan = dict[str, list[dict[str, Any]]]
Figures = dict[tuple[str, str, str], Any]

LAIT = "DfE, Local Authority Interactive Tool, 8 April 2026"
LAIT_2025 = "DfE, Local Authority Interactive Tool, 28 May 2025"
ONS_NCMP = "ONS Explore Local Statistics, overweight children, 5 February 2024"
ONS_ABSENCE = "ONS Explore Local Statistics, persistent absences, 30 March 2026"
ONS_POVERTY_2025 = "ONS Explore Local Statistics, children in poverty, 23 September 2025"
ONS_POVERTY_2026 = "ONS Explore Local Statistics, children in relative poverty, 7 May 2026"
ONS_CONCEPTIONS = "ONS, conception statistics, England and Wales, 2012"
ONS_CONCEPTIONS_2016 = "ONS, conceptions in England and Wales, annual tables to 2016"
DWP_2022 = "DWP, Children in Low Income Families, 31 March 2022, table 1"
FINGERTIPS = "OHID, Fingertips 90284, 2023/24"
FINGERTIPS_2019 = "PHE, Fingertips, 2019"
CIN_2025 = "DfE, Characteristics of children in need, reporting year 2025"
SFR41 = "DfE, SFR41/2016, table LAA1"

PUBLISHED = [
    ("excess_weight_year6", "Middlesbrough", "2015/16", 39.07, LAIT),
    ("excess_weight_year6", "Middlesbrough", "2024/25", 40.3, LAIT),
    ("excess_weight_year6", "England", "2024/25", 36.2, LAIT),
    ("excess_weight_year6", "Middlesbrough", "2014/15", 36.01, LAIT_2025),
    ("excess_weight_reception", "Middlesbrough", "2019/20", 31.97, LAIT),
    ("excess_weight_reception", "Hartlepool", "2024/25", 32.1, LAIT),
    ("excess_weight_year6_long", "Middlesbrough", "2007/08", 38.43537, ONS_NCMP),
    ("excess_weight_year6_long", "Middlesbrough", "2021/22", 44.89796, ONS_NCMP),
    ("excess_weight_reception_long", "Middlesbrough", "2019/20", 31.01266, ONS_NCMP),
    ("excess_weight_reception_long", "England", "2006/07", 22.94388, ONS_NCMP),
    ("under18_conceptions", "Middlesbrough", "1998", 66.5, ONS_CONCEPTIONS),
    ("under18_conceptions", "Middlesbrough", "2012", 52.0, ONS_CONCEPTIONS),
    ("under18_conceptions", "North East", "2012", 35.5, ONS_CONCEPTIONS),
    ("under18_conceptions", "England", "1998", 46.6, ONS_CONCEPTIONS_2016),
    ("under18_conceptions", "Middlesbrough", "2015", 33.9, LAIT_2025),
    ("under18_conceptions", "Middlesbrough", "2017", 43.8, LAIT),
    ("under18_conceptions", "Middlesbrough", "2022", 29.2, LAIT),
    ("low_income_hmrc", "Middlesbrough", "2016", 31.8, FINGERTIPS_2019),
    ("low_income_hmrc", "England", "2006", 21.8, FINGERTIPS_2019),
    ("low_income_2022", "Middlesbrough", "FYE 2015", 23.7, DWP_2022),
    ("low_income_2022", "Middlesbrough", "FYE 2021", "42.4 [p]", DWP_2022),
    ("low_income_2025", "Middlesbrough", "2020-2021", 35.4, ONS_POVERTY_2025),
    ("low_income_2025", "Middlesbrough", "2023-2024", 40.4, ONS_POVERTY_2025),
    ("low_income_2026_bhc", "Middlesbrough", "2024/25", 34.4, LAIT),
    ("low_income_2026_ahc", "Middlesbrough", "2023/24", 41.25493442, ONS_POVERTY_2026),
    ("injury_admissions", "Middlesbrough", "2010/11", 172.5454268, FINGERTIPS),
    ("injury_admissions", "Middlesbrough", "2023/24", 90.89662, FINGERTIPS),
    ("injury_admissions", "England", "2023/24", 72.71223, FINGERTIPS),
    ("repeat_plans", "Middlesbrough", "2024-25", 26.2, CIN_2025),
    ("repeat_plans", "North East", "2024-25", 27.2, CIN_2025),
    ("repeat_plans", "Hartlepool", "2013-14", "[c]", CIN_2025),
    ("re_referrals", "South Tyneside", "2014-15", "[x]", CIN_2025),
    ("re_referrals", "Wolverhampton", "2020-21", 7.3, CIN_2025),
    ("long_plans", "Middlesbrough", "31 March 2017", 0, CIN_2025),
    ("long_plans", "Middlesbrough", "31 March 2021", "[c]", CIN_2025),
    ("protection_plans", "Middlesbrough", "31 March 2021", 170.6, f"{LAIT} (agrees with our own working)"),
    ("children_in_need", "Middlesbrough", "31 March 2025", 562.9, f"{LAIT} (agrees with our own working)"),
    ("looked_after", "Middlesbrough", "31 March 2012", 111, SFR41),
    ("looked_after", "Middlesbrough", "31 March 2020", 188, LAIT),
    ("section_47", "Middlesbrough", "2020-21", 762.8, LAIT),
    ("placements_3plus", "Middlesbrough", "2021-22", 13, LAIT),
    ("sdq_score", "Middlesbrough", "2024-25", 13.5, LAIT),
    ("neet_16_17", "Blackpool", "2024-25", 7.6, LAIT),
    ("persistent_absence", "Middlesbrough", "2006-07", 24.20988, ONS_ABSENCE),
    ("persistent_absence", "Middlesbrough", "2021-22", 28.84749, ONS_ABSENCE),
    ("persistent_absence", "Middlesbrough", "2019-20", "[x]", ONS_ABSENCE),
    ("first_time_entrants", "Middlesbrough", "2015", 421, LAIT_2025),
    ("first_time_entrants", "Middlesbrough", "2024", 247, LAIT),
    ("first_time_entrants", "England", "2015", 375, LAIT_2025),
    ("alcohol_admissions", "Middlesbrough", "2013/14-15/16", 68.1, LAIT),
    ("alcohol_admissions", "Middlesbrough", "2021/22-23/24", 23.42, LAIT),
    ("chlamydia", "Middlesbrough", "2021", 3139.3, LAIT),
    ("suspensions", "Middlesbrough", "2023/24", 29.97787, LAIT),
    ("permanent_exclusions", "Middlesbrough", "2023/24", 0.40374, LAIT),
    ("free_school_meals", "Middlesbrough", "2024/25", 40.4, LAIT),
    ("good_development", "Middlesbrough", "2021/22", "56.5 [b]", LAIT),
    ("self_harm_admissions", "Middlesbrough", "2017/18", 614.8, FINGERTIPS_2019),
    ("mental_health_admissions", "Middlesbrough", "2015/16", 140.72, LAIT),
    ("infant_mortality", "Middlesbrough", "2023", 4.9, LAIT),
    ("low_birth_weight", "Newcastle upon Tyne", "2023", 4.19, LAIT),
    ("breastfeeding", "Middlesbrough", "2023/24", 45.84, LAIT),
]


@pytest.mark.parametrize(("indicator", "area", "period", "value", "source"), PUBLISHED)
def test_a_figure_of_the_example_is_the_published_one(
    figures: Figures, indicator: str, area: str, period: str, value: object, source: str
) -> None:
    assert figures[indicator, area, period] == value, source


def test_the_sample_is_wide_enough_to_mean_something() -> None:
    assert len(PUBLISHED) >= 40
    assert len({row[0] for row in PUBLISHED}) >= 15
    assert len({row[1] for row in PUBLISHED}) >= 5


def test_intervals_and_counts_stand_beside_the_value_as_published(data: Path) -> None:
    sheet = openpyxl.load_workbook(data / "injury_admissions_fingertips.xlsx").active
    rows = [row[1:] for row in sheet.iter_rows(values_only=True) if row[1] == "E06000002"]
    assert rows[0] == (
        "E06000002",
        "Middlesbrough",
        "2010/11",
        172.5454268,
        157.0029324,
        189.2101985,
        452,
        26196,
    )
    book = openpyxl.load_workbook(data / "overweight_children_ncmp_2006_to_2022.xlsx")
    reception = {row[:1] + row[2:3]: row[3:] for row in book["Reception"].iter_rows(values_only=True)}
    assert reception["E06000002", "2019/20"] == (31.01266, 27.97184, 34.4106, "u")
    assert reception["E06000002", "2020/21"] == ("[u]", None, None, None)


def test_the_publishers_wrong_figures_for_england_are_kept_as_published(figures: Figures) -> None:
    """The dashboard doubts them; see the test of the example in the store."""
    printed = [figures["first_time_entrants", "England", str(year)] for year in range(2016, 2025)]
    assert printed == [3071, 2746, 2261, 1976, 1521, 1333, 1371, 1320, 1258]


def test_a_single_figure_that_is_wrong_at_its_publisher_is_left_out(figures: Figures) -> None:
    assert figures["low_birth_weight", "England", "2015"] == "[x]"


def test_a_region_is_never_mistaken_for_a_combined_authority_of_the_same_name(figures: Figures) -> None:
    assert figures["low_income_2026_ahc", "North East", "2023/24"] == 29.34626821


def test_no_two_definitions_of_child_poverty_share_an_indicator(figures: Figures) -> None:
    periods = {
        key: {p for k, _, p in figures if k == key} for key, _, _ in figures if key.startswith("low_income")
    }
    assert {key: len(found) for key, found in periods.items()} == {
        "low_income_hmrc": 11,
        "low_income_2022": 7,
        "low_income_2025": 10,
        "low_income_2026_bhc": 4,
        "low_income_2026_ahc": 2,
    }


def test_at_least_twenty_four_indicators_have_figures_for_the_town(figures: Figures) -> None:
    usable = {
        key
        for (key, area, _), value in figures.items()
        if area == "Middlesbrough" and value not in ("[x]", "[c]")
    }
    assert len(usable) >= 24


def test_an_indicator_has_figures_unless_it_is_on_the_data_development_agenda(
    plan: Plan, figures: Figures
) -> None:
    have = {key for key, _, _ in figures}
    awaited = {row["Key"] for row in plan["Indicators"] if row["Standing"] == "data development agenda"}
    assert have | awaited == {row["Key"] for row in plan["Indicators"]}
    assert not have & awaited
    assert len(awaited) >= 3


def test_every_figure_is_a_number_a_marker_or_an_empty_cell(figures: Figures) -> None:
    shape = re.compile(r"\[(u|c|x)\]|\d+(\.\d+)?( \[(p|b)\])?")
    odd = {
        key: value for key, value in figures.items() if value is not None and not shape.fullmatch(str(value))
    }
    assert odd == {}
