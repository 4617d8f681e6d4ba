"""How a page is read: in full, or in plain words for anybody from about eleven years on."""

from __future__ import annotations

from enum import StrEnum


class Reading(StrEnum):
    FULL = "full"
    PLAIN = "plain"

    @property
    def plain(self) -> bool:
        return self is Reading.PLAIN
