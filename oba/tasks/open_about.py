"""Open the About page: words, methods, accessibility, licence; from the same texts that the tests check."""

from __future__ import annotations

from dataclasses import dataclass

from oba import __version__
from oba.model.marker import MEANING
from oba.store.engine import Store
from oba.tasks.sketch import Badge, make_badge
from oba.words import about
from oba.words.methods import METHODS, Method
from oba.words.status import VERDICTS


@dataclass(frozen=True, slots=True)
class AboutView:
    purpose: str
    credit: str
    verdicts: tuple[Badge, ...]
    methods: tuple[Method, ...]
    markers: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    access: tuple[str, ...]
    licence: tuple[str, ...]
    version: str


def open_about(_store: Store, *, dark: bool) -> AboutView:
    shown = [(code.value, meaning) for code, meaning in MEANING.items()]
    return AboutView(
        purpose=about.PURPOSE,
        credit=about.CREDIT,
        verdicts=tuple(make_badge(status, dark=dark) for status in VERDICTS.values()),
        methods=METHODS,
        markers=tuple(shown),
        words=about.WORDS,
        access=about.ACCESS,
        licence=about.LICENCE,
        version=__version__,
    )
