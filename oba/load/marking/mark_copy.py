"""The marked copy of a file: an Excel workbook in which each problem stands on its cell, and on a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from oba.load.containers.parser import Parser
from oba.load.containers.signature import FileKind, find_kind
from oba.load.containers.spool import SpoolFolder
from oba.load.containers.text_file import TextFile
from oba.load.file import open_file
from oba.load.limits import COMMAND_LINE, Limits
from oba.load.marking.mark_rows import write_rows
from oba.load.marking.mark_sheet import Marks
from oba.model.release import Problem

HEADER_WITHIN = 30


def write_marked(
    path: Path,
    problems: Sequence[Problem],
    *,
    name: str,
    limits: Limits = COMMAND_LINE,
    parser: Parser | None = None,
) -> bytes:
    """An .xlsx of the file with every problem marked. RefusedFile where the file itself cannot be opened.

    An Excel workbook is the same workbook, without its macros; any other file's rows stand in a new one.
    """
    if parser is None:
        with Parser() as own:
            return write_marked(path, problems, name=name, limits=limits, parser=own)
    if find_kind(path, name=name) is FileKind.ZIP:
        return parser.mark(path, problems=problems, name=name, limits=limits)
    text = open_file(path, name=name, limits=limits, parser=parser).text
    return b"" if text is None else _mark_text(text, problems, name=name)


def _mark_text(text: TextFile, problems: Sequence[Problem], *, name: str) -> bytes:
    told = [(one.outcome, one.where, one.found, one.expected, one.remedy, one.why) for one in problems]
    marks = Marks.of(told, sheets=[""], headers=_headers(text))
    folder = SpoolFolder()
    into = folder.path / "marked.xlsx"
    write_rows([text.sheet()], marks=marks, into=into, name=name, is_text=True)
    content = into.read_bytes()
    folder.close()
    return content


def _headers(text: TextFile) -> dict[str, int]:
    """Where each heading stands, by its words; those of the header row before any other's."""
    found: dict[str, int] = {}
    rows = [text.header, *(row for row in text.head[:HEADER_WITHIN])]
    for row in rows:
        for column, heading in enumerate(row, start=1):
            plain = " ".join(heading.split()).casefold()
            if plain:
                found.setdefault(plain, column)
    return found
