"""Load a return of performance measures: what it would change is shown first, and then saved as it was shown."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oba.errors import NotFoundError, StoreError
from oba.load.containers.parser import Parser
from oba.load.file import open_file
from oba.load.limits import UPLOAD
from oba.load.refusal import RefusedFile
from oba.load.returns.measure_sheet import find_measure_sheet, read_measure_sheet
from oba.model.editor import Editor, Right
from oba.model.performance import MeasureFigure, PerformanceMeasure
from oba.model.release import Problem, Source
from oba.settings import Settings
from oba.store.engine import Store, open_store
from oba.store.measure_figures import FigureChange, compare_figures, write_figures
from oba.store.plans import read_plan
from oba.store.releases import find_release, write_release
from oba.store.vault import vault_of
from oba.tasks.tables import Table, make_table
from oba.words.numbers import say_bare_value, say_count

HEADS = ("Measure", "Period", "What happens", "Now", "Becomes", "Cell")
DONE = {"added": "new", "revised": "revised"}


@dataclass(frozen=True, slots=True)
class MeasurePreview:
    """What a return would change. With a problem that stops it, nothing can be saved. `digest` names what was shown."""

    name: str
    said: str
    table: Table
    problems: tuple[Problem, ...]
    figures: tuple[MeasureFigure, ...]
    changed: int
    digest: str

    @property
    def stopped(self) -> bool:
        return any(one.stops for one in self.problems)


def preview_measures(store: Store, *, name: str, content: bytes) -> MeasurePreview:
    """Read the file and compare it with what is held. RefusedFile for what is no return of measures."""
    with store.reading() as connection:
        book = read_plan(connection)
        measures = {one.key: one for one in book.services.measures}
        indicators = [one.key for one in book.indicators]
        figures, problems = _read(name, content, measures=measures, indicators=indicators)
        changes = compare_figures(connection, figures)
    counted = Counter(one.kind for one in changes)
    said = ", ".join(f"{counted[kind]} {word}" for kind, word in {**DONE, "unchanged": "unchanged"}.items())
    return MeasurePreview(
        name=name,
        said=f"{say_count(len(figures), noun='figure')}: {said}.",
        table=make_table(HEADS, [_row(one, measures) for one in changes if one.kind in DONE]),
        problems=tuple(problems),
        figures=figures,
        changed=counted["added"] + counted["revised"],
        digest=_digest(changes, content),
    )


def save_measures(settings: Settings, editor: Editor, *, name: str, content: bytes, shown: str) -> str:
    """Save the return if it still does what was shown, and keep the file whole. A sentence on what was done.

    NotAllowedError for who may not; StoreError where the figures have changed since; RefusedFile for a file that
    cannot be read, or that a problem stops.
    """
    editor.require(Right.WRITE_SERVICES)
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    store = open_store(settings.store)
    try:
        found = preview_measures(store, name=name, content=content)
        if found.stopped:
            raise RefusedFile(
                "cells of the file cannot be read", where=name, remedy="Mend them and load it again"
            )
        with store.writing() as connection:
            if _digest(compare_figures(connection, found.figures), content) != shown:
                raise StoreError(
                    "the figures have changed since they were shown, so nothing was saved",
                    where=name,
                    remedy="Look at the changes again, then save",
                )
            _write(connection, settings, editor, found, name=name, content=content)
    finally:
        store.close()
    return f"Saved from {name}: {found.said}"


def _write(
    connection: Any, settings: Settings, editor: Editor, found: MeasurePreview, *, name: str, content: bytes
) -> None:
    sha256 = hashlib.sha256(content).hexdigest()
    if find_release(connection, sha256) is not None:
        raise StoreError("this file was loaded as figures of the population before", where=name)
    source = Source(
        publisher=editor.name, title=f"Performance measures: {name}", retrieved=settings.date_today()
    )
    release = write_release(connection, source, file_name=name, sha256=sha256)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.xlsx"
        path.write_bytes(content)
        vault_of(settings.store).keep(path, sha256=sha256)
    figures = [replace(one, release=release) for one in found.figures]
    write_figures(connection, figures, by=editor.name, at=settings.now())


def _read(
    name: str, content: bytes, *, measures: Mapping[str, PerformanceMeasure], indicators: list[str]
) -> tuple[tuple[MeasureFigure, ...], list[Problem]]:
    with tempfile.TemporaryDirectory() as folder, Parser() as parser:
        path = Path(folder) / "file.xlsx"
        path.write_bytes(content)
        opened = open_file(path, name=name, limits=UPLOAD, parser=parser)
        sheet = find_measure_sheet(opened)
        if sheet is None:
            raise RefusedFile(
                "no sheet has the columns of a return of performance measures",
                where=name,
                expected="columns headed Measure key, Period and Value",
                remedy="Download the sheet of the service, fill it in, and load that",
            )
        return read_measure_sheet(sheet, measures=measures, indicators=indicators)


def _row(change: FigureChange, measures: Mapping[str, PerformanceMeasure]) -> tuple[str, ...]:
    one = change.figure
    measure = measures[one.measure]
    before = _say(change.before, measure) if change.before else "nothing"
    return (measure.text, one.period.label, DONE[change.kind], before, _say(one, measure), one.cell)


def _say(one: MeasureFigure, measure: PerformanceMeasure) -> str:
    marks = " ".join(f"[{marker.value}]" for marker in one.markers)
    value = "" if one.value is None else say_bare_value(one.value, indicator=measure.as_curve())
    return " ".join(part for part in (value, marks) if part)


def _digest(changes: tuple[FigureChange, ...], content: bytes) -> str:
    told = [(one.kind, one.figure.measure, one.figure.period, one.before) for one in changes]
    return hashlib.sha256(repr(told).encode() + content).hexdigest()[:20]
