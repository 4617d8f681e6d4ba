"""What there is to tell of a file, gathered while it is read: tidy-ups counted by kind, refusals one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from oba.model.release import Outcome, Problem

SHOWN = 50
"""How many refusals of one kind are listed; the rest are counted."""


@dataclass(slots=True)
class _Counted:
    where: str
    example: str
    number: int = 0


@dataclass(slots=True)
class ProblemLog:
    """`problems` gives the list as it stands: what stops the load first, then the rest in order met.

    `outside` counts the value cells that were refused where they stood, outside any table.
    """

    listed: list[Problem] = field(default_factory=list)
    kinds: dict[tuple[Outcome, str, str], int] = field(default_factory=dict)
    counted: dict[tuple[Outcome, str], _Counted] = field(default_factory=dict)
    outside: int = 0

    def add(self, problem: Problem) -> None:
        """List one problem, unless there are many of its kind already: then it is counted."""
        kind = (problem.outcome, problem.expected, problem.remedy)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] <= SHOWN:
            self.listed.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def count(self, outcome: Outcome, said: str, *, where: str, number: int = 1, example: str = "") -> None:
        """Add `number` to what is said to be so; the first place and example are kept."""
        self.counted.setdefault((outcome, said), _Counted(where, example)).number += number

    def discard(self, unwanted: Callable[[Problem], bool]) -> None:
        """Take out notes that a format can explain better; what stops the load always stays."""
        self.listed = [one for one in self.listed if one.stops or not unwanted(one)]

    @property
    def problems(self) -> list[Problem]:
        gathered = [*self.listed, *self._counted_problems(), *self._more()]
        return sorted(gathered, key=lambda problem: not problem.stops)

    @property
    def stops(self) -> bool:
        return any(problem.stops for problem in self.listed)

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
            Problem(outcome, "the same file", f"{number - SHOWN:,} more of these", expected, remedy)
            for (outcome, expected, remedy), number in self.kinds.items()
            if number > SHOWN
        ]
