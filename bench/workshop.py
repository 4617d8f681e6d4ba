"""The folder in which one run of the benchmark makes its data, each thing when it is first asked for."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bench.figures import places_of, write_figures
from bench.plan import TODAY, Place, list_places, make_book
from bench.process import Spent, measure
from bench.timing import say
from oba.store.engine import open_store
from oba.store.migrate import migrate
from oba.store.plans import write_plan
from oba.tasks.freeze_baselines import freeze_baselines

SIDECAR = 'publisher = "The benchmark"\ntitle = "Made-up figures"\nrelease = "{release}"\n'
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Workshop:
    """`rows` is the size of the file of figures. `full` asks for what takes long as well."""

    folder: Path
    rows: int
    full: bool = False

    @cached_property
    def places(self) -> list[Place]:
        return list_places(places_of(self.rows))

    @cached_property
    def csv(self) -> Path:
        return self._write("figures.csv", release="1", revised=False)[0]

    @cached_property
    def revised_csv(self) -> tuple[Path, int]:
        """The same file with one value in a hundred another, and how many values that is."""
        return self._write("figures_revised.csv", release="2", revised=True)

    @cached_property
    def planned(self) -> Path:
        """A store that holds the plan and its areas, and no figures."""
        path = self.folder / "planned.db"
        migrate(url_of(path))
        store = open_store(url_of(path))
        try:
            with store.writing() as connection:
                write_plan(connection, make_book(self.places))
        finally:
            store.close()
        return path

    @cached_property
    def filled(self) -> Path:
        """A store with all the figures, and the forecasts that the plan asks for frozen."""
        path = self.copy_planned("filled.db")
        say(f"  loading {self.rows:,} rows into a store")
        load(path, self.csv)
        store = open_store(url_of(path))
        try:
            freeze_baselines(store, now=NOW)
        finally:
            store.close()
        return path

    def copy_planned(self, name: str) -> Path:
        return Path(shutil.copy(self.planned, self.folder / name))

    def _write(self, name: str, *, release: str, revised: bool) -> tuple[Path, int]:
        path = self.folder / name
        say(f"  writing {name}, {self.rows:,} rows")
        changed = write_figures(path, rows=self.rows, places=self.places, revised=revised)
        path.with_name(name + ".source.toml").write_text(SIDECAR.format(release=release), encoding="utf-8")
        return path, changed


def url_of(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def load(store: Path, file: Path) -> Spent:
    """Load a file by the product's own command."""
    command = [sys.executable, "-m", "oba", "load", str(file), "--store", url_of(store), "--json"]
    compiled = store.parent / "compiled"
    return measure(command, environment={"OBA_TODAY": TODAY, **keep_compiled(compiled)})


def keep_compiled(folder: Path) -> dict[str, str]:
    """The environment in which Python keeps its compiled modules, as any installation does, in a folder of ours.

    Some test machines forbid that, and would pay for compiling every library in each run.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder)}
