"""Read a file of many areas without a store: every indicator it holds, as tables of areas by periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from oba.analysis.area_table import AreaTable
from oba.errors import ObaError
from oba.load.containers.parser import Parser
from oba.load.file import open_file, read_opened
from oba.load.formats import lait_dictionary
from oba.load.gazetteer import Gazetteer, read_gazetteer
from oba.load.limits import COMMAND_LINE
from oba.load.opened import OpenedFile
from oba.load.publishers.publisher_columns import survey
from oba.load.reading import Reading
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.load.text_columns import at_top, places_of
from oba.model.indicator import Indicator, Polarity
from oba.model.measure import Measure
from oba.model.release import Outcome, QuestionKind
from oba.tasks.gather_tables import Gathering

Progress = Callable[[str, int], None]
POLARITIES = {"high": Polarity.HIGH_IS_GOOD, "low": Polarity.LOW_IS_GOOD}


@dataclass(frozen=True, slots=True)
class National:
    """What was read. `cells` counts the value cells of the file, `left_out` those that were not used by their reason.

    `doubted` counts what was used although loading would ask about it. `regions` gives the code of the region
    of an authority where the file says it.
    """

    name: str
    format: str
    cells: int
    tables: tuple[AreaTable, ...]
    regions: dict[str, str]
    left_out: Counter[str]
    doubted: Counter[str]

    @property
    def series(self) -> int:
        """How many series hold a figure."""
        return sum(int(np.isfinite(one.values).any(axis=1).sum()) for one in self.tables)


def read_national(
    path: Path,
    *,
    dictionary: Path | None = None,
    possible_only: bool = True,
    progress: Progress | None = None,
) -> National:
    """Read every indicator of the file, whichever of the layouts that can be loaded it is in.

    `dictionary` is the LAIT data dictionary: it gives units and which way is good. Without `possible_only` figures
    outside what their unit allows are kept. RefusedFile for a file that is not known or holds no figures.
    """
    for one in (path, dictionary):
        if one is not None and not one.is_file():
            raise RefusedFile("there is no such file", where=one.name, remedy="Give the path of a file")
    notes = read_notes(dictionary) if dictionary else {}
    places = read_gazetteer()
    areas = [one.as_area() for one in places.areas.values() if not one.successor]
    with Parser() as parser:
        opened = open_file(path, limits=COMMAND_LINE, parser=parser)
        met = read_opened(
            opened, reference=Reference(indicators=(), areas=areas, notes=notes), settle=lambda one: one
        )
        for _ in met.frames():
            pass
        found = [_judge(one.indicator, one.measure, notes) for one in met.measures]
        if not found:
            raise _no_figures(met)
        reference = Reference(indicators=found, areas=areas, notes=notes, proposed=[one.key for one in found])
        reading = read_opened(opened, reference=reference, settle=lambda one: one)
        gathered = Gathering({one.key: one for one in found}, reference.areas)
        for frame in reading.frames():
            gathered.add(frame)
            if progress:
                progress(opened.name, reading.rows)
        regions = _read_regions(opened, places=places)
    if not gathered.parts:
        raise _no_figures(reading)
    left_out = _count_unread(reading)
    tables = tuple(gathered.tables(left_out, possible_only=possible_only))
    return National(
        opened.name, reading.format, reading.rows, tables, regions, left_out, _count_doubted(reading)
    )


def read_notes(path: Path) -> dict[str, Measure]:
    """What a LAIT data dictionary says of each measure, by its code. RefusedFile for another file."""
    return lait_dictionary.read_dictionary(open_file(path, limits=COMMAND_LINE))


def _judge(indicator: Indicator, measure: Measure, notes: dict[str, Measure]) -> Indicator:
    """With the polarity that the dictionary states, which a Trust would be asked to set."""
    note = notes.get(measure.code)
    polarity = POLARITIES.get(note.polarity_said.casefold()) if note else None
    return replace(indicator, polarity=polarity) if polarity else indicator


def _no_figures(reading: Reading) -> ObaError:
    first = next((one for one in reading.problems if one.stops), None)
    places = [first.where] if first and first.where != reading.opened.name else []
    said = ": ".join(["", *places, first.found]) if first else ""
    return RefusedFile(
        f"it holds no figures that can be read{said}",
        where=reading.opened.name,
        expected="a table of figures by indicator, area and period, such as the LAIT long table",
        remedy=f"`python -m oba load {reading.opened.name} --dry-run` says what is wrong with each cell",
    )


def _read_regions(opened: OpenedFile, *, places: Gazetteer) -> dict[str, str]:
    """Each authority's region by their codes, where the table has a column of each."""
    if opened.text is None:
        return {}
    text = at_top(opened.text)
    columns = places_of(text)
    if not {"la number", "region"} <= set(columns):
        return {}
    found = {}
    for number, name in survey(text, columns=[columns["la number"], columns["region"]]):
        area, region = places.find(number.removesuffix(".0")), places.find(name)
        if area and region:
            found[area.code] = region.code
    return found


def _count_unread(reading: Reading) -> Counter[str]:
    """The cells that were not read, by reason: what stops a load does not stop this."""
    counts = Counter[str]()
    account = reading.accounted
    kinds = reading.log.kinds.items()
    signs = sum(
        kind.met
        for (outcome, expected, _), kind in kinds
        if outcome is Outcome.ASK and expected.startswith("a number or a marker")
    )
    refused = account["refused"]
    counts["signs in place of a number that a person would have to decide about"] = min(signs, refused)
    counts["cells refused for another reason"] = max(refused - signs, 0)
    counts["figures given twice"] = account["twice"]
    counts["figures of areas that are not known"] = account["other_area"]
    counts["figures of indicators left out"] = account["left_out"] + account["new_indicator"]
    return +counts


def _count_doubted(reading: Reading) -> Counter[str]:
    """What loading would ask a person about, by what it expects."""
    asked = {QuestionKind.ACCEPT, QuestionKind.AREA}
    kinds = {one.expected for one in reading.problems if one.question and one.question.kind in asked}
    counts = Counter[str]()
    for (outcome, _, _), kind in reading.log.kinds.items():
        if outcome is Outcome.ASK and kind.expected in kinds:
            counts[kind.expected] += kind.met
    return counts
