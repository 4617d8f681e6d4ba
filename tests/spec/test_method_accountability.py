"""Baselines that are agreed (M4), indicators that are chosen (M5), services measured apart (M7), and never mixed (M8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Date, Float, Integer, Numeric

from oba.analysis.baseline import make_baseline
from oba.analysis.trend import find_trends
from oba.analysis.verdict import judge
from oba.errors import UsageError
from oba.model.action import Action
from oba.model.baseline import Scenario
from oba.model.editor import Editor, NotAllowedError, Role
from oba.model.finding import Finding, VerdictWord
from oba.model.indicator import Polarity, Standing
from oba.model.performance import IN_ORDER, PerformanceMeasure, Quadrant, Service
from oba.model.success import Success
from oba.settings import Settings
from oba.store.choices import read_choice
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.schema import metadata
from oba.tasks.agree_baseline import Agreement, agree, find_missing
from oba.tasks.compare_scenarios import compare_scenarios
from oba.tasks.open_choosing import open_grid
from oba.tasks.open_service import open_service
from oba.tasks.record_choice import record_choice
from oba.words.findings import say_movement
from oba.words.services import CELL_NAMES, CELL_NOTES
from tests.services_example import add_services

TODAY = date(2026, 12, 1)
TOWN, KEY = "E06000002", "under18_conceptions"
ANN, OFFICER = Editor("ann"), Editor("ann", Role.OFFICER)


@pytest.fixture
def settings(own_example: str) -> Settings:
    return Settings(store=own_example, user="ann", today=TODAY.isoformat())


@pytest.fixture
def store(own_example: str) -> Iterator[Store]:
    found = open_store(own_example, read_only=True)
    yield found
    found.close()


# M4: success is doing better than the baseline, also while the line still goes the wrong way

STEADY = [
    100.0 + 5 * place + (1.0 if place % 2 else -1.0) for place in range(12)
]  # low is good, and it rises
LAST = STEADY[-1]
COURSES = [
    ("it rises as before", [LAST + 5, LAST + 10, LAST + 15], VerdictWord.AS_FORECAST, ""),
    (
        "it rises by less",
        [LAST + 1, LAST + 1.5, LAST + 2],
        VerdictWord.TURNED,
        "Still rising, but slower than forecast.",
    ),
    (
        "it rises by more",
        [LAST + 12, LAST + 22, LAST + 34],
        VerdictWord.WORSE,
        "Rising faster than forecast.",
    ),
    ("it falls", [LAST - 5, LAST - 9, LAST - 14], VerdictWord.TURNED, ""),
]


@pytest.mark.parametrize(("since", "word", "said"), [pytest.param(*rest, id=says) for says, *rest in COURSES])
def test_slowing_a_worsening_counts_before_the_line_turns(
    since: list[float], word: VerdictWord, said: str, indicator, series
) -> None:
    one = indicator(polarity=Polarity.LOW_IS_GOOD)
    history = series(STEADY)
    baseline = make_baseline(
        history,
        indicator=one,
        data_to=history.observations[-1].period,
        scenario=Scenario.CARRY_ON,
        horizon=5,
        frozen_on=date(2022, 9, 1),
        recorded_at=datetime(2022, 9, 1, tzinfo=UTC),
        agreed_by="Theme group",
        reason="No other course is likely",
        example=False,
    )
    assert baseline.points[-1].value > LAST  # where it is heading, not where anyone would like it to go
    now = series([*STEADY, *since])
    verdict = judge(baseline, now, one)
    (trend,) = find_trends([now], {one.key: one})
    finding = Finding(one.key, TOWN, now.observations[-1], trend, baseline=baseline, verdict=verdict)
    assert verdict.word is word
    assert say_movement(finding, indicator=one) == said


def test_two_named_scenarios_or_more_stand_beside_each_other(store: Store) -> None:
    view = compare_scenarios(store, indicator=KEY, area=TOWN, today=TODAY, dark=False)
    assert {"hold", "carry_on"} <= {one.key for one in view.scenarios}
    assert [one.chosen for one in view.scenarios].count(True) == 1
    assert all(one.headline and one.method_text for one in view.scenarios)


# what a group says when it agrees, and whether the forecast is frozen
SAID = Agreement(KEY, "Theme group", "No other course is likely", replaces_because="Agreed by nobody before")
WORDS = [
    ("who, why, and why anew", SAID, 0),
    ("nobody is named", replace(SAID, agreed_by=" "), 1),
    ("no reason", replace(SAID, reason=""), 1),
    ("a reason that says nothing", replace(SAID, reason="..."), 1),
    ("not why the one that stands is replaced", replace(SAID, replaces_because=""), 1),
    ("nothing at all", replace(SAID, agreed_by="", reason="", replaces_because=""), 3),
]


@pytest.mark.parametrize(("agreement", "missing"), [pytest.param(*rest, id=says) for says, *rest in WORDS])
def test_the_partners_who_agree_are_named_and_say_why(
    agreement: Agreement, missing: int, settings: Settings
) -> None:
    assert len(find_missing(agreement, replaces=True)) == missing
    if missing:
        with pytest.raises(UsageError):
            agree(settings, ANN, agreement)
    else:
        assert agree(settings, ANN, agreement).written


def test_no_scenario_is_a_target_and_no_target_is_kept_with_a_baseline() -> None:
    assert {one.value for one in Scenario} == {"hold the level", "carry on the trend", "straight line"}
    assert not [one for one in metadata.tables["baseline"].columns if "target" in one.name]
    assert not [one for one in metadata.tables["target"].foreign_keys if one.column.table.name == "baseline"]


# M5: three or four headlines an outcome; the agenda needs an owner, a day and a next step

HEADLINES = [
    (0, "no headline indicator yet. Choose three or four."),
    (1, "one headline indicator. Three or four are usual: choose more."),
    (2, "2 headline indicators. Three or four are usual: choose more."),
    (3, ""),
    (4, ""),
    (5, "5 headline indicators. Three or four are usual: make some secondary."),
]


@pytest.mark.parametrize(("count", "said"), HEADLINES)
def test_an_outcome_with_fewer_or_more_than_three_or_four_headlines_is_told(
    count: int, said: str, settings: Settings, store: Store
) -> None:
    with store.reading() as connection:
        book = read_plan(connection)
    of = {one.key: [each.key for each in book.indicators if each.outcome == one.key] for one in book.outcomes}
    outcome = max(book.outcomes, key=lambda one: len(of[one.key]))
    keys = of[outcome.key]
    assert len(keys) >= 5
    for place, key in enumerate(keys):
        standing = Standing.HEADLINE if place < count else Standing.SECONDARY
        with store.reading() as connection:
            now = read_choice(connection, key)
        record_choice(
            settings, OFFICER, indicator=key, fields={"standing": standing.value}, version=now.version
        )
    told = open_grid(store, theme=outcome.theme, order="power", today=TODAY).headlines
    start = outcome.sentence.rstrip(".")
    assert [one for one in told if one.startswith(start)] == ([f"{start}: {said}"] if said else [])


AGENDA = {"owner": "Public health", "due": "2027-03-31", "next_step": "Ask the schools for their counts"}
FIELDS = [
    ("everything that is needed", {}, ""),
    ("no owner", {"owner": ""}, "nobody is named who takes it on"),
    ("no day", {"due": ""}, "no day is named"),
    ("no next step", {"next_step": ""}, "no next step is named"),
]


@pytest.mark.parametrize(("lacks", "said"), [pytest.param(*rest, id=says) for says, *rest in FIELDS])
def test_what_goes_on_the_agenda_has_an_owner_a_day_and_a_next_step(
    lacks: dict[str, str], said: str, settings: Settings, store: Store
) -> None:
    with store.reading() as connection:
        version = read_choice(connection, KEY).version
    wish = {"standing": Standing.DEVELOPMENT.value, **AGENDA, **lacks}
    if said:
        with pytest.raises(UsageError, match=said):
            record_choice(settings, OFFICER, indicator=KEY, fields=wish, version=version)
        return
    assert (
        record_choice(settings, OFFICER, indicator=KEY, fields=wish, version=version).owner == "Public health"
    )


def test_the_group_rates_and_dissents_and_only_the_plans_keeper_changes_the_standing(
    settings: Settings, store: Store
) -> None:
    with store.reading() as connection:
        version = read_choice(connection, KEY).version
    rated = {
        "communication": "high", "proxy": "high", "data": "medium",
        "rated_by": "Theme group", "dissent": "Police: it follows recording",
    }  # fmt: skip
    saved = record_choice(settings, ANN, indicator=KEY, fields=rated, version=version)
    assert saved.suggest() is Standing.SECONDARY
    assert saved.dissent == "Police: it follows recording"
    with pytest.raises(NotAllowedError):
        record_choice(settings, ANN, indicator=KEY, fields={"standing": "secondary"}, version=saved.version)


def test_an_indicator_has_a_lay_and_a_technical_definition_and_no_target(store: Store) -> None:
    with store.reading() as connection:
        book = read_plan(connection)
    lacking = [one.key for one in book.indicators if not (one.lay_definition and one.technical_definition)]
    assert lacking == []
    assert not [one.name for one in metadata.tables["indicator"].columns if "target" in one.name]


# M7: each measure stands in one cell of the quadrant; the share better off comes first


def test_the_quadrant_has_four_cells_and_the_share_better_off_leads_and_matters_most(
    own_example: str,
) -> None:
    store = open_store(add_services(own_example), read_only=True)
    view = open_service(store, service="ex_visits", today=TODAY, dark=False)
    store.close()
    assert set(IN_ORDER) == set(Quadrant)
    assert [one.name for one in (*view.better_off, *view.delivery)] == [CELL_NAMES[one] for one in IN_ORDER]
    assert IN_ORDER[0] is Quadrant.BETTER_OFF_SHARE
    assert CELL_NOTES[IN_ORDER[0]] == "This matters most."


# M8: a population's curve is nobody's alone, and the schema has no words to say otherwise

KEYS_OF_A_SERVICE = {"service", "measure"}


def test_no_table_has_a_column_for_a_curve_and_one_for_a_service() -> None:
    """Whatever the foreign keys say: also no column that would only be understood so."""
    both = [
        table.name
        for table in metadata.tables.values()
        if "indicator" in table.columns and KEYS_OF_A_SERVICE & {one.name for one in table.columns}
    ]
    assert both == []


def reaches(start: str, *, shared: frozenset[str]) -> set[str]:
    """The tables that a table's foreign keys lead to, without going on from what both sides may share."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for key in metadata.tables[waiting.pop()].foreign_keys:
            name = key.column.table.name
            if name not in found:
                found.add(name)
                waiting += [] if name in shared else [name]
    return found


