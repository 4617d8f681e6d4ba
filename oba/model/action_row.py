"""A row of a workbook that holds actions, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ActionRow:
    """`number` and `version` say which action it was when the workbook was downloaded, 0 where it says nothing.

    `texts` has the fields that the sheet has columns for, `cells` where each stands. `progress` is to be noted.
    """

    where: str
    texts: Mapping[str, str]
    number: int = 0
    version: int = 0
    progress: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionRows:
    """All rows of a sheet. `downloaded` are the numbers and versions that it was downloaded with: of these, one whose
    row is gone is withdrawn. A sheet that does not say takes nothing out of the plan.
    """

    rows: tuple[ActionRow, ...] = ()
    downloaded: Mapping[int, int] = field(default_factory=dict)
