"""The name that a key has in an address: keys are anything that people type, addresses and files are not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

LONGEST = 60
_SAFE = re.compile(rf"[a-z0-9_]{{1,{LONGEST}}}")
_TAKEN = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that no file may have on some machines."""


@cache
def name_page(key: str) -> str:
    """The key itself where it is small letters, digits and lines; else what is left of it, and a part of its hash.

    Two keys never have the same name, also where capitals count for nothing.
    """
    if _SAFE.fullmatch(key) and not _TAKEN.fullmatch(key):
        return key
    plain = unicodedata.normalize("NFKD", key.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
    return f"{stem or 'page'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
