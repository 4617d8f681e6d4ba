"""What the mapper shows, from the caches of `fetch`."""

from __future__ import annotations

from typing import Any

from oba.model.recipe import Recipe
from oba.model.upload import Upload
from oba.settings import Settings
from oba.tasks.map_layout import MapView, open_map, waiting_path
from oba.tasks.map_preview import MapPreview, preview_recipe
from oba.ui.fetch import mapped
from oba.ui.visit import Visit


def map_view(
    visit: Visit, settings: Settings, upload: Upload, *, sheet: str, header_rows: tuple[int, ...]
) -> MapView:
    """A sheet of a waiting file as the mapper shows it."""

    def make() -> MapView:
        path = waiting_path(settings, upload)
        return open_map(settings, path, name=upload.name, sheet=sheet, header_rows=header_rows)

    found: MapView = mapped((*_map_key(visit, upload), sheet, header_rows), make)
    return found


def map_preview(visit: Visit, settings: Settings, upload: Upload, recipe: Recipe) -> MapPreview:
    """What a recipe makes of a waiting file."""

    def make() -> MapPreview:
        return preview_recipe(settings, waiting_path(settings, upload), name=upload.name, recipe=recipe)

    found: MapPreview = mapped((*_map_key(visit, upload), repr(recipe)), make)
    return found


def _map_key(visit: Visit, upload: Upload) -> tuple[Any, ...]:
    return visit.store, visit.identity, visit.version, upload.sha256, upload.name
