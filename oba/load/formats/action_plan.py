"""An action plan in its own columns: proposed action, by whom, budget cost, timescale. It holds no figures."""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.plans.action_sheet import find_action_sheet
from oba.load.problem_log import ProblemLog
from oba.load.publishers.not_figures import refuse_figures
from oba.load.reference import Reference
from oba.model.release import Source

NAME = "action plan"
TIER = 0


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    if find_action_sheet(opened) is None:
        return ""
    return "it has the columns of an action plan: Proposed action, By whom, Budget cost and Timescale"


def describe(opened: OpenedFile) -> Source:
    """It is the Trust's own, so nobody is asked who published it."""
    return Source(publisher="The Trust", title="Action plan")


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    refuse_figures(opened, what="an action plan", remedy="Load it on the page Load, as actions", log=log)
    return iter(())
