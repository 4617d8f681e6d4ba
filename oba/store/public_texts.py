"""Every text of a published copy, each where it stands: for whoever looks through all that is to be public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, String, Table, select

from oba.store.schema import metadata

CLOSED = frozenset(("observation", "observation_history", "period", "meta", "text_tick"))
"""Tables without free text: their words are a closed list, or keys."""
MACHINE = frozenset(
    (
        "sha256",
        "file",
        "file_sha256",
        "marker",
        "record",
        "head",
        "method",
        "methods",
        "format",
        "given",
        "code",
    )
)
"""Columns that no person writes in words."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text that the public would read, and where it stands: table, column and the key of its first row."""

    table: str
    column: str
    key: str
    text: str


def list_public_texts(connection: Connection) -> Iterator[PublicText]:
    """Every text of a published copy, each once a column. The copy holds nothing else, so that none is missed."""
    for table in metadata.sorted_tables:
        if table.name not in CLOSED:
            yield from _list_texts(connection, table)


def _list_texts(connection: Connection, table: Table) -> Iterator[PublicText]:
    keys = [column.name for column in table.primary_key.columns]
    written = [
        column.name
        for column in table.c
        if isinstance(column.type, String) and not column.foreign_keys and column.name not in MACHINE
    ]
    if not written:
        return
    seen: set[tuple[str, str]] = set()
    for row in connection.execute(
        select(*(table.c[name] for name in dict.fromkeys((*keys, *written))))
    ).mappings():
        for name in written:
            text = row[name]
            if text and (name, text) not in seen:
                seen.add((name, text))
                yield PublicText(table.name, name, "/".join(str(row[key]) for key in keys), text)
