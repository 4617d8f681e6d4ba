"""A file's figures as they are read, piece by piece, and what there is to tell of them so far."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace

import numpy as np
import pandas as pd

from oba.load.assembly import Assembly, Side
from oba.load.checks import list_file_checks, list_row_checks
from oba.load.headers import Role
from oba.load.opened import OpenedFile
from oba.load.problem_log import ProblemLog
from oba.load.recognise import Format, Tier, tier_of
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.indicator import Indicator
from oba.model.measure import FoundMeasure, Measure
from oba.model.period import Period
from oba.model.release import Outcome, Problem, Question, QuestionKind, Source

__all__ = ["Reading", "Reference"]


@dataclass(slots=True)
class Reading:
    """`problems`, `rows`, `measures` and `accounted` are complete once `frames` has been read to its end.

    `given` names the numbers that the file has columns for. `seconds` is the time that reading all of the file may
    take, None for any; what is done with its figures meanwhile does not count.
    """

    opened: OpenedFile
    format: str
    why: str
    reference: Reference
    source: Source
    module: Format
    rows: int = 0
    log: ProblemLog = field(default_factory=ProblemLog)
    measures: tuple[FoundMeasure, ...] = ()
    accounted: dict[str, int] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    seconds: float | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that hold a table, '' for a text file."""
        return tuple(table.sheet.name for table in self.opened.found)

    @property
    def problems(self) -> list[Problem]:
        """What stops the load first; then what was tidied, marked and noted."""
        signs: dict[str, str] = getattr(self.module, "SYMBOLS", {})
        return [_explain(problem, signs=signs) for problem in self.log.problems]

    @property
    def stops(self) -> bool:
        """Nothing may be written."""
        return self.log.stops

    @property
    def withdraws(self) -> bool:
        """Whether a figure that this file does not give is withdrawn; a return of a partner is merged by key."""
        return bool(getattr(self.module, "WITHDRAWS", True))

    @property
    def leaves_out(self) -> bool:
        """Whether areas that the plan does not have are passed over: usual for what a publisher puts out."""
        if self.source.leave_out_other_areas is not None:
            return self.source.leave_out_other_areas
        return tier_of(self.module) is Tier.PUBLISHER

    @property
    def notes(self) -> tuple[str, ...]:
        """The titles and footnotes that stood around the tables."""
        kept = [
            problem.found for problem in self.log.listed if problem.found.startswith(("title: ", "note: "))
        ]
        return tuple(kept)

    def frames(self) -> Iterator[pd.DataFrame]:
        """The figures with FIGURE_COLUMNS, in pieces. Each call reads the file again from the start."""
        self.log = ProblemLog()
        self.rows, self.given = 0, set()
        watch = _Watch(self.seconds, name=self.opened.name)
        self.log.extend(self.opened.problems)
        assembly = Assembly(
            reference=self.reference, source=self.source, log=self.log, leave_out=self.leaves_out
        )
        row_checks = list_row_checks()
        for chunk in self.module.read(
            self.opened, reference=self.reference, source=self.source, log=self.log
        ):
            self.rows += chunk.rows
            watch.check()
            self.given |= {role.name.lower() for role in (Role.VALUE, *chunk.numbers)}
            figures = assembly.build(chunk)
            for check in row_checks:
                self.log.extend(check.check(figures, reference=self.reference, source=self.source))
            watch.check()
            with watch.stopped():
                yield figures
        self.measures = (
            *self._check_file(assembly, watch=watch),
            *_find_measures(assembly.aside, known=False),
        )
        assembly.account.total += self.log.outside
        assembly.account.refused += self.log.outside
        self.accounted = asdict(assembly.account)
        self.ask_source()

    def _check_file(self, assembly: Assembly, *, watch: _Watch) -> list[FoundMeasure]:
        """Run the checks that see all of an indicator; what the file has of each."""
        checks = list_file_checks()
        side = assembly.main
        found: list[FoundMeasure] = []
        for table in side.ledger.tables(indicators=side.indicator_names, areas=side.area_names):
            for check in checks:
                self.log.extend(
                    check.check(table, reference=self.reference, source=self.source, where=side.ledger.where)
                )
            found += _measures_of(table, side=side, known=True)
            watch.check()
        return found

    def ask_source(self) -> None:
        """Ask for what every release must say, where neither the file nor a person has said it."""
        for kind, said in (
            (QuestionKind.PUBLISHER, self.source.publisher),
            (QuestionKind.TITLE, self.source.title),
        ):
            if not said:
                self.log.add(
                    Problem(
                        Outcome.ASK,
                        self.opened.name,
                        f"nothing says the {kind.value} of this file",
                        f"the {kind.value}: a sidecar, --{kind.value} or an answer on the Load page",
                        f"Say the {kind.value}",
                        question=Question(kind, kind.value),
                        why="Every figure shown names where it comes from",
                    )
                )


