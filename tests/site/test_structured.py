"""What pages tell programs, held against tables of what schema.org has and search engines ask for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from oba.model.area import Area, AreaKind
from oba.model.indicator import Indicator, Polarity, Standing, ValueType
from oba.model.period import Period, PeriodKind
from oba.model.plan import Plan
from oba.model.publication import PublicFacts
from oba.model.release import Source
from oba.model.series import Observation, Series
from oba.site.structured import (
    OPEN_GOVERNMENT_LICENCE,
    Offered,
    describe_catalogue,
    describe_dataset,
    describe_path,
    write_block,
)
from tests.site.hostile_texts import HOSTILE

TEXT, DAY, YES = "text", "day", "yes or no"
ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    "Dataset": {
        "name": (TEXT,),
        "description": (TEXT,),
        "url": (TEXT,),
        "identifier": (TEXT,),
        "version": (TEXT,),
        "datePublished": (DAY,),
        "dateModified": (DAY,),
        "inLanguage": (TEXT,),
        "isAccessibleForFree": (YES,),
        "license": (TEXT, "CreativeWork"),
        "creator": ("Organization",),
        "publisher": ("Organization",),
        "isBasedOn": (TEXT,),
        "keywords": (TEXT,),
        "temporalCoverage": (TEXT,),
        "spatialCoverage": ("Place",),
        "variableMeasured": ("PropertyValue",),
        "distribution": ("DataDownload",),
        "includedInDataCatalog": ("DataCatalog",),
        "image": (TEXT,),
    },
    "DataCatalog": {
        "name": (TEXT,),
        "description": (TEXT,),
        "url": (TEXT,),
        "inLanguage": (TEXT,),
        "publisher": ("Organization",),
        "dateModified": (DAY,),
        "dataset": ("Dataset",),
    },
    "BreadcrumbList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": ("number",), "name": (TEXT,), "item": (TEXT,)},
    "Organization": {"name": (TEXT,)},
    "CreativeWork": {"name": (TEXT,)},
    "Place": {"name": (TEXT,), "identifier": (TEXT,)},
    "PropertyValue": {"name": (TEXT,), "unitText": (TEXT,), "description": (TEXT,)},
    "DataDownload": {"name": (TEXT,), "encodingFormat": (TEXT,), "contentUrl": (TEXT,)},
}
"""What schema.org has of each type, as far as it is used here, and what may stand there."""
NEEDED = {
    "Dataset": {"name", "description", "license", "creator", "dateModified"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "DataDownload": {"encodingFormat", "contentUrl"},
    "PropertyValue": {"name"},
}
OF_ONE_CURVE = {"temporalCoverage", "spatialCoverage", "variableMeasured", "distribution", "publisher", "url"}

INDICATOR = Indicator(
    key="conceptions",
    title="Under-18 conceptions",
    theme="health",
    outcome="healthy",
    standing=Standing.HEADLINE,
    unit="per 1,000 girls",
    value_type=ValueType.CRUDE_RATE,
    polarity=Polarity.LOW_IS_GOOD,
    period_kind=PeriodKind.CALENDAR_YEAR,
    lay_definition="How many girls conceive",
    technical_definition="Numerator: conceptions.",
)
SERIES = Series(
    "conceptions",
    "E06000002",
    observations=(
        Observation(Period.year(1998, kind=PeriodKind.CALENDAR_YEAR), 66.0),
        Observation(Period.year(2022, kind=PeriodKind.CALENDAR_YEAR), 29.2),
    ),
)
PLAN = Plan(title="A plan", trust="A Trust", area="E06000002")
PLACE = Area("E06000002", "Middlesbrough", AreaKind.LOCAL_AUTHORITY)
FACTS = PublicFacts(4, date(2026, 11, 25), "Four.")
SOURCE = Source(
    "ONS", "Conceptions", address="https://example.org/ons", licence="Open Government Licence v3.0"
)
FILES = (Offered("../data/conceptions.csv", "text/csv; charset=utf-8", "As CSV"),)


def check(data: Any, *, kind: str) -> None:
    """Every name is one of the type's, and holds what may stand there, one or a list of them."""
    assert data["@type"] == kind
    names = set(data) - {"@type", "@context"}
    assert names <= set(ALLOWED[kind])
    assert NEEDED.get(kind, set()) <= names
    for name in names:
        held = data[name] if isinstance(data[name], list) else [data[name]]
        assert held
        for one in held:
            _check_one(one, allowed=ALLOWED[kind][name])
    if kind == "Dataset":
        assert 50 <= len(data["description"]) <= 5000


def _check_one(one: Any, *, allowed: tuple[str, ...]) -> None:
    if isinstance(one, dict):
        assert one["@type"] in allowed
        check(one, kind=one["@type"]) if set(one) != {"@type", "url"} else None
    elif isinstance(one, bool):
        assert YES in allowed
    elif isinstance(one, int):
        assert "number" in allowed
    else:
        assert one.strip()
        assert TEXT in allowed or date.fromisoformat(one)


