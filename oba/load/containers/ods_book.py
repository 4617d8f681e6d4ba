"""An OpenDocument spreadsheet, read in one pass into spooled rows."""

from __future__ import annotations

import zipfile

from oba.load.containers.ods_cells import OdsReader
from oba.load.containers.spooled_book import BookWriter, SpooledBook
from oba.load.containers.workbook_parts import check_other_parts
from oba.load.containers.xml_part import feed, safe_parser
from oba.load.limits import Limits

CONTENT = "content.xml"


def read_ods(archive: zipfile.ZipFile, *, name: str, limits: Limits, into: BookWriter) -> SpooledBook:
    """Every visible sheet that holds something; hidden ones are scanned, and told of."""
    check_other_parts(archive, done={CONTENT})
    parser = safe_parser()
    OdsReader(parser, into=into, limits=limits)
    feed(parser, archive=archive, part=CONTENT)
    return into.finish(name=name)
