"""What of each table may stand in a published copy: an allow-list. A table or a column that is not here is left empty.

Not here, by design: drafts, edits, meetings, decisions, what is known of services, answers, recipes, names of files
and of whoever wrote, loaded, noted, recorded or approved anything, other names of areas, and what a workbook once said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Table, Text

from oba.store import schema
from oba.store.schema.columns import Moment

WRITTEN = "key indicator area text written_on withdrawn"
COPIED: Mapping[Table, str] = {
    schema.plan: "id title trust area years statement example",
    schema.plan_label: "name word position",
    schema.theme: "key title lead_partner order position",
    schema.outcome: "key theme sentence order position",
    schema.indicator: "key title theme outcome standing unit value_type polarity period_kind years_pooled multiplier"
    " decimals lower_bound upper_bound statutory_number lay_definition technical_definition owner next_release notes"
    " order position",
    schema.indicator_code: "code indicator origin position",
    schema.area: "code name kind dfe_number old_code began ended position",
    schema.comparator: "position area with_area role set_name rank began ended",
    schema.partner: "key name role position left_on left_because",
    schema.partner_theme: "partner position theme",
    schema.action: "number recommendation_number recommendation proposed_action by_whom budget_cost timescale starts"
    " due status theme position lead funding funded_with also_serves idea stops",
    schema.action_indicator: "action position indicator",
    schema.action_support: "action position partner",
    schema.action_progress: "id action noted_at text",
    schema.target: "position indicator area period value source note",
    schema.story_force: f"{WRITTEN} direction depth rank evidence link",
    schema.story_voice: f"{WRITTEN} who where_from said_on",
    schema.story_gap: f"{WRITTEN} kind owner due sent_on next_step became",
    schema.idea: f"{WRITTEN} evidence_level evidence link cost stops leverage feasibility specificity values_fit"
    " dissent action",
    schema.idea_why_none: "indicator area text written_on",
    schema.success: "indicator area text written_on withdrawn",
    schema.contribution: "key indicator partner role brings written_on withdrawn",
    schema.baseline: "id indicator area breakdown frozen_on recorded_at data_to origin_value scenario method"
    " method_version horizon points_used weight se1 degrees agreed_by reason example superseded_by moderated_by",
    schema.baseline_point: "baseline_id period_id value lower80 upper80 lower95 upper95",
    schema.baseline_history: "baseline_id period_id value",
    schema.baseline_release: "baseline_id position release_id",
    schema.baseline_peer: "baseline_id area typical_change forecast",
    schema.release: "id publisher title release address licence published retrieved note sha256",
    schema.load: "id release_id loaded_at format kind withdraws given",
    schema.sheet_column: "id load_id sheet head",
    schema.period: "id start end label",
    schema.series: "id indicator area breakdown",
    schema.observation: "series_id period_id value lower upper numerator denominator marker sheet_column_id row",
    schema.observation_history: "series_id period_id replaced_by happened value lower upper numerator denominator"
    " marker sheet_column_id row",
    schema.coverage: "load_id indicator first last",
    schema.confirmation: "series_id load_id first last",
    schema.disclosure_rule: "indicator threshold zero_shown round_base secondary reason",
    schema.edit: "id made_at kind key field before after",
    schema.publication: "number note sha256",
    schema.hidden_baseline: "indicator area breakdown because",
}
"""Of an edit, these columns of some rows only: see `public_rows`."""

STUBS: Mapping[Table, str] = {
    schema.area: "code kind",
    schema.theme: "key",
    schema.outcome: "key theme",
    schema.indicator: "key standing value_type polarity period_kind years_pooled multiplier decimals",
    schema.action: "number status withdrawn",
}
"""What is kept of something that has left the plan, while something that the public is shown refers to it."""

NEVER_COUNTED = 1
"""In a column `version`, which nobody saves to in a copy."""


def bare(
    table: Table, row: Mapping[str, Any], *, at: datetime, copied: Mapping[Table, str] = COPIED
) -> dict[str, Any]:
    """A row of which only what may be copied is left. `at` stands where a moment is needed."""
    kept = copied[table].split()
    return {
        column.name: row[column.name] if column.name in kept else _blank(column, at) for column in table.c
    }


def _blank(column: Column[Any], at: datetime) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, Text):
        return ""
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Moment):
        return at
    return NEVER_COUNTED if column.name == "version" else 0
