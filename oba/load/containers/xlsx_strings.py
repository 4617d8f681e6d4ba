"""The texts of an Excel workbook: those that its cells share, and those of its comments."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from oba.load.containers.xlsx_cells import decode_text
from oba.load.containers.xlsx_styles import AUTHOR
from oba.load.containers.xml_part import feed, plain_name, safe_parser

SHARED = "xl/sharedStrings.xml"


class _TextReader:
    """Expat handlers: the text of every `item`, its runs joined; readings of Japanese signs are left out."""

    def __init__(self, item: str) -> None:
        self.item = item
        self.found: list[tuple[str, str]] = []
        self.runs: list[str] = []
        self.texts: list[str] = []
        self.reference = self.author = ""
        self.authors: list[str] = []
        self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = plain_name(name)
        if name == self.item:
            self.runs = []
            self.reference = attributes.get("ref", "")
            self.author = attributes.get("authorId", "")
        elif name == "t" or name == "author":
            self.texts.clear()
        elif name == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        name = plain_name(name)
        if name == "t" and not self.phonetic:
            self.runs.append("".join(self.texts))
        elif name == "author":
            self.authors.append("".join(self.texts))
        elif name == self.item and not self._is_ours():
            self.found.append((self.reference, decode_text("".join(self.runs))))
        elif name == "rPh":
            self.phonetic = False

    def _is_ours(self) -> bool:
        """A comment of a marked copy that has come back."""
        return bool(self.author) and self.authors[int(self.author)] == AUTHOR


def _read(archive: zipfile.ZipFile, *, part: str, item: str) -> list[tuple[str, str]]:
    reader = _TextReader(item)
    parser = safe_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.texts.append
    feed(parser, archive=archive, part=part)
    return reader.found


def read_strings(archive: zipfile.ZipFile) -> list[str]:
    """The shared texts, which cells refer to by their place."""
    if SHARED not in archive.namelist():
        return []
    return [text for _, text in _read(archive, part=SHARED, item="si")]


def read_comments(archive: zipfile.ZipFile, *, sheet_part: str) -> list[tuple[str, str]]:
    """The comments on a sheet: cell and text."""
    path = PurePosixPath(sheet_part)
    links = str(path.parent / "_rels" / f"{path.name}.rels")
    if links not in archive.namelist():
        return []
    targets: list[str] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if plain_name(name) == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            targets.append(attributes.get("Target", ""))

    parser = safe_parser()
    parser.StartElementHandler = relation
    feed(parser, archive=archive, part=links)
    parts = [_resolve(target, folder=path.parent) for target in targets]
    return [
        one
        for part in parts
        if part in archive.namelist()
        for one in _read(archive, part=part, item="comment")
    ]


def _resolve(target: str, *, folder: PurePosixPath) -> str:
    """The part that a link leads to, seen from its sheet's folder."""
    if target.startswith("/"):
        return target[1:]
    kept: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            kept = kept[:-1]
        else:
            kept.append(step)
    return "/".join(kept)
