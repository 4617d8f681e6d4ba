"""A row of a workbook that holds partners, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A row of a workbook. `texts` has the fields that the sheet has columns for, `cells` where each stands."""

    key: str
    where: str
    texts: Mapping[str, str]
    cells: Mapping[str, str] = field(default_factory=dict)
