"""Markers said by their meaning, never by their code."""

from __future__ import annotations

from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.series import Observation

_IN_PLACE = {
    Marker.CONFIDENTIAL: "suppressed",
    Marker.LOW: "rounds to zero",
    Marker.NONE_RECORDED: "none recorded",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "not applicable",
    Marker.UNRELIABLE: "too unreliable to publish",
    Marker.BLANK: "missing",
}


def say_markers(markers: tuple[Marker, ...]) -> str:
    """`provisional; revised`; '' for none."""
    return "; ".join(MEANING[marker] for marker in sorted(set(markers)))


def say_absence(observation: Observation) -> str:
    """Why no number stands there, in a word or two: suppressed and missing are not one thing."""
    for marker in observation.markers:
        if marker in STANDS_FOR_A_VALUE or marker is Marker.UNRELIABLE:
            return _IN_PLACE[marker]
    return "no figure published"
