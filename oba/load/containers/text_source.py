"""Where the text of a table comes from: a plain file, or one that is wrapped as gzip or Parquet."""

from __future__ import annotations

from pathlib import Path

from oba.load.containers.gzip_text import inflate, inner_name
from oba.load.containers.parquet_text import write_parquet_text
from oba.load.containers.parser import Parser
from oba.load.containers.signature import FileKind, find_kind
from oba.load.containers.spool import SpoolFolder
from oba.load.containers.text_file import TextFile, open_text
from oba.load.limits import Limits
from oba.load.refusal import RefusedFile
from oba.model.release import Outcome, Problem


def open_table(path: Path, *, kind: FileKind, name: str, limits: Limits, parser: Parser | None) -> TextFile:
    """The table as a text file, which keeps its temporary copy as long as it is held."""
    if kind is FileKind.TEXT:
        return open_text(path, name=name, limits=limits)
    if kind is FileKind.PARQUET:
        folder, plain = _open_parquet(path, name=name, limits=limits, parser=parser)
        said = "the file is a Parquet file: its table was read row by row, its lines counted as in a CSV"
    else:
        folder = parser.make_folder() if parser else SpoolFolder()
        plain = folder.path / "table.csv"
        inflate(path, into=plain, name=name, limits=limits)
        if find_kind(plain, name=inner_name(name)) is not FileKind.TEXT:
            raise RefusedFile(
                "the compressed (gzip) file holds something else than a table in text",
                where=name,
                remedy="Unpack it, and send what is in it",
            )
        said = "the file is compressed (gzip): what it holds was read"
    text = open_text(plain, name=name, limits=limits)
    text.spool = folder
    text.notes.insert(0, Problem(Outcome.NOTE, name, said))
    return text


def _open_parquet(
    path: Path, *, name: str, limits: Limits, parser: Parser | None
) -> tuple[SpoolFolder, Path]:
    if parser is not None:
        return parser.open_parquet(path, name=name, limits=limits)
    folder = SpoolFolder()
    write_parquet_text(path, into=folder.path / "table.csv", name=name, limits=limits)
    return folder, folder.path / "table.csv"
