"""The tables, as they stand after the newest migration. A test holds the two together."""

from oba.store.schema.actions import action_progress, action_support, action_version
from oba.store.schema.baselines import (
    baseline,
    baseline_history,
    baseline_peer,
    baseline_point,
    baseline_release,
    baseline_request,
)
from oba.store.schema.columns import metadata
from oba.store.schema.decisions import answer, indicator_code, recipe
from oba.store.schema.edits import draft, edit
from oba.store.schema.events import confirmation, coverage, restoration
from oba.store.schema.figures import (
    NUMBERS,
    load,
    meta,
    observation,
    observation_history,
    period,
    release,
    release_sheet,
    series,
    sheet_column,
)
from oba.store.schema.ideas import idea, idea_why_none
from oba.store.schema.lists import measure_note, neighbour_set
from oba.store.schema.meetings import (
    meeting,
    meeting_decision,
    meeting_group,
    meeting_indicator,
    meeting_step,
)
from oba.store.schema.partners import contribution
from oba.store.schema.plan import (
    action,
    action_indicator,
    area,
    area_alias,
    comparator,
    indicator,
    outcome,
    partner,
    partner_theme,
    plan,
    plan_label,
    theme,
)
from oba.store.schema.publications import disclosure_rule, hidden_baseline, publication, text_tick
from oba.store.schema.services import (
    indicator_choice,
    measure_baseline,
    measure_figure,
    performance_measure,
    service,
    service_budget,
    service_outcome,
    service_talk,
)
from oba.store.schema.story import story_force, story_gap, story_voice
from oba.store.schema.successes import success
from oba.store.schema.targets import target

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
)
"""Every migration, oldest first, so that opening a store need not import the migration tool."""

__all__ = [
    "NUMBERS",
    "REVISIONS",
    "action",
    "action_indicator",
    "action_progress",
    "action_support",
    "action_version",
    "answer",
    "area",
    "area_alias",
    "baseline",
    "baseline_history",
    "baseline_peer",
    "baseline_point",
    "baseline_release",
    "baseline_request",
    "comparator",
    "confirmation",
    "contribution",
    "coverage",
    "disclosure_rule",
    "draft",
    "edit",
    "hidden_baseline",
    "idea",
    "idea_why_none",
    "indicator",
    "indicator_choice",
    "indicator_code",
    "load",
    "measure_baseline",
    "measure_figure",
    "measure_note",
    "meeting",
    "meeting_decision",
    "meeting_group",
    "meeting_indicator",
    "meeting_step",
    "meta",
    "metadata",
    "neighbour_set",
    "observation",
    "observation_history",
    "outcome",
    "partner",
    "partner_theme",
    "performance_measure",
    "period",
    "plan",
    "plan_label",
    "publication",
    "recipe",
    "release",
    "release_sheet",
    "restoration",
    "series",
    "service",
    "service_budget",
    "service_outcome",
    "service_talk",
    "sheet_column",
    "story_force",
    "story_gap",
    "story_voice",
    "success",
    "target",
    "text_tick",
    "theme",
]
