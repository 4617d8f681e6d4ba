"""Load files in the right order: plans first, then figures, then the baselines that the plan asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from oba.errors import NotFoundError, ObaError
from oba.load.file import open_file
from oba.load.limits import COMMAND_LINE
from oba.load.source import build_source, read_source
from oba.model.release import LoadReport, Source
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.tasks.freeze_baselines import freeze_baselines
from oba.tasks.load_plan import load_plan
from oba.tasks.load_release import Progress, load_release, refuse_file


def load_files(
    settings: Settings,
    *,
    files: Sequence[str | Path],
    dry_run: bool = False,
    origin: Mapping[str, str] | None = None,
    indicator: str | None = None,
    progress: Progress | None = None,
) -> Iterator[LoadReport]:
    """A report for each file, as it is done. What is wrong with one file does not stop the next.

    `origin` (publisher, title ...) names the source of files that have no sidecar, `indicator` the indicator
    of files that do not name one. With a plan among the files, its baselines are frozen at the end.
    """
    now = settings.now()
    store = open_store(settings.store)
    try:
        plans, figures = _sort([Path(file) for file in files])
        reports = [load_plan(store, path, user=settings.user, now=now, dry_run=dry_run) for path in plans]
        last = reports.pop() if reports and not figures else None
        yield from reports
        for number, path in enumerate(figures, start=1):
            report = _load(store, path, settings, now, dry_run, origin or {}, indicator, progress)
            ending = number == len(figures) and plans and not dry_run
            yield (replace(report, notes=(*report.notes, *_freeze(store, now))) if ending else report)
        if last is not None:
            frozen = _freeze(store, now) if not dry_run and not last.refused else []
            yield replace(last, notes=(*last.notes, *frozen))
    finally:
        store.close()


def has_plan_among(files: Sequence[str | Path]) -> bool:
    return any(_is_plan(Path(file)) for file in files)


def _freeze(store: Store, now: datetime) -> list[str]:
    """What was frozen; nothing where a refused plan left the store without one."""
    try:
        return freeze_baselines(store, now=now)
    except NotFoundError:
        return []


def _sort(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """Plan workbooks, and all the rest; a file that cannot be opened is told of with the rest."""
    plans = [path for path in paths if _is_plan(path)]
    return plans, [path for path in paths if path not in plans]


def _is_plan(path: Path) -> bool:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return False
    try:
        return open_file(path, limits=COMMAND_LINE).is_plan
    except ObaError:
        return False


def _load(
    store: Store,
    path: Path,
    settings: Settings,
    now: datetime,
    dry_run: bool,
    origin: Mapping[str, str],
    indicator: str | None,
    progress: Progress | None,
) -> LoadReport:
    try:
        if not path.is_file():
            raise NotFoundError("there is no such file", where=path.name, remedy="Check its name and folder")
        source = _find_source(path, origin, indicator)
    except ObaError as error:
        return refuse_file(path.name, error)
    return load_release(
        store, path, source=source, user=settings.user, now=now, dry_run=dry_run, progress=progress
    )


def _find_source(path: Path, origin: Mapping[str, str], indicator: str | None) -> Source | None:
    """The sidecar's word first; what the caller says fills in where there is no sidecar."""
    source = read_source(path)
    if source is None and origin:
        source = build_source(dict(origin), where="the command line")
    if source is not None and indicator and not source.sheets:
        source = replace(source, sheets={"": indicator})
    return source
