"""Load an export into an empty store of its own, and say whether that store is the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from oba.load.source import read_source
from oba.model.release import LoadReport, Problem, QuestionKind
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.migrate import migrate
from oba.tasks.carried import WRITTEN
from oba.tasks.digest_store import digest_store
from oba.tasks.keep_baselines import KEPT, PARTLY, restore_baselines
from oba.tasks.keep_retired import RETIRED, restore_retired
from oba.tasks.load_plan import load_plan
from oba.tasks.load_release import load_release
from oba.tasks.write_sidecar import write_sidecar

ATTEMPTS = 3
"""A cell that was accepted once is accepted again; what that brings to light may be asked about after it."""


def rehearse(settings: Settings, store: Store, folder: Path, *, whole_files: bool) -> Iterator[str]:
    """Lines that say what loading the folder will be like. What a person had accepted goes into the sidecars."""
    with tempfile.TemporaryDirectory(prefix="oba-") as place:
        url = f"sqlite:///{(Path(place) / 'again.db').as_posix()}"
        migrate(url)
        again = open_store(url)
        try:
            yield from _load(again, folder, settings)
            one, other = (
                digest_store(each, whole_files=whole_files, baselines=True) for each in (again, store)
            )
            same = one == other
        finally:
            again.close()
    if same:
        same_again = "gives the same plan, figures, markers, revisions, baselines and stories"
        yield f"Tried: loading the folder into an empty store {same_again}."
    else:
        yield "Tried: loading the folder into an empty store does not give quite the same store."


def _load(store: Store, folder: Path, settings: Settings) -> Iterator[str]:
    plan, *files = sorted(
        path for path in folder.iterdir() if path.is_file() and path.suffix not in (".toml", ".json")
    )
    report = load_plan(store, plan, user=settings.user, now=settings.now())
    yield from _refusals(report)
    for path in files:
        yield from _refusals(_load_one(store, path, settings))
    restore_retired(store, [folder / RETIRED])
    restored = restore_baselines(store, [folder / KEPT])
    yield from (f"{line}." for line in restored if PARTLY in line)
    for name, _, restore in WRITTEN:
        if (folder / name).is_file():
            restore(store, [folder / name])


def _load_one(store: Store, path: Path, settings: Settings) -> LoadReport:
    report = load_release(store, path, source=read_source(path), user=settings.user, now=settings.now())
    for _ in range(ATTEMPTS):
        accepted = [
            one.question.subject
            for one in report.problems
            if one.question is not None and one.question.kind is QuestionKind.ACCEPT
        ]
        source = read_source(path)
        if not report.refused or not accepted or source is None:
            break
        write_sidecar(path, replace(source, accepted=(*source.accepted, *accepted)))
        report = load_release(store, path, source=read_source(path), user=settings.user, now=settings.now())
    return report


def _refusals(report: LoadReport) -> Iterator[str]:
    if report.refused:
        first: Problem = next(one for one in report.problems if one.stops)
        yield f"{report.file_name} will be refused when it is loaded: {first.where}: {first.found}."
