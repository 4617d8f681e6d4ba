"""Quarters and months: against hand working, and as often right as they say."""

import math

import numpy as np
import pytest

from oba.analysis.forecast import Forecast, forecast
from oba.model.baseline import Scenario

Array = np.ndarray
QUARTERS = np.array([[10.0, 20, 30, 40, 11, 22, 31, 42, 12, 23, 33, 43]])


def test_quarters_start_from_the_same_season_a_year_before() -> None:
    """Changes on the year before: 1 2 1 2 1 1 2 1, two years of them; b = 11/8, mean square about it 15/64."""
    found = forecast(QUARTERS, horizon=5, steps_a_year=4)
    b, years = 11 / 8, 2
    w = 1 - 3 / (b * b * years / (15 / 64 * years / (years - 1)))
    assert found.weight[0] == pytest.approx(w)
    assert found.values[0] == pytest.approx([12 + w * b, 23 + w * b, 33 + w * b, 43 + w * b, 12 + 2 * w * b])
    assert found.degrees[0] == pytest.approx(8 / (1 + 2 * (0.75**2 + 0.5**2 + 0.25**2)))
    se1 = math.sqrt((15 / 64 + (b - w * b) ** 2) * years / (years - w))
    assert found.se[0, :4] == pytest.approx([se1 * math.sqrt(1 + w * w / years)] * 4)
    assert found.se[0, 4] == pytest.approx(se1 * math.sqrt(2 * (1 + w * w * 2 / years)))


def test_a_season_missing_last_year_starts_from_the_year_before_that() -> None:
    holed = QUARTERS.copy()
    holed[0, 9] = np.nan
    found = forecast(holed, horizon=2, steps_a_year=4, scenario=Scenario.HOLD)
    assert found.values[0].tolist() == [12, 22]
    assert found.se[0, 1] == pytest.approx(found.se[0, 0] * math.sqrt(2))


def test_less_than_a_year_of_year_on_year_changes_is_too_little() -> None:
    found = forecast(QUARTERS[:, :7], horizon=1, steps_a_year=4)
    assert found.values[0, 0] == 31
    assert np.isnan(found.lower95[0, 0])
    months = np.arange(23.0)[np.newaxis] % 5
    assert np.isnan(forecast(months, horizon=1, steps_a_year=12).se1[0])
    assert np.isfinite(forecast(np.append(months, [[1.0]], axis=1), horizon=1, steps_a_year=12).se1[0])


def simulate_quarters(process: str, *, number: int, length: int, season: int = 4) -> Array:
    """Series with a fixed season of three standard deviations about one of four kinds of chance."""
    chance = np.random.default_rng(11)
    noise = chance.normal(0, 1, (number, length + 40))
    pattern = np.tile(chance.normal(0, 3, (number, season)), (1, length // season + 1))[:, :length]
    if process == "random walk":
        return pattern + np.cumsum(noise[:, 40:], axis=1)
    if process == "white noise":
        return pattern + noise[:, 40:]
    if process == "local level":
        return pattern + np.cumsum(noise[:, 40:] / 2, axis=1) + chance.normal(0, 1, (number, length))
    for column in range(1, length + 40):
        noise[:, column] += 0.7 * noise[:, column - 1]
    return pattern + noise[:, 40:]


@pytest.mark.parametrize("process", ["random walk", "autoregressive", "white noise", "local level"])
@pytest.mark.parametrize("scenario", [Scenario.CARRY_ON, Scenario.HOLD])
@pytest.mark.parametrize("points", [12, 20, 32])
def test_the_intervals_of_quarters_hold_in_the_first_year_as_stated(
    points: int, scenario: Scenario, process: str
) -> None:
    """6,000 series, the four quarters ahead: 79% to 87% and 95% to 99% as stated, and a point for chance."""
    figures = simulate_quarters(process, number=6000, length=points + 4)
    found = forecast(figures[:, :points], horizon=4, scenario=scenario, steps_a_year=4)
    in80, in95 = share_inside(found, figures[:, points:])
    assert 0.78 < in80 < 0.88
    assert 0.94 < in95 < 0.995


def test_the_intervals_of_quarters_two_years_ahead_are_never_too_narrow() -> None:
    """Where a level comes back by itself they are too wide: up to 98% for the 80% interval."""
    for process in ("random walk", "autoregressive", "white noise", "local level"):
        figures = simulate_quarters(process, number=6000, length=24)
        found = forecast(figures[:, :16], horizon=8, steps_a_year=4)
        in80, in95 = share_inside(found, figures[:, 16:])
        assert 0.78 < in80 < 0.99, process
        assert in95 > 0.94, process


def test_the_intervals_of_months_hold_in_the_first_year_as_stated() -> None:
    for process in ("random walk", "autoregressive", "white noise", "local level"):
        figures = simulate_quarters(process, number=3000, length=48, season=12)
        found = forecast(figures[:, :36], horizon=12, steps_a_year=12)
        in80, in95 = share_inside(found, figures[:, 36:])
        assert 0.78 < in80 < 0.91, process
        assert in95 > 0.94, process


def share_inside(found: Forecast, outcome: Array) -> tuple[float, float]:
    in80 = (outcome >= found.lower80) & (outcome <= found.upper80)
    in95 = (outcome >= found.lower95) & (outcome <= found.upper95)
    return float(in80.mean()), float(in95.mean())
