"""Areas, and which of them an area is compared with, at which time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

GSS_CODE = re.compile(r"[A-Z][0-9]{8}", re.ASCII)
"""The shape of a code of the Government Statistical Service, as E06000002 is."""


class AreaKind(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    LOCAL_AUTHORITY = "local authority"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Area:
    """A place with a GSS code. `began` and `ended` bound its existence; None means open."""

    code: str
    name: str
    kind: AreaKind
    dfe_number: str = ""
    old_code: str = ""
    aliases: tuple[str, ...] = ()
    began: date | None = None
    ended: date | None = None


class ComparatorRole(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    NEIGHBOUR = "statistical neighbour"


@dataclass(frozen=True, slots=True)
class Comparator:
    """`area` is compared with `with_area` as its `role`, under the set `set_name`, between two dates."""

    area: str
    with_area: str
    role: ComparatorRole
    set_name: str
    rank: int = 0
    began: date | None = None
    ended: date | None = None
