"""Statistical neighbours: the workbook of the Local Authority Interactive Tool, or the CSV of the ONS; no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from oba.load.chunk import Chunk
from oba.load.grids.grid_cells import at
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.not_figures import Neighbour, header_and_rows, refuse_figures
from oba.load.publishers.publisher_columns import OPEN_GOVERNMENT
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.sheet import Row
from oba.model.area import GSS_CODE
from oba.model.period import MONTHS
from oba.model.release import Source

NAME = "statistical neighbours"
TIER = Tier.PUBLISHER
LAIT = ("LA num", "SN1", "SNP", "SN10")
ONS = ("AREACD", "1", "2", "3", "10")
RANKED = re.compile(r"^SN(?P<rank>[0-9]{1,2})$", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,9}")
PLACE = re.compile(r"[0-9]{1,3}")
OLD = re.compile(r"old SNs", re.IGNORECASE)
SPELT = "|".join(f"{one[:3]}(?:{one[3:]})?" for one in MONTHS) + "|sept"
IN_WORDS = re.compile(rf"(?<![a-z])(?P<month>{SPELT})[ _.-]*(?P<year>20[0-9]{{2}})(?![0-9])", re.IGNORECASE)
IN_FIGURES = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})[ _.-](?P<month>0[1-9]|1[0-2])(?![0-9])")
TITLES_WITHIN = 10


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if header_and_rows(opened, wanted=LAIT) is not None:
        return "its columns SN1, SNP to SN10 name the statistical neighbours of each authority"
    if header_and_rows(opened, wanted=ONS, within=1) is not None:
        return "its columns 1 to 20 name the neighbours of each area"
    return ""


def describe(opened: OpenedFile) -> Source:
    """The title is the name of the set, and says its month: without one in the file there is none."""
    lait = header_and_rows(opened, wanted=LAIT) is not None
    month = find_month(opened)
    said = f"{month:%B %Y}" if month else ""
    called = "Statistical neighbours" if lait else "Statistical nearest neighbours"
    return Source(
        "Department for Education" if lait else "Office for National Statistics",
        f"{called}, {said}" if said else "",
        release=said,
        licence=OPEN_GOVERNMENT,
    )


def find_month(opened: OpenedFile) -> date | None:
    """The first day of the month of which the set is: by the file's name, else its sheets' names and titles."""
    texts = [opened.name, *(sheet.name for sheet in opened.sheets)]
    texts += [
        cell.text
        for sheet in opened.sheets
        for _, row in sheet.head(TITLES_WITHIN)
        for cell in row[:TITLES_WITHIN]
    ]
    for text in texts:
        if (found := read_month(text)) is not None:
            return found
    return None


def read_month(text: str) -> date | None:
    """`sn_may_2025`, `May 2025`, `2025-05`; None for a text that names no month."""
    if found := IN_WORDS.search(text):
        short = [one[:3] for one in MONTHS]
        return date(int(found["year"]), short.index(found["month"][:3].capitalize()) + 1, 1)
    if found := IN_FIGURES.search(text):
        return date(int(found["year"]), int(found["month"]), 1)
    return None


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    refuse_figures(
        opened,
        what="a list of statistical neighbours",
        remedy="Write the neighbours that you compare with on the plan workbook's sheet of comparators",
        log=log,
    )
    return iter(())


def read_neighbours(opened: OpenedFile) -> list[Neighbour]:
    """Each authority's neighbours in order, by DfE number or by GSS code as the file has them.

    Authorities that no longer exist stand under a line of their own in the workbook, and are left out.
    """
    if (lait := header_and_rows(opened, wanted=LAIT)) is not None:
        return list(_of_lait(*lait))
    if (ons := header_and_rows(opened, wanted=ONS, within=1)) is not None:
        return list(_of_ons(*ons))
    raise RefusedFile("this is no list of statistical neighbours", where=opened.name)


def _of_lait(header: list[str], rows: Iterator[Row]) -> Iterator[Neighbour]:
    ranked = {int(found["rank"]): index for index, text in enumerate(header) if (found := RANKED.match(text))}
    for _, cells in rows:
        if any(OLD.search(cell.text) for cell in cells):
            return
        area = at(cells, 0).text.strip()
        for rank, index in sorted(ranked.items()):
            neighbour = at(cells, index).text.strip()
            if NUMBER.fullmatch(area) and NUMBER.fullmatch(neighbour):
                closeness = " ".join(at(cells, index + 1).text.split())
                yield Neighbour(area, neighbour, rank, closeness.capitalize())


def _of_ons(header: list[str], rows: Iterator[Row]) -> Iterator[Neighbour]:
    for _, cells in rows:
        area = at(cells, 0).text.strip()
        for index, text in enumerate(header[1:], start=1):
            neighbour = at(cells, index).text.strip()
            if PLACE.fullmatch(text) and GSS_CODE.fullmatch(neighbour) and GSS_CODE.fullmatch(area):
                yield Neighbour(area, neighbour, int(text))
