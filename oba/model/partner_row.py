"""A row of a workbook that holds partners, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A row of a workbook. `texts` has the fields that the sheet has columns for, `cells` where each stands;
    `version` is that of the record when the workbook was downloaded, 0 where it says nothing.
    """

    key: str
    where: str
    texts: Mapping[str, str]
    version: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartnerRows:
    """The rows of a workbook's sheet; of the store's plan, the version of each partner."""

    rows: tuple[PartnerRow, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
