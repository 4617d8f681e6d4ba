"""Margins moderated by other areas: nearer the truth, as often right as they say, and refused where not sound."""

import numpy as np
import pytest
from scipy import stats

from oba.analysis.forecast import MANY_DEGREES, Forecast, forecast
from oba.model.baseline import Scenario

Array = np.ndarray
LINE = Scenario.STRAIGHT_LINE


def share_inside(found: Forecast, outcome: Array) -> tuple[float, float]:
    in80 = (outcome >= found.lower80) & (outcome <= found.upper80)
    in95 = (outcome >= found.lower95) & (outcome <= found.upper95)
    return float(in80.mean()), float(in95.mean())


def test_moderated_margins_are_nearer_the_truth_and_hold_as_often_as_they_say() -> None:
    """150 areas whose true variances differ (5 degrees about 1), 60 indicators, six points, a year ahead."""
    chance = np.random.default_rng(152)
    plain_hits, hits, plain_score, score = [], [], 0.0, 0.0
    for _ in range(60):
        spread = np.sqrt(5 / chance.chisquare(5, (150, 1)))
        walks = np.cumsum(chance.normal(0, 1, (150, 7)) * spread, axis=1)
        plain = forecast(walks[:, :6], horizon=1)
        found = forecast(walks[:, :6], horizon=1, moderated=True)
        assert np.array_equal(found.values, plain.values)
        plain_hits.append(share_inside(plain, walks[:, 6:]))
        hits.append(share_inside(found, walks[:, 6:]))
        plain_score += interval_score(plain, walks[:, 6:])
        score += interval_score(found, walks[:, 6:])
    in80, in95 = np.mean(hits, axis=0)
    assert in80 == pytest.approx(0.80, abs=0.03)
    assert in95 == pytest.approx(0.95, abs=0.02)
    assert score < 0.95 * plain_score


def interval_score(found: Forecast, outcome: Array) -> float:
    """The width of the 95% interval, and forty times how far the outcome lies beyond it."""
    beyond = np.maximum(found.lower95 - outcome, 0) + np.maximum(outcome - found.upper95, 0)
    return float((found.upper95 - found.lower95 + 40 * beyond).sum())


def test_where_areas_differ_by_chance_alone_the_margin_is_nearly_the_normal_one() -> None:
    walks = np.array([[0, size, 0, size, 0, size, 0, size] for size in np.linspace(1, 1.001, 30)])
    found = forecast(walks, horizon=1, moderated=True)
    assert found.degrees.tolist() == [MANY_DEGREES] * 30
    assert (found.upper95 - found.values)[0, 0] == pytest.approx(
        found.se[0, 0] * stats.norm.ppf(0.975), rel=1e-5
    )


@pytest.mark.parametrize(
    ("rows", "changes", "words"),
    [
        (30, {"scenario": LINE}, "only yearly"),
        (30, {"steps_a_year": 4}, "only yearly"),
        (30, {"overlapping": True}, "only yearly"),
        (19, {}, "too few"),
    ],
)
def test_what_cannot_be_moderated_is_refused(rows: int, changes: dict, words: str) -> None:
    values = np.random.default_rng(1).normal(0, 1, (rows, 8))
    with pytest.raises(ValueError, match=words):
        forecast(values, horizon=1, moderated=True, **changes)


def test_areas_with_other_numbers_of_points_are_not_moderated_together() -> None:
    values = np.random.default_rng(1).normal(0, 1, (30, 8))
    values[3, 0] = np.nan
    with pytest.raises(ValueError, match="as many points"):
        forecast(values, horizon=1, moderated=True)
