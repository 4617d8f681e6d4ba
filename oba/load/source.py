"""The sidecar of a file: who published it, what it is, and what a person has decided about reading it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from oba.errors import ObaError
from oba.model.marker import Marker
from oba.model.release import Source

SUFFIX = ".source.toml"
TEXTS = ("publisher", "title", "release", "address", "licence", "note")
DATES = ("published", "retrieved")
KNOWN = {*TEXTS, *DATES, "sheets", "indicators", "symbols", "areas", "periods", "accepted", "other_areas"}
EXAMPLE = 'a line such as publisher = "Department for Education"'


class SourceError(ObaError):
    """The sidecar is missing, cannot be read, or says something it cannot say."""


def sidecar_of(path: Path) -> Path:
    """The sidecar that belongs beside a file: `x.xlsx.source.toml`."""
    return path.with_name(path.name + SUFFIX)


def read_source(path: Path) -> Source | None:
    """The sidecar beside the file at `path`, or None when there is none. SourceError when it is wrong."""
    sidecar = sidecar_of(path)
    try:
        said = tomllib.loads(sidecar.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SourceError(
            "the file is not in UTF-8", where=sidecar.name, remedy="Save it as UTF-8 text"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(str(error), where=sidecar.name, expected=EXAMPLE) from None
    return build_source(said, where=sidecar.name)


def build_source(said: dict[str, Any], *, where: str) -> Source:
    """The source that a parsed sidecar describes; `where` names it in errors."""
    unknown = sorted(set(said) - KNOWN)
    if unknown:
        raise SourceError(f"'{unknown[0]}' is not known here", where=where, expected=", ".join(sorted(KNOWN)))
    for key in ("publisher", "title"):
        if not said.get(key):
            raise SourceError(f"the {key} is not given", where=where, expected=f'{key} = "..."')
    texts = {key: _text(said.get(key, ""), key=key, where=where) for key in TEXTS}
    return Source(
        **texts,
        published=_day(said.get("published"), key="published", where=where),
        retrieved=_day(said.get("retrieved"), key="retrieved", where=where),
        sheets=_table(said.get("sheets", {}), key="sheets", where=where),
        indicators=_table(said.get("indicators", {}), key="indicators", where=where),
        symbols=_symbols(said.get("symbols", {}), where=where),
        areas=_table(said.get("areas", {}), key="areas", where=where),
        periods=_table(said.get("periods", {}), key="periods", where=where),
        accepted=_accepted(said.get("accepted", []), where=where),
        leave_out_other_areas=_other_areas(said.get("other_areas"), where=where),
    )


def _text(value: object, *, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise SourceError(f"{key} is {value}", where=where, expected=f'text in quotes: {key} = "{value}"')
    return value


def _day(value: object, *, key: str, where: str) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, date):
        raise SourceError(
            f"{key} is '{value}'", where=where, expected=f"a date without quotes: {key} = 2025-03-04"
        )
    return value if type(value) is date else date(value.year, value.month, value.day)


def _table(value: object, *, key: str, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise SourceError(
            f"[{key}] is not a table of texts", where=where, expected=f'[{key}] and below it "name" = "text"'
        )
    return dict(value)


def _symbols(value: object, *, where: str) -> dict[str, str]:
    symbols = _table(value, key="symbols", where=where)
    codes = {marker.value for marker in Marker}
    for symbol, code in symbols.items():
        if code.strip("[]") not in codes:
            raise SourceError(
                f"'{symbol}' stands for '{code}'", where=where, expected=f"one of {', '.join(sorted(codes))}"
            )
    return {symbol: code.strip("[]") for symbol, code in symbols.items()}


def _accepted(value: object, *, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(cell, str) for cell in value):
        raise SourceError(
            "accepted is not a list of cells", where=where, expected='accepted = ["Year 6!D14"]'
        )
    return tuple(value)


def _other_areas(value: object, *, where: str) -> bool | None:
    if value is None:
        return None
    if value not in ("refuse", "leave out"):
        raise SourceError(f"other_areas is '{value}'", where=where, expected='"refuse" or "leave out"')
    return value == "leave out"
