"""Files that a person may hand in with the figures and that hold none: what they are, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.sheet import Row
from oba.model.release import Outcome, Problem


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`area` has `neighbour` as its nearest (rank 1) or one of its next; `closeness` in the publisher's words."""

    area: str
    neighbour: str
    rank: int
    closeness: str = ""


def header_and_rows(
    opened: OpenedFile, *, wanted: Sequence[str], within: int = 10
) -> tuple[list[str], Iterator[Row]] | None:
    """The header that holds all the wanted names, and the rows below it; None where no sheet has it."""
    names = {name.casefold() for name in wanted}
    for sheet in opened.sheets:
        for number, cells in sheet.head(within):
            header = [" ".join(cell.text.split()) for cell in cells]
            if names <= {text.casefold() for text in header}:
                return header, (row for row in sheet.rows() if row[0] > number)
    return None


def refuse_figures(opened: OpenedFile, *, what: str, remedy: str, log: ProblemLog) -> None:
    """Say that the file holds no figures, what it is, and what it is good for."""
    log.add(
        Problem(
            Outcome.FILE, opened.name, f"this is {what}: it holds no figures", "a file of figures", remedy
        )
    )
