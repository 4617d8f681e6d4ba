"""What an action's budget cost says, beside the words themselves: an amount, nothing, not known, not applicable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_DIGITS = r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<scale>k|m|thousand|million)?"
_POUNDS = (
    re.compile(rf"£\s*{_DIGITS}", re.IGNORECASE),
    re.compile(rf"{_DIGITS}\s*(?:pounds?|GBP)", re.IGNORECASE),
)
_LETTER = re.compile(r"£\s*[0-9,.]*[oO]")
"""A letter o within or in place of the figures of an amount."""
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_SCALE = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_NOTHING = frozenset(
    {"£o", "£nil", "nil", "nil cost", "none", "no cost", "no extra cost", "no additional cost"}
    | {
        "nothing",
        "nothing extra",
        "nothing more",
        "nothing additional",
        "free",
        "free of charge",
        "cost free",
    }
)
_UNKNOWN = re.compile(
    r"(?:not (?:yet )?known|unknown|to be confirmed|tbc|to be determined|tbd)\b", re.IGNORECASE
)
_NOT_APPLICABLE = re.compile(r"(?:not applicable|n/a|na)\.?", re.IGNORECASE)


class BudgetKind(StrEnum):
    AMOUNT = "an amount"
    NOTHING = "£0"
    NOT_KNOWN = "not known"
    NOT_APPLICABLE = "not applicable"
    NOT_STATED = "not stated"
    IN_WORDS = "in words"


@dataclass(frozen=True, slots=True)
class Budget:
    """`pounds` is None unless the words state one amount: nothing is assumed for the others, least of all £0."""

    kind: BudgetKind
    pounds: Decimal | None = None

    @property
    def known(self) -> bool:
        return self.pounds is not None

    @property
    def missing(self) -> bool:
        """Whether there is, or may be, a cost that nobody has put into pounds."""
        return self.kind in (BudgetKind.NOT_KNOWN, BudgetKind.NOT_STATED, BudgetKind.IN_WORDS)


def read_budget(text: str) -> Budget:
    """What the words say: `£45k` is 45,000 pounds; `£10k to £20k`, `£500 a month` state no one amount, and give none.

    `£O`, with a letter for the nought, as scanned papers have it, is £0.
    """
    plain = " ".join(text.split()).rstrip(".")
    if not plain:
        return Budget(BudgetKind.NOT_STATED)
    if plain.casefold() in _NOTHING:
        return Budget(BudgetKind.NOTHING, Decimal(0))
    if _NOT_APPLICABLE.fullmatch(plain):
        return Budget(BudgetKind.NOT_APPLICABLE)
    if _UNKNOWN.match(plain):
        return Budget(BudgetKind.NOT_KNOWN)
    pounds = _read_pounds(plain)
    if pounds is None:
        return Budget(BudgetKind.IN_WORDS)
    return Budget(BudgetKind.AMOUNT if pounds else BudgetKind.NOTHING, pounds)


def find_letter(text: str) -> Decimal | None:
    """The amount that is meant where a letter o stands for a nought, as in `£o` or `£1o,ooo`; None where none does."""
    plain = " ".join(text.split()).rstrip(".").replace("£ ", "£")
    return _read_pounds(re.sub("(?<=[£0-9,.oO])[oO]", "0", plain)) if _LETTER.match(plain) else None


def _read_pounds(plain: str) -> Decimal | None:
    found = next((one for pattern in _POUNDS if (one := pattern.fullmatch(plain))), None)
    if found is None or not _GROUPED.fullmatch(found["digits"].partition(".")[0]):
        return None
    return Decimal(found["digits"].replace(",", "")) * _SCALE[(found["scale"] or "").lower()]
