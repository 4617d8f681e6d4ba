"""How long a meeting takes, in words, and what is advised where that is too long."""

from __future__ import annotations

import pytest

from oba.model.meeting import USUAL_MINUTES
from oba.words.meeting import SHORTEN, advise_time, say_whole_time
from oba.words.meeting_papers import say_people


@pytest.mark.parametrize(
    ("minutes", "curves", "said", "advice"),
    [
        (USUAL_MINUTES, 0, "", ""),
        (USUAL_MINUTES, 1, "1 curve: 55 minutes", ""),
        (USUAL_MINUTES, 2, "2 curves of 55 minutes: 1 hour 50 minutes", ""),
        (USUAL_MINUTES, 5, "5 curves of 55 minutes: 4 hours 35 minutes", SHORTEN),
        ((2, 5, 3, 5, 5), 6, "6 curves of 20 minutes: 2 hours", ""),
        ((2, 5, 3, 5, 6), 6, "6 curves of 21 minutes: 2 hours 6 minutes", SHORTEN),
        ((10, 20, 10, 20, 30), 1, "1 curve: 1 hour 30 minutes", ""),
    ],
)
def test_the_whole_time_is_told_and_over_two_hours_something_is_advised(
    minutes: tuple[int, ...], curves: int, said: str, advice: str
) -> None:
    assert say_whole_time(minutes, curves=curves) == said
    assert advise_time(minutes, curves=curves) == advice


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ann",), "Ann"),
        (("Ann", "Bob", "Cat"), "Ann, Bob and Cat"),
        (("Ann, School Nursing", "Bob"), "Ann, School Nursing; Bob"),
    ],
)
def test_a_post_behind_a_name_is_told_from_the_next_name(names: tuple[str, ...], said: str) -> None:
    assert say_people(names) == said
