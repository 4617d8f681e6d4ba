"""Record what a group says of a service: who may, two at once, and every edit kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from oba.errors import NotFoundError, UsageError
from oba.model.editor import Editor, Right
from oba.model.performance import SAID, ServiceTalk
from oba.model.typed_text import tidy
from oba.settings import Settings
from oba.store.engine import open_store
from oba.store.service_talk import read_talk, write_talk

LONGEST = 2000


def record_talk(
    settings: Settings, editor: Editor, *, service: str, texts: Mapping[str, str], version: int
) -> ServiceTalk:
    """Save these fields of a service's talk, written from its `version`; the others stay as they stand.

    NotAllowedError for who may not write; EditConflict with both texts where somebody has saved it since; UsageError
    for a field that there is not, or a text that is too long.
    """
    editor.require(Right.WRITE_SERVICES)
    if settings.published:
        raise NotFoundError("nothing is written on the published copy", remedy="Go to the home page")
    for name, text in texts.items():
        if name not in SAID:
            raise UsageError(f"field '{name[:40]}'", expected=f"one of {', '.join(SAID)}")
        if len(text) > LONGEST:
            raise UsageError(
                f"{len(text):,} characters", where=name, expected=f"at most {LONGEST:,}", remedy="Shorten it"
            )
    store = open_store(settings.store)
    try:
        with store.writing() as connection:
            now = read_talk(connection, service)
            mine = replace(now, **{name: tidy(text) for name, text in texts.items()}, version=version)
            return write_talk(connection, mine, by=editor.name, at=settings.now())
    finally:
        store.close()
