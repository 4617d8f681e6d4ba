"""The first sheet of a plan workbook: what the plan says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from oba.model.plan import Plan
from oba.tasks.book_writing import Content

FIELDS = (
    "Title",
    "Trust",
    "Area (GSS code)",
    "Years",
    "Statement",
    "Example",
    "Word for outcome",
    "Word for indicator",
)


def rows_of_front(plan: Plan) -> Sequence[Sequence[Content]]:
    said = (
        plan.title,
        plan.trust,
        plan.area,
        plan.years,
        plan.statement,
        "yes" if plan.example else "no",
        plan.labels.get("outcome", ""),
        plan.labels.get("indicator", ""),
    )
    return list(zip(FIELDS, said, strict=True))
