"""The static site under nginx, against datasette serving the figures of the same indicators as JSON."""

from __future__ import annotations

import csv
import json
import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

from bench import public, readers
from bench.nginx import serve_files
from bench.peers import apart
from bench.plan import key_of
from bench.public import published
from bench.result import Result
from bench.serving import serve
from bench.timing import say
from bench.workshop import Workshop
from oba.site.writing import write_site

NAME = "site"
TIMES = 100
TABLE = "figures"
PEER = "datasette's JSON"
SAME = {"area": "area_code", "period": "period", "value": "value", "lower": "lower", "upper": "upper"}


def measure(workshop: Workshop) -> list[Result]:
    """Where datasette cannot be had, its side is not known, and that is said."""
    files, folder = workshop.folder / "site", workshop.folder
    list(write_site(published(workshop), files))
    keys = [key_of(number) for number in range(public.INDICATORS)]
    with serve_files(files, folder / "nginx-site") as address:
        pages = readers.read(address, [f"/indicators/{key}.html" for key in keys], folder)
        figures = readers.read(address, [f"/data/{key}.json" for key in keys], folder)
    try:
        peer, against = _read_datasette(folder, files, keys), f"{PEER}, both by {pages.by}"
    except apart.NotInstalledError as error:
        say(f"  not held against datasette: {error}")
        peer, against = float("nan"), f"{PEER}: not installed"
    return [
        Result("site: pages a second", pages.a_second, "/s", peer, against, TIMES, more=True),
        Result("site: the same JSON a second", figures.a_second, "/s", peer, against, TIMES, more=True),
    ]


def _read_datasette(folder: Path, files: Path, keys: list[str]) -> float:
    """Requests a second; RuntimeError where it does not serve the very figures that our files hold."""
    program = str(apart.find_datasette())
    database = folder / "plain.sqlite"
    copy_figures(files / "data" / "figures.csv", database)
    paths = [f"/plain/{TABLE}.json?indicator={key}&_shape=array&_size=max" for key in keys]
    command = ["serve", "--immutable", str(database), "--host", "127.0.0.1", "--port"]
    log = folder / "datasette.log"
    with serve(command, folder=folder, log=log, health="/-/versions.json", program=program) as served:
        for key, path in zip(keys, paths, strict=True):
            check_same(files / "data" / f"{key}.json", served.address + path)
        return readers.read(served.address, paths, folder).a_second


def copy_figures(figures: Path, database: Path) -> None:
    """One table of all the figures, as whoever has the CSV would make it, with an index of the indicators."""
    with figures.open(encoding="utf-8-sig", newline="") as file, closing(sqlite3.connect(database)) as made:
        head, *rows = csv.reader(file)
        names = [one.replace(" ", "_") for one in head]
        columns = ", ".join(
            f'"{name}"{" REAL" if name in ("value", "lower", "upper") else ""}' for name in names
        )
        made.execute(f"CREATE TABLE {TABLE} ({columns})")
        marks = ", ".join("?" * len(names))
        made.executemany(
            f"INSERT INTO {TABLE} VALUES ({marks})", ([cell or None for cell in row] for row in rows)
        )
        made.execute(f"CREATE INDEX by_indicator ON {TABLE} (indicator)")
        made.commit()


def read_rows(database: Path, key: str) -> list[dict[str, object]]:
    """The rows of one indicator, as datasette is asked for them."""
    with closing(sqlite3.connect(database)) as made:
        made.row_factory = sqlite3.Row
        return [dict(row) for row in made.execute(f"SELECT * FROM {TABLE} WHERE indicator = ?", (key,))]


def check_same(ours: Path, address: str) -> None:
    with urllib.request.urlopen(address, timeout=10) as answered:
        theirs = {tuple(row[name] for name in SAME.values()) for row in json.load(answered)}
    series = json.loads(ours.read_text(encoding="utf-8"))["series"]
    held = {
        (one["area_code"], *(figure[name] for name in SAME if name != "area"))
        for one in series
        for figure in one["figures"]
    }
    if not held or held != theirs:
        raise RuntimeError(f"{address} does not give the figures of {ours.name}")
