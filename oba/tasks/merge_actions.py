"""Hold a workbook's actions against those that stand: what it changes, what was changed meanwhile, what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from oba.model.action import Action, ActionStatus, SavedAction
from oba.model.action_fields import TOGETHER, from_texts, to_texts
from oba.model.action_row import ActionRow, ActionRows
from oba.model.merging import merge
from oba.model.release import Answer, Outcome, Problem, Question, QuestionKind, RecordChange
from oba.tasks.record_action import settle_dates
from oba.words.actions import name_field

BLANK = Action(0, 0, "", "", status=ActionStatus.NOT_STARTED)
PAGE, WORKBOOK = "page", "workbook"
MISSING = "withdrawn"
TAKEN_OUT = "Its row was deleted in the workbook"
Versions = Callable[[int, int], Mapping[str, str] | None]


@dataclass(slots=True)
class MergedActions:
    """`actions` are those that stand as the workbook is merged with them, in its order; number 0 is new. `said` is what
    the workbook says of each, by number; `notes` are progress notes to add, by place in `actions`.
    """

    actions: list[Action] = field(default_factory=list)
    said: dict[int, Mapping[str, str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    gone: list[Action] = field(default_factory=list)
    changes: list[RecordChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        return any(one.kind != "kept" for one in self.changes)

    def count(self, kind: str) -> int:
        """How many actions of this kind of change there are."""
        return len({(one.key, one.name) for one in self.changes if one.kind == kind})


def merge_actions(
    sheet: ActionRows,
    *,
    saved: Sequence[SavedAction],
    versions: Versions,
    noted: Mapping[int, Sequence[str]],
    answers: Sequence[Answer],
    today: date,
) -> MergedActions:
    """`saved` are all actions, with those withdrawn; `versions` gives the fields of one at a version; `noted` are the
    progress notes there are. What both sides changed is asked, unless `answers` settle it.
    """
    merging = _Merging(
        {one.action.number: one for one in saved},
        versions,
        noted,
        {one.subject: one.answer for one in answers if one.kind is QuestionKind.ACTION},
        today,
    )
    for row in _find_rows(sheet.rows, saved):
        merging.take(row)
    merging.take_out(sheet)
    return merging.made


def _find_rows(rows: Sequence[ActionRow], saved: Sequence[SavedAction]) -> list[ActionRow]:
    """The rows, those without a number given that of the action that has their words."""
    named = {row.number for row in rows}
    by_words: dict[tuple[str, str], list[int]] = {}
    for one in saved:
        if one.action.number not in named:
            words = one.in_workbook or to_texts(one.action)
            for key in dict.fromkeys((_words(words), _words(to_texts(one.action)))):
                by_words.setdefault(key, []).append(one.action.number)
    found, taken = [], set[int]()
    for row in rows:
        free = [one for one in by_words.get(_words(row.texts), []) if one not in taken]
        if row.number == 0 and free:
            taken.add(free[0])
            row = replace(row, number=free[0])
        found.append(row)
    return found


def _words(texts: Mapping[str, str]) -> tuple[str, str]:
    """What an action without a number is known by: the recommendation and what is proposed."""
    number = texts.get("recommendation_number", "")
    plain = " ".join(texts.get("proposed_action", "").split()).casefold()
    return (number if number != "0" else "", plain)


@dataclass(slots=True)
class _Merging:
    saved: dict[int, SavedAction]
    versions: Versions
    noted: Mapping[int, Sequence[str]]
    answers: Mapping[str, str]
    today: date
    made: MergedActions = field(default_factory=MergedActions)

    def take(self, row: ActionRow) -> None:
        """One row of the workbook: a new action, or one that is merged with what stands."""
        saved = self.saved.get(row.number)
        place = len(self.made.actions)
        if saved is None:
            self._add(row)
        else:
            self._merge(row, saved)
        text = row.progress.strip()
        if text and text not in self.noted.get(row.number, ()):
            self.made.notes[place] = text
            self._tell("noted", self.made.actions[place], "progress", becomes=text, cell=row.where)

    def _add(self, row: ActionRow) -> None:
        texts = to_texts(BLANK) | settle_dates({}, row.texts)
        new = from_texts(replace(BLANK, number=row.number), texts)
        self.made.actions.append(new)
        self._tell("added", new, "proposed_action", becomes=new.proposed_action, cell=row.where)

    def _merge(self, row: ActionRow, saved: SavedAction) -> None:
        stands = to_texts(saved.action)
        found = self.versions(row.number, row.version) if row.version else None
        base = dict(found or saved.in_workbook or to_texts(BLANK))
        mine = settle_dates(base, row.texts)
        merged = merge(base=base, mine=mine, theirs=stands, together=TOGETHER)
        texts = merged.texts | self._settle(row, saved, merged.conflicts)
        for name in texts:
            if texts[name] != stands[name]:
                cell = row.cells.get(name, row.where)
                self._tell("changed", saved.action, name, was=stands[name], becomes=texts[name], cell=cell)
        for name in merged.theirs:
            if name in row.texts and texts[name] == stands[name] != mine[name]:
                self._tell("kept", saved.action, name, was=mine[name], becomes=stands[name])
        self.made.actions.append(from_texts(saved.action, texts))
        self.made.said[row.number] = base | mine

    def _settle(
        self, row: ActionRow, saved: SavedAction, conflicts: Mapping[str, tuple[str, str]]
    ) -> dict[str, str]:
        """What the answers choose of what both sides changed; the rest is asked, fields that belong together once."""
        chosen: dict[str, str] = {}
        for group in _group(conflicts):
            subject = f"{saved.action.number} {group[0]} {saved.version}"
            answer = self.answers.get(subject, "")
            if answer == WORKBOOK:
                chosen |= {name: conflicts[name][1] for name in group}
            elif answer == PAGE:
                for name in group:
                    theirs, mine = conflicts[name]
                    self._tell("kept", saved.action, name, was=mine, becomes=theirs)
            else:
                where = row.cells.get(group[0], row.where)
                texts = [
                    tuple(f"{name_field(name)}: '{conflicts[name][side]}'" for name in group)
                    for side in (0, 1)
                ]
                theirs, mine = (", ".join(one) for one in texts)
                self._ask(saved.action, group[0], subject, where=where, theirs=theirs, mine=mine)
        return chosen

    def take_out(self, sheet: ActionRows) -> None:
        """Actions that the workbook was downloaded with and no longer has."""
        there = {one.number for one in self.made.actions}
        for number, version in sheet.downloaded.items():
            saved = self.saved.get(number)
            if number in there or saved is None or saved.action.withdrawn is not None:
                continue
            subject = f"{number} {MISSING} {saved.version}"
            answer = self.answers.get(subject, WORKBOOK if saved.version == version else "")
            if answer == WORKBOOK:
                self.made.gone.append(
                    replace(saved.action, withdrawn=self.today, withdrawn_because=TAKEN_OUT)
                )
                self._tell("withdrawn", saved.action, "proposed_action", was=saved.action.proposed_action)
            elif answer == PAGE:
                self._tell("kept", saved.action, "withdrawn")
            else:
                theirs, mine = "it stands, and was changed since", "its row is deleted"
                self._ask(saved.action, MISSING, subject, where="", theirs=theirs, mine=mine)

    def _ask(self, one: Action, name: str, subject: str, *, where: str, theirs: str, mine: str) -> None:
        what = name_field(name).lower()
        found = f"action {one.number} was changed on both sides ({what}): on the page {theirs}; in the workbook {mine}"
        choices = {PAGE: f"Keep what stands on the page: {theirs}", WORKBOOK: f"Take the workbook's: {mine}"}
        question = Question(QuestionKind.ACTION, subject, choices)
        self.made.problems.append(
            Problem(
                Outcome.ASK,
                where,
                found,
                remedy="Choose which of the two is to stand; what was written on the page stays in its history",
                question=question,
                why="Somebody has changed it since the workbook was downloaded",
            )
        )

    def _tell(
        self, kind: str, one: Action, name: str, *, was: str = "", becomes: str = "", cell: str = ""
    ) -> None:
        key = str(one.number) if one.number else "new"
        self.made.changes.append(
            RecordChange(kind, key, one.proposed_action, name_field(name), was, becomes, cell)
        )


def _group(names: Mapping[str, object]) -> list[list[str]]:
    """The fields in conflict, those that say one thing together."""
    groups = [[name for name in group if name in names] for group in TOGETHER]
    grouped = {name for group in groups for name in group}
    return [group for group in groups if group] + [[name] for name in names if name not in grouped]
