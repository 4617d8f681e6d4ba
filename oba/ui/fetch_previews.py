"""What reading a waiting file gave, kept until the store, the file's company or an answer changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oba.model.upload import Upload
from oba.settings import Settings
from oba.tasks.preview_upload import Preview, list_along, list_layouts, preview_upload
from oba.ui.fetch import shelf_of
from oba.ui.visit import Visit

MOST_PREVIEWS = 64


def preview(
    visit: Visit, settings: Settings, upload: Upload, *, progress: Callable[[str, int], None]
) -> Preview:
    """What a waiting file would change; read anew only when the store, the file's company or an answer changed."""
    shelf, key = shelf_of(visit.store, visit.identity), _preview_key(visit, settings, upload)
    if key not in shelf:
        shelf[key] = preview_upload(settings, upload, progress=progress)
        for oldest in list(shelf)[:-MOST_PREVIEWS]:
            shelf.pop(oldest, None)
    found: Preview = shelf[key]
    return found


def kept_preview(visit: Visit, settings: Settings, upload: Upload) -> Preview | None:
    """What reading the file gave, if it has been read."""
    return shelf_of(visit.store, visit.identity).get(_preview_key(visit, settings, upload))


def _preview_key(visit: Visit, settings: Settings, upload: Upload) -> tuple[Any, ...]:
    along = tuple(one.sha256 for one in list_along(settings, upload))
    return visit.version, visit.today, upload.sha256, upload.decisions, along, tuple(list_layouts(settings))