class _Watch:
    """Refuses a file that takes longer to read than it may."""

    def __init__(self, seconds: float | None, *, name: str) -> None:
        self.seconds, self.name = seconds, name
        self.begun = time.monotonic()

    def check(self) -> None:
        if self.seconds is not None and time.monotonic() - self.begun > self.seconds:
            raise RefusedFile(
                f"reading it took longer than {self.seconds:,.0f} seconds",
                where=self.name,
                remedy="Load it at the command line, or send only the rows that are needed",
            )

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Time that passes within is not counted."""
        since = time.monotonic()
        yield
        self.begun += time.monotonic() - since


def _explain(problem: Problem, *, signs: dict[str, str]) -> Problem:
    """What is known of a publisher's own sign, where a person is asked what it stands for."""
    asked = problem.question
    if asked is None or asked.kind is not QuestionKind.SYMBOL or asked.subject not in signs:
        return problem
    return replace(problem, why=f"{signs[asked.subject]}. {problem.why}")


def _find_measures(side: Side, *, known: bool) -> list[FoundMeasure]:
    tables = side.ledger.tables(indicators=side.indicator_names, areas=side.area_names)
    found = [one for table in tables for one in _measures_of(table, side=side, known=known)]
    met = {one.indicator.key for one in found}
    unmet = side.matching.indicators[side.matching.known :]
    return found + [_found(one, side=side, known=known) for one in unmet if one.key not in met]


def _measures_of(table: pd.DataFrame, *, side: Side, known: bool) -> list[FoundMeasure]:
    """The indicators of one table of the ledger, each with how much there is of it."""
    named, areas = table["indicator"].cat, table["area"].cat
    groups, codes = pd.factorize(named.codes.to_numpy())
    each = np.unique(groups * len(areas.categories) + areas.codes.to_numpy()) // len(areas.categories)
    figures, areas_of = np.bincount(groups), np.bincount(each)
    periods = table["period"].to_numpy()
    first, last = np.full(len(codes), periods.max()), np.full(len(codes), periods.min())
    np.minimum.at(first, groups, periods)
    np.maximum.at(last, groups, periods)
    return [
        _found(
            side.matching.indicators[side.matching.numbers[str(named.categories[code])]],
            side=side,
            known=known,
            figures=int(figures[place]),
            areas=int(areas_of[place]),
            span=(int(first[place]), int(last[place])),
        )
        for place, code in enumerate(codes.tolist())
    ]


def _found(
    indicator: Indicator,
    *,
    side: Side,
    known: bool,
    figures: int = 0,
    areas: int = 0,
    span: tuple[int, int] | None = None,
) -> FoundMeasure:
    number = side.matching.numbers[indicator.key]
    measure = side.matching.measures.get(number, Measure(code=indicator.key, name=indicator.title))
    first, last = (Period.from_key(key).label for key in span) if span else ("", "")
    return FoundMeasure(measure, indicator, known, figures=figures, areas=areas, first=first, last=last)
