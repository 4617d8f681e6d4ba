"""What would be published, prepared once for each state of the store and of the files that wait."""

from __future__ import annotations

from collections.abc import Callable

from oba.settings import Settings
from oba.tasks.check_publication import Prepared, compare_numbers, prepare_publication
from oba.tasks.compare_publications import Differences
from oba.tasks.keep_upload import list_waiting
from oba.ui.fetch import shelf_of
from oba.ui.load_progress import Progress
from oba.ui.visit import Visit
from oba.words.publishing import COMPARING, PREPARING

MOST_KEPT = 4
"""Of what was prepared or compared, besides the previews that lie on the same shelf."""


def prepared(visit: Visit, settings: Settings, *, progress: Progress) -> Prepared:
    """The copy that would be published, as it was looked at. It says as it goes how far it is."""
    waiting = tuple((one.sha256, one.decisions) for one in list_waiting(settings))
    key = (*_KEY, visit.version, visit.today, waiting)
    shelf = shelf_of(visit.store, visit.identity)
    if key not in shelf:
        shelf[key] = prepare_publication(settings, progress=telling(progress, PREPARING))
        _tidy(shelf, _KEY)
        progress.end()
    found: Prepared = shelf[key]
    return found


def compared(visit: Visit, settings: Settings, first: int, second: int, *, progress: Progress) -> Differences:
    """What changed from one publication to another. A copy never changes, so it is worked out once."""
    key = (*_COMPARED, first, second)
    shelf = shelf_of(visit.store, visit.identity)
    if key not in shelf:
        shelf[key] = compare_numbers(settings, first, second, progress=telling(progress, COMPARING))
        _tidy(shelf, _COMPARED)
        progress.end()
    found: Differences = shelf[key]
    return found


def telling(progress: Progress, name: str) -> Callable[[str, int, int], None]:
    """What a task calls as it goes: `The copy: Comparing figures (1 of 7)`."""
    return lambda what, done, of: progress.say(name, f"{what} ({done + 1:,} of {of:,})")


def _tidy(shelf: dict[tuple[object, ...], object], kind: tuple[str, ...]) -> None:
    for oldest in [key for key in list(shelf) if key[:1] == kind][:-MOST_KEPT]:
        shelf.pop(oldest, None)


_KEY, _COMPARED = ("prepared publication",), ("compared publications",)
