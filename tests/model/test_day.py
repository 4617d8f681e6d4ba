"""The day of a moment is London's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oba.model.day import day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-15T23:59", "2026-01-15"),
        ("2026-07-15T22:59", "2026-07-15"),
        ("2026-07-15T23:00", "2026-07-16"),
        ("2026-03-29T00:00", "2026-03-29"),
        ("2026-10-25T23:59", "2026-10-25"),
    ],
)
def test_a_moment_late_in_the_evening_is_of_the_next_day_in_summer(moment: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == date.fromisoformat(day)


def test_what_is_not_written_down_yet_is_of_the_first_day_there_is() -> None:
    assert day_of(datetime.min.replace(tzinfo=UTC)) == date.min
