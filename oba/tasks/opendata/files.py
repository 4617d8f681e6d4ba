"""The files of the open data: what there is, where it stands, and how each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

from oba.model.indicator import Indicator
from oba.model.open_table import Content, OpenTable
from oba.model.publication import PublicFacts
from oba.store.engine import Store
from oba.tasks.gather import Gathered
from oba.tasks.opendata.addresses import FOLDER, address_of
from oba.tasks.opendata.books import write_tables
from oba.tasks.opendata.csv_text import write_table
from oba.tasks.opendata.figure_rows import (
    keep_headlines,
    tabulate_every_figure,
    tabulate_figures,
    tabulate_measure_figures,
)
from oba.tasks.opendata.finding_rows import tabulate_findings
from oba.tasks.opendata.gathered import Opened, open_all
from oba.tasks.opendata.json_files import (
    describe_indicator,
    describe_publication,
    describe_record,
    write_json,
)
from oba.tasks.opendata.metadata import (
    SCHEMA,
    About,
    Listed,
    describe_for_web,
    describe_package,
    describe_schema,
)
from oba.tasks.opendata.plan_rows import tabulate_origins, tabulate_plan, tabulate_services
from oba.tasks.opendata.talk_rows import tabulate_talk
from oba.words.open_figures import FIGURES

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
WEB = "application/csvm+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "text/plain; charset=utf-8"
CHECKSUMS = f"{FOLDER}/checksums.txt"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """`make` writes the file, the same bytes each time. `address` is relative to the root of the site."""

    address: str
    media_type: str
    title: str
    make: Callable[[], bytes]

    def measure(self) -> tuple[int, str]:
        """The size and SHA-256, for which the file is made unless it has been."""
        assert isinstance(self.make, _Making)
        return self.make.measure()


@dataclass(slots=True)
class _Making:
    """Writes the file whenever it is asked for, and remembers of the bytes only their size and SHA-256."""

    write: Callable[[], bytes]
    known: tuple[int, str] | None = None

    def __call__(self) -> bytes:
        made = self.write()
        self.known = self.known or (len(made), sha256(made).hexdigest())
        return made

    def measure(self) -> tuple[int, str]:
        if self.known is None:
            self()
        assert self.known is not None
        return self.known


@dataclass(frozen=True, slots=True)
class _Curve:
    indicator: Indicator
    table: OpenTable


def list_files(store: Store, *, facts: PublicFacts, found: Gathered | None = None) -> tuple[OpenFile, ...]:
    """Every file of the open data of a published copy, in the order in which a reader would look for them.

    `found` is every curve of the plan in every area, where the caller has gathered them already.
    """
    opened = open_all(store, facts=facts, found=found)
    about = _describe(opened)
    curves = [_Curve(one, tabulate_figures(opened, one)) for one in opened.indicators]
    own = _tabulate(opened)
    every = tabulate_every_figure([one.table for one in curves])
    tables = [(every, f"{FOLDER}/figures.csv"), *((one, f"{FOLDER}/{one.name}.csv") for one in own)]
    tables += [(one.table, address_of(one.indicator.key, "csv")) for one in curves]
    csvs = [_offer(place, CSV, one.title, partial(write_table, one)) for one, place in tables]
    files = [
        *csvs,
        *_write_json(opened, about, curves),
        *_write_metadata(about, [one for one, _ in tables], csvs),
        *_write_books(opened, about, curves, own, headlines=keep_headlines(every)),
    ]
    return (*files, _offer(CHECKSUMS, PLAIN, "Checksums", partial(_write_checksums, files)))


def _offer(address: str, media_type: str, title: str, write: Callable[[], bytes]) -> OpenFile:
    return OpenFile(address, media_type, title, _Making(write))


def _describe(opened: Opened) -> About:
    plan = opened.found.book.plan
    sources = dict.fromkeys((opened.origins[one.id], one.source.address) for one in opened.releases)
    return About(
        title=plan.title,
        publisher=plan.trust,
        facts=opened.facts,
        licences=tuple(dict.fromkeys(one.source.licence for one in opened.releases if one.source.licence)),
        sources=tuple(sources),
        example=plan.example,
    )


def _tabulate(opened: Opened) -> list[OpenTable]:
    """Every table but those of the figures."""
    return [
        *tabulate_plan(opened),
        *tabulate_findings(opened),
        *tabulate_talk(opened),
        *tabulate_services(opened),
        tabulate_measure_figures(opened),
        *tabulate_origins(opened),
    ]


def _write_json(opened: Opened, about: About, curves: Sequence[_Curve]) -> list[OpenFile]:
    def write(indicator: Indicator) -> bytes:
        return write_json(describe_indicator(opened, indicator, about))

    def write_index() -> bytes:
        listed = [{**describe_record(opened, one.indicator), "files": _files_of(one)} for one in curves]
        return write_json({**describe_publication(about), "indicators": listed})

    files = [
        _offer(
            address_of(one.indicator.key, "json"), JSON, one.indicator.title, partial(write, one.indicator)
        )
        for one in curves
    ]
    return [_offer(f"{FOLDER}/index.json", JSON, "Every indicator", write_index), *files]


def _files_of(curve: _Curve) -> dict[str, str]:
    """Where they are, beside the index."""
    kinds = ("csv", "json", "xlsx") if curve.table.rows else ("csv", "json")
    return {kind: address_of(curve.indicator.key, kind).removeprefix(f"{FOLDER}/") for kind in kinds}


def _write_metadata(about: About, tables: Sequence[OpenTable], csvs: Sequence[OpenFile]) -> list[OpenFile]:
    paths = [one.address.removeprefix(f"{FOLDER}/") for one in csvs]

    def write_for_web() -> bytes:
        listed = [Listed(table, path) for table, path in zip(tables, paths, strict=True)]
        return write_json(describe_for_web(about, listed), indent=1)

    def write_package() -> bytes:
        listed = [
            Listed(table, path, *one.measure()) for table, path, one in zip(tables, paths, csvs, strict=True)
        ]
        return write_json(describe_package(about, listed), indent=1)

    def write_schema() -> bytes:
        return write_json(describe_schema(FIGURES), indent=1)

    return [
        _offer(f"{FOLDER}/csv-metadata.json", WEB, "What the CSVs hold (CSVW)", write_for_web),
        _offer(f"{FOLDER}/datapackage.json", JSON, "What the CSVs hold (Data Package)", write_package),
        _offer(f"{FOLDER}/{SCHEMA}", JSON, "The columns of the figures (Table Schema)", write_schema),
    ]


def _write_books(
    opened: Opened,
    about: About,
    curves: Sequence[_Curve],
    own: Sequence[OpenTable],
    *,
    headlines: OpenTable,
) -> list[OpenFile]:
    """One with the headline figures, one with every other table, and one for each indicator that has figures."""
    decimals = {one.indicator.key: one.indicator.decimals for one in curves}
    listed = [
        (f"{FOLDER}/figures.xlsx", headlines.title, [headlines, *_pick(own, "indicators", "releases")]),
        (
            f"{FOLDER}/tables.xlsx",
            f"{about.title}: all tables but the figures",
            [one for one in own if one.rows],
        ),
    ]
    listed += [
        (
            address_of(one.indicator.key, "xlsx"),
            one.table.title,
            [one.table, *_beside(opened, own, one)],
        )
        for one in curves
        if one.table.rows
    ]
    return [
        _offer(place, XLSX, title, partial(write_tables, about, title, tables, decimals=decimals))
        for place, title, tables in listed
    ]


def _beside(opened: Opened, tables: Sequence[OpenTable], curve: _Curve) -> list[OpenTable]:
    """What the workbook of one indicator has besides its figures: its frozen forecast and its sources."""
    finding = opened.found.findings.get(curve.indicator.key)
    baseline = finding.baseline.id if finding and finding.baseline else None
    place = curve.table.shape.heads.index("source release")
    wanted: dict[str, set[Content]] = {
        "baseline_points": {baseline},
        "releases": {row[place] for row in curve.table.rows},
    }
    cut = [
        replace(one, rows=tuple(row for row in one.rows if row[0] in wanted[one.name]))
        for one in _pick(tables, *wanted)
    ]
    return [one for one in cut if one.rows]


def _pick(tables: Sequence[OpenTable], *names: str) -> list[OpenTable]:
    return [one for one in tables if one.name in names]


def _write_checksums(files: Sequence[OpenFile]) -> bytes:
    """As `sha256sum --check` reads it, in the folder of the files."""
    lines = [f"{one.measure()[1]}  {one.address.removeprefix(f'{FOLDER}/')}\n" for one in files]
    return "".join(lines).encode()
