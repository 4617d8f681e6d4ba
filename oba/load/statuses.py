"""What stands beside a figure about it: a status column's words and codes, as markers."""

from __future__ import annotations

from oba.load.cells import read_codes
from oba.model.marker import STANDS_FOR_A_VALUE, Marker

Markers = tuple[Marker, ...]
NORMAL = frozenset({"", "a", "normal", "normal value", "none", "nan"})
WORDS = {
    "provisional": Marker.PROVISIONAL,
    "prov": Marker.PROVISIONAL,
    "revised": Marker.REVISED,
    "estimated": Marker.ESTIMATED,
    "estimate": Marker.ESTIMATED,
    "suppressed": Marker.CONFIDENTIAL,
    "confidential": Marker.CONFIDENTIAL,
    "not available": Marker.NOT_AVAILABLE,
    "missing": Marker.NOT_AVAILABLE,
    "not applicable": Marker.NOT_APPLICABLE,
    "low": Marker.LOW,
    "low reliability": Marker.UNRELIABLE,
    "break": Marker.BREAK,
    "break in series": Marker.BREAK,
    "forecast": Marker.FORECAST,
    "k": Marker.LOW,
}
LONG_STATUS = 4
"""A status longer than this and not a known word is a sentence about the figure, not a marker."""


def read_status(text: str, *, symbols: dict[str, str]) -> Markers | None:
    """The markers a status says, () for a normal value, None when it says something else."""
    plain = text.strip().casefold()
    if text.strip() in symbols:
        return (Marker(symbols[text.strip()]),)
    if plain in NORMAL:
        return ()
    if plain in WORDS:
        return (WORDS[plain],)
    codes = plain.replace(",", " ").replace("[", " ").replace("]", " ").split()
    if not all(code.isalnum() for code in codes):
        return None
    said = read_codes("".join(f"[{code}]" for code in codes if code != Marker.BLANK))
    return said if said is None or Marker.BLANK not in codes else (*said, Marker.BLANK)


def combine_markers(
    of_value: Markers, of_status: Markers, of_period: Markers, *, has_value: bool
) -> Markers | None:
    """All that is said of one figure; None when a number stands beside a marker that stands for one."""
    everything = dict.fromkeys((*of_value, *of_status, *of_period))
    instead = [marker for marker in everything if marker in STANDS_FOR_A_VALUE]
    if has_value:
        return None if instead else tuple(everything)
    if Marker.BLANK in everything and (len(instead) > 1 or Marker.UNRELIABLE in everything):
        del everything[Marker.BLANK]
    return tuple(everything)
