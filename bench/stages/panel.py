"""The statistics of many series at once, against a plain groupby-apply that finds the same."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.figures import SEED
from bench.peers import one_by_one
from bench.result import Result
from bench.timing import alternate, cpu_of, say
from bench.workshop import Workshop
from oba.analysis.batch import PanelFindings, analyse_panel

NAME = "statistics"
SERIES, PERIODS, HORIZON = 10_000, 20, 3
PEER_SHARE = 10
"""The peer does a tenth of the series, and its time is multiplied by ten."""
RUNS = 3


def measure(workshop: Workshop) -> list[Result]:
    number = min(SERIES, workshop.rows // PERIODS)
    counts, sizes, benchmark = make_panel(number)
    part = slice(0, max(1, number // PEER_SHARE))
    figures = one_by_one.lay_long(counts[part], sizes[part], benchmark)
    say(f"  checking that both find the same in {part.stop:,} series")
    check_same(
        analyse_panel(counts[part], sizes[part], benchmark=benchmark, horizon=HORIZON),
        one_by_one.analyse(figures, horizon=HORIZON),
    )
    ours, peer = alternate(
        RUNS,
        cpu_of(lambda: analyse_panel(counts, sizes, benchmark=benchmark, horizon=HORIZON), times=5),
        cpu_of(lambda: one_by_one.analyse(figures, horizon=HORIZON)),
    )
    scaled = peer * number / part.stop
    stage = f"statistics: {number:,} series x {PERIODS}, CPU"
    against = f"pandas groupby-apply, scaled from {part.stop:,}"
    return [Result(stage, ours * 1000, "ms", scaled * 1000, against, 0.005)]


def make_panel(number: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Counts and denominators, series x periods, and the other area's value of each period."""
    chance = np.random.default_rng(SEED)
    sizes = chance.integers(2_000, 60_000, (number, PERIODS)).astype(np.float64)
    steps = chance.normal(chance.normal(0, 0.02, (number, 1)), 0.05, (number, PERIODS))
    steps[:, 0] = chance.uniform(-2.0, -0.2, number)
    shares = np.clip(1 / (1 + np.exp(-np.cumsum(steps, axis=1))), 0.05, 0.6)
    return np.floor(sizes * shares), sizes, np.linspace(25.0, 30.0, PERIODS)


def check_same(ours: PanelFindings, theirs: Any) -> None:
    """RuntimeError when ours and the plain way part by more than rounding."""
    pairs = {
        "lower": ours.lower,
        "upper": ours.upper,
        "comparison": ours.comparison,
        "direction": ours.trend.direction,
        "mean": ours.control.mean,
        "low limit": ours.control.lower,
        "high limit": ours.control.upper,
        "rule": ours.control.rule,
        "side": ours.control.side,
        "forecast": ours.forecast.values,
        **{name: getattr(ours.forecast, name) for name in ("lower80", "upper80", "lower95", "upper95")},
    }
    for name, found in pairs.items():
        if not np.allclose(found, np.array(theirs[name].tolist()), rtol=1e-9, atol=1e-9):
            raise RuntimeError(f"ours and the peer do not find the same: {name}")
