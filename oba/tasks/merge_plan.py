"""Hold a plan workbook against the plan, sheet by sheet: what it changes, what was changed here, what is asked.

Three states are held against each other: what the workbook was downloaded with, what it says now, and what stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oba.load.plans.plan_mark import PlanMark
from oba.load.plans.record import Record
from oba.model.merging import merge
from oba.model.plan_table import (
    FIELDS_SHEET,
    KEYS,
    TITLES,
    TOGETHER,
    Content,
    Key,
    PlanTable,
    say_key,
    text_of,
)
from oba.model.release import Answer, Outcome, Problem, Question, QuestionKind, RecordChange

PAGE, WORKBOOK = "page", "workbook"
ROW = "the row"
WHY = "Somebody has changed it since the workbook was downloaded"
REMEDY = "Choose which of the two is to stand"
Cells = Mapping[str, Content]


@dataclass(slots=True)
class MergedPlan:
    """`tables` are the sheets as they would stand, each row in the workbook's order where that was changed.

    `kept` is what was changed here since the download and stays, `absent` are sheets that the workbook has no more.
    """

    tables: dict[str, PlanTable] = field(default_factory=dict)
    kept: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def merge_plan_sheets(
    mark: PlanMark,
    *,
    mine: Mapping[str, PlanTable],
    rows: Mapping[str, Sequence[Record]],
    theirs: Mapping[str, PlanTable],
    answers: Iterable[Answer],
    settled: Collection[str] = (),
) -> MergedPlan:
    """`mine` are the workbook's sheets, and `rows` where their rows stand; `theirs` the plan's as it is here.
    `settled` are sheets of `mine` that are as they are to stand.
    """
    said = {one.subject: one.answer for one in answers if one.kind is QuestionKind.PLAN}
    made = MergedPlan()
    for name, stands in theirs.items():
        if name in settled:
            made.tables[name] = mine[name]
            continue
        if name not in rows:
            made.tables[name] = stands
            if stands.rows:
                made.absent.append(name)
            continue
        own = trim(name, mine[name], rows[name])
        base = mark.sheets.get(name, PlanTable(stands.heads))
        made.tables[name] = _Sheet(
            name, base, own, stands, place_rows(name, own, rows[name]), said, made
        ).merge()
    return made


def trim(name: str, table: PlanTable, rows: Sequence[Record]) -> PlanTable:
    """The rows of a sheet with those cells alone that it has columns for; of the first sheet, the fields it names."""
    if name == FIELDS_SHEET:
        named = {" ".join(row.text("Field").split()).casefold() for row in rows}
        return PlanTable(
            table.heads, {key: one for key, one in table.rows.items() if key[0].casefold() in named}
        )
    columns = set().union(*(row.columns for row in rows)) if rows else set()
    heads = tuple(head for head in table.heads if head.casefold() in columns)
    return PlanTable(
        heads, {key: {head: one[head] for head in heads if head in one} for key, one in table.rows.items()}
    )


def place_rows(name: str, table: PlanTable, rows: Sequence[Record]) -> dict[Key, Record]:
    """Where each row of a table stands in the workbook; both have them in one order."""
    if name == FIELDS_SHEET:
        found = {" ".join(row.text("Field").split()).casefold(): row for row in rows}
        return {key: found[key[0].casefold()] for key in table.rows if key[0].casefold() in found}
    return dict(zip(table.rows, rows, strict=True))


@dataclass(slots=True)
class _Sheet:
    name: str
    base: PlanTable
    mine: PlanTable
    theirs: PlanTable
    places: Mapping[Key, Record]
    answers: Mapping[str, str]
    into: MergedPlan

    def merge(self) -> PlanTable:
        kept = {key: cells for key in self._order() if (cells := self._settle(key)) is not None}
        return PlanTable(self.theirs.heads, kept)

    def _order(self) -> list[Key]:
        """Theirs with what is new in the workbook after what it follows there; the workbook's where that was sorted."""
        both = [key for key in self.mine.rows if key in self.base.rows]
        sorted_here = both != [key for key in self.base.rows if key in self.mine.rows]
        first, second = (self.mine, self.theirs) if sorted_here else (self.theirs, self.mine)
        order = list(first.rows)
        before: Key | None = None
        for key in second.rows:
            if key not in first.rows:
                order.insert(order.index(before) + 1 if before is not None else 0, key)
            before = key
        return order

    def _settle(self, key: Key) -> Cells | None:
        """The cells of a row as they are to stand; None where it is to go."""
        mine, theirs = self.mine.rows.get(key), self.theirs.rows.get(key)
        if mine is None and theirs is not None:
            return self._missing_from_the_workbook(key, theirs)
        if theirs is None and mine is not None:
            return self._missing_here(key, mine)
        return self._cell_by_cell(key, mine or {}, theirs or {})

    def _missing_from_the_workbook(self, key: Key, theirs: Cells) -> Cells | None:
        if self.name == FIELDS_SHEET:
            return theirs
        if key not in self.base.rows:
            self._keep("kept", key, ROW, was="not there", becomes="added here")
            return theirs
        if self.base.texts(key) == self.theirs.texts(key):
            return None
        gone = self._ask(
            key, ROW, theirs="it stands, and was changed since", mine="its row is deleted", cell=self.name
        )
        return None if gone else theirs

    def _missing_here(self, key: Key, mine: Cells) -> Cells | None:
        if key not in self.base.rows:
            return mine
        texts, base = self.mine.texts(key), self.base.texts(key)
        if all(base.get(head, "") == text for head, text in texts.items()):
            self._keep("kept", key, ROW, was="there", becomes="taken out here")
            return None
        cell = self.places[key].where(KEYS[self.name][0])
        back = self._ask(key, ROW, theirs="it was taken out", mine="it is changed", cell=cell)
        return mine if back else None

    def _cell_by_cell(self, key: Key, mine: Cells, theirs: Cells) -> Cells:
        ours, stands = self.mine.texts(key), self.theirs.texts(key)
        base = dict.fromkeys(ours, "") | dict.fromkeys(stands, "")
        base |= self.base.texts(key) if key in self.base.rows else {}
        merged = merge(base=base, mine=ours, theirs=stands, together=TOGETHER.get(self.name, ()))
        taken = {head: mine[head] for head in merged.mine}
        for head, (here, there) in merged.conflicts.items():
            if self._ask(key, head, theirs=here, mine=there, cell=self.places[key].where(head)):
                taken[head] = mine[head]
        for head in merged.theirs:
            if head in ours and ours[head] != stands[head]:
                self._keep("kept", key, head, was=ours[head], becomes=stands[head])
        return {**theirs, **taken}

    def _keep(self, kind: str, key: Key, what: str, *, was: str, becomes: str) -> None:
        self.into.kept.append(
            RecordChange(kind, say_key(key), self._title(key), what, was, becomes, sheet=self.name)
        )

    def _title(self, key: Key) -> str:
        cells = self.theirs.rows.get(key) or self.mine.rows.get(key) or {}
        return text_of(cells.get(TITLES.get(self.name, "")))

    def _ask(self, key: Key, what: str, *, theirs: str, mine: str, cell: str) -> bool:
        """Whether the workbook's is to be taken, as was answered; while nothing is, what stands does."""
        digest = hashlib.sha256(repr((key, what, theirs, mine)).encode()).hexdigest()[:8]
        subject = f"{self.name}, {say_key(key)}, {what}, {digest}"
        answer = self.answers.get(subject, "")
        if answer in (PAGE, WORKBOOK):
            if answer == PAGE:
                self._keep("kept", key, what, was=mine, becomes=theirs)
            return answer == WORKBOOK
        title = self._title(key)
        aside = f" ('{title}')" if title and title != say_key(key) else ""
        named = f"{self.name}: {say_key(key)}{aside}"
        found = f"{named} was changed on both sides ({what}): here '{theirs}'; in the workbook '{mine}'"
        choices = {
            PAGE: f"Keep what stands here: {theirs or 'nothing'}",
            WORKBOOK: f"Take the workbook's: {mine or 'nothing'}",
        }
        question = Question(QuestionKind.PLAN, subject, choices)
        self.into.problems.append(
            Problem(Outcome.ASK, cell, found, remedy=REMEDY, question=question, why=WHY)
        )
        return False
