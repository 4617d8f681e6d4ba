"""The pages beside the curves, and the files that programs ask for, by their addresses."""

from __future__ import annotations

from oba.site.about_page import ABOUT
from oba.site.access_page import ACCESSIBILITY
from oba.site.crawling import ROBOTS
from oba.site.data_page import DATA
from oba.site.download_page import DOWNLOAD
from oba.site.finder_page import FINDER
from oba.site.kinds import PageKind
from oba.site.missing_page import MISSING
from oba.site.pictures import PICTURE
from oba.site.plan_page import PLAN
from oba.site.publications_page import FEED, PUBLICATIONS
from oba.site.releases_page import CALENDAR, RELEASES

REFERENCE: dict[str, PageKind] = {
    "indicators.html": FINDER,
    "plan.html": PLAN,
    "data.html": DATA,
    "download.html": DOWNLOAD,
    "about.html": ABOUT,
    "accessibility.html": ACCESSIBILITY,
    "releases.html": RELEASES,
    "publications.html": PUBLICATIONS,
    "404.html": MISSING,
    "feed.atom": FEED,
    "releases.ics": CALENDAR,
    "robots.txt": ROBOTS,
    "images/{key}.png": PICTURE,
}
