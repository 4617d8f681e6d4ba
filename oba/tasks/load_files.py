"""Load files in the right order: plans first, then figures, then the baselines that the plan asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oba.errors import NotFoundError, ObaError
from oba.load.fingerprint import Fingerprint, take_fingerprint
from oba.load.plans.plan_marks import holds_plan
from oba.load.source import SUFFIX, build_source, read_source
from oba.model.editor import Editor, Right, editor_of
from oba.model.release import Answer, LoadReport, Source
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.tasks.carried import Carried, find_carried, finish
from oba.tasks.recall import recall

if TYPE_CHECKING:
    from oba.load.containers.parser import Parser

Progress = Callable[[str, int], None]
ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".csv", ".tsv", ".txt", ".gz", ".parquet")
METADATA = ".meta.csv"
"""What the Department for Education puts beside a data file: it describes the columns and holds no figures."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says of all files. `origin` (publisher, title ...) fills in what a file's sidecar does not say,
    `indicator` names the indicator of files that do not name one, `picks` the new indicators to add.
    """

    origin: Mapping[str, object] = field(default_factory=dict)
    indicator: str | None = None
    picks: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()
    again: bool = False


def load_files(
    settings: Settings,
    *,
    files: Sequence[str | Path],
    editor: Editor | None = None,
    dry_run: bool = False,
    wishes: Wishes | None = None,
    progress: Progress | None = None,
) -> Iterator[LoadReport]:
    """A report for each file, as it is done. What is wrong with one file does not stop the next.

    A folder stands for the files in it. With a plan among the files, the frozen baselines and stories of an export are
    restored at the end, and then those frozen that the plan asks for.
    Without an `editor` it is whoever the settings name.
    """
    wishes = wishes or Wishes()
    editor = editor or editor_of(settings)
    if not dry_run:
        _allow(settings, editor)
    settings = replace(settings, user=editor.name)
    store = open_store(settings.store)
    try:
        listed = list_files(files)
        plans = [path for path in listed if holds_plan(path)]
        figures = [path for path in listed if path not in plans]
        marks: dict[Path, Fingerprint] = {}
        known = {} if plans else _recall(store, figures, wishes, marks=marks)
        if len(known) == len(figures) and not plans:
            yield from (known[path] for path in figures)
            return
        carried = find_carried(files)
        yield from _load_all(
            store,
            plans,
            figures,
            carried=carried,
            known=known,
            marks=marks,
            settings=settings,
            dry_run=dry_run,
            wishes=wishes,
            progress=progress,
        )
    finally:
        store.close()


def _allow(settings: Settings, editor: Editor) -> None:
    """Whoever loads may bring a plan too, so both rights are asked for."""
    if settings.published:
        raise NotFoundError("nothing is loaded on the published copy", remedy="Load it with --mode trust")
    editor.require(Right.LOAD_FIGURES)
    editor.require(Right.KEEP_PLAN)


def _recall(
    store: Store, figures: Sequence[Path], wishes: Wishes, *, marks: dict[Path, Fingerprint]
) -> dict[Path, LoadReport]:
    """The files that were loaded before and still stand: for them alone nothing heavy is imported.

    The files' fingerprints are put into `marks`.
    """
    if wishes.again or wishes.picks or wishes.answers:
        return {}
    marks.update((path, take_fingerprint(path)) for path in figures if path.is_file())
    found = {path: recall(store, name=path.name, sha256=mark.sha256) for path, mark in marks.items()}
    return {path: report for path, report in found.items() if report is not None}


def _load_all(
    store: Store,
    plans: Sequence[Path],
    figures: Sequence[Path],
    *,
    carried: Carried,
    known: Mapping[Path, LoadReport],
    marks: Mapping[Path, Fingerprint],
    settings: Settings,
    dry_run: bool,
    wishes: Wishes,
    progress: Progress | None,
) -> Iterator[LoadReport]:
    # imported here: a file that was loaded before needs none of it, and it takes most of a second
    from oba.load.containers.parser import Parser

    def load(path: Path) -> LoadReport:
        return _load(
            store, path, settings, now, dry_run, wishes, progress, parser, fingerprint=marks.get(path)
        )

    now = settings.now()
    with Parser() as parser:
        reports = _load_plans(store, plans, settings, now, dry_run, wishes, parser)
        last = reports.pop() if reports and not figures else None
        yield from reports
        for number, path in enumerate(figures, start=1):
            report = known.get(path) or load(path)
            ending = number == len(figures) and plans and not dry_run
            done = finish(store, carried, now=now) if ending else []
            yield replace(report, notes=(*report.notes, *done))
        if last is not None:
            done = finish(store, carried, now=now) if not dry_run and not last.refused else []
            yield replace(last, notes=(*last.notes, *done))


def _load_plans(
    store: Store,
    plans: Sequence[Path],
    settings: Settings,
    now: datetime,
    dry_run: bool,
    wishes: Wishes,
    parser: Parser,
) -> list[LoadReport]:
    if not plans:
        return []
    from oba.tasks.load_plan import load_plan

    return [
        load_plan(
            store,
            path,
            user=settings.user,
            now=now,
            dry_run=dry_run,
            parser=parser,
            answers=wishes.answers,
        )
        for path in plans
    ]


def list_files(files: Sequence[str | Path]) -> list[Path]:
    """The files, with each folder replaced by what it holds, by name; sidecars and metadata go with their files."""
    found: list[Path] = []
    for given in map(Path, files):
        inside = sorted(given.iterdir()) if given.is_dir() else [given]
        if given.is_dir():
            inside = [path for path in inside if _is_figures(path)]
            if not inside:
                raise NotFoundError(
                    "the folder holds no file that can be loaded",
                    where=str(given.name),
                    expected="files ending in " + ", ".join(ENDINGS),
                    remedy="Check the name of the folder",
                )
        found += inside
    named = set(found)
    return [path for path in found if data_file_of(path) not in named]


def _is_figures(path: Path) -> bool:
    hidden = path.name.startswith(("~$", "."))
    return path.is_file() and not hidden and path.suffix.lower() in ENDINGS and not path.name.endswith(SUFFIX)


def data_file_of(path: Path) -> Path | None:
    """The data file that a metadata file describes; None for any other file."""
    if not path.name.casefold().endswith(METADATA):
        return None
    return path.with_name(path.name[: -len(METADATA)] + ".csv")


def metadata_of(path: Path) -> Path:
    return path.with_name(path.stem + METADATA)


def has_plan_among(files: Sequence[str | Path]) -> bool:
    return any(holds_plan(path) for path in list_files(files))


def _load(
    store: Store,
    path: Path,
    settings: Settings,
    now: datetime,
    dry_run: bool,
    wishes: Wishes,
    progress: Progress | None,
    parser: Parser,
    *,
    fingerprint: Fingerprint | None,
) -> LoadReport:
    from oba.tasks.load_release import load_release, refuse_file

    try:
        if not path.is_file():
            raise NotFoundError("there is no such file", where=path.name, remedy="Check its name and folder")
        source = _find_source(path, wishes)
    except ObaError as error:
        return refuse_file(path.name, error)
    metadata = metadata_of(path)
    return load_release(
        store,
        path,
        source=source,
        user=settings.user,
        now=now,
        dry_run=dry_run,
        progress=progress,
        picks=wishes.picks,
        answers=wishes.answers,
        companions=(metadata,) if metadata.is_file() else (),
        parser=parser,
        again=wishes.again,
        fingerprint=fingerprint,
    )


def _find_source(path: Path, wishes: Wishes) -> Source | None:
    """The sidecar's word first; what the caller says fills in where there is no sidecar."""
    source = read_source(path)
    if source is None and wishes.origin:
        source = build_source({"publisher": "?", "title": "?", **wishes.origin}, where="the command line")
        source = replace(
            source,
            publisher=str(wishes.origin.get("publisher", "")),
            title=str(wishes.origin.get("title", "")),
        )
    if wishes.indicator:
        source = source or Source(publisher="", title="")
        source = source if source.sheets else replace(source, sheets={"": wishes.indicator})
    return source
