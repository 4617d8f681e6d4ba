"""Makers of indicators and series for the tests of methods, and of the rules that stand in tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.marker import Marker
from oba.model.period import Period, PeriodKind
from oba.model.series import Observation, Series


def make_indicator(**changes: Any) -> Indicator:
    given: dict[str, Any] = {
        "key": "injuries",
        "title": "Injury admissions",
        "theme": "safeguarding",
        "outcome": "safe",
        "standing": Standing.HEADLINE,
        "unit": "per 10,000",
        "value_type": ValueType.CRUDE_RATE,
        "polarity": Polarity.LOW_IS_GOOD,
        "period_kind": PeriodKind.FINANCIAL_YEAR,
        "multiplier": 10_000.0,
    }
    return Indicator(**(given | changes))


def make_series(
    values: Sequence[float | None],
    *,
    first: int = 2010,
    kind: PeriodKind = PeriodKind.FINANCIAL_YEAR,
    pooled: int = 1,
    area: str = "E06000002",
    markers: dict[int, tuple[Marker, ...]] | None = None,
    missing: Sequence[int] = (),
    **columns: Sequence[float | None],
) -> Series:
    """Yearly observations from `first`; `missing` are positions left out, `columns` lower, upper, counts."""
    observations = tuple(
        Observation(
            Period.year(first + place, kind=kind, years=pooled),
            value,
            markers=(markers or {}).get(place, ()),
            release=place % 2 + 1,
            **{name: column[place] for name, column in columns.items()},
        )
        for place, value in enumerate(values)
        if place not in missing
    )
    return Series("injuries", area, observations=observations)


@pytest.fixture(scope="session")
def indicator() -> Callable[..., Indicator]:
    return make_indicator


@pytest.fixture(scope="session")
def series() -> Callable[..., Series]:
    return make_series
