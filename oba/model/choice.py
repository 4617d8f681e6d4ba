"""The choosing of an indicator: how strong it is in three ways, who doubts it, and what is to become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oba.model.indicator import Standing


class Power(StrEnum):
    """How strong an indicator is in one of the three ways."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_RATED = "not rated"

    @property
    def points(self) -> int:
        return {Power.HIGH: 3, Power.MEDIUM: 2, Power.LOW: 1}.get(self, 0)


POWERS = ("communication", "proxy", "data")
"""Does it speak to people; does it say something central of the outcome; are its figures good and timely."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a group decided about one indicator. `dissent` is what those say who see it otherwise.

    `owner`, `due` and `next_step` say who does what by when: on the data development agenda that is how the figures
    will come to be. `in_workbook` is the standing that the plan workbook gave when this one was decided, so that
    loading it again does not undo the decision. `version` counts how often it has been saved, 0 for never.
    """

    indicator: str
    communication: Power = Power.NOT_RATED
    proxy: Power = Power.NOT_RATED
    data: Power = Power.NOT_RATED
    rated_by: str = ""
    dissent: str = ""
    standing: Standing | None = None
    owner: str = ""
    due: date | None = None
    next_step: str = ""
    in_workbook: Standing | None = None
    version: int = 0

    @property
    def powers(self) -> tuple[Power, Power, Power]:
        return self.communication, self.proxy, self.data

    @property
    def rated(self) -> bool:
        return all(one is not Power.NOT_RATED for one in self.powers)

    def suggest(self) -> Standing | None:
        """What the grid suggests; None until it is rated in all three ways. The group decides.

        What speaks to people and is central, but has no good figures, belongs on the data development agenda.
        """
        if not self.rated:
            return None
        if all(one is Power.HIGH for one in self.powers):
            return Standing.HEADLINE
        central = self.communication is Power.HIGH and self.proxy is Power.HIGH
        return Standing.DEVELOPMENT if central and self.data is Power.LOW else Standing.SECONDARY

    def rank(self) -> tuple[int, int, int, int]:
        """The strongest sorts first: by all three together, then data, then proxy, then communication."""
        communication, proxy, data = (one.points for one in self.powers)
        return -(communication + proxy + data), -data, -proxy, -communication
