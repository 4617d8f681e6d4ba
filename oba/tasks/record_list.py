"""Record the load of a publisher's list that holds no figures, with its file in the vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oba.load.reading import Reading
from oba.model.load_event import LoadKind
from oba.model.release import LoadReport
from oba.store.engine import Store
from oba.store.releases import record_load, write_release
from oba.store.vault import vault_of
from oba.tasks.intake import Intake


def record_list(connection: Any, store: Store, reading: Reading, intake: Intake, *, sha256: str) -> int:
    """The number of the release, for what is written of the list to point at."""
    release = write_release(connection, reading.source, file_name=reading.opened.name, sha256=sha256)
    record_load(
        connection,
        release_id=release,
        loaded_at=intake.now,
        loaded_by=intake.user,
        format_name=reading.format,
        kind=LoadKind.PLAN,
    )
    # before the load is kept: a load without its file would be traceable to nothing
    vault_of(store.url).keep(intake.path, sha256=sha256)
    return release


def report_list(
    reading: Reading,
    *,
    sha256: str,
    rows: int = 0,
    areas: Iterable[str] = (),
    notes: Iterable[str] = (),
    written: bool = False,
    already: bool = False,
) -> LoadReport:
    return LoadReport(
        reading.opened.name,
        sha256,
        reading.format,
        reading.why,
        rows=rows,
        areas=tuple(areas),
        problems=tuple(reading.problems),
        notes=tuple(notes),
        written=written,
        already_loaded=already,
        source=reading.source,
    )
