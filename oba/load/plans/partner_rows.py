"""A row of the sheet Partners of the plan workbook."""

from __future__ import annotations

from collections.abc import Collection

from oba.load.plans.plan_rows import read_title
from oba.load.plans.record import Record
from oba.model.partner import from_texts
from oba.model.partner_row import PartnerRow
from oba.model.plan import Partner

HEADS = {
    "name": "Partner",
    "role": "Role",
    "themes": "Themes",
    "left_on": "Left on",
    "left_because": "Left because",
}
"""What the sheet calls each field."""


def read_partner_row(row: Record, *, themes: Collection[str]) -> PartnerRow:
    """The fields that the sheet has columns for, with their cells."""
    key, name = row.required("Key"), read_title(row, column="Partner")
    left = row.day(HEADS["left_on"])
    texts = {
        "name": name,
        "role": row.text("Role"),
        "themes": ";".join(row.keys("Themes", known=themes, of="a theme")),
        "left_on": left.isoformat() if left else "",
        "left_because": row.text(HEADS["left_because"]),
    }
    if texts["left_because"] and not left:
        row.refuse(
            HEADS["left_on"],
            found="found nothing, though a reason is given",
            expected="the day on which the partner left",
            remedy="Write the day, or delete the reason",
        )
    there = [one for one, head in HEADS.items() if head.casefold() in row.columns]
    return PartnerRow(
        key=key,
        where=row.where("Key"),
        texts={one: texts[one] for one in there},
        cells={one: row.where(HEADS[one]) for one in there},
    )


def partner_of(row: PartnerRow) -> Partner:
    """The partner as the row alone says it."""
    return from_texts(Partner(row.key, ""), row.texts)
