"""Start a store: make or update its tables, and load the example when it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oba.errors import NotFoundError
from oba.settings import ROOT, Settings
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import read_plan
from oba.tasks.load_files import load_files
from oba.tasks.tell_load import as_text

EXAMPLE = ROOT / "data"
ENDINGS = (".xlsx", ".csv")


def start_store(settings: Settings, *, example: bool = True) -> Iterator[tuple[str, bool]]:
    """Lines to say as it goes, each with whether something was refused. Run again, it changes nothing."""
    report = migrate(settings.store)
    if report.applied:
        yield f"The store is ready ({len(report.applied)} schema changes applied).", False
    if has_plan(settings):
        yield "The store holds a plan already; changed nothing.", False
        return
    if not example:
        yield "The store is empty. Load a plan: python -m oba load your_plan.xlsx", False
        return
    files = list_example_files()
    yield f"The store is empty: loading the example ({len(files)} files).", False
    for done, loaded in enumerate(load_files(settings, files=files), start=1):
        if loaded.refused:
            yield as_text(loaded), True
        else:
            held = f"{loaded.observations:,} figures" if loaded.observations else loaded.format
            yield f"  {done} of {len(files)}: {loaded.file_name}, {held}", False
            yield from ((f"    {note}", False) for note in loaded.notes)


def has_plan(settings: Settings) -> bool:
    store = open_store(settings.store)
    try:
        with store.reading() as connection:
            read_plan(connection)
    except NotFoundError:
        return False
    finally:
        store.close()
    return True


def list_example_files(folder: Path = EXAMPLE) -> list[Path]:
    """The plan workbook and every file with a sidecar, in the order of their names."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS]
    return [path for path in found if not path.name.startswith("~$")]
