"""Load one file of figures: read, check, show what would change, and write all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from oba.errors import NotFoundError, ObaError
from oba.load.file import read_file, sha256_of
from oba.load.limits import COMMAND_LINE
from oba.load.reading import Reading
from oba.load.reference import Reference
from oba.load.source import EXAMPLE, sidecar_of
from oba.model.period import Period
from oba.model.release import Change, ChangeKind, LoadReport, Outcome, Problem, Source
from oba.store.engine import Store
from oba.store.history import is_superseded
from oba.store.observations import load_figures, preview_figures
from oba.store.plans import read_plan
from oba.store.releases import find_release, record_load, write_release
from oba.store.series import read_newest
from oba.words.numbers import say_date

Progress = Callable[[str, int], None]
OLDER = "older release"
BULK = 20 * 2**20
"""Files above this many bytes hold whole histories; their first figures are not held against the store's last."""


@dataclass(slots=True)
class Tally:
    """What passed by while the figures went from the file to the store."""

    figures: int = 0
    indicators: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    periods: set[int] = field(default_factory=set)

    def add(self, frame: pd.DataFrame) -> None:
        self.figures += len(frame)
        self.indicators |= set(frame["indicator"].unique())
        self.areas |= set(frame["area"].unique())
        self.periods |= set(frame["period"].unique().tolist())


class _Refused(Exception):
    """Leaves the transaction, so that nothing of it is kept."""


def load_release(
    store: Store,
    path: Path,
    *,
    source: Source | None,
    user: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """What the file is and what loading it changed, or would change. It raises nothing that a file can cause."""
    sha256 = ""
    try:
        sha256 = sha256_of(path) if path.is_file() else ""
        with store.reading() as connection:
            known = find_release(connection, sha256) if sha256 else None
            if known is not None and is_superseded(connection, known.id):
                known = None
            book = read_plan(connection)
            small = bool(sha256) and known is None and path.stat().st_size < BULK
            newest = read_newest(connection) if small else {}
        if known is not None:
            return LoadReport(path.name, sha256, known.format, "", already_loaded=True)
        if source is None:
            raise _no_source(path)
        reference = Reference(indicators=book.indicators, areas=book.areas, today=now.date(), newest=newest)
        reading = read_file(path, reference=reference, source=source, limits=COMMAND_LINE)
        return _carry(store, reading, sha256=sha256, user=user, now=now, dry_run=dry_run, progress=progress)
    except ObaError as error:
        return refuse_file(path.name, error, sha256=sha256)


def refuse_file(name: str, error: ObaError, *, sha256: str = "") -> LoadReport:
    """The report on a file that is refused whole."""
    problem = Problem(
        Outcome.FILE,
        where=error.where or name,
        found=error.found,
        expected=error.expected,
        remedy=error.remedy,
    )
    return LoadReport(name, sha256, "", "", problems=(problem,))


def _no_source(path: Path) -> ObaError:
    return NotFoundError(
        "nothing says where this file comes from",
        where=path.name,
        expected=f"a file {sidecar_of(path).name} beside it, with {EXAMPLE}, or --publisher and --title",
        remedy="Copy a sidecar from the folder data and change it",
    )


def _carry(
    store: Store,
    reading: Reading,
    *,
    sha256: str,
    user: str,
    now: datetime,
    dry_run: bool,
    progress: Progress | None,
) -> LoadReport:
    """From the file into the store, in one transaction; a dry run and a refusal leave nothing behind."""
    tally = Tally()
    frames = _counted(reading, tally, progress)
    source = reading.source
    key = (source.publisher, source.title)
    if dry_run:
        with store.reading() as connection:
            comparison = preview_figures(connection, frames, source_key=key)
        _check_age(reading, comparison.replaces)
        return _report(reading, tally, sha256, comparison.counts, comparison.changes, written=False)
    try:
        with store.writing() as connection:
            release = write_release(connection, source, file_name=reading.opened.name, sha256=sha256)
            load = record_load(
                connection, release_id=release, loaded_at=now, loaded_by=user, format_name=reading.format
            )
            comparison = load_figures(connection, frames, load_id=load, source_key=key)
            _check_age(reading, comparison.replaces)
            if reading.stops or not tally.figures:
                raise _Refused
    except _Refused:
        return _report(reading, tally, sha256, {}, (), written=False)
    return _report(reading, tally, sha256, comparison.counts, comparison.changes, written=True)


def _check_age(reading: Reading, replaces: date | None) -> None:
    """Ask before an older release takes the place of a newer one's figures."""
    published = reading.source.published or reading.source.retrieved
    if published is None or replaces is None or published >= replaces or OLDER in reading.source.accepted:
        return
    reading.log.add(
        Problem(
            Outcome.ASK,
            reading.opened.name,
            f"published on {say_date(published)}, but it would replace figures published on {say_date(replaces)}",
            "a release at least as new as the figures it revises",
            f'If the older figures are to stand, say so in the sidecar: accepted = ["{OLDER}"]',
        )
    )


def _counted(reading: Reading, tally: Tally, progress: Progress | None) -> Iterator[pd.DataFrame]:
    for frame in reading.frames():
        tally.add(frame)
        if progress:
            progress(reading.opened.name, tally.figures)
        yield frame


def _report(
    reading: Reading,
    tally: Tally,
    sha256: str,
    counts: dict[ChangeKind, int],
    changes: tuple[Change, ...],
    *,
    written: bool,
) -> LoadReport:
    problems = list(reading.problems)
    if not tally.figures and not reading.stops:
        problems.append(Problem(Outcome.FILE, where=reading.opened.name, found="the file holds no figures"))
    return LoadReport(
        file_name=reading.opened.name,
        sha256=sha256,
        format=reading.format,
        why=reading.why,
        sheets=reading.sheets,
        rows=reading.rows,
        observations=tally.figures,
        periods=tuple(Period.from_key(int(one)).label for one in sorted(tally.periods)),
        areas=tuple(sorted(tally.areas)),
        indicators=tuple(sorted(tally.indicators)),
        counts=counts,
        changes=changes,
        problems=tuple(problems),
        notes=(),
        written=written,
    )
