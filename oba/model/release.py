"""Where figures come from: a release as its publisher put it out, and our loads of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from oba.model.measure import FoundMeasure

LEAVE_OUT, ADD, YES = "leave out", "add", "yes"
"""Answers that are neither a key nor a code."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a sidecar says of one file: who published it, what it is, where, under which licence.

    `sheets` maps a sheet name (or '' for the only table) to the key of the indicator it holds, for layouts
    that do not name the indicator in a column. What a person has decided about reading it: `indicators` maps
    a publisher's name for an indicator to its key, `symbols` a publisher's own sign to the marker it stands
    for, `areas` another name of an area to its code, `periods` a text that could be two periods to the one
    that is meant, `accepted` names cells that were asked about and are right, and `leave_out_other_areas`
    passes over areas that the plan does not have (None: as is usual for the layout). An indicator, an area or
    a period may be answered with LEAVE_OUT, an indicator with ADD.
    """

    publisher: str
    title: str
    release: str = ""
    address: str = ""
    licence: str = ""
    published: date | None = None
    retrieved: date | None = None
    note: str = ""
    sheets: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    areas: dict[str, str] = field(default_factory=dict)
    periods: dict[str, str] = field(default_factory=dict)
    leave_out_other_areas: bool | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One file in the store, known by its SHA-256, and the load that brought it in."""

    id: int
    source: Source
    file_name: str
    sha256: str
    format: str
    loaded_at: datetime
    loaded_by: str


class Outcome(StrEnum):
    """What happens to an input: the six outcomes of loading."""

    FIX = "fixed"
    MARK = "marked"
    ASK = "asked"
    CELL = "refused cell"
    FILE = "refused file"
    NOTE = "note"


class QuestionKind(StrEnum):
    """What a person can decide about a file. `accept` says that a cell is right as it stands, `action` which of two
    changes to one action is to stand, `plan` which of two changes to one cell of the plan: these are about this file
    alone, and are not remembered.
    """

    INDICATOR = "indicator"
    AREA = "area"
    SYMBOL = "symbol"
    PERIOD = "period"
    ACCEPT = "accept"
    PUBLISHER = "publisher"
    TITLE = "title"
    ACTION = "action"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Question:
    """One choice that waits for a person. `choices` maps each answer to its words; empty: any text will do."""

    kind: QuestionKind
    subject: str
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about a source, remembered for its later releases."""

    kind: QuestionKind
    subject: str
    answer: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell the officer: where it stands, what was found, what was expected, what to do.

    What is asked carries its question; the same question may stand at many cells. `why` says why it matters.
    """

    outcome: Outcome
    where: str
    found: str
    expected: str = ""
    remedy: str = ""
    question: Question | None = None
    why: str = ""

    @property
    def stops(self) -> bool:
        """Nothing is written while one of these stands."""
        return self.outcome in (Outcome.CELL, Outcome.FILE, Outcome.ASK)


class ChangeKind(StrEnum):
    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """What a load would do, or did, to one observation."""

    kind: ChangeKind
    indicator: str
    area: str
    period: int
    old: str
    new: str
    cell: str = ""
    breakdown: str = ""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a workbook would do, or did, to one field of one record, such as an action: `kind` is added, changed,
    withdrawn, removed, moved, noted, or kept, for what was changed here since the workbook was downloaded and stays.
    `sheet` is that of a plan workbook; '' for an action.
    """

    kind: str
    key: str
    name: str
    field: str
    was: str = ""
    becomes: str = ""
    cell: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a file is and what loading it would change, or changed. `written` tells which.

    `measures` are what the file is about, known to the plan or new. `accounted` says what became of every value
    cell that was met: kept, given twice, of another area, of a new indicator, refused. `names` are the titles of
    indicators and the names of areas that the changes speak of, by key and code. `digest` is that of all that would
    be written and of what it would replace, '' where nothing was compared.
    """

    file_name: str
    sha256: str
    format: str
    why: str
    sheets: tuple[str, ...] = ()
    rows: int = 0
    observations: int = 0
    periods: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    counts: dict[ChangeKind, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    written: bool = False
    digest: str = field(default="", compare=False)
    already_loaded: bool = False
    source: Source | None = None
    measures: tuple[FoundMeasure, ...] = ()
    accounted: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    records: tuple[RecordChange, ...] = ()

    @property
    def refused(self) -> bool:
        return any(problem.stops for problem in self.problems)
