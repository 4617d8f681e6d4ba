"""Verdicts as they were given: replayed from the store they are the same, and the page shows each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from oba.analysis.baseline import make_baseline
from oba.analysis.verdict import judge
from oba.model.area import AreaKind
from oba.model.baseline import Scenario
from oba.model.finding import Verdict, VerdictWord
from oba.model.period import Period, PeriodKind
from oba.model.release import Source
from oba.model.series import Series
from oba.model.vintage import Basis
from oba.store.engine import Store, open_store
from oba.store.releases import read_loads
from oba.tasks.gather import gather, make_findings
from oba.tasks.load_release import load_release
from oba.tasks.open_indicator import open_indicator
from oba.tasks.undo_load import undo

KEY, AREA = "under18_conceptions", "E06000002"
HEAD = "indicator,area,period,value"

RELEASES = [
    (date(2026, 12, 5), [(2023, 26.0)]),
    (date(2026, 12, 10), [(2022, 12.0), (2023, 9.5)]),
    (date(2026, 12, 15), [(2020, 45.0), (2024, 6.0)]),
    (date(2026, 12, 20), [(2023, 99.9), (2024, 98.0)]),
]
"""What is loaded on which day: a new year, a revised history, both, and a mistake that is undone on the 28th."""
UNDONE = date(2026, 12, 28)

Given = tuple[Verdict | None, tuple[Verdict, ...]]


@pytest.fixture
def store(own_example: str) -> Store:
    return open_store(own_example)


def load(store: Store, folder: Path, day: date, figures: list[tuple[int, float]]) -> None:
    path = folder / f"{day:%m%d}.csv"
    rows = [f"{KEY},{AREA},{year},{value}" for year, value in figures]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    source = Source("Office", f"Release {path.stem}", published=day)
    report = load_release(store, path, source=source, user="ann", now=now)
    assert report.written, report.problems


def give(store: Store, day: date | None = None) -> dict[str, Given]:
    found = gather(store, every_area=True, as_of=day, basis=Basis.LOADED).findings
    return {key: (one.verdict, one.verdicts) for key, one in found.items()}


def test_replaying_history_gives_the_same_verdicts_as_were_given_at_the_time(
    store: Store, tmp_path: Path
) -> None:
    given = {}
    for day, figures in RELEASES:
        load(store, tmp_path, day, figures)
        given[day] = give(store)
    with store.reading() as connection:
        last = read_loads(connection)[-1].id
    undo(store, last, user="ann", now=datetime(2026, 12, 28, 9, tzinfo=UTC))
    given[UNDONE] = give(store)
    words = [given[day][KEY][0].word for day in given]
    assert len(set(words)) > 2, "the releases must give different verdicts, or replaying them shows nothing"
    for day, verdicts in given.items():
        assert give(store, day) == verdicts, day
        assert give(store, day + (UNDONE - date(2026, 12, 27))) == verdicts, day
    assert given[UNDONE][KEY] == given[date(2026, 12, 15)][KEY]


def test_a_verdict_is_told_at_each_figure_since_the_freeze(store: Store, tmp_path: Path) -> None:
    for day, figures in RELEASES[:3]:
        load(store, tmp_path, day, figures)
    view = open_indicator(
        store, indicator=KEY, area=AREA, today=date(2026, 12, 16), dark=False, published=False
    )
    assert [row[0] for row in view.verdicts.rows] == ["2020", "2021", "2022", "2023", "2024"]
    finding = gather(store, every_area=True).findings[KEY]
    assert [row[-1] for row in view.verdicts.rows] == [one.word.value for one in finding.verdicts]
    assert finding.verdicts[-1] == finding.verdict
    assert view.several[0].startswith("On average ")
    assert "over 5 figures" in view.several[0]


def test_a_curve_without_a_forecast_has_no_such_table(store: Store) -> None:
    view = open_indicator(
        store, indicator=KEY, area="E92000001", today=date(2026, 12, 16), dark=False, published=False
    )
    assert (view.several, view.verdicts.rows) == ((), ())


@pytest.mark.parametrize("every_area", [False, True])
def test_pages_that_do_not_show_them_compute_the_word_alone(store: Store, every_area: bool) -> None:
    quick = gather(store, every_area=every_area, whole=False).findings
    whole = gather(store, every_area=True).findings
    for key, one in whole.items():
        assert quick[key].verdicts == quick[key].changes == ()
        if one.verdict is None or quick[key].verdict is None:
            assert one.verdict is quick[key].verdict
            continue
        plain = replace(one.verdict, mean_gap=None, cumulative=None, rank=None, outlook=None)
        assert quick[key].verdict == plain


def test_the_example_has_too_few_areas_to_steady_a_margin_or_to_rank(store: Store) -> None:
    for one in gather(store, every_area=True).findings.values():
        if one.baseline is not None and one.verdict is not None:
            assert (one.baseline.moderated_by, one.baseline.peers, one.verdict.rank) == (0, (), None)


def test_with_many_authorities_the_page_ranks_our_gap_among_theirs(store: Store) -> None:
    """Thirty areas, all but ours as before: a gap like ours is ours alone."""
    found = gather(store, every_area=True, wanted=lambda one: one.key == KEY)
    chance = np.random.default_rng(30)
    names = [f"E09{place:06}" for place in range(30)]
    ours = found.ours(KEY)

    def elsewhere(area: str) -> Series:
        walk = 40 + np.cumsum(chance.normal(0, 2, len(ours.observations)))
        rows = zip(ours.observations, walk.tolist(), strict=True)
        return replace(ours, area=area, observations=tuple(replace(one, value=v) for one, v in rows))

    others = {area: elsewhere(area) for area in names}
    like = next(one for one in found.book.areas if one.kind is AreaKind.LOCAL_AUTHORITY)
    book = replace(
        found.book, areas=(*found.book.areas, *(replace(like, code=area, name=area) for area in names))
    )
    baseline = make_baseline(
        ours,
        indicator=found.indicator(KEY),
        data_to=Period.year(2017, kind=PeriodKind.CALENDAR_YEAR),
        scenario=Scenario.CARRY_ON,
        horizon=7,
        frozen_on=date(2019, 5, 1),
        recorded_at=datetime(2019, 5, 1, tzinfo=UTC),
        peers=tuple(others.values()),
    )
    assert (baseline.moderated_by, len(baseline.peers)) == (30, 30)
    series = {(KEY, AREA): ours, **{(KEY, area): one for area, one in others.items()}}
    finding = make_findings(book, AREA, series, [baseline], whole=True)[KEY]
    assert finding.verdict is not None
    assert finding.verdict.rank is not None
    assert finding.verdict.rank.of == 31
    assert finding.verdict == judge(baseline, ours, found.indicator(KEY), peers=others)
    assert finding.verdict.word is not VerdictWord.TOO_EARLY
