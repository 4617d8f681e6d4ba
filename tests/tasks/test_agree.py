"""Agreeing on a baseline: what is frozen, what it replaces, what is refused, and two groups at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from oba.errors import NotFoundError, ObaError, StoreError, UsageError
from oba.model.baseline import Scenario
from oba.model.editor import editor_of
from oba.settings import Settings
from oba.store.baselines import read_baselines
from oba.store.engine import open_store
from oba.tasks.agree_baseline import Agreement, agree, read_scenario
from oba.tasks.draft_baseline import find_origin, gather_draft
from oba.tasks.open_indicator import open_indicator

KEY = "under18_conceptions"
AGREED = Agreement(
    indicator=KEY,
    agreed_by="Risk Taking Behaviour theme group",
    reason="No reason to expect another course",
    replaces_because="The example was agreed by nobody",
)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today="2026-12-01")


def standing(settings: Settings, *, every: bool = False):
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            found = read_baselines(connection, indicators=[KEY], superseded=True)
    finally:
        store.close()
    return [one for one in found if every or one.superseded_by is None]


def test_what_was_agreed_is_frozen_with_who_why_and_when(settings):
    done = agree(settings, editor_of(settings), AGREED)
    (one,) = standing(settings)
    assert one == done.baseline
    assert (one.agreed_by, one.reason, one.recorded_by) == (AGREED.agreed_by, AGREED.reason, "ann")
    assert (one.frozen_on, one.recorded_at) == (date(2026, 12, 1), settings.now())
    assert (one.scenario, one.horizon, len(one.points), one.example) == (Scenario.CARRY_ON, 5, 5, False)
    assert one.releases
    assert one.history[-1] == (one.data_to, one.origin_value)
    assert done.written


def test_the_baseline_that_stood_is_kept_as_it_was_and_names_its_successor(settings):
    (before,) = standing(settings)
    done = agree(settings, editor_of(settings), AGREED)
    kept, new = standing(settings, every=True)
    assert kept == replace(before, superseded_by=new.id)
    assert new.replaces_because == AGREED.replaces_because
    assert done.replaced == before


def test_the_page_of_the_curve_says_who_agreed_and_gives_the_reason_once(settings):
    agree(settings, editor_of(settings), AGREED)
    store = open_store(settings.store, read_only=True)
    day = settings.date_today()
    view = open_indicator(store, indicator=KEY, area="E06000002", today=day, dark=False, published=False)
    store.close()
    said = " ".join(view.working)
    assert (said.count(AGREED.agreed_by), said.count(AGREED.reason)) == (1, 1)


def test_the_first_baseline_of_a_curve_replaces_nothing(settings):
    elsewhere = replace(AGREED, area="England")
    done = agree(
        settings, editor_of(settings), replace(elsewhere, replaces_because="said, though nothing stood")
    )
    assert done.replaced is None
    assert done.baseline.replaces_because == ""
    with pytest.raises(UsageError, match="no reason is given for replacing"):
        agree(settings, editor_of(settings), replace(elsewhere, replaces_because=" "))


@pytest.mark.parametrize(
    ("wish", "found", "remedy"),
    [
        ({"agreed_by": "  "}, "nobody is named who agreed on it", "Name the group"),
        ({"reason": ""}, "no reason is given", "Say in a sentence why"),
        (
            {"replaces_because": ""},
            "no reason is given for replacing the one that stands",
            "is to be superseded",
        ),
        ({"horizon": 0}, "a horizon of 0, expected 1 to 15 periods ahead", "Most groups look 5"),
        ({"horizon": 16}, "a horizon of 16, expected 1 to 15 periods ahead", ""),
        ({"data_to": "1850"}, "no measured figure for '1850', expected a period from", "Name another period"),
        ({"frozen_on": date(2026, 12, 2)}, "a freeze on 2026-12-02, expected today, or an earlier day", ""),
    ],
)
def test_what_cannot_be_frozen_is_refused_with_place_and_remedy(settings, wish, found, remedy):
    before = standing(settings, every=True)
    with pytest.raises(UsageError) as refusal:
        agree(settings, editor_of(settings), replace(AGREED, **wish))
    assert found in str(refusal.value)
    assert remedy in str(refusal.value)
    assert str(refusal.value).startswith("Baseline of Under-18 conceptions, Middlesbrough: ")
    assert standing(settings, every=True) == before


@pytest.mark.parametrize("name", ["agreed_by", "reason", "replaces_because"])
@pytest.mark.parametrize("written", [".", "x", " - ", "1.2.3", "ab"])
def test_a_name_or_a_reason_of_hardly_a_letter_is_none(settings, name, written):
    with pytest.raises(UsageError, match="is too short"):
        agree(settings, editor_of(settings), replace(AGREED, **{name: written}))
    assert len(standing(settings, every=True)) == 1


def test_one_refusal_names_all_that_is_missing(settings):
    with pytest.raises(UsageError) as refusal:
        agree(settings, editor_of(settings), replace(AGREED, agreed_by="", reason=".", replaces_because=" "))
    assert refusal.value.found == (
        "nobody is named who agreed on it; no reason is given ('.' is too short); "
        "no reason is given for replacing the one that stands"
    )
    assert refusal.value.remedy.count("Say in a sentence why") == 2
    assert refusal.value.remedy.startswith("Name the group that agreed. ")


def origins(settings: Settings) -> tuple[str, ...]:
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        found = gather_draft(connection, indicator=KEY, area=None).origins
    store.close()
    return tuple(one.label for one in found)


@pytest.mark.parametrize(
    ("earlier", "horizon", "refused"), [(2, 1, True), (2, 2, True), (2, 3, False), (9, 5, True)]
)
def test_a_forecast_that_ends_before_anything_new_can_come_is_refused(settings, earlier, horizon, refused):
    wish = replace(AGREED, data_to=origins(settings)[earlier], horizon=horizon)
    if not refused:
        assert agree(settings, editor_of(settings), wish).written
        return
    with pytest.raises(UsageError, match="no new figure could ever be judged against it") as refusal:
        agree(settings, editor_of(settings), wish)
    assert refusal.value.where == "Baseline of Under-18 conceptions, Middlesbrough"
    assert "Look further ahead" in refusal.value.remedy
    assert len(standing(settings, every=True)) == 1


def keep_newest(settings: Settings, number: int) -> None:
    """Leave the curve with its newest few figures."""
    ours = f"series_id = (SELECT id FROM series WHERE indicator = '{KEY}' AND area = 'E06000002' AND breakdown = '')"
    kept = f"SELECT period_id FROM observation WHERE {ours} ORDER BY period_id DESC LIMIT {number}"
    store = open_store(settings.store)
    with store.writing() as connection:
        connection.execute(text(f"DELETE FROM observation WHERE {ours} AND period_id NOT IN ({kept})"))
    store.close()


def test_a_forecast_without_a_margin_is_frozen_only_by_who_says_so(settings):
    keep_newest(settings, 2)
    with pytest.raises(UsageError, match="2 figures are too few for a margin of error") as refusal:
        agree(settings, editor_of(settings), AGREED)
    assert "Freeze it all the same: no verdict will be given" in refusal.value.remedy
    assert "--without-margin" in refusal.value.remedy
    assert len(standing(settings, every=True)) == 1
    done = agree(settings, editor_of(settings), replace(AGREED, without_margin=True))
    assert done.baseline.points[0].lower80 is None


def test_who_comes_second_hears_of_the_first_before_any_missing_word(settings):
    shown = agree(settings, editor_of(settings), replace(AGREED, area="England"), dry_run=True).digest
    agree(settings, editor_of(settings), replace(AGREED, area="England", agreed_by="The Executive"))
    with pytest.raises(StoreError, match="The Executive froze another baseline of this curve first"):
        agree(
            settings, editor_of(settings), replace(AGREED, area="England", replaces_because=""), shown=shown
        )


@pytest.mark.parametrize("horizon", [1, 15])
def test_a_forecast_may_look_from_one_to_fifteen_periods_ahead(settings, horizon):
    assert (
        len(agree(settings, editor_of(settings), replace(AGREED, horizon=horizon)).baseline.points) == horizon
    )


def test_an_unknown_indicator_or_area_is_named(settings):
    with pytest.raises(NotFoundError, match="indicator 'nothing'"):
        agree(settings, editor_of(settings), replace(AGREED, indicator="nothing"))
    with pytest.raises(NotFoundError, match="area 'Atlantis'"):
        agree(settings, editor_of(settings), replace(AGREED, area="Atlantis"))


def test_a_curve_without_figures_says_so(settings):
    store = open_store(settings.store)
    with store.writing() as connection:
        connection.execute(
            text(
                "UPDATE observation SET value = NULL, marker = 'c' WHERE series_id IN"
                " (SELECT id FROM series WHERE indicator = :key AND area = 'E92000001')"
            ),
            {"key": KEY},
        )
    store.close()
    with pytest.raises(UsageError, match="there are no figures yet"):
        agree(settings, editor_of(settings), replace(AGREED, area="England"))


def test_the_published_copy_freezes_nothing(settings):
    with pytest.raises(NotFoundError, match="nothing is frozen on the published copy"):
        agree(replace(settings, mode="published"), editor_of(replace(settings, mode="published")), AGREED)


def test_a_dry_run_writes_nothing_and_gives_the_digest_to_freeze_by(settings):
    before = standing(settings, every=True)
    seen = agree(settings, editor_of(settings), AGREED, dry_run=True)
    assert not seen.written
    assert standing(settings, every=True) == before
    done = agree(settings, editor_of(settings), AGREED, shown=seen.digest)
    assert replace(done.baseline, id=0) == seen.baseline


def test_who_comes_second_is_told_who_was_first_and_loses_nothing(settings):
    shown = agree(settings, editor_of(settings), AGREED, dry_run=True).digest
    first = agree(
        settings,
        editor_of(settings),
        replace(AGREED, agreed_by="The Executive", scenario=Scenario.HOLD),
        shown=None,
    )
    with pytest.raises(
        StoreError, match="The Executive froze another baseline of this curve first"
    ) as refusal:
        agree(settings, editor_of(settings), AGREED, shown=shown)
    assert "hold the level" in str(refusal.value)
    assert [one.id for one in standing(settings)] == [first.baseline.id]


def test_of_two_who_freeze_at_the_same_moment_one_wins_and_the_other_is_told(settings):
    shown = agree(settings, editor_of(settings), AGREED, dry_run=True).digest
    together, outcomes = threading.Barrier(2), []

    def freeze_as(who: str) -> None:
        together.wait()
        try:
            outcomes.append(
                agree(
                    settings, editor_of(settings), replace(AGREED, agreed_by=who), shown=shown
                ).baseline.agreed_by
            )
        except ObaError as error:
            outcomes.append(str(error))

    both = [threading.Thread(target=freeze_as, args=(who,)) for who in ("Group A", "Group B")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    won, told = sorted(outcomes, key=len)
    assert won in ("Group A", "Group B")
    assert f"{won} froze another baseline of this curve first" in told
    assert [one.agreed_by for one in standing(settings)] == [won]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE observation SET value = value + 1 WHERE {ours} AND period_id = ({which})",
        "UPDATE observation SET marker = 'p' WHERE {ours} AND period_id = ({which})",
        "DELETE FROM observation WHERE {ours} AND period_id = ({which})",
    ],
)
def test_figures_that_changed_since_they_were_shown_are_not_frozen_unseen(settings, change):
    shown = agree(settings, editor_of(settings), AGREED, dry_run=True).digest
    store = open_store(settings.store)
    ours = f"series_id = (SELECT id FROM series WHERE indicator = '{KEY}' AND area = 'E06000002' AND breakdown = '')"
    with store.writing() as connection:
        which = f"SELECT max(period_id) FROM observation WHERE {ours}"
        connection.execute(text(change.format(ours=ours, which=which)))
    store.close()
    with pytest.raises(StoreError, match="the figures have changed since they were shown"):
        agree(settings, editor_of(settings), AGREED, shown=shown)
    assert len(standing(settings, every=True)) == 1


def test_another_wish_than_the_one_that_was_shown_is_not_frozen(settings):
    shown = agree(settings, editor_of(settings), AGREED, dry_run=True).digest
    with pytest.raises(StoreError, match="so nothing was frozen"):
        agree(settings, editor_of(settings), replace(AGREED, horizon=6), shown=shown)


def test_words_typed_after_the_forecast_was_shown_are_no_change_of_it(settings):
    shown = agree(
        settings,
        editor_of(settings),
        replace(AGREED, agreed_by="The board", reason="Because so"),
        dry_run=True,
    ).digest
    assert agree(settings, editor_of(settings), AGREED, shown=shown).written


def test_an_earlier_last_figure_leaves_the_later_ones_out(settings):
    store = open_store(settings.store, read_only=True)
    with store.reading() as connection:
        draft = gather_draft(connection, indicator=KEY, area=None)
    store.close()
    third = draft.origins[2]
    done = agree(settings, editor_of(settings), replace(AGREED, data_to=third.label)).baseline
    assert (done.data_to, done.history[-1][0], done.points[0].period) == (third, third, draft.origins[1])
    assert find_origin(draft, "") == draft.origins[0]
    assert find_origin(draft, f" {third.short_label} ") == third


@pytest.mark.parametrize("word", ["straight_line", "straight-line", "Straight line", " straight  LINE "])
def test_a_scenario_is_known_by_its_key_and_by_its_name(word):
    assert read_scenario(word) is Scenario.STRAIGHT_LINE


def test_an_unknown_scenario_is_answered_with_those_there_are():
    with pytest.raises(UsageError, match="expected one of hold, carry-on, straight-line"):
        read_scenario("our hope")
