"""Read a file of the inbox and say what it would change; nothing is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oba.errors import NotFoundError, ObaError
from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.formats.action_plan import NAME as ACTIONS
from oba.load.limits import UPLOAD
from oba.load.refusal import RefusedFile
from oba.load.source import SUFFIX, read_source
from oba.model.measure import FoundMeasure
from oba.model.plan import PlanBook
from oba.model.release import LoadReport, Source
from oba.model.upload import Decisions, Upload
from oba.settings import Settings
from oba.store.engine import Store, open_store, store_version
from oba.store.inbox import Inbox, companions_of, path_of
from oba.store.plans import read_plan
from oba.tasks.intake import Progress
from oba.tasks.keep_recipe import recipe_folder
from oba.tasks.keep_upload import open_for_work
from oba.tasks.load_plan import FORMAT as PLAN
from oba.tasks.load_plan import load_plan
from oba.tasks.load_release import load_release, refuse_file
from oba.words.loading import LISTS

WORKBOOKS = (".xlsx", ".xlsm")
SAID = ("publisher", "title", "release", "address", "licence", "published")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change in the store as it was at `version`. `book` is the plan that it was read with,
    `along` are the files that came with it and describe it.
    """

    upload: Upload
    report: LoadReport
    version: int
    book: PlanBook | None
    along: tuple[Upload, ...] = ()

    @property
    def is_plan(self) -> bool:
        return self.report.format == PLAN

    @property
    def is_list(self) -> bool:
        """Whether it is a publisher's list, which holds no figures."""
        return self.report.format in LISTS

    @property
    def is_own(self) -> bool:
        """Whether it is the Trust's own action plan, which has no publisher to be named."""
        return self.report.format == ACTIONS

    @property
    def fresh(self) -> list[FoundMeasure]:
        """The measures that the plan does not have, picked or not."""
        keys = {one.key for one in self.book.indicators} if self.book else set()
        return [one for one in self.report.measures if one.indicator.key not in keys]

    @property
    def adds(self) -> int:
        """How many of the file's new measures are picked, and so become indicators."""
        return sum(one.known for one in self.fresh)

    @property
    def fingerprint(self) -> str:
        """What it would do, in a form that two previews share only if both would do the same."""
        report = self.report
        deed = (
            self.upload.sha256,
            report.digest,
            [one.sha256 for one in self.along],
            report.source,
            report.refused,
            report.already_loaded,
            sorted((kind.value, count) for kind, count in report.counts.items() if count),
            report.indicators,
            report.changes,
            (report.notes, report.records) if self.is_plan or self.is_list else (),
            self.upload.decisions,
        )
        return hashlib.sha256(repr(deed).encode()).hexdigest()


def preview_upload(settings: Settings, upload: Upload, *, progress: Progress | None = None) -> Preview:
    """What loading the file would do. It raises nothing that a file can cause."""
    inbox = open_for_work(settings)
    store = open_store(settings.store)
    try:
        return read_upload(store, settings, inbox, upload, dry_run=True, progress=progress)
    finally:
        store.close()


def list_along(settings: Settings, upload: Upload) -> list[Upload]:
    """The files that came with this one and describe it."""
    return companions_of(open_for_work(settings), upload)


def list_layouts(settings: Settings) -> list[tuple[str, int, int]]:
    """The recipes beside the store, as they stand: they are edited by hand, which the store does not notice."""
    folder = recipe_folder(settings.store)
    if folder is None or not folder.is_dir():
        return []
    found = [(path.name, path.stat()) for path in sorted(folder.glob("*.toml"))]
    return [(name, said.st_mtime_ns, said.st_size) for name, said in found]


def read_upload(
    store: Store,
    settings: Settings,
    inbox: Inbox,
    upload: Upload,
    *,
    dry_run: bool,
    progress: Progress | None = None,
    expect: str | None = None,
) -> Preview:
    """Read the file with what was decided about it; without `dry_run` it is written, whole or not at all.

    With `expect`, the digest of what was shown, it is written only if it is that very thing.
    """
    version, book = _look(store)
    along: list[Upload] = []
    told: dict[str, Any] = {
        "user": settings.user,
        "now": settings.now(),
        "dry_run": dry_run,
        "name": upload.name,
        "expect": expect,
    }
    try:
        path = path_of(inbox, upload)
        along = companions_of(inbox, upload)
        with Parser() as parser:
            if _is_plan(path, name=upload.name, parser=parser):
                report = load_plan(store, path, parser=parser, answers=upload.decisions.answers, **told)
                return Preview(upload, report, version, book)
            report = load_release(
                store,
                path,
                source=find_source(inbox, upload, along),
                progress=progress,
                picks=frozenset(upload.decisions.picks),
                answers=upload.decisions.answers,
                limits=UPLOAD,
                proposals=dict(upload.decisions.records),
                companions=[path_of(inbox, one) for one in along],
                parser=parser,
                **told,
            )
    except ObaError as error:
        report = refuse_file(upload.name, error, sha256=upload.sha256)
    return Preview(upload, report, version, book, tuple(along))


def _is_plan(path: Path, *, name: str, parser: Parser) -> bool:
    """What cannot be opened is no plan; why it cannot is told when it is read as figures."""
    if path.suffix not in WORKBOOKS:
        return False
    try:
        return open_file(path, name=name, limits=UPLOAD, parser=parser).is_plan
    except RefusedFile:
        return False


def find_source(inbox: Inbox, upload: Upload, along: list[Upload]) -> Source | None:
    """What a person has said on the page, over what a sidecar says that came along; None where neither does."""
    found = None
    for one in along:
        if one.name.lower().endswith(SUFFIX):
            path = path_of(inbox, one)
            found = read_source(path.with_name(path.name.removesuffix(SUFFIX)))
    said = {name: value for name in SAID if (value := getattr(upload.decisions, name))}
    if not said:
        return found
    return replace(found or Source(publisher="", title=""), **said)


def say_again(report: LoadReport, decisions: Decisions) -> Decisions:
    """The decisions with the source as the report has it, for a form to begin with."""
    if report.source is None:
        return decisions
    return replace(decisions, **{name: getattr(report.source, name) for name in SAID})


def _look(store: Store) -> tuple[int, PlanBook | None]:
    with store.reading() as connection:
        version = store_version(connection)
        try:
            return version, read_plan(connection)
        except NotFoundError:
            return version, None
