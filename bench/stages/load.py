"""From a CSV to the versioned store, end to end, against SQLite's own import of the same file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bench import process
from bench.figures import smallest
from bench.plan import HOME
from bench.process import Spent
from bench.result import Result
from bench.timing import median, say
from bench.workshop import Workshop, load

NAME = "load"
RUNS = 3
PEAK_LIMIT = 200
MIB = 2**20


def measure(workshop: Workshop) -> list[Result]:
    csv, (revised, changed) = workshop.csv, workshop.revised_csv
    first, again, same, peer = [], [], [], []
    size, kept = 0, 0
    load_once_unmeasured(workshop)
    for run in range(RUNS):
        say(f"  run {run + 1} of {RUNS}")
        store = workshop.copy_planned("loaded.db")
        first.append(load(store, csv))
        size = store.stat().st_size
        again.append(load(store, revised))
        same.append(load(store, revised))
        kept = count_history(store)
        peer.append(import_plainly(csv, workshop.folder / "plain.db"))
    rows = f"{workshop.rows:,} rows"
    load_cpu, peer_cpu = _cpu(first), _cpu(peer)
    return [
        Result(f"load: {rows}, CPU", load_cpu, "s", peer_cpu, "sqlite3 .import", 1.0),
        Result(f"load: {rows}, elapsed", _elapsed(first), "s", _elapsed(peer), "sqlite3 .import", 1.0),
        Result("load: peak memory", _peak(first), "MiB", PEAK_LIMIT, "the limit", 1.0),
        Result("load: size of the store", size / 1e6, "MB", csv.stat().st_size / 1e6, "the CSV", 0.25),
        Result("load: 1% of values revised, CPU", _cpu(again), "s", load_cpu, "the first load", 1.15),
        Result("load: 1% revised, peak memory", _peak(again), "MiB", PEAK_LIMIT, "the limit", 1.0),
        Result("load: values kept in the history", kept, "", changed, "values revised", exact=True),
        Result("load: the same file again, CPU", _cpu(same), "s", load_cpu, "the first load", 0.1),
    ]


def load_once_unmeasured(workshop: Workshop) -> None:
    """A small file first, so that no measured run compiles a module."""
    folder = workshop.folder / "before"
    folder.mkdir()
    small = Workshop(folder, rows=smallest())
    load(Path(shutil.move(small.planned, workshop.folder / "before.db")), small.csv)


def import_plainly(csv: Path, database: Path) -> Spent:
    """SQLite's own import: every column as text, no keys, no types, no versions."""
    database.unlink(missing_ok=True)
    steps = ["sqlite3", str(database), "-cmd", ".mode csv", f".import '{csv.as_posix()}' figures"]
    return process.measure(steps)


def count_history(store: Path) -> int:
    """Earlier values that the store keeps; RuntimeError when one of them is not of a revision."""
    with closing(sqlite3.connect(store)) as database:
        kept, revised = database.execute(
            "SELECT count(*), coalesce(sum(h.happened = 'revised' AND h.value IS NOT o.value), 0) "
            "FROM observation_history h JOIN observation o USING (series_id, period_id)"
        ).fetchone()
        ours = database.execute("SELECT count(*) FROM series WHERE area = ?", (HOME,)).fetchone()[0]
    if kept != revised or not ours:
        raise RuntimeError(f"the history holds {kept} values, {revised} of them of revisions")
    return int(kept)


def _cpu(runs: list[Spent]) -> float:
    return median([one.cpu for one in runs])


def _elapsed(runs: list[Spent]) -> float:
    return median([one.elapsed for one in runs])


def _peak(runs: list[Spent]) -> float:
    return median([one.peak / MIB for one in runs])
