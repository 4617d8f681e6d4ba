"""Export a store as a folder of files: plan, frozen baselines, stories, and each release as its publisher put it out.

Loading the folder into an empty store gives the same store. That is tried before it is said.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from oba.errors import UsageError
from oba.load.fingerprint import sha256_of
from oba.load.settling import apply_answers
from oba.model.load_event import Load
from oba.model.plan import PlanBook
from oba.model.release import ADD, LEAVE_OUT, Source
from oba.settings import Settings
from oba.store.answers import read_answers
from oba.store.engine import Store, open_store
from oba.store.plans import read_plan
from oba.store.releases import read_loads
from oba.store.vault import Vault, vault_of
from oba.tasks.export_figures import find_contents, write_figures
from oba.tasks.export_rehearsal import rehearse
from oba.tasks.keep_actions import write_actions
from oba.tasks.keep_baselines import KEPT, write_baselines
from oba.tasks.keep_ideas import write_ideas
from oba.tasks.keep_meetings import write_meetings
from oba.tasks.keep_partners import write_partners
from oba.tasks.keep_retired import write_retired
from oba.tasks.keep_rules import write_rules
from oba.tasks.keep_services import write_services
from oba.tasks.keep_stories import STORIES, write_stories
from oba.tasks.keep_successes import write_successes
from oba.tasks.plan_workbook import write_plan_workbook
from oba.tasks.release_age import OLDER
from oba.tasks.write_sidecar import write_sidecar
from oba.words.numbers import say_count

PLAN = "0000_plan.xlsx"
NUMBERED = re.compile(r"^[0-9]{4}_")


@dataclass(slots=True)
class _Export:
    """What is known while the folder is being written."""

    store: Store
    book: PlanBook
    vault: Vault
    contents: dict[int, set[str]]
    folder: Path
    remade: list[str] = field(default_factory=list)


def export_store(settings: Settings, folder: Path) -> Iterator[str]:
    """Lines to say as it goes. UsageError when the folder holds something already."""
    store = open_store(settings.store, read_only=True)
    try:
        with store.reading() as connection:
            book = read_plan(connection)
            loads = [one for one in read_loads(connection) if one.stands]
        _make_folder(folder)
        (folder / PLAN).write_bytes(write_plan_workbook(book))
        (folder / KEPT).write_text(write_baselines(store), encoding="utf-8")
        lost = [*write_stories(store, folder), *write_services(store, folder)]
        write_actions(store, folder)
        write_partners(store, folder)
        write_meetings(store, folder)
        lost += write_ideas(store, folder)
        write_successes(store, folder)
        write_rules(store, folder)
        write_retired(store, folder)
        contents = find_contents(store)
        export = _Export(store, book, vault_of(store.url), contents, folder)
        for number, load in enumerate(loads, start=1):
            _export_load(export, load, number=number)
        yield f"{PLAN}, {KEPT}, {STORIES} and {say_count(len(loads), noun='release')} are in {folder.name}."
        yield from lost
        yield from (
            f"{name} was made anew from the store's figures: the original file is not kept here."
            for name in export.remade
        )
        yield from rehearse(settings, store, folder, whole_files=not export.remade)
        yield f"Load it into an empty store: python -m oba load {folder.name}"
    finally:
        store.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                "the folder is not empty",
                where=folder.name,
                remedy="Name a new folder: nothing is written over",
            )
    except OSError as error:
        raise UsageError(
            "the folder cannot be made here", where=folder.name, remedy="Name another place"
        ) from error


def _export_load(export: _Export, load: Load, *, number: int) -> None:
    name = f"{number:04}_{NUMBERED.sub('', Path(load.file_name).name)}"
    kept = export.vault.find(load.sha256)
    source = _source_of(export, load)
    if kept is not None:
        path = export.folder / name
        shutil.copyfile(kept, path)
        if sha256_of(path) == load.sha256:
            write_sidecar(path, source)
            return
        path.unlink()
    path = (export.folder / name).with_suffix(".csv")
    write_figures(export.store, path, release=load.release.id)
    write_sidecar(path, replace(source, sheets={}, indicators={}))
    export.remade.append(path.name)


def _source_of(export: _Export, load: Load) -> Source:
    """All that is needed to read the file as it was read: what was answered, and what was not in it then.

    An indicator that came into the plan later is left out of the files that did not bring it.
    """
    source = load.release.source
    with export.store.reading() as connection:
        answers = read_answers(connection, source.publisher, source.title)
    source = apply_answers(source, answers)
    held = export.contents.get(load.release.id, set())
    keys = {code: one.key for one in export.book.indicators for code in one.codes}
    decided = {
        text: keys.get(text, answer) if answer == ADD else answer
        for text, answer in source.indicators.items()
    }
    later = {code: LEAVE_OUT for code, key in keys.items() if key not in held}
    return replace(
        source,
        publisher=load.release.source.publisher,
        title=load.release.source.title,
        indicators={**decided, **later},
        accepted=(*source.accepted, OLDER),
        leave_out_other_areas=True if source.leave_out_other_areas is None else source.leave_out_other_areas,
    )


def list_files(folder: Path) -> Sequence[Path]:
    """What an export holds, in the order in which it is loaded."""
    return sorted(path for path in folder.iterdir() if NUMBERED.match(path.name) and path.suffix != ".toml")