SHARED = frozenset({"outcome", "theme", "partner", "period", "release", "area", "plan", "action"})


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_no_chain_of_references_leads_from_one_thing_to_a_curve_and_to_a_service(name: str) -> None:
    """From both sides: what belongs to a curve reaches no service, what belongs to a service no curve."""
    reached = reaches(name, shared=SHARED) | {name}
    assert not {"indicator", "service"} <= reached, reached


@pytest.mark.parametrize("name", sorted(SHARED & set(metadata.tables)))
def test_what_both_sides_share_belongs_to_neither(name: str) -> None:
    assert not {"service", "performance_measure"} & reaches(name, shared=frozenset())


def test_partners_share_a_curve_and_none_is_given_a_part_of_its_figures() -> None:
    table = metadata.tables["contribution"]
    assert [one.name for one in table.primary_key.columns] == ["key"]
    numbers = [one.name for one in table.columns if isinstance(one.type, (Float, Numeric, Integer))]
    assert numbers == ["version"]
    assert [one.name for one in table.columns if isinstance(one.type, Date)] == ["written_on"]


@pytest.mark.parametrize(
    ("kind", "never"),
    [
        (Service, {"indicator", "indicators"}),
        (PerformanceMeasure, {"indicator", "indicators", "theme", "outcome"}),
        (Action, {"service", "measure"}),
        (Success, {"service", "partner"}),
    ],
)
def test_no_record_has_a_field_that_mixes_the_two(kind: type, never: set[str]) -> None:
    assert not never & {one.name for one in fields(kind)}
