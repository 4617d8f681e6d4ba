"""The quality of the example's figures, as the pages and the findings tell it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from oba.load.recognise import Tier, list_formats, tier_of
from oba.model.finding import ComparisonWord, DoubtKind
from oba.model.quality import Aspect, Cause, Mark, Quality
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.tasks.draw_curve import draw_curve
from oba.tasks.gather import Gathered, gather
from oba.tasks.open_data import open_data
from oba.tasks.open_indicator import open_indicator
from oba.tasks.tell_findings import tell_findings
from oba.tasks.tell_quality import OWN_LAYOUTS, assess, assess_all, describe_quality, view_quality

TODAY = date(2026, 12, 1)
ENTRANTS, TOWN, ENGLAND = "first_time_entrants", "E06000002", "E92000001"
NO_FIGURES = {"plan workbook", "action plan", "return of performance measures"}


@pytest.fixture(scope="module")
def store(example_url: str) -> Store:
    return open_store(example_url, read_only=True)


@pytest.fixture(scope="module")
def found(store: Store) -> Gathered:
    return gather(store, every_area=True)


def causes(quality: Quality, aspect: Aspect) -> list[Cause]:
    return [one.cause for one in quality.reasons if one.aspect is aspect]


def test_england_is_the_only_comparator_of_the_example_that_is_doubted(found: Gathered) -> None:
    """Nine figures that the publisher printed wrongly; the one of 2015, from an earlier edition, is right."""
    doubts = [
        (key, one.area, len(one.periods), one.periods[0].label)
        for key, finding in found.findings.items()
        for one in finding.doubts
        if one.kind is DoubtKind.COMPARATOR
    ]
    assert doubts == [(ENTRANTS, ENGLAND, 9, "2016")]


def test_a_comparator_in_doubt_is_not_compared_with(found: Gathered) -> None:
    words = {one.with_area: one.word for one in found.findings[ENTRANTS].comparisons if one.with_area}
    assert words[ENGLAND] is ComparisonWord.NOT_COMPARED


def test_every_indicator_with_figures_is_assessed_in_every_aspect(store: Store, found: Gathered) -> None:
    for key in found.findings:
        quality = assess(store, found, key, today=TODAY)
        assert {one.aspect for one in quality.reasons} == set(Aspect), key


@pytest.mark.parametrize("published", [False, True])
def test_the_quality_of_all_indicators_is_that_of_each_in_as_few_reads_as_of_one(
    store: Store, found: Gathered, published: bool
) -> None:
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        together = assess_all(store, found, found.findings, today=TODAY, published=published)
        reads = len(statements)
        for key in found.findings:
            statements.clear()
            assert assess(store, found, key, today=TODAY, published=published) == together[key]
            assert len(statements) == reads
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_the_reasons_have_the_examples_own_numbers(store: Store, found: Gathered) -> None:
    plans = assess(store, found, "long_plans", today=TODAY)
    assert causes(plans, Aspect.SMALL_NUMBERS) == [Cause.FEW_CASES]
    assert causes(plans, Aspect.COMPLETENESS) == [Cause.MARKED]
    told = {row[2] for row in view_quality(plans, name=found.name, dark=False).reasons.rows}
    assert "The newest figure rests on 14 cases; 5 of the newest 5 rest on fewer than 20." in told
    assert "4 of 13 values are suppressed." in told
    assert assess(store, found, "self_harm_admissions", today=TODAY).mark is Mark.DOUBTFUL
    assert assess(store, found, "persistent_absence", today=TODAY).mark is Mark.SOUND


def test_figures_in_a_general_layout_are_said_to_be_copied(store: Store, found: Gathered) -> None:
    quality = assess(store, found, "persistent_absence", today=TODAY)
    (traced,) = [one for one in quality.reasons if one.aspect is Aspect.PROVENANCE]
    assert (traced.cause, traced.count, traced.of) == (Cause.TRACED, 0, 18)


def test_the_layouts_that_anybody_types_into_are_those_that_no_publisher_is_known_by() -> None:
    general = {one.NAME for one in list_formats() if tier_of(one) is Tier.GENERAL}
    ours = {one.NAME for one in list_formats() if tier_of(one) is Tier.OURS} - NO_FIGURES
    assert general | ours == OWN_LAYOUTS


def test_an_earlier_day_knows_nothing_of_later_revisions_or_releases(store: Store) -> None:
    then = gather(store, every_area=True, as_of=date(2026, 11, 25))
    quality = assess(store, then, "persistent_absence", today=TODAY)
    assert causes(quality, Aspect.REVISIONS) == []
    assert not quality.overdue


def test_an_area_without_figures_has_no_mark(store: Store) -> None:
    lone = gather(store, every_area=True, wanted=lambda one: one.key == "data_gap")
    key = next(one.key for one in lone.book.indicators if (one.key, TOWN) not in lone.series)
    view = view_quality(assess(store, lone, key, today=TODAY), name=lone.name, dark=False)
    assert (view.badge, view.reasons.rows) == (None, ())
    assert describe_quality(assess(store, lone, key, today=TODAY), name=lone.name)["mark"] is None


def test_a_program_gets_every_reason_with_its_sentence(store: Store, found: Gathered) -> None:
    told = describe_quality(assess(store, found, ENTRANTS, today=TODAY), name=found.name)
    assert json.loads(json.dumps(told)) == told
    assert told["mark"] == "use with care"
    (wrong,) = [one for one in told["reasons"] if one["found"] == "implausible comparator"]
    assert (wrong["count"], wrong["areas"], wrong["period"]) == (9, [ENGLAND], "2024")
    assert wrong["says"].startswith("9 published figures for England")


@pytest.mark.parametrize("compare", [True, False])
def test_the_wrong_comparator_is_said_on_its_chart(compare: bool, store: Store) -> None:
    drawn = draw_curve(
        store,
        indicator=ENTRANTS,
        area=TOWN,
        compare=compare,
        intervals=True,
        zero=True,
        today=TODAY,
        dark=False,
        published=True,
    )
    assert any("figures for England for 2016 to 2024 look wrong" in one for one in drawn.description.notes)
    assert "Quality: use with care." in drawn.description.source
    if compare:
        assert drawn.description.y.high < 1258
        newest = next(row for row in drawn.table.rows if row[0] == "2024")
        assert "1,258" in newest
        assert "the figure for England is in doubt" in newest[-1]


def test_the_indicator_page_says_what_is_in_doubt_and_how_far_its_figures_can_be_trusted(
    store: Store,
) -> None:
    view = open_indicator(store, indicator=ENTRANTS, area=TOWN, today=TODAY, dark=False, published=True)
    assert any("England for 2016 to 2024 look wrong" in one for one in view.cautions)
    assert view.trust.badge is not None
    assert view.trust.badge.word == "Use with care"
    assert not any("than England" in one for one in view.comparisons)


def test_the_data_page_tells_each_mark_and_the_aspects_behind_it(store: Store) -> None:
    view = open_data(store, today=TODAY)
    rows = {row.key: row for row in view.rows}
    assert (rows[ENTRANTS].quality.word, rows[ENTRANTS].concerns) == ("Use with care", "comparators")
    assert rows["persistent_absence"].concerns == ""
    assert view.tally.startswith(f"Of {len(view.rows)} indicators ")
    assert view.nothing == ""


def test_the_worst_quality_can_be_put_first_and_the_sound_left_out(store: Store) -> None:
    every = [row.quality.word for row in open_data(store, today=TODAY, order="worst").rows]
    assert every == sorted(every, key=["Doubtful", "Use with care", "Sound"].index)
    concerns = open_data(store, today=TODAY, mark="concerns")
    assert {row.quality.word for row in concerns.rows} == {"Doubtful", "Use with care"}
    assert concerns.tally.startswith(f"Of {len(every)} indicators ")
    doubtful = open_data(store, today=TODAY, mark="doubtful")
    assert len(doubtful.rows) == every.count("Doubtful")


def test_a_choice_that_leaves_nothing_says_so(store: Store) -> None:
    early = open_data(store, today=date(2012, 1, 1), mark="doubtful")
    assert early.rows == ()
    assert "Choose All" in early.nothing


def test_a_country_in_doubt_is_doubted_on_its_own_page_too(store: Store) -> None:
    view = open_indicator(store, indicator=ENTRANTS, area=ENGLAND, today=TODAY, dark=False, published=True)
    assert any("England for 2016 to 2024 look wrong" in one for one in view.cautions)
    assert view.trust.badge is not None
    assert view.trust.badge.word == "Use with care"


def test_the_findings_for_a_program_hold_the_quality(example_url: str) -> None:
    settings = Settings(store=example_url, today=TODAY.isoformat())
    told = json.loads(tell_findings(settings, theme="risk_taking", area=None, as_json=True))
    quality = {one["indicator"]: one["quality"]["mark"] for one in told}
    assert quality[ENTRANTS] == "use with care"
    assert all(quality.values())
