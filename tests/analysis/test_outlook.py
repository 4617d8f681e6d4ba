"""When will we know: the first step at which a steady change would show, and not before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from oba.analysis.outlook import find_outlook

ROOTS = np.sqrt(np.arange(1.0, 9))


def test_the_steps_are_those_at_which_the_change_outgrows_the_error() -> None:
    """d h >= (t_q + t_0.8) sqrt(h) means h >= ((t_q + t_0.8) / d)^2."""
    found = find_outlook(1.5, errors=ROOTS, degrees=6, judged=0)
    assert found is not None
    for tail, periods in ((0.9, found.periods80), (0.975, found.periods95)):
        needed = ((stats.t.ppf(tail, 6) + stats.t.ppf(0.8, 6)) / 1.5) ** 2
        assert periods == int(np.ceil(needed))
    assert (found.change, found.horizon, found.stated) == (1.5, 8, False)


def test_steps_are_told_from_the_newest_figure_judged() -> None:
    for judged, periods80, periods95 in ((1, 2, 4), (3, 0, 2), (5, 0, 0), (8, 0, 0)):
        found = find_outlook(1.5, errors=ROOTS, degrees=6, judged=judged)
        assert found is not None
        assert (found.periods80, found.periods95) == (periods80, periods95)


def test_a_change_too_small_for_the_horizon_cannot_be_shown() -> None:
    found = find_outlook(0.1, errors=ROOTS, degrees=6, judged=2, stated=True)
    assert found is not None
    assert (found.periods80, found.periods95, found.stated) == (None, None, True)


def test_what_lies_beyond_the_possible_cannot_be_shown() -> None:
    never = np.zeros(8, bool)
    found = find_outlook(5.0, errors=ROOTS, degrees=6, judged=1, can80=~never, can95=never)
    assert found is not None
    assert (found.periods80, found.periods95) == (0, None)


@pytest.mark.parametrize(
    ("change", "errors", "degrees"),
    [
        (0.0, ROOTS, 5.0),
        (float("nan"), ROOTS, 5.0),
        (1.0, ROOTS * np.nan, 5.0),
        (1.0, ROOTS[:0], 5.0),
        (1.0, ROOTS, 0.0),
    ],
)
def test_without_a_change_or_a_margin_nothing_can_be_said(
    change: float, errors: np.ndarray, degrees: float
) -> None:
    assert find_outlook(change, errors=errors, degrees=degrees, judged=0) is None


@given(change=st.floats(0.05, 20), more=st.floats(1, 3), judged=st.integers(0, 8), degrees=st.floats(2, 60))
def test_a_greater_change_shows_no_later_and_80_no_later_than_95(
    change: float, more: float, judged: int, degrees: float
) -> None:
    small = find_outlook(change, errors=ROOTS, degrees=degrees, judged=judged)
    great = find_outlook(change * more, errors=ROOTS, degrees=degrees, judged=judged)
    assert small is not None
    assert great is not None
    for name in ("periods80", "periods95"):
        slow, fast = getattr(small, name), getattr(great, name)
        assert slow is None or (fast is not None and fast <= slow)
    assert small.periods95 is None or (small.periods80 is not None and small.periods80 <= small.periods95)


def test_a_change_that_is_said_to_show_does_so_four_times_in_five() -> None:
    """10,000 walks bent by 1.5 a year from the freeze on, the spread known: beyond the 80% interval at that step."""
    found = find_outlook(1.5, errors=ROOTS, degrees=1e6, judged=0)
    assert found is not None
    assert found.periods80 is not None
    h = found.periods80
    figure = np.random.default_rng(5).normal(0, np.sqrt(h), 10_000) + 1.5 * h
    shown = (figure > stats.norm.ppf(0.9) * np.sqrt(h)).mean()
    before = h - 1
    sooner = stats.norm.sf((stats.norm.ppf(0.9) * np.sqrt(before) - 1.5 * before) / np.sqrt(before))
    assert shown >= 0.79
    assert sooner < 0.8
