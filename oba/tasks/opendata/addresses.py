"""Where the files of the open data stand. An address never changes once a publication has used it."""

from __future__ import annotations

import re
from hashlib import sha256

from oba.words import open_figures, open_plan

FOLDER = "data"
MADE = "indicator-"
LONGEST = 120
_TAKEN = frozenset(
    {
        *(
            one.name
            for module in (open_figures, open_plan)
            for one in vars(module).values()
            if hasattr(one, "columns")
        ),
        *("index", "tables", "datapackage", "csv-metadata", "figures-schema", "checksums"),
        *(
            "con",
            "prn",
            "aux",
            "nul",
            *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
        ),
    }
)
"""Names of other files here, and those that Windows has no files of."""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)


def address_of(indicator: str, kind: str) -> str:
    """`data/infant_mortality.csv`; kinds are csv, json and xlsx. No two indicators share an address."""
    return f"{FOLDER}/{name_of(indicator)}.{kind}"


def name_of(indicator: str) -> str:
    """The key, or a name made of it where no file can be called so."""
    if _PLAIN.fullmatch(indicator) and indicator not in _TAKEN and not indicator.startswith(MADE):
        name = indicator
    else:
        name = MADE + "".join(map(_spell, indicator))
    if len(name) <= LONGEST:
        return name
    return f"{MADE}-{sha256(indicator.encode(errors='surrogatepass')).hexdigest()}"


def _spell(letter: str) -> str:
    plain = letter.isascii() and (letter.islower() or letter.isdigit())
    return letter if plain else f"-{ord(letter):x}-"
