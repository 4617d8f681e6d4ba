"""Which format a file is in: exactly one of those there are, or a plain sentence saying what was looked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import IntEnum
from typing import Protocol, cast

from oba.load import formats
from oba.load.chunk import Chunk
from oba.load.headers import Columns, Role, find_columns
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.sheet import Sheet
from oba.load.tables import HEADER_WITHIN
from oba.model.period_text import looks_like_period
from oba.model.release import Source

LAYOUTS = (
    "a plan workbook; a partner's return; a publisher's file as it comes; a layout that was described once; a tidy"
    " table (columns for area, period and value, one row a figure); a wide table (one row an area, periods across);"
    " either of these under a title, with notes below"
)
MOST_HEADINGS = 500
"""How many cells of a row are looked at for what came near to a heading."""


class Tier(IntEnum):
    """Who is asked first: a layout that is known by its publisher's own headers is never taken for a general one."""

    OURS = 0
    PUBLISHER = 1
    RECIPE = 2
    GENERAL = 3


class Format(Protocol):
    """What every module under `formats` offers.

    `TIER` is GENERAL where a module does not say. `describe` proposes the source, as far as the file tells
    it, for a file without a sidecar; a module without it proposes none.
    """

    NAME: str

    def matches(self, opened: OpenedFile) -> str: ...

    def read(
        self, opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog
    ) -> Iterator[Chunk]: ...


def list_formats() -> list[Format]:
    """Every module of the formats package, by name: a new file there is a new format."""
    names = sorted(found.name for found in pkgutil.iter_modules(formats.__path__))
    return [cast(Format, importlib.import_module(f"{formats.__name__}.{name}")) for name in names]


def tier_of(module: Format) -> Tier:
    return Tier(getattr(module, "TIER", Tier.GENERAL))


def propose_source(module: Format, opened: OpenedFile) -> Source:
    """What the file itself says of its source; without publisher and title where it says nothing."""
    describe = getattr(module, "describe", None)
    return cast(Source, describe(opened)) if describe else Source(publisher="", title="")


def recognise(opened: OpenedFile) -> tuple[Format, str]:
    """The one format that matches, and why. RefusedFile when none does, or more than one of a tier."""
    every = list_formats()
    for tier in Tier:
        matching = [(one, why) for one in every if tier_of(one) is tier and (why := one.matches(opened))]
        if len(matching) == 1:
            return matching[0]
        if matching:
            names = " and ".join(one.NAME for one, _ in matching)
            raise RefusedFile(
                f"the layout could be {names}",
                where=opened.name,
                expected="one layout",
                remedy="Say how it is to be read on the Load page",
            )
    raise RefusedFile(
        f"the layout was not recognised: {_nearest_miss(opened)}",
        where=opened.name,
        expected=LAYOUTS,
        remedy="Describe it once, on the page Map or with `python -m oba map FILE`, or copy the figures into"
        " one of these layouts",
    )


def _nearest_miss(opened: OpenedFile) -> str:
    """What came nearest to a table, for the officer to mend."""
    for sheet in opened.sheets:
        if said := _miss_on(sheet):
            return said
    return f"no header row was found in the first {HEADER_WITHIN} rows"


def _miss_on(sheet: Sheet) -> str:
    sheet_name = f" of sheet '{sheet.name}'" if sheet.name else ""
    for number, row in sheet.head(HEADER_WITHIN):
        cells = row[:MOST_HEADINGS]
        columns = find_columns([cell.text for cell in cells])
        periods = [cell for cell in cells if looks_like_period(cell.value)]
        if len(periods) > 1 and not columns.has_area:
            return f"row {number}{sheet_name} has periods across but no column headed area beside them"
        if len(columns.places) > 1:
            found = ", ".join(columns.places)
            return f"row {number}{sheet_name} has columns for {found}, but none for {_missing(columns)}"
    return ""


def _missing(columns: Columns) -> str:
    missing = [] if columns.has_area else ["area"]
    missing += [role.value for role in (Role.PERIOD, Role.VALUE) if role not in columns.places]
    return " or ".join(f"the {name}" for name in missing)
