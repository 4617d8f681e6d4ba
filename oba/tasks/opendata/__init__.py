"""Open data: everything that is published as files that other people's programs read."""

from oba.tasks.opendata.addresses import address_of
from oba.tasks.opendata.files import CHECKSUMS, OpenFile, list_files

__all__ = ["CHECKSUMS", "OpenFile", "address_of", "list_files"]
