"""What the place of a text is called, for whoever is to read it before it is public."""

from __future__ import annotations

from collections.abc import Mapping

from oba.model.story import Direction

PLACES: Mapping[str, str] = {
    "action": "Action",
    "action_progress": "How an action goes, note",
    "area": "Area",
    "area_alias": "Other name of the area",
    "baseline": "Forecast",
    "disclosure_rule": "Rule for small numbers",
    "contribution": "What a partner contributes",
    "idea": "Idea",
    "idea_why_none": "Why there is no idea of low cost",
    "indicator": "Indicator",
    "indicator_choice": "Choice of the indicator",
    "measure_baseline": "Forecast of the measure",
    "outcome": "Outcome",
    "partner": "Partner",
    "performance_measure": "Measure",
    "plan": "The plan",
    "publication": "Publication",
    "release": "Release",
    "service": "Service",
    "service_budget": "Budget of a service",
    "service_talk": "What is said of the service",
    "story_force": "Force of a story",
    "story_gap": "What we do not know",
    "story_voice": "Voice in a story",
    "success": "Success story",
    "target": "Target",
    "theme": "Theme",
}
"""What a row of each table is called, for whoever is to read a text of it."""


FORCES: Mapping[Direction, str] = {Direction.HELPS: "What is helping", Direction.HINDERS: "What is hindering"}


def name_place(table: str, column: str, *, key: str, about: str = "") -> str:
    """Where a text stands: `Action 12, proposed action`, or about an indicator: `Voice in a story 1, Absence, text`."""
    name = " ".join((PLACES.get(table, table.replace("_", " ").capitalize()), key)).strip()
    return _join(name, about, column)


def name_force(direction: Direction, column: str, *, place: int, about: str) -> str:
    """A force by the heading and the number under which the page has it: `What is hindering 1, Absence, text`."""
    return _join(f"{FORCES[direction]} {place}", about, column)


def _join(name: str, about: str, column: str) -> str:
    return ", ".join(one for one in (name, about, column.replace("_", " ")) if one)
