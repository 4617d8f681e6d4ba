"""What there is to tell of a file, gathered: one mistake in a column is told once, with all its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oba.model.release import Outcome, Problem, QuestionKind
from oba.words.loading import OUTCOMES
from oba.words.numbers import begin

SHOWN_PLACES = 12
OF_THE_SOURCE = frozenset({QuestionKind.PUBLISHER, QuestionKind.TITLE})
"""Asked where the publisher and title are typed, not in the list of questions."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """`places` are the first cells, `more` how many others there are."""

    found: str
    expected: str
    remedy: str
    why: str
    places: str
    more: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    heading: str
    stops: bool
    problems: tuple[ProblemView, ...]

    @property
    def count(self) -> int:
        return len(self.problems)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One choice and where it stands. Without `choices` any text will do. `hint` says why, and what else to do."""

    kind: QuestionKind
    subject: str
    asked: str
    where: str
    hint: str
    choices: dict[str, str]


def gather_problems(problems: Sequence[Problem]) -> tuple[ProblemGroup, ...]:
    """By outcome, what stops the load first; each kind of problem once. What a field asks for is not told too."""
    groups = []
    for outcome, heading in OUTCOMES.items():
        alike: dict[tuple[str, ...], list[Problem]] = {}
        for one in problems:
            if one.outcome is outcome and not (one.stops and one.question):
                alike.setdefault((one.found, one.expected, one.remedy, one.why), []).append(one)
        if alike:
            views = tuple(_view(group) for group in alike.values())
            groups.append(ProblemGroup(heading, outcome in _STOPPING, views))
    return tuple(groups)


def gather_questions(problems: Sequence[Problem]) -> tuple[QuestionView, ...]:
    """Each question once, with the first cells that it is about."""
    asked: dict[tuple[QuestionKind, str], list[Problem]] = {}
    for one in problems:
        if one.question is not None and one.stops and one.question.kind not in OF_THE_SOURCE:
            asked.setdefault((one.question.kind, one.question.subject), []).append(one)
    return tuple(_ask(group) for group in asked.values())


def _ask(group: list[Problem]) -> QuestionView:
    first = group[0]
    question = first.question
    if question is None:
        raise ValueError("only problems with a question are asked")
    view = _view(group)
    where = view.places + (f" and {view.more:,} more" if view.more else "")
    asked = f"{begin(first.found)}, expected {first.expected}" if first.expected else begin(first.found)
    hint = " ".join(f"{begin(one).rstrip('.')}." for one in (first.why, first.remedy) if one)
    return QuestionView(question.kind, question.subject, asked, where, hint, dict(question.choices))


def _view(group: list[Problem]) -> ProblemView:
    first = group[0]
    places = list(dict.fromkeys(one.where for one in group if one.where))
    return ProblemView(
        found=begin(first.found),
        expected=first.expected,
        remedy=first.remedy,
        why=first.why,
        places=", ".join(places[:SHOWN_PLACES]),
        more=max(len(places) - SHOWN_PLACES, 0),
    )


_STOPPING = frozenset({Outcome.FILE, Outcome.CELL, Outcome.ASK})
