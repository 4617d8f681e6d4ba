"""A success story: what happened while a curve turned, as the partners tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from oba.model.story import Fault

LONGEST = 2000
CAUSE = re.compile(
    r"\b(?:because of|thanks to|due to|as a result of|caused by|brought about by|owing to|"
    r"(?:was|is|were|are) down to|led to|made the difference|achieved by)\b",
    re.IGNORECASE,
)
"""Words that claim that one thing made a curve turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """The account of one indicator's curve in one area. `version` counts the saves; what is withdrawn stays kept."""

    indicator: str
    area: str
    text: str
    written_by: str = ""
    written_on: date = date.min
    version: int = 1
    withdrawn: bool = False


def find_faults(success: Success) -> tuple[Fault, ...]:
    """What must be put right before an account can be saved."""
    faults: list[Fault] = []
    if not success.text.strip():
        faults.append(("nothing is written", "Write what happened, in a few sentences"))
    if len(success.text) > LONGEST:
        faults.append(
            (f"the account is longer than {LONGEST:,} characters", "Shorten it: it has half a page")
        )
    return tuple(faults)


def find_causes(text: str) -> tuple[str, ...]:
    """The words of an account that claim a cause, each once, as they stand there."""
    return tuple(dict.fromkeys(found.group().lower() for found in CAUSE.finditer(text)))
