"""The plan workbook: themes, outcomes, indicators, areas, partners and actions. It holds no figures."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.release import Source

NAME = "plan workbook"
TIER = 0


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    return "it has sheets named Plan, Themes and Indicators" if opened.is_plan else ""


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    """Refuses: a plan is read by `oba.load.plans.plan_book.read_plan`."""
    raise RefusedFile(
        "this is a plan workbook, it holds no figures", where=opened.name, remedy="Load it as the plan"
    )
