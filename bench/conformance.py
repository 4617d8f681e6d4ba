"""Load every file of a folder into a fresh store, adding every indicator it is about, and account for each cell.

`python -m bench.conformance FOLDER`. The plan knows all countries, regions and authorities of the gazetteer and no
indicator. What a person would have to decide is decided here, in the open: see DECISIONS.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from oba.load.containers.parser import Parser
from oba.load.gazetteer import read_gazetteer
from oba.model.plan import Outcome, Plan, PlanBook, Theme
from oba.model.release import ADD, LEAVE_OUT, YES, Answer, LoadReport, Problem, QuestionKind
from oba.model.release import Outcome as LoadOutcome
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.store.plans import write_plan
from oba.tasks.intake import ALL
from oba.tasks.load_files import ENDINGS, data_file_of, metadata_of
from oba.tasks.load_release import load_release

HOME = "E06000002"
ROUNDS = 4
SYMBOLS = {"-": "x", "NA": "x", "..": "x", ".": "z", ":": "x", "~": "c", "*": "c", "#": "c"}
"""DECISIONS: what a person says of the signs in these files. LAIT says of its dash that the figure is missing or
suppressed; R writes NA for missing; Stat-Xplore prints two dots for not available.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file. `unaccounted` counts value cells that were neither kept nor told of."""

    file: str
    format: str
    rows: int
    observations: int
    refused: int
    asked: int
    left_out: int
    unaccounted: int
    seconds: float
    said: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.conformance", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="also write the lines as JSON to this file")
    chosen = parser.parse_args()
    lines: list[Line] = []
    sys.stdout.write(_head() + "\n")
    with tempfile.TemporaryDirectory() as folder:
        store = _make_store(Path(folder))
        with Parser() as reader:
            for path in _files(chosen.folder):
                line = _conform(store, path, folder=chosen.folder, reader=reader)
                lines.append(line)
                sys.stdout.write(_row(line) + "\n")
                sys.stdout.flush()
        store.close()
    sys.stdout.write(_total(lines) + "\n")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(line) for line in lines], indent=1), encoding="utf-8")
    return 0 if all(not line.unaccounted for line in lines) else 1


def _make_store(folder: Path) -> Store:
    url = f"sqlite:///{(folder / 'oba.db').as_posix()}"
    migrate(url)
    store = open_store(url)
    areas = [one for one in read_gazetteer().areas.values() if not one.successor]
    book = PlanBook(
        plan=Plan("Every area", "Conformance", HOME),
        themes=(Theme("all", "All"),),
        outcomes=(Outcome("all", "all", "Everything is read"),),
        indicators=(),
        areas=tuple(one.as_area() for one in areas),
        comparators=(),
        partners=(),
        actions=(),
    )
    with store.writing() as connection:
        write_plan(connection, book)
    return store


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in ENDINGS and data_file_of(path) is None:
            yield path


def _conform(store: Store, path: Path, *, folder: Path, reader: Parser) -> Line:
    """Load as a data officer would: look, answer what is asked, look again, until it loads or is refused."""
    begun = time.perf_counter()
    answers: tuple[Answer, ...] = ()
    for _ in range(ROUNDS):
        report = _load(store, path, answers=answers, reader=reader)
        more = _decide(report.problems, path=path, given=answers)
        if report.written or not more:
            break
        answers = (*answers, *more)
    seconds = time.perf_counter() - begun
    return _line(report, path=path.relative_to(folder), answers=len(answers), seconds=seconds)


def _load(store: Store, path: Path, *, answers: tuple[Answer, ...], reader: Parser) -> LoadReport:
    metadata = metadata_of(path)
    return load_release(
        store,
        path,
        source=None,
        user="conformance",
        now=datetime.now(UTC),
        picks={ALL},
        answers=answers,
        companions=[metadata] if metadata.is_file() else [],
        parser=reader,
    )


def _decide(problems: tuple[Problem, ...], *, path: Path, given: tuple[Answer, ...]) -> list[Answer]:
    """One answer for each question that has not been answered yet and that DECISIONS know."""
    done = {(one.kind, one.subject) for one in given}
    found: dict[tuple[QuestionKind, str], Answer] = {}
    for problem in problems:
        question = problem.question
        if question is None or (question.kind, question.subject) in done:
            continue
        answer = {
            QuestionKind.SYMBOL: SYMBOLS.get(question.subject, ""),
            QuestionKind.PUBLISHER: "a publisher",
            QuestionKind.TITLE: path.name,
            QuestionKind.INDICATOR: ADD,
            QuestionKind.ACCEPT: "yes",
            QuestionKind.AREA: YES if YES in question.choices else LEAVE_OUT,
            QuestionKind.PERIOD: next(iter(question.choices), ""),
        }[question.kind]
        if answer:
            found[question.kind, question.subject] = Answer(question.kind, question.subject, answer)
    return list(found.values())


def _line(report: LoadReport, *, path: Path, answers: int, seconds: float) -> Line:
    account = report.accounted
    parts = ("kept", "twice", "other_area", "left_out", "new_indicator", "refused")
    missing = account.get("total", 0) - sum(account.get(part, 0) for part in parts)
    stopping = [one for one in report.problems if one.stops]
    refused = sum(one.outcome is not LoadOutcome.ASK for one in stopping)
    said = f"{answers} answered" if answers else ""
    if stopping:
        said = f"{stopping[0].where}: {stopping[0].found}"[:110]
    return Line(
        file=path.as_posix(),
        format=report.format or "not recognised",
        rows=report.rows,
        observations=account.get("kept", 0) if report.written else 0,
        refused=refused,
        asked=len(stopping) - refused,
        left_out=account.get("other_area", 0) + account.get("left_out", 0),
        unaccounted=missing,
        seconds=round(seconds, 2),
        said=said,
    )


def _head() -> str:
    return (
        f"{'file':62} {'format':28} {'rows':>9} {'figures':>9} {'refused':>7} {'asked':>6} {'left out':>9}"
        f" {'unacc.':>6} {'seconds':>8}"
    )


def _row(line: Line) -> str:
    return (
        f"{line.file[-62:]:62} {line.format[:28]:28} {line.rows:>9,} {line.observations:>9,} {line.refused:>7,}"
        f" {line.asked:>6,} {line.left_out:>9,} {line.unaccounted:>6,} {line.seconds:>8.2f}  {line.said}"
    )


def _total(lines: list[Line]) -> str:
    loaded = sum(line.observations > 0 for line in lines)
    return (
        f"{loaded} of {len(lines)} files loaded, {sum(line.rows for line in lines):,} value cells,"
        f" {sum(line.observations for line in lines):,} figures, {sum(line.refused for line in lines):,} refused,"
        f" {sum(line.unaccounted for line in lines):,} unaccounted, {sum(line.seconds for line in lines):.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
