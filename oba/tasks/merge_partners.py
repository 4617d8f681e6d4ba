"""Hold the partners of a plan workbook against those that stand: what was changed here meanwhile is not undone.

A workbook that carries what it was downloaded with is merged sheet by sheet before this, and its partners come as they
are to stand. Of any other workbook, what a workbook last said of a partner is what both sides began from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from oba.load.plans.partner_rows import HEADS
from oba.model.merging import merge
from oba.model.partner import FIELDS, TOGETHER, SavedPartner, from_texts, to_texts
from oba.model.partner_row import PartnerRow
from oba.model.plan import Partner, PlanBook
from oba.model.release import Answer, Outcome, Problem, Question, QuestionKind, RecordChange
from oba.store.partners import Said, read_saved
from oba.tasks.hold_plan import HeldPlan

PAGE, WORKBOOK = "page", "workbook"
SHEET, ROW = "Partners", "the row"
WHY = "Somebody has changed it since the workbook was made"
REMEDY = "Choose which of the two is to stand; what was written on the page stays in its history"


@dataclass(slots=True)
class MergedPartners:
    """`partners` are those that are to stand, in the workbook's order; `said` is what the workbook says of each, by
    key, where it is one that says so. `kept` was changed here and stays, `problems` ask what both sides changed.
    """

    partners: list[Partner] = field(default_factory=list)
    said: dict[str, Mapping[str, str]] = field(default_factory=dict)
    kept: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def hold_partners(
    connection: Any, book: PlanBook, held: HeldPlan, *, answers: Sequence[Answer]
) -> tuple[PlanBook, HeldPlan, Said]:
    """The book with its partners as they are to stand, all that is told of what was held, and what is said of each."""
    made = merge_partners(connection, book, answers=answers, marked=held.marked)
    told = replace(held, kept=(*held.kept, *made.kept), problems=(*held.problems, *made.problems))
    return replace(book, partners=tuple(made.partners)), told, made.said


def merge_partners(
    connection: Any, book: PlanBook, *, answers: Sequence[Answer], marked: bool = False
) -> MergedPartners:
    """A partner whose row has left the workbook leaves the plan; one that was written here and never was in it stays.

    `marked`: the book has been merged with what stands already.
    """
    saved = {one.partner.key: one for one in read_saved(connection)}
    if marked:
        return _take_merged(book, saved)
    said = {one.subject: one.answer for one in answers if one.kind is QuestionKind.PLAN}
    merging = _Merging(saved, {one.key for one in book.themes}, said)
    rows = book.partner_rows or tuple(PartnerRow(one.key, "", to_texts(one)) for one in book.partners)
    for row in rows:
        merging.take(row)
    merging.keep_own({row.key for row in rows})
    return merging.made


def _take_merged(book: PlanBook, saved: Mapping[str, SavedPartner]) -> MergedPartners:
    """What the workbook changed it has said; what it had from here it says no more than it did before."""
    said: dict[str, Mapping[str, str]] = {}
    for one in book.partners:
        texts, was = to_texts(one), saved.get(one.key)
        if was is None:
            said[one.key] = texts
            continue
        stands = to_texts(was.partner)
        if was.in_workbook is not None:
            said[one.key] = {
                **was.in_workbook,
                **{name: texts[name] for name in FIELDS if texts[name] != stands[name]},
            }
    return MergedPartners(list(book.partners), said)


@dataclass(slots=True)
class _Merging:
    saved: Mapping[str, SavedPartner]
    themes: set[str]
    answers: Mapping[str, str]
    made: MergedPartners = field(default_factory=MergedPartners)

    def take(self, row: PartnerRow) -> None:
        """One row of the workbook: a new partner, or one that is merged with what stands."""
        blank = dict.fromkeys(FIELDS, "")
        saved = self.saved.get(row.key)
        if saved is None:
            self.made.partners.append(from_texts(Partner(row.key, ""), row.texts))
            self.made.said[row.key] = blank | dict(row.texts)
            return
        stands, base = to_texts(saved.partner), dict(saved.in_workbook or blank)
        merged = merge(base=base, mine=row.texts, theirs=stands, together=TOGETHER)
        texts = dict(merged.texts)
        for name, (theirs, mine) in merged.conflicts.items():
            if self._choose(saved.partner, name, theirs, mine, cell=row.cells.get(name, row.where)):
                texts[name] = mine
        for name in merged.theirs:
            if name in row.texts and row.texts[name] != stands[name]:
                self._keep(saved.partner, HEADS[name], was=row.texts[name], becomes=stands[name])
        self.made.partners.append(self._fit(from_texts(saved.partner, texts)))
        self.made.said[row.key] = base | dict(row.texts)

    def keep_own(self, named: set[str]) -> None:
        """Partners without a row: those that no workbook ever named stay, and those that have left."""
        for key, saved in self.saved.items():
            one, words = saved.partner, saved.in_workbook
            if key in named:
                continue
            if words is None:
                self._keep(one, ROW, was="not there", becomes="added here")
                self.made.partners.append(self._fit(one))
            elif not one.takes_part or (
                to_texts(one) != words
                and not self._choose(
                    one, ROW, "it stands, and was changed since", "its row is not there", cell=SHEET
                )
            ):
                self.made.partners.append(self._fit(one))

    def _fit(self, one: Partner) -> Partner:
        """Without the themes that the workbook takes out of the plan."""
        return replace(one, themes=tuple(key for key in one.themes if key in self.themes))

    def _choose(self, one: Partner, name: str, theirs: str, mine: str, *, cell: str) -> bool:
        """Whether the workbook's is to be taken, as was answered; while nothing is, what stands does."""
        what = HEADS.get(name, name)
        subject = f"{SHEET}, {one.key}, {what}, {self.saved[one.key].version}"
        answer = self.answers.get(subject, "")
        if answer == PAGE:
            self._keep(one, what, was=mine, becomes=theirs)
        elif answer != WORKBOOK:
            found = (
                f"{SHEET}: {one.key} ('{one.name}') was changed on both sides ({what}): "
                f"here '{theirs}'; in the workbook '{mine}'"
            )
            choices = {
                PAGE: f"Keep what stands here: {theirs or 'nothing'}",
                WORKBOOK: f"Take the workbook's: {mine or 'nothing'}",
            }
            question = Question(QuestionKind.PLAN, subject, choices)
            self.made.problems.append(
                Problem(Outcome.ASK, cell, found, remedy=REMEDY, question=question, why=WHY)
            )
        return answer == WORKBOOK

    def _keep(self, one: Partner, what: str, *, was: str, becomes: str) -> None:
        self.made.kept.append(RecordChange("kept", one.key, one.name, what, was, becomes, sheet=SHEET))
