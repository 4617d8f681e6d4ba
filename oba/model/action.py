"""An action: what is proposed, by whom, at what cost, by when; how it goes, and what it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ActionStatus(StrEnum):
    NOT_RECORDED = "not recorded"
    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    DONE = "done"
    STOPPED = "stopped"


class Funding(StrEnum):
    """Whether partners put their money into one budget, or keep it apart and spend it to one end."""

    NOT_SAID = ""
    POOLED = "pooled"
    ALIGNED = "aligned"


@dataclass(frozen=True, slots=True)
class Action:
    """One row of an action plan, in the plan's own words, and beside them what a program can count with.

    `recommendation`, `by_whom`, `budget_cost` and `timescale` are kept as written. `starts` and `due` are what the
    timescale says, where it says it (`Ongoing` says neither), unless a person has said the day. `lead` and `supports`
    are keys of partners, empty until somebody says who they are: `by_whom` names posts and groups. An empty `theme`
    is the whole plan; `indicators` are the keys of the curves it is meant to bend, `also_serves` the numbers of other
    recommendations. `stops` marks an action that is to end something. `idea` is the key of the idea it came from.
    `number` is its name for ever; 0 while the store has not given it one. What is withdrawn is kept, with the day.
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
    lead: str = ""
    supports: tuple[str, ...] = ()
    funding: Funding = Funding.NOT_SAID
    funded_with: str = ""
    also_serves: tuple[int, ...] = ()
    stops: bool = False
    idea: str = ""
    withdrawn: date | None = None
    withdrawn_because: str = ""

    @property
    def finished(self) -> bool:
        return self.status in (ActionStatus.DONE, ActionStatus.STOPPED)

    def is_overdue(self, today: date) -> bool:
        """Past its date, and neither done nor stopped."""
        return self.due is not None and self.due < today and not self.finished

    @property
    def ongoing(self) -> bool:
        """Whether the timescale says that it has no end."""
        return self.timescale.strip().casefold().startswith(("ongoing", "on-going", "continuing"))


@dataclass(frozen=True, slots=True)
class SavedAction:
    """An action as the store holds it. `version` counts its saves. `in_workbook` is what a plan workbook last said
    of it, by field, so that loading that workbook again undoes nothing that was changed since; None: none named it.
    """

    action: Action
    version: int
    in_workbook: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """How an action goes, as somebody noted it. It is never altered: who sees it otherwise notes that below."""

    id: int
    action: int
    at: datetime
    by: str
    text: str
