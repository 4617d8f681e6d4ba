"""The placebo test: places are counted as they must be, and nobody is set apart more often than chance has it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.analysis.forecast import forecast
from oba.analysis.placebo import rank_gap, standardise_gaps, typical_changes
from oba.model.finding import Rank


def test_the_best_gap_is_first_and_its_chance_is_one_in_as_many_as_there_are() -> None:
    found = rank_gap(3.0, np.linspace(-2, 2, 39))
    assert found == Rank(1, 40)
    assert found is not None
    assert found.chance == 1 / 40


@given(z=st.lists(st.integers(-5, 5).map(float), min_size=19, max_size=60), ours=st.integers(-6, 6))
def test_the_place_counts_every_gap_as_good_or_better(z: list[float], ours: int) -> None:
    found = rank_gap(float(ours), np.array(z))
    assert found is not None
    assert found.place == sum(one >= ours for one in z) + 1
    assert found.of == len(z) + 1


@given(z=st.lists(st.floats(-5, 5), min_size=19, max_size=40), ours=st.floats(-5, 5), more=st.floats(0, 5))
def test_a_better_gap_never_has_a_worse_place(z: list[float], ours: float, more: float) -> None:
    worse, better = rank_gap(ours, np.array(z)), rank_gap(ours + more, np.array(z))
    assert worse is not None
    assert better is not None
    assert better.place <= worse.place


@pytest.mark.parametrize(
    ("ours", "others"),
    [(1.0, np.zeros(18)), (1.0, np.append(np.zeros(18), np.nan)), (float("nan"), np.zeros(30))],
)
def test_under_twenty_areas_there_is_no_place(ours: float, others: np.ndarray) -> None:
    assert rank_gap(ours, others) is None


def test_gaps_are_measured_in_the_usual_changes_of_each_area() -> None:
    gaps = np.array([[-2.0, -4], [-3, np.nan], [1, 1], [-1, -1]])
    typical = np.array([1.5, 1, 0, 2])
    low_is_good = standardise_gaps(gaps, typical=typical, sign=-1)
    assert low_is_good[[0, 3]].tolist() == [2, 0.5]
    assert np.isnan(low_is_good[[1, 2]]).all()
    assert standardise_gaps(gaps, typical=typical, sign=0)[0] == -2


def test_the_usual_change_counts_a_gap_by_its_root_and_seasons_by_the_year() -> None:
    values = np.array([[10.0, 12, np.nan, np.nan, np.nan, 8, 9]])
    assert typical_changes(values)[0] == pytest.approx((2 + 4 / 2 + 1) / 3)
    quarters = np.array([[10.0, 20, 30, 40, 11, 18, 30, 43]])
    assert typical_changes(quarters, steps_a_year=4)[0] == pytest.approx((1 + 2 + 0 + 3) / 4)
    assert np.isnan(typical_changes(np.array([[np.nan, 4.0]]))[0])


def test_where_nothing_sets_us_apart_each_place_is_as_likely_as_another() -> None:
    """2,000 sets of 40 areas shaken alike each year: first place in 1 of 40 (three standard errors are 1 point)."""
    chance = np.random.default_rng(40)
    places = []
    for _ in range(2000):
        shock = chance.normal(0, 2, (1, 9))
        walks = np.cumsum(chance.normal(0, 1, (40, 9)) + shock, axis=1)
        found = forecast(walks[:, :6], horizon=3)
        z = standardise_gaps(walks[:, 6:] - found.values, typical=typical_changes(walks[:, :6]), sign=1)
        rank = rank_gap(float(z[0]), z[1:])
        assert rank is not None
        places.append(rank.place)
    assert np.mean(np.array(places) == 1) == pytest.approx(1 / 40, abs=0.0105)
    assert np.mean(np.array(places) <= 4) == pytest.approx(0.10, abs=0.021)
