"""What several pages read of the published copy, read once."""

from __future__ import annotations

from oba.model.plan import Plan
from oba.site.kinds import Site
from oba.site.views import found_of
from oba.tasks.open_releases import ReleasesView, open_releases


def plan_of(site: Site) -> Plan:
    return found_of(site).book.plan


def releases(site: Site) -> ReleasesView:
    return site.keep("releases", lambda: open_releases(site.store, today=site.today))
