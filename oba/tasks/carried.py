"""What the folders of an export hold beside the files of a plan and of figures: frozen, or written by people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from oba.errors import NotFoundError
from oba.store.engine import Store
from oba.tasks.keep_actions import ACTIONS, read_actions, restore_actions
from oba.tasks.keep_baselines import KEPT, read_records, restore_baselines
from oba.tasks.keep_ideas import IDEAS, read_kept_ideas, restore_ideas
from oba.tasks.keep_meetings import MEETINGS, read_meetings_file, restore_meetings
from oba.tasks.keep_partners import PARTNERS, read_kept_partners, restore_partners
from oba.tasks.keep_retired import RETIRED, read_kept_retired, restore_retired
from oba.tasks.keep_rules import RULES, read_kept_rules, restore_rules
from oba.tasks.keep_services import SERVICES, read_services, restore_services
from oba.tasks.keep_stories import STORIES, read_stories, restore_stories
from oba.tasks.keep_successes import SUCCESSES, read_kept_successes, restore_successes

Carried = Mapping[str, Sequence[Path]]
"""The files of each kind that were found, by their name in an export."""

WRITTEN: tuple[tuple[str, Callable[[Path], object], Callable[[Store, Sequence[Path]], list[str]]], ...] = (
    (STORIES, read_stories, restore_stories),
    (SERVICES, read_services, restore_services),
    (ACTIONS, read_actions, restore_actions),
    (PARTNERS, read_kept_partners, restore_partners),
    (MEETINGS, read_meetings_file, restore_meetings),
    (IDEAS, read_kept_ideas, restore_ideas),
    (SUCCESSES, read_kept_successes, restore_successes),
    (RULES, read_kept_rules, restore_rules),
)
"""What people wrote: its file's name, how it is read, how it is restored. Restored in this order."""


def find_carried(files: Sequence[str | Path]) -> Carried:
    """Each is read once: what is wrong with it is said before anything is written."""

    def find(name: str, read: Callable[[Path], object]) -> list[Path]:
        found = [path for given in map(Path, files) if (path := given / name).is_file()]
        for path in found:
            read(path)
        return found

    before = {RETIRED: find(RETIRED, read_kept_retired), KEPT: find(KEPT, read_records)}
    return before | {name: find(name, read) for name, read, _ in WRITTEN}


def finish(store: Store, carried: Carried, *, now: datetime) -> list[str]:
    """What was restored and frozen; nothing where a refused plan left the store without one."""
    from oba.tasks.freeze_baselines import freeze_baselines

    try:
        done = restore_retired(store, carried[RETIRED])
        done += [*restore_baselines(store, carried[KEPT]), *freeze_baselines(store, now=now)]
        for name, _, restore in WRITTEN:
            done += restore(store, carried[name])
    except NotFoundError:
        return []
    return done
