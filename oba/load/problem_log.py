"""What there is to tell of a file, gathered while it is read: tidy-ups counted by kind, refusals one by one.

However long a file is, and whatever stands in it, the log keeps a bounded number of both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from oba.model.release import Outcome, Problem

SHOWN = 50
"""How many refusals of one kind are listed; the rest are counted."""
MOST_LISTED = 500
"""How many are listed of those that stop the load, and as many of the others."""
MOST_COUNTED = 1_000
# from the first quotation mark to the last: what is quoted may hold apostrophes
QUOTED = re.compile(r"(?<!\w)'.*'(?!\w)", re.DOTALL)
NUMBERED = re.compile(r"\S*\d(?:\S*\w)?")


@dataclass(slots=True)
class _Counted:
    where: str
    example: str
    number: int = 0


@dataclass(slots=True)
class _Kind:
    """`expected` and `remedy` are what all of the kind say, without the file's own words where they differ."""

    expected: str
    remedy: str
    met: int = 0
    listed: int = 0
    asked: set[str] = field(default_factory=set)

    def meet(self, problem: Problem) -> None:
        self.met += 1
        if problem.expected != self.expected:
            self.expected = _plain(problem.expected)
        if problem.remedy != self.remedy:
            self.remedy = _plain(problem.remedy)

    def wants(self, problem: Problem) -> bool:
        """One of the first, or the first to ask a question that is not to be crowded out by another's cells."""
        if problem.question and problem.question.subject not in self.asked and len(self.asked) < SHOWN:
            return True
        return self.listed < SHOWN


@dataclass(slots=True)
class ProblemLog:
    """`problems` gives the list as it stands: what stops the load first, then the rest in order met.

    `outside` counts the value cells that were refused where they stood, outside any table. `beyond` counts what
    found no room and is of no kind listed, `uncounted` what was said in more ways than are kept.
    """

    listed: list[Problem] = field(default_factory=list)
    kinds: dict[tuple[Outcome, str, str], _Kind] = field(default_factory=dict)
    counted: dict[tuple[Outcome, str], _Counted] = field(default_factory=dict)
    beyond: Counter[Outcome] = field(default_factory=Counter)
    uncounted: Counter[Outcome] = field(default_factory=Counter)
    outside: int = 0
    stopping: int = 0

    def add(self, problem: Problem) -> None:
        """List one problem, unless there are many already, of its kind or in all: then it is counted."""
        key = (problem.outcome, _plain(problem.expected), _plain(problem.remedy))
        listed = self.stopping if problem.stops else len(self.listed) - self.stopping
        kind = self.kinds.get(key)
        if kind is None:
            if listed >= MOST_LISTED:
                self.beyond[problem.outcome] += 1
                return
            kind = self.kinds[key] = _Kind(problem.expected, problem.remedy)
        kind.meet(problem)
        if listed < MOST_LISTED and kind.wants(problem):
            kind.listed += 1
            kind.asked |= {problem.question.subject} if problem.question else set()
            self.stopping += problem.stops
            self.listed.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def count(self, outcome: Outcome, said: str, *, where: str, number: int = 1, example: str = "") -> None:
        """Add `number` to what is said to be so; the first place and example are kept."""
        if (outcome, said) not in self.counted and len(self.counted) >= MOST_COUNTED:
            self.uncounted[outcome] += number
            return
        self.counted.setdefault((outcome, said), _Counted(where, example)).number += number

    def discard(self, unwanted: Callable[[Problem], bool]) -> None:
        """Take out notes that a format can explain better; what stops the load always stays."""
        self.listed = [one for one in self.listed if one.stops or not unwanted(one)]

    @property
    def problems(self) -> list[Problem]:
        gathered = [*self.listed, *self._counted_problems(), *self._more(), *self._rest()]
        return sorted(gathered, key=lambda problem: not problem.stops)

    @property
    def stops(self) -> bool:
        return self.stopping > 0

    def _counted_problems(self) -> list[Problem]:
        return [
            Problem(
                outcome,
                one.where,
                said + one.example + (f" (and {one.number - 1:,} more)" if one.number > 1 else ""),
            )
            for (outcome, said), one in self.counted.items()
        ]

    def _more(self) -> list[Problem]:
        return [
            Problem(
                outcome, "the same file", f"{one.met - one.listed:,} more of these", one.expected, one.remedy
            )
            for (outcome, _, _), one in self.kinds.items()
            if one.met > one.listed
        ]

    def _rest(self) -> list[Problem]:
        """One line for each outcome that has more than can be told apart."""
        return [
            Problem(outcome, "the same file", f"and {number:,} more")
            for outcome, number in (self.beyond + self.uncounted).items()
        ]


def _plain(text: str) -> str:
    """Without what is quoted and without numbers: what says the same of another text."""
    if "'" in text:
        text = QUOTED.sub("'…'", text)
    return NUMBERED.sub("…", text)
