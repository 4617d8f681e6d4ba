"""A group meets in one meeting at a time, unless another is wanted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from oba.errors import UsageError
from oba.model.meeting import Meeting
from oba.store.meetings import read_meetings
from oba.words.meeting import KEPT_CHOICES, say_going_on


class GoingOnError(UsageError):
    """The group is meeting already: `meeting` is the one that goes on."""

    def __init__(self, meeting: Meeting, *, name: str, remedy: str = KEPT_CHOICES) -> None:
        self.meeting = meeting
        super().__init__(say_going_on(meeting), where=name, remedy=remedy)


def check_alone(
    connection: Any, group: str, *, name: str, beside: Collection[int] = (), remedy: str = KEPT_CHOICES
) -> None:
    """GoingOnError where a meeting of the group goes on that is none of `beside`."""
    for one in read_meetings(connection, group=group):
        if one.ended_at is None and one.number not in beside:
            raise GoingOnError(one, name=name, remedy=remedy)
