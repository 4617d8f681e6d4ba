"""Make the key of a new record of its name: once, and for ever."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40


def make_key(name: str, *, taken: Collection[str], other: str) -> str:
    """`cleveland_police` of `Cleveland Police`, with a number where that is taken; `other` where no letter is left."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_") or other
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
