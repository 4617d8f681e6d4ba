"""What became of a series between two moments: new, revised, adjusted and taken out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series
from oba.model.series_change import SeriesChange, compare_series


def series(**values: float | None) -> Series:
    """By year, such as `y2020=1.5`."""
    found = tuple(
        Observation(Period.year(int(name[1:]), kind=PeriodKind.CALENDAR_YEAR), value)
        for name, value in sorted(values.items())
    )
    return Series("key", "area", observations=found)


def test_new_revised_and_taken_out_are_told_apart() -> None:
    found = compare_series(series(y2019=1, y2020=2, y2021=3), series(y2020=2, y2021=4, y2022=5))
    assert [one.value for one in found.added] == [5]
    assert [(was.value, one.value) for was, one in found.revised] == [(3, 4)]
    assert [one.value for one in found.gone] == [1]


def test_another_marker_is_a_revision_and_another_interval_an_adjustment() -> None:
    (one,) = series(y2020=2).observations
    held = replace(one, markers=(Marker.PROVISIONAL,))
    wider = replace(one, upper=9.0)
    before = Series("key", "area", observations=(one,))
    assert compare_series(before, replace(before, observations=(held,))).revised == ((one, held),)
    found = compare_series(before, replace(before, observations=(wider,)))
    assert (found.revised, found.adjusted) == ((), (one.period,))


def test_the_same_figure_from_another_release_and_cell_is_no_change() -> None:
    (one,) = series(y2020=2).observations
    again = replace(one, release=7, cell="Sheet!A1", source_text="2.0")
    before = Series("key", "area", observations=(one,))
    assert not compare_series(before, replace(before, observations=(again,)))


YEARS = st.dictionaries(st.sampled_from(["y2019", "y2020", "y2021"]), st.floats(0, 3), max_size=3)


@given(YEARS, YEARS)
def test_every_period_is_in_one_list_at_most_and_the_same_series_in_none(
    before: dict[str, float], after: dict[str, float]
) -> None:
    old, new = series(**before), series(**after)
    found = compare_series(old, new)
    assert len(found.added) == len(after.keys() - before.keys())
    assert len(found.gone) == len(before.keys() - after.keys())
    assert len(found.revised) == sum(before[name] != after[name] for name in before.keys() & after.keys())
    assert compare_series(old, old) == SeriesChange()
    assert len(compare_series(None, new).added) == len(after)
    assert len(compare_series(old, None).gone) == len(before)
