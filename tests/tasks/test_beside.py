"""What a curve is set beside: neighbours, all authorities, targets, and the comparators that are in doubt."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from oba.charts.curve import Options
from oba.charts.description import Marks, Role
from oba.charts.table import make_table
from oba.charts.turn_the_curve import describe
from oba.model.area import ComparatorRole
from oba.model.finding import ComparedWith, Comparison, ComparisonWord
from oba.model.period import Period, PeriodKind
from oba.model.series import Series
from oba.model.target import Target
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan, write_plan
from oba.tasks.beside import lacks_comparators, lay_beside, lies_in, roles_of
from oba.tasks.draw_curve import gather_curve, make_curve
from oba.tasks.find import find
from oba.tasks.gather import Gathered, gather, make_findings
from oba.tasks.open_compare import open_compare
from oba.tasks.open_indicator import open_indicator
from oba.tasks.tell_findings import tell_findings

TOWN, ENGLAND = "E06000002", "E92000001"
INJURIES, ABSENCE = "injury_admissions", "persistent_absence"
TODAY = date(2026, 12, 1)
AGREED = "Theme group, for a test"


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


def financial(first: int) -> Period:
    return Period.year(first, kind=PeriodKind.FINANCIAL_YEAR)


def aim(store: Store, *targets: Target) -> None:
    with store.writing() as conn:
        write_plan(conn, replace(read_plan(conn), targets=targets))


def curve(store: Store, key: str) -> Gathered:
    return gather_curve(store, indicator=key, area=TOWN, published=False)


def against(found: Gathered, key: str, role: ComparedWith) -> Comparison:
    return next(one for one in found.findings[key].comparisons if one.compared_with is role)


def test_neighbours_are_compared_by_the_median_that_their_own_figures_give(store: Store) -> None:
    found = curve(store, INJURIES)
    codes = [c for c, role in roles_of(found.book, TOWN).items() if role is ComparatorRole.NEIGHBOUR]
    latest = found.ours(INJURIES).latest
    assert latest is not None
    values = sorted(
        one.value
        for code in codes
        if (INJURIES, code) in found.series
        for one in found.series[INJURIES, code].observations
        if one.period == latest.period and one.value is not None
    )
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    one = against(found, INJURIES, ComparedWith.NEIGHBOURS)
    assert (one.other_value, one.of) == (pytest.approx(middle), len(values))


def test_a_figure_without_an_interval_has_its_fifth_among_the_authorities_alone(store: Store) -> None:
    found = curve(store, ABSENCE)
    one = against(found, ABSENCE, ComparedWith.AREAS)
    authorities = lay_beside(found.book, TOWN, found.series)[ABSENCE].authorities
    assert {ENGLAND, "E12000001"}.isdisjoint(authorities)
    assert one.of == sum(area in authorities for key, area in found.series if key == ABSENCE)
    assert (one.fifth, one.word) == (5, ComparisonWord.WORSE)


def test_pages_that_show_neither_do_not_read_every_area(store: Store) -> None:
    found = find(store)
    assert {area for _, area in found.series} == {TOWN, ENGLAND, "E12000001"}
    roles = {one.compared_with for each in found.findings.values() for one in each.comparisons}
    assert roles == {ComparedWith.COUNTRY, ComparedWith.REGION}
    assert not any(each.changes for each in found.findings.values())


def test_a_country_has_no_fifth_among_authorities(store: Store) -> None:
    found = gather_curve(store, indicator=ABSENCE, area=ENGLAND, published=False)
    assert found.findings[ABSENCE].comparisons == ()


def test_our_change_is_set_beside_englands_since_five_figures_and_since_the_freeze(store: Store) -> None:
    found = curve(store, INJURIES)
    finding = found.findings[INJURIES]
    assert finding.baseline is not None
    england = [one for one in finding.changes if one.with_area == ENGLAND]
    assert [one.first for one in england] == [financial(2019), finding.baseline.data_to]
    # published: England 93.6 to 72.7, Middlesbrough 120.9 to 90.9
    assert (england[0].theirs, england[0].ours) == (
        pytest.approx(72.7 / 93.6 - 1, abs=0.002),
        pytest.approx(90.9 / 120.9 - 1, abs=0.002),
    )
    assert england[0].differs is False


def test_the_newest_target_with_a_figure_is_compared_else_the_next_to_come(store: Store) -> None:
    aim(
        store,
        Target(INJURIES, TOWN, financial(2026), 60.0, AGREED),
        Target(INJURIES, TOWN, financial(2022), 150.0, AGREED),
        Target(INJURIES, TOWN, financial(2021), 10.0, AGREED),
        Target(INJURIES, ENGLAND, financial(2023), 1.0, AGREED),
        Target(ABSENCE, TOWN, Period.year(2030, kind=PeriodKind.ACADEMIC_YEAR), 5.0, AGREED),
    )
    met = against(curve(store, INJURIES), INJURIES, ComparedWith.TARGET)
    assert (met.word, met.period, met.other_value) == (ComparisonWord.BETTER, financial(2022), 150.0)
    waits = against(curve(store, ABSENCE), ABSENCE, ComparedWith.TARGET)
    assert (waits.word, waits.reason) == (
        ComparisonWord.NOT_COMPARED,
        "there is no figure for 2030/31 yet",
    )


def test_targets_are_diamonds_on_the_curve_and_stand_in_its_table(store: Store) -> None:
    aim(
        store,
        Target(INJURIES, TOWN, financial(2026), 60.0, AGREED),
        Target(INJURIES, TOWN, financial(2024), 80.5, AGREED),
    )
    drawn = describe(make_curve(curve(store, INJURIES), INJURIES, options=Options(), today=TODAY))
    (marks,) = [one for one in drawn.layers if isinstance(one, Marks) and one.role is Role.TARGET]
    assert [(one.label, one.y) for one in marks.points] == [("2024/25", 80.5), ("2026/27", 60.0)]
    assert marks.end_label == "Target 60.0"
    twin = make_table(drawn)
    column = next(place for place, head in enumerate(twin.heads) if "arget" in head)
    said = {row[0]: str(row[column]) for row in twin.rows if row[column] not in (None, "")}
    assert {label: float(text) for label, text in said.items()} == {"2024/25": 80.5, "2026/27": 60.0}


def test_without_targets_there_is_neither_mark_nor_comparison(store: Store) -> None:
    found = curve(store, INJURIES)
    drawn = describe(make_curve(found, INJURIES, options=Options(), today=TODAY))
    assert not [one for one in drawn.layers if isinstance(one, Marks) and one.role is Role.TARGET]
    roles = {one.compared_with for one in found.findings[INJURIES].comparisons}
    assert ComparedWith.TARGET not in roles


def test_the_example_invents_no_target(store: Store) -> None:
    with store.reading() as conn:
        assert read_plan(conn).targets == ()


def test_when_a_change_would_show_is_said_of_the_way_to_the_target(store: Store) -> None:
    before = curve(store, INJURIES).findings[INJURIES]
    assert before.baseline is not None
    step, point = next(
        (step, point)
        for step, point in enumerate(before.baseline.points, start=1)
        if point.period == financial(2022)
    )
    aim(store, Target(INJURIES, TOWN, financial(2022), 150.0, AGREED))
    beside = lay_beside(curve(store, INJURIES).book, TOWN, curve(store, INJURIES).series)[INJURIES]
    assert beside.change_to_target(before.baseline) == pytest.approx(abs(150.0 - point.value) / step)
    verdict = curve(store, INJURIES).findings[INJURIES].verdict
    assert verdict is not None
    assert verdict.outlook is not None
    assert verdict.outlook.stated
    assert verdict.outlook.change == pytest.approx(abs(150.0 - point.value) / step)


def test_a_comparator_that_cannot_be_right_gives_no_word_and_no_change(store: Store) -> None:
    found = curve(store, INJURIES)
    england = found.series[INJURIES, ENGLAND]
    wrong = tuple(
        replace(one, value=one.value / 100, lower=None, upper=None, numerator=None)
        if one.value is not None and one.period >= financial(2019)
        else one
        for one in england.observations
    )
    series = {**found.series, (INJURIES, ENGLAND): Series(INJURIES, ENGLAND, observations=wrong)}
    finding = make_findings(found.book, TOWN, series, (), whole=True)[INJURIES]
    assert {one.area for one in finding.doubts} == {ENGLAND}
    country = next(one for one in finding.comparisons if one.with_area == ENGLAND)
    assert (country.word, country.reason) == (
        ComparisonWord.NOT_COMPARED,
        "the published figure for 2023/24 looks wrong",
    )
    assert {one.with_area for one in finding.changes} == {"E12000001"}


def test_the_report_of_an_indicator_lists_all_that_it_is_compared_with(store: Store) -> None:
    aim(store, Target(INJURIES, TOWN, financial(2023), 80.0, AGREED))
    view = open_indicator(store, indicator=INJURIES, area=TOWN, today=TODAY, dark=False, published=True)
    said = " | ".join(view.comparisons)
    for part in (
        "worse than England (72.7), beyond the 99.8% margin of error.",
        "the median of its statistical neighbours",
        "target of 80.0",
        "England fell 22% (93.6 to 72.7), Middlesbrough fell 25% (120.9 to 90.9): the differences are inside",
    ):
        assert part in said


def test_findings_for_a_program_hold_every_new_number(own_example: str) -> None:
    aim(open_store(own_example), Target(INJURIES, TOWN, financial(2026), 60.0, AGREED))
    settings = Settings(store=own_example, user="ann", today="2026-12-01")
    told = json.loads(tell_findings(settings, theme=None, area=None, as_json=True))
    one = next(each for each in told if each["indicator"] == INJURIES)
    assert [each["compared_with"] for each in one["comparison"]] == [
        "region",
        "country",
        "statistical neighbours' median",
        "target",
    ]
    assert [each["level"] for each in one["comparison"]] == ["99.8%", "99.8%", "", ""]
    assert one["targets"] == [{"period": "2026/27", "value": 60.0}]
    assert {"ours", "theirs", "differs", "says"} <= set(one["changes"][0])
    assert {"mean_gap", "cumulative", "rank", "outlook"} <= set(one["verdict"])
    assert {"verdicts", "control", "doubts"} <= set(one)
    absence = next(each for each in told if each["indicator"] == ABSENCE)
    fifth = absence["comparison"][-1]
    assert (fifth["compared_with"], fifth["fifth"], fifth["fifth_word"]) == ("all areas", 5, "worst")


def test_what_one_area_is_to_another_is_the_first_role_that_has_not_ended(store: Store) -> None:
    book = find(store).book
    other = next(one for one in book.comparators if one.role is ComparatorRole.NEIGHBOUR)
    ended = replace(other, with_area=ENGLAND, ended=date(2020, 1, 1))
    again = replace(other, with_area=ENGLAND, ended=None)
    changed = replace(book, comparators=(ended, *book.comparators, again))
    assert roles_of(changed, TOWN) == roles_of(book, TOWN)


HARTLEPOOL = "E06000001"


def test_an_area_without_comparators_of_its_own_is_compared_with_its_country_and_that_is_said(
    store: Store,
) -> None:
    found = gather_curve(store, indicator=INJURIES, area=HARTLEPOOL, published=False)
    assert roles_of(found.book, HARTLEPOOL) == {ENGLAND: ComparatorRole.COUNTRY}
    assert found.findings[INJURIES].comparisons[0].compared_with is ComparedWith.COUNTRY
    assert roles_of(found.book, ENGLAND) == {}
    said = "No comparators are set for Hartlepool, so of countries and regions only England stands beside it."
    add = " Add them on the sheet Comparators"
    for published in (False, True):
        view = open_indicator(
            store, indicator=INJURIES, area=HARTLEPOOL, today=TODAY, dark=False, published=published
        )
        (line,) = [each for each in view.cautions if each.startswith(said)]
        assert (add in line) is not published
    compared = open_compare(
        store,
        indicator=INJURIES,
        area=HARTLEPOOL,
        period=found.ours(INJURIES).latest.period.label,
        since="",
        zero=True,
        dark=False,
        published=False,
    )
    assert compared.alone.startswith(said)
    assert "England" in compared.charts[0].title


@pytest.mark.parametrize("area", [TOWN, ENGLAND])
def test_of_the_plan_s_own_area_and_of_a_country_no_comparators_are_missed(store: Store, area: str) -> None:
    found = gather_curve(store, indicator=INJURIES, area=area, published=False)
    assert not found.no_comparators


@pytest.mark.parametrize(
    ("place", "country", "lies"),
    [
        ("E06000001", "E92000001", True),
        ("E12000001", "E92000001", True),
        ("W06000015", "E92000001", False),
        ("S12000036", "K02000001", True),
        ("E92000001", "E92000001", False),
        ("K02000001", "E92000001", False),
    ],
)
def test_an_area_lies_in_the_country_of_its_code(place: str, country: str, lies: bool) -> None:
    assert lies_in(place, country) is lies


def test_a_set_of_its_own_stands_alone(store: Store) -> None:
    book = find(store).book
    own = replace(book.comparators[0], area=HARTLEPOOL, with_area=TOWN, role=ComparatorRole.NEIGHBOUR)
    changed = replace(book, comparators=(*book.comparators, own))
    assert roles_of(changed, HARTLEPOOL) == {TOWN: ComparatorRole.NEIGHBOUR}
    assert not lacks_comparators(changed, HARTLEPOOL)


def test_every_area_is_read_only_when_it_is_asked_for(store: Store) -> None:
    whole = gather(store, every_area=True)
    assert {area for _, area in whole.series} > {area for _, area in gather(store).series}
