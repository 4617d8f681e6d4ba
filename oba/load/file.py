"""From a path to figures: open what is safe, recognise it, read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from oba.load.containers.parser import Parser
from oba.load.containers.signature import FileKind, find_kind
from oba.load.containers.text_source import open_table
from oba.load.containers.workbook import open_workbook
from oba.load.limits import STANDARD, Limits
from oba.load.opened import OpenedFile
from oba.load.reading import Reading
from oba.load.recognise import propose_source, recognise
from oba.load.reference import Reference
from oba.load.refusal import RefusedFile
from oba.model.recipe import Recipe
from oba.model.release import Source

SettleSource = Callable[[Source], Source]


def open_file(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = STANDARD,
    parser: Parser | None = None,
    recipes: tuple[Recipe, ...] = (),
    companions: tuple[Path, ...] = (),
) -> OpenedFile:
    """The file, scanned and open. `name` is what messages call it. RefusedFile for what is not accepted.

    With a parser, what may be hostile is opened in its process, and can be read until it is closed.
    """
    name = name or path.name
    try:
        size = path.stat().st_size
        kind = find_kind(path, name=name) if path.is_file() else None
    except OSError:
        kind = None
    if kind is None:
        raise RefusedFile("the file was not found or cannot be read", where=name)
    if limits.file_bytes is not None and size > limits.file_bytes:
        raise RefusedFile(
            f"the file has {size / 2**20:.1f} MB",
            where=name,
            expected=f"at most {limits.file_bytes >> 20} MB",
            remedy="Load it from the command line, or send only the rows that are needed",
        )
    book = text = None
    if kind is FileKind.ZIP:
        book = (parser.open_workbook if parser else open_workbook)(path, name=name, limits=limits)
    else:
        text = open_table(path, kind=kind, name=name, limits=limits, parser=parser)
    return OpenedFile(path, name, book=book, text=text, recipes=recipes, companions=companions)


def read_opened(opened: OpenedFile, *, reference: Reference, settle: SettleSource) -> Reading:
    """Recognise; the figures are read as `Reading.frames` is. RefusedFile for a layout that is not known.

    `settle` makes of the source that the file itself proposes the one it is read with.
    """
    module, why = recognise(opened)
    return Reading(opened, module.NAME, why, reference, settle(propose_source(module, opened)), module)


def read_file(
    path: Path, *, reference: Reference, source: Source, name: str | None = None, limits: Limits = STANDARD
) -> Reading:
    """Open and recognise a file whose source is known. RefusedFile for what is not accepted."""
    opened = open_file(path, name=name, limits=limits)
    return read_opened(opened, reference=reference, settle=lambda _: source)
