"""Pictures of curves for where a link is shared, made when they are asked for; and what is told with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from oba.model.page_name import name_page
from oba.site.kinds import PageKind, Sent, Site
from oba.site.open_files import KINDS, curve_files
from oba.site.share_image import PNG, draw_share_image, draw_share_svg
from oba.site.sharing import Share, link_from, whole_address
from oba.site.structured import Offered, describe_dataset
from oba.site.views import found_of
from oba.tasks.draw_curve import nothing_found
from oba.words.findings import say_title
from oba.words.search import say_indicator

CATALOGUE = "download.html"


def share_indicator(site: Site, key: str, *, whole: bool = True) -> Share:
    """What is told of an indicator's page: its finding, its picture and, of the `whole` page, its data set."""
    found = found_of(site)
    indicator, series = found.indicator(key), found.ours(key)
    finding = found.findings.get(key) or nothing_found(key, found.place.code)
    title = say_title(finding, indicator=indicator)
    page, image = f"indicators/{name_page(key)}.html", f"images/{name_page(key)}.png"
    theme = next((one.title for one in found.book.themes if one.key == indicator.theme), "")
    about = describe_dataset(
        indicator,
        series,
        plan=found.book.plan,
        place=found.place,
        facts=site.facts,
        sources=found.sources(series),
        finding=title,
        keywords=(theme, indicator.title, found.place.name, indicator.statutory_number),
        page=link_from(site, page, page),
        catalogue=link_from(site, page, CATALOGUE),
        files=_files(site, key, page=page),
        image=whole_address(site, image),
    )
    measured = bool(series.observations)
    return Share(
        title=title,
        description=say_indicator(indicator, finding=title),
        image=image if measured else "",
        image_alt=title,
        about=(about,) if measured and whole else (),
    )


def make(site: Site, name: str) -> Sent:
    key = _by_name(site)[name]
    return Sent(draw_share_image(found_of(site), key, today=site.today), PNG)


def mark(site: Site, name: str) -> str:
    """The drawing tells its picture apart, and costs a tenth of it."""
    drawn = draw_share_svg(found_of(site), _by_name(site)[name], today=site.today)
    return hashlib.sha256(drawn.encode()).hexdigest()


def names(site: Site) -> Iterable[str]:
    """Of every indicator with figures; none where the site does not know its address, for then no page names one."""
    return _by_name(site) if site.address and not site.newest_home else ()


def _by_name(site: Site) -> dict[str, str]:
    return site.keep("pictures", lambda: {name_page(key): key for key in found_of(site).findings})


def _files(site: Site, key: str, *, page: str) -> tuple[Offered, ...]:
    title = found_of(site).indicator(key).title
    return tuple(
        Offered(link_from(site, page, address), KINDS[address.rpartition(".")[2]], title)
        for address in curve_files(site, key)
    )


PICTURE = PageKind(make, names, mark)
