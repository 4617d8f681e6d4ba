"""Tables for a page: headings and rows of text, ready to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold one text for each head; the first of a row names it."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def make_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = ()) -> Table:
    """A table whose columns named in `numbers` are set to the right."""
    return Table(
        heads=tuple(Head(text, number=text in numbers) for text in heads),
        rows=tuple(tuple(row) for row in rows),
    )
