"""Carry what is written of services and of the choosing of indicators from one store to another, edits and all.

Services, measures and budgets themselves are in the plan workbook.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.load.fingerprint import sha256_of
from oba.model.baseline import Baseline
from oba.model.choice import POWERS, Choice, Power
from oba.model.editor import Edit
from oba.model.indicator import Standing
from oba.model.marker import read_markers, write_markers
from oba.model.performance import SAID, MeasureFigure, ServiceTalk
from oba.model.period import Period
from oba.store import choices, measure_figures, service_talk
from oba.store.edits import copy_edits, read_edits
from oba.store.engine import Store
from oba.store.measure_baselines import freeze_measure, read_measure_baselines, supersede_measure
from oba.store.plans import read_front
from oba.store.releases import write_release
from oba.store.retired import read_known
from oba.store.services import SentFile, read_files
from oba.store.vault import vault_of
from oba.tasks.keep_baselines import as_record, build_baseline
from oba.words.numbers import say_count

SERVICES = "services.json"
"""The file of an export that holds them."""
RETURNS = "returns"
"""The folder of an export that holds the returns of measures, each under its SHA-256."""
NUMBERS = ("value", "numerator", "denominator")
KINDS = (measure_figures.KIND, service_talk.KIND, choices.KIND)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptServices:
    """All that was written; `hashes` name the files of each baseline's figures, `files` those of all, by SHA-256."""

    figures: tuple[tuple[MeasureFigure, str], ...]
    baselines: tuple[tuple[Baseline, tuple[str, ...]], ...]
    talks: tuple[ServiceTalk, ...]
    choices: tuple[Choice, ...]
    edits: tuple[Edit, ...]
    files: Mapping[str, SentFile]


def write_services(store: Store, folder: Path) -> list[str]:
    """Write them and the returns into the folder of an export; lines about files that are missing."""
    record = _gather(store)
    text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    (folder / SERVICES).write_text(text + "\n", encoding="utf-8")
    vault, lost = vault_of(store.url), 0
    for one in record["files"]:
        found = vault.find(one["sha256"])
        if found is None:
            lost += 1
            continue
        (folder / RETURNS).mkdir(exist_ok=True)
        shutil.copyfile(found, folder / RETURNS / one["sha256"])
    return [f"{say_count(lost, noun='return')} of measures left out: not kept here any more."] if lost else []


def describe_services(store: Store) -> Iterator[str]:
    """A line for each thing that was written; numbers that a store gives are no part of it."""
    for name, records in _gather(store).items():
        yield from (f"{name} {json.dumps(one, sort_keys=True)}" for one in records)


def restore_services(store: Store, paths: Sequence[Path]) -> list[str]:
    """Write what these files hold into a store that has nothing of the kind; lines that say what was done.

    ObaError when a file is not what an export writes.
    """
    return [line for path in paths for line in _restore(store, path)]


