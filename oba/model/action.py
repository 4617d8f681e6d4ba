"""An action: what is proposed, by whom, at what cost, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionStatus(StrEnum):
    NOT_RECORDED = "not recorded"
    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Action:
    """One row of an action plan, in the plan's own words.

    `recommendation`, `by_whom`, `budget_cost` and `timescale` are kept as written. `starts` and `due`
    are what the timescale says, where it says it (`Ongoing` says neither). An empty `theme` is the
    whole plan; `indicators` are the keys of the curves it is meant to bend.
    """

    number: int
    recommendation_number: int
    recommendation: str
    proposed_action: str
    by_whom: str = ""
    budget_cost: str = ""
    timescale: str = ""
    starts: date | None = None
    due: date | None = None
    status: ActionStatus = ActionStatus.NOT_RECORDED
    theme: str = ""
    indicators: tuple[str, ...] = ()
    note: str = ""

    def is_overdue(self, today: date) -> bool:
        """Past its date, and neither done nor stopped."""
        finished = self.status in (ActionStatus.DONE, ActionStatus.STOPPED)
        return self.due is not None and self.due < today and not finished
