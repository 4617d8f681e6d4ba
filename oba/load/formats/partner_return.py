"""A partner's return: the product's own template, filled in by the partner who owns the indicators.

It is read by key. What is left empty is not returned, and nothing is withdrawn by it. A figure of an indicator
that is another's is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator

from oba.load.chunk import Chunk
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.reference import Reference, folded
from oba.load.refusal import RefusedFile
from oba.load.returns.return_layout import ReturnSheet, find_return
from oba.load.returns.return_rows import ReturnRows
from oba.load.sheet import column_letters
from oba.model.indicator import Indicator
from oba.model.release import YES, Outcome, Problem, Question, QuestionKind, Source

NAME = "partner return"
TIER = 0
WITHDRAWS = False
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def matches(opened: OpenedFile) -> str:
    """Why it is this format, '' when it is not."""
    found = find_return(opened)
    return f"its sheet '{found.sheet.name}' is the return of {found.name}" if found else ""


def describe(opened: OpenedFile) -> Source:
    """The partner is the publisher, and every return of one partner has one title."""
    found = find_return(opened)
    if found is None:
        return Source(publisher="", title="")
    return Source(publisher=found.name, title=f"Return of {found.name}")


def read(opened: OpenedFile, *, reference: Reference, source: Source, log: ProblemLog) -> Iterator[Chunk]:
    found = find_return(opened)
    if found is None:
        raise RefusedFile("the sheet of the return is not there", where=opened.name)
    log.discard(lambda problem: is_templates_own(problem, found=found))
    _tell_others(found, log=log)
    rows = ReturnRows(found, log)
    rows.gather()
    if rows.rows:
        _ask_for_others(rows, found=found, reference=reference, source=source, log=log)
        yield rows.chunk()


def owner_question(key: str) -> str:
    """The subject under which it is remembered that a partner may return another's indicator."""
    return f"owner of {key}"


def is_templates_own(problem: Problem, *, found: ReturnSheet) -> bool:
    """The comments on the template's headings and its grey rows are ours, and tell the officer nothing."""
    sheet = f"{found.sheet.name}!"
    if not problem.where.startswith(sheet):
        return False
    on_heading = problem.where.removeprefix(sheet).lstrip(LETTERS) == str(found.header)
    return (on_heading and problem.found.startswith("a comment says")) or "coloured" in problem.found


def _tell_others(found: ReturnSheet, *, log: ProblemLog) -> None:
    """A column that was added is not read; it is named, since something may stand in it."""
    for index, head in found.others:
        said = (
            f"the column '{head[:60]}' is not one of the template's and was not read" if head.strip() else ""
        )
        if said:
            log.add(Problem(Outcome.NOTE, f"{found.sheet.name}!{column_letters(index)}{found.header}", said))


def _ask_for_others(
    rows: ReturnRows, *, found: ReturnSheet, reference: Reference, source: Source, log: ProblemLog
) -> None:
    """One question for each indicator that the partner does not own."""
    asked: set[str] = set()
    for number, text in enumerate(rows.keys):
        indicator = reference.find_indicator(source.indicators.get(text, text))
        if indicator is None or indicator.key in asked or _owns(found, indicator):
            continue
        asked.add(indicator.key)
        if owner_question(indicator.key) not in source.accepted:
            log.add(_not_theirs(found, indicator, where=rows.place_of_key(number)))


def _owns(found: ReturnSheet, indicator: Indicator) -> bool:
    return bool(indicator.owner) and folded(indicator.owner) in (folded(found.partner), folded(found.name))


def _not_theirs(found: ReturnSheet, indicator: Indicator, *, where: str) -> Problem:
    owner = f"belongs to {indicator.owner}" if indicator.owner else "has no owner in the plan"
    return Problem(
        Outcome.ASK,
        where,
        f"a figure for '{indicator.title}', which {owner}, in the return of {found.name}",
        f"indicators that {found.name} owns",
        "Say that it may be read, or clear the rows",
        Question(
            QuestionKind.ACCEPT,
            owner_question(indicator.key),
            {YES: f"{found.name} may return it"},
        ),
        "A figure that two partners return may be revised to and fro, and nobody answers for it.",
    )
