"""Which indicator a table is about, when no column says so: the sidecar, the sheet's name, or a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from oba.load.grids.grid import Grid
from oba.load.grids.grid_periods import split_period
from oba.load.grids.grid_words import is_unit, is_unit_line, plain_title
from oba.load.headers import Role
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.tables import Table
from oba.model.release import Outcome, Problem, Source

NO_TITLES = ("back to ", "coverage", "source", "note", "contents", "return to ")


def find_indicator_of(table: Table, *, reference: Reference, source: Source, log: ProblemLog) -> str | None:
    """The key of the table's indicator, or its title; '' when a column names it; None when nothing says it."""
    if Role.INDICATOR in table.columns.places:
        return ""
    sheet = table.sheet.name
    if (said := source.sheets.get(sheet, source.sheets.get(""))) is not None:
        if found := reference.find_indicator(said):
            return found.key
        log.add(_unknown(said, sheet=sheet, near=reference.nearest_indicator(said)))
        return None
    if _left_out(sheet, source=source, log=log):
        return None
    for text in (sheet, *table.titles):
        if key := _known(plain_title(text), reference=reference, source=source):
            return key
    if title := first_title(table.titles):
        return title
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


def name_columns(
    table: Table, grid: Grid, *, reference: Reference, source: Source, log: ProblemLog
) -> dict[int, str] | None:
    """What each column of a grid measures, by its place; None, and a problem, when nothing says it.

    A column that the plan knows by its headings alone goes by them, any other by the table's title and them.
    """
    paths = {column.path for column in grid.columns}
    if len(paths) == 1 and all(map(is_unit, next(iter(paths)))):
        one = find_indicator_of(table, reference=reference, source=source, log=log)
        return None if one is None else {column.index: one for column in grid.columns}
    sheet = table.sheet.name
    if sheet in source.sheets:
        log.add(_many(sheet, number=len(paths)))
        return None
    if _left_out(sheet, source=source, log=log):
        return None
    title = first_title(table.titles)
    lowest = Counter(path[-1] for path in paths if path)
    names = {}
    for column in grid.columns:
        said = " / ".join(column.path)
        whole = f"{title}: {said}" if title and said else said or title
        last = [column.path[-1]] if column.path and lowest[column.path[-1]] == 1 else []
        known = (_known(text, reference=reference, source=source) for text in (whole, said, *last))
        names[column.index] = next((key for key in known if key), whole)
    return names


def first_title(titles: Iterable[str]) -> str:
    """The first line above a table that says what it is about: no link, unit or period."""
    for text in titles:
        plain = plain_title(text)
        when, rest = split_period(plain)
        said = not plain.casefold().startswith(NO_TITLES) and not is_unit(plain) and not is_unit_line(plain)
        if plain and said and (when is None or rest):
            return plain
    return ""


def check_sheets(names: list[str], *, source: Source, log: ProblemLog) -> None:
    """Refuse a sidecar that names a sheet the file does not have, or that holds no table."""
    for sheet in source.sheets:
        only = not sheet and len(names) == 1
        if sheet not in names and not only:
            log.add(
                Problem(
                    Outcome.FILE,
                    f'[sheets] "{sheet}"' if sheet else "the indicator that was given",
                    "no table was found on a sheet of this name" if sheet else "the file has several tables",
                    "one of " + ", ".join(f"'{name}'" for name in names),
                    "Correct the name in the sidecar"
                    if sheet
                    else "Say in a sidecar, under [sheets], which sheet holds it",
                )
            )


def _known(text: str, *, reference: Reference, source: Source) -> str:
    """The text where a person has answered for it, else the key of the indicator it names; '' for neither."""
    if text in source.indicators:
        return text
    indicator = reference.find_indicator(text) if text else None
    return indicator.key if indicator else ""


def _left_out(sheet: str, *, source: Source, log: ProblemLog) -> bool:
    """Whether a sidecar names other sheets and not this one."""
    if not source.sheets or not sheet:
        return False
    log.count(
        Outcome.NOTE,
        "the sheet is not named under [sheets] in the sidecar and was not read",
        where=f"sheet '{sheet}'",
    )
    return True


def _many(sheet: str, *, number: int) -> Problem:
    return Problem(
        Outcome.FILE,
        f'[sheets] "{sheet}"',
        f"the sheet holds {number} different measures under its headings",
        "a sheet with one indicator",
        "Take it out of [sheets], and say under [indicators] which measure is which indicator",
    )


def _unknown(said: str, *, sheet: str, near: str) -> Problem:
    return Problem(
        Outcome.FILE,
        f'[sheets] "{sheet}"',
        f"found '{said}'",
        "the key of an indicator of the plan",
        f"The nearest is '{near}'" if near else "Add the indicator to the plan workbook, or correct the key",
    )
