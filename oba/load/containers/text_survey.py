"""One pass over a text file's bytes before it is parsed: its records, its quotes, its line ends, its rows' widths."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oba.load.containers.text_encoding import CP1252, UTF8
from oba.load.refusal import RefusedFile

BLOCK = 1 << 18
LINE_END, RETURN, QUOTE = ord("\n"), ord("\r"), ord('"')


@dataclass(frozen=True, slots=True)
class Survey:
    """`records` counts every row of the file. `even` says that all rows are surely as wide as the first."""

    records: int
    even: bool
    breaks: bool


def survey_text(path: Path, *, name: str, encoding: str, delimiter: str, width: int) -> Survey:
    """Count records, and the delimiters of each, outside quotes: short rows and open quotes cannot hide.

    The parser would fill a short row and cut a long one without a word. `width` is the first row's.
    """
    ends = inside = carried = lone = 0
    quoted = uneven = False
    kept = (ord(delimiter), LINE_END, QUOTE)
    beside = np.zeros(256, dtype=bool)
    beside[[*kept, RETURN]] = True
    others = bytes(sign for sign in range(256) if sign not in kept)
    last = b"\n"
    for block in _blocks(path, encoding=encoding):
        if b"\0" in block:
            raise RefusedFile("the file is not text", where=name, expected="a CSV file")
        if b"\r" in block:
            lone += _lone_returns(_outside(block, quoted=quoted))
        # what is left is one delimiter sign for each part of a row but the last, then the line's end
        bones = block.translate(None, others)
        if quoted or b'"' in bones:
            uneven = uneven or _has_stray_quote(block, beside=beside)
            parts = bones.split(b'"')
            bare = b"".join(parts[1 if quoted else 0 :: 2])
            quoted ^= len(parts) % 2 == 0
            inside += bones.count(b"\n") - bare.count(b"\n")
            bones = bare
        skeleton = np.frombuffer(bones, dtype=np.uint8)
        upto = np.flatnonzero(skeleton == LINE_END)
        uneven = uneven or bool((np.diff(upto, prepend=-1 - carried) != width).any())
        carried = len(skeleton) - 1 - int(upto[-1]) if len(upto) else carried + len(skeleton)
        ends += len(upto)
        last = block[-1:]
    if quoted:
        raise _open(path, name=name, encoding=encoding)
    if lone:
        raise RefusedFile(
            "a line is broken by a carriage return alone",
            where=name,
            remedy="Save the table again as CSV UTF-8: its cells may be cut in two",
        )
    unended = last != b"\n"
    return Survey(ends + unended, not (uneven or (unended and carried + 1 != width)), inside > 0)


def _blocks(path: Path, *, encoding: str) -> Iterator[bytes]:
    """The whole file in bytes where comma, quote and line end are one byte each; checks the encoding.

    No block ends between the two signs of a Windows line end.
    """
    if encoding.startswith("utf-16"):
        with path.open(encoding=encoding, newline="") as file:
            while block := file.read(BLOCK):
                while block.endswith("\r") and (more := file.read(1)):
                    block += more
                yield block.encode()
        return
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == UTF8 else CP1252)()
    with path.open("rb") as raw:
        while found := raw.read(BLOCK):
            while found.endswith(b"\r") and (byte := raw.read(1)):
                found += byte
            if decoder.getstate()[0] or not found.isascii():
                decoder.decode(found)
            yield found
    decoder.decode(b"", True)


def _outside(block: bytes, *, quoted: bool) -> bytes:
    """What stands outside quotes, in a block that begins inside them or not."""
    return b"".join(block.split(b'"')[1 if quoted else 0 :: 2])


def _has_stray_quote(block: bytes, *, beside: NDArray[np.bool_]) -> bool:
    """Whether a quotation mark stands amid a cell, beside none of the signs that it opens or closes a cell at.

    Such a mark is text to the parser; widths are then counted as the parser does, row by row.
    """
    signs = np.frombuffer(block, dtype=np.uint8)
    at = np.flatnonzero(signs[1:-1] == QUOTE) + 1
    return not bool((beside[signs[at - 1]] | beside[signs[at + 1]]).all())


def _lone_returns(outside: bytes) -> int:
    """How many carriage returns have no line feed after them: the parser would start a row at each."""
    if b"\r" not in outside:
        return 0
    signs = np.frombuffer(outside + b" ", dtype=np.uint8)
    returns = np.flatnonzero(signs == RETURN)
    return int(np.count_nonzero(signs[returns + 1] != LINE_END))


def _open(path: Path, *, name: str, encoding: str) -> RefusedFile:
    """The refusal that names the line on which the last quotation mark opens."""
    line, opened, quoted = 1, 1, False
    with path.open(encoding=encoding, newline="") as file:
        for line, content in enumerate(file, start=1):
            if content.count('"') % 2:
                quoted = not quoted
                opened = line if quoted else opened
    return RefusedFile(
        "a quotation mark is opened and never closed",
        where=f"{name}, line {opened}",
        remedy="Close it, or save the table again as CSV UTF-8",
    )