def describe(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "plan": PLAN,
        "place": PLACE,
        "facts": FACTS,
        "sources": (SOURCE,),
        "finding": "Under-18 conceptions: 29.2 per 1,000 in 2022",
        "keywords": ("Health",),
        "page": "../indicators/conceptions.html",
        "catalogue": "../download.html",
        "files": FILES,
    }
    return describe_dataset(INDICATOR, SERIES, **{**given, **changed})


def read_block(html: str) -> list[Any]:
    """The data blocks of some HTML as a browser takes them apart; nothing else may stand in it."""
    found: list[str] = []

    class Reader(HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert (tag, attrs) == ("script", [("type", "application/ld+json")])
            self.inside = True
            found.append("")

        def handle_endtag(self, tag: str) -> None:
            assert tag == "script"
            self.inside = False

        def handle_data(self, data: str) -> None:
            assert self.inside or not data.strip()
            if self.inside:
                found[-1] += data

    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.inside
    return [json.loads(one) for one in found]


def test_the_figures_of_a_curve_are_a_data_set() -> None:
    data = describe()
    check(data, kind="Dataset")
    assert set(data) >= OF_ONE_CURVE
    assert data["temporalCoverage"] == "1998-01-01/2022-12-31"
    assert data["license"] == OPEN_GOVERNMENT_LICENCE
    assert data["creator"] == [{"@type": "Organization", "name": "ONS"}]
    assert data["spatialCoverage"] == {"@type": "Place", "name": "Middlesbrough", "identifier": "E06000002"}
    assert data["distribution"][0]["encodingFormat"] == "text/csv"
    assert data["distribution"][0]["contentUrl"] == "../data/conceptions.csv"


def test_of_an_indicator_of_which_little_is_said_enough_is_said() -> None:
    bare = replace(INDICATOR, title="A", unit="%", lay_definition="", technical_definition="")
    data = describe_dataset(
        bare,
        Series("a", "X"),
        plan=Plan(title="", trust="", area="X"),
        place=Area("X", "X", AreaKind.OTHER),
        facts=FACTS,
        sources=(SOURCE,),
        finding="A",
    )
    check(data, kind="Dataset")
    assert "temporalCoverage" not in data


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("Open Government Licence v3.0", OPEN_GOVERNMENT_LICENCE),
        ("Open Government Licence 3", OPEN_GOVERNMENT_LICENCE),
        ("OGL v3", OPEN_GOVERNMENT_LICENCE),
        ("Open Government Licence v2.0", {"@type": "CreativeWork", "name": "Open Government Licence v2.0"}),
        ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        ("By agreement, 2013", {"@type": "CreativeWork", "name": "By agreement, 2013"}),
    ],
)
def test_a_licence_is_told_by_its_address_where_it_is_known(licence: str, told: Any) -> None:
    assert describe(sources=(replace(SOURCE, licence=licence),))["license"] == told


def test_each_licence_and_each_publisher_is_told_once() -> None:
    other = replace(SOURCE, publisher="DfE", licence="By agreement")
    data = describe(sources=(SOURCE, other, replace(SOURCE, title="More")))
    check(data, kind="Dataset")
    assert [one["name"] for one in data["creator"]] == ["ONS", "DfE"]
    assert data["license"] == [OPEN_GOVERNMENT_LICENCE, {"@type": "CreativeWork", "name": "By agreement"}]


def test_the_open_data_are_a_catalogue() -> None:
    about = "All the figures of the plan, with their sources, forecasts and verdicts."
    data = describe_catalogue(
        PLAN, facts=FACTS, page="download.html", description=about, licence=(SOURCE,), files=FILES
    )
    check(data, kind="DataCatalog")


def test_the_way_to_a_page_is_numbered_from_one() -> None:
    data = describe_path([("../index.html", "Home"), ("x.html", "Theme"), ("y.html", "Page")])
    check(data, kind="BreadcrumbList")
    assert [one["position"] for one in data["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text(text: str) -> None:
    changed = replace(
        INDICATOR, title=text, lay_definition=text, technical_definition=text, unit=text, key="k"
    )
    data = describe_dataset(
        changed,
        SERIES,
        plan=replace(PLAN, title=text, trust=f"a{text}"),
        place=replace(PLACE, name=f"a{text}"),
        facts=FACTS,
        sources=(replace(SOURCE, publisher=f"a{text}", licence=f"a{text}", address=text),),
        finding=text,
        keywords=(f"a{text}",),
        files=FILES,
    )
    check(data, kind="Dataset")
    block = write_block(data)
    assert read_block(block) == [data]
    assert not re.search(
        r"[<>&\u2028\u2029]", block[len('<script type="application/ld+json">') : -len("</script>")]
    )
    block.encode()
