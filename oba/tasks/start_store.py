"""Start a store: make or update its tables, and load the example when it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from oba.errors import NotFoundError
from oba.load.fingerprint import sha256_of
from oba.model.editor import editor_of
from oba.model.plan import PlanBook
from oba.settings import ROOT, Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.store.releases import find_release
from oba.tasks.load_files import load_files
from oba.tasks.tell_load import as_text

EXAMPLE = ROOT / "data"
ENDINGS = (".xlsx", ".csv")
PLAN = "middlesbrough_plan.xlsx"
EXAMPLE_TITLE = "Middlesbrough Children & Young People's Plan"


def start_store(settings: Settings, *, example: bool = True) -> Iterator[tuple[str, bool]]:
    """Lines to say as it goes, each with whether something was refused. Run again, it changes nothing."""
    report = migrate(settings.store)
    if report.applied:
        yield f"The store is ready ({len(report.applied)} schema changes applied).", False
    files = list_missing(settings) if example or has_example(settings) else []
    if has_plan(settings) and not (has_example(settings) and files):
        yield "The store holds a plan already; changed nothing.", False
        return
    if not files:
        yield "The store is empty. Load a plan: python -m oba load your_plan.xlsx", False
        return
    yield f"Loading the example ({len(files)} files).", False
    working = replace(settings, mode="trust")  # who sets a published copy up fills it, and nobody after
    for done, loaded in enumerate(load_files(working, editor=editor_of(working), files=files), start=1):
        if loaded.refused:
            yield as_text(loaded), True
        else:
            held = f"{loaded.observations:,} figures" if loaded.observations else loaded.format
            yield f"  {done} of {len(files)}: {loaded.file_name}, {held}", False
            yield from ((f"    {note}", False) for note in loaded.notes)


def list_missing(settings: Settings) -> list[Path]:
    """The example's files that the store does not hold: all of them at first, the rest after an interruption.

    The plan stands first whenever a file is missing, for its baselines are frozen when all figures are there.
    """
    files = list_example_files()
    store = open_store(settings.store)
    try:
        with store.reading() as connection:
            missing = [path for path in files if find_release(connection, sha256_of(path)) is None]
    finally:
        store.close()
    return [path for path in files if path in missing or path.name == PLAN] if missing else []


def has_example(settings: Settings) -> bool:
    """Whether the plan that the store holds is the one that ships with the product."""
    book = _read_plan(settings)
    return book is not None and book.plan.example and book.plan.title == EXAMPLE_TITLE


def has_plan(settings: Settings) -> bool:
    return _read_plan(settings) is not None


def _read_plan(settings: Settings) -> PlanBook | None:
    store = open_store(settings.store)
    try:
        with store.reading() as connection:
            return read_plan(connection)
    except NotFoundError:
        return None
    finally:
        store.close()


def list_example_files(folder: Path = EXAMPLE) -> list[Path]:
    """The plan workbook and the files of figures, in the order of their names."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS]
    return [path for path in found if not path.name.startswith("~$")]
