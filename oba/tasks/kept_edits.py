"""An edit as a file of an export holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oba.model.editor import Edit

TEXTS = ("by", "kind", "key", "field")


def build_edit(record: Mapping[str, Any]) -> Edit:
    """KeyError, TypeError or ValueError for what is no edit: its texts are texts, its moment has a time zone."""
    at = datetime.fromisoformat(record["at"])
    if at.tzinfo is None:
        raise ValueError("a moment without its time zone")
    said = {name: record[name] for name in TEXTS}
    changed = {name: record[name] for name in ("before", "after")}
    given = (*said.values(), *(text for text in changed.values() if text is not None))
    if not all(isinstance(text, str) for text in given):
        raise TypeError("an edit of what is no text")
    return Edit(id=0, at=at, **said, **changed)
