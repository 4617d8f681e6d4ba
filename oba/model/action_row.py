"""A row of a workbook that holds actions, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


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
    row is gone is withdrawn. A sheet that does not say takes nothing out of the plan. `store` is the name of the store
    that it was downloaded from, '' where it does not say.
    """

    rows: tuple[ActionRow, ...] = ()
    downloaded: Mapping[int, int] = field(default_factory=dict)
    store: str = ""

    def without_versions(self) -> ActionRows:
        """The same rows, as another store had them: its versions are not those of this one."""
        rows = tuple(replace(one, version=0) for one in self.rows)
        return replace(self, rows=rows, downloaded=dict.fromkeys(self.downloaded, 0))
