"""The open data that goes with these pages."""

from __future__ import annotations

from collections.abc import Mapping

from oba.site.kinds import Site
from oba.site.views import found_of
from oba.tasks.opendata import OpenFile, list_files
from oba.tasks.opendata.addresses import address_of
from oba.tasks.opendata.files import CSV, JSON, XLSX

KINDS = {"csv": CSV, "json": JSON, "xlsx": XLSX}


def files_of(site: Site) -> Mapping[str, OpenFile]:
    """Every file by its address from the root, in the order in which they are listed."""
    return site.keep(
        "open files",
        lambda: {one.address: one for one in list_files(site.store, facts=site.facts, found=found_of(site))},
    )


def curve_files(site: Site, key: str) -> tuple[str, ...]:
    """The addresses of the files that hold this indicator and no other.

    A page names them without any being made ready: one with figures has all of them.
    """
    found, areas = found_of(site), site.keep("areas", lambda: {one.code for one in found_of(site).book.areas})
    if any(area in areas and one.observations for area, one in found.by_area(key).items()):
        return tuple(address_of(key, kind) for kind in KINDS)
    return tuple(one for kind in KINDS if (one := address_of(key, kind)) in files_of(site))
