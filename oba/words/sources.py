"""Where the figures come from, in one line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from oba.model.release import Source
from oba.words.about import SOFTWARE
from oba.words.numbers import say_date, say_list

EACH_NAMED = "Each row of a download names its own source."
DIFFER = "Licences of the figures: see their sources."

FINGERPRINT = 64
"""Letters of a SHA-256; in a published copy a release of which figures are kept back has none."""


def say_sources(sources: tuple[Source, ...]) -> str:
    """`Source: publisher, title, release 2025, published 4 March 2025.`; '' when none is known."""
    if not sources:
        return ""
    word = "Source" if len(sources) == 1 else "Sources"
    return f"{word}: {'; '.join(say_source(source) for source in sources)}."


def say_publishers(sources: tuple[Source, ...]) -> str:
    """Who published the figures, where there is no room for more: `Source: Department for Education.`"""
    names = tuple(dict.fromkeys(source.publisher for source in sources))
    return f"Source: {'; '.join(names)}." if names else ""


def say_source(source: Source) -> str:
    parts = [source.publisher, source.title]
    if source.release:
        parts.append(f"release {source.release}")
    if source.published:
        parts.append(f"published {say_date(source.published)}")
    elif source.retrieved:
        parts.append(f"retrieved {say_date(source.retrieved)}")
    return ", ".join(part.rstrip(".") for part in parts if part)


def say_cells(file_name: str, cells: str, sha256: str) -> str:
    """Where in a file the figures stand: `rates.xlsx, D4 to D14 (SHA-256 0123456789ab)`, as far as that is public."""
    digest = f" (SHA-256 {sha256[:12]})" if len(sha256) == FINGERPRINT and " " not in sha256 else ""
    return f"{', '.join(filter(None, (file_name, cells)))}{digest}".strip() or "not stated"


def say_release_date(sources: tuple[Source, ...], *, loaded: date | None = None) -> str:
    """`Released 4 March 2025` for the first source, that of the newest figure; another's date is never given for it.

    `No day of release stated; loaded 22 November 2026` where it has none; '' where nothing is known.
    """
    if not sources:
        return ""
    newest = sources[0]
    if newest.published:
        return f"Released {say_date(newest.published)}"
    day, how = (newest.retrieved, "retrieved") if newest.retrieved else (loaded, "loaded")
    return f"No day of release stated; {how} {say_date(day)}" if day else "No day of release stated"


def say_one_licence(licences: Collection[str]) -> str:
    """`Figures: Open Government Licence v3.0.` where all sources are under it; '' where there is no source."""
    if not licences:
        return ""
    named = {one.strip().casefold(): one.strip() for one in reversed(tuple(licences))}
    return f"Figures: {' '.join(named.values())}." if len(named) == 1 and "" not in named else DIFFER


def say_licences(sources: Sequence[Source]) -> tuple[str, ...]:
    """On what terms the figures of each publisher may be used, and the software."""
    found: dict[str, list[str]] = {}
    for one in sources:
        terms = found.setdefault(one.licence.strip(), [])
        if one.publisher not in terms:
            terms.append(one.publisher)
    lines = [
        f"Figures of {say_list(tuple(publishers))}: {licence or 'no licence is stated; ask their publisher'}."
        for licence, publishers in found.items()
    ]
    return (*lines, EACH_NAMED, SOFTWARE)
