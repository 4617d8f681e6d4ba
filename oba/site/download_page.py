"""Everything there is to take away: what each file is, its size and checksum, how to cite it, on what terms."""

from __future__ import annotations

from dataclasses import dataclass

from oba.site.frame import fill_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.open_files import curve_files, files_of
from oba.site.sharing import Share, base_of, link_from
from oba.site.structured import Offered, describe_catalogue
from oba.site.views import found_of
from oba.words import about
from oba.words import publications as words
from oba.words.numbers import say_count
from oba.words.search import say_all_data
from oba.words.sizes import say_size
from oba.words.sources import say_licences

ADDRESS = "download.html"
CHECKSUMS = "data/checksums.txt"
SHOWN = 12
"""Characters of a checksum that fit beside its file on a telephone."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """`kind` is what stands behind the dot of its name, in capitals."""

    address: str
    name: str
    title: str
    kind: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """Those of the whole, and those of one indicator each by its title."""

    whole: tuple[FileRow, ...]
    curves: tuple[tuple[str, tuple[FileRow, ...]], ...]


def make(site: Site, _: str) -> Sent:
    found = found_of(site)
    measured = say_count(len(found.findings), noun="indicator")
    summary = say_all_data(plan=site.masthead.plan_title, place=found.place.name, indicators=measured)
    return fill_page(
        site,
        "download.html",
        address=ADDRESS,
        title="Download",
        description=summary,
        share=Share(about=(_catalogue(site, summary),)),
        summary=summary,
        files=site.keep("file rows", lambda: _list(site)),
        shown=SHOWN,
        checksums=CHECKSUMS if CHECKSUMS in files_of(site) else "",
        citation=words.say_citation(
            site.facts, trust=site.masthead.trust, plan=site.masthead.plan_title, address=base_of(site)
        ),
        licence=about.LICENCE
        if site.masthead.example
        else say_licences(found.sources(*found.series.values())),
        words=words,
    )


def _list(site: Site) -> Files:
    curves = tuple(
        (one.title, tuple(_row(site, address) for address in curve_files(site, one.key)))
        for one in found_of(site).book.indicators
    )
    of_curves = {row.address for _, rows in curves for row in rows}
    whole = tuple(_row(site, address) for address in files_of(site) if address not in of_curves)
    return Files(whole, tuple((title, rows) for title, rows in curves if rows))


def _row(site: Site, address: str) -> FileRow:
    one = files_of(site)[address]
    size, digest = one.measure()
    return FileRow(
        address=address,
        name=address.rpartition("/")[2],
        title=one.title,
        kind=address.rpartition(".")[2].upper(),
        size=say_size(size),
        sha256=digest,
    )


def _catalogue(site: Site, description: str) -> dict[str, object]:
    """With the files of the whole; those of one indicator are told of on its page."""
    found = found_of(site)
    of_curves = {address for one in found.book.indicators for address in curve_files(site, one.key)}
    return describe_catalogue(
        found.book.plan,
        facts=site.facts,
        page=link_from(site, ADDRESS, ADDRESS),
        description=description,
        licence=found.sources(*found.series.values()),
        files=[
            Offered(link_from(site, ADDRESS, address), one.media_type, one.title)
            for address, one in files_of(site).items()
            if address not in of_curves
        ],
    )


DOWNLOAD = PageKind(make)
