"""The open data that goes with these pages."""

from __future__ import annotations

from collections.abc import Mapping

from oba.site.kinds import Site
from oba.site.views import found_of
from oba.tasks.opendata import OpenFile, list_files
from oba.tasks.opendata.addresses import address_of

KINDS = ("csv", "json", "xlsx")


def files_of(site: Site) -> Mapping[str, OpenFile]:
    """Every file by its address from the root, in the order in which they are listed."""
    return site.keep(
        "open files",
        lambda: {one.address: one for one in list_files(site.store, facts=site.facts, found=found_of(site))},
    )


def curve_files(site: Site, key: str) -> tuple[str, ...]:
    """The addresses of the files that hold this indicator and no other."""
    return tuple(one for kind in KINDS if (one := address_of(key, kind)) in files_of(site))
