"""The releases whose figures stand: those of which not every load was undone."""

from __future__ import annotations

from dataclasses import replace

from oba.model.release import Release
from oba.store.engine import Store
from oba.store.releases import read_loads
from oba.tasks.gather import Gathered


def list_standing(store: Store, found: Gathered) -> tuple[Release, ...]:
    """In the order in which they first came, each as its newest load that stands tells of it."""
    with store.reading() as connection:
        loads = [one for one in read_loads(connection) if one.stands]
    newest = {one.release.id: one for one in loads}
    return tuple(
        replace(one, loaded_at=load.loaded_at, loaded_by=load.loaded_by, format=load.format)
        for number, one in found.releases.items()
        if (load := newest.get(number)) is not None
    )
