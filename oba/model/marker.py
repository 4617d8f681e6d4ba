"""Markers: what a publisher writes in, or beside, a cell instead of or about a number.

The set is the Government Statistical Service's shorthand. Missing, suppressed, not applicable,
low and zero are five different things, and none of them is ever another.
"""

from __future__ import annotations

from enum import StrEnum


class Marker(StrEnum):
    """One shorthand. The value is what is stored and written, in square brackets for a reader."""

    BREAK = "b"
    CONFIDENTIAL = "c"
    ESTIMATED = "e"
    EARLIEST_REVISION = "er"
    FORECAST = "f"
    LOW = "low"
    PROVISIONAL = "p"
    REVISED = "r"
    UNRELIABLE = "u"
    NONE_RECORDED = "w"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    BLANK = "blank"


MEANING = {
    Marker.BREAK: "break in series: not comparable with earlier periods",
    Marker.CONFIDENTIAL: "suppressed to protect confidentiality",
    Marker.ESTIMATED: "estimated",
    Marker.EARLIEST_REVISION: "earliest revision",
    Marker.FORECAST: "forecast by the publisher",
    Marker.LOW: "rounds to zero but is not zero",
    Marker.PROVISIONAL: "provisional",
    Marker.REVISED: "revised",
    Marker.UNRELIABLE: "low reliability",
    Marker.NONE_RECORDED: "none recorded",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "not applicable",
    Marker.BLANK: "missing: the cell was empty",
}

STANDS_FOR_A_VALUE = frozenset(
    {
        Marker.CONFIDENTIAL,
        Marker.LOW,
        Marker.NONE_RECORDED,
        Marker.NOT_AVAILABLE,
        Marker.NOT_APPLICABLE,
        Marker.BLANK,
    }
)
"""Markers that stand where the number would; the others qualify a number. `[u]` may do either."""


def write_markers(markers: tuple[Marker, ...]) -> str:
    """The stored form: codes in alphabetical order, parted by spaces; '' for none."""
    return " ".join(sorted(marker.value for marker in set(markers)))


def read_markers(text: str) -> tuple[Marker, ...]:
    """The markers of a stored text; ValueError for a code that is not in the set."""
    return tuple(Marker(code) for code in text.split())
