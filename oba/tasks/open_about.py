"""Open the About page: words, methods, accessibility, licence; from the same texts that the tests check."""

from __future__ import annotations

from dataclasses import dataclass

from oba import __version__
from oba.model.marker import MEANING
from oba.store.engine import Store
from oba.tasks.compute.describe import COMMAND, list_methods
from oba.tasks.sketch import Badge, make_badge
from oba.tasks.tables import Table, make_table
from oba.words import about
from oba.words.compute import PURPOSE, RULES
from oba.words.methods import METHODS, Method
from oba.words.methods_computed import COMPUTED
from oba.words.status import CANNOT_BE_JUDGED, VERDICTS


@dataclass(frozen=True, slots=True)
class ComputeView:
    """How one method of the command line is called, what its lines hold and what it answers."""

    name: str
    purpose: str
    command: str
    example: str
    fields: Table
    answer: Table


@dataclass(frozen=True, slots=True)
class AboutView:
    purpose: str
    credit: str
    verdicts: tuple[Badge, ...]
    methods: tuple[Method, ...]
    computing: tuple[str, ...]
    computed: tuple[Method, ...]
    compute: tuple[ComputeView, ...]
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
        verdicts=tuple(make_badge(status, dark=dark) for status in (*VERDICTS.values(), CANNOT_BE_JUDGED)),
        methods=METHODS,
        computing=(PURPOSE, *RULES),
        computed=COMPUTED,
        compute=_list_compute(),
        markers=tuple(shown),
        words=about.WORDS,
        access=about.ACCESS,
        licence=about.LICENCE,
        version=__version__,
    )


def _list_compute() -> tuple[ComputeView, ...]:
    return tuple(
        ComputeView(
            name=one.name,
            purpose=one.purpose,
            command=f"{COMMAND} {one.name}",
            example=one.example,
            fields=make_table(
                ("Field", "What it holds", "Default", "What it means"),
                [(each.name, each.holds, each.default, each.meaning) for each in one.fields],
            ),
            answer=make_table(("Answer", "What it means"), one.answer),
        )
        for one in list_methods()
    )
