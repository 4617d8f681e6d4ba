"""Which indicator a table is about, when no column says so: the sidecar, the sheet's name, or a title."""

from __future__ import annotations

import re

from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.tables import Table
from oba.model.release import Outcome, Problem, Source

TABLE_NUMBER = re.compile(r"^(?:table|figure|chart)\s+[\w.]+\s*[:.\-–]\s*", re.IGNORECASE)


def find_indicator_of(table: Table, *, reference: Reference, source: Source, log: ProblemLog) -> str | None:
    """The key of the table's indicator, '' when a column names it; None, and a problem, when none is found."""
    if Role.INDICATOR in table.columns.places:
        return ""
    sheet = table.sheet.name
    if (said := source.sheets.get(sheet)) is not None:
        if said in reference.indicators:
            return said
        log.add(_unknown(said, sheet=sheet, near=reference.nearest_indicator(said)))
        return None
    if source.sheets and sheet:
        log.count(
            Outcome.NOTE,
            "the sheet is not named under [sheets] in the sidecar and was not read",
            where=f"sheet '{sheet}'",
        )
        return None
    for text in (sheet, *table.titles):
        plain = TABLE_NUMBER.sub("", text.strip())
        if plain and (indicator := reference.find_indicator(plain)):
            return indicator.key
    log.add(
        Problem(
            Outcome.FILE,
            f"sheet '{sheet}'" if sheet else "the table",
            "nothing says which indicator it holds",
            "a column named indicator, or a sheet or title named after an indicator of the plan",
            f'Write [sheets] and below it "{sheet}" = "the indicator\'s key" in the sidecar',
        )
    )
    return None


def check_sheets(names: list[str], *, source: Source, log: ProblemLog) -> None:
    """Refuse a sidecar that names a sheet the file does not have, or that holds no table."""
    for sheet in source.sheets:
        if sheet not in names:
            log.add(
                Problem(
                    Outcome.FILE,
                    f'[sheets] "{sheet}"',
                    "no table was found on a sheet of this name",
                    "one of " + ", ".join(f"'{name}'" for name in names),
                    "Correct the name in the sidecar",
                )
            )


def _unknown(said: str, *, sheet: str, near: str) -> Problem:
    return Problem(
        Outcome.FILE,
        f'[sheets] "{sheet}"',
        f"found '{said}'",
        "the key of an indicator of the plan",
        f"The nearest is '{near}'" if near else "Add the indicator to the plan workbook, or correct the key",
    )
