"""The CSV that the Fingertips pages save: `AreaName` in one word, counts with thousands commas."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.publishers.fingertips_rows import NEEDED, describe_rows, read_rows
from oba.load.recognise import Tier
from oba.load.reference import Reference
from oba.load.text_columns import at_top, places_of
from oba.model.release import Source

NAME = "Fingertips page download"
TIER = Tier.PUBLISHER


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if opened.text is None or not {*NEEDED, "areaname"} <= set(places_of(at_top(opened.text))):
        return ""
    return "its columns are those of a Fingertips page: Indicator ID, AreaName, Sex, Age, Time period, Value"


def describe(opened: OpenedFile) -> Source:
    assert opened.text is not None
    return describe_rows(at_top(opened.text))


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Nothing is read while rows are longer or shorter than the header: their cells may be shifted."""
    if opened.text is not None and not log.stops:
        yield from read_rows(at_top(opened.text), reference=reference, source=source, log=log)