def read_services(path: Path) -> KeptServices:
    """What the file holds. ObaError when it is not what an export writes."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return KeptServices(
            tuple((_build_figure(one), one["file"]) for one in found["figures"]),
            tuple((build_baseline(one), tuple(one["releases"])) for one in found["baselines"]),
            tuple(ServiceTalk(**one) for one in found["talks"]),
            tuple(map(_build_choice, found["choices"])),
            tuple(Edit(id=0, **{**one, "at": datetime.fromisoformat(one["at"])}) for one in found["edits"]),
            {one["sha256"]: SentFile(**one) for one in found["files"]},
        )
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise ObaError(
            "the file cannot be read as what was written of services",
            where=path.name,
            expected="what `python -m oba export` writes",
            remedy="Export the store again, or take the file out of the folder to go without it",
        ) from error


def _gather(store: Store) -> dict[str, list[Record]]:
    with store.reading() as connection:
        keys = measure_figures.list_measures(connection)
        figures = measure_figures.read_figures(connection, keys)
        frozen = read_measure_baselines(connection, keys, superseded=True)
        used = {one.release for one in figures} | {number for one in frozen for number in one.releases}
        files = read_files(connection, used)
        hashes = {number: one.sha256 for number, one in files.items()}
        places = {one.id: place for place, one in enumerate(frozen, start=1)}
        return {
            "figures": [_figure_record(one, hashes) for one in figures],
            "baselines": [
                as_record(one, hashes)
                | {"id": places[one.id], "superseded_by": places.get(one.superseded_by or 0)}
                for one in frozen
            ],
            "talks": [
                {name: getattr(one, name) for name in ("service", *SAID, "version")}
                for one in service_talk.read_talks(connection)
            ],
            "choices": [_choice_record(one) for one in choices.read_choices(connection).values()],
            "edits": [_edit_record(one) for one in read_edits(connection, kinds=KINDS)],
            "files": [one.as_record() for one in sorted(files.values(), key=lambda one: one.sha256)],
        }


def _restore(store: Store, path: Path) -> Iterator[str]:
    kept = read_services(path)
    with store.writing() as connection:
        own = (
            measure_figures.list_measures(connection, with_figures=True),
            service_talk.read_talks(connection),
            choices.read_choices(connection),
        )
        if any(own):
            yield f"{path.name} left out: the store has its own of services or of the choosing of indicators"
            return
        count = _write(connection, kept)
    for sha256 in kept.files:
        file = path.parent / RETURNS / sha256
        if file.is_file() and sha256_of(file) == sha256:
            vault_of(store.url).keep(file, sha256=sha256)
    if count:
        yield f"{say_count(count, noun='record')} of services and of choices restored, with every edit"
    given = len(kept.figures) + len(kept.baselines) + len(kept.talks) + len(kept.choices)
    if left := given - count:
        yield f"{say_count(left, noun='record')} of {path.name} left out: the plan has not all that they name"


def _write(connection: Any, kept: KeptServices) -> int:
    """How many records were written; what the plan does not have is left out."""
    read_front(connection)
    measures, services = read_known(connection, "measures"), read_known(connection, "services")
    indicators = read_known(connection, "indicators")
    numbers = {
        sha256: write_release(connection, one.source, file_name=one.file_name, sha256=sha256)
        for sha256, one in kept.files.items()
    }
    figures = [
        replace(one, release=numbers[sha256]) for one, sha256 in kept.figures if one.measure in measures
    ]
    measure_figures.add_figures(connection, figures)
    placed: dict[int, int] = {}
    wanted = [pair for pair in kept.baselines if pair[0].indicator in measures]
    for one, hashes in wanted:
        releases = tuple(numbers[sha256] for sha256 in hashes if sha256 in numbers)
        placed[one.id] = freeze_measure(connection, replace(one, releases=releases))
    for one, _ in wanted:
        if one.superseded_by in placed:
            supersede_measure(connection, placed[one.id], by=placed[one.superseded_by])
    talks = [one for one in kept.talks if one.service in services]
    for talk in talks:
        service_talk.add_talk(connection, talk)
    chosen = [one for one in kept.choices if one.indicator in indicators]
    for choice in chosen:
        choices.add_choice(connection, choice)
    copy_edits(connection, kept.edits)
    return len(figures) + len(wanted) + len(talks) + len(chosen)


def _figure_record(one: MeasureFigure, hashes: Mapping[int, str]) -> Record:
    return {
        "measure": one.measure,
        "period": one.period.key,
        **{name: getattr(one, name) for name in NUMBERS},
        "marker": write_markers(one.markers),
        "source_text": one.source_text,
        "cell": one.cell,
        "file": hashes[one.release],
    }


def _build_figure(record: Record) -> MeasureFigure:
    return MeasureFigure(
        measure=record["measure"],
        period=Period.from_key(record["period"]),
        **{name: record[name] for name in NUMBERS},
        markers=read_markers(record["marker"]),
        source_text=record["source_text"],
        cell=record["cell"],
    )


def _choice_record(one: Choice) -> Record:
    return {
        "indicator": one.indicator,
        **{name: choices.say_field(one, name) for name in (*choices.DECIDED, "in_workbook")},
        "version": one.version,
    }


def _build_choice(record: Record) -> Choice:
    powers = {name: Power(record[name]) if record[name] else Power.NOT_RATED for name in POWERS}
    standings = {
        name: Standing(record[name]) if record[name] else None for name in ("standing", "in_workbook")
    }
    due = date.fromisoformat(record["due"]) if record["due"] else None
    return Choice(**{**record, **powers, **standings, "due": due})


def _edit_record(one: Edit) -> Record:
    names = ("by", "kind", "key", "field", "before", "after")
    return {"at": one.at.isoformat(), **{name: getattr(one, name) for name in names}}
