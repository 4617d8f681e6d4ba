"""Markers said by their meaning, never by their code."""

from __future__ import annotations

from oba.model.marker import MEANING, STANDS_FOR_A_VALUE, Marker
from oba.model.series import Observation, Series
from oba.words.numbers import begin

NO_FIGURES = "no figures yet"
NOT_SHOWN = "figures not shown"
TO_PROTECT = f"{NOT_SHOWN}, to protect children"
NOTHING_TO_JUDGE = "The figures are not shown, to protect children, so there is nothing to judge."

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


def all_suppressed(series: Series) -> bool:
    """Whether it holds no number, and not for want of figures: they are there and may not be told."""
    return series.latest is None and any(
        Marker.CONFIDENTIAL in one.markers and one.value is None for one in series.observations
    )


def say_why_empty(series: Series, *, short: bool = False) -> str:
    """Of a series without a number: `no figures yet`, or `figures not shown, to protect children`."""
    if all_suppressed(series):
        return NOT_SHOWN if short else TO_PROTECT
    return NO_FIGURES


def explain_empty(series: Series) -> tuple[str, str]:
    """That as the word of a status, and what the word means."""
    if all_suppressed(series):
        return begin(TO_PROTECT), "Every figure of this curve is suppressed to protect confidentiality."
    return begin(NO_FIGURES), "No figures are held for this curve."
