"""XML out of a zip container, read block by block by a parser that takes no document type."""

from __future__ import annotations

import zipfile
import zlib
from xml.parsers import expat

from oba.load.refusal import RefusedFile

BLOCK = 1 << 16
SEND_AGAIN = "Open it in Excel or LibreOffice, save it, and send it again"


def safe_parser() -> expat.XMLParserType:
    """An XML parser that refuses a document type: spreadsheets have none, attacks do."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise RefusedFile("the workbook holds a document type declaration, as no spreadsheet program writes")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, *, archive: zipfile.ZipFile, part: str) -> None:
    """Run the parser over one part, block by block. RefusedFile when the part is damaged."""
    try:
        with archive.open(part) as file:
            while block := file.read(BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        ValueError,
        OverflowError,
        OSError,
        NotImplementedError,
    ) as error:
        raise damaged() from error


def damaged() -> RefusedFile:
    return RefusedFile("the workbook is damaged", remedy=SEND_AGAIN)


def plain_name(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]
