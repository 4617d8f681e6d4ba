"""The area of each row of Explore Education Statistics: its level says which of the geography columns to read."""

from __future__ import annotations

from oba.load.chunk import Texts
from oba.load.publishers.ees_columns import GEOGRAPHY, EesColumns
from oba.load.publishers.publisher_columns import combine
from oba.load.text_columns import Block

CODES = {
    "national": ("country_code",),
    "regional": ("region_code",),
    "local authority": ("new_la_code", "old_la_code"),
    "local authority district": ("lad_code",),
}
NAMES = {
    "national": "country_name",
    "regional": "region_name",
    "local authority": "la_name",
    "local authority district": "lad_name",
}


def read_areas(block: Block, *, columns: EesColumns) -> tuple[Texts, Texts]:
    """Codes and names. An area of another level (a school, a ward) is known by its level and its own codes."""
    headers = [name for name in columns.places if GEOGRAPHY.fullmatch(name)]
    parts = [block.texts(columns.places[name]) for name in ("geographic_level", *headers)]

    def code(level: str, *said: str) -> str:
        row = dict(zip(headers, said, strict=True))
        names = CODES.get(level.casefold())
        if names is not None:
            return next((row[name] for name in names if row.get(name)), "")
        own = [value for name, value in row.items() if value and not name.startswith(("country", "region"))]
        return " ".join([level, *own])

    def name(level: str, *said: str) -> str:
        return dict(zip(headers, said, strict=True)).get(NAMES.get(level.casefold(), ""), "")

    return combine(parts, into=code), combine(parts, into=name)
