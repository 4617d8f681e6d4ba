"""Half past nine in London, whatever the clocks do: a table across both changes, and times that are not or are twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oba.errors import UsageError
from oba.model.release_time import (
    comes_twice,
    find_moment,
    find_next,
    is_changed,
    read_release_at,
)
from oba.settings import in_london


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "released"),
    [
        ("2026-01-15T08:00", "2026-01-15T09:30"),  # winter: London is UTC
        ("2026-01-15T09:30", "2026-01-16T09:30"),  # on the minute: the next day's
        ("2026-01-15T17:00", "2026-01-16T09:30"),
        ("2026-07-15T08:00", "2026-07-15T08:30"),  # summer: an hour ahead
        ("2026-07-15T08:30", "2026-07-16T08:30"),
        ("2026-07-15T23:30", "2026-07-16T08:30"),  # already the 16th in London
        ("2026-03-28T12:00", "2026-03-29T08:30"),  # clocks go forward at 01:00 UTC on the 29th
        ("2026-03-29T00:30", "2026-03-29T08:30"),
        ("2026-03-29T08:30", "2026-03-30T08:30"),
        ("2026-10-24T12:00", "2026-10-25T09:30"),  # clocks go back at 01:00 UTC on the 25th
        ("2026-10-25T00:30", "2026-10-25T09:30"),
        ("2026-10-25T08:30", "2026-10-25T09:30"),  # half past eight only, by then
        ("2026-10-25T09:30", "2026-10-26T09:30"),
        ("2026-12-31T23:59", "2027-01-01T09:30"),
    ],
)
def test_the_next_half_past_nine_across_the_changes_of_the_clocks(now: str, released: str) -> None:
    found = find_next(utc(now))
    assert found == utc(released)
    assert in_london(found).time() == time(9, 30)


@pytest.mark.parametrize(
    ("day", "at", "moment", "changed", "twice"),
    [
        ("2026-03-29", "00:59", "2026-03-29T00:59", False, False),
        ("2026-03-29", "01:00", "2026-03-29T01:00", True, False),  # does not exist: two o'clock in its place
        ("2026-03-29", "01:30", "2026-03-29T01:30", True, False),  # half past two in its place
        ("2026-03-29", "02:00", "2026-03-29T01:00", False, False),
        ("2026-10-25", "00:30", "2026-10-24T23:30", False, False),
        ("2026-10-25", "01:30", "2026-10-25T00:30", False, True),  # comes twice: the first
        ("2026-10-25", "02:00", "2026-10-25T02:00", False, False),
        ("2026-06-01", "09:30", "2026-06-01T08:30", False, False),
    ],
)
def test_a_local_time_that_is_passed_over_or_comes_twice_is_one_moment(
    day: str, at: str, moment: str, changed: bool, twice: bool
) -> None:
    of_day, of_clock = date.fromisoformat(day), time.fromisoformat(at)
    assert find_moment(of_day, of_clock) == utc(moment)
    assert (is_changed(of_day, of_clock), comes_twice(of_day, of_clock)) == (changed, twice)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 naive bounds
def test_the_next_release_lies_ahead_by_at_most_25_hours_and_at_half_past_nine(now: datetime) -> None:
    found = find_next(now)
    assert timedelta(0) < found - now <= timedelta(hours=25)
    assert in_london(found).time() == time(9, 30)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("now", None),
        ("", None),
        ("next", "2026-12-02T09:30"),
        ("2026-12-24", "2026-12-24T09:30"),
        ("2027-07-01 14:00", "2027-07-01T13:00"),
        ("2027-07-01T14:00", "2027-07-01T13:00"),
    ],
)
def test_a_moment_is_read_as_people_say_it(said: str, moment: str | None) -> None:
    assert read_release_at(said, now=utc("2026-12-01T12:00")) == (utc(moment) if moment else None)


@pytest.mark.parametrize(
    "said",
    ["2026-12-01", "2020-01-01", "tomorrow", "2026-13-01", "2026-12-24 25:00", "2026-12-24 09:30+02:00"],
)
def test_what_is_no_moment_or_does_not_lie_ahead_is_refused(said: str) -> None:
    with pytest.raises(UsageError):
        read_release_at(said, now=utc("2026-12-01T12:00"))
