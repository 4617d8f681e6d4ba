"""Writes small OpenDocument spreadsheets as spreadsheet programs do, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def cell(value: object = None, *, more: str = "", inside: str = "") -> str:
    """One cell of the type that the value has; `more` are further attributes, `inside` further elements."""
    if value is None:
        return f"<table:table-cell {more}>{inside}</table:table-cell>"
    if isinstance(value, str):
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string" {more}>{inside}{paragraphs}</table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value={quoteattr(str(value))} {more}>{inside}'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def row(*cells: object, more: str = "") -> str:
    """One row; what begins with `<` is a cell already written."""
    written = [one if isinstance(one, str) and one.startswith("<") else cell(one) for one in cells]
    return f"<table:table-row {more}>{''.join(written)}</table:table-row>"


def table(name: str, *rows: str, more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def content(*tables: str, styles: str = "", top: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{top}<office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def write_ods(path: Path, xml: str, *, parts: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", xml)
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return path
