"""Where the figures come from, in one line."""

from __future__ import annotations

from datetime import date

from oba.model.release import Source
from oba.words.numbers import say_date


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
