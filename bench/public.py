"""A made-up plan to publish: as many indicators as asked, of four areas and twenty years each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bench.figures import write_figures
from bench.plan import PERIODS, TODAY, list_places, make_book
from bench.timing import say
from bench.workshop import NOW, SIDECAR, Workshop, load, url_of
from oba.model.editor import Editor, Role
from oba.settings import Settings
from oba.site.pages import Site
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import write_plan
from oba.tasks.find_published import find_copy, open_copy
from oba.tasks.freeze_baselines import freeze_baselines
from oba.tasks.publish import Wish, approve_publication

AREAS = 4
INDICATORS = 40
OFFICER = Editor("bench", Role.OFFICER)
WISH = Wish("Made by the benchmark.")


def published(workshop: Workshop, *, indicators: int | None = None) -> Settings:
    """Settings of a store that has published what it holds."""
    settings = make_store(workshop, indicators=indicators or INDICATORS)
    if not (settings.copies_folder / "current.json").exists():
        approve_publication(settings, OFFICER, WISH)
    return settings


def make_store(workshop: Workshop, *, indicators: int) -> Settings:
    """Settings of a store with its figures and frozen forecasts."""
    path = workshop.folder / f"public{indicators}.db"
    if not path.exists():
        _fill(path, indicators)
    return Settings(
        store=url_of(path), copies=str(path.with_suffix(".copies")), user=OFFICER.name, today=TODAY
    )


def _fill(path: Path, indicators: int) -> None:
    rows = indicators * AREAS * PERIODS
    say(f"  making a store of {indicators} indicators, {rows:,} figures")
    known = list_places(AREAS + 8)
    places = [*known[: AREAS - 1], known[-1]]
    migrate(url_of(path))
    store = open_store(url_of(path))
    try:
        with store.writing() as connection:
            write_plan(connection, make_book(places, indicators=indicators))
        figures = path.with_suffix(".csv")
        write_figures(figures, rows=rows, places=places, indicators=indicators)
        figures.with_name(figures.name + ".source.toml").write_text(
            SIDECAR.format(release="1"), encoding="utf-8"
        )
        load(path, figures)
        freeze_baselines(store, now=NOW)
    finally:
        store.close()


def open_site(settings: Settings) -> Site:
    """The reading pages of what is published, from nothing. Whoever asks closes its store."""
    store, facts = open_copy(find_copy(settings))
    return Site(store, date.fromisoformat(TODAY), facts)
