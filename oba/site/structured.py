"""What a page says to programs (schema.org, as JSON-LD): a data set, the catalogue of them, the way to a page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from oba.model.area import GSS_CODE, Area
from oba.model.indicator import Indicator
from oba.model.plan import Plan
from oba.model.publication import PublicFacts
from oba.model.release import Source
from oba.model.series import Series
from oba.site.plain_text import clean
from oba.words import search as words

SCHEMA = "https://schema.org"
OPEN_GOVERNMENT_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
LONGEST = 4900
"""Characters of a description; those who read data sets take no more than 5,000."""
_OPEN_GOVERNMENT = re.compile(
    r"open government licence\b.*?\b(?:v|version )?3(?:\.0)?\b|\bOGL[ -]?(?:UK[ -])?v?3", re.I
)
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that holds the figures, by its address as a link from the page."""

    address: str
    media_type: str
    title: str = ""


def write_block(data: Mapping[str, Any]) -> Markup:
    """A data block for a page. No sign in it can end the block or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 escaped in the line above


def describe_dataset(
    indicator: Indicator,
    series: Series,
    *,
    plan: Plan,
    place: Area,
    facts: PublicFacts,
    sources: Sequence[Source],
    finding: str,
    keywords: Sequence[str] = (),
    page: str = "",
    catalogue: str = "",
    files: Sequence[Offered] = (),
    image: str = "",
) -> dict[str, Any]:
    """The figures of one indicator. `page`, `catalogue` and `image` are addresses, '' to leave one out."""
    name = clean(words.say_dataset_name(indicator.title, place.name))
    told = words.say_dataset(indicator, place=place.name, finding=finding, trust=plan.trust)
    found = {
        "@context": SCHEMA,
        "@type": "Dataset",
        "name": name,
        "description": clean(told, most=LONGEST),
        "url": page,
        "identifier": f"{indicator.key}/{place.code}",
        "version": str(facts.number),
        "datePublished": facts.published_on.isoformat(),
        "dateModified": facts.published_on.isoformat(),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "license": _licences(sources),
        "creator": [_organization(one) for one in dict.fromkeys(source.publisher for source in sources)]
        or _organization(plan.trust or words.UNNAMED),
        "publisher": _organization(plan.trust or words.UNNAMED),
        "isBasedOn": list(dict.fromkeys(one.address for one in sources if is_web(one.address))),
        "keywords": [word for one in keywords if (word := clean(one))],
        "temporalCoverage": _span(series),
        "spatialCoverage": _place(place),
        "variableMeasured": _variable(indicator),
        "distribution": [_download(one) for one in files],
        "includedInDataCatalog": {"@type": "DataCatalog", "url": catalogue} if catalogue else "",
        "image": image,
    }
    return {name: value for name, value in found.items() if value not in ("", [], {})}


def describe_catalogue(
    plan: Plan,
    *,
    facts: PublicFacts,
    page: str,
    description: str,
    licence: Sequence[Source],
    files: Sequence[Offered],
) -> dict[str, Any]:
    """All the open data: one catalogue, which holds one data set with every file."""
    whole = {
        "@type": "Dataset",
        "name": clean(plan.title),
        "description": clean(description, most=LONGEST),
        "version": str(facts.number),
        "dateModified": facts.published_on.isoformat(),
        "license": _licences(licence),
        "creator": _organization(plan.trust or words.UNNAMED),
        "distribution": [_download(one) for one in files],
    }
    return {
        "@context": SCHEMA,
        "@type": "DataCatalog",
        "name": clean(words.say_catalogue(plan.title)),
        "description": clean(description, most=LONGEST),
        "url": page,
        "inLanguage": "en-GB",
        "publisher": _organization(plan.trust or words.UNNAMED),
        "dateModified": facts.published_on.isoformat(),
        "dataset": {name: value for name, value in whole.items() if value not in ("", [])},
    }


def describe_path(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: addresses and titles from the home page to the page itself."""
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": clean(title), "item": address}
            for number, (address, title) in enumerate(steps, start=1)
        ],
    }


def is_web(address: str) -> bool:
    """Whether it is an address that a link may lead to; nothing else that a source states is."""
    return address.startswith(("https://", "http://"))


def _licences(sources: Sequence[Source]) -> Any:
    """The address of a licence that is known by its name; another by its words."""
    found: list[Any] = []
    for text in filter(None, dict.fromkeys(clean(one.licence) for one in sources)):
        if _OPEN_GOVERNMENT.search(text):
            found.append(OPEN_GOVERNMENT_LICENCE)
        else:
            found.append(text if is_web(text) else {"@type": "CreativeWork", "name": text})
    each_once = [one for index, one in enumerate(found) if one not in found[:index]]
    return each_once[0] if len(each_once) == 1 else each_once


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": clean(name)}


def _span(series: Series) -> str:
    days: list[date] = [day for one in series.observations for day in (one.period.start, one.period.end)]
    return f"{min(days).isoformat()}/{max(days).isoformat()}" if days else ""


def _place(place: Area) -> dict[str, Any]:
    code = {"identifier": place.code} if GSS_CODE.fullmatch(place.code) else {}
    return {"@type": "Place", "name": clean(place.name), **code}


def _variable(indicator: Indicator) -> dict[str, str]:
    told = {
        "@type": "PropertyValue",
        "name": clean(indicator.title) or indicator.key,
        "unitText": clean(indicator.unit),
        "description": clean(indicator.technical_definition, most=LONGEST),
    }
    return {name: text for name, text in told.items() if text}


def _download(one: Offered) -> dict[str, str]:
    named = {"name": clean(one.title)} if one.title else {}
    return {
        "@type": "DataDownload",
        "encodingFormat": one.media_type.partition(";")[0],
        "contentUrl": one.address,
        **named,
    }
